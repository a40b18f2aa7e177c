import type { Reference } from '../../schemas/record.js';
import { leadingSpeed } from './class-lines.js';
import { mended } from './closest.js';
import { findDates } from './dates.js';
import { loose, looseAny, withoutMarks } from './loose.js';
import { toArabicDigits } from './numerals.js';
import { matchReference, parseOrderNumber } from './reference.js';
import { CLOSING_WORDS, LABEL_WORDS, type Label, SUBJECT_OPENERS } from './tables/labels.js';
import { LETTERHEAD_WORDS, ORGANISATION_WORDS, UNIT_WORDS } from './tables/organisations.js';
import { ACTING_WORDS, PERSON_TITLES, POSITION_WORDS } from './tables/titles.js';
import { printedWidth } from './text.js';

/** What one printed line of a letter is, judged by itself. All take normal-form text. */

/** Letters of a long label may stand apart: text layers of PDFs put blanks between a mark and the next letter. */
const spaced = (word: string) => [...withoutMarks(word)].map(loose).join('\\s?[\u0e31-\u0e4e]?');
const labelPatterns = LABEL_WORDS.map(([word, label]) => ({
  label,
  pattern: new RegExp(`^${word.length >= 10 ? spaced(word) : loose(word)}(?=[\\s:]|$)\\s?:?\\s?`),
}));
const WORDS = LABEL_WORDS.map(([word]) => word);
/** เรียน with its blank lost, told from เรียนมา and เรียนรู้ by the title behind it. */
const GLUED_TO = new RegExp(`^(?:กราบ)?${loose('เรียน')}(?=${looseAny(POSITION_WORDS)})`);
/** เรื่อง with its blank lost, told from เรื่องนี้ and เรื่องที่ by the words with which subjects begin. */
const GLUED_SUBJECT = new RegExp(`^${loose('เรื่อง')}(?=${looseAny(SUBJECT_OPENERS)})`);

export interface FoundLabel {
  label: Label;
  /** Where its value begins. */
  valueStart: number;
  /** The word was misread in a letter, and the nearest label taken for it. */
  mended: boolean;
}

/** The label that opens a line. */
export function labelOf(text: string): FoundLabel | null {
  for (const { label, pattern } of labelPatterns) {
    const match = pattern.exec(text);
    if (match) return { label, valueStart: match[0].length, mended: false };
  }
  const to = GLUED_TO.exec(text);
  if (to) return { label: 'to', valueStart: to[0].length, mended: false };
  const subject = GLUED_SUBJECT.exec(text);
  if (subject) return { label: 'subject', valueStart: subject[0].length, mended: false };
  const first = /^\S{4,18}(?=\s)/.exec(text)?.[0];
  const near = first === undefined ? null : mended(first, WORDS);
  const label = LABEL_WORDS.find(([word]) => word === near)?.[1];
  return label ? { label, valueStart: first!.length + 1, mended: true } : null;
}

export interface ReferenceLine {
  /** Null where ที่ stands before blanks or dots. */
  reference: Reference | null;
  /** The number within the line, ที่ left out. */
  start: number;
  end: number;
  /** Where what follows the number begins (a memorandum's วันที่, a letterhead in the next column). */
  rest: number;
}

/** Dots of a form may stand before the number too. */
const AT = new RegExp(`^(?:เลข)?(?:${loose('ที่')}|ท)\\s?[.:…_]{0,12}\\s?`);
const MEMO_DATE = new RegExp(`${loose('วันที่')}(?!${loose('ได้รับ')})`);

/** ที่ and the number as they open a letter: nothing stands before but the speed. */
export function referenceLineOf(text: string): ReferenceLine | null {
  const lead = leadingSpeed(text)?.length ?? 0;
  const body = text.slice(lead);
  const at = AT.exec(body);
  const start = lead + (at?.[0].length ?? 0);
  const date = MEMO_DATE.exec(text.slice(start));
  const limit = date ? start + date.index : text.length;
  const own = text.slice(start, limit).trimEnd();
  const match = matchReference(own);
  if (match === null) {
    const blank = at !== null && /^[\s.…_/-]*$/.test(own) && (own.length >= 3 || date !== null);
    return blank ? { reference: null, start, end: start + own.length, rest: limit } : null;
  }
  // Without ที่ only a whole number alone on its line is one.
  if (at === null && (match.end < own.length || !/^\d{4}/.test(match.reference.unit ?? ''))) return null;
  return { reference: match.reference, start, end: start + match.end, rest: start + match.end };
}

