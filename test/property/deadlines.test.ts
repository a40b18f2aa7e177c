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
import { fc } from '../support/property.js';

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

  it('put a new day in place of the old one in every form, and never leave the old one to be met', () => {
    const forms: readonly ((old: string, day: string) => string)[] = [
      (old, day) => `ขยายระยะเวลาการส่งรายงาน จากเดิมภายในวันที่ ${old} เป็นภายในวันที่ ${day}`,
      (old, day) => `ขยายเวลาการส่งรายงานจากวันที่ ${old} ออกไปจนถึงวันที่ ${day}`,
      (old, day) => `ขยายเวลาส่งผลงานถึงวันที่ ${day} (เดิมวันที่ ${old})`,
      (old, day) => `ตามที่ให้ส่งรายงานภายในวันที่ ${old} นั้น จึงขอขยายเวลาออกไปถึงวันที่ ${day}`,
      (old, day) => `ขอเลื่อนการประชุมจากเดิมวันที่ ${old} เป็นวันที่ ${day} เวลา ๐๙.๐๐ น. ขอเชิญท่านเข้าร่วม`,
      (old, day) => `ตามที่ได้เชิญท่านเข้าร่วมประชุมในวันที่ ${old} นั้น\nขอเลื่อนการประชุมดังกล่าวออกไปเป็นวันที่ ${day}`,
      (old, day) => `ขอเปลี่ยนแปลงกำหนดการประชุมจากวันที่ ${old} เป็นวันที่ ${day} ขอเชิญท่านเข้าร่วม`,
    ];
    const pair = fc
      .tuple(future, fc.integer({ min: 1, max: 300 }))
      .map(([old, days]) => [old, addDays(old, days)] as const);
    const digits = fc.constantFrom('thai' as const, 'arabic' as const);
    fc.assert(
      fc.property(pair, digits, fc.boolean(), fc.constantFrom(...forms), ([old, day], script, short, form) => {
        const write = (iso: string) => formatThaiDate(iso, { digits: script, short });
        const found = findDeadlines(input(form(write(old), write(day))));
        expect(found).toMatchObject([{ date: day, supersedes: { date: old } }]);
        expect(found).toHaveLength(1);
      }),
      { numRuns: 300 },
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
