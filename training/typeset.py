"""Sets one line as it stands on a sheet: the text in its faces, neighbours above and below, rules, borders, strokes across."""

import os

import cv2
import numpy as np
from PIL import Image, ImageDraw

from alphabet import clusters, normal
from fonts import consonant_height, face, raises
from pen import Pen
from texts import STAMPS, Texts


#: Share of lines from programs that do not shape: their tones stand as high as over a vowel.
UNSHAPED = 0.3


class Sheet:
    """A line on paper: `grey` (255 paper), base line row, consonant height, its kind (a face or what stands there) and the columns of handwriting."""

    def __init__(self, grey, base, size, text, kind, hand=()):
        self.grey, self.base, self.size, self.text, self.kind, self.hand = grey, base, size, text, kind, list(hand)


class Typesetter:
    def __init__(self, faces, texts: Texts, noise):
        self.faces, self.texts, self.rng, self.noise = faces, texts, texts.random, noise
        self.pen = Pen(faces, self.rng, noise)

    def _path(self, style):
        faces = self.faces[style]
        return self.rng.choices([p for p, _ in faces], [w for _, w in faces])[0]

    def _font(self, path, points):
        return face(path, points, not (self.rng.random() < UNSHAPED and raises(path)))

    def line(self, size: float, width: int, letters: int) -> Sheet | None:
        """A line of a consonant height near `size` px, at most `width` px wide, of about `letters` letters; None where it came out empty."""
        kind = self.rng.random()
        if kind < 0.05:
            return self.junk(size, width)
        if kind < 0.09:
            return self.stamp(size, width)
        if kind < 0.23:
            return self.filled_in(size, width)
        return self.printed(size, width, letters)

    def _blank(self, width, size):
        return Image.new("L", (width, int(2.9 * size) + 4 + int(2.2 * size) + 4), 255), int(2.9 * size) + 4

    def printed(self, size: float, width: int, letters: int) -> Sheet | None:
        rng, path = self.rng, self._path("print")
        points = max(8, round(size / consonant_height(path)))
        font, size = self._font(path, points), points * consonant_height(path)
        text = self.texts.line(rng.randint(1, 8) if rng.random() < 0.1 else max(1, letters))
        spacing = rng.choices(["plain", "letters", "words"], [75, 12, 13])[0]
        extra = rng.uniform(-0.02, 0.22) * size if spacing == "letters" else rng.uniform(-0.1, 1.2) * size
        pieces = lambda t: [t] if spacing == "plain" else t.split(" ") if spacing == "words" else clusters(t)
        gap = extra + (font.getlength(" ") if spacing == "words" else 0) if spacing != "plain" else 0
        length = lambda t: sum(font.getlength(p) + gap for p in pieces(t))
        room = width - 2 * size * 0.35 - 2
        while text and length(text) > room:
            parts = clusters(text)
            text = "".join(parts[: -max(1, int(len(parts) * (1 - room / length(text))))]).strip()
        if not text:
            return None
        left = rng.uniform(size * 0.25, max(size * 0.3, min(width - length(text) - size * 0.2, size * rng.choice([0.6, 0.6, 3, 99]))))
        image, base = self._blank(width, size)
        draw, ink, x = ImageDraw.Draw(image), rng.choice([0, 0, rng.randint(0, 90)]), left
        for piece in pieces(text):
            if piece:
                draw.text((x, base), piece, font=font, fill=ink, anchor="ls")
                x += font.getlength(piece)
            x += gap
        self._neighbours(draw, font, left, base, size, ink, letters)
        grey = np.asarray(image).copy()
        self._rules(grey, base, size, ink, int(left), int(left + length(text)))
        self._strokes(grey, base, size, points)
        return Sheet(grey, base, size, text, os.path.basename(path)[:-4])

    def _neighbours(self, draw, font, left, base, size, ink, letters):
        if self.rng.random() > 0.55:
            return
        for side in (-1, 1):
            if self.rng.random() < 0.75:
                text = self.texts.line(letters + 6) if self.rng.random() < 0.8 else "_"
                at = (left + self.rng.uniform(-3, 1) * size, base + side * self.rng.uniform(2.55, 3.7) * size)
                draw.text(at, text, font=font, fill=ink, anchor="ls")

    def _rules(self, grey, base, size, ink, left, right):
        """Underlines and dotted lines, table borders, box edges, streaks of a dirty scanner: ink in place."""
        rng, (height, width) = self.rng, grey.shape
        if rng.random() < 0.15:
            y, thick = int(base + rng.uniform(0.12, 0.75) * size), max(1, int(size * rng.uniform(0.04, 0.1)))
            if rng.random() < 0.5:
                a, b = (left, right) if rng.random() < 0.5 else (0, width)
                grey[y : y + thick, a:b] = np.minimum(grey[y : y + thick, a:b], ink + rng.randint(0, 60))
            else:
                step = max(2, int(size * rng.uniform(0.2, 0.4)))
                for x in range(rng.randint(0, step), width, step):
                    grey[y : y + thick, x : x + thick] = ink
        if rng.random() < 0.07:
            for _ in range(rng.randint(1, 2)):
                x = rng.choice([rng.randint(0, max(1, left - 1)), min(width - 3, int(right + rng.uniform(0.15, 0.6) * size))])
                grey[:, x : x + max(1, int(size * 0.07))] = ink
        if rng.random() < 0.05:
            y = min(max(int(base + rng.choice([-2.2, 1.2]) * size * rng.uniform(0.95, 1.2)), 0), height - 3)
            grey[y : y + 2] = ink
        if rng.random() < 0.05:
            for _ in range(rng.randint(1, 6)):
                x, y = rng.randint(0, width - 2), rng.randint(0, height - 2)
                if rng.random() < 0.5:
                    grey[y : rng.randint(y, height) : rng.choice([1, 1, 2, 3]), x : x + rng.choice([1, 1, 2])] = rng.randint(0, 120)
                else:
                    # A fax streak runs along the line.
                    grey[y : y + 1, x : rng.randint(x, width)] = rng.choice([0, 255])

    def _strokes(self, grey, base, size, points):
        """Signatures, stamp rings and stamp text across the line, in ink that the scan made grey. In place."""
        rng, (height, width) = self.rng, grey.shape
        if rng.random() > 0.11:
            return
        over = np.full_like(grey, 255)
        for _ in range(rng.randint(1, 3)):
            shade, thick, kind = rng.randint(60, 190), max(1, int(size * rng.uniform(0.08, 0.25))), rng.random()
            if kind < 0.55:
                over = np.minimum(over, np.maximum(self.pen.scribble(width, height, size * rng.uniform(0.8, 2), 1, 9), shade))
            elif kind < 0.8:
                axes = (rng.randint(10, int(size * 7)), rng.randint(10, int(size * 5)))
                cv2.ellipse(over, (rng.randint(0, width), rng.randint(0, height)), axes, 0, 0, 360, shade, thick, cv2.LINE_AA)
            else:
                y = rng.randint(0, height)
                cv2.line(over, (0, y), (width, int(y + rng.uniform(-0.08, 0.08) * width)), shade, thick, cv2.LINE_AA)
        if rng.random() < 0.1:
            image = Image.fromarray(over)
            font = face(self._path("stamp"), max(8, int(points * rng.uniform(0.7, 1.3))))
            at = (rng.uniform(-3, width * 0.6), base + rng.uniform(-1.5, 2) * size)
            ImageDraw.Draw(image).text(at, self.texts.line(12), font=font, fill=rng.randint(110, 200), anchor="ls")
            over = np.asarray(image)
        grey[:] = (grey.astype(np.uint16) * over // 255).astype(np.uint8)

    def filled_in(self, size: float, width: int) -> Sheet | None:
        """Print with a number or a day that came later, by hand or from a numbering machine."""
        rng, path = self.rng, self._path("print")
        points = max(8, round(size / consonant_height(path)))
        font, size = self._font(path, points), points * consonant_height(path)
        image, base = self._blank(width, size)
        grey, ink = np.asarray(image).copy(), rng.choice([0, 0, rng.randint(0, 90)])
        x, text, hand = rng.uniform(0.3, 3) * size, "", []
        for part, style in self.texts.by_hand():
            text += part
            if style == "print":
                layer = Image.new("L", image.size, 255)
                ImageDraw.Draw(layer).text((x, base), part, font=font, fill=ink, anchor="ls")
                grey, x = np.minimum(grey, np.asarray(layer)), x + font.getlength(part)
                continue
            drawn = self.pen.by_hand(part, size) if style == "hand" else self.pen.by_machine(part, size)
            if drawn is None:
                return None
            picture, foot = drawn
            x += 0.25 * size
            left, right = int(x), int(x) + picture.shape[1]
            if right > width - 2:
                return None
            top = base - foot + int(rng.gauss(0, 0.18) * size)
            a, b = max(0, top), min(grey.shape[0], top + picture.shape[0])
            grey[a:b, left:right] = np.minimum(grey[a:b, left:right], picture[a - top : b - top])
            if style == "hand":
                hand.append((left, right))
            x = right + 0.25 * size
        if x > width:
            return None
        self._rules(grey, base, size, ink, 0, int(x))
        return Sheet(grey, base, size, normal(text).strip(), "filled in", hand)

    def stamp(self, size: float, width: int) -> Sheet | None:
        """Rubber stamp type: bold or outlined, large, a little turned."""
        rng, path = self.rng, self._path("stamp")
        points = max(10, round(size / consonant_height(path)))
        font, size = face(path, points), points * consonant_height(path)
        text = rng.choice(STAMPS) if rng.random() < 0.6 else self.texts.line(rng.randint(4, 14))
        text = normal(text).strip()
        if not text or font.getlength(text) > width - size:
            return None
        image, base = self._blank(width, size)
        draw, x = ImageDraw.Draw(image), rng.uniform(0.4, max(0.5, (width - font.getlength(text)) / size - 0.5)) * size
        if rng.random() < 0.4:
            edge = max(1, round(size * rng.uniform(0.04, 0.1)))
            draw.text((x, base), text, font=font, fill=255, anchor="ls", stroke_width=edge, stroke_fill=rng.randint(0, 120))
        else:
            draw.text((x, base), text, font=font, fill=rng.randint(0, 150), anchor="ls")
        grey = np.asarray(image).copy()
        turn = cv2.getRotationMatrix2D((x, float(base)), rng.gauss(0, 1), 1)
        grey = cv2.warpAffine(grey, turn, grey.shape[::-1], borderValue=255)
        if rng.random() < 0.4:
            worn = cv2.resize(self.noise.uniform(0, 1, (8, 50)).astype(np.float32), grey.shape[::-1], interpolation=cv2.INTER_CUBIC)
            grey = np.clip(grey + np.maximum(0, worn - 0.6) * 300, 0, 255).astype(np.uint8)
        return Sheet(grey, base, size, text, "stamp")

    def junk(self, size: float, width: int) -> Sheet:
        """What a line finder may take for a line: nothing is to be read there."""
        image, base = self._blank(width, size)
        height = image.size[1]
        if self.rng.random() < 0.5:
            grey = self.pen.scribble(width, height, size * self.rng.uniform(0.6, 2))
            ink = np.where((grey < 200).any(0))[0]
            return Sheet(grey, base, size, "", "junk", [(ink[0], ink[-1])] if len(ink) else [])
        return Sheet(self.pen.blobs(width, height, size), base, size, "", "junk")
