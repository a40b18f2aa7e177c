import { closest } from './closest.js';
import { cueAny, looseAny, withoutMarks } from './loose.js';
import { ABBREVIATIONS } from './tables/abbreviations.js';
import { AGENCY_CODES } from './tables/agency-codes.js';
import { DEPARTMENTS } from './tables/departments.js';
import { DISTRICTS } from './tables/districts.js';
import { CLASS_NAMES, HAS_ENDS, NAME_ENDS } from './tables/name-ends.js';
import { LETTERHEAD_WORDS, ORGANISATION_WORDS } from './tables/organisations.js';
import { PROVINCES } from './tables/provinces.js';
import { STATE_BODIES } from './tables/state-bodies.js';

/** A name of an organisation in running text. */
export interface NamedPlace {
  /** As printed; one wrong letter in a known name is mended. */
  name: string;
  start: number;
  end: number;
  /** In the tables of the project, not only cut off by what follows it. */
  known: boolean;
}

const KNOWN = [
  ...new Set([
    ...DEPARTMENTS,
    ...STATE_BODIES,
    ...Object.values(AGENCY_CODES),
    ...PROVINCES.map((province) => `จังหวัด${province}`),
    ...Object.values(DISTRICTS).flatMap((names) => names.map((name) => `อำเภอ${name}`)),
  ]),
];
const bare = (text: string) => withoutMarks(text).replace(/\s/g, '');
/** Known names by their first six letters without marks and blanks, the longest first. */
const BY_HEAD = new Map<string, { bare: string; name: string }[]>();
for (const name of KNOWN) {
  const entry = { bare: bare(name), name };
  const key = entry.bare.slice(0, 6);
  BY_HEAD.set(key, [...(BY_HEAD.get(key) ?? []), entry]);
}
for (const list of BY_HEAD.values()) list.sort((a, b) => b.bare.length - a.bare.length);
const LONG_KNOWN = KNOWN.filter((name) => name.length > 8);

const HEAD = new RegExp(
  `^(?:${cueAny([...ORGANISATION_WORDS, ...LETTERHEAD_WORDS, 'วัด', 'คณะกรรมการ', 'คณะรัฐมนตรี', 'คณะอนุกรรมการ'])})`,
);
/** What ends a name that no table holds: the verb or particle after it. */
const STOP = new RegExp(`มี${looseAny(HAS_ENDS)}|${cueAny(NAME_ENDS)}`);
const BARE_CLASSES = new Set(CLASS_NAMES.map(bare));
const REACH = 110;
/** A known name may begin the name of its branch, or go on. */
const BRANCH = /^(?:จังหวัด|อำเภอ|สาขา|เขต|ภาค|ประจำ|แห่ง|ทหาร)|^[ะาำๅ\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]/;
const ABBREVIATED = /^\s{0,2}(?:[ก-ฮ]{1,3}\s?\.\s?){2,5}|^\s{0,2}\(องค์การมหาชน\)/;
/** สำนักงาน กกต.: letters that stand for the name of an office. */
const ABBREVIATED_OFFICE = /^\s{0,2}[ก-ฮ]{2,6}\./;
const COMPANY = /^(?:บริษัท|ห้างหุ้นส่วน)[^\n]{2,70}?จำกัด(?:\s?\(มหาชน\))?/;
/** ภาค ๖, เขต ๑, ที่ ๓๘: the number that tells offices of one name apart. No number of a letter stands so. */
const NUMBERED = /^\s?(?:ที่|เขต|ภาค|พื้นที่)\s?[\d๐-๙]{1,3}(?![\d๐-๙/.])/;
const NUMBER = /^\s?[\d๐-๙]{1,3}(?![\d๐-๙/.])/;
const AT_PROVINCE = new RegExp(`^\\s(?:${[...PROVINCES].sort((a, b) => b.length - a.length).join('|')})(?=\\s|$)`);
/** Before the province or district of a post or, behind a number, of an office. */
const POSTED = /^\s?ประจำ(?=จังหวัด|อำเภอ)/;
const PLACED = /^\s?(?=จังหวัด|อำเภอ)/;
/** A branch, or the rank of a temple, behind a blank. */
const STYLED = /^\s(?:สาขา[ก-๎]{2,30}|พระอารามหลวง)(?=\s|$)/;

/** The organisation named at `start`; null where none is. */
export function organisationAt(text: string, start: number): NamedPlace | null {
  const window = text.slice(start, start + REACH).split('\n', 1)[0]!;
  if (!HEAD.test(window)) return null;
  const known = knownAt(window);
  if (known && !goesOn(known.name, window.slice(known.length))) {
    const length = withBehind(window, known.length);
    const name = length === known.length ? known.name : `${known.name}${oneBlank(window.slice(known.length, length))}`;
    return { name, start, end: start + length, known: true };
  }
  const cut = cutAt(window);
  if (cut === null) return known ? { name: known.name, start, end: start + known.length, known: true } : null;
  const printed = oneBlank(window.slice(0, cut)).trim();
  const mended = printed.length > 8 ? closest(printed, LONG_KNOWN, printed.length > 16 ? 2 : 1) : null;
  return { name: mended?.word ?? printed, start, end: start + cut, known: mended !== null };
}

