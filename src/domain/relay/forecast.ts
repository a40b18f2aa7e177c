import type { Level } from '../../../schemas/matters.js';
import { addDays } from '../calendar.js';
import { nextSpan, type Span, summedSpan } from './spread.js';

/** The levels that a circular comes down by, from above. */
export const WAY_DOWN = ['central', 'province', 'district', 'local'] as const satisfies readonly Level[];

/** Days from a letter of a level to that of the next one, as they were. */
export type PastHops = ReadonlyMap<string, readonly number[]>;
export const wayOf = (from: Level, to: Level): string => `${from} ${to}`;

export interface ForecastDay {
  level: Level;
  /** Hops of the past that it rests on, of the way of which there are fewest. */
  n: number;
  /** ISO; null where there are too few. */
  days: { early: string; middle: string; late: string } | null;
}

/**
 * When a matter will come to the levels below, where `level` wrote last, on `date`, and nobody has carried it on by `asOf`. It comes to a
 * level when the one above it writes: to the next one it has come. Of the hops of the past only those count that took longer than it has
 * waited already; `fewest` of them are needed for each way.
 */
export function forecast(
  { level, date, asOf, waited }: { level: Level; date: string; asOf: string; waited: number },
  past: PastHops,
  fewest: number,
): ForecastDay[] {
  const at = WAY_DOWN.indexOf(level as (typeof WAY_DOWN)[number]);
  if (at < 0) return [];
  const spans: Span[] = [];
  let n = Number.POSITIVE_INFINITY;
  return WAY_DOWN.slice(at + 2).map((target, i): ForecastDay => {
    const way = past.get(wayOf(WAY_DOWN[at + i]!, WAY_DOWN[at + i + 1]!)) ?? [];
    const open = i === 0 ? way.filter((days) => days >= waited) : way;
    n = Math.min(n, open.length);
    if (n < fewest) return { level: target, n, days: null };
    spans.push(nextSpan(open));
    const span = summedSpan(spans);
    const day = (days: number) => {
      const found = addDays(date, days);
      return found < asOf ? asOf : found;
    };
    const days = {
      early: day(Math.floor(span.early)),
      middle: day(Math.round(span.middle)),
      late: day(Math.ceil(span.late)),
    };
    return { level: target, n, days };
  });
}
