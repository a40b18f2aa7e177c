import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';
import fontkit from '@pdf-lib/fontkit';
import { written } from './shifted-glyphs.js';

/** The faces of Sarabun that are shipped: Thai letters and Latin ones lie in files of their own. */
export const scripts = ['thai', 'latin'] as const;
export type Script = (typeof scripts)[number];
export type Weight = 400 | 700;

/** A glyph as the font gives it, with the characters it stands for; none where another glyph of its cluster stands for them. */
export interface FontGlyph {
  id: number;
  codePoints: readonly number[];
  advanceWidth: number;
}

interface Position {
  xAdvance: number;
  xOffset: number;
  yOffset: number;
}

/** What of the font library is used. All lengths are in thousandths of the type's size. */
export interface Font {
  postscriptName: string;
  ascent: number;
  descent: number;
  capHeight: number;
  numGlyphs: number;
  bbox: { minX: number; minY: number; maxX: number; maxY: number };
  characterSet: readonly number[];
  glyphForCodePoint(codePoint: number): FontGlyph;
  layout(text: string, features: undefined, script: string): { glyphs: FontGlyph[]; positions: Position[] };
}

export interface Face {
  font: Font;
  /** The font as TrueType, to be embedded. */
  file: Buffer;
  characters: ReadonlySet<number>;
}

const require = createRequire(import.meta.url);
const faces = new Map<string, Face>();

/** A face; read when it is first asked for, and kept. */
export function face(script: Script, weight: Weight): Face {
  const name = `@fontsource/sarabun/files/sarabun-${script}-${weight}-normal.woff`;
  const known = faces.get(name);
  if (known) return known;
  const file = trueType(readFileSync(require.resolve(name)));
  const font = fontkit.create(file) as unknown as Font;
  const characters = new Set(font.characterSet);
  // The library keeps each glyph with the characters it was first met for: those of its own, not what it was a part of.
  for (const character of characters) font.glyphForCodePoint(character);
  const made = { font, file, characters };
  faces.set(name, made);
  return made;
}

/** Bytes of the head of a WOFF file and of a line of its table (WOFF 1.0, clauses 3 and 4). */
const HEAD = 44;
const LINE = 20;

/** The font that a WOFF file holds: PDF does not know the wrapping. */
export function trueType(woff: Buffer): Buffer {
  const tables = Array.from({ length: woff.readUInt16BE(12) }, (_, n): [string, Buffer] => {
    const line = HEAD + LINE * n;
    const [offset, packed, length] = [4, 8, 12].map((place) => woff.readUInt32BE(line + place)) as [
      number,
      number,
      number,
    ];
    const data = woff.subarray(offset, offset + packed);
    return [woff.toString('latin1', line, line + 4), packed < length ? inflateSync(data) : data];
  });
  return written(tables);
}
