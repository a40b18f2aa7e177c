import { describe, expect, it } from 'vitest';
import { align } from '../../../src/reading/align.js';

const of = (a: string, b: string) => align([...a], [...b]);

describe('align', () => {
  it.each([
    ['กขค', 'กขค', 0, [0, 1, 2]],
    ['กขค', 'กxค', 1, [0, 1, 2]],
    ['กขค', 'กค', 1, [0, -1, 1]],
    ['กค', 'กขค', 1, [0, 2]],
    ['กข', '', 2, [-1, -1]],
    ['', 'กข', 2, []],
  ])('puts %j beside %j', (a, b, edits, places) => expect(of(a, b)).toEqual({ edits, places }));

  it('counts the fewest changes whatever they are', () => {
    expect(of('kitten', 'sitting').edits).toBe(3);
  });
});
