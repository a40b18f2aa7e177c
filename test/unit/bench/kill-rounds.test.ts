import { describe, expect, it } from 'vitest';
import { compare, type Stored } from '../../../bench/kill-rounds.js';

const [a, b] = ['a'.repeat(64), 'b'.repeat(64)];
const calm: Stored = {
  at: 'stored',
  records: [
    { sha256: a, receipt: 1, record: { letters: [1] } },
    { sha256: b, receipt: 2, record: { letters: [] } },
  ],
  relay: { families: [] },
  deadlines: [],
};
const [first, second] = calm.records as [Stored['records'][number], Stored['records'][number]];

describe('the comparison after kills', () => {
  it('finds nothing where nothing differs', () => {
    expect(compare(structuredClone(calm), calm, new Set([a, b]))).toEqual([]);
  });
  it.each([
    ['a lost upload', { records: [first] }, ['bbbbbbbb has 0 records', 'records differ']],
    ['a record twice', { records: [first, second, second] }, ['bbbbbbbb has 2 records', 'records differ']],
    ['another text', { records: [{ ...first, record: { letters: [2] } }, second] }, ['records differ']],
    ['another receipt', { records: [{ ...first, receipt: 3 }, second] }, ['records differ']],
    ['another family', { relay: { families: [1] } }, ['relay differ']],
    ['another deadline', { deadlines: [1] }, ['deadlines differ']],
  ])('finds %s', (_, change, faults) => {
    expect(compare({ ...calm, ...change }, calm, new Set([a, b]))).toEqual(faults);
  });
});
