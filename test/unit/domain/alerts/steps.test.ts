import { describe, expect, it } from 'vitest';
import { DEFAULT_OFFICE_ALERTS } from '../../../../schemas/alerts.js';
import { relayDay } from '../../../../src/domain/alerts/relay-day.js';
import { cannotWait, type DutyDays, decide, type Listener, nextLook } from '../../../../src/domain/alerts/steps.js';
import { addDays } from '../../../../src/domain/calendar.js';
import { holidayCalendar, isWorkingDay } from '../../../../src/domain/working-days.js';
import { effectiveTable } from '../../../../src/holidays/built-in.js';
import { fc } from '../../../support/property.js';

const place = { holidays: holidayCalendar(effectiveTable([])), province: null };
const rules = DEFAULT_OFFICE_ALERTS;
const duty = (given: Partial<DutyDays> = {}): DutyDays => ({
  dueOn: '2025-02-28',
  lastOn: null,
  arrivedOn: '2025-02-03',
  atOnce: false,
  expired: false,
  cancelled: false,
  was: null,
  withdrawn: null,
  overdue: true,
  ...given,
});
const on = (
  day: string,
  given: Partial<DutyDays> = {},
  told: readonly string[] = [],
  { listener = 'keeper' as Listener, was = false, letter = told.length > 0 } = {},
) => {
  const decision = decide(duty(given), rules, place, { day, listener, told: { steps: new Set(told), was, letter } });
  return decision.step ?? decision.silence;
};

describe('the steps of a duty', () => {
  // Friday 28 February 2025; makha bucha is Wednesday 12 February.
  it('are told 7, 3 and 1 working days before, on the day, and after it daily', () => {
    expect(on('2025-02-18')).toBe('not-yet');
    expect(on('2025-02-19')).toBe('ahead:7');
    expect(on('2025-02-20', {}, ['ahead:7'])).toBe('told');
    expect(on('2025-02-25', {}, ['ahead:7'])).toBe('ahead:3');
    expect(on('2025-02-27', {}, ['ahead:7', 'ahead:3'])).toBe('ahead:1');
    expect(on('2025-02-28', {}, ['ahead:7', 'ahead:3', 'ahead:1'])).toBe('today');
    expect(on('2025-03-01')).toBe('not-a-working-day');
    expect(on('2025-03-03', {}, ['today'])).toBe('overdue:2025-03-03');
    expect(on('2025-03-04', {}, ['overdue:2025-03-03'])).toBe('overdue:2025-03-04');
  });

  it('count over holidays', () => {
    // Songkran is 13 to 15 April 2025, the 16th its substitute: the 17th is the first working day after Friday the 11th.
    expect(on('2025-04-11', { dueOn: '2025-04-17' })).toBe('ahead:1');
    expect(on('2025-04-10', { dueOn: '2025-04-17' })).toBe('ahead:3');
    expect(on('2025-04-08', { dueOn: '2025-04-17' })).toBe('ahead:7');
  });

  it('are on the last working day before, where the day is a holiday', () => {
    // Sunday 2 March.
    const sunday = { dueOn: '2025-03-02' };
    expect(on('2025-02-28', sunday)).toBe('today');
    expect(on('2025-02-27', sunday)).toBe('ahead:1');
    expect(on('2025-03-01', sunday)).toBe('not-a-working-day');
    expect(on('2025-03-03', sunday, ['today'])).toBe('overdue:2025-03-03');
  });

  it('make up for a time in which nothing ran by the latest alone', () => {
    expect(on('2025-02-27')).toBe('ahead:1');
    expect(on('2025-02-28')).toBe('today');
    expect(on('2025-03-10')).toBe('overdue:2025-03-10');
  });

  it('say nothing again where a clock was ahead', () => {
    expect(on('2025-02-25', {}, ['today'])).toBe('told');
    expect(on('2025-02-20', {}, ['ahead:3'])).toBe('told');
  });

  it('end with what is optional or over, and where it is long overdue', () => {
    expect(on('2025-03-03', { overdue: false })).toBe('nothing-left');
    expect(on('2025-06-05')).toBe('long-overdue');
  });

  it('wait with "overdue" for the last day that an estimate may be', () => {
    const estimate = { dueOn: '2025-02-26', lastOn: '2025-03-05' };
    expect(on('2025-03-03', estimate, ['today'])).toBe('told');
    expect(on('2025-03-06', estimate, ['today'])).toBe('overdue:2025-03-06');
  });

  it('tell once of what had passed before it came, and nothing of what is old', () => {
    const expired = { dueOn: '2024-12-25', arrivedOn: '2025-01-23', expired: true };
    expect(on('2025-01-24', expired)).toBe('expired');
    expect(on('2025-01-27', expired, ['expired'])).toBe('told');
    expect(on('2025-03-03', expired)).toBe('long-past');
  });

  it('tell of ด่วนที่สุด on the day it comes, a Saturday too, and then as of any other', () => {
    const urgent = { atOnce: true, arrivedOn: '2025-02-15' };
    expect(on('2025-02-15', urgent)).toBe('received');
    expect(on('2025-02-17', urgent, ['received'])).toBe('not-yet');
    expect(on('2025-02-19', urgent, ['received'])).toBe('ahead:7');
    expect(on('2025-02-15', { ...urgent, dueOn: '' })).toBe('received');
    expect(on('2025-02-17', { ...urgent, dueOn: '' }, ['received'])).toBe('told');
  });

  it('tell of a moved day whom the old one was told, once', () => {
    const moved = { was: '2025-02-20', dueOn: '2025-03-31' };
    expect(on('2025-02-18', moved, [], { was: true })).toBe('changed');
    expect(on('2025-02-19', moved, ['changed'], { was: true })).toBe('not-yet');
    expect(on('2025-02-18', moved)).toBe('not-yet');
  });

  it('tell that the letter was taken back whom anything of it was told, once, as long as it is news', () => {
    const gone = { withdrawn: '2025-02-14', dueOn: '', arrivedOn: '' };
    expect(on('2025-02-14', gone)).toBe('not-told-before');
    expect(on('2025-02-14', gone, [], { letter: true })).toBe('withdrawn:2025-02-14');
    expect(on('2025-02-15', gone, [], { letter: true })).toBe('not-a-working-day');
    expect(on('2025-02-17', gone, [], { letter: true, listener: 'chief' })).toBe('withdrawn:2025-02-14');
    expect(on('2025-02-17', gone, ['withdrawn:2025-02-14'])).toBe('told');
    expect(on('2025-02-28', gone, [], { letter: true })).toBe('withdrawn:2025-02-14');
    expect(on('2025-03-03', gone, [], { letter: true })).toBe('long-past');
    // Sent again and taken back again.
    expect(on('2025-02-20', { ...gone, withdrawn: '2025-02-19' }, ['withdrawn:2025-02-14'])).toBe(
      'withdrawn:2025-02-19',
    );
  });

  it('tell of what was called off whom it was told', () => {
    expect(on('2025-02-18', { cancelled: true }, ['ahead:7'])).toBe('cancelled');
    expect(on('2025-02-18', { cancelled: true })).toBe('not-told-before');
    expect(on('2025-02-18', { cancelled: true }, ['ahead:7', 'cancelled'])).toBe('told');
  });

  it('tell the chief once, a set time after', () => {
    const chief = { listener: 'chief' as const };
    expect(on('2025-02-28', {}, [], chief)).toBe('not-overdue-yet');
    expect(on('2025-03-04', {}, [], chief)).toBe('not-overdue-yet');
    expect(on('2025-03-05', {}, [], chief)).toBe('escalated');
    expect(on('2025-03-06', {}, ['escalated'], chief)).toBe('told');
  });
});

