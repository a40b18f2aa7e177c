import { describe, expect, it } from 'vitest';
import type { Sample } from '../../../bench/read/calibration.js';
import { crossFitted, fitIsotonic, qualityOf } from '../../../bench/read/fit.js';
import { between } from '../../../src/reading/recognise/calibrate.js';

/** `count` characters given `p`, of which `right` are right, over ten files. */
const given = (p: number, count: number, right: number): Sample[] =>
  Array.from({ length: count }, (_, at) => ({ file: `f${at % 10}`, p, right: at < right, digit: false }));

describe('the calibration', () => {
  it('learns how often characters of a probability are right', () => {
    const points = fitIsotonic([...given(0.75, 1000, 500), ...given(0.9999, 9000, 8991)]);
    expect(between(points, 0.75)).toBeCloseTo(0.5, 2);
    expect(between(points, 0.9999)).toBeCloseTo(0.999, 3);
    expect(between(points, 0.9)).toBeGreaterThan(0.5);
    expect(between(points, 0.9)).toBeLessThan(0.999);
  });

  it('never falls, whatever the samples say', () => {
    const points = fitIsotonic([...given(0.35, 200, 190), ...given(0.75, 200, 20), ...given(0.96, 200, 150)]);
    const values = Array.from({ length: 101 }, (_, at) => between(points, at / 100));
    expect(values).toEqual([...values].sort((a, b) => a - b));
  });

  it('is never certain', () => {
    const points = fitIsotonic(given(0.99999, 500, 500));
    expect(between(points, 1)).toBeLessThan(1);
    expect(between(points, 1)).toBeGreaterThan(0.998);
  });

  it('lets a few characters say nothing of their own', () => {
    const points = fitIsotonic([...given(0.45, 3, 0), ...given(0.97, 500, 480)]);
    expect(points).toHaveLength(1);
  });

  it('judges each file by what the other files say', () => {
    // One file alone is wrong throughout: its own table would say so, the others' does not.
    const samples = [
      ...given(0.999, 900, 900).filter(({ file }) => file !== 'f0'),
      ...given(0.999, 100, 0).map((s) => ({ ...s, file: 'f0' })),
    ];
    const own = crossFitted(samples, 10).filter(({ file }) => file === 'f0');
    expect(own).toHaveLength(100);
    for (const { p } of own) expect(p).toBeGreaterThan(0.99);
  });

  it('is better the nearer it is to the truth', () => {
    const samples = given(0.95, 1000, 600);
    const told = samples.map((sample) => ({ ...sample, p: 0.6 }));
    expect(qualityOf(told).logLoss).toBeLessThan(qualityOf(samples).logLoss);
    expect(qualityOf(told).error).toBeCloseTo(0, 5);
    expect(qualityOf(samples).error).toBeCloseTo(0.35, 5);
  });
});

describe('a line through points', () => {
  it('is level at both ends and straight between', () => {
    const points: [number, number][] = [
      [0.2, 0.1],
      [0.6, 0.9],
    ];
    expect([0, 0.2, 0.4, 0.6, 1].map((x) => Number(between(points, x).toFixed(9)))).toEqual([0.1, 0.1, 0.5, 0.9, 0.9]);
  });
});
