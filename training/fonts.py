"""Type faces of the training lines and how often each is drawn. Faces that are not installed are left out and named on stderr."""

import os
import sys

from fontTools.ttLib import TTFont
from PIL import ImageFont

TLWG = "/usr/share/fonts/truetype/tlwg/"
ARUNDINA = "/usr/share/fonts/truetype/arundina/"
FREE = "/usr/share/fonts/truetype/freefont/"
#: Families of Fontsource, Thai and Latin subsets merged by merge-fonts.py: regular, bold and italic weights as far as they exist.
LOOPED = ["sarabun", "maitree", "taviraj", "trirong", "ibm-plex-sans-thai-looped", "noto-sans-thai-looped", "noto-serif-thai"]
LOOPLESS = ["pridi", "athiti", "anuphan", "prompt", "kanit", "mitr", "ibm-plex-sans-thai", "pattaya", "noto-sans-thai"]
PEN = ["mali", "itim", "sriracha", "charm", "charmonman", "playpen-sans-thai"]


def table(shared: str, merged: str) -> dict[str, list[tuple[str, float]]]:
    """Lists of (path, weight): `print` for lines, `hand` for handwriting, `machine` for numbering machines, `stamp` for stamps."""
    official = f"{shared}/fonts/"
    print_faces = [(official + "THSarabunNew.ttf", 30), (official + "THSarabun.ttf", 20), (official + "THSarabunNew-Bold.ttf", 8)]
    others = [f"{official}TH{n}.ttf" for n in "Baijam ChakraPetch Fahkwang K2DJuly8 KoHo Kodchasal Krub NiramitAS".split()]
    print_faces += [(path, 1.6) for path in others]
    for name in "Garuda Loma Norasi Kinnari Umpush Waree Sawasdee Laksaman".split():
        weight = 2.2 if name in ("Norasi", "Kinnari") else 1.0
        slanted = "-Italic" if name in ("Norasi", "Kinnari", "Laksaman") else "-Oblique"
        print_faces += [(f"{TLWG}{name}{style}.ttf", weight * share) for style, share in (("", 1), ("-Bold", 0.5), (slanted, 0.35))]
    print_faces += [(TLWG + "TlwgTypo.ttf", 1.2), (TLWG + "TlwgTypist.ttf", 0.8), (TLWG + "TlwgTypewriter.ttf", 0.8)]
    print_faces += [(f"{ARUNDINA}ArundinaSans.ttf", 0.5), (f"{ARUNDINA}ArundinaSerif.ttf", 0.8)]
    print_faces += [(FREE + "FreeSerif.ttf", 0.8), (FREE + "FreeSerifBold.ttf", 0.4)]
    print_faces += [(f"{merged}/{n}-{w}.ttf", share) for n in LOOPED for w, share in (("400-normal", 0.9), ("700-normal", 0.45))]
    print_faces += [(f"{merged}/{n}-400-italic.ttf", 0.3) for n in ("sarabun", "taviraj", "trirong")]
    print_faces += [(f"{merged}/{n}-400-normal.ttf", 0.2) for n in LOOPLESS]
    hand = [(f"{merged}/{n}-400-normal.ttf", 2) for n in PEN] + [(TLWG + "Purisa.ttf", 2), (merged + "/mali-400-italic.ttf", 2)]
    hand += [(path, 0.4) for path in others] + [(official + "THSarabun.ttf", 0.5), (TLWG + "Norasi.ttf", 0.4), (TLWG + "Waree.ttf", 0.4)]
    mono = ["liberation/LiberationMono-Regular", "liberation/LiberationMono-Bold", "dejavu/DejaVuSansMono", "freefont/FreeMonoBold"]
    machine = [(f"/usr/share/fonts/truetype/{n}.ttf", 1) for n in mono] + [(FREE + "FreeSerifBold.ttf", 1), (TLWG + "TlwgTypo-Bold.ttf", 1)]
    stamp = [(TLWG + "Waree-Bold.ttf", 1), (TLWG + "Garuda-Bold.ttf", 1), (TLWG + "Loma-Bold.ttf", 1), (official + "THSarabunNew-Bold.ttf", 3)]
    stamp += [(official + "THK2DJuly8.ttf", 1), (merged + "/sarabun-700-normal.ttf", 1), (merged + "/kanit-700-normal.ttf", 0.5)]
    tables = dict(print=print_faces, hand=hand, stamp=stamp, machine=machine)
    return {name: [(p, w) for p, w in faces if _usable(p, name != "machine")] for name, faces in tables.items()}


def _usable(path: str, thai: bool) -> bool:
    fault = "not installed" if not os.path.exists(path) else "lacks Thai or Latin" if thai and not whole(path) else None
    if fault:
        print(f"left out, {fault}: {path}", file=sys.stderr)
    return not fault


def whole(path: str) -> bool:
    """Whether a face has all that a line may want: one without Latin draws boxes in its place."""
    glyphs = TTFont(path, lazy=True).getBestCmap()
    return all(ord(c) in glyphs for c in "กฐ่์๐๙09AZaz@/")


_faces: dict[tuple[str, int, bool], ImageFont.FreeTypeFont] = {}
_heights: dict[str, float] = {}


def face(path: str, size: int, shaped: bool = True) -> ImageFont.FreeTypeFont:
    """A face at a size in pixels. Shaped, a tone without a vowel stands low over its letter; programs that do not shape leave it high."""
    key = (path, size, shaped)
    if key not in _faces:
        if len(_faces) > 4000:
            _faces.clear()
        _faces[key] = ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.RAQM if shaped else ImageFont.Layout.BASIC)
    return _faces[key]


def consonant_height(path: str) -> float:
    """Height of a consonant in ems: the measure by which lines are scaled (digits where a face has no Thai)."""
    if path not in _heights:
        large = face(path, 200)
        thai = large.getmask("ก").getbbox() != large.getmask("\uffff").getbbox()
        _heights[path] = -large.getbbox("กนมบ" if thai else "xzuv", anchor="ls")[1] / 200
    return _heights[path]


_raises: dict[str, bool] = {}


def raises(path: str) -> bool:
    """Whether a face that is not shaped has its tones high: in the others they fall onto the vowel, which nobody prints."""
    if path not in _raises:
        shaped, plain = face(path, 100), face(path, 100, False)
        higher = shaped.getbbox("น่", anchor="ls")[1] - plain.getbbox("น่", anchor="ls")[1] > 8
        typewriter = os.path.basename(path).startswith("Tlwg")
        _raises[path] = higher and not typewriter and abs(shaped.getlength("ที่นั้น") - plain.getlength("ที่นั้น")) < 4
    return _raises[path]
