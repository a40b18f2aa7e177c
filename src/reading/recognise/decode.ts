import type { Line } from '../../../schemas/page.js';
import { calibrated } from './calibrate.js';
import type { Scores } from './network.js';

/** One class of the network where it fired: `frame` is where it was surest. `rivals` are other classes at that frame, best first. */
interface Token {
  text: string;
  p: number;
  frame: number;
  rival: { text: string; p: number } | null;
}

/**
 * A decoded line. For each UTF-16 unit of `text` how likely it is right, its edges in frames and the probability that it is written by hand;
 * `confidence` is the mean of what the network itself gives, by which print is told from what is none.
 */
export interface Decoded {
  text: string;
  confidence: number;
  p: number[];
  from: number[];
  to: number[];
  hand: number[];
  alternatives: NonNullable<Line['alternatives']>;
}

/** Below this a digit is doubtful: every wrong printed digit that was ever seen lay below it. */
const SURE_DIGIT = 0.95;
const LEAST_RIVAL = 0.02;
const isDigit = (s: string) => /^[0-9๐-๙]$/.test(s);
const isMark = (c: string) => /[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]/.test(c);

/** A tone mark is small and lies beside its letter's frame: where the blank wins, it stands from this probability on. */
const LEAST_TONE = 0.4;
const TONE = /^[\u0e48-\u0e4b]$/;
/** What carries a tone: a consonant, or the vowel over or under it. */
const CARRIER = /[\u0e01-\u0e2e\u0e31\u0e34-\u0e39]$/;

/** What the classes of a network are, by their numbers: asked of a hundred thousand probabilities a page. */
interface Kinds {
  tones: number[];
  carries: boolean[];
  digits: number[];
  isDigit: boolean[];
}

const known = new WeakMap<readonly string[], Kinds>();

function kindsOf(classes: readonly string[]): Kinds {
  let kinds = known.get(classes);
  if (!kinds) {
    const numbers = (is: (name: string) => boolean) => classes.flatMap((name, i) => (is(name) ? [i] : []));
    kinds = {
      tones: numbers((name) => TONE.test(name)),
      carries: classes.map((name) => CARRIER.test(name)),
      digits: numbers(isDigit),
      isDigit: classes.map(isDigit),
    };
    known.set(classes, kinds);
  }
  return kinds;
}

/** Greedy CTC: the best class a frame, runs joined, blanks dropped; but for tone marks. */
function tokens({ classes, data, frames }: Scores): Token[] {
  const n = classes.length;
  const kinds = kindsOf(classes);
  const out: Token[] = [];
  let before = 0;
  let last = 0;
  const close = () => {
    const t = out.at(-1);
    if (t) t.rival = rivalOf(classes, kinds, data, t.frame * n, last);
  };
  for (let f = 0, o = 0; f < frames; f++, o += n) {
    let best = bestOf(data, o, n);
    if (!best && kinds.carries[last]) best = kinds.tones.find((c) => data[o + c]! >= LEAST_TONE) ?? 0;
    const p = data[o + best]!;
    if (best && best !== before) {
      close();
      out.push({ text: classes[best]!, p, frame: f, rival: null });
      last = best;
    } else if (best && p > out.at(-1)!.p) {
      out.at(-1)!.p = p;
      out.at(-1)!.frame = f;
    }
    before = best;
  }
  close();
  return out;
}

/** The likeliest of `n` classes from `start` on. Most frames are blank: more than half of what there is settles it. */
function bestOf(data: Float32Array, start: number, n: number): number {
  if (data[start]! > 0.5) return 0;
  let best = 0;
  let p = data[start]!;
  for (let c = 1; c < n; c++) {
    if (data[start + c]! <= p) continue;
    p = data[start + c]!;
    best = c;
  }
  return best;
}

/** The second best class at a frame (its scores begin at `start`), where it or the chosen one is a digit. */
function rivalOf(
  classes: readonly string[],
  kinds: Kinds,
  data: Float32Array,
  start: number,
  chosen: number,
): Token['rival'] {
  let best = 0;
  const weigh = (c: number) => {
    if (c !== chosen && (!best || data[start + c]! > data[start + best]!)) best = c;
  };
  if (kinds.isDigit[chosen]) for (let c = 1; c < classes.length; c++) weigh(c);
  else kinds.digits.forEach(weigh);
  const p = data[start + best]!;
  return best && p >= LEAST_RIVAL ? { text: classes[best]!, p } : null;
}

