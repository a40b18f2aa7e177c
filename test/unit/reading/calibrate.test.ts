import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { CALIBRATION, type Calibration, calibrated, useCalibration } from '../../../src/reading/recognise/calibrate.js';
import { packageRoot } from '../../../src/shared/package-root.js';

const table = JSON.parse(readFileSync(CALIBRATION, 'utf8')) as Calibration;

describe('the calibration of the model', () => {
  afterEach(() => useCalibration(undefined));

  it('belongs to the model beside it: run scripts/calibrate for a new one', () => {
    const model = readFileSync(join(packageRoot, 'src/reading/model/recogniser.int8.onnx'));
    expect(table.model).toBe(createHash('sha256').update(model).digest('hex'));
  });

  it.each(['digits', 'others'] as const)('of %s rises and is never certain', (kind) => {
    const points = table[kind];
    expect(points.length).toBeGreaterThan(1);
    for (const [at, [given, right]] of points.entries()) {
      expect(given).toBeGreaterThan(points[at - 1]?.[0] ?? 0);
      expect(right).toBeGreaterThan(points[at - 1]?.[1] ?? 0);
      expect(right).toBeLessThan(1);
    }
  });

  it('takes digits apart from other characters', () => {
    useCalibration({
      model: '',
      digits: [
        [0.5, 0.1],
        [1, 0.9],
      ],
      others: [
        [0.5, 0.4],
        [1, 0.99],
      ],
    });
    expect([calibrated(0.5, true), calibrated(0.5, false), calibrated(1, true)]).toEqual([0.1, 0.4, 0.9]);
  });

  it('can be left out', () => {
    useCalibration(null);
    expect(calibrated(0.123, true)).toBe(0.123);
  });
});
