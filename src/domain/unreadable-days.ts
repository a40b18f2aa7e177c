import { findDates } from './dates.js';
import { looseAny } from './loose.js';

/** Words before the last day of something. */
const UNTIL = new RegExp(`${looseAny(['ภายใน', 'ก่อน', 'ถึง', 'ไม่เกิน'])}\\s{0,3}$`, 'u');
const BEFORE = 12;

/**
 * Whether a text names a day that no calendar has (๓๑ มิถุนายน: a digit is misread), or leaves the last day of something blank. Such a day
 * becomes no deadline, but may be one. `letterDate` is the letter's own; linear in the length of the text.
 */
export function hasUnreadableDay(text: string, letterDate: string | null): boolean {
  return findDates(text, { letterDate }).some(({ start, iso, precision, blankDay, year }) => {
    if (blankDay) return UNTIL.test(text.slice(Math.max(0, start - BEFORE), start));
    // With a letter's date each day has a year, unless one is printed that is none.
    return precision === 'day' && iso === null && (year !== null || letterDate !== null);
  });
}