interface Unit {
  char: string;
  p: number;
  frame: number;
  rival: Token['rival'];
}

/** The text of a line with each character's probability and place, in the form of the contract (NFC, SARA AM in one piece). */
export function decode(scores: Scores): Decoded {
  const found = trim(normalise(tokens(scores).flatMap(split)));
  const text = found.map((u) => u.char).join('');
  const mean = found.reduce((sum, u) => sum + u.p, 0) / (found.length || 1);
  const [from, to] = edges(found, scores.frames);
  const alternatives: Decoded['alternatives'] = [];
  found.forEach((u, i) => {
    if (!u.rival || u.p >= SURE_DIGIT) return;
    alternatives.push({ start: i, end: i + 1, text: u.rival.text, confidence: clamp(u.rival.p) });
  });
  const hand = found.map((_, i) => average(scores.hand, from[i]!, to[i]!));
  const p = found.map((u) => clamp(calibrated(u.p, isDigit(u.char))));
  return { text, confidence: clamp(mean), p, from, to, hand, alternatives };
}

/** The mean of the frames that an edge to edge stretch touches. */
function average(frames: Float32Array, from: number, to: number): number {
  const touched = frames.subarray(Math.floor(from), Math.max(Math.ceil(to), Math.floor(from) + 1));
  return touched.reduce((sum, p) => sum + p, 0) / (touched.length || 1);
}

const clamp = (p: number) => Math.min(1, Math.max(0, Math.round(p * 1e4) / 1e4));

const split = (t: Token): Unit[] => [...t.text].map((char) => ({ char, p: t.p, frame: t.frame, rival: t.rival }));

/** NIKHAHIT + AA → SARA AM (a tone between them goes first), เ เ → แ, vowel below before tone (canonical order). */
function normalise(units: Unit[]): Unit[] {
  const out: Unit[] = [];
  for (const u of units) {
    const last = out.at(-1);
    if (u.char === 'า') {
      const tone = last && /[\u0e48-\u0e4b]/.test(last.char) ? 1 : 0;
      const ring = out.at(-1 - tone);
      if (ring?.char === '\u0e4d') {
        out.splice(out.length - 1 - tone, 1);
        out.push({ ...u, char: 'ำ', p: Math.min(u.p, ring.p) });
        continue;
      }
    }
    if (u.char === 'เ' && last?.char === 'เ') {
      out[out.length - 1] = { ...last, char: 'แ', p: Math.min(u.p, last.p) };
      continue;
    }
    if (/[\u0e38-\u0e3a]/.test(u.char) && last && /[\u0e48-\u0e4b]/.test(last.char)) {
      out.splice(out.length - 1, 0, u);
      continue;
    }
    out.push(u);
  }
  return out;
}

/** Blanks at both ends go, and specks before the first letter that were read as stops or quotes. */
function trim(units: Unit[]): Unit[] {
  let a = 0;
  let b = units.length;
  while (a < b && /[ .,'‘’]/.test(units[a]!.char)) a++;
  while (b > a && units[b - 1]!.char === ' ') b--;
  return units.slice(a, b);
}

/** Left and right edge of each unit in frames: half way to the neighbours; a mark takes the edges of the letter that carries it. */
function edges(units: Unit[], frames: number): [from: number[], to: number[]] {
  const from: number[] = [];
  const to: number[] = [];
  // A spike lies inside its letter; a wide gap beside it is not the letter's.
  const REACH = 4;
  const bases = units.map((u, i) => (isMark(u.char) && i > 0 ? -1 : i)).filter((i) => i >= 0);
  bases.forEach((i, k) => {
    const here = units[i]!.frame + 0.5;
    const previous = k > 0 ? units[bases[k - 1]!]!.frame + 0.5 : -Infinity;
    const next = k + 1 < bases.length ? units[bases[k + 1]!]!.frame + 0.5 : Infinity;
    const a = Math.max(0, here - REACH, Math.min(here, (previous + here) / 2));
    const b = Math.min(frames, here + REACH, Math.max(here, (here + next) / 2));
    for (let j = i; j < (bases[k + 1] ?? units.length); j++) {
      from[j] = a;
      to[j] = b;
    }
  });
  return [from, to];
}
