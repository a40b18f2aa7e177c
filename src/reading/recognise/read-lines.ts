import type { Box } from '../../../schemas/common.js';
import type { Line } from '../../../schemas/page.js';
import { baseAt, type TextLine } from './baseline.js';
import { type Decoded, decode } from './decode.js';
import { stripOf } from './fine-print.js';
import { type Page, TRAINED_HEIGHT } from './layout.js';
import { STRIDE, score } from './network.js';
import type { Plane } from './pixels.js';

/** A line where it lies on the page and what was read there; `hand` is how likely each character is handwriting, where the network read it. */
export interface ReadLine {
  place: TextLine;
  line: Line;
  hand?: number[];
  coloured?: boolean;
}

/** A line as the network read it; `print` says whether that is print at all. */
export interface Reading extends ReadLine {
  print: boolean;
}

/** Reads lines of a page in the order given; what turns out not to be print is left out. */
export async function readLines(page: Page, plane: Plane, lines: TextLine[]): Promise<ReadLine[]> {
  return (await readAll(page, plane, lines)).filter((r) => r.print);
}

/** What was read of a plane, by where its lines lie: a page's longest lines are read to see which way up it is, and again with the others. */
const known = new WeakMap<Plane, Map<string, StripReading>>();

interface StripReading {
  read: Decoded;
  left: number;
  scale: number;
}

async function readStrip(page: Page, plane: Plane, place: TextLine): Promise<StripReading> {
  const { x0, x1, middle, base, slope, curve, xHeight } = place;
  const key = [x0, x1, middle, base, slope, curve, xHeight, page.tangent].join();
  const readings = known.get(plane) ?? new Map<string, StripReading>();
  known.set(plane, readings);
  let reading = readings.get(key);
  if (!reading) {
    const strip = stripOf(page, plane, place);
    reading = { read: decode(await score(strip)), left: strip.left, scale: strip.scale };
    readings.set(key, reading);
  }
  return reading;
}

/** Reads lines of a page in the order given, junk and all. */
export async function readAll(page: Page, plane: Plane, lines: TextLine[]): Promise<Reading[]> {
  const out: Reading[] = [];
  for (const place of lines) {
    const { read, left, scale } = await readStrip(page, plane, place);
    const across = (frame: number) => (left + (frame * STRIDE) / scale) / page.width;
    const line: Line = {
      text: read.text,
      bbox: boxOf(page, place),
      confidence: read.confidence,
      chars: { p: [...read.p], x0: read.from.map(across), x1: read.to.map(across) },
    };
    if (read.alternatives.length) line.alternatives = read.alternatives;
    out.push({ place, line, hand: read.hand, print: isPrint(read) });
  }
  return out;
}

const MARKS = /[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]/g;

/** Whether what was read is print: emblems, signatures and specks read as few characters, with little probability, or wide apart. */
function isPrint(read: Decoded): boolean {
  const text = read.text.replace(MARKS, '');
  const width = (((read.to.at(-1) ?? 0) - (read.from[0] ?? 0)) * STRIDE) / TRAINED_HEIGHT;
  if (text.length === 0 || text.length <= width * 0.25 - 1) return false;
  // The shorter, the surer: a word of one or two letters is hardly ever print of its own, though a page number or ลับ is.
  if (text.length <= 2) return read.confidence >= 0.9 && /[๐-๙0-9]|[\u0e01-\u0e2e]{2}/.test(text);
  return read.confidence >= (text.length <= 5 ? 0.75 : 0.6);
}

/** The band of a line, marks and tails included, in fractions of the page as if it were level. */
export function boxOf(page: Page, line: TextLine): Box {
  const ends = [baseAt(line, line.x0), baseAt(line, line.x1)];
  const unit = (v: number) => Math.min(1, Math.max(0, v));
  return [
    unit(line.x0 / page.width),
    unit((Math.min(...ends) - 1.9 * line.xHeight) / page.height),
    unit(line.x1 / page.width),
    unit((Math.max(...ends) + 0.6 * line.xHeight) / page.height),
  ];
}
