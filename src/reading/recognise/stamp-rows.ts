import { editDistance } from '../../domain/closest.js';
import { lineOf, type Placed, type TextLine } from './baseline.js';
import { decode } from './decode.js';
import type { Page } from './layout.js';
import { median } from './measure.js';
import { score } from './network.js';
import { cutStrip } from './strip.js';

/** Words that a receive stamp is made of; what is read nearly so is taken as such. */
const LABELS = ['เลขที่รับ', 'เลขรับ', 'รับที่', 'ที่รับ', 'เลขที่', 'วันที่', 'เวลา'];
/** The sizes at which a label is tried, by the height of its letters. */
const SIZES = [1, 0.82, 1.22];
/** A value is set or stamped in a size of its own, and Arabic digits stand half as high again as the letters of their typeface. */
const VALUE_SIZES = [1, 0.82, 0.74, 0.67, 0.6, 1.22];
const LEAST = 0.55;
/** What two sizes read alike, and so surely, is not tried at the others. */
const AGREED = 0.97;
const CLEAR = 0.95;
/** Blanks after which a label may end, counted from the left. */
const MOST_BLANKS = 5;

interface Row {
  letters: Placed[];
  x1: number;
}

/** The rows of a stamp, top down. Label and value of a row stand in different sizes: each is read in its own. */
export async function readRows(page: Page, lines: TextLine[]): Promise<string[]> {
  const out: string[] = [];
  for (const row of rowsOf(lines)) {
    const text = await readRow(page, row);
    if (text) out.push(text);
  }
  return out;
}

/** Letters of all lines that stand on one row, each once. Lines of different sizes on one row overlap. */
function rowsOf(lines: TextLine[]): Row[] {
  const rows: { base: number; letters: Placed[]; x1: number }[] = [];
  for (const line of [...lines].sort((a, b) => b.letters.length - a.letters.length || a.base - b.base)) {
    const row = rows.find((r) => Math.abs(r.base - line.base) < line.xHeight * 0.85);
    if (row) {
      row.letters.push(...line.letters);
      row.x1 = Math.max(row.x1, line.x1);
    } else rows.push({ base: line.base, letters: [...line.letters], x1: line.x1 });
  }
  return rows
    .sort((a, b) => a.base - b.base)
    .map((r) => {
      const seen = new Map(r.letters.map((c) => [`${c.x0},${c.y0},${c.x1}`, c]));
      return { letters: [...seen.values()].sort((a, b) => a.x0 - b.x0 || a.y0 - b.y0), x1: r.x1 };
    });
}

/** Label and value where a label stands at the beginning, else the row as one. */
async function readRow(page: Page, { letters, x1 }: Row): Promise<string> {
  let label = { text: '', distance: Infinity, at: 0 };
  for (const at of [...blanks(letters, page.xHeight), letters.length]) {
    const near = nearestLabel((await readPiece(page, letters.slice(0, at), SIZES, isClear)).text);
    // The nearest one, and of two as near the longer: เลขที่รับ begins with เลขที่.
    const longer = near && near.distance === label.distance && near.text.length > label.text.length;
    if (near && (near.distance < label.distance || longer)) label = { ...near, at };
    else if (!near && label.at) break;
  }
  if (!label.at) return valueText(await readPiece(page, letters, VALUE_SIZES));
  // The value begins where the label ends: its digits may be of a size that no line was found at.
  const from = Math.max(...letters.slice(0, label.at).map((c) => c.x1)) + page.xHeight * 0.6;
  const value = valueLetters(page, letters, label.at, from);
  if (!value.length) return label.text;
  const read = valueText(await readPiece(page, value, VALUE_SIZES, () => false, from, x1));
  // The second word of a label that was taken for the first alone.
  if (label.text === 'เลขที่' && read.startsWith('รับ')) return `เลขที่รับ ${read.slice(3).trim()}`.trim();
  return `${label.text} ${read}`.trim();
}

/** What was read of a value; the label's last mark may reach into it. */
function valueText({ text, confidence }: { text: string; confidence: number }): string {
  if (confidence < LEAST) return '';
  return text.replace(/^[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\s]+/, '').replace(/(?<=\d)[oO]|[oO](?=\d)/g, '0');
}

/** The letters behind a label, with those of no line beside them: thick digits of a numbering machine run together. */
function valueLetters(page: Page, letters: Placed[], at: number, from: number): Placed[] {
  const own = letters.slice(at);
  const label = letters.slice(0, at);
  const base = median(label.map((c) => c.base));
  const size = median(label.map((c) => c.height));
  const beside = page.patches.filter((c) => {
    const middle = base - (c.base + c.top) / 2;
    return c.x1 > from && c.height > size * 0.8 && c.height < size * 3 && middle > -size * 0.1 && middle < size * 1.3;
  });
  return [...own, ...beside.filter((c) => !letters.some((o) => o.x0 === c.x0 && o.y0 === c.y0))];
}

/** The first few places in a row where a blank stands before a letter. */
function blanks(letters: Placed[], xHeight: number): number[] {
  const out: number[] = [];
  let right = Infinity;
  letters.forEach((c, i) => {
    if (c.x0 - right > xHeight * 0.3 && i >= 3 && out.length < MOST_BLANKS) out.push(i);
    right = Math.max(i ? right : -Infinity, c.x1);
  });
  return out;
}

/** Reads letters as one line at one size after the other, until two say the same or it is `enough`, and takes the surest; the line reaches from `x0` to `x1` at least. */
async function readPiece(
  page: Page,
  letters: Placed[],
  sizes: readonly number[],
  enough: (read: { text: string; confidence: number }) => boolean = () => false,
  x0 = Infinity,
  x1 = 0,
): Promise<{ text: string; confidence: number }> {
  const single = letters.filter((c) => c.width < c.height * 3);
  // Digits that run together tell their height, where hardly anything else does.
  const telling = single.length > 2 ? single : letters.filter((c) => c.height > page.xHeight * 0.8);
  const own = median(telling.map((c) => c.height)) || page.xHeight;
  let best = { text: '', confidence: 0 };
  const said = new Set<string>();
  for (const size of sizes) {
    const line = lineOf(letters, own * size);
    line.x0 = Math.min(line.x0, x0);
    line.x1 = Math.max(line.x1, x1);
    const read = decode(await score(cutStrip(page.planes.grey, line, page.tangent)));
    if (read.text && read.confidence > best.confidence) best = read;
    if (enough(best) || (read.confidence >= AGREED && said.has(read.text))) break;
    said.add(read.text);
  }
  return best;
}

/** A label, or what is so surely something else that no other size makes it one. */
const isClear = (read: { text: string; confidence: number }) => LABELS.includes(read.text) || read.confidence >= CLEAR;

/** The label that a text is, give or take a letter or two. */
function nearestLabel(text: string): { text: string; distance: number } | null {
  if (text.length < 4 || text.length > 12) return null;
  const near = LABELS.map((label) => ({
    text: label,
    distance: editDistance(label, text, label.length + text.length),
  }));
  const best = near.sort((a, b) => a.distance - b.distance)[0]!;
  return best.distance <= Math.floor(best.text.length / 3) ? best : null;
}
