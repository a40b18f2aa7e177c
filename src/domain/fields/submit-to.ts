import { loose, looseAny } from '../loose.js';
import { organisationAt } from '../organisation-names.js';
import { UNIT_WORDS } from '../tables/organisations.js';
import { EMAIL } from './contact.js';
import { findLinks } from './links.js';

/** Sending; ส่ง without its mark stands in สงสัย and ส่งเสริม. */
const SENT = `ส่ง(?!เสริม)|${looseAny(['ตอบ', 'ลงทะเบียน', 'กรอก', 'สมัคร', 'รายงาน', 'บันทึกข้อมูล', 'แจ้งผล', 'แจ้งรายชื่อ', 'ยื่น'])}`;
const SENDS = new RegExp(SENT, 'u');
/** Asking and reading: an address behind them takes no answer. */
const ASKS = new RegExp(
  looseAny(['สอบถาม', 'ข้อสงสัย', 'ดาวน์โหลด', 'ดาวน์โหลดได้', 'ศึกษารายละเอียด', 'รายละเอียดเพิ่มเติม']),
  'gu',
);
const CODE = /(?:QR\s?-?\s?Code|คิวอาร์โค้ด|คิวอาร์โค๊ด)(?:\s?(?:ท้ายหนังสือ|ตามหนังสือ|ที่แนบ|ด้านล่าง|แนบท้าย)(?:นี้|ฉบับนี้)?)?/giu;
const EMAILS = new RegExp(EMAIL.source, 'gu');
/** How far behind the word of sending its address may stand. */
const REACH = 160;

/** To whom the answer goes: an e-mail, link or QR code behind a word of sending, else the office named there; null where none. */
export function submitTo(text: string): string | null {
  for (const match of text.matchAll(EMAILS)) if (isSent(text, match.index)) return match[0];
  for (const { url, start } of findLinks(text)) if (isSent(text, start)) return url;
  const office = officeBehind(text);
  if (office) return office;
  for (const match of text.matchAll(CODE)) if (isSent(text, match.index)) return match[0].replace(/\s+/g, ' ');
  return null;
}

/** Of sending and asking, the word nearest before the address tells what it is for. */
function isSent(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - REACH), at);
  const asked = [...before.matchAll(ASKS)].at(-1);
  return SENDS.test(asked ? before.slice(asked.index + asked[0].length) : before);
}

const TO = looseAny(['ถึง', 'ให้', 'ไปยัง', 'มายัง', 'ที่', 'ไปที่', 'กลับไปยัง', 'ต่อ']);
const SEND = new RegExp(
  `(?:${looseAny(['รวบรวมส่ง', 'จัดส่ง', 'นำส่ง', 'ส่งเอกสาร', 'ส่งข้อมูล'])}|ส่ง(?!เสริม)|${loose('รายงาน')}|${loose('แจ้งผล')})[^\\s]{0,30}?(?:\\s[^\\s]{1,30}?)?${TO}\\s{0,2}`,
  'gu',
);
const CLASS = new RegExp(
  `^(?:${looseAny(['จังหวัด', 'อำเภอ', 'กรม'])})(?=${looseAny(['ทราบ', 'ภายใน', 'ก่อน', 'โดย', 'เพื่อ', 'ทาง'])}|\\s|$)`,
  'u',
);
const UNIT = new RegExp(
  `^${looseAny(UNIT_WORDS)}[ก-๎]{2,60}?(?=${looseAny(['ทราบ', 'ภายใน', 'ก่อน', 'เพื่อ', 'ทาง'])}|\\s|$)`,
  'u',
);

/** ส่งให้สำนักงาน…, รายงานผลให้จังหวัดทราบ, ส่งไปยังกอง… กรม…: the office that is named. */
function officeBehind(text: string): string | null {
  for (const match of text.matchAll(SEND)) {
    const at = match.index + match[0].length;
    const window = text.slice(at, at + 120);
    const own = CLASS.exec(window)?.[0];
    if (own) return own;
    const whole = organisationAt(text, at)?.name;
    if (whole) return whole;
    const unit = UNIT.exec(window)?.[0];
    const above = unit ? organisationAt(text, at + unit.length + 1)?.name : null;
    if (unit) return above ? `${unit} ${above}` : unit;
  }
  return null;
}
