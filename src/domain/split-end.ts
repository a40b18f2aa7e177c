import { secrecyOf } from './class-lines.js';
import {
  bareName,
  bracketedName,
  endsActing,
  isClosing,
  isContact,
  isOrganisation,
  isPageMark,
  isPosition,
  isRank,
  isUnit,
  labelOf,
} from './line-kinds.js';
import { type DocLine, middlesApart } from './lines.js';
import { loose, looseAny } from './loose.js';
import { printedWidth } from './text.js';

/** Where a letter's last words stand, as far as they were found. */
export interface Ending {
  /** จึงเรียนมาเพื่อ…, or the like. */
  request: number | null;
  /** ขอแสดงความนับถือ. */
  closing: number | null;
  /** The line with the signer's name. */
  name: number | null;
}

const REQUEST = new RegExp(`^${loose('จึง')}(?:${loose('กราบ')})?${loose('เรียน')}(?:/${loose('เรียน')})?${loose('มา')}`);
/** Between the closing and the name stand the signature, a rank and scribbles. */
const SIGNATURE_LINES = 14;
/** How far the middle of the signer's name may lie from that of the closing, in page widths. */
const SIGNATURE_COLUMN = 0.2;

/** Finds the ending of the letter whose labels end before `from`, not beyond `limit`. */
export function findEnding(
  lines: readonly DocLine[],
  from: number,
  limit: number,
  skipped: ReadonlySet<number>,
): Ending {
  let request: number | null = null;
  let closing: number | null = null;
  for (let i = from; i < limit; i++) {
    if (skipped.has(i)) continue;
    const { text } = lines[i]!;
    if (request === null && REQUEST.test(text)) request = i;
    if (isClosing(text)) {
      closing = i;
      break;
    }
    if (isSignature(lines, i)) return { request, closing, name: i };
    if (request !== null && i > request && bareName(text) !== null && isPosition(lines[i + 1]?.text ?? '')) {
      return { request, closing, name: i };
    }
  }
  if (closing === null) return { request, closing, name: null };
  const stop = Math.min(limit, closing + 1 + SIGNATURE_LINES);
  let bare: number | null = null;
  for (let i = closing + 1; i < stop; i++) {
    const line = lines[i]!;
    // Clerks sign to the left of the signature, often in brackets too.
    if (skipped.has(i) || (middlesApart(line, lines[closing]!) ?? 0) > SIGNATURE_COLUMN) continue;
    if (bracketedName(line.text) !== null || /^\([^()]{8,60}\)$/.test(line.text)) return { request, closing, name: i };
    if (bare === null && bareName(line.text) !== null && !isRank(line.text)) bare = i;
    if (isContact(line.text)) break;
  }
  return { request, closing, name: bare };
}

/** A bracketed name with a title, or with a position or rank about it: not any words in brackets. */
function isSignature(lines: readonly DocLine[], at: number): boolean {
  const name = bracketedName(lines[at]!.text);
  if (name === null) return false;
  return isPosition(lines[at + 1]?.text ?? '') || isRank(lines[at - 1]?.text ?? '') || bareName(name) !== null;
}

/** Printed lines a letter may run to where no ending was found. */
const UNSIGNED_LINES = 60;

/** One past the last line of a letter: its signature, positions, owner of the matter, contact and copies. */
export function letterEnd(
  lines: readonly DocLine[],
  core: { kind: string; last: number },
  limit: number,
  skipped: ReadonlySet<number>,
): number {
  const ending = findEnding(lines, core.last + 1, limit, skipped);
  const anchor = ending.name ?? ending.closing ?? ending.request;
  if (anchor === null) return unsignedEnd(lines, core.last, limit, core.kind);
  let end = anchor + 1;
  for (let i = end; i < limit; i++) {
    if (skipped.has(i)) {
      end = i + 1;
      continue;
    }
    const line = lines[i]!;
    if (line.opensPage && !isContact(line.text)) break;
    const tail = isTail(lines, i, anchor);
    if (line.gap >= 3 && !(tail && !isOrganisation(line.text)) && !isContact(line.text)) break;
    if (tail) end = i + 1;
    else if (printedWidth(line.text) > 30 && !contactFollows(lines, i, limit)) break;
  }
  return absorbScraps(lines, end, limit);
}

/** A position too badly read to be known, or a clerk's note, stands above the contact block of the same page. */
function contactFollows(lines: readonly DocLine[], at: number, limit: number): boolean {
  for (let i = at + 1; i < Math.min(limit, at + 6); i++) {
    if (lines[i]!.opensPage || lines[i]!.gap >= 3) return false;
    if (isContact(lines[i]!.text)) return true;
  }
  return false;
}

function isTail(lines: readonly DocLine[], at: number, anchor: number): boolean {
  const { text } = lines[at]!;
  const label = labelOf(text)?.label;
  return (
    isContact(text) ||
    isUnit(text) ||
    isPosition(text) ||
    isOrganisation(text) ||
    at === anchor + 1 ||
    endsActing(lines[at - 1]!.text) ||
    label === 'copies' ||
    secrecyOf(text) !== null ||
    isClosing(text)
  );
}

/** A slogan in quotation marks, or a line of what officers note for each other: - เพื่อโปรดทราบ, - เห็นควรแจ้ง… */
const NOTE = new RegExp(
  `^["“”].{2,80}["“”]$|^[-–•]\\s{0,2}${looseAny(['เพื่อ', 'เห็นควร', 'ทราบ', 'มอบ', 'แจ้ง', 'ดำเนินการ', 'อนุญาต', 'อนุมัติ'])}`,
  'u',
);
const isNote = (lines: readonly DocLine[], at: number): boolean =>
  NOTE.test(lines[at]!.text) ||
  (labelOf(lines[at]!.text)?.label === 'to' && /^[-–•]/.test(lines[at + 1]?.text ?? '') && isNote(lines, at + 1));

/** Captions of QR codes, initials, notes and the like below the contact block stay with the letter where nothing else follows. */
function absorbScraps(lines: readonly DocLine[], end: number, limit: number): number {
  let to = end;
  let width = 0;
  while (to < limit && !lines[to]!.opensPage) {
    if (!isNote(lines, to)) width += printedWidth(lines[to]!.text);
    if (width > 60) return end + leadingScraps(lines, end, limit);
    to++;
  }
  return to;
}

/** Very short lines close below the contact block: initials of those who typed and checked. */
function leadingScraps(lines: readonly DocLine[], end: number, limit: number): number {
  let count = 0;
  while (end + count < limit && lines[end + count]!.gap < 2 && printedWidth(lines[end + count]!.text) <= 9) count++;
  return count;
}

/** No signature was read: a stamped letter ends with its contact, any other with its page or before a wide gap. */
function unsignedEnd(lines: readonly DocLine[], last: number, limit: number, kind: string): number {
  let end = last + 1;
  let contact = false;
  for (let i = last + 1; i < limit && i - last <= UNSIGNED_LINES; i++) {
    const line = lines[i]!;
    if (line.opensPage && !isPageMark(line.text)) break;
    if (contact && !isContact(line.text) && !isUnit(line.text)) break;
    if (kind !== 'stamped' && line.gap >= 4 && i > last + 2) break;
    contact ||= isContact(line.text);
    end = i + 1;
  }
  return end;
}