/** คำสั่ง's own number line, ที่ ๓๒๕/๒๕๖๗. */
export function orderNumberOf(text: string): Reference | null {
  return /^(?:คำสั่ง)?(?:เลข)?ที่\s/.test(text) && printedWidth(text) <= 24 ? parseOrderNumber(text) : null;
}

/** A line that is a date and nothing else: `iso` null where the day is blank. */
export function dateLineOf(
  text: string,
): { iso: string | null; start: number; end: number; weekday: 'match' | 'mismatch' | null } | null {
  if (text.length > 60) return null;
  const mentions = findDates(text);
  const mention = mentions[0];
  if (mentions.length !== 1 || !mention || mention.from !== null) return null;
  const around = text.slice(0, mention.start) + text.slice(mention.end);
  if (around.replace(/วันที่|[\s.…_:,-]/g, '').length > 2) return null;
  return {
    iso: mention.precision === 'day' ? mention.iso : null,
    start: mention.start,
    end: mention.end,
    weekday: mention.weekday,
  };
}

const ORGANISATION = new RegExp(`^${looseAny([...ORGANISATION_WORDS, ...LETTERHEAD_WORDS])}`);
const UNIT = new RegExp(`^${looseAny(UNIT_WORDS)}`);
const STREET = /(?:^|\s)(?:ถนน|ถ\.|ซอย|หมู่ที่|ม\.\d|เลขที่|ตำบล|แขวง|เขต(?=[ก-ฮ])|ต\.|อ\.|จ\.|กทม)/;

/** A line of an address: a street, or a postcode at its end. */
export function isAddress(text: string): boolean {
  const plain = toArabicDigits(text);
  return (
    printedWidth(text) <= 90 && (/(?:^|\D)\d{5}$/.test(plain) || (STREET.test(text) && !/ที่ว่าการ|ศาลากลาง/.test(text)))
  );
}

/** The name of an organisation alone on its line. */
export function isOrganisation(text: string): boolean {
  return (
    printedWidth(text) <= 70 && ORGANISATION.test(text) && !isAddress(text) && !/แจ้งว่า|ได้รับ|ขอให้|ขอความ/.test(text)
  );
}

/** A division or group of an organisation. */
export function isUnit(text: string): boolean {
  return printedWidth(text) <= 80 && UNIT.test(text);
}

const CONTACT = new RegExp(
  `^(?:${looseAny(['โทร', 'โทรศัพท์', 'โทรสาร', 'ไปรษณีย์อิเล็กทรอนิกส์', 'อีเมล', 'ผู้ประสาน', 'เจ้าหน้าที่ผู้ประสาน', 'ผู้รับผิดชอบ', 'เจ้าของเรื่อง', 'เว็บไซต์', 'ไลน์'])}|e-?mail|fax|tel|line\\s|www\\.|https?:)`,
  'i',
);

/** A line of the sender's contact block. */
export function isContact(text: string): boolean {
  return CONTACT.test(text) || /^[\w.+-]{1,60}@[\w.-]{3,60}$/.test(text);
}

const closingPatterns = CLOSING_WORDS.map((word) => new RegExp(`^${loose(word)}`));

/** ขอแสดงความนับถือ, also with letters misread. */
export function isClosing(text: string): boolean {
  if (closingPatterns.some((pattern) => pattern.test(text))) return true;
  return printedWidth(text) <= 24 && mended(text.replace(/\s/g, ''), CLOSING_WORDS) !== null;
}

const MEMO = loose('บันทึกข้อความ');
const MEMO_ALONE = new RegExp(`^${MEMO}$`);

/** บันทึกข้อความ, also behind the speed on the same line. */
export function isMemoTitle(text: string): boolean {
  const rest = text.slice(leadingSpeed(text)?.length ?? 0).replace(/\s/g, '');
  return MEMO_ALONE.test(rest) || (rest.length <= 15 && mended(rest, ['บันทึกข้อความ']) !== null);
}

const TITLE = new RegExp(`^(?:${PERSON_TITLES.map((title) => loose(title)).join('|')})`);
const RANKS = PERSON_TITLES.filter((title) => title.length > 6);
const RANK_ALONE = new RegExp(
  `^(?:${PERSON_TITLES.filter((title) => title.length > 4)
    .map((title) => loose(title))
    .join('|')})[ก-๎. ]{0,16}$`,
);
const POSITION = new RegExp(`^(?:${looseAny(POSITION_WORDS)}|${looseAny(ACTING_WORDS)})`);
const ACTING_END = new RegExp(`${looseAny(ACTING_WORDS)}(?:\\s?ใน\\s?ตำแหน่ง)?$`);

