import { describe, expect, it } from 'vitest';
import type { Holiday } from '../../../schemas/holidays.js';
import { addMonths } from '../../../src/domain/calendar.js';
import {
  addWorkingDays,
  holidayCalendar,
  isWorkingDay,
  workingDayFrom,
  workingDaysBetween,
  workingDayUntil,
} from '../../../src/domain/working-days.js';
import { effectiveTable } from '../../../src/holidays/built-in.js';

const shipped = { holidays: holidayCalendar(effectiveTable([])) };
const day = (date: string, more: Partial<Holiday> = {}): Holiday => ({
  date,
  name: 'วันหยุด',
  kind: 'official',
  source: 'ทดสอบ',
  status: 'announced',
  province: null,
  ...more,
});

describe('working days by the shipped table', () => {
  // Counted by hand on a calendar; the days skipped stand beside each.
  it.each([
    ['2025-02-05', 15, '2025-02-27', '12 ก.พ. มาฆบูชา'],
    ['2025-04-03', 7, '2025-04-18', '7 เม.ย. ชดเชยจักรี, 14-16 เม.ย. สงกรานต์กับชดเชย'],
    ['2024-04-11', 1, '2024-04-17', '12 เม.ย. พิเศษ, 15-16 เม.ย. สงกรานต์กับชดเชย'],
    ['2024-04-11', 3, '2024-04-19', 'the same'],
    ['2024-12-27', 1, '2025-01-02', '30 ธ.ค. พิเศษ, 31 ธ.ค., 1 ม.ค.'],
    ['2025-12-30', 1, '2026-01-05', '31 ธ.ค., 1 ม.ค., 2 ม.ค. พิเศษ'],
    ['2025-12-30', 5, '2026-01-09', 'the same'],
    ['2024-02-28', 2, '2024-03-01', '29 ก.พ. is a working day of a leap year'],
    ['2025-05-08', 1, '2025-05-13', '9 พ.ค. พืชมงคล, 12 พ.ค. ชดเชยวิสาขบูชา'],
    ['2025-04-30', 1, '2025-05-01', '1 พ.ค. closes no government office'],
    ['2026-12-04', 2, '2026-12-09', '7 ธ.ค. ชดเชย'],
    ['2026-07-27', 1, '2026-07-31', '28-30 ก.ค., เข้าพรรษา among them'],
    ['2025-06-07', 1, '2025-06-09', 'from a Saturday'],
    ['2025-04-18', -7, '2025-04-03', 'backwards over Songkran'],
  ])('%s and %i more is %s (%s)', (from, count, to) => {
    expect(addWorkingDays(shipped, from, count)).toEqual({ day: to, unannounced: [] });
  });

  it('counts nothing for nothing', () => {
    expect(addWorkingDays(shipped, '2025-04-13', 0).day).toBe('2025-04-13');
    expect(addWorkingDays(shipped, '2025-04-13', Number.NaN).day).toBe('2025-04-13');
  });

  it.each([
    ['2025-04-16', '2025-04-11', '2025-04-17'],
    ['2025-05-12', '2025-05-08', '2025-05-13'],
    ['2026-01-04', '2025-12-30', '2026-01-05'],
    ['2025-02-28', '2025-02-28', '2025-02-28'],
  ])('%s lies between the working days %s and %s', (date, before, after) => {
    expect(workingDayUntil(shipped, date).day).toBe(before);
    expect(workingDayFrom(shipped, date).day).toBe(after);
  });

  it('counts the working days of a stretch, its first day left out', () => {
    // เม.ย. 2568 has 22 weekdays, of which 7, 14, 15 and 16 are holidays.
    expect(workingDaysBetween(shipped, '2025-03-31', '2025-04-30')).toBe(18);
    expect(workingDaysBetween(shipped, '2025-04-30', '2025-03-31')).toBe(-18);
    expect(workingDaysBetween(shipped, '2025-04-12', '2025-04-13')).toBe(0);
  });

  it('says through which years nobody has announced the holidays', () => {
    expect(shipped.holidays.knownUntil).toBe(2026);
    // 31 ธ.ค. 2569 and 1 ม.ค. 2570 (computed) are holidays, 2 and 3 ม.ค. a weekend.
    expect(addWorkingDays(shipped, '2026-12-30', 1)).toEqual({ day: '2027-01-04', unannounced: [2027] });
    expect(addWorkingDays(shipped, '2027-12-29', 3).unannounced).toEqual([2027, 2028]);
    expect(workingDayUntil(shipped, '2023-06-04').unannounced).toEqual([2023]);
  });
});

describe('a calendar', () => {
  it('takes a province at its own holidays, and others not', () => {
    const holidays = holidayCalendar([
      day('2025-01-01'),
      day('2025-03-31', { province: 'ปัตตานี', kind: 'local', name: 'วันฮารีรายออีฎิ้ลฟิตรี' }),
    ]);
    expect(isWorkingDay({ holidays, province: 'ปัตตานี' }, '2025-03-31')).toBe(false);
    expect(isWorkingDay({ holidays, province: 'แพร่' }, '2025-03-31')).toBe(true);
    expect(isWorkingDay({ holidays }, '2025-03-31')).toBe(true);
    expect(isWorkingDay({ holidays, province: 'แพร่' }, '2025-01-01')).toBe(false);
  });

  it('counts a year as announced only when each of its days is', () => {
    const rows = [day('2025-01-01'), day('2025-12-31', { status: 'computed' }), day('2024-01-01')];
    const calendar = holidayCalendar(rows);
    expect([2023, 2024, 2025].map((year) => calendar.announced(year))).toEqual([false, true, false]);
    expect(calendar.knownUntil).toBe(2024);
    // A province's days say nothing of the others.
    expect(holidayCalendar([day('2026-03-20', { province: 'ยะลา' })]).knownUntil).toBeNull();
  });

  it('comes to an end where nobody ever works', () => {
    const holidays = { holidayOn: () => day('2025-01-01'), days: [], announced: () => true, knownUntil: null };
    expect(addWorkingDays({ holidays }, '2025-01-01', 3).day > '2030').toBe(true);
  });
});

describe('months by the calendar (ป.พ.พ. 193/5)', () => {
  it.each([
    ['2025-02-05', 1, '2025-03-05'],
    ['2025-12-15', 2, '2026-02-15'],
    ['2025-01-30', 1, '2025-02-28'], // from 31 ม.ค.: กุมภาพันธ์ has none
    ['2025-01-31', 1, '2025-02-28'], // the whole of กุมภาพันธ์
    ['2024-01-29', 1, '2024-02-29'], // from 30 ม.ค. of a leap year
    ['2024-01-28', 1, '2024-02-28'], // from 29 ม.ค.: the day before 29 ก.พ.
    ['2025-02-28', 1, '2025-03-31'], // the whole of มีนาคม
    ['2024-02-28', 1, '2024-03-28'], // from 29 ก.พ.
    ['2025-04-30', 3, '2025-07-31'],
    ['2025-08-30', 6, '2026-02-28'],
  ])('%s and %i months end on %s', (from, months, to) => {
    expect(addMonths(from, months)).toBe(to);
  });
});
