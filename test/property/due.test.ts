import { describe, expect, it } from 'vitest';
import type { Deadline } from '../../schemas/record.js';
import { addDays, daysBetween } from '../../src/domain/calendar.js';
import { occurrences } from '../../src/domain/due/recurrence.js';
import { type ResolveContext, resolveDeadline } from '../../src/domain/due/resolve.js';
import { holidayCalendar, isWorkingDay } from '../../src/domain/working-days.js';
import { effectiveTable } from '../../src/holidays/built-in.js';
import { deadlineOf } from '../support/letters.js';
import { fc } from '../support/property.js';

const holidays = holidayCalendar(effectiveTable([]));
const day = fc.integer({ min: -200, max: 1400 }).map((days) => addDays('2024-01-01', days));
const odd = fc.oneof(
  { weight: 9, arbitrary: day },
  fc.constantFrom('0000-01-01', '9999-12-31', '2199-12-31', '1700-01-01', 'ไม่ใช่วัน'),
);
const part = fc.constantFrom(
  'FREQ=MONTHLY',
  'FREQ=YEARLY',
  'FREQ=WEEKLY',
  'FREQ=DAILY',
  'BYMONTHDAY=5',
  'BYMONTHDAY=-1',
  'BYMONTH=2',
  'BYDAY=MO,TU,WE,TH,FR',
  'BYDAY=-1FR',
  'BYSETPOS=-1',
  'BYSETPOS=400',
  'INTERVAL=3',
  'COUNT=4',
  'UNTIL=20250101',
  '=',
  'X=1',
);
const rule = fc.oneof(
  fc.array(part, { maxLength: 5 }).map((parts) => parts.join(';')),
  fc.string(),
);
const deadline = fc
  .record({
    date: fc.option(odd),
    time: fc.constantFrom(null, '16:30', '24:00'),
    kind: fc.constantFrom<Deadline['kind'][]>('due', 'window', 'event'),
    binds: fc.constantFrom<Deadline['binds'][]>('recipient', 'applicant', 'relay'),
    relative: fc.option(
      fc.record({
        days: fc.integer({ min: -5, max: 100_000 }),
        working: fc.boolean(),
        from: fc.constantFrom<('receipt' | 'letter-date')[]>('receipt', 'letter-date'),
      }),
      { nil: undefined },
    ),
    recurrence: fc.option(rule, { nil: undefined }),
    urgency: fc.option(fc.string(), { nil: undefined }),
  })
  .map(({ relative, recurrence, urgency, ...rest }) =>
    deadlineOf({
      ...rest,
      ...(relative && { relative }),
      ...(recurrence && { recurrence }),
      ...(urgency && { urgency }),
    }),
  );
const context = fc
  .record({
    letterDate: fc.option(odd),
    receivedOn: fc.option(fc.record({ date: odd, sure: fc.boolean() })),
    takenOn: fc.option(odd),
    asOf: day,
  })
  .map(
    (more): ResolveContext => ({
      ...more,
      speed: null,
      policy: { 'most-urgent': 1, 'very-urgent': 2, urgent: 3, soon: 5 },
      holidays,
    }),
  );

describe('a worked-out deadline', () => {
  it('never throws, says how it was found, is reminded of before it ends, and lies between its days', () => {
    fc.assert(
      fc.property(deadline, context, (one, by) => {
        const { dueOn, lastOn, remindOn, reason, alternatives, dueAt } = resolveDeadline(one, by);
        expect(reason).not.toBe('');
        expect([lastOn === null, remindOn === null]).toEqual([dueOn === null, dueOn === null]);
        if (dueOn === null) return;
        expect(lastOn! >= dueOn && remindOn! <= dueOn).toBe(true);
        expect(isWorkingDay({ holidays }, remindOn!)).toBe(true);
        expect(alternatives.every(({ date }) => date > dueOn && date <= lastOn!)).toBe(true);
        expect(dueAt === null).toBe(one.time === null);
      }),
      { numRuns: 2000 },
    );
  });

  it('falls no earlier for coming later', () => {
    const days = fc.integer({ min: 1, max: 90 });
    fc.assert(
      fc.property(day, fc.nat(60), days, fc.boolean(), (date, later, count, working) => {
        const of = (received: string) =>
          resolveDeadline(deadlineOf({ relative: { days: count, working, from: 'receipt' } }), {
            letterDate: null,
            receivedOn: { date: received, sure: true },
            takenOn: null,
            asOf: date,
            speed: null,
            policy: { 'most-urgent': 1, 'very-urgent': 2, urgent: 3, soon: 5 },
            holidays,
          }).dueOn!;
        expect(of(addDays(date, later)) >= of(date)).toBe(true);
        expect(daysBetween(date, of(date))).toBeGreaterThanOrEqual(count);
      }),
    );
  });
});

describe('the days of a recurrence', () => {
  it('ascend within what is asked for, and are the same asked for in two parts', () => {
    fc.assert(
      fc.property(rule, day, fc.nat(300), fc.nat(300), (recurrence, anchor, first, second) => {
        const middle = addDays(anchor, first);
        const to = addDays(middle, second + 1);
        const of = (from: string, until: string) => occurrences(recurrence, { anchor, from, to: until }, { holidays });
        const all = of(anchor, to);
        if (all === null) return;
        expect(all).toEqual([...new Set(all)].sort());
        expect(all.every((one) => one >= anchor && one <= to)).toBe(true);
        expect([...of(anchor, middle)!, ...of(addDays(middle, 1), to)!]).toEqual(all);
      }),
      { numRuns: 500 },
    );
  });
});
