import { loose, looseAny, withoutMarks } from './loose.js';
import { toArabicDigits } from './numerals.js';
import { SPOKEN_HOURS } from './tables/hours.js';

/** A time of day as it stands in a text: `16:30`; `24:00` is the end of the day. */
export interface TimeMention {
  start: number;
  end: number;
  time: string;
  /** Where a span is printed (๐๙.๐๐ - ๑๒.๐๐ น.), its start; null otherwise. */
  from: string | null;
}

/** ภายในเวลาราชการ ends with the working day of government offices. */
const END_OF_OFFICE_HOURS = '16:30';

const CLOCK = '(\\d{1,2})\\s?[.:]\\s?(\\d{2})';
const SUFFIX = `(?:\\s{0,2}(?:น\\s?\\.|${loose('นาฬิกา')}|น(?![\\u0e01-\\u0e4e])))`;
const SPAN = new RegExp(`(?<![\\d.:/-])${CLOCK}${SUFFIX}?\\s{0,2}(?:[-–—−]|ถึง)\\s{0,2}${CLOCK}${SUFFIX}`, 'g');
const MARKED = new RegExp(`(?<![\\d.:/-])${CLOCK}${SUFFIX}`, 'g');
const LABELLED = new RegExp(`${loose('เวลา')}\\s{0,3}${CLOCK}(?![\\d.:])`, 'g');
const WHOLE_HOUR = new RegExp(`${loose('เวลา')}\\s{0,3}(\\d{1,2})\\s{0,2}${loose('นาฬิกา')}`, 'g');
const MIDNIGHT = new RegExp(loose('เที่ยงคืน'), 'g');
/** ความเที่ยง and เที่ยงตรง are a quality, เที่ยงคืน is midnight. */
const NOON = new RegExp(`(?<!ความ|ค่า)${loose('เที่ยง')}(?:${loose('วัน')}(?!ที่|นี้|[จอพศเส]))?(?=\\s|วัน|ของ|$)`, 'g');
const OFFICE_HOURS = new RegExp(
  `(?<=${loose('ภาย ใน')})\\s?${looseAny(['เวลาราชการ', 'เวลาทำการ'])}|(?<=${loose('ก่อน')})${looseAny(['เวลาเลิกราชการ', 'เวลาเลิกงาน', 'หมดเวลาราชการ', 'สิ้นเวลาราชการ'])}`,
  'g',
);
/** แปดโมงเช้า, บ่ายโมงครึ่ง, สี่โมงเย็น, สองทุ่ม: spoken hours. */
const SPOKEN = new RegExp(`${looseAny(SPOKEN_HOURS.map(([word]) => word))}(${loose('ครึ่ง')}|${loose('ตรง')})?`, 'g');
const HOUR_OF = new Map(SPOKEN_HOURS.map(([word, hour]) => [withoutMarks(word), hour] as const));

/** Every time of day in the text, in order; a span before the single times in it. Times that cannot be (๒๕.๐๐ น.) are left out. */
export function findTimes(text: string): TimeMention[] {
  const plain = toArabicDigits(text);
  const found: TimeMention[] = [];
  const taken = new Uint8Array(plain.length);
  const add = (index: number, length: number, time: string | null, from: string | null = null) => {
    const end = index + length;
    if (time === null || taken.subarray(index, end).includes(1)) return;
    taken.fill(1, index, end);
    found.push({ start: index, end, time, from });
  };
  for (const m of plain.matchAll(SPAN)) add(m.index, m[0].length, clock(m[3]!, m[4]!), clock(m[1]!, m[2]!));
  for (const m of plain.matchAll(MARKED)) add(m.index, m[0].length, clock(m[1]!, m[2]!));
  for (const m of plain.matchAll(LABELLED)) add(m.index, m[0].length, clock(m[1]!, m[2]!));
  for (const m of plain.matchAll(WHOLE_HOUR)) add(m.index, m[0].length, clock(m[1]!, '00'));
  for (const m of plain.matchAll(SPOKEN)) add(m.index, m[0].length, spokenHour(m[0], m[1]));
  for (const m of plain.matchAll(MIDNIGHT)) add(m.index, m[0].length, '24:00');
  for (const m of plain.matchAll(NOON)) add(m.index, m[0].length, '12:00');
  for (const m of plain.matchAll(OFFICE_HOURS)) add(m.index, m[0].length, END_OF_OFFICE_HOURS);
  return found.sort((a, b) => a.start - b.start);
}

function spokenHour(words: string, half: string | undefined): string | null {
  const hour = HOUR_OF.get(withoutMarks(half === undefined ? words : words.slice(0, -half.length)));
  return hour === undefined ? null : clock(String(hour), half?.startsWith('ค') ? '30' : '00');
}

function clock(hours: string, minutes: string): string | null {
  const h = Number(hours);
  const m = Number(minutes);
  if (h > 24 || m > 59 || (h === 24 && m > 0)) return null;
  return `${String(h).padStart(2, '0')}:${minutes}`;
}
