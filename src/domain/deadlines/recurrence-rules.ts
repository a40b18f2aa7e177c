import { loose, looseAny } from '../loose.js';
import { NUMBER_WORDS, parseInteger, parseNumberWord } from '../numerals.js';
import { MONTHS, WEEKDAYS } from '../tables/months.js';

const DAY = `(\\d{1,2}|[๐-๙]{1,2}|${NUMBER_WORDS})`;
const DAYS = `${DAY}(?:\\s{0,2}(?:,|และ(?:วันที่)?)\\s{0,3}${DAY})?`;
const MONTHLY = looseAny([
  'ของทุกเดือน',
  'ของทุก ๆ เดือน',
  'ของเดือนถัดไป',
  'ของเดือน',
  'ของแต่ละเดือน',
  'ของเดือนถัดไปทุกเดือน',
  'ทุกเดือน',
]);
const WITHIN = looseAny(['ภาย ใน', 'ไม่ เกิน', 'ก่อน']);
const DATE_WORD = loose('วันที่');
const EVERY = loose('ทุก');
const MONTH_NAME = `(${looseAny(MONTHS.flatMap(({ full, short, variants }) => [full, short, ...variants]))})`;
const YEARLY = looseAny(['ของทุกปี', 'ของทุก ๆ ปี', 'ของแต่ละปี', 'ทุกปี']);
const TO = `\\s{0,2}(?:[-–—]|${looseAny(['จนถึง', 'ถึง'])})\\s{0,2}`;
const AND = `\\s{0,2}(?:,|${looseAny(['และ'])})\\s{0,3}`;
const WEEKDAY = `(${looseAny(WEEKDAYS.flat())})`;
const WEEKDAY_CODES = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const WORKDAYS = 'MO,TU,WE,TH,FR';

/** A wording of days that come again. */
export interface RecurrenceRule {
  pattern: RegExp;
  /** The rules that the match gives, none where it is no rule after all. */
  rule: (match: RegExpExecArray) => (string | null)[];
  /** Nothing but the frequency is said; not where the letter gives a day beside it. */
  bare?: true;
  /** Another rule that the same words allow. */
  other?: string;
  /** Only with a time behind it: ทุกวัน alone is said of anything. */
  timed?: true;
}

function numberOf(digits: string | undefined): number | null {
  return digits === undefined ? null : (parseInteger(digits) ?? parseNumberWord(digits));
}

function monthDays(first: string | undefined, second: string | undefined): string | null {
  const days = [first, second].flatMap((digits) => (digits === undefined ? [] : [numberOf(digits)]));
  if (days.some((day) => day === null || day < 1 || day > 31)) return null;
  return `FREQ=MONTHLY;BYMONTHDAY=${days.join(',')}`;
}

function monthOf(name: string): number | null {
  const found = MONTHS.find(({ full, short, variants }) =>
    [full, short, ...variants].some((spelling) => new RegExp(`^${loose(spelling)}$`).test(name)),
  );
  return found?.month ?? null;
}

function yearly(name: string | undefined, day: string | number | null): string | null {
  const month = name === undefined ? null : monthOf(name);
  return month === null || day === null ? null : `FREQ=YEARLY;BYMONTH=${month};BYMONTHDAY=${day}`;
}

function weekdayOf(name: string | undefined): number {
  return name === undefined ? -1 : WEEKDAYS.findIndex((names) => new RegExp(`^${looseAny(names)}$`).test(name));
}

/** ทุกวันจันทร์ และวันพฤหัสบดี; ทุกวันจันทร์ – ศุกร์ is every day between. */
function weekly(m: RegExpExecArray): string | null {
  const days = [m[1], m[3], m[4]].map(weekdayOf).filter((day) => day >= 0);
  if (days.length === 0) return null;
  const [first, last] = days;
  const through = m[2] !== undefined && !/และ|,/.test(m[2]) && last !== undefined && first! < last;
  const all = through ? Array.from({ length: last - first! + 1 }, (_, i) => first! + i) : days;
  return `FREQ=WEEKLY;BYDAY=${all.map((day) => WEEKDAY_CODES[day]).join(',')}`;
}

/** Quarters of the fiscal year end in December, March, June and September; what is due behind them is due in the months after. */
const QUARTER_ENDS = 'FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1';

const ORDINALS: readonly (readonly [word: string, place: number])[] = [
  ['แรก', 1],
  ['ที่หนึ่ง', 1],
  ['ที่ ๑', 1],
  ['ที่ 1', 1],
  ['ที่สอง', 2],
  ['ที่ ๒', 2],
  ['ที่ 2', 2],
  ['ที่สาม', 3],
  ['ที่ ๓', 3],
  ['ที่ 3', 3],
  ['ที่สี่', 4],
  ['ที่ ๔', 4],
  ['ที่ 4', 4],
  ['สุดท้าย', -1],
];

