import { between } from '../../src/reading/recognise/calibrate.js';
import { calibrationError, reliability, type Sample, surest } from './calibration.js';

/** A table of probabilities given and shares right, both rising. */
export type Points = [given: number, right: number][];

/** Lower ends of the steps within which characters are counted together, finer towards 1, where nearly all of them lie. */
const STEPS = [
  0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.985, 0.99, 0.993, 0.995, 0.997, 0.998,
  0.999, 0.9995, 0.9998,
];
/** A step with fewer characters says little: it is counted with the next one. */
const LEAST = 40;

interface Block {
  count: number;
  right: number;
  given: number;
}

/** Half a character right and half a one wrong are added to each step, so that none is ever certain. */
const share = ({ count, right }: Block) => (right + 0.5) / (count + 1);
const joined = (a: Block, b: Block): Block => ({
  count: a.count + b.count,
  right: a.right + b.right,
  given: a.given + b.given,
});

/** Isotonic regression (pool adjacent violators) of being right on the probability given, over the steps. */
export function fitIsotonic(samples: readonly Sample[]): Points {
  const steps = STEPS.map((): Block => ({ count: 0, right: 0, given: 0 }));
  for (const { p, right } of samples) {
    const step = steps[STEPS.findLastIndex((least) => p >= least)]!;
    step.count++;
    step.right += +right;
    step.given += p;
  }
  const full: Block[] = [];
  for (const step of steps) {
    const last = full.at(-1);
    if (last && last.count < LEAST) full[full.length - 1] = joined(last, step);
    else full.push(step);
  }
  // What is left of the highest steps goes to the one below.
  const left = full.at(-1)!;
  if (left.count < LEAST && full.length > 1) full.splice(-2, 2, joined(full.at(-2)!, left));
  const pooled: Block[] = [];
  for (const block of full.filter(({ count }) => count > 0)) {
    pooled.push(block);
    while (pooled.length > 1 && share(pooled.at(-2)!) >= share(pooled.at(-1)!)) {
      pooled.splice(-2, 2, joined(pooled.at(-2)!, pooled.at(-1)!));
    }
  }
  return pooled.map((block) => [round(block.given / block.count), round(share(block))]);
}

const round = (value: number) => Math.round(value * 1e5) / 1e5;

/** How well probabilities tell what is right: smaller is better but for `sure`. */
export interface Quality {
  logLoss: number;
  error: number;
  sure: { count: number; right: number };
}

export function qualityOf(samples: readonly { p: number; right: boolean }[]): Quality {
  const loss = samples.reduce((sum, { p, right }) => {
    const q = Math.min(0.9999, Math.max(0.0001, p));
    return sum - Math.log(right ? q : 1 - q);
  }, 0);
  return {
    logLoss: loss / Math.max(1, samples.length),
    error: calibrationError(reliability(samples)),
    sure: surest(samples),
  };
}

/** Each sample with the probability that a table fitted on the other folds gives it. A file is never on both sides. */
export function crossFitted(samples: readonly Sample[], folds: number): Sample[] {
  const files = [...new Set(samples.map(({ file }) => file))].sort();
  const foldOf = new Map(files.map((file, at) => [file, at % folds]));
  return Array.from({ length: folds }, (_, fold) => {
    const points = fitIsotonic(samples.filter(({ file }) => foldOf.get(file) !== fold));
    return samples
      .filter(({ file }) => foldOf.get(file) === fold)
      .map((sample) => ({ ...sample, p: between(points, sample.p) }));
  }).flat();
}
