import { cueAny } from '../loose.js';
import {
  APPLICANTS,
  COLLECTED,
  LOWER_BODIES,
  ORDERED,
  PASSING_ON,
  PRIVATE,
  SUBORDINATES,
  TOLD_TO,
} from '../tables/deadline-words.js';
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
/** ทุกเขตต้อง, ทุกหน่วยงานให้: every office, whatever it wants. */
export const ALL_TOLD =
  /ทุก(?:เขต|แห่ง|หน่วยงาน|จังหวัด|อำเภอ|กอง|สำนัก|ส่วนราชการ|โรงเรียน|เทศบาล)(?!ที่|ซึ่ง)[^\n]{0,60}?(?:ต้อง|\sให้)/;
/** เปิดให้บันทึกแบบสำรวจ, เปิดรับข้อมูล: a system stands open for what the addressee must do. */
const OPEN_DUTY =
  /เปิด(?:ระบบ)?(?:ให้|รับ)(?!ฟัง|สมัคร|ลงทะเบียน|ผลงาน|คำขอ|ข้อเสนอ)[^\n]{0,40}?(?:บันทึก|กรอก|นำเข้า|รายงาน|ยืนยัน|ข้อมูล|แก้ไข|ปรับปรุง|จัดทำ)/;
/** เปิดระบบให้ประชาชน…: open to private persons. */
const OPEN_TO_OTHERS = new RegExp(`เปิด(?:ระบบ)?(?:ให้|แก่)\\s?${cueAny(PRIVATE)}`);
/** ผู้ดูแลเด็กต้อง…: a person who sits the examination, no officer in charge. */
const SITS = /ผู้(?!ว่า|อำนวย|บริหาร|บังคับ|กำกับ|ใหญ่|ประสาน|รับผิดชอบ)[ก-๎]{2,16}(?:ต้อง|ยัง|สามารถ|มีสิทธิ|จะได้)/;
/** How completely, not what: ให้ครบทุกแห่ง. */
const COMPLETES = /^(?:ให้ครบ|ให้เสร็จ|แล้วเสร็จ|เสร็จสิ้น|ดำเนินการให้)/;
/** Below the addressee, right behind the word of telling: แจ้งเทศบาลตำบล…, ส่งต่อเรื่องนี้ถึง…, บอกต่อ…. */
const PASSED_ON = new RegExp(`(?:${cueAny(PASSING_ON)})(?:ให้|ไปยัง|ต่อ|ถึง|แก่|\\s){0,2}(?:${cueAny(LOWER_BODIES)})`);
/** To whom it must come back: the act is an answer. */
const COMES_BACK = /ต่อ(?:จังหวัด|อำเภอ|กรม)|มายัง|มาที่|กลับ|ไปยัง|ให้[^ ]{0,60}ทราบ(?!โดย)/;
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
  if (ALL_TOLD.test(text)) return { binds: 'recipient', optional: false };
  if (scene.tested && SITS.test(text) && !ASKED.test(text)) return { binds: 'applicant', optional: false };
  const duty = OPEN_DUTY.test(text) && !wants && !has('apply') && !has('hearing') && !THIRD.test(paragraph);
  if (duty && !scene.published) return { binds: 'recipient', optional: false };
  const ordered = !wants && TOLD.test(paragraph) && !paragraph.includes('เชิญชวน');
  if (ordered && has('demand') && !has('open') && !has('hearing')) return { binds: 'recipient', optional: false };
  // รวบรวมรายชื่อครูที่สมัคร…ส่ง: whoever hands in the names of others is no applicant.
  if (COLLECTS.test(text) && has('demand') && !has('open') && !has('hearing'))
    return { binds: 'recipient', optional: false };
  const opened = cuesBetween(scene, paragraphStart(scene, clause.end), clause.end).some((cue) => cue.class === 'open');
  const others = opened || (THIRD.test(paragraph) && !ASKED.test(text));
  if (
    (OWN_ACT.test(text) && !ASKED.test(text)) ||
    OPEN_TO_OTHERS.test(text) ||
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
  const last = clause.cues.findLast((cue) => cue.class !== 'event' && cue.class !== 'held');
  if (passesOn(text, last, clause.start)) return { binds: 'relay', optional: false };
  if (last?.class === 'tell') {
    const told = text.slice(last.end - clause.start);
    if (SUBORDINATE.test(told) && KNOW.test(told) && !/ให้[^ ]{0,60}ทราบ/.test(told.replace(/^ให้/, ''))) {
      return { binds: 'relay', optional: false };
    }
  }
  return { binds: 'recipient', optional: false };
}

/** The last act is to pass the matter on to those below, and nothing is to come back. */
function passesOn(text: string, last: Cue | undefined, start: number): boolean {
  const found = PASSED_ON.exec(text);
  const act = last && last.class !== 'tell' && !COMPLETES.test(text.slice(last.start - start));
  if (!found || (act && last.start - start >= found.index + found[0].length)) return false;
  return !COMES_BACK.test(text.slice(found.index + found[0].length));
}