/** วันจันทร์แรกของเดือน. */
function nthWeekday(m: RegExpExecArray): string | null {
  const day = weekdayOf(m[1]);
  const ordinal = m[2]!.replace(/\s+/g, '');
  const place = ORDINALS.find(([word]) => word.replaceAll(' ', '') === ordinal)?.[1];
  return day < 0 || place === undefined ? null : `FREQ=MONTHLY;BYDAY=${place}${WEEKDAY_CODES[day]}`;
}

/** ทุกวันที่ ๑๐ ของเดือนมกราคม เมษายน และกรกฎาคม: the months that are named, in order of the year. */
function namedMonths(m: RegExpExecArray): string | null {
  const day = numberOf(m[1]);
  const months = (m[2]!.match(new RegExp(MONTH_NAME, 'g')) ?? []).flatMap((name) => monthOf(name) ?? []);
  if (day === null || day < 1 || day > 31 || months.length === 0) return null;
  return `FREQ=YEARLY;BYMONTH=${[...new Set(months)].sort((a, b) => a - b).join(',')};BYMONTHDAY=${day}`;
}

/** The first that fits a place wins. */
export const RECURRENCE_RULES: readonly RecurrenceRule[] = [
  {
    pattern: new RegExp(
      `(?:${EVERY}|${WITHIN}\\s{0,2})${loose('วัน')}${WEEKDAY}\\s{0,2}(${looseAny(ORDINALS.map(([word]) => word))})\\s{0,2}${MONTHLY}`,
      'g',
    ),
    rule: (m) => [nthWeekday(m)],
  },
  {
    pattern: new RegExp(
      `(?:${EVERY}|${WITHIN}\\s{0,2})${DATE_WORD}\\s{0,3}${DAY}\\s{0,3}${loose('ของเดือน')}\\s{0,2}((?:${MONTH_NAME}(?:\\s{0,2}(?:,|และ)?(?:เดือน)?\\s{0,2})){2,12})`,
      'g',
    ),
    rule: (m) => [namedMonths(m)],
  },
  {
    // ภายในวันที่ ๑๕ หรือก่อนวันสิ้นเดือน: the earlier of the two stands, the other beside it.
    pattern: new RegExp(
      `${WITHIN}\\s{0,2}${DATE_WORD}\\s{0,3}${DAY}\\s{0,3}${loose('หรือ')}(?:${looseAny(['ก่อน', 'ภายใน'])})?(?:${loose('วัน')})?${loose('สิ้นเดือน')}`,
      'g',
    ),
    rule: (m) => [monthDays(m[1], undefined)],
    other: 'FREQ=MONTHLY;BYMONTHDAY=-1',
  },
  {
    pattern: new RegExp(`${EVERY}${DATE_WORD}\\s{0,3}${DAYS}\\s{0,3}(?:${MONTHLY})?`, 'g'),
    rule: (m) => [monthDays(m[1], m[2])],
  },
  {
    pattern: new RegExp(`${WITHIN}\\s{0,2}${DATE_WORD}\\s{0,3}${DAYS}\\s{0,3}(?!${loose('ของเดือนนี้')})${MONTHLY}`, 'g'),
    rule: (m) => [monthDays(m[1], m[2])],
  },
  {
    pattern: new RegExp(
      `(?:${WITHIN}\\s{0,2})?(?:${looseAny(['ทุกสิ้นเดือน', 'ทุกวันสิ้นเดือน', 'วันสิ้นเดือนของทุกเดือน', 'สิ้นเดือนของทุกเดือน', 'สิ้นเดือนทุกเดือน', 'วันสุดท้ายของทุกเดือน', 'วันทำการสุดท้ายของทุกเดือน', 'วันทำการสุดท้ายของเดือน'])})(?!\\s{0,2}${MONTH_NAME})`,
      'g',
    ),
    rule: (m) => [/ทำการ/.test(m[0]) ? `FREQ=MONTHLY;BYDAY=${WORKDAYS};BYSETPOS=-1` : 'FREQ=MONTHLY;BYMONTHDAY=-1'],
  },
  {
    // ภายใน ๑๐ วัน หลังสิ้นเดือน: the tenth of the next.
    pattern: new RegExp(
      `${WITHIN}\\s{0,2}${DAY}\\s{0,2}${loose('วัน')}\\s{0,2}${looseAny(['นับแต่', 'นับจาก', 'นับถัดจาก', 'ถัดจาก', 'หลังจาก', 'ภายหลัง', 'หลัง'])}(?:${loose('วัน')})?(?:${looseAny(['สิ้นเดือน', 'สิ้นไตรมาส', 'สิ้นสุดไตรมาส', 'สิ้นสุดเดือน'])})`,
      'g',
    ),
    rule: (m) => [(numberOf(m[1]) ?? 31) <= 28 ? monthDays(m[1], undefined) : null],
  },
  {
    pattern: new RegExp(
      `${EVERY}${loose('วัน')}${WEEKDAY}(?:(${TO}|${AND}|\\s{1,2})(?:${loose('วัน')})?${WEEKDAY}(?:${AND}(?:${loose('วัน')})?${WEEKDAY})?)?`,
      'g',
    ),
    rule: (m) => [weekly(m)],
  },
  {
    pattern: new RegExp(`${EVERY}${looseAny(['วันทำการ', 'วันราชการ'])}(?!${looseAny(['สุดท้าย', 'แรก'])})`, 'g'),
    rule: () => [`FREQ=WEEKLY;BYDAY=${WORKDAYS}`],
  },
  {
    pattern: new RegExp(
      `${EVERY}${loose('วัน')}\\s{0,2}${looseAny(['โดยไม่เว้นวันหยุด', 'ไม่เว้นวันหยุด', 'ไม่เว้นวันหยุดราชการ', 'โดยไม่มีวันหยุด', 'จนกว่า'])}`,
      'g',
    ),
    rule: () => ['FREQ=DAILY'],
  },
  {
    pattern: new RegExp(`${EVERY}${loose('วัน')}(?=\\s|${loose('ภาย ใน')}|${loose('ก่อน')}|เวลา)`, 'g'),
    rule: () => ['FREQ=DAILY'],
    timed: true,
  },
  {
    pattern: new RegExp(
      `(?:${WITHIN}|ตั้งแต่|ระหว่าง)\\s{0,2}(?:${loose('สิ้น')})?${loose('เดือน')}\\s{0,2}${MONTH_NAME}(?:${TO}(?:${loose('สิ้น')})?(?:${loose('เดือน')})?\\s{0,2}${MONTH_NAME})?\\s{0,2}${YEARLY}`,
      'g',
    ),
    rule: (m) => [yearly(m[2] ?? m[1], '-1')],
  },
  {
    pattern: new RegExp(
      `(?:${WITHIN}|ตั้งแต่|ระหว่าง)\\s{0,2}${DATE_WORD}\\s{0,3}${DAY}\\s{0,3}${MONTH_NAME}(?:(${TO}|${AND})(?:${DATE_WORD})?\\s{0,3}${DAY}\\s{0,3}${MONTH_NAME})?\\s{0,2}${YEARLY}`,
      'g',
    ),
    rule: (m) => {
      const first = yearly(m[2], numberOf(m[1]));
      if (m[5] === undefined) return [first];
      const second = yearly(m[5], numberOf(m[4]));
      return /และ|,/.test(m[3]!) ? [first, second] : [second];
    },
  },
  {
    pattern: new RegExp(looseAny(['ทุกสิ้นไตรมาส', 'สิ้นไตรมาสทุกไตรมาส', 'ภายในสิ้นไตรมาส', 'สิ้นไตรมาสของทุกไตรมาส']), 'g'),
    rule: () => [QUARTER_ENDS],
  },
  {
    pattern: new RegExp(
      looseAny([
        'เป็นรายไตรมาส',
        'รายไตรมาส',
        'ทุกไตรมาส',
        'ไตรมาสละ',
        'ทุก ๆ ไตรมาส',
        'ทุก ๆ 3 เดือน',
        'ทุก 3 เดือน',
        'ทุก ๓ เดือน',
      ]),
      'g',
    ),
    rule: () => [QUARTER_ENDS],
    bare: true,
  },
  {
    pattern: new RegExp(looseAny(['เป็นรายวัน', 'เป็นประจำทุกวัน', 'ทุก ๆ วัน']), 'g'),
    rule: () => ['FREQ=DAILY'],
    bare: true,
  },
  {
    pattern: new RegExp(looseAny(['เป็นรายสัปดาห์', 'เป็นประจำทุกสัปดาห์', 'ทุก ๆ สัปดาห์']), 'g'),
    rule: () => ['FREQ=WEEKLY'],
    bare: true,
  },
  {
    pattern: new RegExp(looseAny(['เป็นประจำทุกเดือน', 'เป็นรายเดือน', 'ทุก ๆ เดือน']), 'g'),
    rule: () => ['FREQ=MONTHLY;BYMONTHDAY=-1'],
    bare: true,
  },
];
