"""Writing by hand and by numbering machine, and ink that is no text at all: as grey pictures, 255 for paper."""

import cv2
import numpy as np
from PIL import Image, ImageDraw

from alphabet import clusters
from fonts import consonant_height, face


class Pen:
    def __init__(self, faces, rng, noise):
        self.faces, self.rng, self.noise = faces, rng, noise

    def _face(self, style):
        faces = self.faces[style]
        return self.rng.choices([p for p, _ in faces], [w for _, w in faces])[0]

    def by_hand(self, text: str, height: float):
        """Handwriting of a consonant height of about `height` px: (picture, row of the base line), None where nothing was drawn."""
        rng, path = self.rng, self._face("hand")
        xs = height * rng.uniform(0.85, 1.8)
        font = face(path, max(8, int(xs / consonant_height(path))))
        pad = int(xs * 1.8)
        size = (int(font.getlength(text) * 1.5 + xs * len(text) * 0.6) + 2 * pad, int(xs * 3.4) + 2 * pad)
        base = pad + int(xs * 2.2)
        picture = np.full((size[1], size[0]), 255, np.uint8)
        x, slope = pad, rng.uniform(-9, 9)
        for c in clusters(text):
            glyph = Image.new("L", (int(font.getlength(c) + 2 * xs), size[1]), 255)
            ImageDraw.Draw(glyph).text((xs, base + rng.gauss(0, 0.09) * xs), c, font=font, fill=0, anchor="ls")
            glyph = glyph.rotate(slope + rng.gauss(0, 5), center=(glyph.width / 2, base - xs / 2), fillcolor=255, resample=Image.BILINEAR)
            at = int(x - xs)
            room = min(glyph.width, picture.shape[1] - at)
            if at >= 0 and room > 0:
                picture[:, at : at + room] = np.minimum(picture[:, at : at + room], np.asarray(glyph)[:, :room])
            x += font.getlength(c) * rng.uniform(0.9, 1.1) + rng.uniform(-0.14, 0.38) * xs
        picture = picture[:, : int(x + pad * 0.6)]
        if rng.random() < 0.55:
            picture = self._with_one_pen(picture, xs)
        picture = self._bend(picture, xs)
        return self._crop(picture, base, rng.choice([0, 0, rng.randint(0, 130)]))

    def _with_one_pen(self, picture, xs):
        """Strokes of one width, as a ball pen leaves them: the skeleton of the letters drawn anew."""
        skeleton = cv2.ximgproc.thinning(((picture < 140) * 255).astype(np.uint8))
        width = max(1.0, xs * self.rng.uniform(0.07, 0.17))
        nib = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (int(round(width)),) * 2)
        return 255 - cv2.GaussianBlur(cv2.dilate(skeleton, nib), (0, 0), 0.5)

    def _bend(self, picture, xs):
        height, width = picture.shape
        reach, amount = xs * self.rng.uniform(0.35, 0.9), xs * self.rng.uniform(0.05, 0.2)

        def field():
            # Smooth noise is cheap on a coarse grid.
            small = self.noise.standard_normal((int(height / reach) + 3, int(width / reach) + 3)).astype(np.float32)
            return cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC) * amount

        rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
        return cv2.remap(picture, columns + field(), rows + field(), cv2.INTER_LINEAR, borderValue=255)

    @staticmethod
    def _crop(picture, base, ink):
        columns = np.where((picture < 200).any(0))[0]
        if len(columns) == 0:
            return None
        picture = (255 - (255 - picture.astype(np.float32)) * (255 - ink) / 255).astype(np.uint8)
        return picture[:, columns[0] : columns[-1] + 1], base

    def by_machine(self, text: str, height: float):
        """Wheels of a numbering machine: even steps, each digit a little off its place, ink uneven."""
        rng, path = self.rng, self._face("machine")
        xs = height * rng.uniform(0.9, 1.5)
        font = face(path, max(8, int(xs / 0.7)))
        thai = face(self.faces["stamp"][0][0], max(8, int(xs / 0.6)))
        step = xs * rng.uniform(0.8, 1.2)
        pad, base = int(xs), int(xs * 2.4)
        picture = Image.new("L", (int(step * len(text) * 1.6 + 3 * xs) + pad, int(xs * 3.6)), 255)
        draw, x = ImageDraw.Draw(picture), float(pad)
        for c in text:
            draw.text((x, base + rng.gauss(0, 0.05) * xs), c, font=font if c < "\u0e00" else thai, fill=rng.randint(0, 110), anchor="ls")
            x += step if c < "\u0e00" else max(step, thai.getlength(c) * 1.1)
        picture = np.asarray(picture)
        if rng.random() < 0.5:
            worn = cv2.resize(self.noise.uniform(0, 1, (6, 40)).astype(np.float32), picture.shape[::-1], interpolation=cv2.INTER_CUBIC)
            picture = np.clip(picture + np.maximum(0, worn - 0.6) * 260, 0, 255).astype(np.uint8)
        return self._crop(picture, base, 0)

    def scribble(self, width: int, height: int, size: float, strokes: int = 3, turns: int = 22):
        """A signature: loops of up to `strokes` strokes, each of up to `turns` points, that wander to the right."""
        rng, out = self.rng, np.full((height, width), 255, np.uint8)
        for _ in range(rng.randint(1, strokes)):
            count = rng.randint(5, turns)
            x = np.cumsum([rng.uniform(-0.6, 1.1) * size * 1.6 for _ in range(count)]) + rng.uniform(0, 0.4) * width
            y = [height * 0.5 + rng.gauss(0, 0.8) * size for _ in range(count)]
            curve = self._through(x, y, 14 * count)
            cv2.polylines(out, [curve.astype(np.int32)], False, rng.randint(0, 120), max(1, int(size * rng.uniform(0.06, 0.2))), cv2.LINE_AA)
        return out

    @staticmethod
    def _through(x, y, count):
        """Catmull-Rom curve through points."""
        p = np.stack([x, y], 1)
        p = np.concatenate([p[:1], p, p[-1:]])
        at = np.linspace(0, len(p) - 3 - 1e-6, count)
        i, t = at.astype(int), (at % 1)[:, None]
        a, b, c, d = p[i], p[i + 1], p[i + 2], p[np.minimum(i + 3, len(p) - 1)]
        return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)

    def blobs(self, width: int, height: int, size: float):
        """Emblems, QR codes, photographs and dirt: dense ink without letters."""
        rng, noise, kind = self.rng, self.noise, self.rng.random()
        if kind < 0.3:
            module = max(2, int(size * rng.uniform(0.15, 0.5)))
            code = (noise.random_sample((height // module + 1, width // module + 1)) < 0.5) * np.uint8(255)
            return cv2.resize(code, None, fx=module, fy=module, interpolation=cv2.INTER_NEAREST)[:height, :width].copy()
        if kind < 0.7:
            # An emblem: patches of smooth noise cut at a level, mirrored, with an empty surround.
            half = cv2.GaussianBlur(noise.standard_normal((height, width // 2 + 1)).astype(np.float32), (0, 0), size * rng.uniform(0.08, 0.3))
            whole = np.concatenate([half, half[:, ::-1]], 1)[:, :width]
            out = np.where(whole > whole.std() * rng.uniform(-0.3, 0.8), 255, rng.randint(0, 60)).astype(np.uint8)
            reach = rng.uniform(0.15, 0.5) * width
            out[:, : int(width / 2 - reach)] = 255
            out[:, int(width / 2 + reach) :] = 255
            return out
        if kind < 0.85:
            out = np.full((height, width), 255, np.uint8)
            for _ in range(rng.randint(2, 60)):
                at = (rng.randint(0, width), rng.randint(0, height))
                cv2.circle(out, at, max(1, int(size * rng.uniform(0.02, 0.25))), rng.randint(0, 160), -1, cv2.LINE_AA)
            return out
        smooth = cv2.GaussianBlur(noise.standard_normal((height, width)).astype(np.float32), (0, 0), size * rng.uniform(0.3, 2))
        return np.clip(128 + smooth / (smooth.std() + 1e-6) * rng.uniform(20, 70), 0, 255).astype(np.uint8)
