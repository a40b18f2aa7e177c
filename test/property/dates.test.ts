import { describe, expect, it } from 'vitest';
import { addDays, buddhistYear, partsOf, weekdayOf } from '../../src/domain/calendar.js';
import { findDates, formatThaiDate, parseThaiDate } from '../../src/domain/dates.js';
import { toThaiDigits } from '../../src/domain/numerals.js';
import { MONTHS, WEEKDAYS } from '../../src/domain/tables/months.js';
import { findTimes } from '../../src/domain/times.js';
import { fc } from '../support/property.js';

const day = fc.integer({ min: 0, max: 90_000 }).map((n) => addDays('1900-05-01', n));
const recentDay = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays('1990-01-01', n));
const thaiish = fc.string({
  unit: fc.constantFrom(...'วันที่เดือน ๐๑๒๕๖๘0259มกราคมก.พ.ร.พ.ศ.ถึง-–/,:.เวลาน. \n'),
  maxLength: 200,
});

describe('dates', () => {
  it('reads every form it writes', () => {
    fc.assert(
      fc.property(day, fc.constantFrom('thai' as const, 'arabic' as const), (iso, digits) => {
        expect(parseThaiDate(formatThaiDate(iso, { digits }))).toBe(iso);
        expect(parseThaiDate(`วันที่ ${formatThaiDate(iso, { digits })}`)).toBe(iso);
      }),
    );
  });

  it('reads every attested form of a recent day', () => {
    fc.assert(
      fc.property(recentDay, fc.boolean(), (iso, thai) => {
        const { day: d, month } = partsOf(iso);
        const { full, short } = MONTHS[month - 1]!;
        const year = buddhistYear(iso);
        const forms = [
          `${d} ${short} ${year}`,
          `${d} ${short}${String(year).slice(2)}`,
          `${d} ${short.replaceAll('.', '')} ${String(year).slice(2)}`,
          `วัน${WEEKDAYS[weekdayOf(iso)]![0]}ที่ ${d} ${full} ${year}`,
          `วันที่ ${d} เดือน ${full} พ.ศ. ${year}`,
          `- ${d} ${short} ${year}`,
          `${d}/${month}/${year}`,
        ];
        for (const form of forms) {
          const [mention, ...more] = findDates(thai ? toThaiDigits(form) : form);
          expect(more).toEqual([]);
          expect(mention).toMatchObject({ iso, yearInferred: false });
          expect(mention?.weekday).not.toBe('mismatch');
        }
      }),
    );
  });

  it('reads every range', () => {
    fc.assert(
      fc.property(recentDay, fc.integer({ min: 1, max: 300 }), (from, length) => {
        const to = addDays(from, length);
        expect(findDates(`ตั้งแต่วันที่ ${formatThaiDate(from)} ถึงวันที่ ${formatThaiDate(to)}`)).toMatchObject([
          { from, iso: to },
        ]);
        const { day: d, month } = partsOf(from);
        const short = `ระหว่างวันที่ ${d} ${MONTHS[month - 1]!.full} - ${formatThaiDate(to, { digits: 'arabic' })}`;
        expect(findDates(short)).toMatchObject([{ from, iso: to }]);
      }),
    );
  });

  it('never throws, and keeps its places inside the text and in order', () => {
    fc.assert(
      fc.property(fc.oneof(thaiish, fc.string({ unit: 'grapheme', maxLength: 200 })), (text) => {
        let end = 0;
        for (const mention of findDates(text, { letterDate: '2025-01-01' })) {
          expect(mention.start).toBeGreaterThanOrEqual(end);
          expect(mention.end).toBeGreaterThan(mention.start);
          end = mention.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
        for (const time of findTimes(text)) expect(time.end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 500 },
    );
  });

  it('finds as many dates in a text said n times as n times those of one', () => {
    fc.assert(
      fc.property(recentDay, fc.integer({ min: 1, max: 40 }), (iso, times) => {
        expect(findDates(`ภายในวันที่ ${formatThaiDate(iso)}\n`.repeat(times))).toHaveLength(times);
      }),
    );
  });
});
