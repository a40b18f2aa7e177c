/** Milliseconds of the processor that some work takes; what else runs on the machine counts little. */
export function processorMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  return process.cpuUsage(before).user / 1000;
}

/**
 * How many times as long the second piece of work takes as the first, the least of a few tries: what grows with the square of its length does so in each of them, what a
 * busy machine adds it adds to some.
 */
export function growth(short: () => unknown, long: () => unknown): number {
  const tries = Array.from({ length: 4 }, () => processorMs(long) / Math.max(processorMs(short), 10));
  return Math.min(...tries);
}
