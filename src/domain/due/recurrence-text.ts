import { toThaiDigits } from '../numerals.js';
import { MONTHS, WEEKDAYS } from '../tables/months.js';
import { countsWorkingDays, parseRule, type Rule } from './recurrence.js';

/** ก, ข และค. */
const joined = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(' ')} และ${words.at(-1)}`;

/** The day within its month or week; null where a letter has no words for it. */
function dayText({ monthDays, weekdays, positions, frequency }: Rule): string | null {
  if (monthDays.length === 1 && monthDays[0] === -1) return 'สิ้นเดือน';
  if (monthDays.length > 0) {
    const days = monthDays.map((day) => `วันที่ ${day}`);
    return weekdays.length > 0 || monthDays.some((day) => day < 0) ? null : joined(days);
  }
  const plain = weekdays.every(({ nth }) => nth === 0);
  return frequency === 'WEEKLY' && plain && positions.length === 0
    ? joined(weekdays.map(({ weekday }) => `วัน${WEEKDAYS[weekday]![0]}`))
    : null;
}

const POSITION: Readonly<Record<number, string>> = { 1: 'แรก', [-1]: 'สุดท้าย' };
const UNIT = { DAILY: 'วัน', WEEKLY: 'สัปดาห์', MONTHLY: 'เดือน', YEARLY: 'ปี' } as const;

/** A recurrence rule as letters say it: `ทุกวันที่ ๕ ของเดือน`; the rule itself where it has parts that no letter has words for. */
export function recurrenceText(recurrence: string): string {
  const rule = parseRule(recurrence);
  const words = rule && ruleText(rule);
  return words === null ? `ทำเป็นรอบ (${recurrence})` : toThaiDigits(words);
}

function ruleText(rule: Rule): string | null {
  const { frequency, interval, months, monthDays, weekdays, positions, until, count } = rule;
  if (until !== null || count !== null) return null;
  const named = months.map((month) => MONTHS[month - 1]?.full ?? '');
  if (countsWorkingDays(rule)) {
    const which = positions.length === 1 ? POSITION[positions[0]!] : undefined;
    return which && frequency === 'MONTHLY' && interval === 1 && months.length === 0
      ? `ทุกวันทำการ${which}ของเดือน`
      : null;
  }
  if (monthDays.length === 0 && weekdays.length === 0 && months.length === 0)
    return interval === 1 ? `ทุก${UNIT[frequency]}` : `ทุก ${interval} ${UNIT[frequency]}`;
  const day = dayText(rule);
  if (day === null || interval !== 1) return null;
  if (months.length > 0) return `ทุก${day}${monthDays[0] === -1 ? '' : ' ของเดือน'}${joined(named)}`;
  return frequency === 'MONTHLY' && monthDays[0] !== -1 ? `ทุก${day} ของเดือน` : `ทุก${day}`;
}
