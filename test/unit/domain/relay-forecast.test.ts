import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/domain/calendar.js';
import { forecast, wayOf } from '../../../src/domain/relay/forecast.js';
import { nextSpan, quantile, spreadOf } from '../../../src/domain/relay/spread.js';

/** Numbers between 0 and 1 that are the same in every run (mulberry32). */
function randoms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Days of a hop: most within two weeks, some of a drawer's length. */
const WAITS = {
  drawer: (random: () => number) => Math.round(Math.exp(1.6 + 0.8 * gauss(random))),
  even: (random: () => number) => Math.floor(random() * 18) + 1,
  'two kinds': (random: () => number) =>
    random() < 0.8 ? 2 + Math.floor(random() * 5) : 20 + Math.floor(random() * 20),
};
const gauss = (random: () => number) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** How often the day on which it came lay within the span, by forecasts from `past` made-up matters. */
function covered(wait: (random: () => number) => number, past: number, waited: number, rounds = 4000) {
  const random = randoms(7);
  const hits = { district: 0, local: 0 };
  let told = 0;
  for (let round = 0; round < rounds; round++) {
    const sample = () => Array.from({ length: past }, () => wait(random));
    const hops = new Map([
      [wayOf('central', 'province'), sample()],
      [wayOf('province', 'district'), sample()],
    ]);
    let first = wait(random);
    while (first < waited) first = wait(random);
    const day = { district: first, local: first + wait(random) };
    const asOf = addDays('2025-01-06', waited);
    const steps = forecast({ level: 'central', date: '2025-01-06', asOf, waited }, hops, 5);
    if (steps.some(({ days }) => days === null)) continue;
    told++;
    for (const { level, days } of steps) {
      const came = addDays('2025-01-06', day[level as 'district' | 'local']);
      if (days!.early <= came && came <= days!.late) hits[level as 'district' | 'local']++;
    }
  }
  return { told, district: hits.district / told, local: hits.local / told };
}

describe('the forecast of arrivals', () => {
  for (const [name, wait] of Object.entries(WAITS)) {
    it.each([
      [6, 0],
      [12, 0],
      [40, 0],
      [40, 4],
    ])(`covers about 80 of 100 matters (waits: ${name}, %i past hops, %i days waited)`, (past, waited) => {
      const { told, district, local } = covered(wait, past, waited);
      expect(told).toBeGreaterThan(500);
      // Whole days: a span takes in the days at both of its ends.
      expect(district).toBeGreaterThan(0.77);
      expect(district).toBeLessThan(0.93);
      expect(local).toBeGreaterThan(0.75);
      expect(local).toBeLessThan(0.93);
    });
  }

  const past = (...days: number[]) => new Map([[wayOf('central', 'province'), days]]);
  const from = { level: 'central', date: '2025-01-06', asOf: '2025-01-06', waited: 0 } as const;

  it('gives no day from fewer than five hops, nor where fewer than five took longer than it has waited', () => {
    expect(forecast(from, past(3, 4, 5, 6), 5)[0]).toEqual({ level: 'district', n: 4, days: null });
    expect(forecast(from, new Map(), 5).map(({ n, days }) => [n, days])).toEqual([
      [0, null],
      [0, null],
    ]);
    const late = { ...from, asOf: '2025-01-26', waited: 20 };
    expect(forecast(late, past(3, 4, 5, 6, 7, 8, 21, 22), 5)[0]).toEqual({ level: 'district', n: 2, days: null });
  });

  it('gives no day that is past', () => {
    const waits = past(...Array.from({ length: 30 }, (_, i) => i + 1));
    const [step] = forecast({ ...from, asOf: '2025-01-16', waited: 10 }, waits, 5);
    expect(step!.days!.early >= '2025-01-16').toBe(true);
    expect(step!.n).toBe(21);
  });

  it('has nothing to say of the lowest levels, and of bodies outside the line', () => {
    expect(forecast({ ...from, level: 'district' }, past(1, 2, 3, 4, 5), 5)).toEqual([]);
    expect(forecast({ ...from, level: 'other' }, past(1, 2, 3, 4, 5), 5)).toEqual([]);
  });
});

describe('spans of days', () => {
  it('take the middle and the ends of a sample', () => {
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(spreadOf([9, 1, 4], 3)).toEqual({ n: 3, median: 4, worst: 9 });
    // The first and the last of nine have the tenth between them eight times in ten.
    expect(nextSpan([9, 8, 7, 6, 5, 4, 3, 2, 1])).toEqual({ early: 1, middle: 5, late: 9 });
  });

  it('give no middle of fewer than are asked for, and still their number and the longest', () => {
    expect(spreadOf([9, 1], 3)).toEqual({ n: 2, median: null, worst: 9 });
    expect(spreadOf([], 3)).toEqual({ n: 0, median: null, worst: null });
  });
});
