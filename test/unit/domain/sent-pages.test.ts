import { describe, expect, it } from 'vitest';
import type { Letter } from '../../../schemas/record.js';
import { sentPages } from '../../../src/domain/sent-pages.js';
import { citationOf, letterOf } from '../../support/letters.js';

const cites = (reference: string | null, date: string | null, issuer: string | null = null) =>
  citationOf({ reference, date, issuer, text: 'หนังสือ' });
const enclosing = (reference: string, date: string) => ({
  text: 'สำเนาหนังสือ',
  citation: { issuer: null, reference, date, speed: null, text: 'สำเนาหนังสือ' },
  confidence: 1,
  evidence: [],
});
const letter = (first: number, last: number, given: Parameters<typeof letterOf>[0] = {}) =>
  letterOf({ pages: [first, last], ...given });
const attachment = (first: number, last: number) => letter(first, last, { kind: 'attachment' });

const DLA = { ref: 'มท 0810.7/ว 524', date: '2025-01-30' };
const OPDC = { ref: 'นร 1203/ว 18', date: '2025-01-27' };
const cover = (last = 1) =>
  letter(1, last, { ref: 'พร 0023.3/ว 88', date: '2025-02-03', references: [cites('มท 0810.7/ว 524', '2025-01-30')] });
const FOREIGN = { ref: 'พร 0017.1/ว 91', date: '2025-02-03' };

describe('the pages that go with a letter', () => {
  const cases: [what: string, letters: Letter[], ordinal: number, lastPage: number, shared: boolean][] = [
    ['a letter alone', [cover(2)], 0, 2, false],
    ['its attachments', [cover(1), attachment(2, 4)], 0, 4, false],
    ['the letter it cites, with that one’s attachments', [cover(1), letter(2, 3, DLA), attachment(4, 9)], 0, 9, false],
    [
      'what the cited letter cites in its turn',
      [cover(1), letter(2, 3, { ...DLA, enclosures: [enclosing('นร 1203/ว 18', '2025-01-27')] }), letter(4, 5, OPDC)],
      0,
      5,
      false,
    ],
    ['not the next letter of a batch', [cover(1), attachment(2, 3), letter(4, 5, FOREIGN)], 0, 3, false],
    [
      'not what is behind the next letter, though it is cited',
      [cover(1), letter(2, 2, FOREIGN), letter(3, 4, DLA)],
      0,
      1,
      false,
    ],
    ['not the attachments of the next letter', [cover(1), letter(2, 2, FOREIGN), attachment(3, 8)], 0, 1, false],
    [
      'of a letter in the middle, not those before it',
      [letter(1, 1, FOREIGN), letter(2, 3, DLA), attachment(4, 4)],
      1,
      4,
      false,
    ],
    [
      'not a letter of the number cited and another day',
      [cover(1), letter(2, 3, { ...DLA, date: '2024-01-30' })],
      0,
      1,
      false,
    ],
    ['a digit misread on the very day', [cover(1), letter(2, 3, { ...DLA, ref: 'มท 0810.7/ว 525' })], 0, 3, false],
    [
      'not a digit misread on a day that is not known',
      [cover(1), letter(2, 3, { ref: 'มท 0810.7/ว 525', date: null })],
      0,
      1,
      false,
    ],
    [
      'not another number of the same office and day',
      [cover(1), letter(2, 3, { ...DLA, ref: 'มท 0810.7/ว 618' })],
      0,
      1,
      false,
    ],
    [
      'a letter cited by day and issuer alone',
      [
        letter(1, 1, { references: [cites(null, '2025-01-27', 'สำนักงาน ก.พ.ร.')] }),
        letter(2, 2, { date: '2025-01-27', issuer: { name: 'สำนักงาน ก.พ.ร. ', level: 'central', province: null } }),
      ],
      0,
      2,
      false,
    ],
    [
      'not a letter of the day cited by another issuer',
      [
        letter(1, 1, { references: [cites(null, '2025-01-27', 'สำนักงาน ก.พ.ร.')] }),
        letter(2, 2, { date: '2025-01-27', issuer: { name: 'จังหวัดแพร่', level: 'province', province: 'แพร่' } }),
      ],
      0,
      1,
      false,
    ],
    ['two letters on one page', [cover(1), letter(1, 1, FOREIGN)], 0, 1, true],
    ['the next letter on the last page of this one', [cover(2), letter(2, 3, FOREIGN)], 0, 2, true],
    ['a letter that is not there', [cover(1)], 3, 0, true],
  ];
  it.each(cases)('%s', (_, letters, ordinal, lastPage, shared) => {
    expect(sentPages(letters, ordinal)).toEqual({ lastPage, shared });
  });

  it('goes with a letter that linking found, and with what that one was found to cite', () => {
    const letters = [letter(1, 1, FOREIGN), letter(2, 3, DLA), attachment(4, 4), letter(5, 5, OPDC), letter(6, 6)];
    const linked = (...pairs: [number, number][]) => new Map(pairs.map(([from, to]) => [from, new Set([to])]));
    expect(sentPages(letters, 0, linked([0, 1], [1, 3])).lastPage).toBe(5);
    expect(sentPages(letters, 0, linked([0, 1])).lastPage).toBe(4);
    // Cited by the last one, which is not sent.
    expect(sentPages(letters, 0, linked([4, 1])).lastPage).toBe(1);
  });
});
