import type { Received } from '../../../schemas/record.js';
import { findDates } from '../dates.js';
import { dateLineOf, isOrganisation } from '../line-kinds.js';
import { type DocLine, locatedText, type Part, wholeLine } from '../lines.js';
import { loose, looseAny } from '../loose.js';
import { toArabicDigits } from '../numerals.js';
import { RELIABILITY } from '../reliability.js';

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
const NUMBER_LINE = new RegExp(`^${looseAny(NUMBER_WORDS)}(?![ก-๎])[^ก-ฮ]{0,40}$`);
const NUMBER_ANYWHERE = new RegExp(`${looseAny(NUMBER_WORDS)}\\s?[:.]{0,3}\\s?(\\d{1,6})?`);
const DATE_LINE = new RegExp(`^${loose('วันที่')}(?=[\\s\\d:.…-]|$)`);
const TIME_LINE = new RegExp(`^${loose('เวลา')}(?=[\\s\\d:.…]|$)`);
const TIME = new RegExp(`${loose('เวลา')}\\s?[:.]?\\s?(\\d{1,2})\\s?[.:]\\s?(\\d{2})(?!\\d)`);

/** The labels of a stamp's form are faint and may not be read. */
const BARE_NUMBER = /^(\d{1,6})$/m;
const BARE_TIME = /^(\d{1,2})[.:](\d{2})\s?(?:น\.?)?$/m;

/** Finds every receive stamp among the printed lines. */
export function findStamps(lines: readonly DocLine[]): Stamp[] {
  const stamps: Stamp[] = [];
  const taken = new Set<number>();
  lines.forEach((line, at) => {
    if (taken.has(at) || !NUMBER_LINE.test(toArabicDigits(line.text))) return;
    const near = [at + 1, at + 2, at + 3].filter(
      (i) => lines[i] !== undefined && lines[i]!.page === line.page && !taken.has(i),
    );
    const date = near.find((i) => DATE_LINE.test(lines[i]!.text) || dateLineOf(lines[i]!.text)?.iso != null);
    const time = near.find((i) => TIME_LINE.test(lines[i]!.text));
    // เลขที่ opens addresses too: only the date or time below makes it a stamp.
    if (date === undefined && time === undefined) return;
    const office = officeAbove(lines, at);
    const own = [office, at, date, time].filter((i): i is number => i !== undefined);
    for (const i of own) taken.add(i);
    stamps.push({ lines: own, received: readStamp(own.map((i) => lines[i]!)) });
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

function isOffice(line: DocLine): boolean {
  return isOrganisation(line.text) || /^(?:กอง|ฝ่าย|งาน|ส่วน|กลุ่ม|ภาควิชา|แผนก)/.test(line.text);
}

/** Reads a stamp from its lines, as they came from the page text or from a stamp region. */
export function readStamp(lines: readonly DocLine[], reliability: number = RELIABILITY.received): Received {
  const parts: Part[] = lines.map((line) => wholeLine(line, '\n'));
  const located = locatedText(parts);
  const plain = toArabicDigits(located.text);
  const number = NUMBER_ANYWHERE.exec(plain) ?? BARE_NUMBER.exec(plain);
  const time = TIME.exec(plain) ?? BARE_TIME.exec(plain);
  const [hours, minutes] = [Number(time?.[1]), Number(time?.[2])];
  const dates = findDates(located.text);
  const date = dates.find((mention) => mention.iso !== null) ?? null;
  const before = located.text
    .slice(0, number?.index ?? located.text.length)
    .replace(/\s+/g, ' ')
    .trim();
  const office = before !== '' && before.length <= 90 ? before : null;
  const printed = lines.length === 0 ? 0 : located.confidence(0, located.text.length);
  const whole = number?.[1] !== undefined && date !== null;
  return {
    office,
    number: number?.[1] ?? null,
    date: date?.iso ?? null,
    time:
      time && hours <= 24 && minutes <= 59
        ? `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
        : null,
    confidence: printed * (whole ? reliability : RELIABILITY.doubtful),
    evidence: located.locate(0, located.text.length),
  };
}
