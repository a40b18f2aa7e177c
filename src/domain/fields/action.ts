import type { Letter } from '../../../schemas/record.js';
import type { LocatedText } from '../located-text.js';
import { loose, looseAny } from '../loose.js';
import { RELIABILITY } from '../reliability.js';
import { ORGANISATION_WORDS } from '../tables/organisations.js';
import { EMAIL } from './contact.js';
import { type Found, fieldAt, NOTHING } from './field.js';
import { findLinks } from './links.js';

type Action = NonNullable<Letter['action']>;

const REQUEST = new RegExp(`จึง(?:กราบ)?${loose('เรียน')}(?:/${loose('เรียน')})?มา`, 'gu');
/** The first that fits says what is asked; the weaker words stand beside the stronger ones. */
const KINDS: readonly (readonly [RegExp, Action['kind']])[] = [
  [new RegExp(`${loose('แจ้ง')}.{2,80}${loose('ทราบ')}|${loose('ประชาสัมพันธ์')}`, 'u'), 'relay'],
  [new RegExp(looseAny(['เข้าร่วม', 'ร่วมประชุม', 'ขอเชิญ']), 'u'), 'attend'],
  [new RegExp(loose('รายงาน'), 'u'), 'report'],
  [new RegExp(loose('ถือปฏิบัติ'), 'u'), 'comply'],
  [new RegExp(looseAny(['ดำเนินการ', 'สั่งการ', 'ปฏิบัติ']), 'u'), 'act'],
  [new RegExp(looseAny(['พิจารณา', 'อนุเคราะห์', 'อนุมัติ']), 'u'), 'consider'],
  [new RegExp(loose('ทราบ'), 'u'), 'inform'],
];

/** What the closing sentence asks (จึงเรียนมาเพื่อ…); สำหรับ… behind it speaks to others. */
export function readAction(body: LocatedText): Found<Action> {
  let start = -1;
  for (const match of body.text.matchAll(REQUEST)) start = match.index;
  if (start < 0) return NOTHING;
  const paragraphEnd = body.text.indexOf('\n', start);
  const sentence = body.text.slice(start, paragraphEnd < 0 ? undefined : paragraphEnd);
  const own = sentence.split(/\sสำหรับ/u, 1)[0]!;
  const kind = KINDS.find(([pattern]) => pattern.test(own))?.[1];
  if (!kind) return NOTHING;
  const action = { kind, submit_to: submitTo(body.text) };
  return { field: fieldAt(action, body, start, start + own.length, RELIABILITY.action), warnings: [] };
}

const SEND = new RegExp(
  `(?:${looseAny(['รวบรวมส่ง', 'จัดส่ง', 'ส่งให้', 'ส่งไปยัง', 'ส่งถึง', 'ส่งมายัง', 'ส่งที่', 'ส่ง'])}|${loose('รายงาน')}\\S{0,30}${loose('ให้')})\\s?(?:${looseAny(['ถึง', 'ให้', 'ไปยัง', 'ที่'])}\\s?)?(${looseAny(ORGANISATION_WORDS)}[ก-๎.]{2,60}?)(?=${looseAny(['ภายใน', 'ทราบ', 'ทาง', 'ก่อน', 'เพื่อ', 'โดย', 'ไม่เกิน'])}|\\s|$)`,
  'u',
);
const ONLINE = new RegExp(looseAny(['ส่ง', 'ตอบ', 'ลงทะเบียน', 'กรอก', 'สมัคร']), 'u');

/** To whom the answer goes: an e-mail or link behind a word of sending, else the office named there. */
function submitTo(text: string): string | null {
  const email = EMAIL.exec(text);
  if (email && ONLINE.test(text.slice(Math.max(0, email.index - 160), email.index))) return email[0];
  const link = findLinks(text)[0];
  if (link && ONLINE.test(text.slice(Math.max(0, link.start - 120), link.start))) return link.url;
  return SEND.exec(text)?.[1] ?? null;
}
