import { cueAny } from '../loose.js';
import { BIDS, TOLD_TO } from '../tables/deadline-words.js';
import { type Cue, clauseStart, cuesBetween, paragraphStart, requestStart, type Scene } from './scene.js';

/** The words before a date that say what it is for. */
export interface Clause {
  start: number;
  end: number;
  cues: Cue[];
}

/** What may have to be done, or be open, until a day. */
export const ACTS: readonly Cue['class'][] = ['apply', 'hearing', 'register', 'demand', 'tell', 'end', 'open'];
/** What goes on by itself or by the sender's own plan. */
export const OWN: readonly Cue['class'][] = ['schedule', 'effect', 'data'];

/** Somebody is told to do it. */
export const TOLD = new RegExp(cueAny(TOLD_TO));
/** As TOLD, in any form, or offered to whoever likes: nothing that the sender does himself. */
const BIDDEN = new RegExp(`${cueAny([...TOLD_TO, ...BIDS])}|(?<![ก-๎])ให้`);
const WISH = /(?:ประสงค์|สนใจ|ต้องการ|ที่)$/;
/** กรมจะดำเนินการ, คาดว่าจะแล้วเสร็จ; but จะต้อง is a duty and จะได้ a purpose. */
const PLAN = /(?<!ประสงค์|สนใจ|ต้องการ|ที่|ผู้|หาก)(?:จะ|คาดว่า)(?!ต้อง|ได้|ขอ)(?:เร่ง|รีบ|เริ่ม|มีการ|ทำการ|ดำเนินการ)?$/;

/** จะจัดสรร…ให้อำเภอ: the ให้ of a plan says for whom and bids nobody. */
const WILL = /(?<!ประสงค์|สนใจ|ต้องการ|ที่|ผู้|หาก)จะ(?!ต้อง|ได้|ขอ)[ก-๎]{2,80}/;

/** จะ… of somebody, in a clause that tells nobody to do anything. */
export function mayPlan(scene: Scene, clause: Clause): boolean {
  const text = scene.text.slice(clause.start, clause.end);
  return WILL.test(text) && !BIDDEN.test(text.replace(WILL, ''));
}

/** The last cue of some classes; null where there is none. */
export function lastOf(cues: readonly Cue[], kinds: readonly Cue['class'][]): Cue | null {
  return cues.findLast((cue) => kinds.includes(cue.class)) ?? null;
}

/** The clause that ends at a place, with the cues up to `cuesEnd` (a trigger may be a cue at once: ปิดรับสมัคร). */
export function clauseAt(scene: Scene, end: number, cuesEnd = end): Clause {
  const start = clauseStart(scene, end);
  return { start, end, cues: cuesBetween(scene, start, cuesEnd) };
}

/** The whole paragraph before a place, for a demand that stands a clause further back (ขอให้…รายงาน โดยกำหนด…ภายใน). */
export function paragraphAt(scene: Scene, end: number): Clause {
  const start = paragraphStart(scene, end);
  return { start, end, cues: cuesBetween(scene, start, end) };
}

/** จะ… is the sender's plan, but ผู้ประสงค์จะส่ง is a wish of others, จุดที่จะดำเนินการ the addressee's, and ขอให้…แจ้งผล a demand. */
export function wanted(scene: Scene, cue: Cue): boolean {
  const left = scene.text.slice(requestStart(scene, cue.start), cue.start);
  if (WISH.test(left)) return true;
  return cue.class === 'schedule' && !/^จะ/.test(scene.text.slice(cue.start, cue.end)) && TOLD.test(left);
}

/** A plan of the sender in words that are a demand elsewhere: กรมจะปรับปรุง…, คาดว่าจะแล้วเสร็จ. */
export function planned(scene: Scene, cue: Cue): boolean {
  const left = scene.text.slice(requestStart(scene, cue.start), cue.start);
  return PLAN.test(left) && !TOLD.test(left);
}

const DONE = /^(?:แล้วเสร็จ|เสร็จสิ้น|ให้เสร็จ|ให้ครบ)/;
/** A noun that the verb before it governs: ประกาศรายชื่อผู้มีสิทธิเข้ารับการ|ประเมิน. */
const GOVERNED = /^(?!.{0,60}(?:และ|พร้อม|แล้ว|โดย|ให้))[ก-๎]{0,60}$/;

/** กรมจะสรุปผลเสนอ…: the sender is named as the one who will, and nobody is told to do anything behind it. */
function senderWill(scene: Scene, cue: Cue): boolean {
  const left = scene.text.slice(requestStart(scene, cue.start), cue.start);
  const found = scene.sender?.exec(left);
  return found != null && !BIDDEN.test(left.slice(found.index + found[0].length));
}

/** The sender's own plan: จะ…, or a plan whose object or end the demand's word only names. */
export function ownPlan(scene: Scene, clause: Clause, last: Cue): boolean {
  if (planned(scene, last) || senderWill(scene, last)) return true;
  const before = clause.cues.findLast((cue) => cue.end <= last.start);
  if (!before) return false;
  const own = (before.class === 'schedule' && !wanted(scene, before)) || planned(scene, before);
  const between = scene.text.slice(before.end, last.start);
  const ending = DONE.test(scene.text.slice(last.start, last.end)) && !TOLD.test(between);
  return own && (ending || (before.class === 'schedule' && GOVERNED.test(between)));
}

/** Somebody is told to do it, in the paragraph before a place. */
export function toldBefore(scene: Scene, place: number): boolean {
  if (BIDDEN.test(scene.text.slice(paragraphStart(scene, place), place))) return true;
  const listed = leadIn(scene, place);
  return listed !== null && BIDDEN.test(scene.text.slice(listed.start, listed.end));
}

/** What may have to be done, in the text behind a date. */
export function actsIn(scene: Scene, start: number, behind: string): Cue[] {
  return cuesBetween(scene, start, start + behind.length).filter((cue) => ACTS.includes(cue.class));
}

const ITEM = /^\s{0,4}(?:[-–•*]|\(?[\d๐-๙]{1,2}[.)]|(?:รุ่น|ครั้ง|งวด|กลุ่ม|ระยะ|รอบ|ขั้นตอน|ข้อ|ลำดับ|ภาค|เขต|สัปดาห์)ที่)/;
const MOST_ITEMS = 12;
const FARTHEST_LEAD_IN = 2400;

/** The line that introduces the list in which a place stands (ดังนี้ ⏎ รุ่นที่ ๑ …); null where it stands in none. */
export function leadIn(scene: Scene, place: number): Clause | null {
  let end = place;
  for (let item = 0; item < MOST_ITEMS; item++) {
    const start = paragraphStart(scene, end);
    if (!ITEM.test(scene.text.slice(start, start + 16))) {
      return item === 0 ? null : { start, end, cues: cuesBetween(scene, start, end) };
    }
    if (start === 0 || scene.text[start - 1] !== '\n' || place - start > FARTHEST_LEAD_IN) return null;
    end = start - 1;
  }
  return null;
}
