import { describe, expect, it } from 'vitest';
import type { Deadline } from '../../../schemas/record.js';
import { firstBinding } from '../../../src/domain/due/first.js';
import { occurrences } from '../../../src/domain/due/recurrence.js';
import { recurrenceText } from '../../../src/domain/due/recurrence-text.js';
import { type ResolveContext, resolveDeadline } from '../../../src/domain/due/resolve.js';
import { speedTask, urgencyClass } from '../../../src/domain/due/urgency.js';
import { holidayCalendar } from '../../../src/domain/working-days.js';
import { effectiveTable } from '../../../src/holidays/built-in.js';
import { deadlineOf, letterOf } from '../../support/letters.js';

const policy = { 'most-urgent': 1, 'very-urgent': 2, urgent: 3, soon: 5 };
const context = (more: Partial<ResolveContext> = {}): ResolveContext => ({
  letterDate: '2025-01-27',
  receivedOn: { date: '2025-02-05', sure: true },
  takenOn: '2025-02-06',
  asOf: '2025-02-06',
  speed: null,
  policy,
  holidays: holidayCalendar(effectiveTable([])),
  ...more,
});
const relative = (days: number, more: Partial<NonNullable<Deadline['relative']>> = {}) =>
  deadlineOf({ relative: { days, working: false, from: 'receipt', ...more } });

describe('a recurrence in words', () => {
  it.each([
    ['FREQ=DAILY', 'ทุกวัน'],
    ['FREQ=WEEKLY;BYDAY=MO,TH', 'ทุกวันจันทร์ และวันพฤหัสบดี'],
    ['FREQ=MONTHLY', 'ทุกเดือน'],
    ['FREQ=MONTHLY;INTERVAL=3', 'ทุก ๓ เดือน'],
    ['FREQ=MONTHLY;BYMONTHDAY=5', 'ทุกวันที่ ๕ ของเดือน'],
    ['FREQ=MONTHLY;BYMONTHDAY=10,25', 'ทุกวันที่ ๑๐ และวันที่ ๒๕ ของเดือน'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', 'ทุกสิ้นเดือน'],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', 'ทุกวันทำการสุดท้ายของเดือน'],
    ['FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=5', 'ทุกวันที่ ๕ ของเดือนมกราคม เมษายน กรกฎาคม และตุลาคม'],
    ['FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=-1', 'ทุกสิ้นเดือนมีนาคม และกันยายน'],
    ['FREQ=MONTHLY;BYMONTHDAY=5;COUNT=3', 'ทำเป็นรอบ (FREQ=MONTHLY;BYMONTHDAY=5;COUNT=3)'],
    ['งวดแรก', 'ทำเป็นรอบ (งวดแรก)'],
  ])('%s', (rule, words) => {
    expect(recurrenceText(rule)).toBe(words);
  });
});

describe('a printed day', () => {
  it('is due as printed, with a reminder on the last working day before', () => {
    expect(resolveDeadline(deadlineOf({ date: '2025-02-28', time: '16:30' }), context())).toEqual({
      dueOn: '2025-02-28',
      dueAt: '2025-02-28T16:30:00+07:00',
      lastOn: '2025-02-28',
      basis: 'printed',
      estimate: false,
      reason: 'หนังสือกำหนดวันที่ ๒๘ กุมภาพันธ์ ๒๕๖๘',
      remindOn: '2025-02-28',
      alternatives: [],
      next: [],
      warnings: [],
    });
  });

  it('ends at midnight where the letter says 24:00', () => {
    expect(resolveDeadline(deadlineOf({ date: '2025-02-28', time: '24:00' }), context()).dueAt).toBe(
      '2025-03-01T00:00:00+07:00',
    );
  });

  it('is never put off for officials, and beside it for an applicant', () => {
    // 13 เม.ย. 2568 is a Sunday in the midst of Songkran: offices work on the 11th and the 17th.
    const date = '2025-04-13';
    const official = resolveDeadline(deadlineOf({ date }), context());
    expect(official).toMatchObject({ dueOn: date, lastOn: date, remindOn: '2025-04-11', alternatives: [] });
    expect(official.reason).toContain('ม. ๖๔ ว. ๒');
    const applicant = resolveDeadline(deadlineOf({ date, binds: 'applicant', kind: 'window' }), context());
    expect(applicant).toMatchObject({ dueOn: date, lastOn: '2025-04-17', remindOn: '2025-04-11' });
    expect(applicant.alternatives).toMatchObject([{ date: '2025-04-17' }]);
    // A ceremony is held on its day.
    expect(resolveDeadline(deadlineOf({ date, kind: 'event' }), context()).reason).not.toContain('๖๔');
  });

  it('warns past the last announced year, not of what has passed', () => {
    const codes = (date: string) => resolveDeadline(deadlineOf({ date }), context()).warnings.map(({ code }) => code);
    expect(codes('2026-12-30')).toEqual([]);
    expect(codes('2027-06-01')).toEqual(['calendar.unannounced_year']);
    expect(codes('2020-06-01')).toEqual([]);
  });
});

