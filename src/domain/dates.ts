import { buddhistYear, daysBetween, daysInMonth, isoDay, partsOf, weekdayOf } from './calendar.js';
import { findMonths, type MonthToken } from './date-tokens.js';
import { toArabicDigits, toThaiDigits } from './numerals.js';
import { MONTHS } from './tables/months.js';

/** One date as it stands in a text, or a range of dates under its last day. */
export interface DateMention {
  /** First character, the word วันที่ included. */
  start: number;
  /** One past the last character. */
  end: number;
  /** The day, or the last day of a range; null where the day is blank, impossible, or only a month is named. */
  iso: string | null;
  /** First day of a range or list; null for a single date. */
  from: string | null;
  /** The days of a list (๑๘, ๒๖ มีนาคม), in order; null where they are a range or one. */
  listed: string[] | null;
  /** `month` where no day is printed. */
  precision: 'day' | 'month';
  /** Gregorian year; null where none is printed and none could be inherited. */
  year: number | null;
  /** 1 to 12. */
  month: number;
  /** Year taken over from a neighbouring date or counted from the letter's own. */
  yearInferred: boolean;
  /** วันที่ with room left for a day that is not filled in. */
  blankDay: boolean;
  /** The printed weekday against the day's own: a mismatch means a misread digit. Null where none is printed. */
  weekday: 'match' | 'mismatch' | null;
  /** The weekday that is printed, 0 for Sunday. */
  printedWeekday: number | null;
  /** A month or weekday whose name is misspelt or misread was taken for the one nearest to it. */
  repaired: boolean;
}

export interface FindDatesOptions {
  /** The letter's own date: a date without any year is the first such day on or after it. */
  letterDate?: string | null;
}

const RANGE_GAP =
  /^(?:\s{0,3}เวลา\s{0,3}[\d.:]{1,5}\s{0,3}(?:น\.|นาฬิกา))?\s{0,3}(?:[-–—−]|(?:ไป)?(?:จน)?ถึง(?:สิ้น)?|(?:ไป)?จนสิ้น)\s{0,3}(?:วันที่|เดือน)?\s{0,3}$/;

/** Every date in the text, in order, in all forms of DOMAIN 3; linear in its length. */
export function findDates(text: string, options: FindDatesOptions = {}): DateMention[] {
  const plain = toArabicDigits(text);
  const tokens = findMonths(plain);
  inheritYears(plain, tokens, options.letterDate ?? null);
  const mentions: DateMention[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    const next = tokens[i + 1];
    if (next && joins(plain, token, next)) {
      mentions.push(rangeOf(token, next));
      i++;
    } else {
      mentions.push(single(token));
    }
  }
  return mentions;
}

function joins(plain: string, first: MonthToken, second: MonthToken): boolean {
  const gap = second.start - first.end;
  return gap >= 0 && gap <= 40 && RANGE_GAP.test(plain.slice(first.end, second.start));
}

/** A missing year comes from the end of its range, else from the nearest date of the paragraph, else from the letter. */
function inheritYears(plain: string, tokens: MonthToken[], letterDate: string | null): void {
  for (let i = tokens.length - 2; i >= 0; i--) {
    const token = tokens[i]!;
    const next = tokens[i + 1]!;
    if (token.year !== null || next.year === null || token.badYear || !joins(plain, token, next)) continue;
    token.year = token.month > next.month ? next.year - 1 : next.year;
    token.end = Math.max(token.end, token.monthEnd);
  }
  const known = tokens.map((token) => token.year);
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token.year !== null || token.badYear) continue;
    token.yearInferred = true;
    token.year =
      nearYear(plain, tokens, known, i - 1, i) ??
      nearYear(plain, tokens, known, i + 1, i) ??
      yearAfter(token, letterDate);
  }
}

function nearYear(
  plain: string,
  tokens: MonthToken[],
  known: (number | null)[],
  from: number,
  to: number,
): number | null {
  const near = tokens[from];
  const year = known[from] ?? null;
  if (!near || year === null) return null;
  const between = plain.slice(Math.min(near.end, tokens[to]!.end), Math.max(near.start, tokens[to]!.start));
  return between.length > 200 || between.includes('\n') ? null : year;
}

function yearAfter(token: MonthToken, letterDate: string | null): number | null {
  if (letterDate === null) return null;
  const { year } = partsOf(letterDate);
  const iso = isoDay(year, token.month, token.days.at(-1) ?? daysInMonth(year, token.month));
  return iso !== null && iso < letterDate ? year + 1 : year;
}

