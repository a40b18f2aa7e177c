import type { LocatedText } from './located-text.js';
import { cueAny, loose, looseAny, withoutMarks } from './loose.js';
import { type NamedPlace, organisationAt } from './organisation-names.js';
import { RELAY_CLASSES } from './tables/relay-classes.js';

const MARKS = '[\\u0e31\\u0e34-\\u0e3a\\u0e47-\\u0e4e]{0,2}';
/** Words in front of the organisation that told this one, or whose decision is passed on. */
const TOLD_BY = looseAny([
  'ได้รับแจ้งจาก',
  'รับแจ้งจาก',
  'ได้รับการแจ้งจาก',
  'ได้รับการประสานจาก',
  'ได้รับการประสานงานจาก',
  'ได้รับการประสานขอความร่วมมือจาก',
  'ได้รับการร้องขอจาก',
  'ได้รับหนังสือจาก',
  'ได้รับหนังสือ',
  'ได้รับรายงานจาก',
  'ได้รับเรื่องจาก',
  'ได้รับสำเนาหนังสือ',
  'ได้รับมอบหมายจาก',
  'ได้รับข้อสั่งการจาก',
  'ได้รับแจ้งตามหนังสือ',
  'ได้รับความร่วมมือจาก',
  'ขอส่งสำเนาหนังสือ',
  'ส่งสำเนาหนังสือ',
  'ส่งหนังสือ',
]);
const OPENED_BY = looseAny([
  'เนื่องด้วย',
  'ด้วย',
  'ตามที่',
  'ตามหนังสือที่อ้างถึง',
  'ตามหนังสือ',
  'ตามวิทยุ',
  'ตามบันทึกข้อความ',
  'ตามบันทึก',
  'ตามที่อ้างถึง',
  'อนุสนธิหนังสือที่อ้างถึง',
  'อนุสนธิตามหนังสือที่อ้างถึง',
  'เนื่องจาก',
  'อนุสนธิหนังสือ',
  'อนุสนธิ',
  'สืบเนื่องจาก',
]);
const DECIDED_BY = looseAny(['กรณีที่', 'กรณี', 'โดย', 'ซึ่ง', 'ทั้งนี้', 'และ']);
const SOURCE = new RegExp(
  `(?<told>${TOLD_BY})|(?<opened>(?<=^|\\n|\\s)${OPENED_BY})|(?<said>ว${MARKS}า)|(?<decided>${DECIDED_BY})|(?<start>(?<=^|\\n))`,
  'g',
);
/** A copy sent on without a word of what it says tells of no source. */
const SENT_ON = new RegExp(looseAny(['ส่งสำเนาหนังสือ', 'ส่งหนังสือ']));
const SUMMED_UP = new RegExp(
  looseAny(['เกี่ยวกับ', 'กรณี', 'แจ้งว่า', 'ซึ่งแจ้ง', 'ซึ่งขอ', 'ซึ่งกำหนด', 'ซึ่งให้', 'ให้ดำเนินการ', 'เรื่อง']),
);
/** Behind the name: that it told or decided something. */
const ACTED = new RegExp(
  `^\\s{0,3}(?:${looseAny(['ได้', 'แจ้ง', 'มีหนังสือ', 'กำหนด', 'ขอให้', 'ขอความ', 'จะ', 'มีนโยบาย', 'มีมติ', 'มีภารกิจ', 'จัด', 'ประกาศ', 'เปิด', 'ดำเนิน', 'เห็นชอบ', 'ส่ง', 'มีความประสงค์', 'ประสงค์', 'โดย', 'ร่วมกับ', 'พิจารณา', 'รายงาน', 'ออก', 'มอบ', 'เชิญ', 'ขอเชิญ'])})`,
);
const DECIDED = new RegExp(
  `^\\s{0,3}(?:${loose('ได้')}(?:${looseAny(['มี', 'ร่วมกัน'])})?(?:${looseAny(['กำหนด', 'ออก', 'ประกาศ', 'จัด', 'ขอให้', 'ขอความ', 'นโยบาย', 'มติ', 'เห็นชอบ', 'เปิด', 'แจ้ง', 'มอบหมาย', 'ปรับปรุง', 'เฝ้าระวัง', 'ดำเนิน', 'ติดตาม', 'พัฒนา', 'รับสมัคร', 'หนังสือ', 'เชิญ', 'สำรวจ', 'ซักซ้อม', 'รับเรื่อง'])})|${looseAny(['กำหนด', 'แจ้งว่า', 'มีหนังสือ', 'มีนโยบาย', 'มีมติ', 'มีภารกิจ', 'ขอให้', 'ขอความ', 'ติดตาม'])})`,
);
/** Bodies that carry out what others decide: they are no source of a matter unless they told it. */
const LOWER = /^(?:เทศบาล|องค์การบริหาร|อำเภอ|จังหวัด|โรงเรียน|ที่ว่าการ|ศาลากลาง)/;
/** Parts of an organisation; คณะกรรมการ and the like are bodies of their own. */
const PART = /^(?:คณะ(?!กรรมการ|อนุ|รัฐมนตรี|ทำงาน)|ภาควิชา|กอง(?!ทุน|ทัพ|บัญชา|บังคับ)|ศูนย์|สำนัก|สถาบัน|วิทยาลัย|บัณฑิต|โครงการ)/;
const REQUEST = new RegExp(
  `^\\s{0,3}(?:${looseAny(['ในการนี้', 'ดังนั้น', 'ขอให้', 'เพื่อให้', 'ทั้งนี้', 'เพื่อประโยชน์', 'เพื่อเป็นการ'])}|จ[\u0e34-\u0e37]ง)`,
);
const NUMBERED = /^\s{0,3}(?:[(]?[๐-๙\d]{1,2}[.)]?\s{0,2})?(?:และ\s{0,2}[๐-๙\d]{1,2}\s{0,2})?/;
const REASON_LIMIT = 2400;
const MOST_PARAGRAPHS = 3;

