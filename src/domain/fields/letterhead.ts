import { leadingSpeed } from '../class-lines.js';
import {
  dateLineOf,
  isAddress,
  isContact,
  isMemoTitle,
  isNoise,
  isOrganisation,
  labelOf,
  referenceLineOf,
} from '../line-kinds.js';
import { type DocLine, locatedText, type Part, wrapGlue } from '../lines.js';
import type { LocatedText } from '../located-text.js';
import { loose, looseAny } from '../loose.js';
import { toArabicDigits } from '../numerals.js';
import { ORGANISATION_WORDS } from '../tables/organisations.js';
import { PROVINCES } from '../tables/provinces.js';

/** A name with the run of text that holds it. */
export interface Located {
  located: LocatedText;
  start: number;
  end: number;
  /** Known only by its place in the letterhead. */
  guessed?: boolean;
}

export function whole(parts: readonly Part[]): Located {
  const located = locatedText(parts);
  return { located, start: 0, end: located.text.length };
}

export const HALL = new RegExp(`^${loose('ศาลากลาง')}\\s?(?=${loose('จังหวัด')})`);
export const DISTRICT_HALL = new RegExp(`^${loose('ที่ว่าการ')}\\s?(?=${loose('อำเภอ')})`);

const ADDRESS_START = new RegExp(
  `\\s(?:${looseAny(['ถนน', 'เลขที่', 'ตำบล', 'หมู่ที่', 'ซอย', 'แขวง'])}|เขต(?=[ก-ฮ])|ถ\\.|ต\\.|อ\\.|กทม|(?<!เขต\\s)(?<!ที่\\s)(?<!ภาค\\s)[\\d๐-๙])`,
);

const FACULTY = /^(?:คณะ(?!กรรมการ|อนุ|รัฐมนตรี|ทำงาน)|ภาควิชา|บัณฑิตวิทยาลัย|วิทยาลัย|สำนัก(?!งาน)|สถาบัน|ศูนย์|กอง|โรงเรียนสาธิต)/;
/** A stray mark read before the name. */
const STRAY = new RegExp(`^[^ก-ฮ]{1,3}[ก-ฮ]?\\s(?=${looseAny(ORGANISATION_WORDS)})`);

/** A faculty: always part of a university, even where that is not printed. */
export function isFaculty(name: string): boolean {
  return /^(?:คณะ(?!กรรมการ|อนุ|รัฐมนตรี|ทำงาน)|ภาควิชา|สาขาวิชา)/.test(name) && !/มหาวิทยาลัย|สถาบัน|วิทยาลัย/.test(name);
}

/**
 * The sender's name in the letterhead (สารบรรณ ข้อ 11.2), with a second line of it: the first organisation from the ที่ line
 * down, else above it, where the stamps of those who received the letter stand too; else the line above the address.
 */
export function letterhead(head: readonly DocLine[]): Located | null {
  const numbered = head.findIndex((line) => referenceLineOf(line.text) !== null);
  const found = head.map((_, i) => nameAt(head, i));
  const own = found.find((name, i) => i >= numbered && name !== null && !isPlace(head, i));
  const above = found.find((name, i) => name !== null && !isPlace(head, i));
  return own ?? above ?? guess(head, numbered) ?? doubted(found.find((name) => name !== null) ?? null);
}

function doubted(name: Located | null): Located | null {
  return name && { ...name, guessed: true };
}

function restOf(line: DocLine): string {
  const start = referenceLineOf(line.text)?.rest ?? STRAY.exec(line.text)?.[0].length ?? 0;
  return line.text.slice(start).trimStart();
}

/** The organisation that a line of the head begins with. */
function nameAt(head: readonly DocLine[], i: number): Located | null {
  const line = head[i]!;
  const text = restOf(line);
  if (text === '' || labelOf(text) !== null || (!isOrganisation(text) && !startsOrganisation(text))) return null;
  const next = head[i + 1];
  // A faculty above its university is the sub-unit: the name below is the issuer's.
  if (FACULTY.test(text) && /^มหาวิทยาลัย/.test(next?.text ?? '')) return null;
  return named(line, text, next);
}

/** A name with the rest of it on the next line. */
function named(line: DocLine, text: string, next: DocLine | undefined): Located {
  const from = line.text.length - text.length;
  const cut = ADDRESS_START.exec(text)?.index ?? text.length;
  const parts: Part[] = [{ line, start: from, end: from + cut, glue: ' ' }];
  const complete = HALL.test(text) || DISTRICT_HALL.test(text);
  const wrapped = next && cut === text.length && !complete ? wrappedName(next) : 0;
  if (next && wrapped > 0) parts.push({ line: next, start: 0, end: wrapped, glue: wrapGlue(text, next.text) });
  return whole(parts);
}

/** An organisation with its address on the same line. */
function startsOrganisation(text: string): boolean {
  const cut = ADDRESS_START.exec(text)?.index;
  return cut !== undefined && cut > 5 && isOrganisation(text.slice(0, cut));
}

/** How much of the next line is the rest of a long name: no address, number, date or speed, and no name of its own. */
function wrappedName(line: DocLine): number {
  const { text } = line;
  if (line.gap > 0 || isOrganisation(text) || isNoise(text) || labelOf(text) !== null) return 0;
  const cut = ADDRESS_START.exec(text)?.index ?? text.length;
  const name = text.slice(0, cut);
  const opensLikeOne =
    /^และ|^แห่ง/.test(name) ||
    PROVINCES.some((province) => name.startsWith(province)) ||
    (cut === text.length && /^[ก-ฮเ-ไ][^\d๐-๙]{9,50}$/.test(name));
  return opensLikeOne && !isAddress(name) && !/^(?:ด่วน|ลับ|ที่\s|วันที่|ถนน|ตำบล|เขต|แขวง|จังหวัด|อำเภอ)/.test(name) ? cut : 0;
}

const PLACE = /^(?:จังหวัด|อำเภอ|ตำบล|แขวง|เขต|กรุงเทพ)/;

/** อำเภอX or จังหวัดY as part of an address: a postcode or a larger place behind it, or the sender's name or street above it. */
function isPlace(head: readonly DocLine[], at: number): boolean {
  const text = restOf(head[at]!);
  if (!PLACE.test(text)) return false;
  if (/(?:^|\D)\d{5}$/.test(toArabicDigits(text)) || /\s(?:อำเภอ|จังหวัด|จ\.)/.test(text)) return true;
  const above = head[at - 1];
  return above !== undefined && (isAddress(restOf(above)) || nameable(above) || isOrganisation(restOf(above)));
}

/** A line that may be the name of an organisation of a kind that no table holds. */
function nameable(line: DocLine): boolean {
  const text = restOf(line);
  if ((text.match(/[ก-ฮ]/g) ?? []).length < 7 || /[\d๐-๙]{3}|^[^ก-ฮเ-ไ]|\.{3}|…/.test(text)) return false;
  return (
    !isAddress(text) &&
    !isNoise(text) &&
    !isMemoTitle(text) &&
    !isContact(text) &&
    !PLACE.test(text) &&
    labelOf(text) === null &&
    leadingSpeed(text) === null &&
    dateLineOf(text) === null
  );
}

/** The line above the first address below the ที่ line. */
function guess(head: readonly DocLine[], numbered: number): Located | null {
  if (numbered < 0) return null;
  for (let i = numbered; i < head.length - 1; i++) {
    const next = head[i + 1]!;
    if (!nameable(head[i]!) || !(isAddress(next.text) || PLACE.test(next.text))) continue;
    return { ...named(head[i]!, restOf(head[i]!), undefined), guessed: true };
  }
  return null;
}
