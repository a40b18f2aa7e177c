import type { Secrecy, Speed } from '../../schemas/common.js';
import type { Reference } from '../../schemas/record.js';
import { closest } from './closest.js';
import { findDates } from './dates.js';
import { loose, looseAny, withoutMarks } from './loose.js';
import { toArabicDigits } from './numerals.js';
import { matchReference, parseOrderNumber } from './reference.js';
import { SECRECY_WORDS, SPEED_WORDS } from './tables/classes.js';
import { CLOSING_WORDS, LABEL_WORDS, type Label } from './tables/labels.js';
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
const longLabels = LABEL_WORDS.filter(([word]) => word.length >= 5);
/** เรียน with its blank lost, told from เรียนมา and เรียนรู้ by the title behind it. */
const GLUED_TO = new RegExp(`^(?:กราบ)?${loose('เรียน')}(?=${looseAny(POSITION_WORDS)})`);

/** The label that opens a line, and where its value begins; one misread letter is forgiven. */
export function labelOf(text: string): { label: Label; valueStart: number } | null {
  for (const { label, pattern } of labelPatterns) {
    const match = pattern.exec(text);
    if (match) return { label, valueStart: match[0].length };
  }
  const glued = GLUED_TO.exec(text);
  if (glued) return { label: 'to', valueStart: glued[0].length };
  const first = /^\S{4,18}(?=\s)/.exec(text)?.[0];
  if (!first) return null;
  const near = closest(
    first,
    longLabels.map(([word]) => word),
    1,
  );
  const label = longLabels.find(([word]) => word === near?.word)?.[1];
  return label ? { label, valueStart: first.length + 1 } : null;
}

const speedAlone = SPEED_WORDS.map(([word, value]) => [new RegExp(`^${loose(word)}$`), value] as const);
const speedFirst = SPEED_WORDS.map(([word, value]) => [new RegExp(`^${loose(word)}(?=\\s|$)\\s?`), value] as const);
const secrecyAlone = SECRECY_WORDS.map(([word, value]) => [new RegExp(`^${loose(word)}$`), value] as const);

/** A line that holds the speed and nothing else, with up to two misread letters in the longest word. */
export function speedOf(text: string): { speed: Speed; exact: boolean } | null {
  const bare = text.replace(/[\s()"“”'\-–.]+/g, '');
  for (const [pattern, speed] of speedAlone) if (pattern.test(bare)) return { speed, exact: true };
  if (bare.length < 6 || bare.length > 13) return null;
  const near = closest(
    bare,
    SPEED_WORDS.map(([word]) => word),
    bare.length >= 9 ? 2 : 1,
  );
  const speed = SPEED_WORDS.find(([word]) => word === near?.word)?.[1];
  return speed ? { speed, exact: false } : null;
}

/** A speed word at the start of a line that goes on. */
export function leadingSpeed(text: string): { speed: Speed; length: number } | null {
  for (const [pattern, speed] of speedFirst) {
    const match = pattern.exec(text);
    if (match) return { speed, length: match[0].length };
  }
  return null;
}

export function secrecyOf(text: string): Secrecy | null {
  const bare = text.replace(/[\s()"“”'\-–.]+/g, '');
  return secrecyAlone.find(([pattern]) => pattern.test(bare))?.[1] ?? null;
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

const AT = new RegExp(`^(?:${loose('ที่')}|ท)\\s?`);
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
  if (at === null && match.end < own.length) return null;
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

/** ขอแสดงความนับถือ, one or two letters of it misread. */
export function isClosing(text: string): boolean {
  if (closingPatterns.some((pattern) => pattern.test(text))) return true;
  return printedWidth(text) <= 20 && closest(text.replace(/\s/g, ''), CLOSING_WORDS, 3) !== null;
}

const MEMO = loose('บันทึกข้อความ');
const MEMO_ALONE = new RegExp(`^${MEMO}$`);

/** บันทึกข้อความ, also behind the speed on the same line. */
export function isMemoTitle(text: string): boolean {
  const rest = text.slice(leadingSpeed(text)?.length ?? 0).replace(/\s/g, '');
  return MEMO_ALONE.test(rest) || (rest.length >= 10 && rest.length <= 15 && closest(rest, ['บันทึกข้อความ'], 2) !== null);
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

/** The name in brackets under a signature. */
export function bracketedName(text: string): string | null {
  const inside = /^\(\s?([^()\d๐-๙]{4,70}?)\s?\)$/.exec(text)?.[1] ?? scribbledName(text);
  if (!inside || !/^[ก-ฮเ-ไ]/.test(inside) || /\.{4,}|…/.test(inside)) return null;
  return TITLE.test(inside) || /^\S{2,30}\s\S{2,40}/.test(inside) ? inside : null;
}

/** The signature's strokes read as letters before the bracket; then only a title makes it a name. */
function scribbledName(text: string): string | undefined {
  const inside = /^.{1,40}\(\s?([^()\d๐-๙]{6,70}?)\s?\)$/.exec(text)?.[1];
  return inside !== undefined && TITLE.test(inside) && !/[ก-ฮ]{3}/.test(text.slice(0, text.indexOf('(')))
    ? inside
    : undefined;
}

/** A name with its title on a line of its own, without brackets. */
export function bareName(text: string): string | null {
  if (printedWidth(text) > 45 || POSITION.test(text) || !TITLE.test(text) || /[\d๐-๙()]/.test(text)) return null;
  return /\s\S{2,}/.test(text) && text.split(' ').length <= 4 ? text : null;
}

/** A rank on its own line above the bracketed name. */
export function isRank(text: string): boolean {
  if (printedWidth(text) > 24 || POSITION.test(text)) return false;
  return RANK_ALONE.test(text) || closest(text, RANKS, 1) !== null;
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
