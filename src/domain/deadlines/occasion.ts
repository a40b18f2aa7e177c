import { loose, looseAny } from '../loose.js';
import { EXCUSED } from '../tables/deadline-ends.js';
import { ALL_TOLD, bindingOf } from './binding.js';
import { ACTS, type Clause, lastOf, leadIn, OWN, planned, TOLD, toldBefore, wanted } from './clause.js';
import { CONFIDENCE, type Found, PLAIN } from './found.js';
import type { Lead } from './lead.js';
import { after, type Cue, cuesBetween, paragraphStart, type Scene } from './scene.js';

/** A printed day or the last day of a printed run, with what leads up to it. */
export interface PeriodAt {
  start: number;
  end: number;
  day: string;
  from: string | null;
  lead: Lead;
}

const LAST_DAY = new RegExp(`^.{0,12}${looseAny(['เป็นวันสุดท้าย', 'เป็นอย่างช้า', 'อย่างช้าที่สุด', 'เป็นที่สุด'])}`);
const MOVED = new RegExp(looseAny(['เลื่อน', 'เปลี่ยนแปลงกำหนด', 'เปลี่ยนแปลงวัน']));
const RECALLED = new RegExp(`^\\s{0,3}${looseAny(['ตามที่', 'ตามหนังสือ', 'อนุสนธิ', 'สืบเนื่องจาก'])}`);
const PUBLISHED = /^(?:จะ)?(?:ประกาศ|แจ้ง)/;
/** What was done on a day, not what is to be done: ที่เกิดขึ้นในวันที่, ซึ่งได้ส่งในวันที่. */
const DONE = /(?:ที่|ซึ่ง|ได้|เคย)[ก-๎]{0,12}$/;
/** ให้ได้ก่อนประชุมหนึ่งวัน คือวันที่ D: the day before the occasion, not that of the occasion. */
const AHEAD_OF = new RegExp(
  `${loose('ก่อน')}[^\\n]{0,40}?\\s?(?:${looseAny(['คือ', 'ซึ่งตรงกับ', 'ตรงกับ', 'ได้แก่'])})\\s{0,2}(?:${loose('ใน')})?(?:${loose('วัน')}[^\\n]{0,14})?[^\\n]{0,24}$`,
);
/** สัญญาจ้างซึ่งครบกำหนดส่งมอบ: a term that runs out by itself. */
const TERM = /(?:สัญญา|ใบอนุญาต|วาระ|ปีงบประมาณ)[^\n]{0,80}$/;
/** แจ้ง…ให้ถึงทุกแห่งในวันที่ D, แจ้งยอดกลับมาในวันที่ D: the word of telling governs the day. */
const REACHES = /ให้ถึง|ให้ครบ|ทุกแห่ง|กลับ|มายัง|มาที่|ไปยัง/;
const EXCUSES = new RegExp(looseAny(EXCUSED));
const EXAMINED = /(?:เข้า|การ|วัน|มา)(?:ทด)?สอบ(?!ถาม|สวน|บัญชี|ทาน|ราคา|เขต|ย้อน|เทียบ|ระบบ)[^\n]{0,80}$/;
/** ปิดระบบเพื่อปรับปรุง: nothing ends, it is out of order for a while. */
export const REPAIRS = /เพื่อ(?:ปรับปรุง|บำรุงรักษา|ซ่อม|พัฒนาระบบ)/;

/**
 * A meeting or ceremony; binds those interested only where the letter says so. Null where nobody is asked to be there or
 * told to hold it.
 */
export function occasion(scene: Scene, at: PeriodAt): Found | null {
  const { attended } = scene;
  if (EXCUSES.test(after(scene, at.end, 120))) return null;
  const left = scene.text.slice(paragraphStart(scene, at.start), at.start);
  const told = TOLD.test(left) || MOVED.test(left);
  if (!attended && !told) return null;
  // What ตามที่…นั้น recalls is often moved or called off below.
  const sure = attended && at.lead.timeStart !== null && at.from === null && !RECALLED.test(left);
  return {
    ...PLAIN,
    start: at.start,
    end: at.end,
    date: at.day,
    time: at.lead.timeStart,
    kind: 'event',
    ...attendance(scene, left),
    from: at.from,
    confidence: sure ? CONFIDENCE.event : CONFIDENCE.eventVague,
  };
}

