import { describe, expect, it } from 'vitest';
import type { TextLine } from '../../../src/reading/recognise/baseline.js';
import { doubtEnds } from '../../../src/reading/recognise/broken-off.js';
import type { ReadLine } from '../../../src/reading/recognise/read-lines.js';

const line = (x0: number, x1: number): TextLine => ({ x0, x1, xHeight: 10 }) as TextLine;
/** A line of a page 1000 px wide, from 100 to 200; what was read of it lies between `x0` and `x1`. */
const read = (x0: number, x1: number): ReadLine => ({
  place: line(100, 200),
  line: {
    text: 'กข คง',
    bbox: null,
    confidence: 1,
    chars: { p: [1, 1, 1, 1, 1], x0: [x0, 0.12, 0.14, 0.15, 0.16], x1: [0.12, 0.14, 0.15, 0.16, x1] },
  },
});

describe('doubtEnds', () => {
  it.each([
    ['an end that was not read', read(0.1, 0.17), undefined, [1, 1, 1, 0.5, 0.5]],
    ['a beginning that was not read', read(0.13, 0.2), undefined, [0.5, 0.5, 1, 1, 1]],
    ['an end that was cut off', read(0.1, 0.2), line(100, 300), [1, 1, 1, 0.5, 0.5]],
    ['neither end where all was read', read(0.1, 0.2), line(98, 203), [1, 1, 1, 1, 1]],
  ])('lowers the word at %s', (_, given, whole, p) => {
    doubtEnds(given, 1000, whole);
    expect(given.line.chars!.p).toEqual(p);
    expect(given.line.confidence).toBeCloseTo(p.reduce((sum, v) => sum + v) / p.length);
  });
});