describe('a count', () => {
  it.each<[string, Deadline, string]>([
    ['15 days from receipt', relative(15), '2025-02-20'],
    // 6, 7, 10, 11, 13, 14, 17 ก.พ.: the 12th is มาฆบูชา.
    ['7 working days from receipt', relative(7, { working: true }), '2025-02-17'],
    ['a month from receipt', relative(30, { months: 1 }), '2025-03-05'],
    ['30 days from the letter', relative(30, { from: 'letter-date' }), '2025-02-26'],
  ])('%s', (_, deadline, dueOn) => {
    const found = resolveDeadline(deadline, context());
    expect(found).toMatchObject({ dueOn, lastOn: dueOn, basis: 'counted', estimate: false });
  });

  it('says how it counted', () => {
    expect(resolveDeadline(relative(15), context()).reason).toBe('๑๕ วัน นับถัดจากวันที่ได้รับหนังสือ ๕ กุมภาพันธ์ ๒๕๖๘');
  });

  it('is an estimate by a stamp that is to be checked', () => {
    const found = resolveDeadline(relative(15), context({ receivedOn: { date: '2025-02-05', sure: false } }));
    expect(found).toMatchObject({ dueOn: '2025-02-20', estimate: true });
  });

  it('lies between the letter and the register where nobody knows the day of receipt', () => {
    const found = resolveDeadline(relative(15), context({ receivedOn: null }));
    expect(found).toMatchObject({ dueOn: '2025-02-11', lastOn: '2025-02-21', estimate: true, remindOn: '2025-02-11' });
    expect(found.alternatives.map(({ date }) => date)).toEqual(['2025-02-21']);
  });

  it('has no day without an anchor', () => {
    const found = resolveDeadline(relative(15), context({ receivedOn: null, letterDate: null }));
    expect(found).toMatchObject({ dueOn: null, estimate: true, warnings: [{ code: 'deadline.no_anchor' }] });
    // A count from the letter's date does not start at the stamp.
    expect(resolveDeadline(relative(15, { from: 'letter-date' }), context({ letterDate: null })).dueOn).toBeNull();
  });

  it('warns where it runs into a year that is not announced', () => {
    const late = context({
      receivedOn: { date: '2026-12-28', sure: true },
      letterDate: '2026-12-21',
      asOf: '2026-12-28',
    });
    const found = resolveDeadline(relative(5, { working: true }), late);
    // 29, 30 ธ.ค., then 4, 5, 6 ม.ค.
    expect(found.dueOn).toBe('2027-01-06');
    expect(found.warnings).toMatchObject([
      { code: 'calendar.unannounced_year', message: expect.stringContaining('๒๕๗๐') },
    ]);
  });
});

