import { isClassLine, leadingSpeed } from './class-lines.js';
import { dateLineOf, isAddress, isNoise, isOrganisation, labelOf, referenceLineOf } from './line-kinds.js';
import { type DocLine, type Part, wholeLine, wrapGlue } from './lines.js';
import { loose, looseAny } from './loose.js';
import { toArabicDigits } from './numerals.js';
import { ADDRESSEE_WORDS } from './tables/addressees.js';
import { BODY_OPENERS, type Label, MEMORANDUM_HEADINGS } from './tables/labels.js';
import { MONTHS } from './tables/months.js';
import { printedWidth } from './text.js';

/** จึง stands apart: without its mark it would be the start of จังหวัด. */
export const OPENER = new RegExp(`^(?:${looseAny(BODY_OPENERS)}|จึง)`);
const ITEM = /^(?:\(?[\d๐-๙]{1,2}[.)]\s?|[-•]\s)\S/;
const COUNT = new RegExp(`^(?:${loose('จำนวน')}\\s?[\\d๐-๙]|[\\d๐-๙]{1,3}\\s?(?:ชุด|ฉบับ|แผ่น|เล่ม|หน้า|รายการ))`);
/** ๑. เรื่องเดิม: the text of a memorandum begins with a heading, numbered or not. */
const HEADING = new RegExp(
  `^(?:\\(?[\\d๐-๙]{1,2}[.)]{1,2}\\s?)?${looseAny(MEMORANDUM_HEADINGS)}(?:\\s?[:\\d๐-๙]|\\s|$)`,
);
/** An hour of a stamp: nobody is addressed by it. */
const HOUR = /^[\d๐-๙]{1,2}[.:][\d๐-๙]{2}\s?(?:น\.?)?$/;
/** A line that breaks off before what must follow. */
const UNFINISHED = /(?:และ|ที่|ลงวันที่|ลงวัน|หนังสือ|สำเนา|จำนวน|พ\.ศ\.|ด่วน|ที่\s[ก-ฮ]{2}|\/ว|(?:^|\s)\(?[\d๐-๙]{1,2}[.)])$/;
const ADDRESSEE = new RegExp(`^${looseAny(ADDRESSEE_WORDS)}`);
/** A line across the page, of dots or dashes. */
export const RULE = /^[\s.…_\-–—=*•]{3,}$/;
/** A line that begins with an office but says something of it is the text. */
const SAYS = new RegExp(
  looseAny([
    'ได้มี',
    'ได้รับ',
    'ได้กำหนด',
    'แจ้งว่า',
    'กำหนดจัด',
    'ขอให้',
    'ขอความ',
    'ขอส่ง',
    'มีหนังสือ',
    'มีมติ',
    'มีบัญชา',
    'พิจารณาแล้ว',
    'ได้แจ้ง',
    'ได้สั่ง',
  ]),
);
export const MONTH_START = new RegExp(
  `^(?:[\\d๐-๙]{1,2}\\s)?${looseAny(MONTHS.flatMap((month) => [month.full, month.short]))}`,
);

/** How wide a line must print to be a full one, that goes on in the next. */
export function full(lines: readonly DocLine[]): number {
  const widths = lines.map((line) => printedWidth(line.text)).sort((a, b) => a - b);
  return 0.72 * Math.min(95, widths[Math.floor(widths.length * 0.9)] ?? 0);
}

export interface Labelled {
  values: Map<Label, Part[]>;
  /** Lines of the head that stand among the labels (a date below เรื่อง on a two-column page). */
  floating: DocLine[];
  /** Labels that were known by all their letters but one or two. */
  mended: Set<Label>;
  /** Where the text of the letter begins. */
  next: number;
}

/** How the lines of a letter are set. */
interface Setting {
  fullWidth: number;
  /** Blank lines part the labels, so a line without one before it goes on with the line above. */
  gapped: boolean;
}

export function isGapped(own: readonly DocLine[]): boolean {
  const labelled = own.filter((line) => labelOf(line.text) !== null);
  return labelled.filter((line) => line.gap > 0).length * 2 > labelled.length;
}

