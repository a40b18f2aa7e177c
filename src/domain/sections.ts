import {
  bracketedName,
  isAddress,
  isClosing,
  isNoise,
  isOrganisation,
  isPageMark,
  isRank,
  labelOf,
  leadingSpeed,
  referenceLineOf,
  secrecyOf,
  speedOf,
} from './line-kinds.js';
import { type DocLine, locatedText, type Part, wholeLine, wrapGlue } from './lines.js';
import type { LocatedText } from './located-text.js';
import { loose, looseAny } from './loose.js';
import { toArabicDigits } from './numerals.js';
import type { LetterSpan } from './split.js';
import { findEnding } from './split-end.js';
import { ADDRESSEE_WORDS } from './tables/addressees.js';
import { BODY_OPENERS, type Label } from './tables/labels.js';
import { MONTHS } from './tables/months.js';
import { printedWidth } from './text.js';

/** A letter's lines by what they are. */
export interface Sections {
  /** Above เรื่อง: letterhead, number, date, speed; for a memorandum its ส่วนราชการ and ที่ lines. */
  head: DocLine[];
  /** What stands behind each label, the label itself cut off. */
  values: Map<Label, Part[]>;
  body: LocatedText;
  /** The body's lines, for rules that need them. */
  bodyLines: DocLine[];
  /** From the first line below the text: closing, signature, positions, contact. */
  tail: DocLine[];
  /** Index within `tail` of the signer's name; null where none was read. */
  name: number | null;
}

/** จึง stands apart: without its mark it would be the start of จังหวัด. */
const OPENER = new RegExp(`^(?:${looseAny(BODY_OPENERS)}|จึง)`);
const ITEM = /^(?:\(?[\d๐-๙]{1,2}[.)]\s?|[-•]\s)\S/;
const COUNT = new RegExp(`^(?:${loose('จำนวน')}\\s?[\\d๐-๙]|[\\d๐-๙]{1,3}\\s?(?:ชุด|ฉบับ|แผ่น|เล่ม|หน้า|รายการ))`);
/** A line that breaks off before what must follow. */
const UNFINISHED = /(?:และ|ที่|ลงวันที่|ลงวัน|หนังสือ|สำเนา|จำนวน|พ\.ศ\.|ด่วน|ที่\s[ก-ฮ]{2}|\/ว|(?:^|\s)\(?[\d๐-๙]{1,2}[.)])$/;
const ADDRESSEE = new RegExp(`^${looseAny(ADDRESSEE_WORDS)}`);
/** A line across the page, of dots or dashes. */
const RULE = /^[\s.…_\-–—=*•]{3,}$/;
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
const MONTH_START = new RegExp(
  `^(?:[\\d๐-๙]{1,2}\\s)?${looseAny(MONTHS.flatMap((month) => [month.full, month.short]))}`,
);

/** Parts the lines of one letter. `skipped` holds indices that belong to receive stamps. */
export function sectionsOf(lines: readonly DocLine[], span: LetterSpan, skipped: ReadonlySet<number>): Sections {
  const own: DocLine[] = [];
  const place = new Map<number, number>();
  for (let i = span.from; i < span.to; i++) {
    if (skipped.has(i)) continue;
    place.set(i, own.length);
    own.push(lines[i]!);
  }
  const at = (index: number | null) => (index === null ? null : (place.get(index) ?? null));
  const first = at(span.subject) ?? at(span.addressed) ?? at(span.reference) ?? at(span.title) ?? 0;
  const unlabelled = span.kind === 'certificate' && span.subject === null;
  const start = unlabelled ? certified(own, first) : first;
  const head = own.slice(0, start);
  const { values, floating, next } = unlabelled
    ? { values: new Map<Label, Part[]>(), floating: [], next: start }
    : readLabels(own, first, { fullWidth: full(own), gapped: isGapped(own) });
  head.push(...floating);
  const ending = findEnding(own, next, own.length, new Set());
  const tailStart = bodyEnd(own, next, ending, span.kind);
  const bodyLines = own
    .slice(next, tailStart)
    .filter((line) => !isPageMark(line.text) && !isClassLine(line.text) && !RULE.test(line.text));
  return {
    head,
    values,
    body: locatedText(bodyParts(bodyLines)),
    bodyLines,
    tail: own.slice(tailStart),
    name: ending.name === null || ending.name < tailStart ? null : ending.name - tailStart,
  };
}

/** Where the text of a certificate begins: it has no labels, its head is a title, a number and the sender's name. */
function certified(own: readonly DocLine[], first: number): number {
  const at = own.findIndex(
    (line, i) =>
      i > first &&
      referenceLineOf(line.text) === null &&
      !isAddress(line.text) &&
      (/^(?:หนังสือ(?:ฉบับ)?นี้|ขอรับรอง|ข้าพเจ้า|ผู้(?:มา|เข้า)ประชุม)/.test(line.text) || printedWidth(line.text) > 60),
  );
  return at < 0 ? own.length : at;
}

/** Speed and secrecy repeat at the top and bottom of every page. */
function isClassLine(text: string): boolean {
  return secrecyOf(text) !== null || speedOf(text)?.exact === true;
}