describe('an undated urging', () => {
  it('is due by the office’s policy, and says that it is', () => {
    const found = resolveDeadline(deadlineOf({ urgency: 'โดยเร็ว' }), context());
    // 6, 7, 10, 11, 13 ก.พ.
    expect(found).toMatchObject({ dueOn: '2025-02-13', basis: 'policy' });
    expect(found.reason).toMatch(/^หนังสือไม่ได้กำหนดวัน \(โดยเร็ว\) ใช้เกณฑ์ของหน่วยงาน: ๕ วันทำการ/);
  });

  it.each([
    ['โดยด่วนที่สุด', null, 'most-urgent'],
    ['ในทันที', null, 'most-urgent'],
    ['โดยด่วนมาก', null, 'very-urgent'],
    ['โดยด่วน', null, 'urgent'],
    ['โดยเร็วที่สุด', null, 'very-urgent'],
    ['โดยเร็ว', null, 'soon'],
    ['โดยมิชักช้า', null, 'soon'],
    ['โดยเร็ว', 'most-urgent', 'most-urgent'],
    ['โดยด่วนที่สุด', 'urgent', 'most-urgent'],
    ['คำอื่น', null, 'urgent'],
  ] as const)('%s with speed %s is %s', (words, speed, expected) => {
    expect(urgencyClass(words, speed, policy)).toBe(expected);
  });

  it('is made of the speed class alone where something is asked and no day named', () => {
    const urgent = {
      speed: 'most-urgent',
      action: { kind: 'act', submit_to: null },
      confidence: { speed: 0.97 },
    } as const;
    expect(speedTask(letterOf(urgent))).toMatchObject({ urgency: 'ด่วนที่สุด', binds: 'recipient', confidence: 0.97 });
    expect(speedTask(letterOf({ ...urgent, action: { kind: 'inform', submit_to: null } }))).toBeNull();
    expect(speedTask(letterOf({ ...urgent, speed: null }))).toBeNull();
    expect(speedTask(letterOf({ ...urgent, deadlines: [deadlineOf({ date: '2025-02-28' })] }))).toBeNull();
    const offer = deadlineOf({ date: '2025-02-28', binds: 'applicant', kind: 'window' });
    expect(speedTask(letterOf({ ...urgent, deadlines: [offer] }))).not.toBeNull();
  });
});

