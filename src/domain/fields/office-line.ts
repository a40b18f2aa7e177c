import { dateLineOf, labelOf, referenceLineOf } from '../line-kinds.js';
import { type DocLine, locatedText, type Part, wholeLine, wrapGlue } from '../lines.js';
import type { LocatedText } from '../located-text.js';
import { loose, looseAny } from '../loose.js';
import { ORGANISATION_WORDS, UNIT_WORDS } from '../tables/organisations.js';

/** What stands behind ส่วนราชการ, with the line it wraps into; null where the head has no such label. */
export function officeValue(head: readonly DocLine[]): { located: LocatedText; lines: DocLine[] } | null {
  const at = head.findIndex((line) => labelOf(line.text)?.label === 'office');
  const line = head[at];
  if (!line) return null;
  const start = labelOf(line.text)!.valueStart;
  const first: Part = { line, start, end: line.text.length, glue: ' ' };
  const next = head[at + 1];
  const wraps =
    next &&
    next.gap === 0 &&
    labelOf(next.text) === null &&
    referenceLineOf(next.text) === null &&
    dateLineOf(next.text) === null;
  if (!wraps) return { located: locatedText([first]), lines: [line] };
  const second = wholeLine(next, wrapGlue(line.text, next.text));
  return { located: locatedText([first, second]), lines: [line, next] };
}

/** What a memorandum's ส่วนราชการ line says: the organisation, and the part of it that writes. */
export interface OfficeParts {
  organisation: string | null;
  unit: string | null;
}

const PHONE = new RegExp(`\\s?(?:${loose('โทร')}|มท\\.).*$`, 'u');
const UNIT = new RegExp(`^${looseAny(UNIT_WORDS)}`);
const ORGANISATION = new RegExp(`^${looseAny(ORGANISATION_WORDS)}`);
/** Bodies whose office is named before them: สำนักปลัด… องค์การบริหารส่วนตำบลX. */
const BODY = new RegExp(
  `^${looseAny(['องค์การบริหารส่วน', 'เทศบาล', 'อำเภอ', 'จังหวัด', 'ที่ว่าการ', 'ที่ทำการปกครอง', 'ศาลากลาง', 'กรม', 'กระทรวง', 'มหาวิทยาลัย', 'สำนักงาน', 'กรุงเทพมหานคร', 'เมืองพัทยา', 'โรงเรียน', 'วิทยาลัย', 'องค์การ', 'โรงพยาบาล', 'การไฟฟ้า', 'การประปา', 'การรถไฟ', 'การท่าเรือ', 'การเคหะ', 'การทาง', 'การยาง', 'การนิคม', 'การกีฬา', 'การท่องเที่ยว', 'ธนาคาร', 'สถาบัน', 'เรือนจำ', 'ทัณฑสถาน', 'ศาล'])}`,
);

/** The office of a head or a council, inside the organisation. */
const INNER = new RegExp(
  `^${loose('สำนักงาน')}(?:${looseAny(['อธิการบดี', 'คณบดี', 'เลขานุการ', 'อธิบดี', 'ผู้อำนวยการ', 'ผู้ว่าการ', 'สภามหาวิทยาลัย', 'สภาสถาบัน', 'วิทยาเขต', 'ประธาน', 'ปลัดเทศบาล', 'ปลัดองค์การ'])})`,
);
/** Bodies whose name is followed by where they lie. */
const SEATED = new RegExp(
  `^${looseAny(['เทศบาล', 'องค์การบริหารส่วน', 'มหาวิทยาลัย', 'โรงเรียน', 'วิทยาลัย', 'โรงพยาบาล', 'การไฟฟ้า', 'การประปา', 'สถาบัน', 'ธนาคาร', 'เรือนจำ', 'ทัณฑสถาน'])}`,
);

/** Parts the value behind ส่วนราชการ into the organisation that owns the letter and its division. */
export function officeParts(value: string): OfficeParts {
  const inBrackets = /\(([^()]{3,120})\)?/.exec(value)?.[1] ?? null;
  const plain = value.replace(/\(.*$/u, '').replace(PHONE, '').trim();
  const names = namesIn(plain);
  const bracketUnit = inBrackets?.replace(PHONE, '').trim() || null;
  const named = names.filter((name) => BODY.test(name) && !UNIT.test(name));
  // เทศบาลตำบลX อำเภอY จังหวัดZ tells where the body lies; มหาวิทยาลัยX สำนักงานอธิการบดี which part of it writes.
  const seated = named.some((name) => SEATED.test(name));
  const outer = named.filter((name) => !INNER.test(name) && !(seated && /^(?:อำเภอ|จังหวัด)/.test(name)));
  const bodies = outer.length > 0 ? outer : named;
  const ministry = names.find((name) => name.startsWith('กระทรวง'));
  // กระทรวงมหาดไทย สำนักงานปลัดกระทรวงมหาดไทย: the office acts for the ministry, whose name stands first.
  // สำนักสิ่งแวดล้อม กองจัดการขยะ: where no body of its own is named, the larger part writes.
  const organisation = ministry ?? bodies.at(-1) ?? names.find((name) => !UNIT.test(name)) ?? names[0] ?? null;
  const unit = bracketUnit ?? names.find((name) => name !== organisation && UNIT.test(name)) ?? null;
  return { organisation, unit };
}

/** Names of organisations and units in a row, parted where a blank is followed by the first word of the next. */
function namesIn(text: string): string[] {
  const names: string[] = [];
  for (const word of text.split(' ')) {
    const opens = UNIT.test(word) || ORGANISATION.test(word);
    if (opens || names.length === 0) names.push(word);
    else names[names.length - 1] += ` ${word}`;
  }
  return names.map((name) => name.replace(/[\s,]+$/, '')).filter((name) => name !== '' && !/^[.…_]+$/.test(name));
}
