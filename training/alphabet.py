"""Classes of the recogniser, and the normal form of the texts that it learns."""

import re
import unicodedata

THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
CONSONANTS = "".join(chr(c) for c in range(0x0E01, 0x0E2F))
UPPER_VOWELS = "\u0e31\u0e34\u0e35\u0e36\u0e37"
LOWER_VOWELS = "\u0e38\u0e39"
TONES = "\u0e48\u0e49\u0e4a\u0e4b"
THANTHAKHAT, MAITAIKHU, NIKHAHIT = "\u0e4c", "\u0e47", "\u0e4d"
LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
PUNCTUATION = " .,:;/-()“”\"'‘’%+=@_&#?!*–[]<>…ๆฯ฿•"

MARKS = list(UPPER_VOWELS + LOWER_VOWELS + TONES + THANTHAKHAT + MAITAIKHU + NIKHAHIT) + ["\u0e3a", "\u0e4e"]
#: A vowel and the mark over it are one class: ที่ is two labels, since CTC wants room for each.
PAIRS = [v + t for v in UPPER_VOWELS + LOWER_VOWELS for t in TONES] + ["\u0e34\u0e4c", "\u0e38\u0e4c"]
_SINGLE = list(CONSONANTS) + list("ฤฦะาำเแโใไๅ") + list(THAI_DIGITS) + list("0123456789") + list(LATIN) + list(PUNCTUATION)

#: Class 0 is the blank of CTC. The order is part of the model: never change it without training anew.
CLASSES = [""] + list(dict.fromkeys(_SINGLE + MARKS + PAIRS))
_INDEX = {text: i for i, text in enumerate(CLASSES)}
_MARKS = set(MARKS)
#: No mark stands after these.
_NO_BASE = " .,0123456789" + THAI_DIGITS + "/()-"


def thai_digits(text) -> str:
    """Arabic digits written as Thai ones."""
    return "".join(THAI_DIGITS[int(c)] if c.isascii() and c.isdigit() else c for c in str(text))


def normal(text: str) -> str:
    """The one way to write a text: NFC, sara am whole, runs of blanks and dots shortened, marks without a base dropped."""
    text = unicodedata.normalize("NFC", text).replace("\u0e4d\u0e32", "\u0e33").replace("เเ", "แ")
    text = re.sub("\u0e4d([\u0e48-\u0e4b])\u0e32", "\\1\u0e33", text)
    text = text.replace("—", "–").replace("\t", " ").replace("\u00a0", " ").replace("●", "•")
    text = "".join(c for c in text if c in _INDEX)
    text = re.sub(r"\s+", " ", text).replace("…", "...")
    text = re.sub(r"\.{5,}", "....", text)
    text = re.sub(r"-{3,}", "--", text)
    text = re.sub(r"_{2,}", "_", text)
    out = []
    for c in text:
        if c in _MARKS and (not out or out[-1] in _NO_BASE):
            continue
        out.append(c)
    return "".join(out)


def clusters(text: str) -> list[str]:
    """Characters with the marks that stand over and under them."""
    out: list[str] = []
    for c in text:
        if c in _MARKS and out:
            out[-1] += c
        else:
            out.append(c)
    return out


def labels(text: str) -> list[int]:
    """Class numbers of a text, pairs first."""
    out, i = [], 0
    while i < len(text):
        if text[i : i + 2] in _INDEX and len(text[i : i + 2]) == 2:
            out.append(_INDEX[text[i : i + 2]])
            i += 2
        else:
            if text[i] in _INDEX:
                out.append(_INDEX[text[i]])
            i += 1
    return out
