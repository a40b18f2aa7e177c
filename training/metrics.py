"""What a reading is worth against its text."""

import re

from alphabet import CLASSES

NUMBER = re.compile("[๐-๙0-9]+(?:[./-][๐-๙0-9]+)*")


def greedy(scores) -> list[str]:
    """The best class of every frame, repeats and blanks dropped: one text a line."""
    out = []
    for frames in scores.argmax(2).tolist():
        before, text = 0, ""
        for k in frames:
            if k and k != before:
                text += CLASSES[k]
            before = k
        out.append(text)
    return out


def edits(a: str, b: str) -> int:
    """Levenshtein distance."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a):
        left = [i + 1]
        for j, y in enumerate(b):
            left.append(min(row[j] + (x != y), row[j + 1] + 1, left[j] + 1))
        row = left
    return row[-1]


class Tally:
    """Character errors and whole numbers over many lines; blanks do not count."""

    def __init__(self):
        self.errors = self.letters = self.numbers = self.right = 0

    def add(self, read: str, text: str):
        read, text = read.replace(" ", ""), text.replace(" ", "")
        self.errors += edits(read, text)
        self.letters += len(text)
        for number in NUMBER.findall(text):
            self.numbers += 1
            self.right += number in read

    def __str__(self):
        return f"CER {100 * self.errors / max(1, self.letters):.2f} % numbers {100 * self.right / max(1, self.numbers):.2f} %"
