import type { Line } from '../../schemas/page.js';

/** One character that was read, beside what the truth has there. */
export interface Judged {
  read: string;
  p: number;
  /** What stands there in the truth: another character where it was misread, nothing where there is none. */
  truth: string;
}

/** The characters of a page, judged. */
export interface Alignment {
  /** Characters of lines that the truth has. */
  judged: Judged[];
  /** Characters of the truth that were passed over inside such lines. */
  missed: string[];
  /** Characters of lines that the truth does not have: what stands in stamps, notes and signatures, or was never there. */
  outside: { read: string; p: number }[];
}

/** A line belongs to the truth when no more of its characters than this share have to be changed for it. */
const LIKE = 0.4;
/** So many characters may be there by chance: a shorter piece must stand there as it is. */
const SHORT = 4;
/** Stands for a piece of the truth that another line has taken; like no character that is ever read. */
const TAKEN = '\u0000';

const THAI_DIGITS = '๐๑๒๓๔๕๖๗๘๙';
/** The spelling of score.mjs (`fold`), one character at a time so that each keeps its probability; empty for white space. */
export function foldCharacter(c: string): string {
  if (/[\s\u200b\u00a0]/.test(c)) return '';
  if (THAI_DIGITS.includes(c)) return String(THAI_DIGITS.indexOf(c));
  return c.replace(/[“”„]/, '"').replace(/[‘’]/, "'").replace(/[–—]/, '-');
}

/** NIKHAHIT and AA in one piece, then each character folded. */
export function foldText(text: string): string[] {
  const one = text.normalize('NFC').replace(/\u0e4d([\u0e48-\u0e4b]?)\u0e32/g, '$1\u0e33');
  return [...one].map(foldCharacter).filter((c) => c !== '');
}

/**
 * Sets the lines of a page against its truth, the longest first, each against the piece of the truth that it is most like and that
 * no other line has taken: the order of the lines does not matter, and a stamp beside the text spoils no line. What was read in
 * the midst of a line but stands elsewhere in the truth (the right column of a list) is looked for there.
 */
export function alignPage(lines: readonly Line[], truth: string): Alignment {
  const left = foldText(truth);
  const out: Alignment = { judged: [], missed: [], outside: [] };
  const whole = lines.map(unitsOf).filter((units) => units.length > 0);
  const parts: Unit[][] = [];
  for (const units of byLength(whole)) {
    const found = nearestPiece(units, left);
    if (found.edits > mostEdits(units)) out.outside.push(...units);
    else parts.push(...take(units, found, left, out));
  }
  for (const units of byLength(parts)) {
    const found = nearestPiece(units, left);
    if (found.edits <= mostEdits(units)) take(units, found, left, out);
    else out.judged.push(...units.map((unit) => ({ ...unit, truth: '' })));
  }
  return out;
}

interface Unit {
  read: string;
  p: number;
}

const byLength = (pieces: Unit[][]) => pieces.sort((a, b) => b.length - a.length);
const mostEdits = ({ length }: Unit[]) => (length < SHORT ? 0 : Math.floor(length * LIKE));

/** Judges a piece by where it was found, and gives back the runs in it that the truth does not have there. */
function take(units: Unit[], { from, to, pairs }: Piece, left: string[], out: Alignment): Unit[][] {
  const runs: Unit[][] = [];
  let run: Unit[] = [];
  const close = () => {
    if (run.length >= SHORT) runs.push(run);
    else out.judged.push(...run.map((unit) => ({ ...unit, truth: '' })));
    run = [];
  };
  for (const { at, to: stands } of pairs) {
    if (stands === null) {
      run.push(units[at!]!);
      continue;
    }
    close();
    if (at === null) out.missed.push(left[stands]!);
    else out.judged.push({ ...units[at]!, truth: left[stands]! });
  }
  close();
  left.fill(TAKEN, from, to);
  return runs;
}

function unitsOf({ text, chars, confidence }: Line): Unit[] {
  return [...text].flatMap((c, at) => {
    const read = foldCharacter(c);
    return read ? [{ read, p: chars?.p[at] ?? confidence }] : [];
  });
}

interface Piece {
  from: number;
  to: number;
  edits: number;
  /** Positions in what was read and in the truth; null where one has nothing for the other. */
  pairs: { at: number | null; to: number | null }[];
}

/** The piece of `truth` with the fewest edits to `read` (Levenshtein, both ends of the truth free). */
function nearestPiece(read: readonly Unit[], truth: readonly string[]): Piece {
  const wide = truth.length + 1;
  const cost = new Uint16Array((read.length + 1) * wide);
  const swap = (i: number, j: number) =>
    cost[(i - 1) * wide + j - 1]! + (truth[j - 1] === TAKEN ? 999 : read[i - 1]!.read === truth[j - 1] ? 0 : 1);
  const skip = (i: number, j: number) => cost[i * wide + j - 1]! + (truth[j - 1] === TAKEN ? 999 : 1);
  for (let i = 1; i <= read.length; i++) {
    cost[i * wide] = i;
    for (let j = 1; j < wide; j++) {
      cost[i * wide + j] = Math.min(swap(i, j), cost[(i - 1) * wide + j]! + 1, skip(i, j));
    }
  }
  let to = 0;
  const last = read.length * wide;
  for (let j = 1; j < wide; j++) if (cost[last + j]! < cost[last + to]!) to = j;
  const pairs: Piece['pairs'] = [];
  let i = read.length;
  let j = to;
  while (i > 0) {
    const here = cost[i * wide + j]!;
    if (j > 0 && here === swap(i, j)) pairs.push({ at: --i, to: --j });
    else if (here === cost[(i - 1) * wide + j]! + 1) pairs.push({ at: --i, to: null });
    else pairs.push({ at: null, to: --j });
  }
  return { from: j, to, edits: cost[last + to]!, pairs: pairs.reverse() };
}
