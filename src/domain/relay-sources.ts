import { cueAny, loose, looseAny } from './loose.js';
import { bodyOf, type NamedPlace, nameAt, organisationAt } from './organisation-names.js';
import {
  ACTS,
  DECIDES,
  DECISIONS,
  FOUND_OUT,
  HAS_DECIDED,
  JOINERS,
  OPENERS,
  PAPER_TAILS,
  PAPERS,
  RECEIVED,
  TELLS,
} from './tables/relay-words.js';

/**
 * From whom a matter came down, as a grammar of roles. A name is a source by what stands before it (ได้รับแจ้งจาก, ตามหนังสือ, ด้วย, ว่า,
 * โดย) and by what it does (แจ้ง, กำหนด); a name that merely appears has neither.
 */

/** Where a clause of its own begins: a paragraph, or behind นั้น that closes the matter of an earlier letter. */
const CLAUSE = `(?<=^|\\n|${loose('นั้น')}\\s{1,2}|${loose('บัดนี้')}\\s{0,2}|${loose('ประกอบกับ')}\\s{0,2})`;
const NO_SAYING = `(?:(?!ว่า)[^\\s\\n]){0,28}?`;
const PAPER = `${looseAny(PAPERS)}(?:\\s?${looseAny(PAPER_TAILS)}){0,2}`;
const TOLD = [
  `${loose('รับ')}${looseAny(RECEIVED)}${NO_SAYING}(?:\\s?\\([^()\\n]{0,30}\\)\\s?)?จาก`,
  `${loose('รับ')}(?:${looseAny(['แจ้งตาม', 'แจ้ง', 'ทราบตาม'])})?${PAPER}`,
  `${looseAny(['มีหนังสือจาก', 'ตามหนังสือจาก', 'ตามรายงานของ', 'รายงานจาก', 'ตามการร้องขอของ', 'ตามคำขอของ'])}`,
].join('|');
/** A paper sent on: a source where its content is told. */
const SENT = `${looseAny(['ส่งสำเนาหนังสือ', 'ส่งหนังสือ', 'แนบสำเนาหนังสือ', 'ส่งสำเนาบันทึก', 'ส่งสำเนาวิทยุ'])}(?:\\s?${looseAny(PAPER_TAILS)}){0,2}`;
const ON = looseAny(['ตาม', 'อนุสนธิ', 'อนุสนธิตาม', 'สืบเนื่องจาก', 'สืบเนื่องตาม', 'เนื่องจาก', 'อ้างถึง']);
/** ตามหนังสือที่อ้างถึง: the paper is named above; the organisation behind it opens the sentence. */
const CITED_ABOVE = `(?:\\s?${looseAny(['ที่', 'ตามที่', 'ตาม', 'ที่ได้'])})?\\s?${loose('อ้างถึง')}`;
const OPENED_PAPER = `(?:${ON})?${PAPER}`;
const OPENED_DECISION = `${ON}${looseAny(DECISIONS)}(?:\\s?${looseAny(PAPER_TAILS)})?`;
const SOURCE = new RegExp(
  [
    `(?<told>${TOLD})`,
    `(?<sent>${SENT})`,
    `(?<opened>(?<=^|\\n|\\s)(?:${ON}(?:${PAPER}|${looseAny(DECISIONS)})${CITED_ABOVE}|(?!${ON}(?:${PAPER}|${looseAny(DECISIONS)}))${looseAny(OPENERS)}))`,
    `(?<paper>${CLAUSE}${OPENED_PAPER})`,
    `(?<decision>${CLAUSE}${OPENED_DECISION})`,
    `(?<said>ว[\\u0e31\\u0e34-\\u0e3a\\u0e47-\\u0e4e]{0,2}า)`,
    `(?<joined>${looseAny(JOINERS)})`,
    `(?<clause>${CLAUSE})`,
  ].join('|'),
  'g',
);
const NUMBERED = /^\s{0,3}(?:[(]?[๐-๙\d]{1,2}[.)]?\s{0,2})?(?:(?:และ|,|-)\s{0,2}[๐-๙\d]{1,2}[.)]?\s{0,2})?/;
/** The head of an organisation speaks for it: ผู้ว่าราชการจังหวัดน่าน, อธิบดีกรมที่ดิน. */
const HEAD_OF = new RegExp(
  `^(?:${loose('ท่าน')})?(?:${looseAny(['ผู้ว่าราชการ', 'อธิบดี', 'เลขาธิการ', 'ผู้อำนวยการ'])}|นาย(?=อำเภอ)|ปลัด(?=กระทรวง))`,
);