/** How wide a line must print to be a full one, that goes on in the next. */
function full(lines: readonly DocLine[]): number {
  const widths = lines.map((line) => printedWidth(line.text)).sort((a, b) => a - b);
  return 0.72 * Math.min(95, widths[Math.floor(widths.length * 0.9)] ?? 0);
}

interface Labelled {
  values: Map<Label, Part[]>;
  /** Lines of the head that stand among the labels (a date below เรื่อง on a two-column page). */
  floating: DocLine[];
  /** Where the text of the letter begins. */
  next: number;
}

/** How the lines of a letter are set. */
interface Setting {
  fullWidth: number;
  /** Blank lines part the labels, so a line without one before it goes on with the line above. */
  gapped: boolean;
}

function isGapped(own: readonly DocLine[]): boolean {
  const labelled = own.filter((line) => labelOf(line.text) !== null);
  return labelled.filter((line) => line.gap > 0).length * 2 > labelled.length;
}

function readLabels(own: readonly DocLine[], first: number, setting: Setting): Labelled {
  const values = new Map<Label, Part[]>();
  const floating: DocLine[] = [];
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
      const part = { line, start: label.valueStart, end: line.text.length, glue: '\n' as const };
      values.set(current, [...(values.get(current) ?? []), ...(part.start < part.end ? [part] : [])]);
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
    if (current === 'subject' && strays(own[first]!, line)) {
      floating.push(line);
      continue;
    }
    if (!goesOn(own, i, current, values, setting)) break;
    const parts: Part[] = values.get(current) ?? [];
    const another = COUNT.test(line.text) || (current === 'to' && ADDRESSEE.test(line.text));
    const glue = ITEM.test(line.text) ? '\n' : another ? ' ' : wrapGlue(own[i - 1]!.text, line.text);
    parts.push({ ...wholeLine(line), glue: parts.length === 0 ? '\n' : glue });
    values.set(current, parts);
  }
  return { values, floating, next: i };
}

/** A line in the right-hand part of a scan that wraps nothing: a stamp's or the letterhead's. */
function strays(label: DocLine, line: DocLine): boolean {
  return label.line.bbox !== null && line.line.bbox !== null && line.line.bbox[0] - label.line.bbox[0] > 0.3;
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

/** สั่ง ณ วันที่, ประกาศ ณ วันที่: the date of an order or announcement, below its text. */
export const GIVEN_ON = new RegExp(`^${looseAny(['สั่ง', 'ประกาศ', 'ให้ไว้', 'แถลง'])}\\s?ณ\\s?${loose('วันที่')}`);

function bodyEnd(own: readonly DocLine[], next: number, ending: ReturnType<typeof findEnding>, kind: string): number {
  const given = own.findIndex((line, i) => i >= next && GIVEN_ON.test(line.text));
  if (given >= 0 && (kind === 'order' || kind === 'announcement' || kind === 'certificate')) return given;
  if (ending.closing !== null) return ending.closing;
  if (ending.name !== null) {
    const above = own[ending.name - 1];
    return above && ending.name - 1 >= next && isRank(above.text) ? ending.name - 1 : ending.name;
  }
  if (kind === 'stamped') {
    const sender = own.findIndex(
      (line, i) =>
        i > next &&
        isOrganisation(line.text) &&
        printedWidth(line.text) <= 60 &&
        line.text !== own[next]?.text &&
        !OPENER.test(line.text) &&
        endsSentence(own, i),
    );
    if (sender > 0) return sender;
  }
  const closing = own.findIndex((line, i) => i >= next && (isClosing(line.text) || bracketedName(line.text) !== null));
  return closing < 0 ? own.length : closing;
}

/** The sender's name under a stamped letter stands just above its date. */
function endsSentence(own: readonly DocLine[], at: number): boolean {
  // The seal often covers part of the date.
  return own.slice(at + 1, at + 4).some((line) => printedWidth(line.text) <= 30 && MONTH_START.test(line.text));
}

/** Paragraphs of the text: parted by blank lines, or by short lines and openers where none are blank. */
function bodyParts(lines: readonly DocLine[]): Part[] {
  const fullWidth = full(lines);
  return lines.map((line, i) => {
    const before = lines[i - 1];
    if (!before) return wholeLine(line, '\n');
    const short = printedWidth(before.text) < fullWidth && !line.opensPage && !cutsWord(before.text, line.text);
    const opens = line.gap > 0 || indented(before, line) || short;
    return wholeLine(line, opens ? '\n' : wrapGlue(before.text, line.text));
  });
}

/** The words of a deadline that a line's end may cut in two: whatever the line's width, the sentence goes on. */
const CUT: readonly [string, string][] = [
  ['ภาย', 'ใน'],
  ['ตั้ง', 'แต่'],
  ['ระ', 'หว่าง'],
  ['จน', 'ถึง'],
  ['ไม่', 'เกิน'],
  ['วัน', 'ที่'],
  ['เว', 'ลา'],
];

function cutsWord(before: string, after: string): boolean {
  return CUT.some(([head, rest]) => before.endsWith(head) && after.startsWith(rest));
}

/** The first line of a paragraph is set in by about 2.5 cm. */
function indented(before: DocLine, line: DocLine): boolean {
  if (!before.line.bbox || !line.line.bbox || before.page !== line.page) return false;
  return line.line.bbox[0] - before.line.bbox[0] > 0.05;
}
