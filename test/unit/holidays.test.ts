import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSettings, officeOf } from '../../src/config.js';
import { weekdayOf } from '../../src/domain/calendar.js';
import { effectiveTable } from '../../src/holidays/built-in.js';
import { parseDay, readHolidays } from '../../src/holidays/holidays.models.js';
import { packageRoot } from '../../src/shared/package-root.js';

describe('the shipped table of holidays', () => {
  const table = effectiveTable([]);
  const of = (date: string) => table.find((day) => day.date === date);

  it('holds the days that close government offices of 2567 to 2570', () => {
    expect(table.length).toBeGreaterThan(90);
    expect([...new Set(table.map(({ date }) => date.slice(0, 4)))]).toEqual(['2024', '2025', '2026', '2027']);
    for (const { date, name, source, status, province, builtIn } of table) {
      expect(name && source, date).toBeTruthy();
      expect([status, province, builtIn], date).toEqual([date < '2027' ? 'announced' : 'computed', null, true]);
    }
  });

  it('has no banks’ holidays, and those of offices alone', () => {
    expect(table.filter(({ date }) => date.endsWith('-05-01') || date === '2027-05-03')).toEqual([]);
    expect(of('2025-05-09')?.name).toBe('วันพืชมงคล');
    expect(of('2025-07-11')?.name).toBe('วันเข้าพรรษา');
  });

  it('puts no substitute on a weekend, and one behind each holiday of one outside of special years', () => {
    for (const { date, kind } of table) {
      if (kind === 'substitute') expect([0, 6], date).not.toContain(weekdayOf(date));
    }
    expect(of('2025-05-12')).toMatchObject({ kind: 'substitute' });
    expect(of('2026-06-01')).toMatchObject({ kind: 'substitute' });
  });

  it('has the cabinet’s days of 12 พ.ย. 2567 with their source', () => {
    for (const date of ['2025-06-02', '2025-08-11', '2026-01-02']) {
      expect(of(date)).toMatchObject({ kind: 'special', source: expect.stringContaining('มติ ครม. 12 พ.ย. 2567') });
    }
    // Asked for, and withdrawn on 2 ธ.ค. 2568.
    expect([of('2026-06-02'), of('2026-07-31')]).toEqual([undefined, undefined]);
  });

  it('is a file that can be imported', () => {
    const { rows, problems } = readHolidays(readFileSync(join(packageRoot, 'src/holidays/th-government.csv')));
    expect([rows.length, problems]).toEqual([table.length, []]);
  });
});

describe('a day in a file', () => {
  it.each([
    ['2025-04-14', '2025-04-14'],
    ['2568-04-14', '2025-04-14'],
    ['๒๕๖๘-๐๔-๑๔', '2025-04-14'],
    ['2568-4-1', '2025-04-01'],
    ['2567-02-29', '2024-02-29'],
    ['2568-02-29', null],
    ['14/04/2568', null],
    ['2568-13-01', null],
    ['', null],
  ])('%s is %s', (text, expected) => expect(parseDay(text)).toBe(expected));
});

describe('the policy of urgency', () => {
  it('is the settings’, and keeps its defaults where they say nothing', () => {
    const whole = { 'most-urgent': 1, 'very-urgent': 2, urgent: 3, soon: 5 };
    expect(officeOf(loadSettings({}))).toEqual({ urgency: whole, province: null });
    const set = loadSettings({ WIAN_URGENT_WORKING_DAYS: 'soon=7, urgent=0', WIAN_PROVINCE: 'ยะลา' });
    expect(officeOf(set)).toEqual({ urgency: { ...whole, urgent: 0, soon: 7 }, province: 'ยะลา' });
  });

  it.each(['soon', 'soon=', 'soon=-1', 'soon=1.5', 'later=3', '3'])('is not %j', (text) => {
    expect(() => loadSettings({ WIAN_URGENT_WORKING_DAYS: text })).toThrow(/WIAN_URGENT_WORKING_DAYS/);
  });
});