describe('when a duty is looked at', () => {
  const days = fc.integer({ min: 0, max: 120 }).map((n) => addDays('2025-01-06', n));
  /** A year told day by day, by looking each day or only on the days that are said to matter. */
  const year = (of: DutyDays, every: boolean, ahead: number[]) => {
    const own = { ...rules, ahead };
    const told = new Set<string>();
    const lines: string[] = [];
    let look: string | null = of.arrivedOn;
    for (let day = of.arrivedOn; day < '2025-12-31'; day = addDays(day, 1)) {
      if (!every && (look === null || day < look)) continue;
      const { step } = decide(of, own, place, {
        day,
        listener: 'keeper',
        told: { steps: told, was: false, letter: true },
      });
      if (step !== null) {
        told.add(step);
        lines.push(`${day} ${step}`);
      }
      look = nextLook(of, [own], place, { day, waiting: !isWorkingDay(place, day) });
    }
    return lines;
  };

  it('nothing is missed by looking on those days alone', () => {
    const aheads = fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { maxLength: 4 });
    fc.assert(
      fc.property(days, days, fc.boolean(), fc.boolean(), aheads, (arrivedOn, dueOn, overdue, atOnce, ahead) => {
        const of = duty({ arrivedOn, dueOn: addDays(dueOn, 20), overdue, atOnce, expired: false });
        expect(year(of, false, ahead)).toEqual(year(of, true, ahead));
      }),
      { numRuns: 60 },
    );
  });

  it('each step is told on a working day, but for the coming of ด่วนที่สุด', () => {
    fc.assert(
      fc.property(days, days, (arrivedOn, dueOn) => {
        for (const line of year(duty({ arrivedOn, dueOn: addDays(dueOn, 20) }), true, [7, 3, 1])) {
          expect(isWorkingDay(place, line.slice(0, 10))).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('what cannot wait for the next message', () => {
  it('is due by the next working day', () => {
    expect(cannotWait(duty({ dueOn: '2025-02-10' }), place, '2025-02-07')).toBe(true);
    expect(cannotWait(duty({ dueOn: '2025-02-11' }), place, '2025-02-07')).toBe(false);
    // Sunday: Friday was the last day to do something.
    expect(cannotWait(duty({ dueOn: '2025-02-09' }), place, '2025-02-07')).toBe(true);
  });
});

describe('the day to pass a letter on', () => {
  it('leaves those below their working days', () => {
    expect(relayDay(place, { dueOn: '2025-02-28', arrivedOn: '2025-02-03', ahead: 7 })).toBe('2025-02-19');
  });
  it('leaves them as many where their day is a holiday: they can keep it on the last working day before', () => {
    // Sunday 2 March: 28, 27, 26, 25, 24, 21 and 20 February.
    expect(relayDay(place, { dueOn: '2025-03-02', arrivedOn: '2025-02-03', ahead: 7 })).toBe('2025-02-19');
    expect(relayDay(place, { dueOn: '2025-03-02', arrivedOn: '2025-02-03', ahead: 0 })).toBe('2025-02-28');
  });
  it('is the first working day after what came late', () => {
    expect(relayDay(place, { dueOn: '2025-02-28', arrivedOn: '2025-02-21', ahead: 7 })).toBe('2025-02-24');
  });
  it('is never behind the day itself', () => {
    expect(relayDay(place, { dueOn: '2025-02-28', arrivedOn: '2025-02-28', ahead: 7 })).toBe('2025-02-28');
  });
});
