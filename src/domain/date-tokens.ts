import { gregorianYear } from './calendar.js';
import { editDistance } from './closest.js';
import { loose, looseAny, withoutMarks } from './loose.js';
import { MONTHS, WEEKDAYS } from './tables/months.js';

/** A month name with the days before it and the year after it, before ranges are joined and years inherited. */
export interface MonthToken {
  start: number;
  end: number;
  /** One past the month's name. */
  monthEnd: number;
  month: number;
  /** As printed, in order; empty where none is. */
  days: number[];
  /** The days are said one by one (๑๘, ๒๖ and ๑๐ และ ๒๕), none as a range. */
  listed: boolean;
  /** Gregorian. */
  year: number | null;
  /** A year is printed, but none of this world. */
  badYear: boolean;
  yearInferred: boolean;
  blankDay: boolean;
  /** 0 is Sunday. */
  weekday: number | null;
  /** The month's or the weekday's name is the one nearest to what stands there. */
  repaired: boolean;
}

const spelled = new Map<string, number>();
const dotless = new Map<string, number>();
for (const { month, full, short, variants } of MONTHS) {
  for (const name of [full, ...variants]) spelled.set(withoutMarks(name), month);
  dotless.set(withoutMarks(short).replaceAll('.', ''), month);
}
/** มีค and มค, มิย and เมย: with dots the marks tell ม.ค. from มี.ค., so they are compared with them. */
const shortForms = new Map(MONTHS.map(({ month, short }) => [short.replaceAll('.', ''), month]));

const FULL = looseAny(MONTHS.flatMap(({ full, variants }) => [full, ...variants]));
const SHORT = `(?:${MONTHS.map(({ short }) => {
  const [a, b] = short.split('.');
  return `${a}\\s?\\.\\s?${b}(?:\\s?\\.)?|${a}${b}\\.?`;
}).join('|')})`;
const MONTH = new RegExp(`${FULL}|${SHORT}`, 'g');
/** A year of two digits only behind วันที่: ๓/๒/๖๘ may be a number of something else. */
const NUMERIC = new RegExp(
  `(?<![\\d/.-])(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4}|(?<=${loose('ที่')}\\s{0,3}[\\d/.-]{4,6})\\d{2})(?![\\d/])`,
  'g',
);
/** Two Thai words of a month's length between a day and a year: a month with one wrong letter. */
const DOUBTFUL = /(?<=\d\s{0,3})([\u0e01-\u0e4e]{5,12})(?=\s{0,3}(?:พ\.?ศ\.?\s{0,2})?2[45]\d\d(?!\d))/g;

const YEAR = /\s{0,3}(?:(?:พ\s?\.?\s?ศ\s?\.?|ค\s?\.?\s?ศ\s?\.?|ปี)\s{0,3})?(\d{4}|\d{2} \d{2}|\d{2})(?![\d๐-๙])/y;
const WEEKDAY = WEEKDAYS.map((names) => new RegExp(`^${looseAny(names)}$`));
const WEEKDAY_WORD = looseAny(WEEKDAYS.flat());
const DAY_WORD = new RegExp(`(?:${loose('วัน')}\\s?(?:(${WEEKDAY_WORD})\\s?)?)?${loose('ที่')}\\s{0,6}$`);
/** วันศกร์ที่: a weekday with one wrong letter, of three at least. */
const DOUBTFUL_WEEKDAY = new RegExp(`${loose('วัน')}\\s?([\\u0e01-\\u0e4e]{3,12})\\s?${loose('ที่')}\\s{0,6}$`);
const WEEKDAY_ONLY = new RegExp(`${loose('วัน')}\\s?(${WEEKDAY_WORD})\\s{0,3}$`);
const BLANK = new RegExp(`${loose('วันที่')}[\\s._…-]{0,40}$`);
const MONTH_WORD = new RegExp(`(?:${loose('เดือน')})\\s{0,3}$`);
const DAY_BEFORE = /(?<![\d๐-๙/:])(?<!\d\.)(\d{1,2})\s{0,4}(?:เดือน\s{0,2})?$/;
const LIST_BEFORE = /(?<![\d/:])(?<!\d\.)(\d{1,2})\s{0,3}(?:[-–—−,]|,?\s?และ|ถึง(?:วันที่)?)\s{0,3}$/;
const WINDOW = 48;
const MOST_DAYS = 12;

