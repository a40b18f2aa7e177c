import { addDays, daysBetween, daysInMonth, partsOf, weekdayOf } from '../calendar.js';
import { isWorkingDay, type Workplace } from '../working-days.js';

/**
 * The days of a recurrence rule (RFC 5545): what letters need of it, by going through the days. FREQ of DAILY, WEEKLY, MONTHLY and
 * YEARLY with INTERVAL, BYMONTH, BYMONTHDAY, BYDAY (MO, 1MO, -1FR), BYSETPOS, UNTIL and COUNT.
 */

const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

export interface Rule {
  frequency: (typeof FREQUENCIES)[number];
  interval: number;
  months: number[];
  monthDays: number[];
  weekdays: { weekday: number; nth: number }[];
  positions: number[];
  until: string | null;
  count: number | null;
}

const whole = (text: string): number => (/^[+-]?\d{1,4}$/.test(text) ? Number(text) : Number.NaN);

/** A rule's parts; null where it is none, or has a part that is not known here. */
export function parseRule(text: string): Rule | null {
  const rule: Rule = {
    frequency: 'DAILY',
    interval: 1,
    months: [],
    monthDays: [],
    weekdays: [],
    positions: [],
    until: null,
    count: null,
  };
  let frequency: string | undefined;
  for (const part of text.replace(/^RRULE:/, '').split(';')) {
    const [name, value = ''] = part.split('=');
    const numbers = value.split(',').map(whole);
    if (name === 'FREQ') frequency = value;
    else if (name === 'INTERVAL') rule.interval = whole(value);
    else if (name === 'COUNT') rule.count = whole(value);
    else if (name === 'BYMONTH') rule.months = numbers;
    else if (name === 'BYMONTHDAY') rule.monthDays = numbers;
    else if (name === 'BYSETPOS') rule.positions = numbers;
    else if (name === 'UNTIL') {
      const day = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(value);
      if (!day) return null;
      rule.until = `${day[1]}-${day[2]}-${day[3]}`;
    } else if (name === 'BYDAY') {
      for (const one of value.split(',')) {
        const match = /^([+-]?\d{1,2})?(SU|MO|TU|WE|TH|FR|SA)$/.exec(one);
        if (!match) return null;
        rule.weekdays.push({ weekday: WEEKDAYS.indexOf(match[2]!), nth: Number(match[1] ?? 0) });
      }
    } else if (name !== 'WKST') return null;
  }
  const known = FREQUENCIES.find((one) => one === frequency);
  const numbers = [rule.interval, rule.count ?? 1, ...rule.months, ...rule.monthDays, ...rule.positions];
  if (!known || numbers.some((number) => !Number.isInteger(number) || number === 0) || rule.interval < 1) return null;
  return { ...rule, frequency: known };
}

/** MO to FR with a position: the letter says วันทำการ, so that holidays count too. */
export const countsWorkingDays = ({ weekdays, positions }: Rule): boolean =>
  positions.length > 0 &&
  weekdays.length === 5 &&
  weekdays.every(({ weekday, nth }) => nth === 0 && weekday >= 1 && weekday <= 5);

function fits(rule: Rule, day: string, anchor: string, place: Workplace): boolean {
  const { year, month, day: dayOfMonth } = partsOf(day);
  const start = partsOf(anchor);
  const length = daysInMonth(year, month);
  if (rule.months.length > 0 && !rule.months.includes(month)) return false;
  if (rule.monthDays.length > 0 && !rule.monthDays.some((one) => (one < 0 ? length + 1 + one : one) === dayOfMonth))
    return false;
  if (countsWorkingDays(rule)) {
    if (!isWorkingDay(place, day)) return false;
  } else if (rule.weekdays.length > 0) {
    const nth = Math.ceil(dayOfMonth / 7);
    const nthLast = -Math.ceil((length - dayOfMonth + 1) / 7);
    const weekday = weekdayOf(day);
    if (!rule.weekdays.some((one) => one.weekday === weekday && [0, nth, nthLast].includes(one.nth))) return false;
  } else if (rule.monthDays.length === 0) {
    // RFC 5545 3.3.10: what the rule leaves open is that of its start.
    if (rule.frequency === 'WEEKLY' && weekdayOf(day) !== weekdayOf(anchor)) return false;
    if (rule.frequency === 'MONTHLY' && dayOfMonth !== start.day) return false;
    if (rule.frequency === 'YEARLY' && dayOfMonth !== start.day) return false;
    if (rule.frequency === 'YEARLY' && rule.months.length === 0 && month !== start.month) return false;
  } else if (rule.frequency === 'YEARLY' && rule.months.length === 0 && month !== start.month) return false;
  if (rule.interval === 1) return true;
  const monday = (one: string) => addDays(one, -((weekdayOf(one) + 6) % 7));
  const passed = {
    DAILY: daysBetween(anchor, day),
    WEEKLY: daysBetween(monday(anchor), monday(day)) / 7,
    // Months that are named are meant themselves, whatever month the letter was written in.
    MONTHLY: rule.months.length > 0 ? 0 : (year - start.year) * 12 + month - start.month,
    YEARLY: year - start.year,
  }[rule.frequency];
  return passed % rule.interval === 0;
}

/** Days of one period (week, month, year) by the positions asked for; all where none is. */
function chosen(rule: Rule, days: readonly string[]): string[] {
  if (rule.positions.length === 0) return [...days];
  return rule.positions.flatMap((one) => days.at(one < 0 ? one : one - 1) ?? []).sort();
}

function periodOf(rule: Rule, day: string): string {
  if (rule.frequency === 'WEEKLY') return addDays(day, -((weekdayOf(day) + 6) % 7));
  return day.slice(0, { DAILY: 10, MONTHLY: 7, YEARLY: 4 }[rule.frequency]);
}

/** A year and the days of the longest period round it. */
const MOST_SPAN = 800;

/**
 * The days of a rule from `from` to `to` (both counted, at most two years). `anchor` is the day it starts with: what lies before it is
 * none of its days. Null where the rule is not understood; never throws.
 */
export function occurrences(
  recurrence: string,
  range: { anchor: string; from: string; to: string },
  place: Workplace,
): string[] | null {
  const rule = parseRule(recurrence);
  if (!rule) return null;
  const { anchor, to } = range;
  const from = range.from < anchor || rule.count !== null ? anchor : range.from;
  if (daysBetween(from, to) < 0) return [];
  const first = `${from.slice(0, 4)}-01-01`;
  const begin = rule.frequency === 'WEEKLY' ? addDays(first, -7) : first;
  const end = addDays(`${addDays(from, Math.min(MOST_SPAN, daysBetween(from, to))).slice(0, 4)}-12-31`, 7);
  const periods = new Map<string, string[]>();
  for (let day = begin; day <= end; day = addDays(day, 1)) {
    if (!fits(rule, day, anchor, place)) continue;
    const period = periodOf(rule, day);
    periods.set(period, [...(periods.get(period) ?? []), day]);
  }
  return [...periods.values()]
    .flatMap((days) => chosen(rule, days))
    .filter((day) => day >= from && day <= (rule.until !== null && rule.until < to ? rule.until : to))
    .slice(0, rule.count ?? undefined)
    .filter((day) => day >= range.from);
}
