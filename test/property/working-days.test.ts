import { describe, expect, it } from 'vitest';
import type { Holiday } from '../../schemas/holidays.js';
import { addDays, addMonths, daysBetween } from '../../src/domain/calendar.js';
import {
  addWorkingDays,
  holidayCalendar,
  isWorkingDay,
  type Workplace,
  workingDayFrom,
  workingDaysBetween,
  workingDayUntil,
} from '../../src/domain/working-days.js';
import { fc } from '../support/property.js';

const day = fc.integer({ min: 0, max: 1400 }).map((days) => addDays('2024-01-01', days));
const place = fc.uniqueArray(day, { maxLength: 120 }).map(
  (days): Workplace => ({
    holidays: holidayCalendar(
      days.map(
        (date): Holiday => ({ date, name: 'ก', kind: 'official', source: 'ข', status: 'announced', province: null }),
      ),
    ),
  }),
);
const count = fc.integer({ min: 1, max: 90 });

describe('working days', () => {
  it('are counted back to the day they were counted from', () => {
    fc.assert(
      fc.property(place, day, count, (at, from, n) => {
        const start = workingDayFrom(at, from).day;
        const end = addWorkingDays(at, start, n).day;
        expect(addWorkingDays(at, end, -n).day).toBe(start);
        expect(workingDaysBetween(at, start, end)).toBe(n);
        expect(isWorkingDay(at, end)).toBe(true);
      }),
    );
  });

  it('between two days are those that are found by asking each', () => {
    fc.assert(
      fc.property(place, day, fc.integer({ min: 0, max: 400 }), (at, from, length) => {
        const asked = Array.from({ length }, (_, n) => addDays(from, n + 1)).filter((one) => isWorkingDay(at, one));
        const to = addDays(from, length);
        expect(workingDaysBetween(at, from, to)).toBe(asked.length);
        expect(workingDaysBetween(at, to, from)).toBe(-asked.length || 0);
      }),
    );
  });

  it('never end earlier for starting later, nor for being more, nor for there being more holidays', () => {
    fc.assert(
      fc.property(place, day, count, fc.integer({ min: 0, max: 40 }), (at, from, n, later) => {
        const end = addWorkingDays(at, from, n).day;
        expect(addWorkingDays(at, addDays(from, later), n).day >= end).toBe(true);
        expect(addWorkingDays(at, from, n + 1).day > end).toBe(true);
        const none = { holidays: holidayCalendar([]) };
        expect(addWorkingDays(none, from, n).day <= end).toBe(true);
      }),
    );
  });

  it('lie next to any day on both sides', () => {
    fc.assert(
      fc.property(place, day, (at, date) => {
        const before = workingDayUntil(at, date).day;
        const after = workingDayFrom(at, date).day;
        expect(before <= date && date <= after).toBe(true);
        expect(workingDaysBetween(at, before, after)).toBe(before === after ? 0 : 1);
      }),
    );
  });
});

describe('months', () => {
  it('grow with the day and the number, and are 28 to 31 days each', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 24 }), (from, months) => {
        const end = addMonths(from, months);
        expect(addMonths(addDays(from, 1), months) >= end).toBe(true);
        const days = daysBetween(from, end);
        expect(days >= months * 28 && days <= months * 31).toBe(true);
      }),
    );
  });
});
