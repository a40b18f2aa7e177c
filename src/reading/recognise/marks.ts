import { closest } from '../../domain/closest.js';
import { SECRECY_WORDS, SPEED_WORDS } from '../../domain/tables/classes.js';
import { zeros } from '../page-memory.js';
import type { Placed, TextLine } from './baseline.js';
import { decode } from './decode.js';
import { type Page, TRAINED_HEIGHT } from './layout.js';
import { median } from './measure.js';
import { score } from './network.js';
import type { Plane } from './pixels.js';
import { boxOf, type ReadLine } from './read-lines.js';
import { cutStrip } from './strip.js';

/** The words of สารบรรณ ข้อ 28 and of the rules on secrecy: nothing else is ever taken from large or coloured ink here. */
const WORDS = [...SPEED_WORDS, ...SECRECY_WORDS].map(([word]) => word);
/** Marks stand in the upper part of a page; secrecy (ลับ) at its foot too. */
const UPPER = 0.4;
const LOWER = 0.82;
/** Letters of a mark in the page's consonant heights: coloured ones from the size of print up, black ones where larger than print. */
const LEAST_COLOURED = 0.75;
const LEAST_BLACK = 1.25;
const LARGEST = 4.5;
/** The longest mark has some ten letters; rough ink breaks them up, or runs them together. */
const MOST_LETTERS = 24;
/** Characters of the longest mark, and a few misread ones. */
const LONGEST = 14;
/** More groups of large letters than a letterhead has. */
const MOST_GROUPS = 8;
/** Sizes at which a group is read, relative to its median letter: rough ink makes letters look larger or smaller than they are. */
const SIZES = [1, 0.8, 0.64, 1.25];
const LEAST = 0.6;
/** Where a letter was misread, the word is named with this confidence at most. */
const REPAIRED = 0.7;
const MOST_SLOPE = 0.27;
/** Letters that marks are made of; a group that reads as none of them at the first sizes is something else. */
const OWN_LETTERS = /[ดวนลบมกท]/g;
const FIRST_SIZES = 2;
/**
 * The marks of speed and secrecy (ด่วนที่สุด, ลับ) that the page's lines lack: printed large, rubber-stamped, coloured, tilted or framed.
 * `coloured` are the patches of coloured ink, `known` the lines already read: a group of letters that one of them reads well is left alone.
 */
export async function readMarks(page: Page, coloured: Placed[], known: ReadLine[]): Promise<ReadLine[]> {
  const marks: ReadLine[] = [];
  const { grey, chroma } = page.planes;
  const inks = [
    { patches: page.patches, least: LEAST_BLACK, colours: null },
    { patches: coloured, least: LEAST_COLOURED, colours: chroma },
  ];
  for (const { patches, least, colours } of inks) {
    const unread = groupsOf(page, patches, least).filter((g) => !known.some((r) => reads(page, r, g)));
    const planes = unread.length && colours ? [grey, colourPlane(colours)] : [grey];
    for (const group of unread) {
      if (marks.some((r) => reads(page, r, group))) continue;
      const mark = await readGroup(page, planes, group);
      if (mark) marks.push(mark);
    }
  }
  return marks;
}

/** Whether a line lies on most of a group and was read well: what is as short as a mark, and nearly one, is looked at again. */
function reads(page: Page, { line }: ReadLine, group: Placed[]): boolean {
  const letters = line.text.replace(/[^\u0e01-\u0e4e\da-z]/gi, '').length;
  if (line.confidence < 0.9 || letters < 3 || (letters < LONGEST && nearestWord(line.text)?.exact === false))
    return false;
  const [x0, y0, x1, y1] = line.bbox!;
  const inside = group.filter((c) => {
    const x = c.middle / page.width;
    const y = (c.base + c.top) / 2 / page.height;
    return x > x0 && x < x1 && y > y0 && y < y1;
  });
  return inside.length > group.length / 2;
}

/** Whether a line is a scrap of a mark, or the mark once more. */
export function liesIn({ place: l, line }: ReadLine, { place: m }: ReadLine): boolean {
  const own = (c: Placed) => m.letters.some((o) => o.x0 === c.x0 && o.y0 === c.y0);
  if (l.letters.length <= m.letters.length && l.letters.filter(own).length * 2 > l.letters.length) return true;
  const middle = (l.x0 + l.x1) / 2;
  const base = m.base + m.slope * (middle - m.middle);
  const inside = middle > m.x0 && middle < m.x1 && l.base < base + m.xHeight * 0.4 && l.base > base - m.xHeight * 1.6;
  const scrap = line.confidence < 0.9 || line.text.length < 4 || nearestWord(line.text) !== null;
  return inside && l.x1 - l.x0 < (m.x1 - m.x0) * 1.3 && scrap;
}

/** Lines in reading order with each mark right before the line under it: rows of a stamp beside it do not part the mark from its letter. */
export function marksFirst(ordered: ReadLine[], marks: ReadLine[]): ReadLine[] {
  const out = [...ordered];
  for (const mark of marks) {
    const [x0, , x1, y1] = mark.line.bbox!;
    const height = y1 - mark.line.bbox![1];
    const at = out.indexOf(mark);
    const under = out.findIndex(({ line: { bbox } }, i) => i > at && bbox![0] < x1 && bbox![2] > x0);
    if (under < 0 || out[under]!.line.bbox![1] > y1 + height) continue;
    out.splice(under, 0, mark);
    out.splice(at, 1);
  }
  return out;
}

/** Coloured ink alone, dark on white: a stamp is read out of the print that it lies over. */
function colourPlane({ data, width, height }: Plane): Plane {
  const out = zeros(data.length);
  for (let i = 0; i < out.length; i++) out[i] = 255 - data[i]!;
  return { data: out, width, height };
}