function single(token: MonthToken): DateMention {
  const { year, month } = token;
  const last = token.days.at(-1) ?? null;
  const iso = year !== null && last !== null ? isoDay(year, month, last) : null;
  const first = token.days.length > 1 && year !== null && iso !== null ? isoDay(year, month, token.days[0]!) : null;
  const agrees = token.weekday === null || iso === null ? null : weekdayOf(first ?? iso) === token.weekday;
  const listed = token.listed && year !== null ? token.days.map((day) => isoDay(year, month, day)) : [];
  return {
    start: token.start,
    end: token.end,
    iso,
    listed: listed.length > 0 && listed.every((day) => day !== null) ? listed : null,
    from: first !== null && iso !== null && first < iso ? first : null,
    precision: last === null ? 'month' : 'day',
    year,
    month,
    yearInferred: token.yearInferred,
    blankDay: token.blankDay,
    // A guessed weekday that does not agree says nothing about the digits.
    weekday: agrees === null || (!agrees && token.repaired) ? null : agrees ? 'match' : 'mismatch',
    printedWeekday: token.weekday,
    repaired: token.repaired,
  };
}

function rangeOf(first: MonthToken, second: MonthToken): DateMention {
  const a = single(first);
  const b = single(second);
  const from = a.from ?? a.iso ?? (a.precision === 'month' && a.year !== null ? isoDay(a.year, a.month, 1) : null);
  const mismatch = a.weekday === 'mismatch' || b.weekday === 'mismatch';
  return {
    ...b,
    start: a.start,
    from: from !== null && (b.iso === null || from < b.iso) ? from : null,
    listed: null,
    yearInferred: a.yearInferred || b.yearInferred,
    repaired: a.repaired || b.repaired,
    printedWeekday: b.weekday === 'mismatch' || a.weekday !== 'mismatch' ? b.printedWeekday : null,
    weekday: mismatch ? 'mismatch' : (b.weekday ?? a.weekday),
  };
}

/** The last day of the month that a mention of month precision names; null without a year. */
export function monthEnd(mention: DateMention): string | null {
  if (mention.year === null) return null;
  return isoDay(mention.year, mention.month, daysInMonth(mention.year, mention.month));
}

/** The one day that a text names, as ISO; null where it names none, several, or leaves the day blank. */
export function parseThaiDate(text: string): string | null {
  const mentions = findDates(text.length > 400 ? text.slice(0, 400) : text);
  const first = mentions[0];
  return mentions.length === 1 && first && first.from === null && !first.yearInferred ? first.iso : null;
}

/** "๒๗ มกราคม ๒๕๖๘", or with `short` "๒๗ ม.ค. ๖๘". An impossible day is given back as it came. */
export function formatThaiDate(iso: string, options: { digits?: 'thai' | 'arabic'; short?: boolean } = {}): string {
  const { year, month, day } = partsOf(iso);
  if (isoDay(year, month, day) === null) return iso;
  const name = MONTHS[month - 1]!;
  const era = buddhistYear(iso);
  const text = options.short ? `${day} ${name.short} ${String(era).slice(2)}` : `${day} ${name.full} ${era}`;
  return options.digits === 'arabic' ? text : toThaiDigits(text);
}

/**
 * Days that one changed digit (costs of DOMAIN 9.1: ๔/๕, ๗/๙, ๗/๓, ๐/๖ …) would make agree with a printed weekday,
 * nearest first; empty where the mention agrees or prints none.
 */
export function weekdayRepairs(mention: DateMention, weekday: number): string[] {
  if (mention.iso === null || mention.weekday !== 'mismatch') return [];
  const { year, month, day } = partsOf(mention.iso);
  const digits = String(day);
  const found = new Set<string>();
  for (let place = 0; place < digits.length; place++) {
    for (let digit = 0; digit <= 9; digit++) {
      const iso = isoDay(year, month, Number(digits.slice(0, place) + digit + digits.slice(place + 1)));
      if (iso !== null && iso !== mention.iso && weekdayOf(iso) === weekday) found.add(iso);
    }
  }
  const distance = (iso: string) => Math.abs(daysBetween(mention.iso!, iso));
  return [...found].sort((a, b) => distance(a) - distance(b));
}
