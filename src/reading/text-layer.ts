import type { TextItem, TextMarkedContent } from 'pdfjs-dist/types/src/display/api.js';
import type { Box } from '../../schemas/common.js';
import type { Line } from '../../schemas/page.js';
import type { PdfPage } from './pdf-document.js';
import { type Cell, repairCells } from './text-repair.js';

/** The text layer of a page: what it says after repair, and its raw characters for judging how spoiled it is. */
export interface TextLayer {
  lines: Line[];
  /** How each of the lines is drawn. */
  drawn: Drawn[];
  /** The characters as they stand in the file, line by line in reading order, before any repair. */
  raw: string;
  /** Page size in points, /Rotate applied. */
  width: number;
  height: number;
}

/** How a line is drawn: its quarter turns clockwise, the size of its largest type in points, the font of each unit of its text. */
export interface Drawn {
  turns: number;
  /** Whether it lies askew among level lines. */
  askew: boolean;
  size: number;
  fonts: string[];
}

/** A run of characters on one base line, in the frame in which the page's text runs from left to right. */
interface Run {
  text: string;
  x0: number;
  x1: number;
  y: number;
  size: number;
  turns: number;
  font: string;
  askew: boolean;
}

/** A gap wider than this, in font sizes, parts the columns of a row: ที่ … on the left, the office on the right. */
const COLUMN_GAP = 2;
/** pdf.js puts blanks where glyphs do not meet; a real one is never this narrow. */
const NO_BLANK = 0.08;
/** Text that is turned by so much beside the quarter turns lies askew, in radians; what is turned further is a mark across the page. */
const ASKEW = [0.015, 0.26] as const;
/** Base lines closer than this, in font sizes, are one row. */
const ROW = 0.35;
/** A digit in an honest layer is what the writer's keyboard sent; see docs on reading. */
const CONFIDENCE = 0.99;
/** No page of a letter holds more; a hostile one may, and grouping rows must stay quick. */
const MOST_RUNS = 20_000;
const MOST_CHARACTERS = 100_000;

/** The text layer of a page, repaired and in reading order: rows from the top, columns of a row from the left. */
export async function readTextLayer(page: PdfPage): Promise<TextLayer> {
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const runs: Run[] = [];
  for (const item of await textItems(page)) {
    const [a, b, c, d, e, f] = item.transform as number[];
    const x = transform[0]! * e! + transform[2]! * f! + transform[4]!;
    const y = transform[1]! * e! + transform[3]! * f! + transform[5]!;
    if (!(x > -1 && y > -1 && x < width + 1 && y < height + 1)) continue;
    const right = { x: transform[0]! * a! + transform[2]! * b!, y: transform[1]! * a! + transform[3]! * b! };
    const quarters = Math.atan2(right.y, right.x) / (Math.PI / 2);
    const turns = (Math.round(quarters) + 4) % 4;
    const off = Math.abs(quarters - Math.round(quarters)) * (Math.PI / 2);
    const askew = off > ASKEW[0] && off < ASKEW[1];
    const frame = upright(x, y, turns, width, height);
    const size = Math.hypot(c!, d!) || 1;
    runs.push({
      text: item.str,
      x0: frame.x,
      x1: frame.x + item.width,
      y: frame.y,
      size,
      turns,
      askew,
      font: item.fontName,
    });
  }

  const lines: Line[] = [];
  const drawn: Drawn[] = [];
  const raw: string[] = [];
  // A note that crosses level rows is not of them; a page that lies askew as a whole has no notes for it.
  const length = (of: Run[]) => of.reduce((sum, run) => sum + run.text.length, 0);
  const few = length(runs.filter((run) => run.askew)) * 2 < length(runs);
  const ways = [0, 1, 2, 3].flatMap((turns) =>
    [false, true].map((slant) => runs.filter((run) => run.turns === turns && (few && run.askew) === slant)),
  );
  for (const way of ways.sort((a, b) => b.length - a.length)) {
    for (const row of rows(way)) {
      for (const column of columns(row)) {
        const cells = column.flatMap(cellsOf);
        raw.push(cells.map(({ char }) => char).join(''));
        const found = lineOf(repairCells(cells), column, width, height);
        if (found) lines.push(found.line);
        if (found) drawn.push({ ...found.drawn, askew: few && column[0]!.askew });
      }
    }
  }
  return { lines, drawn, raw: raw.join('\n'), width, height };
}

/** The runs of text of a page, no more than a page can hold: the rest is not even made. */
async function textItems(page: PdfPage): Promise<TextItem[]> {
  const reader = page.streamTextContent({ disableNormalization: true }).getReader();
  const items: TextItem[] = [];
  let characters = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return items;
    for (const item of value.items as (TextItem | TextMarkedContent)[]) {
      if (!('str' in item) || item.str === '') continue;
      items.push(item);
      characters += item.str.length;
    }
    if (items.length < MOST_RUNS && characters < MOST_CHARACTERS) continue;
    // Without an error as its reason pdf.js never answers.
    await reader.cancel(new Error('enough'));
    return items.slice(0, MOST_RUNS).filter(({ str }) => str.length < MOST_CHARACTERS);
  }
}

/** A point in the frame where text that is turned by so many quarters clockwise runs from left to right. */
function upright(x: number, y: number, turns: number, width: number, height: number): { x: number; y: number } {
  if (turns === 1) return { x: y, y: width - x };
  if (turns === 2) return { x: width - x, y: height - y };
  if (turns === 3) return { x: height - y, y: x };
  return { x, y };
}

