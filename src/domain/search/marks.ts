import type { TrackedText } from '../text.js';
import { trackedFold } from './fold.js';

/** A range of a text in UTF-16 units; `end` is exclusive. */
export type Mark = [start: number, end: number];

const MOST_MARKS = 40;

/** Where the source units of the folded units `from` to `to` (exclusive) begin and end; with what prints nothing behind them. */
function rangeIn({ origin }: TrackedText, from: number, to: number, length: number): Mark {
  let start = origin[from]!;
  let last = start;
  for (let i = from; i < to; i++) {
    start = Math.min(start, origin[i]!);
    last = Math.max(last, origin[i]!);
  }
  // SARA AM of two parts stands under the first of them: the range goes on to where the next unit begins.
  return [start, Math.max(last + 1, origin[to] ?? length)];
}

/** Joins ranges that meet or overlap. */
function joined(marks: Mark[]): Mark[] {
  const out: Mark[] = [];
  for (const [start, end] of marks.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = out.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else out.push([start, end]);
  }
  return out;
}

/** Where the folded `needles` stand in `source`, in order, without overlaps; blanks at the end of a place are left out of it. */
export function marksIn(source: string, needles: readonly string[], most = MOST_MARKS): Mark[] {
  const folded = trackedFold(source);
  const marks: Mark[] = [];
  for (const needle of needles) {
    if (needle === '') continue;
    let at = folded.text.indexOf(needle);
    for (let count = 0; at >= 0 && count < most; count++) {
      const [start, end] = rangeIn(folded, at, at + needle.length, source.length);
      marks.push([start, start + source.slice(start, end).trimEnd().length]);
      at = folded.text.indexOf(needle, at + needle.length);
    }
  }
  return joined(marks).slice(0, most);
}

/** A piece of a text round what was found; the marks count from the start of the piece. */
export interface Snippet {
  text: string;
  marks: Mark[];
  /** Whether the text goes on before it, and behind it. */
  before: boolean;
  after: boolean;
}

const AROUND = 90;
const MARK_OR_LOW = /[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e\udc00-\udfff]/;

/** Moves a cut so that it does not part a letter from its marks. */
function whole(source: string, at: number): number {
  let cut = at;
  while (cut > 0 && cut < source.length && MARK_OR_LOW.test(source.charAt(cut))) cut--;
  return cut;
}

/** The piece round the first place of a folded needle, with the places of all of them; null where the first does not stand in the text. */
export function snippetIn(source: string, needle: string, needles: readonly string[]): Snippet | null {
  const first = marksIn(source, [needle], 1)[0];
  if (!first) return null;
  const marks = marksIn(source, needles);
  const from = whole(source, Math.max(0, first[0] - AROUND));
  const to = whole(source, Math.min(source.length, Math.max(first[1], first[0] + 2 * AROUND)));
  const inside = marks
    .filter(([start, end]) => start < to && end > from)
    .map(([start, end]): Mark => [Math.max(start, from) - from, Math.min(end, to) - from]);
  return { text: source.slice(from, to), marks: inside, before: from > 0, after: to < source.length };
}
