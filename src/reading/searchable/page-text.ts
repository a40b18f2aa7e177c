import type { Line, PageReading } from '../../../schemas/page.js';
import { turned } from '../recognise/on-picture.js';
import { ASCENT, DESCENT, WIDTH } from './glyphless-font.js';
import type { Glyphs } from './glyphs.js';
import { type Word, wordsOf } from './words.js';

type Point = readonly [x: number, y: number];

/** Where a point of the page as one sees it (fractions from its upper left corner) lies in the PDF's own coordinates. */
export type OnPage = (x: number, y: number) => Point;

/** Lines whose type is nearly as large as the page's are given its size: programs tell columns and rows by it. */
const NEARLY = 1.35;
/** A word with marks is not squeezed further than this, or its marks would be taken for letters printed twice. */
const LEAST_STRETCH = 0.65;
/** Blank left between words, in font sizes: programs see it by the distance, whatever is written there. */
const LEAST_GAP = 0.2;
/** The same in a line of single letters (- ๒ -): nearer ones are taken for a word that is set wide. */
const LEAST_GAP_OF_LETTERS = 0.45;

const SPACE = WIDTH / 1000;
/** From the middle of a line down to its base line, in font sizes. */
const BASE = (ASCENT + DESCENT) / 2000;

const number = (value: number) => String(Number(value.toFixed(3)));
const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** The page set upright as a sheet with sides of its own, in units of the PDF. */
interface Sheet {
  width: number;
  height: number;
  /** The text matrix, but for the place. */
  turn: string;
  at: (x: number, y: number) => Point;
}

function sheetOf({ rotation }: PageReading, onPage: OnPage): Sheet {
  const back = turned(((360 - rotation) % 360) as PageReading['rotation']);
  const at: Sheet['at'] = (x, y) => onPage(...back(x, y));
  const [corner, right, down] = [at(0, 0), at(1, 0), at(0, 1)];
  const way = (to: Point): Point => [to[0] - corner[0], to[1] - corner[1]];
  const across = way(right);
  const along = way(down);
  const [width, height] = [Math.hypot(...across), Math.hypot(...along)];
  const turn = [across[0] / width, across[1] / width, -along[0] / height, -along[1] / height].map(number).join(' ');
  return { width, height, turn, at };
}

interface PlacedLine {
  bbox: NonNullable<Line['bbox']>;
  words: Word[];
  /** The font size at which its words need no stretching. */
  size: number;
}

function placed(line: Line, { width }: Sheet): PlacedLine[] {
  const words = wordsOf(line);
  if (!line.bbox || words.length === 0) return [];
  return [{ bbox: line.bbox, words, size: median(words.map((word) => naturalSize(word, width))) }];
}

const naturalSize = ({ x0, x1, ems }: Word, width: number) => ((x1 - x0) * width) / ems;

/** The font size of a line: the page's where its own is near, and never more than its box is high. */
function sizeOf({ bbox, words, size }: PlacedLine, usual: number, { width, height }: Sheet): number {
  const near = size < usual * NEARLY && size > usual / NEARLY;
  const marked = words.filter((word) => word.marked).map((word) => naturalSize(word, width) / LEAST_STRETCH);
  const letters = words.every(({ text }) => text.length === 1);
  const apart = letters ? gaps(words).map((gap) => (gap * width) / LEAST_GAP_OF_LETTERS) : [];
  return Math.min(near ? usual : size, (bbox[3] - bbox[1]) * height, ...marked, ...apart.filter((most) => most > 0));
}

const gaps = (words: Word[]) => words.slice(1).map(({ x0 }, i) => x0 - words[i]!.x1);

/**
 * The operators that lay a page's lines over it as text that is not painted, word by word, each as wide as it stands on the page.
 * Empty where there is nothing to lay.
 */
export function pageText(reading: PageReading, onPage: OnPage, font: string, glyphs: Glyphs): string {
  const sheet = sheetOf(reading, onPage);
  const lines = reading.lines.flatMap((line) => placed(line, sheet));
  const usual = median(lines.map(({ size }) => size));
  const shown = lines.flatMap((line) => lineText(line, sizeOf(line, usual, sheet), sheet, font, glyphs));
  return shown.length > 0 ? `q\nBT\n3 Tr\n${shown.join('\n')}\nET\nQ\n` : '';
}

function lineText(line: PlacedLine, size: number, sheet: Sheet, font: string, glyphs: Glyphs): string[] {
  const base = (line.bbox[1] + line.bbox[3]) / 2 + (BASE * size) / sheet.height;
  const stretch = (part: number, ems: number) => number((100 * part * sheet.width) / (ems * size));
  if (!(size > 0)) return [];
  const shown = [`${font} ${number(size)} Tf`];
  for (const [i, { text, x0, x1, ems }] of line.words.entries()) {
    const next = line.words[i + 1];
    const end = next ? Math.max(x0 + (x1 - x0) / 2, Math.min(x1, next.x0 - (LEAST_GAP * size) / sheet.width)) : x1;
    const place = sheet.at(x0, base).map(number).join(' ');
    shown.push(`${stretch(end - x0, ems)} Tz ${sheet.turn} ${place} Tm <${glyphs.encode(text)}> Tj`);
    // The blank after a word, as wide as the gap, for programs that do not look at distances.
    if (next) shown.push(`${stretch(Math.max(0, next.x0 - end), SPACE)} Tz <${glyphs.encode(' ')}> Tj`);
  }
  return shown;
}