/** Runs that share a base line, from the top row down. A run written twice for a bolder look is kept once. */
function rows(runs: Run[]): Run[][] {
  const found: { y: number; runs: Run[] }[] = [];
  const order = new Map(runs.map((run, i) => [run, i]));
  for (const run of [...runs].sort((a, b) => a.y - b.y)) {
    const row = found.at(-1);
    if (row && run.y - row.y <= ROW * run.size) row.runs.push(run);
    else found.push({ y: run.y, runs: [run] });
  }
  return found.map((row) => inOrder(row.runs.sort((a, b) => order.get(a)! - order.get(b)!)));
}

/**
 * The runs of a row from left to right. Pieces that the file writes one after the other stay in that order, since marks may
 * be drawn a little to the left of what they stand on; only the pieces as wholes are sorted.
 */
function inOrder(runs: Run[]): Run[] {
  const pieces: Run[][] = [];
  const seen = new Map<string, number[]>();
  for (const run of runs) {
    const before = seen.get(run.text) ?? [];
    if (run.text.trim() !== '' && before.some((x) => Math.abs(x - run.x0) < 0.15 * run.size)) continue;
    seen.set(run.text, [...before, run.x0]);
    const piece = pieces.at(-1);
    const last = piece?.at(-1);
    if (last && run.x0 > last.x1 - 0.8 * run.size && run.x0 < last.x1 + COLUMN_GAP * run.size) piece!.push(run);
    else pieces.push([run]);
  }
  return pieces.sort((a, b) => a[0]!.x0 - b[0]!.x0).flat();
}

/** Parts a row at wide gaps, drops blanks that are none, and puts one in where pieces meet with a gap between. */
function columns(row: Run[]): Run[][] {
  const parts: Run[][] = [];
  let blank: Run | null = null;
  for (const run of row) {
    if (run.text.trim() === '' && !/[\0-\x1f]/.test(run.text)) {
      if (run.x1 - run.x0 >= NO_BLANK * run.size) blank = run;
      continue;
    }
    const part = parts.at(-1);
    const last = part?.at(-1);
    const gap = last ? run.x0 - last.x1 : 0;
    if (!last || gap > COLUMN_GAP * run.size) parts.push([run]);
    else {
      const needed = blank !== null || gap > 0.2 * run.size;
      if (needed) part!.push({ ...run, text: ' ', x0: Math.min(last.x1, run.x0), x1: run.x0 });
      part!.push(run);
    }
    blank = null;
  }
  return parts;
}

const TAKES_NO_WIDTH = /[\0-\x1f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\uf701-\uf70e\uf710-\uf71a\u0300-\u036f]/;

/** The characters of a run, its width shared by those that take any. */
function cellsOf({ text, x0, x1, font }: Run): Cell[] {
  const wide = [...Array(text.length).keys()].filter((i) => !TAKES_NO_WIDTH.test(text[i]!)).length;
  const each = wide === 0 ? 0 : (x1 - x0) / wide;
  let x = x0;
  return [...Array(text.length).keys()].map((i) => {
    const char = text[i]!;
    if (TAKES_NO_WIDTH.test(char)) return { char, x0: Math.max(x0, x - each), x1: x, font };
    x += each;
    return { char, x0: x - each, x1: x, font };
  });
}

const share = (value: number, of: number) => Math.min(1, Math.max(0, value / of));

/** Thai marks reach higher over the base line, and lower, than Latin ones; the box leaves room for them. */
function lineOf(
  cells: Cell[],
  column: Run[],
  width: number,
  height: number,
): { line: Line; drawn: Omit<Drawn, 'askew'> } | null {
  const first = cells.findIndex(({ char }) => char.trim() !== '');
  if (first < 0) return null;
  const kept = cells.slice(first, cells.findLastIndex(({ char }) => char.trim() !== '') + 1);
  const { turns, size } = column.reduce((a, b) => (b.size > a.size ? b : a));
  const y = column.reduce((sum, run) => sum + run.y, 0) / column.length;
  const left = Math.min(...kept.map((cell) => cell.x0));
  const right = Math.max(...kept.map((cell) => cell.x1));
  const corners = [
    onPage(left, y - 0.85 * size, turns, width, height),
    onPage(right, y + 0.3 * size, turns, width, height),
  ];
  const bbox: Box = [
    share(Math.min(...corners.map(({ x }) => x)), width),
    share(Math.min(...corners.map((corner) => corner.y)), height),
    share(Math.max(...corners.map(({ x }) => x)), width),
    share(Math.max(...corners.map((corner) => corner.y)), height),
  ];
  const line: Line = { text: kept.map(({ char }) => char).join(''), bbox, confidence: CONFIDENCE };
  const drawn = { turns, size, fonts: kept.map(({ font = '' }) => font) };
  if (turns !== 0) return { line, drawn };
  const chars = {
    p: kept.map(() => CONFIDENCE),
    x0: kept.map((cell) => share(cell.x0, width)),
    x1: kept.map((cell) => share(cell.x1, width)),
  };
  return { line: { ...line, chars }, drawn };
}

/** The way back from the frame of `upright`. */
function onPage(x: number, y: number, turns: number, width: number, height: number): { x: number; y: number } {
  if (turns === 1) return { x: width - y, y: x };
  if (turns === 2) return { x: width - x, y: height - y };
  if (turns === 3) return { x: y, y: height - x };
  return { x, y };
}
