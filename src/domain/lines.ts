import type { Box, Evidence } from '../../schemas/common.js';
import type { Line, PageReading, Region } from '../../schemas/page.js';
import type { LocatedText } from './located-text.js';
import { trackedLine } from './text.js';

/** A printed line as the rules read it, which still knows its place in the reading. */
export interface DocLine {
  /** Page number, 1-based. */
  page: number;
  /** First printed line of its page. */
  opensPage: boolean;
  /** Blank lines before it (text input), 0 at the start of a page. */
  gap: number;
  /** Normal form without markup, single spaces. */
  text: string;
  /** For each unit of `text`, its index in `line.text`. */
  origin: number[];
  line: Line;
}

/** The printed lines of all pages in order; blank lines become gaps, a run of line breaks inside a line parts it. */
export function docLines(pages: readonly PageReading[]): DocLine[] {
  const out: DocLine[] = [];
  for (const page of pages) {
    let opensPage = true;
    let gap = 0;
    for (const line of page.lines) {
      const { text, origin } = trackedLine(line.text);
      if (text === '') {
        gap++;
        continue;
      }
      out.push({ page: page.number, opensPage, gap: opensPage ? 0 : gap, text, origin, line });
      opensPage = false;
      gap = 0;
    }
  }
  return out;
}

/** The text of a region (a stamp) as lines of its page. */
export function regionLines(page: PageReading, region: Region): DocLine[] {
  const lines = region.text.split('\n').map((text) => ({ text, bbox: region.bbox, confidence: page.confidence }));
  return docLines([{ ...page, lines }]);
}

/** How far the middles of two lines lie apart, in page widths; null where either has no place (text input). */
export function middlesApart(a: DocLine, b: DocLine): number | null {
  const [p, q] = [a.line.bbox, b.line.bbox];
  return p && q ? Math.abs(p[0] + p[2] - q[0] - q[2]) / 2 : null;
}

/** A run of a line, with what parts it from the run before. */
export interface Part {
  line: DocLine;
  start: number;
  end: number;
  glue: '' | ' ' | '\n';
}

/** The whole of a line. */
export function wholeLine(line: DocLine, glue: Part['glue'] = ' '): Part {
  return { line, start: 0, end: line.text.length, glue };
}

const THAI_LETTER = /[ก-ฮ\u0e30-\u0e45\u0e47-\u0e4e]/;
const THAI_START = /[ก-ฮเ-ไ]/;

/** Thai wraps inside clauses without a blank, so two letters meet again; numbers, Latin and signs keep a space. */
export function wrapGlue(before: string, after: string): '' | ' ' {
  // ที่ before a letter's number is a word of its own, except in วันที่ that the line's end cut in two.
  if (/^ที่\s/.test(after)) return /วัน$/.test(before) ? '' : ' ';
  // So is the speed or secrecy before it.
  if (/^(?:ด่วน|ลับ)(?:ที่สุด|มาก)?\s/.test(after)) return /เร่ง$/.test(before) ? '' : ' ';
  return THAI_LETTER.test(before.at(-1) ?? '') && THAI_START.test(after.charAt(0)) ? '' : ' ';
}

/** Lines of one paragraph. */
export function paragraph(lines: readonly DocLine[], first: Part['glue'] = '\n'): Part[] {
  return lines.map((line, i) => wholeLine(line, i === 0 ? first : wrapGlue(lines[i - 1]!.text, line.text)));
}

const DIGIT = /[0-9๐-๙]/;

/** Joins runs of lines into one located text. */
export function locatedText(parts: readonly Part[]): LocatedText {
  let text = '';
  const starts: number[] = [];
  for (const part of parts) {
    if (text !== '') text += part.glue;
    starts.push(text.length);
    text += part.line.text.slice(part.start, part.end);
  }
  /** The runs that hold `start` to `end`, as ranges of their lines. */
  const runs = (start: number, end: number) =>
    parts.flatMap((part, i) => {
      const from = Math.max(start, starts[i]!);
      const to = Math.min(end, starts[i]! + part.end - part.start);
      const shift = part.start - starts[i]!;
      return from < to ? [{ line: part.line, start: from + shift, end: to + shift }] : [];
    });
  return {
    text,
    locate: (start, end) => runs(start, end).map((run) => evidenceOf(run.line, run.start, run.end)),
    confidence: (start, end) => runConfidence(runs(start, end)),
  };
}

/** Where the units `start` to `end` of a line's normal form stand on the paper. */
function evidenceOf(doc: DocLine, start: number, end: number): Evidence {
  const from = doc.origin[start] ?? 0;
  const to = (doc.origin[end - 1] ?? doc.line.text.length - 1) + 1;
  return { page: doc.page, bbox: boxOf(doc.line, from, to), text: doc.line.text.slice(from, to) };
}

const inPage = (value: number) => Math.min(1, Math.max(0, value));

function boxOf(line: Line, from: number, to: number): Box | null {
  if (line.bbox === null) return null;
  const x0 = line.chars?.x0.slice(from, to) ?? [];
  const x1 = line.chars?.x1.slice(from, to) ?? [];
  if (x0.length === 0 || x1.length === 0) return line.bbox;
  return [inPage(Math.min(...x0)), line.bbox[1], inPage(Math.max(...x1)), line.bbox[3]];
}

function runConfidence(runs: { line: DocLine; start: number; end: number }[]): number {
  let lowestDigit: number | null = null;
  let sum = 0;
  let count = 0;
  for (const { line, start, end } of runs) {
    for (let i = start; i < end; i++) {
      const p = line.line.chars?.p[line.origin[i] ?? -1] ?? line.line.confidence;
      if (DIGIT.test(line.text.charAt(i))) lowestDigit = Math.min(lowestDigit ?? 1, p);
      sum += p;
      count++;
    }
  }
  return lowestDigit ?? (count === 0 ? 1 : sum / count);
}