/** Month names in digits-normal text with what belongs to them, in order of place; linear in its length. */
export function findMonths(plain: string): MonthToken[] {
  const tokens: MonthToken[] = [];
  let floor = 0;
  for (const hit of monthHits(plain)) {
    if (hit.start < floor) continue;
    const token = hit.whole ?? around(plain, hit, floor);
    if (token === null) continue;
    tokens.push(token);
    floor = token.end;
  }
  return tokens;
}

interface Hit {
  start: number;
  end: number;
  month: number;
  kind: 'full' | 'short' | 'dotless';
  repaired?: boolean;
  whole?: MonthToken;
}

function monthHits(plain: string): Hit[] {
  const hits: Hit[] = [];
  for (const found of plain.matchAll(MONTH)) {
    const hit = named(found[0], found.index);
    if (hit) hits.push(hit);
  }
  for (const found of plain.matchAll(DOUBTFUL)) {
    const month = nearest(withoutMarks(found[1]!));
    if (month !== null)
      hits.push({ start: found.index, end: found.index + found[1]!.length, month, kind: 'full', repaired: true });
  }
  for (const found of plain.matchAll(NUMERIC)) {
    const [all, day, , month, year] = found;
    const gregorian = yearOf(year!, Number(month));
    if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31 || gregorian === null) continue;
    const place = { start: found.index, end: found.index + all.length };
    const left = plain.slice(Math.max(0, found.index - 24), found.index);
    const word = DAY_WORD.exec(left);
    const start = word ? found.index - left.length + word.index : found.index;
    const parts = { month: Number(month), days: [Number(day)], year: gregorian, weekday: weekdayIn(word?.[1]) };
    const rest = { listed: false, badYear: false, yearInferred: false, blankDay: false, repaired: false };
    hits.push({
      ...place,
      month: Number(month),
      kind: 'full',
      whole: { start, end: place.end, monthEnd: place.end, ...parts, ...rest },
    });
  }
  return hits.sort((a, b) => a.start - b.start || b.end - a.end);
}

function named(word: string, index: number): Hit | null {
  const place = { start: index, end: index + word.length };
  const full = spelled.get(withoutMarks(word));
  if (full !== undefined) return { ...place, month: full, kind: 'full' };
  const letters = word.replace(/[\s.]/g, '');
  const month = shortForms.get(letters) ?? dotless.get(letters);
  if (month === undefined) return null;
  return { ...place, month, kind: /\..*[ก-ฮ]/.test(word) ? 'short' : 'dotless' };
}

/** The one month within one letter of a word; null where there is none or there are two. */
function nearest(word: string): number | null {
  const found = new Set<number>();
  for (const { month, full } of MONTHS) if (editDistance(word, withoutMarks(full), 1) <= 1) found.add(month);
  return found.size === 1 ? [...found][0]! : null;
}

/** 0 is Sunday; null where the word is no weekday's name. */
function weekdayIn(word: string | undefined): number | null {
  const found = word === undefined ? -1 : WEEKDAY.findIndex((pattern) => pattern.test(word));
  return found < 0 ? null : found;
}

/** The one weekday within one letter of a word, the first letter kept; null where there is none or there are two. */
function nearestWeekday(word: string): number | null {
  const bare = withoutMarks(word);
  const found = WEEKDAYS.flatMap(([name], day) => {
    const full = withoutMarks(name!);
    return full.length >= 3 && full[0] === bare[0] && editDistance(bare, full, 1) <= 1 ? [day] : [];
  });
  return found.length === 1 ? found[0]! : null;
}

