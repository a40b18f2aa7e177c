import { cueAny } from '../loose.js';
import { APPLICANTS, COLLECTED, ORDERED, PRIVATE, SUBORDINATES, TOLD_TO } from '../tables/deadline-words.js';
import type { Cue, Scene } from './scene.js';
import { cuesBetween, INTERESTED, paragraphStart } from './scene.js';

const SUBORDINATE = new RegExp(cueAny(SUBORDINATES));
const TOLD = new RegExp(cueAny(ORDERED));
const COLLECTS = new RegExp(cueAny(COLLECTED));
const APPLICANT = new RegExp(cueAny(APPLICANTS));
const ASKED = new RegExp(cueAny(TOLD_TO));
const THIRD = new RegExp(cueAny(PRIVATE));
/** เจ้าของที่ดินยื่นแบบ…: a private person acts. */
const OWN_ACT = new RegExp(
  `${cueAny(PRIVATE)}[ก-๎]{0,24}\\s?(?:${cueAny(['สามารถ', 'ยื่น', 'ชำระ', 'ติดต่อ', 'ขอรับ', 'ไปขึ้น', 'มาขึ้น'])})`,
);
/** แจ้งผู้ที่ได้ชำระค่าลงทะเบียนแล้ว ให้ส่ง…: those who are told must act. */
const TELLS_THEM = /แจ้ง(?:ให้)?ผู้(?:ที่|ซึ่ง|มี)[^\n]{0,60}ให้(?:ส่ง|ยื่น|ชำระ|ติดต่อ|ลงทะเบียน|มา|ไป)/;
const KNOW = /ทราบ(?:โดยทั่วกัน|ต่อไป|ทั่วกัน|ด้วย)?\s{0,3}$/;

export type Binds = 'recipient' | 'applicant' | 'relay';

/**
 * Whom an act until a date binds: whoever applies (สมัคร, ผู้สนใจ), the addressee as one who passes it on (แจ้ง…ในพื้นที่ทราบ
 * ภายใน…), else the addressee himself.
 */
export function bindingOf(
  scene: Scene,
  clause: { start: number; end: number; cues: Cue[] },
): { binds: Binds; optional: boolean } {
  const text = scene.text.slice(clause.start, clause.end);
  const paragraph = scene.text.slice(paragraphStart(scene, clause.end), clause.end);
  const has = (kind: Cue['class']) => clause.cues.some((cue) => cue.class === kind);
  const wants = INTERESTED.test(paragraph);
  // ขอให้ท่านคัดเลือก…และส่งใบสมัคร is the addressee's duty, though the contest is for whoever likes.
  const ordered = !wants && TOLD.test(paragraph) && !paragraph.includes('เชิญชวน');
  if (ordered && has('demand') && !has('open') && !has('hearing')) return { binds: 'recipient', optional: false };
  // รวบรวมรายชื่อครูที่สมัคร…ส่ง: whoever hands in the names of others is no applicant.
  if (COLLECTS.test(text) && has('demand') && !has('open') && !has('hearing'))
    return { binds: 'recipient', optional: false };
  const opened = cuesBetween(scene, paragraphStart(scene, clause.end), clause.end).some((cue) => cue.class === 'open');
  const others = opened || (THIRD.test(paragraph) && !ASKED.test(text));
  if (
    (OWN_ACT.test(text) && !ASKED.test(text)) ||
    TELLS_THEM.test(text) ||
    has('apply') ||
    has('hearing') ||
    has('open') ||
    (has('register') && (scene.interest || others || scene.published)) ||
    wants ||
    APPLICANT.test(text) ||
    scene.published
  ) {
    return { binds: 'applicant', optional: wants || scene.interest || scene.invited };
  }
  const last = clause.cues.at(-1);
  if (last?.class === 'tell') {
    const told = text.slice(last.end - clause.start);
    if (SUBORDINATE.test(told) && KNOW.test(told) && !/ให้[^ ]{0,60}ทราบ/.test(told.replace(/^ให้/, ''))) {
      return { binds: 'relay', optional: false };
    }
  }
  return { binds: 'recipient', optional: false };
}
