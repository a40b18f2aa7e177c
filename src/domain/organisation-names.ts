import { closest } from './closest.js';
import { cueAny, withoutMarks } from './loose.js';
import { AGENCY_CODES } from './tables/agency-codes.js';
import { DEPARTMENTS } from './tables/departments.js';
import { DISTRICTS } from './tables/districts.js';
import { ORGANISATION_WORDS } from './tables/organisations.js';
import { PROVINCES } from './tables/provinces.js';

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
  `^(?:${cueAny([...ORGANISATION_WORDS, 'ตำรวจภูธร', 'คณะกรรมการ', 'คณะรัฐมนตรี', 'คณะอนุกรรมการ'])})`,
);
/** What ends a name that no table holds: the verb or particle after it. */
const STOP = new RegExp(
  // มี keeps its mark: without it it stands in ส่งเสริมการ.
  `มี(?:หนังสือ|ภารกิจ|นโยบาย|กำหนด|ความ|มติ|การ)|${cueAny([
    'ได้',
    'แจ้ง',
    'ว่า',
    'ขอให้',
    'ขอความ',
    'ขอเชิญ',
    'ขอแจ้ง',
    'ขอส่ง',
    'ขอรับ',
    'จึงขอ',
    'กำหนด',
    'จะ',
    'ร่วมกับ',
    'โดย',
    'ดำเนิน',
    'จัดทำ',
    'จัดโครงการ',
    'จัดการประชุม',
    'จัดประชุม',
    'จัดงาน',
    'จัดให้',
    'จัดอบรม',
    'จัดสัมมนา',
    'จัดกิจกรรม',
    'จัดส่ง',
    'เปิดรับ',
    'เปิดให้',
    'เปิดระบบ',
    'ประกาศ',
    'พิจารณา',
    'เห็นชอบ',
    'เห็นควร',
    'ซึ่ง',
    'มีความประสงค์',
    'ประสงค์จะ',
    'ประสงค์ให้',
    'ประสงค์ขอ',
    'อยู่ระหว่าง',
    'ดังกล่าว',
    'เกี่ยวกับ',
    'เรื่อง',
    'ด่วน',
    'ลงวันที่',
    'ส่งเรื่อง',
    'ส่งสำเนา',
    'ส่งข้อมูล',
    'เชิญชวน',
    'ติดตาม',
    'รายงาน',
    'ตรวจพบ',
    'ยืนยัน',
    'ทราบ',
    'ในพื้นที่',
    'ทุกแห่ง',
    'นั้น',
    'เป็น',
    'ให้',
  ])}`,
);
const REACH = 110;
const LONG = 16;
/** A known name may begin the name of its branch. */
const BRANCH = /^(?:จังหวัด|อำเภอ|สาขา|เขต|ภาค|ประจำ|แห่ง)/;
const ABBREVIATED = /^\s{0,2}(?:[ก-ฮ]{1,3}\s?\.\s?){2,5}|^\s{0,2}\(องค์การมหาชน\)/;

/** The organisation named at `start`; null where none is. */
export function organisationAt(text: string, start: number): NamedPlace | null {
  const window = text.slice(start, start + REACH);
  if (!HEAD.test(window)) return null;
  const known = knownAt(window);
  const cut = cutAt(window);
  // A long name is trusted whatever follows; a short one could begin a longer name.
  const branch = known !== null && BRANCH.test(window.slice(known.length));
  if (known && !branch && (known.length > LONG || !cut || known.length >= cut || stops(window, known.length))) {
    return { name: known.name, start, end: start + known.length, known: true };
  }
  if (cut === null) return known ? { name: known.name, start, end: start + known.length, known: true } : null;
  const printed = window.slice(0, cut).replace(/\s+/g, ' ').trim();
  // สำนักงาน or อำเภอ tells no two names apart, so long names only are long enough for a second edit.
  const mended = printed.length > 8 ? closest(printed, LONG_KNOWN, printed.length > 16 ? 2 : 1) : null;
  return { name: mended?.word ?? printed, start, end: start + cut, known: mended !== null };
}

function stops(window: string, at: number): boolean {
  const rest = window.slice(at, at + 16);
  // ว่า often loses its mark.
  return STOP.exec(rest)?.index === 0 || /^วา(?=\s|$)/.test(rest);
}

/** The longest known name at the head of the window, marks and blanks aside. */
function knownAt(window: string): { name: string; length: number } | null {
  const letters: string[] = [];
  const ends: number[] = [];
  for (let i = 0; i < window.length && window[i] !== '\n'; i++) {
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

const NUMBERED = /^\s(?:(?:เขต|ภาค|พื้นที่)\s?)?[\d๐-๙]{1,2}(?![\d๐-๙])/;

/** ภาค ๖, เขต ๑: the number that tells offices of one name apart. */
function numberBehind(line: string, at: number): RegExpExecArray | null {
  const number = NUMBERED.exec(line.slice(at, at + 16));
  return number && (/[ก-ฮ]/.test(number[0]) || /(?:เขต|ภาค|พื้นที่)$/.test(line.slice(0, at))) ? number : null;
}

/** Length of a name that ends at a blank or a stop word; null where it is none. */
function cutAt(window: string): number | null {
  const line = window.split('\n', 1)[0]!;
  const head = HEAD.exec(line)?.[0].length ?? 0;
  const rest = line.slice(head);
  const stop = STOP.exec(rest)?.index ?? rest.length;
  const blank = /[\s,"“(]/.exec(rest)?.index ?? rest.length;
  let length = head + Math.min(stop, blank);
  if (blank <= stop) {
    const more = ABBREVIATED.exec(line.slice(length)) ?? numberBehind(line, length);
    if (more) length += more[0].trimEnd().length;
  }
  if (length === head && rest.length > 0 && blank > 0) return null;
  return length > 3 && length < REACH ? length : null;
}
