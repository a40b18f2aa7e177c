import { MONTHS } from '../../domain/tables/months.js';
import { baseAt } from './baseline.js';
import type { Page } from './layout.js';
import { median } from './measure.js';
import type { ReadLine } from './read-lines.js';

/**
 * The running number (สารบรรณ ข้อ 11) and the day are the last to come onto a letter, often by hand. The network tells most handwriting from
 * print; where it does not, a number that matters is told by its ink.
 */
const NUMBER = /^.{0,24}?ที่\s?[^/]{1,40}\/(.{1,24}?)(?=\s{0,4}(?:ลง)?วันที่|$)/d;
const MONTH = MONTHS.map((m) => m.full).join('|');
const DAY = new RegExp(`(?:^|วันที่)\\s{0,3}([๐-๙\\d]{1,2})\\s{0,3}(?:เดือน\\s?)?(?:${MONTH})`, 'd');
/** A line with the letter's own number or day is short; a sentence that cites another's is not. */
const LONGEST = 60;
/** Fewer printed digits on a page say nothing about its print. */
const LEAST_SAMPLES = 6;
/**
 * A digit beyond these stands out from the printed ones: height and stroke as ratios, foot in consonant heights, colour of 255. Handwriting is
 * mostly larger; what is a little smaller is print that a seal took away from.
 */
const STANDS_OUT = { height: [0.6, 1.22], stroke: [0.62, 1.5], foot: 0.22, colour: 18 } as const;
/** What a handwritten digit counts for at most: it is read rightly about as often as not. */
const DOUBTFUL = 0.5;
/** From this probability on the network's word that a digit is handwriting is taken. */
const BY_HAND = 0.5;

/** The ink of a digit; lengths are in consonant heights of its line, `foot` is how far it stands over the base line. */
interface Ink {
  height: number;
  foot: number;
  stroke: number;
  colour: number;
}

interface Printed {
  line: ReadLine;
  char: string;
  ink: Ink;
}

/** Marks handwritten digits and lowers what they count for: those that the network tells, and numbers that look unlike the digits printed on the page. In place. */
export function doubtHandwriting(page: Page, read: ReadLine[]): void {
  for (const line of read)
    for (const i of digitsOf(line, 0)) if ((line.hand?.[i] ?? 0) >= BY_HAND) lower(line, i, i + 1);
  const spans = read.flatMap((line) => spansOf(line).map(([start, end]) => ({ line, start, end })));
  if (!spans.length) return;
  const print: Printed[] = [];
  for (const line of read) {
    for (const i of digitsOf(line, 0)) {
      if (spans.some((s) => s.line === line && i >= s.start && i < s.end)) continue;
      const ink = inkOf(page, line, i);
      if (ink) print.push({ line, char: line.line.text[i]!, ink });
    }
  }
  if (print.length < LEAST_SAMPLES) return;
  for (const { line, start, end } of spans) {
    const digits = digitsOf(line, start, end);
    const own = ownPrint(print, line);
    const strange = digits.filter((i) => {
      const ink = inkOf(page, line, i);
      return !ink || standsOut(ink, likeness(print, line.line.text[i]!), own);
    });
    if (strange.length * 2 > digits.length) lower(line, start, end);
  }
}

const ratio = (a: number, b: number) => a / Math.max(1e-6, b);

/** Whether ink differs from printed ink, and from that of its own line; `own` is how its line differs from the page. */
function standsOut(ink: Ink, printed: Ink, own: { height: number; stroke: number }): boolean {
  const differs = (key: 'height' | 'stroke') => {
    const shares = [ratio(ink[key], printed[key]), ratio(ink[key], printed[key]) / own[key]];
    const [least, most] = STANDS_OUT[key];
    return shares.every((share) => share > most) || shares.every((share) => share < least);
  };
  return (
    differs('height') ||
    differs('stroke') ||
    Math.abs(ink.foot - printed.foot) > STANDS_OUT.foot ||
    Math.abs(ink.colour - printed.colour) > STANDS_OUT.colour
  );
}

/** How a line's own printed digits differ from the page's: a heading is larger as a whole, and so are its numbers. */
function ownPrint(print: Printed[], line: ReadLine): { height: number; stroke: number } {
  const own = print.filter((p) => p.line === line);
  if (own.length < 2) return { height: 1, stroke: 1 };
  const usual = (key: 'height' | 'stroke') => median(own.map((p) => ratio(p.ink[key], likeness(print, p.char)[key])));
  return { height: usual('height'), stroke: usual('stroke') };
}

/** The usual ink of a printed digit: of the same one where the page has it, else of its script. */
function likeness(print: Printed[], char: string): Ink {
  const same = print.filter((p) => p.char === char);
  const script = print.filter((p) => p.char > '9' === char > '9');
  const inks = (same.length ? same : script.length ? script : print).map((p) => p.ink);
  const usual = (key: keyof Ink) => median(inks.map((ink) => ink[key]));
  return { height: usual('height'), foot: usual('foot'), stroke: usual('stroke'), colour: usual('colour') };
}

function lower({ line }: ReadLine, start: number, end: number): void {
  const { p } = line.chars!;
  line.handwritten = [...(line.handwritten ?? []), { start, end }];
  for (let i = start; i < end; i++) p[i] = Math.min(p[i]!, DOUBTFUL);
  line.confidence = Math.round((p.reduce((sum, v) => sum + v, 0) / p.length) * 1e4) / 1e4;
}

/** Where in a line the running number and the day stand. */
function spansOf({ line: { text, chars } }: ReadLine): [number, number][] {
  if (!chars || text.length > LONGEST) return [];
  return [NUMBER, DAY].flatMap((pattern) => {
    const at = pattern.exec(text)?.indices?.[1];
    return at ? [at] : [];
  });
}

function digitsOf({ line: { text, chars } }: ReadLine, start: number, end = text.length): number[] {
  const out: number[] = [];
  for (let i = start; chars && i < end; i++) if (/[๐-๙\d]/.test(text[i]!)) out.push(i);
  return out;
}

/** The ink where a character was read: of the largest patch there, null where none stands for itself. */
function inkOf(page: Page, { place, line }: ReadLine, i: number): Ink | null {
  const [x0, x1] = [line.chars!.x0[i]! * page.width, line.chars!.x1[i]! * page.width];
  const size = place.xHeight;
  const base = baseAt(place, (x0 + x1) / 2);
  const here = page.patches.filter(
    (c) =>
      c.middle >= x0 &&
      c.middle <= x1 &&
      c.base > base - size &&
      c.top < base &&
      c.height > size * 0.5 &&
      c.width < size * 2.2,
  );
  const patch = here.sort((a, b) => b.area - a.area)[0];
  if (!patch) return null;
  const { ink, width } = page;
  let area = 0;
  let edge = 0;
  let colour = 0;
  for (let y = patch.y0; y <= patch.y1; y++) {
    for (let x = patch.x0; x <= patch.x1; x++) {
      const o = y * width + x;
      if (!ink[o]) continue;
      area++;
      edge += 4 - (ink[o - 1]! + ink[o + 1]! + (ink[o - width] ?? 0) + (ink[o + width] ?? 0));
      if (page.planes.chroma) colour += page.planes.chroma.data[o]!;
    }
  }
  // A stroke has two edges along its length.
  return {
    height: patch.height / size,
    foot: (base - patch.base) / size,
    stroke: (2 * area) / Math.max(1, edge) / size,
    colour: colour / Math.max(1, area),
  };
}