describe('a recurrence', () => {
  const place = { holidays: holidayCalendar(effectiveTable([])) };
  const days = (rule: string, from: string, to: string, anchor = '2025-01-27') =>
    occurrences(rule, { anchor, from, to }, place);

  it.each<[string, string, string, string[]]>([
    ['FREQ=MONTHLY;BYMONTHDAY=5', '2025-02-06', '2025-05-31', ['2025-03-05', '2025-04-05', '2025-05-05']],
    ['FREQ=MONTHLY;BYMONTHDAY=5,20', '2025-02-06', '2025-03-10', ['2025-02-20', '2025-03-05']],
    ['FREQ=MONTHLY;BYMONTHDAY=31', '2025-02-01', '2025-05-31', ['2025-03-31', '2025-05-31']],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', '2025-02-01', '2025-04-30', ['2025-02-28', '2025-03-31', '2025-04-30']],
    [
      'FREQ=MONTHLY;INTERVAL=3;BYMONTH=3,6,9,12;BYMONTHDAY=-1',
      '2025-02-01',
      '2025-10-01',
      ['2025-03-31', '2025-06-30', '2025-09-30'],
    ],
    [
      'FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=5',
      '2025-02-01',
      '2025-12-31',
      ['2025-04-05', '2025-07-05', '2025-10-05'],
    ],
    ['FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1', '2025-02-01', '2027-01-01', ['2025-12-31', '2026-12-31']],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', '2027-03-01', '2028-12-31', ['2028-02-29']],
    ['FREQ=WEEKLY;BYDAY=FR', '2025-02-06', '2025-02-21', ['2025-02-07', '2025-02-14', '2025-02-21']],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=FR', '2025-02-01', '2025-03-01', ['2025-02-14', '2025-02-28']],
    // The last weekday of ธันวาคม is the 31st, วันสิ้นปี: the last working day is the 30th.
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', '2025-11-01', '2025-12-31', ['2025-11-28', '2025-12-30']],
    ['FREQ=MONTHLY;BYDAY=1MO', '2025-02-01', '2025-03-31', ['2025-02-03', '2025-03-03']],
    ['FREQ=MONTHLY;BYDAY=-1FR', '2025-02-01', '2025-03-31', ['2025-02-28', '2025-03-28']],
    ['FREQ=MONTHLY', '2025-02-01', '2025-03-31', ['2025-02-27', '2025-03-27']],
    ['FREQ=MONTHLY;BYMONTHDAY=5;UNTIL=20250331', '2025-02-01', '2025-12-31', ['2025-02-05', '2025-03-05']],
    ['FREQ=MONTHLY;BYMONTHDAY=5;COUNT=2', '2025-03-01', '2025-12-31', ['2025-03-05']],
    ['FREQ=MONTHLY;BYMONTHDAY=5', '2024-11-01', '2025-02-28', ['2025-02-05']], // not before the letter
  ])('%s from %s to %s', (rule, from, to, expected) => {
    expect(days(rule, from, to)).toEqual(expected);
  });

  it.each([
    '',
    'FREQ=HOURLY',
    'FREQ=MONTHLY;BYMONTHDAY=x',
    'FREQ=MONTHLY;INTERVAL=0',
    'FREQ=WEEKLY;BYDAY=XX',
    'FREQ=YEARLY;BYWEEKNO=3',
  ])('does not guess at %j', (rule) => expect(days(rule, '2025-02-01', '2025-12-31')).toBeNull());

  it('gives a deadline its next day and those of twelve months, weekends too', () => {
    const found = resolveDeadline(deadlineOf({ recurrence: 'FREQ=MONTHLY;BYMONTHDAY=5' }), context());
    expect(found).toMatchObject({ dueOn: '2025-03-05', basis: 'recurrence', estimate: false });
    expect(found.next).toHaveLength(12);
    expect(found.next.slice(0, 3)).toEqual(['2025-03-05', '2025-04-05', '2025-05-05']);
    const saturday = resolveDeadline(
      deadlineOf({ recurrence: 'FREQ=MONTHLY;BYMONTHDAY=5' }),
      context({ asOf: '2025-04-01' }),
    );
    expect(saturday).toMatchObject({ dueOn: '2025-04-05', remindOn: '2025-04-04' });
  });

  it('is left to a person where its rule is not understood', () => {
    const found = resolveDeadline(deadlineOf({ recurrence: 'FREQ=HOURLY' }), context());
    expect(found).toMatchObject({ dueOn: null, warnings: [{ code: 'deadline.recurrence_unknown' }] });
  });
});

describe('a word that an earlier one is put off', () => {
  it('has no day', () => {
    const supersedes = { date: '2025-02-28', citation: null, change: 'cancel' } as const;
    expect(resolveDeadline(deadlineOf({ supersedes }), context())).toMatchObject({
      dueOn: null,
      basis: null,
      remindOn: null,
    });
  });
});

describe('days that no calendar has', () => {
  it.each(['0000-01-01', '9999-12-31'])('%s', (date) => {
    const odd = context({ letterDate: date, receivedOn: { date, sure: true }, takenOn: date });
    expect(resolveDeadline(deadlineOf({ date }), odd).dueOn).toBeNull();
    expect(resolveDeadline(relative(400, { working: true }), odd).dueOn).toBeNull();
    expect(resolveDeadline(deadlineOf({ recurrence: 'FREQ=DAILY' }), odd).next.length).toBeGreaterThan(0);
  });
});

describe('the first of two levels', () => {
  const item = (dueOn: string | null, binds: Deadline['binds']) => ({ dueOn, deadline: deadlineOf({ binds }) });
  const list = [
    item('2021-02-23', 'recipient'),
    item(null, 'recipient'),
    item('2021-02-10', 'relay'),
    item('2021-02-01', 'applicant'),
  ];

  it('is the earliest day that binds me', () => {
    expect(firstBinding(list, 'recipient')).toBe(list[2]);
    expect(firstBinding(list, 'relay')).toBe(list[2]);
    expect(firstBinding(list, 'applicant')).toBe(list[3]);
    expect(firstBinding(list.slice(0, 2), 'relay')).toBeNull();
  });
});