const ABBREVIATION = /^(?:(?:[ก-ฮ]{1,4}\.){2,5}|[ก-ฮ]{2,6}\.)(?:\s?[\d๐-๙]{1,2}(?![\d๐-๙/.]))?/;
const NO_NAME = /^(?:พ\.ศ|ค\.ศ|ลว|โทร|พ\.ร\.[บกฎ]|ร\.ศ|ผอ|ดร|ว่า|[มกมพสตธ]\.[คพย]\.\s?[\d๐-๙])/;

/** As `organisationAt`, or an organisation called by its letters (สถ., สปสช.); only for places where a name must stand. */
export function nameAt(text: string, start: number): NamedPlace | null {
  const named = organisationAt(text, start);
  if (named) return named;
  const letters = NO_NAME.test(text.slice(start, start + 12)) ? null : ABBREVIATION.exec(text.slice(start, start + 24));
  if (!letters) return null;
  const name = letters[0].trim();
  return { name, start, end: start + name.length, known: ABBREVIATIONS[name] !== undefined };
}

/** Short names by what they stand for, both without marks and blanks. */
const STANDS_FOR = new Map(Object.entries(ABBREVIATIONS).map(([short, name]) => [bare(short), bare(name)]));

/** What a name stands for: two names are one body where this is the same. Marks, blanks and abbreviations aside. */
export function bodyOf(name: string): string {
  const printed = bare(name);
  const body = STANDS_FOR.get(printed) ?? printed;
  return STANDS_FOR.get(body) ?? body;
}

function oneBlank(text: string): string {
  return text.replace(/\s+/g, ' ');
}

function goesOn(name: string, rest: string): boolean {
  return BRANCH.test(rest) || (name.endsWith('.') && /^\s?[ก-ฮ]{1,2}\./.test(rest));
}

/** The longest known name at the head of the window, marks and blanks aside. */
function knownAt(window: string): { name: string; length: number } | null {
  const letters: string[] = [];
  const ends: number[] = [];
  for (let i = 0; i < window.length; i++) {
    const letter = bare(window[i]!);
    if (letter === '') {
      if (ends.length > 0 && !/\s/.test(window[i]!)) ends[ends.length - 1] = i + 1;
      continue;
    }
    letters.push(letter);
    ends.push(i + 1);
  }
  const joined = letters.join('');
  const found = BY_HEAD.get(joined.slice(0, 6))?.find((entry) => joined.startsWith(entry.bare));
  return found ? { name: found.name, length: ends[found.bare.length - 1]! } : null;
}

/** Length of a name that ends at a stop word, a place or a blank; null where it is none. */
function cutAt(line: string): number | null {
  const company = COMPANY.exec(line)?.[0].length;
  if (company) return company;
  const head = HEAD.exec(line)?.[0].length ?? 0;
  const rest = line.slice(head);
  const stop = STOP.exec(rest)?.index ?? rest.length;
  const blank = /[\s,"“(]/.exec(rest)?.index ?? rest.length;
  let length = head + Math.min(stop, blank);
  length = placeEnd(line.slice(0, length), line) ?? length;
  if (blank <= stop) {
    const office = BARE_CLASSES.has(bare(line.slice(0, length))) ? ABBREVIATED_OFFICE.exec(line.slice(length)) : null;
    const more = ABBREVIATED.exec(line.slice(length)) ?? office;
    if (more) length += more[0].trimEnd().length;
  }
  length = withBehind(line, length);
  const name = line.slice(0, length);
  if (length === head && BARE_CLASSES.has(bare(name))) return null;
  if (BARE_CLASSES.has(bare(name)) || (length === head && rest.length > 0 && blank > 0)) return null;
  return length > 3 && length < REACH ? length : null;
}

/** สำนักงานสาธารณสุขจังหวัดน่าน ends with the place; what follows is the sentence. */
function placeEnd(name: string, line: string): number | null {
  for (const match of name.matchAll(/จังหวัด|อำเภอ/g)) {
    if (match.index === 0) continue;
    const place = knownAt(line.slice(match.index));
    const end = match.index + (place?.length ?? 0);
    if (place && end < name.length && !BRANCH.test(line.slice(end))) return end;
  }
  return null;
}

/** A name with the number, place or post behind it: เขต ๙ นครราชสีมา, ประจำจังหวัดแพร่. */
function withBehind(line: string, from: number): number {
  let length = from;
  const openEnd = /(?:ที่|เขต|ภาค)$/.exec(line.slice(0, length))?.[0];
  const number = (openEnd ? NUMBER : NUMBERED).exec(line.slice(length));
  length += number?.[0].length ?? 0;
  // คำสั่งกรมป่าไม้ที่ ๔๕/๒๕๖๘: the word belongs to the number of the order.
  if (openEnd === 'ที่' && !number) return length - openEnd.length;
  const post = (number ? PLACED : POSTED).exec(line.slice(length));
  const place = post ? knownAt(line.slice(length + post[0].length)) : null;
  if (post && place) length += post[0].length + place.length;
  length += STYLED.exec(line.slice(length))?.[0].length ?? 0;
  if (length > from || line.startsWith('สำนักงานเขตพื้นที่')) {
    for (let more = AT_PROVINCE.exec(line.slice(length)); more; more = AT_PROVINCE.exec(line.slice(length)))
      length += more[0].length;
  }
  return length;
}
