"""Makes training chunks: strips of a fixed width with their texts and marks of handwriting, in shards of files.

chunks.py OUT FIRST LAST [--shared DIR] [--fonts DIR] [--show PICTURE]   (shard numbers are seeds: the same number gives the same shard)
"""

import argparse
import os
import time

import cv2
import numpy as np

import fonts
from alphabet import labels
from scan import CONSONANT, HEIGHT, STRIDE, Scanner
from texts import Texts
from typeset import Typesetter

WIDTHS = (192, 320, 320, 448)


class Maker:
    def __init__(self, shared: str, merged: str, seed: int = 0):
        self.texts = Texts(shared, seed)
        self.rng, self.noise = self.texts.random, np.random.RandomState(seed)
        self.sheets = Typesetter(fonts.table(shared, merged), self.texts, self.noise)
        self.scanner = Scanner(self.rng, self.noise)

    def seed(self, seed: int):
        self.rng.seed(seed)
        self.noise.seed(seed % 2**32)

    def chunk(self, width: int):
        """One chunk: (strip, marks of handwriting, text, kind of line), or None where its text does not fit its frames."""
        rng = self.rng
        # 16-point type between 150 and 300 dpi, headings above that; coarser scans are made from these.
        size = rng.choice([rng.uniform(11.5, 16), rng.uniform(15, 22), rng.uniform(20, 28)])
        target, stretch = CONSONANT * rng.uniform(0.86, 1.15), rng.uniform(0.94, 1.06)
        sheet = self.sheets.line(size, int(width * size / target / stretch) + 2, int(width / target * rng.uniform(0.65, 1.05)))
        if sheet is None:
            return None
        # Faces come in whole pixels, so that the size is not quite the one asked for.
        scale = target / sheet.size
        ends = np.where((sheet.grey < 200).any(0))[0][-1:] if sheet.text else []
        if any(end * scale * stretch > width for end in ends):
            return None
        need = labels(sheet.text)
        if len(need) + sum(a == b for a, b in zip(need, need[1:])) > width // STRIDE - 2:
            return None
        strip, hand = self.scanner.strip(sheet, scale, stretch, width)
        return strip, hand, sheet.text, sheet.kind

    def shard(self, path: str, count: int, width: int, seed: int):
        self.seed(seed)
        strips, marks, lines = np.zeros((count, HEIGHT, width), np.uint8), np.zeros((count, width // STRIDE), np.uint8), []
        while len(lines) < count:
            made = self.chunk(width)
            if made:
                strips[len(lines)], marks[len(lines)] = made[0], made[1]
                lines.append(made[2])
        np.save(path + ".hand.npy", marks)
        with open(path + ".txt", "w", encoding="utf8") as file:
            file.write("\n".join(lines))
        # The strips come last, under their name at once: a shard that can be seen is whole.
        np.save(path + ".part.npy", strips)
        os.replace(path + ".part.npy", path + ".npy")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out")
    parser.add_argument("first", type=int)
    parser.add_argument("last", type=int)
    parser.add_argument("--shared", default="../../shared")
    parser.add_argument("--fonts", default="fonts")
    parser.add_argument("--width", type=int, help="one width for all shards (validation: 448)")
    parser.add_argument("--count", type=int, help="chunks a shard")
    parser.add_argument("--show", help="write a picture of 60 chunks there instead")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    maker = Maker(options.shared, options.fonts)
    if options.show:
        maker.seed(options.first)
        made = [c for c in (maker.chunk(448) for _ in range(90)) if c][:60]
        rows = [np.concatenate([np.concatenate([m[0], np.repeat(255 - 255 * m[1], STRIDE)[None].repeat(3, 0)]) for m in made[i::3]]) for i in range(3)]
        cv2.imwrite(options.show, np.concatenate(rows, 1))
        print("\n".join(m[2] for m in made))
        return
    os.makedirs(options.out, exist_ok=True)
    for number in range(options.first, options.last):
        width = options.width or WIDTHS[number % len(WIDTHS)]
        count, start = options.count or 2048 * 320 // width, time.time()
        maker.shard(f"{options.out}/{number:05d}", count, width, number * 7919 + 13)
        print(f"shard {number}: {count} chunks of {width}, {count / (time.time() - start):.0f} a second", flush=True)


if __name__ == "__main__":
    main()
