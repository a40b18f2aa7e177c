import { lineOf, type Placed, type TextLine } from './baseline.js';
import { decode } from './decode.js';
import type { Page } from './layout.js';
import { median } from './measure.js';
import { score } from './network.js';
import { cutStrip } from './strip.js';

/** Words that a receive stamp is made of; what is read nearly so is taken as such. */
const LABELS = ['เลขที่รับ', 'เลขรับ', 'รับที่', 'ที่รับ', 'เลขที่', 'วันที่', 'เวลา'];
/** The sizes at which a piece is tried: the label is printed small, the number and date are set or stamped larger. */
const SIZES = [1, 0.82, 1.22];
const LEAST = 0.55;
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
  for (const at of blanks(letters, page.xHeight)) {
    const near = nearestLabel((await readPiece(page, letters.slice(0, at))).text);
    // The nearest one, and of two as near the longer: เลขที่รับ begins with เลขที่.
    const longer = near && near.distance === label.distance && near.text.length > label.text.length;
    if (near && (near.distance < label.distance || longer)) label = { ...near, at };
    else if (!near && label.at) break;
  }
  // The value begins where the label ends: its first digits may be of a size that no line was found at.
  const from = label.at ? Math.max(...letters.slice(0, label.at).map((c) => c.x1)) + page.xHeight * 0.6 : Infinity;
  const rest = await readPiece(page, letters.slice(label.at), from, x1);
  const value = rest.confidence >= LEAST ? rest.text.replace(/(?<=\d)[oO]|[oO](?=\d)/g, '0') : '';
  return `${label.text} ${value}`.trim();
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

/** Reads letters as one line at several sizes and takes the surest; the line reaches from `x0` to `x1` at least. */
async function readPiece(
  page: Page,
  letters: Placed[],
  x0 = Infinity,
  x1 = 0,
): Promise<{ text: string; confidence: number }> {
  const heights = letters.filter((c) => c.width < c.height * 3).map((c) => c.height);
  const own = median(heights) || page.xHeight;
  let best = { text: '', confidence: 0 };
  for (const size of SIZES) {
    const line = lineOf(letters, own * size);
    line.x0 = Math.min(line.x0, x0);
    line.x1 = Math.max(line.x1, x1);
    const read = decode(await score(cutStrip(page.planes.grey, line, page.tangent)));
    if (read.text && read.confidence > best.confidence) best = read;
  }
  return best;
}

/** The label that a text is, give or take a letter or two. */
function nearestLabel(text: string): { text: string; distance: number } | null {
  if (text.length < 4 || text.length > 12) return null;
  const near = LABELS.map((label) => ({ text: label, distance: distance(label, text) }));
  const best = near.sort((a, b) => a.distance - b.distance)[0]!;
  return best.distance <= Math.floor(best.text.length / 3) ? best : null;
}

function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    above = row;
  }
  return above[b.length]!;
}