const verb = (words: readonly string[]) => new RegExp(`^\\s{0,3}${cueAny(words)}`);
const TOLD_IT = verb(TELLS);
const ACTED = verb(ACTS);
const DECIDED = new RegExp(
  `^\\s{0,3}(?:${loose('ได้')}(?:${looseAny(['มี', 'ร่วมกัน'])})?${looseAny(HAS_DECIDED)}|${looseAny(DECIDES)})`,
);
/** ที่ มท ๐๘๑๐/ว ๑, ด่วนที่สุด, ลงวันที่: the name is that of a cited letter's sender. */
const IS_LETTER = new RegExp(`^\\s{0,3}(?:${looseAny(['ด่วน', 'ลับ', 'ลงวันที่', 'เลขที่'])}|${loose('ที่')}\\s|ลว\\.)`);
const IDENTIFIED = new RegExp(
  `^\\s{0,3}(?:.{0,120}?(?:${loose('ลงวันที่')}|ลว\\.)|${looseAny(['ที่', 'เมื่อ', 'ครั้งที่', 'ฉบับที่', 'ในการ', 'ในคราว', 'ให้', 'แจ้ง'])})`,
);
/** A paper sent on without a word of what it says tells of no source. */
const SUMMED_UP = new RegExp(
  `^\\s{0,3}ให้|${looseAny(['เกี่ยวกับ', 'กรณี', 'แจ้งว่า', 'ซึ่ง', 'เรื่อง', 'ขอให้', 'ขอความ', 'กำหนดให้'])}`,
);
const ON_ITS_WAY = new RegExp(looseAny(['มาเพื่อ', 'มาพร้อม', 'มายัง']));
/** Bodies that carry out what others decide: they are no source of a matter unless they told it. */
const LOWER = /^(?:เทศบาล|องค์การบริหาร|อำเภอ|จังหวัด|โรงเรียน|ที่ว่าการ|ศาลากลาง|บริษัท|ห้าง|มหาวิทยาลัย|วิทยาลัย|โรงพยาบาล)/;
/** Parts of an organisation; คณะกรรมการ and the like are bodies of their own. */
const PART = /^(?:คณะ(?!กรรมการ|อนุ|รัฐมนตรี|ทำงาน)|ภาควิชา|กอง(?!ทุน|ทัพ|บัญชา|บังคับ)|ศูนย์|สำนัก|สถาบัน|วิทยาลัย|บัณฑิต|โครงการ)/;
/** The seat of an organisation, by whose name its letterhead may call it. */
const SEAT = /^(?:สำนกงาน(?=เทศบาล|องคการ)|ททำการ(?=องคการ|เทศบาล)|ศาลากลาง(?=จงหวด)|ทวาการ(?=อำเภอ))/;
const MOST_NAMES = 12;

/**
 * The organisations from which the matter came down, nearest first, each once and never the sender: who told this one and whose
 * decision is passed on. `reason` is the part of the text before the request. Never throws.
 */
export function receivedFrom(reason: string, issuer: string | null): string[] {
  const names: string[] = [];
  const known = new Set(ownNames(issuer));
  const own = known.size > 0 ? bodyOf(issuer!) : '';
  const add = ({ name }: NamedPlace) => {
    const body = bodyOf(name);
    if (known.has(body) || names.length === MOST_NAMES) return;
    known.add(body);
    names.push(name);
  };
  let floor = 0;
  for (const match of reason.matchAll(SOURCE)) {
    if (match.index < floor) continue;
    const place = namedBehind(reason, match.index + match[0].length);
    if (!place || isOwn(place, reason, own)) continue;
    const before = reason.slice(Math.max(0, match.index - 200), match.index);
    if (!isSource(match.groups!, place, { reason, before, own, first: names.length === 0 })) continue;
    add(place);
    floor = place.end;
    for (const other of alongside(reason, place.end)) if (!isOwn(other, reason, own)) add(other);
  }
  return names;
}