/** Reads the labels of a letter from `first` on, each with the lines that go on with it. */
export function readLabels(own: readonly DocLine[], first: number, setting: Setting): Labelled {
  const values = new Map<Label, Part[]>();
  const floating: DocLine[] = [];
  const mended = new Set<Label>();
  let dated = own.slice(0, first).some((line) => dateLineOf(line.text) !== null);
  let current: Label | null = null;
  let i = first;
  for (; i < own.length; i++) {
    const line = own[i]!;
    const label = labelOf(line.text);
    if (
      label &&
      label.label !== 'office' &&
      label.label !== 'copies' &&
      !(values.has(label.label) && current !== 'subject')
    ) {
      current = label.label;
      if (label.mended) mended.add(current);
      const value = values.get(current) ?? [];
      if (label.valueStart < line.text.length)
        value.push({ line, start: label.valueStart, end: line.text.length, glue: '\n' });
      values.set(current, value);
      continue;
    }
    if (isClassLine(line.text) || RULE.test(line.text) || (isNoise(line.text) && /^\[/.test(line.text))) continue;
    const reference =
      leadingSpeed(line.text) === null &&
      current !== 'references' &&
      current !== 'enclosures' &&
      referenceLineOf(line.text);
    if (current === null || (reference && !/ลงวันที่|ลว\./.test(line.text))) {
      floating.push(line);
      continue;
    }
    if (current === 'to' && HOUR.test(line.text)) {
      floating.push(line);
      continue;
    }
    if (current === 'subject' && strays(own[first]!, line)) {
      floating.push(line);
      continue;
    }
    const column = dated ? 0 : interleaved(own, i, current);
    if (column > 0) {
      dated = true;
      floating.push(...own.slice(i, i + column));
      i += column - 1;
      continue;
    }
    if (!goesOn(own, i, current, values, setting)) break;
    const parts: Part[] = values.get(current) ?? [];
    const another = COUNT.test(line.text) || (current === 'to' && ADDRESSEE.test(line.text));
    const glue = ITEM.test(line.text) ? '\n' : another ? ' ' : wrapGlue(own[i - 1]!.text, line.text);
    parts.push({ ...wholeLine(line), glue: parts.length === 0 ? '\n' : glue });
    values.set(current, parts);
  }
  return { values, floating, mended, next: i };
}

/** A line in the right-hand part of a scan that wraps nothing: a stamp's or the letterhead's. */
function strays(label: DocLine, line: DocLine): boolean {
  return label.line.bbox !== null && line.line.bbox !== null && line.line.bbox[0] - label.line.bbox[0] > 0.3;
}

/** Letterhead, address and date in the right-hand column take at most so many lines. */
const COLUMN_LINES = 4;

/**
 * How many lines from `at` are the letter's own date, with the letterhead above it, read among the labels because they stand in the other
 * column; 0 where they go on with the label.
 */
function interleaved(own: readonly DocLine[], at: number, current: Label): number {
  if (current !== 'subject' && current !== 'to') return 0;
  if (UNFINISHED.test(own[at - 1]!.text)) return 0;
  let i = at;
  while (i < own.length && i - at < COLUMN_LINES - 1 && (isOrganisation(own[i]!.text) || isAddress(own[i]!.text))) i++;
  // A list of addressees may name offices one a line; only the date below makes them a letterhead.
  return i < own.length && dateLineOf(own[i]!.text) !== null ? i - at + 1 : 0;
}

/** Whether a line without a label still belongs to the label above it, or is the first of the text. */
function goesOn(
  own: readonly DocLine[],
  at: number,
  current: Label,
  values: Labelled['values'],
  { fullWidth, gapped }: Setting,
): boolean {
  const line = own[at]!;
  const { text } = line;
  const before = own[at - 1]!;
  if (current === 'subject') {
    // เรียน must still come; a letter without it (an order) has its text below the subject.
    return (
      own.slice(at + 1, at + 6).some((later) => labelOf(later.text)?.label === 'to') ||
      (line.gap === 0 && printedWidth(before.text) >= fullWidth && !OPENER.test(text))
    );
  }
  const listed = current === 'references' || current === 'enclosures';
  const value = values.get(current) ?? [];
  if (value.length === 0 || UNFINISHED.test(before.text)) return true;
  if (listed) {
    if (COUNT.test(text) || MONTH_START.test(text) || /^(?:ลงวันที่|ลงวัน|ที่\s|ลว\.|พ\.ศ\.|\/)/.test(text)) return true;
    if (leadingSpeed(text) !== null && /ที่\s/.test(text)) return true;
    if (ITEM.test(text) || /^[\d๐-๙]/.test(text)) return true;
  }
  if (current === 'to' && HEADING.test(text)) return false;
  if (current === 'to' && (ITEM.test(text) || /^(?:และ|ทุก|\(?ยกเว้น|\(ตาม)/.test(text))) return true;
  if (OPENER.test(text)) return false;
  if (line.gap > 0 || line.opensPage) return false;
  if (current === 'to' && hangs(value[0]!.line, line)) return true;
  if (current === 'to' && ADDRESSEE.test(text) && (printedWidth(text) < fullWidth || !SAYS.test(text))) return true;
  if (gapped) return true;
  if (printedWidth(before.text) < fullWidth) return false;
  // A full line that begins with the sender's name or any clause is the text; a wrapped rest is short.
  return printedWidth(text) < fullWidth || (listed && !isOrganisation(text.slice(0, 40)) && !closedItem(value));
}

/**
 * On a scan: set further in than its label, and less far than the first line of a paragraph (2.5 cm, 0.12 of the width of
 * A4), so it is the rest of a long list of addressees.
 */
function hangs(label: DocLine, line: DocLine): boolean {
  const [left, indented] = [label.line.bbox?.[0], line.line.bbox?.[0]];
  if (left === undefined || indented === undefined || label.page !== line.page) return false;
  return indented - left > 0.02 && indented - left < 0.09;
}

/** An enclosure whose count is already there is complete. */
function closedItem(parts: readonly Part[]): boolean {
  const last = parts.at(-1)!;
  return /(?:ชุด|ฉบับ|แผ่น|เล่ม|หน้า)$/.test(toArabicDigits(last.line.text));
}
