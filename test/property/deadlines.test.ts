import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deadline } from '../../schemas/record.js';
import { addDays } from '../../src/domain/calendar.js';
import { formatThaiDate } from '../../src/domain/dates.js';
import { findDeadlines } from '../../src/domain/deadlines.js';
import { findRelay } from '../../src/domain/relay-text.js';
import { CUES } from '../../src/domain/tables/deadline-cues.js';
import { TRIGGERS } from '../../src/domain/tables/deadline-triggers.js';
import { URGENCY } from '../../src/domain/tables/deadline-words.js';
import { plainText } from '../support/plain-text.js';

const words = [
  ...Object.values(TRIGGERS).flat(),
  ...Object.values(CUES).flat(),
  ...URGENCY,
  'วันที่',
  '๕',
  '28',
  'มีนาคม',
  'ก.พ.',
  '๒๕๖๘',
  'เวลา ๑๖.๓๐ น.',
  'นับแต่วันที่ได้รับหนังสือ',
  '๑๕ วัน',
  'ของทุกเดือน',
  'กรมการปกครองแจ้งว่า',
  'จากเดิม',
  '-',
  ' ',
  '\n',
];
const sentence = fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((parts) => parts.join(''));
const anything = fc.oneof(sentence, fc.string({ unit: 'grapheme', maxLength: 200 }));
const input = (text: string, letterDate: string | null = '2025-02-01') => ({
  body: plainText(text),
  letterDate,
  kind: 'external' as const,
  issuer: null,
  recipients: [],
});
const future = fc.integer({ min: 0, max: 3000 }).map((days) => addDays('2025-02-01', days));

describe('deadlines', () => {
  it('never throw, fit the contract, and stand in the text', () => {
    fc.assert(
      fc.property(anything, fc.constantFrom('2025-02-01', null), (text, letterDate) => {
        for (const found of findDeadlines(input(text, letterDate))) {
          deadline.parse(found);
          if (found.date !== null && letterDate !== null) expect(found.date >= letterDate).toBe(true);
          for (const place of found.evidence) expect(text).toContain(place.text);
        }
        findRelay({ body: plainText(text), issuer: null });
      }),
      { numRuns: 400 },
    );
  });

  it('read every day after ภายในวันที่, and the day before it after ก่อนวันที่', () => {
    fc.assert(
      fc.property(future, (iso) => {
        const within = findDeadlines(input(`ขอให้รายงานผลภายในวันที่ ${formatThaiDate(iso)}`));
        expect(within).toMatchObject([{ date: iso, kind: 'due', binds: 'recipient' }]);
        const before = findDeadlines(input(`ขอให้รายงานผลก่อนวันที่ ${formatThaiDate(iso)}`));
        const day = addDays(iso, -1);
        expect(before.map(({ date }) => date)).toEqual(day >= '2025-02-01' ? [day] : []);
      }),
    );
  });

  it('list a date once however often it is said', () => {
    fc.assert(
      fc.property(future, fc.integer({ min: 1, max: 30 }), (iso, times) => {
        const text = `ขอให้รายงานผลภายในวันที่ ${formatThaiDate(iso)}\n`.repeat(times);
        expect(findDeadlines(input(text))).toHaveLength(1);
      }),
    );
  });
});
