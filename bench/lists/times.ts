/** Times of a question that a person waits for, and the lines in which they are told. */

interface Times {
  clock: number[];
  processor: number[];
}

/** What takes so many milliseconds is known by two rounds. */
const LONG = 10_000;

/** Asks one question several times: milliseconds on the clock, and of the processor of this process, in which other work on the machine does not count. */
export async function timesOf<T>(rounds: number, ask: () => Promise<T>): Promise<Times & { answer: T }> {
  const clock: number[] = [];
  const processor: number[] = [];
  for (let round = 0; ; round++) {
    const start = performance.now();
    const before = process.cpuUsage();
    const answer = await ask();
    const { user, system } = process.cpuUsage(before);
    clock.push(performance.now() - start);
    processor.push((user + system) / 1000);
    if (round + 1 >= rounds || (round > 0 && clock[round]! > LONG)) return { clock, processor, answer };
  }
}

const at = (times: readonly number[], share: number) =>
  [...times]
    .sort((a, b) => a - b)
    [Math.min(times.length - 1, Math.floor(times.length * share))]!.toFixed(1)
    .padStart(9);

const WIDTH = 44;
export const timesHead = `${'milliseconds, clock and processor'.padEnd(WIDTH)}      p50      p95         p50      p95   in all`;

/** A line of the table; `held`: how many a list holds in all. */
export const timesLine = (name: string, { clock, processor }: Times, held: number) =>
  `${name.padEnd(WIDTH)}${at(clock, 0.5)}${at(clock, 0.95)}   ${at(processor, 0.5)}${at(processor, 0.95)}${String(held).padStart(9)}`;