export interface RelayInput {
  body: LocatedText;
  /** The organisation whose letter it is; it is never its own source. */
  issuer: string | null;
  /** To whom it is written. A letter that answers its addressee passes nothing on from him. */
  recipients?: readonly string[];
}

/**
 * Who told this organisation and whose decision is passed on, nearest first, and whom the letter asks to be told
 * (ได้รับแจ้งจาก A ว่า B โดย C ได้กำหนด … gives A, B, C). Never throws.
 */
export function findRelay({ body, issuer, recipients = [] }: RelayInput): {
  received_from: string[];
  forward_to: string[];
} {
  const sources = receivedFrom(reasonOf(body.text), issuer);
  return {
    received_from: recipients.length === 1 ? sources.filter((name) => !heads(recipients[0]!, name)) : sources,
    forward_to: forwardTo(body.text, issuer),
  };
}

const KIND = new RegExp(`^(?:${looseAny(['เทศบาล', 'องค์การบริหารส่วน', 'จังหวัด', 'อำเภอ', 'กรม', 'กระทรวง'])})`);

/** Whether an office (นายกเทศมนตรีตำบลX) is the head of an organisation (เทศบาลตำบลX). */
function heads(office: string, organisation: string): boolean {
  const own = fold(organisation.replace(KIND, ''));
  return KIND.test(organisation) && own.length >= 3 && fold(office).endsWith(own);
}

/** The paragraphs that give the reason: up to the request, three at most. */
function reasonOf(text: string): string {
  const paragraphs: string[] = [];
  for (const paragraph of text.slice(0, REASON_LIMIT * 2).split('\n')) {
    if (paragraph.trim() === '') continue;
    if (paragraphs.length > 0 && REQUEST.test(paragraph)) break;
    paragraphs.push(paragraph);
    if (paragraphs.length === MOST_PARAGRAPHS) break;
  }
  return paragraphs.join('\n').slice(0, REASON_LIMIT);
}

/** The seat of a local body, by which its letterhead may name it. */
const SEAT = new RegExp(
  `^(?:${looseAny(['สำนักงาน', 'ที่ทำการ'])})(?=${looseAny(['องค์การบริหาร', 'เทศบาล', 'เมืองพัทยา'])})`,
);