/** Groups of large letters side by side, which may rise or fall, where marks stand on a page. */
function groupsOf(page: Page, patches: Placed[], least: number): Placed[][] {
  const { xHeight, height } = page;
  const large = patches.filter(
    (c) =>
      c.height > xHeight * least &&
      c.height < xHeight * LARGEST &&
      c.width < xHeight * LARGEST * 3 &&
      c.width > c.height * 0.12 &&
      c.area > c.width * c.height * 0.06 &&
      (c.y0 < height * UPPER || c.y1 > height * LOWER),
  );
  large.sort((a, b) => a.x0 - b.x0 || a.y0 - b.y0);
  const groups: Placed[][] = [];
  for (const c of large) {
    const beside = (o: Placed) => {
      const size = Math.min(c.height, o.height);
      const level = Math.abs(c.base + c.top - o.base - o.top) / 2 < size * 0.6;
      return level && Math.max(c.height, o.height) < size * 2.4 && c.x0 - o.x1 < Math.max(c.height, o.height) * 0.9;
    };
    const group = groups.find((g) => g.slice(-3).some(beside));
    if (group) group.push(c);
    else groups.push([c]);
  }
  const wide = (g: Placed[]) => (Math.max(...g.map((c) => c.x1)) - g[0]!.x0) / median(g.map((c) => c.height));
  return groups
    .filter((g) => g.length <= MOST_LETTERS && wide(g) > 1.1 && wide(g) < 16)
    .sort((a, b) => b.length - a.length || a[0]!.y0 - b[0]!.y0)
    .slice(0, MOST_GROUPS);
}

async function readGroup(page: Page, planes: Plane[], group: Placed[]): Promise<ReadLine | null> {
  const heights = group.map((c) => c.height);
  let best: { word: string; confidence: number; at: TextLine } | null = null;
  let likely = false;
  for (const [i, size] of SIZES.entries()) {
    if (i === FIRST_SIZES && !likely) return null;
    const at = tilted(group, median(heights) * size);
    for (const plane of planes) {
      const read = decode(await score(cutStrip(...shrunk(plane, at, page.tangent))));
      likely ||= (read.text.match(OWN_LETTERS)?.length ?? 0) >= 2;
      const near = nearestWord(read.text);
      if (!near || read.confidence < LEAST) continue;
      const confidence = near.exact ? read.confidence : Math.min(REPAIRED, read.confidence);
      if (!best || confidence > best.confidence) best = { word: near.word, confidence, at };
    }
    if (best && best.confidence > REPAIRED) break;
  }
  if (!best) return null;
  return { place: best.at, line: { text: best.word, bbox: boxOf(page, best.at), confidence: best.confidence } };
}

/** The line of a group of letters: level, or tilted as most pairs of its letters say. */
function tilted(letters: Placed[], xHeight: number): TextLine {
  const x0 = Math.min(...letters.map((c) => c.x0));
  const x1 = Math.max(...letters.map((c) => c.x1));
  const slopes: number[] = [];
  for (const a of letters) {
    for (const b of letters) {
      if (b.middle - a.middle > xHeight * 0.8) slopes.push((b.base - a.base) / (b.middle - a.middle));
    }
  }
  const found = median(slopes);
  const slope = Math.abs(found) > 0.03 && Math.abs(found) < MOST_SLOPE ? found : 0;
  const middle = (x0 + x1) / 2;
  const base = median(letters.map((c) => c.base - slope * (c.middle - middle)));
  return { letters, x0, x1, middle, base, slope, curve: 0, xHeight };
}

/** A piece of a plane round a line, made smaller by a whole factor where letters are more than twice the trained size. */
function shrunk(plane: Plane, line: TextLine, tangent: number): [Plane, TextLine, number] {
  const factor = Math.floor(line.xHeight / TRAINED_HEIGHT);
  if (factor < 2) return [plane, line, tangent];
  const reach = line.xHeight * 3 + (Math.abs(line.slope) + Math.abs(tangent)) * (line.x1 - line.x0);
  const left = Math.max(0, Math.floor(line.x0 - line.xHeight));
  const middle = line.base + tangent * line.middle;
  const top = Math.max(0, Math.floor(middle - reach));
  const width = Math.floor((Math.min(plane.width, line.x1 + line.xHeight) - left) / factor);
  const height = Math.floor((Math.min(plane.height, middle + reach) - top) / factor);
  const data = new Uint8Array(Math.max(0, width * height));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let v = 0; v < factor; v++) {
        for (let u = 0; u < factor; u++)
          sum += plane.data[(top + y * factor + v) * plane.width + left + x * factor + u]!;
      }
      data[y * width + x] = sum / (factor * factor);
    }
  }
  const across = (x: number) => (x - left) / factor;
  const small: TextLine = {
    ...line,
    x0: across(line.x0),
    x1: across(line.x1),
    middle: across(line.middle),
    base: (line.base + tangent * left - top) / factor,
    xHeight: line.xHeight / factor,
  };
  return [{ data, width, height }, small, tangent];
}

/** The mark that a text is; a letter or two may be wrong in the longer ones. */
function nearestWord(text: string): { word: string; exact: boolean } | null {
  const bare = text.replace(/[^\u0e01-\u0e4e]/g, '');
  if (bare.length < 3 || bare.length > LONGEST) return null;
  const near = closest(bare, WORDS, 2);
  return near && near.edits <= Math.floor(near.word.length / 4) ? { word: near.word, exact: near.edits === 0 } : null;
}
