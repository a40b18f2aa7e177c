import { isoDay } from './calendar.js';
import { parseThaiDate } from './dates.js';
import { toArabicDigits } from './numerals.js';

/**
 * A day as people type it into a field: `๒๗ ม.ค. ๒๕๖๘`, `27 มกราคม 68`, `27/1/2568`, `27-1-68`, `270168`, an ISO day. Years of two digits are
 * those of the Buddhist era's current century, years below 2400 are Gregorian. Null where it is no whole day.
 */
export function parseTypedDay(text: string): string | null {
  const plain = toArabicDigits(text.trim());
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(plain);
  if (iso) return isoDay(gregorian(iso[1]!), Number(iso[2]), Number(iso[3]));
  const digits =
    /^(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4}|\d{2})$/.exec(plain) ??
    /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(plain);
  if (digits) return isoDay(gregorian(digits[3]!), Number(digits[2]), Number(digits[1]));
  return parseThaiDate(plain);
}

const gregorian = (year: string): number => {
  const number = Number(year);
  if (year.length === 2) return number + 2500 - 543;
  return number < 2400 ? number : number - 543;
};

/** A time as people type it: `9.30`, `09:30 น.`, `๑๖.๐๐`, `930`. `09:30`, or null where it is none. */
export function parseTypedTime(text: string): string | null {
  const plain = toArabicDigits(text.trim()).replace(/\s*(?:น\.?|นาฬิกา)$/, '');
  const [, hour, minute = '00'] =
    /^(\d{1,2})(?:\s*[.:]\s*(\d{2}))?$/.exec(plain) ?? /^(\d{1,2})(\d{2})$/.exec(plain) ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return null;
  return `${hour.padStart(2, '0')}:${minute}`;
}
