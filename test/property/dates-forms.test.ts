import { describe, expect, it } from 'vitest';
import { addDays, buddhistYear, partsOf, weekdayOf } from '../../src/domain/calendar.js';
import { findDates } from '../../src/domain/dates.js';
import { toThaiDigits } from '../../src/domain/numerals.js';
import { MONTHS, WEEKDAYS } from '../../src/domain/tables/months.js';
import { fc } from '../support/property.js';

/** Days whose year may be written with two digits. */
const day = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays('1990-01-01', n));

/** How a part of a date may be written; each combination is a form that letters use. */
const style = fc.record({
  thai: fc.boolean(),
  month: fc.constantFrom('full', 'variant', 'short', 'spaced', 'dotless'),
  year: fc.constantFrom('four', 'two', 'era', 'dotless era', 'word', 'christian'),
  lead: fc.constantFrom('', 'วันที่ ', 'วันที่', 'วันที่  ', 'ภายในวันที่ ', 'weekday', 'weekday only', 'weekday apart'),
  gap: fc.constantFrom(' ', '  ', '', '\n'),
  word: fc.boolean(),
});
type Style = Parameters<Parameters<typeof style.map>[0]>[0];

function monthOf(iso: string, { month }: Style): string {
  const { full, short, variants } = MONTHS[partsOf(iso).month - 1]!;
  if (month === 'full') return full;
  if (month === 'variant') return variants[0] ?? full;
  if (month === 'short') return short;
  return month === 'spaced' ? short.replace('.', '. ') : short.replaceAll('.', '');
}

function yearOf(iso: string, { year, month }: Style): string {
  const era = buddhistYear(iso);
  if (year === 'four') return ` ${era}`;
  if (year === 'two') return month === 'short' ? String(era).slice(2) : ` ${String(era).slice(2)}`;
  if (year === 'era') return ` พ.ศ. ${era}`;
  if (year === 'dotless era') return ` พศ ${era}`;
  if (year === 'word') return ` ปี ${era}`;
  return ` ค.ศ. ${partsOf(iso).year}`;
}

function leadOf(iso: string, { lead }: Style): string {
  const name = WEEKDAYS[weekdayOf(iso)]![0]!;
  if (lead === 'weekday') return `วัน${name}ที่ `;
  if (lead === 'weekday only') return `วัน${name} `;
  return lead === 'weekday apart' ? `วัน${name} ที่ ` : lead;
}

function written(iso: string, how: Style): string {
  const word = how.word && how.month !== 'dotless' ? 'เดือน' : '';
  const text = `${leadOf(iso, how)}${partsOf(iso).day}${how.gap}${word}${monthOf(iso, how)}${yearOf(iso, how)}`;
  return how.thai ? toThaiDigits(text) : text;
}

describe('every form of a date', () => {
  it('reads back to its day, and the printed weekday agrees', () => {
    fc.assert(
      fc.property(day, style, (iso, how) => {
        const text = written(iso, how);
        const [mention, ...more] = findDates(text);
        expect(more, text).toEqual([]);
        expect(mention, text).toMatchObject({ iso, from: null, yearInferred: false, repaired: false });
        expect(mention!.weekday, text).toBe(how.lead.startsWith('weekday') ? 'match' : null);
        expect(mention!.end, text).toBe(text.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('reads a numeric day, with two digits of the year only behind วันที่', () => {
    fc.assert(
      fc.property(day, fc.constantFrom('/', '-', '.'), fc.boolean(), fc.boolean(), (iso, mark, two, thai) => {
        const { day: d, month } = partsOf(iso);
        const year = String(buddhistYear(iso)).slice(two ? 2 : 0);
        const text = `${two ? 'วันที่ ' : ''}${[d, month, year].join(mark)}`;
        expect(findDates(thai ? toThaiDigits(text) : text)).toMatchObject([{ start: 0, iso, from: null }]);
      }),
    );
  });

  it('reads a list of days one by one, and a run of them as one', () => {
    const days = fc.uniqueArray(fc.integer({ min: 1, max: 28 }), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 12 }), fc.boolean(), (unsorted, month, thai) => {
        const list = [...unsorted].sort((a, b) => a - b);
        const text = `วันที่ ${list.slice(0, -1).join(', ')} และ ${list.at(-1)} ${MONTHS[month - 1]!.full} 2568`;
        const isoOf = (d: number) => `2025-${String(month).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
        expect(findDates(thai ? toThaiDigits(text) : text)).toMatchObject([
          { iso: isoOf(list.at(-1)!), from: isoOf(list[0]!), listed: list.map(isoOf) },
        ]);
        const run = `${list[0]} - ${list.at(-1)} ${MONTHS[month - 1]!.short} 68`;
        expect(findDates(run)).toMatchObject([{ iso: isoOf(list.at(-1)!), from: isoOf(list[0]!), listed: null }]);
      }),
    );
  });

  it('takes a misspelt weekday only where it agrees with the day', () => {
    const spoilt = fc.constantFrom(...WEEKDAYS.map(([name]) => name!).filter((name) => name.length > 4));
    fc.assert(
      fc.property(day, spoilt, fc.constantFrom('ก', 'ม', 'ล'), (iso, name, letter) => {
        const wrong = name.slice(0, -2) + letter + name.slice(-1);
        const { day: d, month } = partsOf(iso);
        const [mention] = findDates(`วัน${wrong}ที่ ${d} ${MONTHS[month - 1]!.full} ${buddhistYear(iso)}`);
        expect(mention?.iso).toBe(iso);
        expect(mention?.weekday).not.toBe('mismatch');
      }),
    );
  });

  it('never changes a digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 32, max: 99 }), fc.integer({ min: 1, max: 12 }), (d, month) => {
        expect(findDates(`วันที่ ${d} ${MONTHS[month - 1]!.full} 2568`).map(({ iso }) => iso)).not.toContain(
          `2025-${String(month).padStart(2, '0')}-${String(d).slice(1).padStart(2, '0')}`,
        );
      }),
    );
  });
});
