import { calibrated, type FieldCalibration, logit } from '../../src/domain/confidence.js';

/** One value that was given: the field, how sure its rule was, and whether it is right. */
export interface FieldSample {
  /** Where it was read: folds are made of files. */
  file: string;
  field: string;
  given: number;
  right: boolean;
}

/** How strongly a fit is held to "as the rule says", in values: few values move it little, many move it as they are. */
const HOLD = 1;
const STEPS = 50;

/**
 * Logistic regression of being right on ln(s / (1 - s)) by Newton's method, held to slope 1 and shift 0 (ridge). A field with few
 * values keeps nearly what its rule gives, one with many gets what was measured; the slope stays above 0, so that what a
 * rule thinks surer stays surer. One value right and one wrong are added (Laplace), so that n of n right gives (n + 1) / (n + 2).
 */
export function fitLogistic(own: readonly Pick<FieldSample, 'given' | 'right'>[]): { slope: number; shift: number } {
  const middle = own.reduce((sum, { given }) => sum + given, 0) / Math.max(1, own.length);
  const samples = [...own, ...(own.length ? [true, false].map((right) => ({ given: middle, right })) : [])];
  let [slope, shift] = [1, 0];
  for (let step = 0; step < STEPS; step++) {
    let [g0, g1, h00, h01, h11] = [HOLD * (slope - 1), HOLD * shift, HOLD, 0, HOLD];
    for (const { given, right } of samples) {
      const x = logit(given);
      const p = 1 / (1 + Math.exp(-(slope * x + shift)));
      const w = p * (1 - p);
      g0 += (p - +right) * x;
      g1 += p - +right;
      h00 += w * x * x;
      h01 += w * x;
      h11 += w;
    }
    const determinant = h00 * h11 - h01 * h01;
    const [d0, d1] = [(g0 * h11 - g1 * h01) / determinant, (g1 * h00 - g0 * h01) / determinant];
    slope = Math.max(0.05, slope - d0);
    shift -= d1;
    if (Math.abs(d0) + Math.abs(d1) < 1e-9) break;
  }
  return { slope: round(slope), shift: round(shift) };
}

const round = (value: number) => Math.round(value * 1e4) / 1e4;

/** A table for all fields of the samples. */
export function fitFields(samples: readonly FieldSample[]): FieldCalibration {
  const fields = [...new Set(samples.map(({ field }) => field))].sort();
  return Object.fromEntries(
    fields.map((field) => [field, fitLogistic(samples.filter((sample) => sample.field === field))]),
  );
}

/** Each sample with the probability that a table fitted on the other folds gives it; a file is never on both sides. */
export function crossFitted(samples: readonly FieldSample[], folds: number): (FieldSample & { p: number })[] {
  const files = [...new Set(samples.map(({ file }) => file))].sort();
  const foldOf = new Map(files.map((file, at) => [file, at % folds]));
  return Array.from({ length: folds }, (_, fold) => {
    const table = fitFields(samples.filter(({ file }) => foldOf.get(file) !== fold));
    return samples
      .filter(({ file }) => foldOf.get(file) === fold)
      .map((sample) => ({ ...sample, p: calibrated(sample.field, sample.given, table) }));
  }).flat();
}
