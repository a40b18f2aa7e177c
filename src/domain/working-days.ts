import type { Holiday } from '../../schemas/holidays.js';
import { addDays, daysBetween, partsOf, weekdayOf } from './calendar.js';

/**
 * Working days of government offices: not Saturday or Sunday, and no day on which offices are closed. The days are a table
 * that people keep, since the cabinet announces them year by year; what is counted through a year that is not announced says so.
 */

export interface HolidayCalendar {
  /** The day's holiday for offices of a province (null: anywhere), null where there is none. */
  holidayOn(day: string, province?: string | null): Holiday | null;
  /** The days with a holiday somewhere, each once, in any order. */
  readonly days: readonly string[];
  /** Whether the days of this Gregorian year are known: announced, each of them. */
  announced(year: number): boolean;
  /** The last such year, null where there is none. */
  readonly knownUntil: number | null;
}

/** The calendar of a table's rows, in any order. */
export function holidayCalendar(rows: readonly Holiday[]): HolidayCalendar {
  const byDay = new Map<string, Holiday[]>();
  const years = new Map<number, boolean>();
  for (const row of rows) {
    byDay.set(row.date, [...(byDay.get(row.date) ?? []), row]);
    if (row.province !== null) continue;
    const { year } = partsOf(row.date);
    years.set(year, (years.get(year) ?? true) && row.status === 'announced');
  }
  const known = [...years].flatMap(([year, announced]) => (announced ? [year] : []));
  return {
    holidayOn: (day, province = null) =>
      byDay.get(day)?.find((row) => row.province === null || row.province === province) ?? null,
    days: [...byDay.keys()],
    announced: (year) => years.get(year) === true,
    knownUntil: known.length > 0 ? Math.max(...known) : null,
  };
}

/** Where offices work: a calendar, and the province whose own holidays count too. */
export interface Workplace {
  holidays: HolidayCalendar;
  province?: string | null;
}

/** A day that was counted to, with the Gregorian years passed on the way that are not announced, ascending. */
export interface CountedDay {
  day: string;
  unannounced: number[];
}

/** A table in which nobody ever works ends the search. */
const MOST_DAYS = 4000;

export function isWorkingDay({ holidays, province }: Workplace, day: string): boolean {
  const weekday = weekdayOf(day);
  return weekday !== 0 && weekday !== 6 && holidays.holidayOn(day, province) === null;
}

/** Steps of one day until `done` says so. The day it began on is asked first where `inclusive`. */
function walk(
  place: Workplace,
  from: string,
  step: 1 | -1,
  inclusive: boolean,
  done: (day: string) => boolean,
): CountedDay {
  const unannounced = new Set<number>();
  let day = inclusive ? from : addDays(from, step);
  for (let steps = 0; ; steps++, day = addDays(day, step)) {
    const { year } = partsOf(day);
    if (!place.holidays.announced(year)) unannounced.add(year);
    if (done(day) || steps >= MOST_DAYS) return { day, unannounced: [...unannounced].sort((a, b) => a - b) };
  }
}

/**
 * The working day `count` working days after `from` (before it where negative). The first day is not counted (พ.ร.บ. วิธีปฏิบัติราชการทางปกครอง
 * ม. 64 ว. 1). 0 gives `from` itself, whatever day it is.
 */
export function addWorkingDays(place: Workplace, from: string, count: number): CountedDay {
  const whole = Math.trunc(count) || 0;
  if (whole === 0) return { day: from, unannounced: [] };
  let left = Math.abs(whole);
  return walk(place, from, whole > 0 ? 1 : -1, false, (day) => isWorkingDay(place, day) && --left === 0);
}

/** Weekdays (Monday to Friday) of the days after `first` up to `last`. */
function weekdaysBetween(first: string, last: string): number {
  const days = daysBetween(first, last);
  const weeks = Math.floor(days / 7);
  let weekdays = weeks * 5;
  for (let step = weeks * 7 + 1; step <= days; step++) {
    const weekday = (weekdayOf(first) + step) % 7;
    if (weekday !== 0 && weekday !== 6) weekdays++;
  }
  return weekdays;
}

/**
 * How many working days there are after the earlier of two days up to the later one; negative where `to` is the earlier. Not counted day by day: a
 * year that was misread may lie centuries off.
 */
export function workingDaysBetween(place: Workplace, from: string, to: string): number {
  const [first, last] = from < to ? [from, to] : [to, from];
  const closed = place.holidays.days.filter((day) => {
    if (day <= first || day > last) return false;
    const weekday = weekdayOf(day);
    return weekday !== 0 && weekday !== 6 && !isWorkingDay(place, day);
  });
  const days = weekdaysBetween(first, last) - closed.length;
  return from < to ? days : -days || 0;
}

/** The last working day on or before a day: when to remind of what ends on it. */
export function workingDayUntil(place: Workplace, day: string): CountedDay {
  return walk(place, day, -1, true, (one) => isWorkingDay(place, one));
}

/** The first working day on or after a day: where a period that ends on a holiday ends for a private person (ม. 64 ว. 3). */
export function workingDayFrom(place: Workplace, day: string): CountedDay {
  return walk(place, day, 1, true, (one) => isWorkingDay(place, one));
}
