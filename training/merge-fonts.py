"""Merges the Thai and Latin subsets of Fontsource families into one TrueType file each: merge-fonts.py NODE_MODULES OUT"""

import os
import sys
import tempfile

from fontTools import merge
from fontTools.ttLib import TTFont

from fonts import LOOPED, LOOPLESS, PEN

packages, out = sys.argv[1:3]
os.makedirs(out, exist_ok=True)
for family in LOOPED + LOOPLESS + PEN:
    for style in ("400-normal", "700-normal", "400-italic"):
        subsets = [f"{packages}/@fontsource/{family}/files/{family}-{script}-{style}.woff2" for script in ("thai", "latin")]
        if not all(map(os.path.exists, subsets)):
            continue
        with tempfile.TemporaryDirectory() as folder:
            plain = []
            for i, path in enumerate(subsets):
                font = TTFont(path)
                font.flavor = None
                plain.append(f"{folder}/{i}.ttf")
                font.save(plain[-1])
            merger = merge.Merger()
            merger.options.drop_tables = ["vhea", "vmtx", "STAT", "DSIG", "meta"]
            merger.merge(plain).save(f"{out}/{family}-{style}.ttf")
        print(family, style)
