import type { Letter } from '../../../schemas/record.js';
import type { LocatedText } from '../located-text.js';
import { loose, looseAny } from '../loose.js';
import { RELIABILITY } from '../reliability.js';
import { type Found, fieldAt, NOTHING } from './field.js';
import { submitTo } from './submit-to.js';

type Action = NonNullable<Letter['action']>;

const SAYS = looseAny([
  'เรียน',
  'กราบเรียน',
  'นมัสการ',
  'เรียนเชิญ',
  'กราบเรียนเชิญ',
  'แจ้ง',
  'เสนอ',
  'ส่ง',
  'ประกาศ',
  'บันทึกเสนอ',
]);
/** The closing sentence by its form, the plainest first: จึงเรียนมาเพื่อ…; จึงขอเชิญ… where there is none. */
const CLOSINGS: readonly RegExp[] = [
  new RegExp(`จึง(?:${loose('ขอ')})?${SAYS}(?:/${loose('เรียน')})?(?:${loose('ท่าน')})?มา`, 'gu'),
  new RegExp(
    `จึง(?:${loose('ขอ')})?${looseAny(['เรียนเชิญ', 'กราบเรียนเชิญ', 'เชิญ', 'ความร่วมมือ', 'ความอนุเคราะห์', 'ประกาศ'])}`,
    'gu',
  ),
];
/** The first that fits says what is asked; the weaker words stand beside the stronger ones. */
const KINDS: readonly (readonly [RegExp, Action['kind']])[] = [
  [new RegExp(`${loose('แจ้ง')}.{2,80}${loose('ทราบ')}|${loose('ประชาสัมพันธ์')}|${loose('แจ้งเวียน')}`, 'u'), 'relay'],
  [new RegExp(looseAny(['เข้าร่วม', 'ร่วมประชุม', 'เชิญ', 'ร่วมเป็นเกียรติ', 'ร่วมพิธี']), 'u'), 'attend'],
  [new RegExp(loose('รายงาน'), 'u'), 'report'],
  [new RegExp(looseAny(['ถือปฏิบัติ', 'ถือเป็นแนวทาง', 'ปฏิบัติโดยเคร่งครัด']), 'u'), 'comply'],
  [new RegExp(looseAny(['ดำเนินการ', 'สั่งการ', 'ปฏิบัติ', 'มอบหมาย', 'จัดส่ง']), 'u'), 'act'],
  [new RegExp(looseAny(['พิจารณา', 'อนุเคราะห์', 'อนุมัติ', 'อนุญาต', 'ลงนาม', 'ความร่วมมือ', 'ให้ความเห็น']), 'u'), 'consider'],
  [new RegExp(loose('ทราบ'), 'u'), 'inform'],
];

/** What the closing sentence asks (จึงเรียนมาเพื่อ…); สำหรับ… behind it speaks to others. */
export function readAction(body: LocatedText): Found<Action> {
  for (const closing of CLOSINGS) {
    const last = [...body.text.matchAll(closing)].at(-1);
    if (!last) continue;
    const paragraphEnd = body.text.indexOf('\n', last.index);
    const sentence = body.text.slice(last.index, paragraphEnd < 0 ? undefined : paragraphEnd);
    const own = sentence.split(/\sสำหรับ/u, 1)[0]!;
    // แจ้ง and ประกาศ of the closing itself are no request; an invitation is.
    const asked = /เชิญ/.test(last[0]) ? own : own.slice(last[0].length);
    const kind =
      KINDS.find(([pattern]) => pattern.test(asked))?.[1] ?? WHOLE.find(([pattern]) => pattern.test(own))?.[1];
    if (!kind) continue;
    const action = { kind, submit_to: submitTo(body.text) };
    return { field: fieldAt(action, body, last.index, last.index + own.length, RELIABILITY.action), warnings: [] };
  }
  return NOTHING;
}

const WHOLE: readonly (readonly [RegExp, Action['kind']])[] = [
  [new RegExp(looseAny(['ความร่วมมือ', 'ความอนุเคราะห์']), 'u'), 'consider'],
];
