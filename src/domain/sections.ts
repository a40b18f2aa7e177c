import { isClassLine } from './class-lines.js';
import { full, isGapped, MONTH_START, OPENER, RULE, readLabels } from './labelled.js';
import {
  bracketedName,
  isAddress,
  isClosing,
  isOrganisation,
  isPageMark,
  isRank,
  referenceLineOf,
} from './line-kinds.js';
import { type DocLine, locatedText, type Part, wholeLine, wrapGlue } from './lines.js';
import type { LocatedText } from './located-text.js';
import { loose, looseAny } from './loose.js';
import type { LetterSpan } from './split.js';
import { findEnding } from './split-end.js';
import type { Label } from './tables/labels.js';
import { printedWidth } from './text.js';

/** A letter's lines by what they are. */
export interface Sections {
  /** Above เรื่อง: letterhead, number, date, speed; for a memorandum its ส่วนราชการ and ที่ lines. */
  head: DocLine[];
  /** What stands behind each label, the label itself cut off. */
  values: Map<Label, Part[]>;
  /** Labels that were known by all their letters but one or two. */
  mended: ReadonlySet<Label>;
  body: LocatedText;
  /** The body's lines, for rules that need them. */
  bodyLines: DocLine[];
  /** From the first line below the text: closing, signature, positions, contact. */
  tail: DocLine[];
  /** Index within `tail` of the signer's name; null where none was read. */
  name: number | null;
}

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
  const { values, floating, mended, next } = unlabelled
    ? { values: new Map<Label, Part[]>(), floating: [], mended: new Set<Label>(), next: start }
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
    mended,
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
  if (kind === 'stamped' || kind === 'announcement') {
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
