import { describe, expect, it } from 'vitest';
import { crossFitted, type FieldSample, fitLogistic } from '../../../bench/confidence/fit.js';
import { judgeFile } from '../../../bench/confidence/samples.js';
import type { Letter } from '../../../schemas/record.js';
import { composeLetters } from '../../../src/domain/compose.js';
import { calibrated } from '../../../src/domain/confidence.js';
import { textPages } from '../../support/text-pages.js';

const samples = (count: number, right: number, given: number, file = 'a'): FieldSample[] =>
  Array.from({ length: count }, (_, i) => ({ file: `${file}${i % 10}`, field: 'date', given, right: i < right }));

describe('fitting measured confidences', () => {
  it('gives what was measured where many values speak', () => {
    const fit = fitLogistic(samples(2000, 1600, 0.95));
    expect(calibrated('date', 0.95, { date: fit })).toBeCloseTo(0.8, 2);
  });

  it('keeps to the rule where few values speak', () => {
    const fit = fitLogistic(samples(3, 3, 0.6));
    expect(fit.slope).toBeCloseTo(1, 0);
    expect(Math.abs(fit.shift)).toBeLessThan(1);
  });

  it('is never certain: where all of 500 were right, 501 of 502', () => {
    expect(calibrated('date', 0.98, { date: fitLogistic(samples(500, 500, 0.98)) })).toBeCloseTo(501 / 502, 3);
  });

  it('gives a value what the other files say, not its own', () => {
    const bad = samples(40, 0, 0.95, 'bad').map((sample) => ({ ...sample, file: 'bad' }));
    const fitted = crossFitted([...bad, ...samples(360, 360, 0.95)], 2);
    const own = fitted.find(({ file }) => file === 'bad')!;
    expect(own.p).toBeGreaterThan(0.95);
    expect(fitted.filter(({ p }) => p < 0.9).length).toBeGreaterThan(0);
  });
});

describe('judging values by a truth', () => {
  const text = 'ที่ มท ๐๘๑๐.๗/ว ๕๒๔\n๒๗ มกราคม ๒๕๖๘\nเรื่อง การประชุม\nเรียน นายอำเภอ ทุกอำเภอ\nด้วยเป็นการดี\nขอแสดงความนับถือ';
  const read = composeLetters(textPages(text), { today: null, calibration: {} });
  const truth = {
    kind: 'external' as const,
    reference: 'มท 0810.7/ว 524',
    date: '2025-01-27',
    subject: 'การประชุม',
    deadlines: [],
  };
  const of = (judged: ReturnType<typeof judgeFile>, field: string) =>
    judged.filter((one) => one.field === field).map(({ right }) => right);

  it('is right value by value; what the truth leaves out is not judged', () => {
    const judged = judgeFile([{ ...truth, date: '2025-01-28' }], read);
    expect(of(judged, 'reference')).toEqual([true]);
    expect(of(judged, 'date')).toEqual([false]);
    expect(of(judged, 'issuer')).toEqual([]);
    expect(of(judged, 'deadlines, none')).toEqual([true]);
  });

  it('takes an empty list for wrong where the truth has a deadline', () => {
    const judged = judgeFile([{ ...truth, deadlines: [{ date: '2025-02-01' }] }], read);
    expect(of(judged, 'deadlines, none')).toEqual([false]);
  });

  it('takes all of a letter that is none for wrong', () => {
    const judged = judgeFile([], read as Letter[]);
    expect(judged.length).toBeGreaterThan(4);
    expect(judged.every(({ right }) => !right)).toBe(true);
  });
});
