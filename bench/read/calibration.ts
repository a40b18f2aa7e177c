import type { PageReading } from '../../schemas/page.js';
import { type Alignment, alignPage } from './align.js';

/** One character of a line: its probability, and whether the truth has the same. */
export interface Sample {
  /** The file that it was read in: a calibration is split by files. */
  file: string;
  p: number;
  right: boolean;
  digit: boolean;
}

/** The characters of the pages whose truth is known: those of lines that the truth has, and those of other lines. */
export interface Samples {
  inside: Sample[];
  outside: { p: number; digit: boolean }[];
}

const isDigit = (c: string) => /^\d$/.test(c);

/** Judges the characters of pages that were read from their picture. */
export function samplesOf(
  pages: readonly { file: string; truth: string; reading: PageReading }[],
): Samples & { alignments: { file: string; alignment: Alignment }[] } {
  const out: ReturnType<typeof samplesOf> = { inside: [], outside: [], alignments: [] };
  for (const { file, truth, reading } of pages) {
    if (reading.source !== 'ocr') continue;
    const alignment = alignPage(reading.lines, truth);
    out.alignments.push({ file, alignment });
    for (const { read, p, truth: stands } of alignment.judged) {
      out.inside.push({ file, p, right: read === stands, digit: isDigit(read) });
    }
    for (const { read, p } of alignment.outside) out.outside.push({ p, digit: isDigit(read) });
  }
  return out;
}

/** Upper ends of the bins of the reliability table, finer where decisions are made. */
const ENDS = [0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1.000001];

export interface Bin {
  from: number;
  to: number;
  count: number;
  /** Mean probability given, and the share that is right. */
  given: number;
  right: number;
}

/** How often characters of each band of probability are right. */
export function reliability(samples: readonly { p: number; right: boolean }[]): Bin[] {
  return ENDS.map((to, at) => {
    const from = ENDS[at - 1] ?? 0;
    const own = samples.filter(({ p }) => p >= from && p < to);
    const count = own.length;
    const mean = (of: (s: { p: number; right: boolean }) => number) =>
      count ? own.reduce((sum, sample) => sum + of(sample), 0) / count : 0;
    return { from, to: Math.min(1, to), count, given: mean(({ p }) => p), right: mean(({ right }) => +right) };
  });
}

/** The characters given `least` or more: how many, and how many of them are right. */
export function surest(samples: readonly { p: number; right: boolean }[], least = 0.99) {
  const sure = samples.filter(({ p }) => p >= least);
  return { count: sure.length, right: sure.filter(({ right }) => right).length };
}

/** Mean distance between the probability given and the share right, weighed by bin (expected calibration error). */
export function calibrationError(bins: readonly Bin[]): number {
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  return total ? bins.reduce((sum, { count, given, right }) => sum + count * Math.abs(given - right), 0) / total : 0;
}

/** Which character of the truth was read as which; nothing (∅) stands for one passed over or added. */
export function confusions(alignments: readonly Alignment[]): Map<string, number> {
  const found = new Map<string, number>();
  const add = (pair: string) => found.set(pair, (found.get(pair) ?? 0) + 1);
  for (const { judged, missed } of alignments) {
    for (const { read, truth } of judged) if (read !== truth) add(`${truth || '∅'} → ${read}`);
    for (const truth of missed) add(`${truth} → ∅`);
  }
  return new Map([...found].sort(([, a], [, b]) => b - a));
}
