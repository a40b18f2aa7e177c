/** Spans of days told by few numbers, pure. Nothing is said of samples that are too small to say it. */

/** The value below which a part of a sorted sample lies, between two of it by their distance. */
export function quantile(sorted: readonly number[], part: number): number {
  const at = (sorted.length - 1) * Math.min(1, Math.max(0, part));
  const [low, high] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
  return low + (high - low) * (at - Math.floor(at));
}

export const ascending = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

/** Number, middle (null of fewer than `fewest`) and longest. */
export function spreadOf(
  values: readonly number[],
  fewest: number,
): { n: number; median: number | null; worst: number | null } {
  const sorted = ascending(values);
  return {
    n: sorted.length,
    median: sorted.length < fewest ? null : quantile(sorted, 0.5),
    worst: sorted.at(-1) ?? null,
  };
}

/** Student's t, 90th percentile, by degrees of freedom from 1. */
const T90 = [3.078, 1.886, 1.638, 1.533, 1.476, 1.44, 1.415, 1.397];

/** A sample at least so large gives the span by its own order. */
const BY_ORDER = 9;

export interface Span {
  early: number;
  middle: number;
  late: number;
}

/**
 * From where to where the next value will lie in 80 of 100 cases, and the middle, by a sample of days (0 and more, five of them at least). Of nine and
 * more the next one lies between the i-th and j-th in (j − i) of n + 1 cases, whatever their distribution (order statistics). Of fewer the ends
 * are not far enough apart for that: there it is the span of a new value under a normal distribution of the logarithms, since waiting has a long
 * tail; it is wide, as little is known.
 */
export function nextSpan(values: readonly number[]): Span {
  const sorted = ascending(values);
  const n = sorted.length;
  const middle = quantile(sorted, 0.5);
  if (n >= BY_ORDER) {
    const outside = (0.1 * (n + 1) - 1) / (n - 1);
    return { early: quantile(sorted, outside), middle, late: quantile(sorted, 1 - outside) };
  }
  const logs = sorted.map((value) => Math.log(value + 1));
  const mean = logs.reduce((sum, one) => sum + one, 0) / n;
  const variance = logs.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (n - 1);
  const reach = T90[n - 2]! * Math.sqrt(variance * (1 + 1 / n));
  return {
    early: Math.max(0, Math.min(sorted[0]!, Math.exp(mean - reach) - 1)),
    middle,
    late: Math.max(sorted.at(-1)!, Math.exp(mean + reach) - 1),
  };
}

/** The span of a sum of waits that do not depend on each other: their reaches add up as their squares do. */
export function summedSpan(spans: readonly Span[]): Span {
  const middle = spans.reduce((sum, one) => sum + one.middle, 0);
  const reach = (of: (span: Span) => number) => Math.sqrt(spans.reduce((sum, one) => sum + of(one) ** 2, 0));
  return {
    early: Math.max(0, middle - reach((one) => one.middle - one.early)),
    middle,
    late: middle + reach((one) => one.late - one.middle),
  };
}