/** Whoever sits an examination or is interested; those who are all told to come are the addressees. */
function attendance(scene: Scene, left: string): Pick<Found, 'binds' | 'optional'> {
  if (scene.published || EXAMINED.test(left)) return { binds: 'applicant', optional: scene.interest && !scene.tested };
  const optional = scene.interest && !ALL_TOLD.test(left);
  return { binds: optional ? 'applicant' : 'recipient', optional };
}

/** A day without a word of limit: the last day of something, an occasion, or a day on which something is to be handed in. */
export function onDay(scene: Scene, clause: Clause, behind: string, at: PeriodAt): Found | null {
  const end = lastOf(clause.cues, ['end']);
  if (end && TERM.test(scene.text.slice(clause.start, end.start))) return null;
  if (end && REPAIRS.test(scene.text.slice(end.start, at.start))) return null;
  if (LAST_DAY.test(behind) || end !== null) return plainDue(scene, clause, at, CONFIDENCE.ended);
  const last = clause.cues.at(-1);
  if (last && OWN.includes(last.class) && !wanted(scene, last)) return null;
  // จะประกาศรายชื่อผู้เข้ารับการอบรมในวันที่ D: the training is not then.
  const plan = lastOf(clause.cues, ['schedule']);
  if (plan && PUBLISHED.test(scene.text.slice(plan.start, plan.end)) && !wanted(scene, plan)) return null;
  const next = cuesBetween(scene, at.end, at.end + behind.length).find((cue) => cue.class === 'event');
  if (at.lead.kind === 'on' && AHEAD_OF.test(scene.text.slice(clause.start, at.end))) {
    return lastOf(clause.cues, ACTS) ? plainDue(scene, clause, at, CONFIDENCE.ended) : null;
  }
  if (at.lead.kind === 'on' && last?.class === 'tell' && REACHES.test(scene.text.slice(last.end, at.start))) {
    const told = handedInOn(scene, clause, last, at);
    if (told) return told;
  }
  if (lastOf(clause.cues, ['event', 'held']) || next) return occasion(scene, at);
  const earlier = cuesBetween(scene, paragraphStart(scene, at.start), at.start);
  const held = isHeld(lastOf(earlier, ['event', 'held', 'demand', 'apply']));
  const listed = earlier.length === 0 ? leadIn(scene, at.start) : null;
  if ((at.lead.kind === 'on' && held) || isHeld(listed && lastOf(listed.cues, ['event', 'held', 'demand', 'apply']))) {
    const found = occasion(scene, at);
    return found && { ...found, confidence: Math.min(found.confidence, CONFIDENCE.eventVague) };
  }
  return at.lead.kind === 'on' && last ? handedInOn(scene, clause, last, at) : null;
}

function isHeld(cue: Cue | null): boolean {
  return cue?.class === 'event' || cue?.class === 'held';
}

const HANDED_OVER = /^(?:ให้เสร็จ|ให้ครบ|แจ้ง|ตอบ|ส่ง|ยื่น|นำส่ง|ชำระ|ส่งคืน|รายงาน|เสนอ|ลงทะเบียน|แล้วเสร็จ|เสร็จสิ้น)/;
const NEAR = 60;

/** ให้นำเอกสารมายื่นในวันที่ D, กำหนดยื่นข้อเสนอในวันที่ D: the day itself is the limit. */
function handedInOn(scene: Scene, clause: Clause, last: Cue, at: PeriodAt): Found | null {
  const cue = scene.text.slice(last.start, last.end);
  if (at.start - last.end > NEAR || !HANDED_OVER.test(cue) || planned(scene, last)) return null;
  const left = scene.text.slice(clause.start, last.start);
  if (DONE.test(left) || (last.class === 'tell' && /ว่า|จะ/.test(scene.text.slice(last.end, at.start)))) return null;
  if (!toldBefore(scene, last.start) && !/กำหนด(?:ให้|วัน|การ)?$/.test(left)) return null;
  return plainDue(scene, clause, at, CONFIDENCE.dueUndemanded);
}

function plainDue(scene: Scene, clause: Clause, at: PeriodAt, confidence: number): Found {
  const { start, end, day: date } = at;
  return { ...PLAIN, ...bindingOf(scene, clause), start, end, date, time: at.lead.time, kind: 'due', confidence };
}
