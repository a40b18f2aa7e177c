import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../shared/package-root.js';

/**
 * How often characters are right that the network gives a probability: pairs of the two, rising, digits apart from the rest. It belongs
 * to one model (`model` is its sha256) and is made by scripts/calibrate.
 */
export interface Calibration {
  model: string;
  digits: [given: number, right: number][];
  others: [given: number, right: number][];
}

/** Where the table lies, beside the model. */
export const CALIBRATION = join(packageRoot, 'src/reading/model/calibration.json');

let table: Calibration | null | undefined;

/** Reads on with another table, with the network's own probabilities (null), or with the model's table again (undefined): for measuring. */
export function useCalibration(other: Calibration | null | undefined): void {
  table = other;
}

/** How likely a character is right to which the network gives `p`. */
export function calibrated(p: number, digit: boolean): number {
  if (table === undefined) table = JSON.parse(readFileSync(CALIBRATION, 'utf8')) as Calibration;
  return table ? between(digit ? table.digits : table.others, p) : p;
}

/** The value at `x` of the line through the points; level before the first and after the last. */
export function between(points: readonly [number, number][], x: number): number {
  const at = points.findIndex(([given]) => given >= x);
  const [x1, y1] = points[at < 0 ? points.length - 1 : at] ?? [x, x];
  const [x0, y0] = points[at - 1] ?? [x1, y1];
  return at < 0 || x1 === x0 ? y1 : y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
}