/** Looks at the 48 characters before a month and the few after it; null where it is no date at all. */
function around(plain: string, hit: Hit, floor: number): MonthToken | null {
  let rest = plain.slice(Math.max(floor, hit.start - WINDOW), hit.start);
  const base = hit.start - rest.length;
  const days: number[] = [];
  let listed = true;
  const own = DAY_BEFORE.exec(rest);
  if (own && Number(own[1]) >= 1 && Number(own[1]) <= 31) {
    days.unshift(Number(own[1]));
    rest = rest.slice(0, own.index);
    for (let more = LIST_BEFORE.exec(rest); more && days.length < MOST_DAYS; more = LIST_BEFORE.exec(rest)) {
      const day = Number(more[1]);
      // A list of days rises; what does not is a number of something else (จำนวน ๓๐, ๕ มกราคม).
      if (day < 1 || day >= days[0]!) break;
      days.unshift(day);
      listed &&= /,|และ/.test(more[0]);
      rest = rest.slice(0, more.index);
    }
  }
  YEAR.lastIndex = hit.end;
  const printed = hit.end < plain.length ? YEAR.exec(plain) : null;
  const digits = printed ? printed[1]!.replace(/\s/g, '') : '';
  const after = printed ? hit.end + printed[0].length : hit.end;
  const isTime = digits.length === 2 && /^(?:[.:]\d|\s{0,2}น\.)/.test(plain.slice(after, after + 4));
  const year = printed && !isTime ? yearOf(digits, hit.month) : null;
  const badYear = printed !== null && !isTime && year === null && digits.length === 4;
  const end = year === null ? hit.end : after;
  if (!stands(plain, hit, days.length > 0, year !== null, rest)) return null;

  const blank = days.length === 0 ? BLANK.exec(rest) : null;
  const word = days.length > 0 ? (DAY_WORD.exec(rest) ?? WEEKDAY_ONLY.exec(rest)) : (blank ?? MONTH_WORD.exec(rest));
  const weekday = days.length > 0 ? weekdayIn(word?.[1]) : null;
  const doubtful = days.length > 0 && weekday === null ? DOUBTFUL_WEEKDAY.exec(rest) : null;
  const guess = doubtful && nearestWeekday(doubtful[1]!);
  const before = guess === null ? word : doubtful;
  return {
    start: before ? base + before.index : days.length > 0 ? base + rest.length : hit.start,
    end,
    monthEnd: hit.end,
    month: hit.month,
    days,
    listed: days.length > 1 && listed,
    year,
    badYear,
    yearInferred: false,
    blankDay: blank !== null,
    weekday: weekday ?? guess,
    repaired: hit.repaired === true || guess !== null,
  };
}

/** Whether the month is one: ก.พ. is also an office, มค needs both a day and a year, and a bare name needs เดือน. */
function stands(plain: string, hit: Hit, hasDay: boolean, hasYear: boolean, before: string): boolean {
  if (hit.kind === 'full') return hasDay || hasYear || MONTH_WORD.test(before) || BLANK.test(before);
  if (/^\s?(?:ร|ศ|อ)\s?\./.test(plain.slice(hit.end, hit.end + 4))) return false;
  const previous = before.at(-1) ?? ' ';
  if (hit.kind === 'dotless') return hasDay && hasYear && !/^[\u0e01-\u0e4e]/.test(plain.slice(hit.end));
  if (hasDay) return true;
  if (/[\u0e01-\u0e4e.]/.test(previous) && !MONTH_WORD.test(before)) return false;
  return MONTH_WORD.test(before) || (hasYear && !/สำนักงาน\s{0,2}$/.test(before));
}

/** Gregorian year of the digits printed after a month: 2400 and above is พ.ศ., 1900 to 2099 ค.ศ., two digits are 25yy. */
function yearOf(digits: string, month: number): number | null {
  const value = Number(digits);
  if (digits.length === 2) return value >= 20 ? gregorianYear(2500 + value, month) : null;
  if (value >= 2400 && value <= 2699) return gregorianYear(value, month);
  return value >= 1900 && value <= 2099 ? value : null;
}
