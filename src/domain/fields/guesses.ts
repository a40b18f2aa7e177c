import { rounded } from '../confidence.js';
import { SURE } from '../labels.js';
import type { DocLine } from '../lines.js';
import type { Field } from './field.js';

/** A person chooses among a few; further guesses are hardly ever right. */
const MOST_GUESSES = 4;
/** Two characters may be misread in one number, hardly ever more. */
const MOST_CHANGES = 2;

interface Guess {
  text: string;
  p: number;
}

/** Whether any character from `start` to `end` of a line was written by hand. */
export function isHandwritten({ line, origin }: DocLine, start: number, end: number): boolean {
  return origin.slice(start, end).some((at) => (line.handwritten ?? []).some((h) => at >= h.start && at < h.end));
}

/**
 * A doubted field with the other values that its characters may be: each character that the reader nearly took for another is read as that
 * other one. `read` gives the value of a whole line, null where it has none.
 */
export function guessed<T>(
  field: Field<T>,
  line: DocLine,
  start: number,
  end: number,
  read: (text: string) => unknown,
): Field<T> {
  if (field.confidence >= SURE) return field;
  const own = read(line.text);
  const values = new Map<unknown, number>();
  for (const { text, p } of otherReadings(line, start, end)) {
    const value = read(text);
    if (value !== null && value !== own) values.set(value, Math.max(values.get(value) ?? 0, p));
  }
  if (values.size === 0) return field;
  const best = [...values].sort((a, b) => b[1] - a[1]).slice(0, MOST_GUESSES);
  const rest = 1 - field.confidence;
  const alternatives = best.map(([value, p]) => ({ value, confidence: rounded(rest * p), why: 'similar characters' }));
  return { ...field, alternatives: [...(field.alternatives ?? []), ...alternatives] };
}

/** The line with one or two characters from `start` to `end` read otherwise, and how likely that is beside the reading that stands. */
function otherReadings({ text, origin, line }: DocLine, start: number, end: number): Guess[] {
  let readings: (Guess & { last: number })[] = [{ text, p: 1, last: start - 1 }];
  const out: Guess[] = [];
  for (let change = 0; change < MOST_CHANGES; change++) {
    readings = readings.flatMap((reading) =>
      (line.alternatives ?? []).flatMap((other) => {
        const at = origin.indexOf(other.start);
        if (at <= reading.last || at >= end || other.end !== other.start + 1 || other.text.length !== 1) return [];
        return [
          {
            text: reading.text.slice(0, at) + other.text + reading.text.slice(at + 1),
            p: reading.p * other.confidence,
            last: at,
          },
        ];
      }),
    );
    out.push(...readings);
  }
  return out;
}