/** The name in brackets under a signature; one bracket may be lost before or behind a name with its title. */
export function bracketedName(text: string): string | null {
  const whole = /^\(\s?([^()\d๐-๙]{4,70}?)\s?\)$/.exec(text)?.[1] ?? besideBracket(text);
  const half = whole === undefined ? /^(?:\(\s?([^()\d๐-๙]{6,45})|([^()\d๐-๙]{6,45}?)\s?\))$/.exec(text) : null;
  const inside = whole ?? half?.[1] ?? half?.[2];
  if (!inside || !/^[ก-ฮเ-ไ]/.test(inside) || /\.{4,}|…/.test(inside)) return null;
  if (half && POSITION.test(inside)) return null;
  return TITLE.test(inside) || (!half && /^\S{2,30}\s\S{2,40}/.test(inside)) ? inside : null;
}

/**
 * What stands in brackets at the end of a line: a name with its title behind the strokes of the signature, which read as letters, or a
 * name behind its rank.
 */
function besideBracket(text: string): string | undefined {
  const parts = /^(.{1,40}?)\s?\(\s?([^()\d๐-๙]{6,70}?)\s?\)$/.exec(text);
  if (!parts) return undefined;
  const [, before, inside] = parts as unknown as [string, string, string];
  if (isRank(before)) return inside;
  return TITLE.test(inside) && !/[ก-ฮ]{3}/.test(before) ? inside : undefined;
}

/** The rank before a bracketed name on the same line; null where there is none. */
export function rankBefore(text: string): string | null {
  const before = /^([^()]{4,24}?)\s?\(/.exec(text)?.[1];
  return before !== undefined && isRank(before) ? before : null;
}

const NAME_AND_POSITION = new RegExp(`^(\\S{3,30}\\s\\S{2,30})\\s(?=${looseAny(POSITION_WORDS)})`);

/** A name with its title on a line of its own, without brackets; a position may follow on the same line. */
export function bareName(text: string): string | null {
  if (POSITION.test(text) || !TITLE.test(text)) return null;
  const name = NAME_AND_POSITION.exec(text)?.[1] ?? text;
  if (printedWidth(name) > 45 || printedWidth(text) > 90 || /[\d๐-๙()]/.test(name)) return null;
  return /\s\S{2,}/.test(name) && name.split(' ').length <= 4 ? name : null;
}

/** พล.ต.ต., ว่าที่ ร.ต., ผศ.ดร. */
const SHORT_RANK = /^(?:ว่าที่\s?)?(?:(?:พล|[พรนสจด])\.(?:[ก-ฮ]\.){1,3}|(?:ผศ|รศ|ศ)\.)(?:\s?(?:ดร\.|หญิง))?$/;
const ACADEMIC = new RegExp(
  `^(?:${loose('ผู้ช่วย')}|${loose('รอง')})?${loose('ศาสตราจารย์')}(?:\\s?(?:เกียรติคุณ|พิเศษ))?(?:\\s?ดร\\.?)?$`,
);

/** A rank on its own line above the bracketed name. */
export function isRank(text: string): boolean {
  if (ACADEMIC.test(text) || SHORT_RANK.test(text)) return true;
  if (printedWidth(text) > 24 || POSITION.test(text)) return false;
  return RANK_ALONE.test(text) || mended(text, RANKS) !== null;
}

export function isPosition(text: string): boolean {
  return POSITION.test(text) && printedWidth(text) <= 110;
}

/** The line ends in ปฏิบัติราชการแทน or the like, so the position goes on. */
export function endsActing(text: string): boolean {
  return ACTING_END.test(text);
}

/** - ๒ - at the head of a page, or the catchword of the next page at its foot (/ขนาด ได้...). */
export function isPageMark(text: string): boolean {
  return (
    /^[-–—\s]{0,4}[\d๐-๙]{1,3}[-–—\s]{0,4}$/.test(text) ||
    /^\/\s?\S.{0,60}(?:\.{2,}|…)$/.test(text) ||
    /^หน้า(?:ที่)?\s?[\d๐-๙]{1,3}$/.test(text)
  );
}

/** Something that floats on the page and says nothing: an emblem's place, initials, a clerk's word. */
export function isNoise(text: string): boolean {
  return /^\[[^\]]{0,40}\]$/.test(text) || printedWidth(text) <= 9;
}