function receivedFrom(reason: string, issuer: string | null): string[] {
  const names: string[] = [];
  const own = fold((issuer ?? '').replace(SEAT, ''));
  const add = ({ name }: NamedPlace) => {
    const folded = fold(name);
    if (folded !== own && !names.some((known) => fold(known) === folded)) names.push(name);
  };
  let floor = 0;
  for (const match of reason.matchAll(SOURCE)) {
    const at = match.index + match[0].length;
    if (match.index < floor) continue;
    const { told, opened, said, decided } = match.groups!;
    const skip = NUMBERED.exec(reason.slice(at, at + 16))?.[0].length ?? 0;
    const place = organisationAt(reason, at + skip);
    if (!place) continue;
    const behind = reason.slice(place.end, place.end + 30);
    // The sender's own name, which a word of its own cut short; or a part of the sender (มหาวิทยาลัย… โดยคณะ…).
    if (own !== '' && fold(reason.slice(place.start, place.start + own.length * 2)).startsWith(own)) continue;
    if (/^คณะ/.test(place.name) && own.startsWith(fold(place.name))) continue;
    if (decided && PART.test(place.name) && own !== '' && fold(reason.slice(0, match.index)).endsWith(own)) continue;
    if (told && (!SENT_ON.test(told) || SUMMED_UP.test(reason.slice(place.end, place.end + 140)))) add(place);
    else if (told) continue;
    else if (opened && (ACTED.test(behind) || isLetter(behind))) add(place);
    else if (said && names.length > 0 && (place.known || ACTED.test(behind))) add(place);
    else if (decided && !LOWER.test(place.name) && DECIDED.test(behind) && !owns(place, own)) add(place);
    else if (!told && !opened && !said && !decided && /^\s{0,3}(?:ได้)?(?:แจ้ง|มีหนังสือ)/.test(behind)) add(place);
    else continue;
    floor = place.end;
  }
  return names;
}

/** ตามหนังสือกรม… ที่ มท ๐๘๑๐/ว ๑. */
function isLetter(behind: string): boolean {
  return new RegExp(`^\\s{0,3}(?:${looseAny(['ด่วน', 'ลับ', 'ลงวันที่'])}|${loose('ที่')}\\s)`).test(behind);
}

function owns(place: NamedPlace, own: string): boolean {
  return own !== '' && fold(place.name) === own;
}

function fold(name: string): string {
  return withoutMarks(name).replace(/\s/g, '');
}

const CLASS = cueAny(RELAY_CLASSES);
const TELL = looseAny([
  'ประชาสัมพันธ์เชิญชวน',
  'ประชาสัมพันธ์และเชิญชวน',
  'ประชาสัมพันธ์ให้',
  'ประชาสัมพันธ์และคัดเลือกชุมชนในเขต',
  'ประชาสัมพันธ์',
  'แจ้งเวียนให้',
  'แจ้งเวียน',
  'เวียนแจ้ง',
  'แจ้งให้',
  'แจ้ง',
  'เชิญชวน',
  'กำชับให้',
  'กำชับ',
  'สั่งการให้',
  'สั่งการ',
  'ถ่ายทอดให้',
  'ในส่วนของ',
]);
const FORWARD = new RegExp(
  // ขอประชาสัมพันธ์ is what the sender does himself.
  `(?<!ขอ)${TELL}\\s{0,3}(?:${looseAny(['ไปยัง', 'แก่', 'ต่อ', 'ผู้บริหารของ', 'บุคลากรของ', 'ผู้บริหาร', 'บุคลากร', 'สถานศึกษาและ'])}\\s{0,2}){0,2}(${CLASS})`,
  'g',
);
const NEXT = new RegExp(
  `^(?:${loose('ตำบล')})?\\s{0,3}(?:,|${loose('และ')}|${loose('รวมถึง')}|${loose('หรือ')})?\\s{0,3}(${CLASS})`,
);
const AREA = new RegExp(`^\\s{0,2}(${looseAny(['ทุกแห่ง', 'ในสังกัด', 'ในสังกัดทุกแห่ง'])})`);

/** The classes that the addressees are asked to tell, one an entry; ในพื้นที่ is left off. */
function forwardTo(text: string, issuer: string | null): string[] {
  const found: string[] = [];
  const own = fold(issuer ?? '');
  for (const match of text.matchAll(FORWARD)) {
    let at = match.index + match[0].length;
    let name: string | undefined = match[1];
    while (name !== undefined && found.length < 12) {
      const area = AREA.exec(text.slice(at, at + 24));
      const whole = area ? `${name}${area[1]}` : name;
      if (fold(whole) !== own && !found.includes(whole)) found.push(whole);
      at += area?.[0].length ?? 0;
      const next = NEXT.exec(text.slice(at, at + 60));
      name = next?.[1];
      at += next?.[0].length ?? 0;
    }
  }
  return found;
}
