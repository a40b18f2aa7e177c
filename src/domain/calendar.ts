/** Days in the Gregorian calendar as ISO strings, and the Buddhist era over them. No time zone is involved. */

const DAY_MS = 86_400_000;

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** `2025-01-27`, or null where there is no such day or the year is not 1700 to 2199. */
export function isoDay(year: number, month: number, day: number): string | null {
  if (!Number.isInteger(year) || year < 1700 || year > 2199 || month < 1 || month > 12 || day < 1) return null;
  return day > daysInMonth(year, month) ? null : `${year}-${two(month)}-${two(day)}`;
}

/** Length of a month; `month` from 1. */
export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Parts of an ISO day; all NaN where the text is none. */
export function partsOf(iso: string): { year: number; month: number; day: number } {
  return { year: Number(iso.slice(0, 4)), month: Number(iso.slice(5, 7)), day: Number(iso.slice(8, 10)) };
}

function milliseconds(iso: string): number {
  const { year, month, day } = partsOf(iso);
  return Date.UTC(year, month - 1, day);
}

export function addDays(iso: string, days: number): string {
  return new Date(milliseconds(iso) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Days from `from` to `to`, negative where `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((milliseconds(to) - milliseconds(from)) / DAY_MS);
}

/** 0 is Sunday. */
export function weekdayOf(iso: string): number {
  return new Date(milliseconds(iso)).getUTCDay();
}

/**
 * Gregorian year of a month in a Buddhist year. Until 2483 the year began on 1 เมษายน and 2483 itself ended in ธันวาคม
 * (พ.ร.บ. ปีประดิทิน พ.ศ. 2483), so มกราคม to มีนาคม of an older year lie one year later, and 2483 has none.
 */
export function gregorianYear(buddhistYear: number, month: number): number | null {
  if (buddhistYear >= 2484 || month >= 4) return buddhistYear - 543;
  return buddhistYear === 2483 ? null : buddhistYear - 542;
}

/** Buddhist year of an ISO day, by the same rule. */
export function buddhistYear(iso: string): number {
  const { year, month } = partsOf(iso);
  return year < 1941 && month < 4 ? year + 542 : year + 543;
}

/** The clock of Thailand at an instant, as ISO 8601 without an offset (UTC+7, no summer time). */
const thaiClock = (at: Date): string => new Date(at.getTime() + 7 * 3_600_000).toISOString();

/** The day it is in Thailand. */
export const thaiDay = (at: Date): string => thaiClock(at).slice(0, 10);

/** The time of day in Thailand, `HH:MM`. */
export const thaiTime = (at: Date): string => thaiClock(at).slice(11, 16);

/**
 * The last day of a period of months that begins on the day after `from` (ป.พ.พ. ม. 193/3, 193/5): counted by the calendar, it ends on the day
 * before the one that corresponds to its first; where the last month has no such day, on that month's last. One that begins with
 * a month ends with a month: a month from 31 มกราคม is the whole of กุมภาพันธ์, one from 28 กุมภาพันธ์ the whole of มีนาคม.
 */
export function addMonths(from: string, months: number): string {
  const first = partsOf(addDays(from, 1));
  const count = first.year * 12 + (first.month - 1) + months;
  const year = Math.floor(count / 12);
  const month = (count % 12) + 1;
  const corresponding = isoDay(year, month, first.day);
  return corresponding === null ? `${year}-${two(month)}-${two(daysInMonth(year, month))}` : addDays(corresponding, -1);
}
