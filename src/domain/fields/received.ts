import type { Received } from '../../../schemas/record.js';
import { findDates } from '../dates.js';
import { dateLineOf, isOrganisation } from '../line-kinds.js';
import { type DocLine, locatedText, type Part, wholeLine } from '../lines.js';
import { loose, looseAny } from '../loose.js';
import { toArabicDigits } from '../numerals.js';
import { RELIABILITY } from '../reliability.js';
import { MONTHS } from '../tables/months.js';
import { printedWidth } from '../text.js';

/**
 * ตรารับหนังสือ (สารบรรณ แบบที่ 12): the office, เลขรับ, วันที่, เวลา. It is stamped over the head of a letter, so its lines may
 * stand anywhere among the letter's own.
 */
export interface Stamp {
  /** Indices of its lines, in order. */
  lines: number[];
  received: Received;
}

const NUMBER_WORDS = ['เลขทะเบียนรับ', 'ทะเบียนรับที่', 'ทะเบียนรับเลขที่', 'เลขที่รับ', 'เลขรับที่', 'เลขรับ', 'รับที่', 'รับเลขที่', 'เลขที่'];
/** The number, or dots and what a pen left on them. */
const NUMBER_LINE = new RegExp(`^${looseAny(NUMBER_WORDS)}(?![ก-๎])[^ก-ฮ]{0,40}(?:$|${loose('วันที่')}\\s?[\\d\\s-])`);
/** Digits stand on the dots of the form, which may be read between them. */
const NUMBER_ANYWHERE = new RegExp(
  `${looseAny(NUMBER_WORDS)}[\\s:.…]{0,40}((?:\\d[.…]{0,3}){1,6}(?:\\s?\\/\\s?25\\d{2}(?!\\d))?)?`,
);
/** Number and day in one row. */
const BESIDE = new RegExp(`${loose('วันที่')}\\s?[\\d๐-๙\\s-]{1,8}[ก-ฮ]`);
/** Number, day and hour in one row, parted by strokes or commas: เลขรับ ๑๙๘๗ / ๙ ธ.ค. ๒๕๖๘ / ๑๕.๓๐ น. */
const ONE_ROW = new RegExp(
  `^${looseAny(NUMBER_WORDS)}[\\s:.…]{0,4}\\d{1,6}(?:\\s?\\/\\s?25\\d{2}(?!\\d))?\\s?[/,|–-]?\\s?(?:${looseAny(['วันที่', 'ลงวันที่', 'ว.ด.ป.'])})?\\s?\\d{1,2}\\s?${looseAny(MONTHS.flatMap((month) => [month.full, month.short]))}\\s?(?:พ\\.ศ\\.\\s?)?(?:25)?\\d{2}(?:[\\s/,|–-]*(?:${loose('เวลา')})?\\s?\\d{1,2}[.:]\\d{2}\\s?(?:น\\.?)?)?\\s*$`,
);
const DATE_LINE = new RegExp(`^${loose('วันที่')}(?=[\\s\\d:.…-]|$)`);
const TIME_LINE = new RegExp(`^${loose('เวลา')}(?=[\\s\\d:.…]|$)`);
const TIME = new RegExp(`${loose('เวลา')}\\s?[:.]?\\s?(\\d{1,2})\\s?[.:]\\s?(\\d{2})(?!\\d)`);
/** An hour without the word before it, among other things of a row. */
const HOUR_IN_ROW = /(?<![\d.])(\d{1,2})[.:](\d{2})\s?น(?![ก-๎])/;
const FOUR_DIGITS = /(?<!\d)(\d{2})\s?(\d{2})(?!\d)/;
/** A day in numbers alone, as it is written into a stamp: 12/3/68. */
const NUMERIC_DATE = /(?<!\d)(\d{1,2})\s?([/-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d)/;

/** The labels of a stamp's form are faint and may not be read, or as a letter or two. */
const BARE_NUMBER = /^(?:(?=\d*\D)\S{1,5}\s|\D{0,4})(\d{1,6})$/;
const BARE_TIME = /^(\d{1,2})[.:](\d{2})\s?(?:น\.?)?$/;

/** Finds every receive stamp among the printed lines. */
export function findStamps(lines: readonly DocLine[]): Stamp[] {
  const stamps: Stamp[] = [];
  const taken = new Set<number>();
  lines.forEach((line, at) => {
    const row = toArabicDigits(line.text);
    const whole = ONE_ROW.test(row);
    if (taken.has(at) || !(whole || NUMBER_LINE.test(row))) return;
    const near = [at + 1, at + 2, at + 3].filter(
      (i) => lines[i] !== undefined && lines[i]!.page === line.page && !taken.has(i),
    );
    const inside = whole || BESIDE.test(line.text);
    const date = inside
      ? undefined
      : near.find((i) => DATE_LINE.test(lines[i]!.text) || dateLineOf(lines[i]!.text)?.iso != null);
    const time = whole
      ? undefined
      : near.find((i) => TIME_LINE.test(lines[i]!.text) || BARE_TIME.test(toArabicDigits(lines[i]!.text)));
    // เลขที่ opens addresses too: only the date or time below makes it a stamp.
    if (date === undefined && time === undefined && !inside) return;
    const office = officeAbove(lines, at) ?? (whole ? officeBelow(lines, at) : undefined);
    const own = [office, at, date, time].filter((i): i is number => i !== undefined);
    for (const i of own) taken.add(i);
    stamps.push({ lines: own.toSorted((a, b) => a - b), received: readStamp(own.map((i) => lines[i]!)) });
  });
  return stamps;
}

/** The office's name just above the number: the next line up, or on a scan one of three that stands in the same column. */
function officeAbove(lines: readonly DocLine[], at: number): number | undefined {
  const { page, line } = lines[at]!;
  return [at - 1, at - 2, at - 3].find((i) => {
    const other = lines[i];
    if (!other || other.page !== page || !isOffice(other)) return false;
    if (!line.bbox || !other.line.bbox) return i === at - 1;
    return Math.abs(other.line.bbox[0] - line.bbox[0]) < 0.15 && line.bbox[1] - other.line.bbox[1] < 0.06;
  });
}

/** The office's name alone below a stamp of one row, with the text of the letter set off from it. */
function officeBelow(lines: readonly DocLine[], at: number): number | undefined {
  const [below, next] = [lines[at + 1], lines[at + 2]];
  if (!below || below.page !== lines[at]!.page || below.gap > 0 || !isOffice(below)) return undefined;
  const apart = !next || next.gap > 0 || next.page !== below.page;
  return apart && printedWidth(below.text) <= 50 ? at + 1 : undefined;
}

function isOffice(line: DocLine): boolean {
  return isOrganisation(line.text) || /^(?:กอง|ฝ่าย|งาน|ส่วน|กลุ่ม|ภาควิชา|แผนก)/.test(line.text);
}

/** Reads a stamp from its lines, as they came from the page text or from a stamp region. */
export function readStamp(lines: readonly DocLine[], reliability: number = RELIABILITY.received): Received {
  const parts: Part[] = lines.map((line) => wholeLine(line, '\n'));
  const located = locatedText(parts);
  const rows = lines.map((line) => toArabicDigits(line.text));
  const dates = lines.map((line) => dateIn(line.text));
  const times = rows.map(timeIn);
  const isForm = rows.map(
    (row, i) => dates[i] !== null || times[i] !== null || DATE_LINE.test(row) || TIME_LINE.test(row),
  );
  const form = isForm.indexOf(true);
  const labelled = rows.findIndex((row) => NUMBER_ANYWHERE.test(row));
  // Without its label the number is what stands alone above the date.
  const bare = rows.findIndex((row, i) => i < (form < 0 ? rows.length : form) && BARE_NUMBER.test(row));
  const number = labelled < 0 ? BARE_NUMBER.exec(rows[bare] ?? '') : NUMBER_ANYWHERE.exec(rows[labelled]!);
  const date = dates.find((iso) => iso !== null) ?? null;
  const printed = lines.length === 0 ? 0 : located.confidence(0, located.text.length);
  const whole = number?.[1] !== undefined && date !== null;
  return {
    office: officeIn(lines, [labelled < 0 ? bare : labelled, form], number?.index ?? 0),
    number: number?.[1]?.replace(/[^\d/]/g, '') ?? null,
    date,
    time: times.find((time) => time !== null) ?? null,
    confidence: printed * (whole ? reliability : RELIABILITY.doubtful),
    evidence: located.locate(0, located.text.length),
  };
}

/** The office stands above the form's rows, on one line or two; null where nothing does. */
function officeIn(lines: readonly DocLine[], [number, form]: [number, number], at: number): string | null {
  const ends = [number, form].filter((i) => i >= 0);
  const end = Math.min(lines.length, ...ends);
  // Office and number may have been read as one line.
  const sameLine = end === number ? [lines[number]!.text.slice(0, at)] : [];
  const texts = [...lines.slice(0, end).map((line) => line.text), ...sameLine];
  const office = texts.join(' ').replace(/\s+/g, ' ').trim();
  return office !== '' && office.length <= 90 ? office : null;
}

const DOTS = /[.…]+/g;

/** The day on a row of a stamp, the dots under it left out. */
function dateIn(text: string): string | null {
  const bare = text.replace(DOTS, '').replace(/\s+/g, '');
  const spaced = bare.replace(/(?<=[\d๐-๙])(?=[ก-๎])|(?<=[ก-๎])(?=[\d๐-๙])/g, ' ');
  for (const form of [spaced, text]) {
    const spelt = findDates(form).find((mention) => mention.iso !== null);
    if (spelt) return spelt.iso;
  }
  const numeric = NUMERIC_DATE.exec(toArabicDigits(bare));
  if (!numeric) return null;
  const year = Number(numeric[4]) + (numeric[4]!.length === 2 ? 2500 : 0);
  return findDates(`${numeric[1]}/${numeric[3]}/${year}`)[0]?.iso ?? null;
}

/** The time on a row of a stamp; where stops and dots are not told apart, four digits. */
function timeIn(row: string): string | null {
  const time =
    TIME.exec(row) ??
    BARE_TIME.exec(row) ??
    HOUR_IN_ROW.exec(row) ??
    (TIME_LINE.test(row) ? FOUR_DIGITS.exec(row.replace(DOTS, '')) : null);
  if (!time || Number(time[1]) > 24 || Number(time[2]) > 59) return null;
  return `${time[1]!.padStart(2, '0')}:${time[2]}`;
}
