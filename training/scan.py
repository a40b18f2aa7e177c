"""What printing, copying and scanning do to a line, and the cut of the line to the network's height."""

import math

import cv2
import numpy as np

from typeset import Sheet

#: As in src/reading/recognise/strip.ts: height of a strip, row of its base line, consonant height.
HEIGHT, BASE_ROW, CONSONANT = 48, 34, 15.5
#: Columns of a strip for one frame of the network.
STRIDE = 4


class Scanner:
    def __init__(self, rng, noise):
        self.rng, self.noise = rng, noise
        #: How the last strip was scanned, for evaluation.
        self.last = ""

    def strip(self, sheet: Sheet, scale: float, stretch: float, width: int):
        """Scans a line and cuts it out: (HEIGHT x width grey, width / STRIDE marks of handwriting).

        `scale` is strip px per sheet px, `stretch` how much wider letters come out than high.
        """
        rng = self.rng
        # What a threshold makes of uneven light nobody can read.
        device = rng.choices(["plain", "copier", "one-bit"], [54, 28, 18])[0]
        grey, paper = self._light(self._ink(sheet.grey, sheet.size), device == "plain")
        grey, fx, fy = self._resolve(grey, sheet.size)
        grey = self._electronics(grey, paper, sheet.size * min(fx, fy), device)
        self.last = f"{device}, coarse" if fy < 1 else device
        sx, sy = scale * stretch / fx, scale / fy
        base = sheet.base * fy
        slope, shear = math.tan(math.radians(rng.gauss(0, 0.35))), rng.choice([0, 0, 0, rng.uniform(-0.06, 0.06), rng.uniform(0.05, 0.2)])
        middle, lift = grey.shape[1] / 2, rng.gauss(0, 1.5)
        matrix = np.array([[sx, -sx * shear, sx * shear * base], [sy * slope, sy, -sy * base + BASE_ROW + lift - sy * slope * middle]], np.float32)
        if sy < 0.5:
            grey = cv2.GaussianBlur(grey, (0, 0), max(0.3, 0.35 * (1 / sy - 1)))
        around = int(np.percentile(grey, 90))
        strip = cv2.warpAffine(grey, matrix, (width, HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=around)
        hand = np.zeros(width // STRIDE, np.uint8)
        for left, right in sheet.hand:
            hand[max(0, int(left * fx * sx / STRIDE)) : max(0, int(right * fx * sx / STRIDE) + 1)] = 1
        return spread(strip), hand

    def _ink(self, grey, size):
        """Ink that spreads, or that a pale copy eats away."""
        kind = self.rng.random()
        if kind < 0.12:
            return cv2.erode(grey, np.ones((2, 2), np.uint8))
        if kind < 0.16 and size > 18:
            return cv2.erode(grey, np.ones((3, 3), np.uint8))
        if kind < 0.25 and size > 14:
            return cv2.addWeighted(grey, 0.5, cv2.dilate(grey, np.ones((2, 2), np.uint8)), 0.5, 0)
        if kind < 0.31:
            return self._pitted(grey)
        return grey

    def _pitted(self, grey):
        """Thin type on a light copy: strokes broken up by spots without ink."""
        spots = cv2.GaussianBlur(self.noise.standard_normal(grey.shape).astype(np.float32), (0, 0), self.rng.uniform(0.4, 1.2))
        return np.where(spots > spots.std() * self.rng.uniform(0.6, 1.8), 255, grey).astype(np.uint8)

    def _light(self, grey, uneven):
        rng = self.rng
        paper = rng.uniform(190, 255)
        grey = grey.astype(np.float32) * (paper / 255)
        if uneven and rng.random() < 0.55:
            across = np.linspace(0, 1, grey.shape[1], dtype=np.float32)[None]
            light = 1 - rng.uniform(0, 0.35) * (across if rng.random() < 0.5 else 1 - across)
            if rng.random() < 0.5:
                light = light - rng.uniform(0, 0.25) * np.exp(-(((across - rng.random()) / rng.uniform(0.05, 0.4)) ** 2))
            grey *= light
        return grey, paper

    def _resolve(self, grey, size):
        """Blur, and for a part of the lines a coarser scan: 100 to 150 dpi, fax lines (twice as fine across as down)."""
        rng = self.rng
        blur = rng.choice([0, rng.uniform(0.3, 0.7), rng.uniform(0.5, 1.0), rng.uniform(0.5, 1.4) * min(1.2, size / 18)])
        if blur > 0.05:
            grey = cv2.GaussianBlur(grey, (0, 0), blur)
        if rng.random() > 0.22:
            return grey, 1.0, 1.0
        fy = rng.uniform(6.8, 11.5) / size
        fx = fy * (rng.choice([1, 1, 1, rng.uniform(1.7, 2.1), rng.uniform(0.9, 1.1)]))
        fx, fy = min(1, fx), min(1, fy)
        shape = (max(8, round(grey.shape[1] * fx)), max(8, round(grey.shape[0] * fy)))
        return cv2.resize(grey, shape, interpolation=cv2.INTER_AREA), shape[0] / grey.shape[1], shape[1] / grey.shape[0]

    def _electronics(self, grey, paper, size, device):
        """Threshold of a 1-bit scan, contrast of a photocopier, noise, specks, JPEG."""
        rng, noise = self.rng, self.noise
        darkest = float(np.percentile(grey, 2))
        one_bit = device == "one-bit"
        if one_bit:
            # Thin type survives a low threshold only in pieces: both ends of the range are met.
            level = darkest + (paper - darkest) * rng.uniform(0.36 if size > 9 else 0.5, 0.8)
            grey = grey + noise.standard_normal(grey.shape).astype(np.float32) * rng.uniform(0, 14)
            grey = np.where(grey < level, 0, 255).astype(np.float32)
            if rng.random() < 0.3:
                self._specks(grey, rng.uniform(0, 0.006), 0, 255)
        elif device == "copier":
            level, gain = darkest + (paper - darkest) * rng.uniform(0.35, 0.8), rng.uniform(1.8, 6)
            grey = np.clip((grey - level) * gain + 128, 4, 252)
        strength = 0 if one_bit else rng.choice([0, rng.uniform(0, 6), rng.uniform(3, 14)])
        if strength:
            grey = grey + noise.standard_normal(grey.shape).astype(np.float32) * strength
        if not one_bit and rng.random() < 0.2:
            self._specks(grey, rng.uniform(0, 0.003), rng.uniform(0, 80), rng.uniform(200, 255))
        grey = np.clip(grey, 0, 255).astype(np.uint8)
        if rng.random() < (0.1 if one_bit else 0.4):
            quality = rng.choice([rng.randint(30, 85), rng.randint(12, 40)])
            grey = cv2.imdecode(cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], 0)
        return grey

    def _specks(self, grey, share, dark, light):
        at = self.noise.random_sample(grey.shape)
        grey[at < share] = dark
        grey[at > 1 - share] = light


def spread(strip):
    """Contrast as src/reading/recognise/strip.ts spreads it: the 1st percentile black, the 90th white."""
    low, high = np.percentile(strip, 1), np.percentile(strip, 90)
    return np.clip((strip.astype(np.float32) - low) * (255 / max(high - low, 50)), 0, 255).astype(np.uint8)