interface Around {
  reason: string;
  before: string;
  own: string;
  /** No source was found yet. */
  first: boolean;
}

type Roles = Record<string, string | undefined>;

function isSource(role: Roles, place: NamedPlace, { reason, before, own, first }: Around): boolean {
  const behind = reason.slice(place.end, place.end + 160);
  const acting = behindAll(reason, place.end);
  if (role.told !== undefined) return true;
  if (role.sent !== undefined) return SUMMED_UP.test(behind.split(ON_ITS_WAY, 1)[0]!);
  if (role.paper !== undefined) return true;
  if (role.decision !== undefined) return IDENTIFIED.test(behind);
  if (role.opened !== undefined) return ACTED.test(acting) || IS_LETTER.test(behind);
  if (role.said !== undefined) return !first && !isFinding(before) && (place.known || ACTED.test(acting));
  if (role.joined !== undefined) {
    const part = PART.test(place.name) && own !== '' && bodyOf(before.slice(-own.length * 2)).endsWith(own);
    return !part && !LOWER.test(place.name) && DECIDED.test(behind);
  }
  return TOLD_IT.test(acting);
}

const FINDING = new RegExp(`${looseAny(FOUND_OUT)}$`);

/** พบว่า, เห็นว่า: what follows is the writer's own finding. */
function isFinding(before: string): boolean {
  return FINDING.test(before.slice(-24));
}

/** The name behind a word of the grammar; a number of อ้างถึง and the title of its head may stand between. */
function namedBehind(reason: string, at: number): NamedPlace | null {
  const from = at + (NUMBERED.exec(reason.slice(at, at + 16))?.[0].length ?? 0);
  const named = nameAt(reason, from);
  if (named) return named;
  const title = HEAD_OF.exec(reason.slice(from, from + 24))?.[0].length ?? 0;
  return title > 0 ? nameAt(reason, from + title) : null;
}

/** กระทรวงมหาดไทย (กรมการปกครอง), กรม… และกรม…: those named beside the first. */
function alongside(reason: string, end: number): NamedPlace[] {
  const found: NamedPlace[] = [];
  for (let at = end; found.length < 4; ) {
    const joint = JOINT.exec(reason.slice(at, at + 8));
    // In brackets, letters are the short form of the name before them.
    const read = joint?.[0].includes('(') ? organisationAt : nameAt;
    const place = joint ? read(reason, at + joint[0].length) : null;
    if (!place) break;
    found.push(place);
    at = place.end + (/^\s?\)/.exec(reason.slice(place.end, place.end + 2))?.[0].length ?? 0);
  }
  const last = found.at(-1);
  return last && ACTED.test(afterBracket(reason, last.end)) ? found : [];
}

const JOINT = /^\s{0,2}(?:และ|,|\()\s{0,2}/;

function afterBracket(reason: string, end: number): string {
  return reason.slice(end, end + 160).replace(/^\s?\)/, '');
}

/** What stands behind a name and those beside it. */
function behindAll(reason: string, end: number): string {
  const last = alongside(reason, end).at(-1);
  return last ? afterBracket(reason, last.end) : reason.slice(end, end + 160).replace(/^\s?\([^()]{0,60}\)/, '');
}

function ownNames(issuer: string | null): string[] {
  if (issuer === null || issuer.trim() === '') return [];
  const whole = bodyOf(issuer);
  return [whole, whole.replace(SEAT, '')];
}

/** The sender, also where a word of its own name cut it short, or where what follows it was taken for a part of it. */
function isOwn(place: NamedPlace, reason: string, own: string): boolean {
  if (own === '') return false;
  const body = bodyOf(place.name);
  const bodies = [own, own.replace(SEAT, '')];
  if (bodies.includes(body)) return true;
  const printed = bodyOf(reason.slice(place.start, place.start + own.length * 2));
  if (bodies.some((name) => name.startsWith(body) && printed.startsWith(name))) return true;
  if (/^คณะ/.test(place.name) && own.startsWith(body)) return true;
  return !place.known && bodies.some((name) => body.startsWith(name) && !BELOW.test(body.slice(name.length)));
}

/** A longer name that is another body: a branch, or one that only begins alike. */
const BELOW = /^(?:จงหวด|อำเภอ|สาขา|เขต|ภาค|ประจำ|แหง|ท?[\d๐-๙])/;
