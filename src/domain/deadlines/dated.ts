import { addDays } from '../calendar.js';
import { type DateMention, monthEnd, weekdayRepairs } from '../dates.js';
import { cueAny, looseAny } from '../loose.js';
import { parseInteger } from '../numerals.js';
import { CONTRACTORS } from '../tables/deadline-ends.js';
import { isWeekday, workdaysBefore } from './ahead.js';
import { bindingOf } from './binding.js';
import {
  ACTS,
  actsIn,
  type Clause,
  clauseAt,
  lastOf,
  leadIn,
  mayPlan,
  ownPlan,
  paragraphAt,
  TOLD,
  toldBefore,
  wanted,
} from './clause.js';
import { closes, closing, closingHour, opening } from './closing.js';
import { CONFIDENCE, type Found, PLAIN } from './found.js';
import { type Lead, leadOf } from './lead.js';
import { onDay } from './occasion.js';
import { period } from './period.js';
import { after, cuesBetween, dateBehind, paragraphStart, type Scene } from './scene.js';
import { tabled } from './tabled.js';

const DAYS_AHEAD = /(\d{1,3}|[๐-๙]{1,3})\s{0,3}วัน(?:ทำการ)?\s{0,3}$/;
const ONWARDS = new RegExp(`^\\s{0,3}(?:${looseAny(['เป็นต้นไป', 'เป็นต้นมา'])})`);
const YEARLY = new RegExp(`^\\s{0,3}${looseAny(['ของทุกปี', 'ของแต่ละปี', 'ทุกปี'])}`);
/** What ends by itself, such as a contract, is no deadline. */
const ENDS = new RegExp(`^(?:${looseAny(['สิ้นสุด', 'ครบกำหนด'])})`);
/** When something ends, which may be open to others and not due. */
const RUNS_OUT = new RegExp(`^(?:${looseAny(['สิ้น', 'สิ้นสุด', 'ครบกำหนด', 'หมดเขต', 'ปิดรับ', 'ปิดระบบ'])})`);
/** What has a term of its own: an accounting year, a contract. */
const TERM = /(?:ปี|งวด|บัญชี|รอบ|รอบระยะเวลา|ไตรมาส|สัญญา|วาระ|อายุ|สิทธิ|โครงการ)\s{0,2}$/;
const TERM_NEAR =
  /(?:สัญญา|ปีงบประมาณ|ปีการศึกษา|ภาคเรียน|ภาคการศึกษา|วาระ|ใบอนุญาต|ระยะเวลาโครงการ|ระยะเวลาจ้าง|เริ่ม(?:ต้น)?(?:ใน|ตั้งแต่)?\s?วันที่)[^\n]{0,100}$/;
/** ซึ่งผู้รับจ้างต้องทำให้แล้วเสร็จ: another's duty by his contract, unless the addressee is told to see to it. */
const CONTRACTED = new RegExp(`(?<!ให้|เร่งรัด|กำชับ|แจ้ง)${cueAny(CONTRACTORS)}[ก-๎]{0,30}(?:ต้อง|จะ|มีหน้าที่)`);
const CONDITION =
  /(?:กรณี|ผู้ที่|ซึ่ง|อยู่|(?<!กลับ|ส่ง|แจ้ง|รายงาน|ยื่น|เสนอ|นำ)มา|ไว้|แล้ว|เกิด|บรรจุ|แต่งตั้ง|จดทะเบียน|เกษียณ|ที่ออก|ที่ยื่น|ที่ดำเนินการ|ก่อสร้าง|อัตรา[ก-๎]{0,24})\s{0,3}$/;
/** คำขอที่ชำระค่าคำขอก่อนวันที่ D: says which, not until when. */
const WHICH =
  /(?:ผู้|ราย|คน|คำขอ|เรื่อง|โครงการ|เอกสาร|ใบอนุญาต|สัญญา|บุคคล|นักเรียน|ข้าราชการ)(?:ที่|ซึ่ง)(?:(?!\sให้|มาที่|มายัง|ไปยัง|กลับ)[ก-๎ ]){2,40}$/;
/** ก่อนวันที่ D ให้มา…: an act behind the day, of those for whom it is past. */
const ACT_BEHIND = /^[\s)]{0,3}(?:ให้|ทำการ|จะ|ต้อง|ไม่ต้อง|มี|ถือ)/;

/** Deadlines with a printed date. Past dates, citations, effective dates and the sender's own schedule are left out. */
export function datedDeadlines(scene: Scene): Found[] {
  return scene.dates.flatMap((date) => {
    const lead = closingHour(scene, leadOf(scene, date));
    const found = judge(scene, date, lead);
    if (!found) return [];
    const limits = [found.confidence];
    if (date.weekday === 'mismatch') limits.push(CONFIDENCE.weekdayMismatch);
    if (date.yearInferred) limits.push(CONFIDENCE.yearInferred);
    if (date.repaired || lead.misread) limits.push(CONFIDENCE.repaired);
    const confidence = Math.min(...limits);
    const one = { ...found, confidence, ...otherDays(date, found) };
    // ภายในวันที่ ๑๘, ๒๖ มีนาคม: two days to be met.
    const days = lead.kind === 'due' && found.kind === 'due' ? (date.listed ?? []) : [];
    return days.length > 1 ? days.map((day) => ({ ...one, date: day })) : [one];
  });
}

/** ได้ตรวจสอบระหว่างวันที่ A - B แล้ว: what was done. */
const DONE_BEFORE = /(?<!ไม่|มิ|ให้|จะ|สามารถ|อาจ|ต้อง|ที่)ได้(?!แก่|ที่|ทาง)[ก-๎]{2,80}\s?$/;
const DONE_BEHIND = /^[\s)]{0,3}(?:เรียบร้อย)?แล้ว(?=\s|$|นั้น)/;

const MOST_DAYS = 3;

/** The days that one misread digit would make agree with the printed weekday, beside the day as it was read. */
function otherDays(date: DateMention, found: Found): Partial<Found> {
  if (date.weekday !== 'mismatch' || date.printedWeekday === null || found.date !== date.iso) return {};
  const days = weekdayRepairs(date, date.printedWeekday).slice(0, MOST_DAYS);
  const why = 'weekday as printed';
  return { alternatives: days.map((value) => ({ value, confidence: CONFIDENCE.otherDay / days.length, why })) };
}

function judge(scene: Scene, date: DateMention, lead: Lead): Found | null {
  const behind = after(scene, date.end);
  if (YEARLY.test(behind)) return null;
  if (DONE_BEHIND.test(behind) && DONE_BEFORE.test(scene.text.slice(clauseAt(scene, lead.start).start, lead.start)))
    return null;
  const coarse = date.precision === 'month' && !date.blankDay ? lastDay(scene, date, lead) : null;
  const day = date.iso ?? (lead.kind === 'due' || lead.kind === 'before' || lead.kind === 'until' ? coarse : null);
  if (day === null) return null;
  if (scene.letterDate !== null && day < scene.letterDate) return null;
  // ปิดรับสมัคร is trigger and cue at once.
  const clause = clauseAt(scene, lead.start, date.start);
  const place = { start: lead.start, end: lead.end };
  const confidence = date.iso === null ? CONFIDENCE.month : null;
  switch (lead.kind) {
    case 'due':
      if (closes(scene, lead.start, date.start)) {
        return closing(scene, clause, behind, { ...place, day, from: opening(scene, date, day), lead });
      }
      return due(scene, clause, behind, { ...place, day, time: lead.time, confidence });
    case 'before':
      return before(scene, clause, behind, {
        ...place,
        day,
        time: lead.time,
        coarse: date.iso === null,
        dayPart: lead.dayPart,
      });
    case 'until':
    case 'range':
      if (lead.kind === 'range' && date.from === null) return null;
      return period(scene, clause, behind, { ...place, day, from: date.from, lead });
    case 'on':
    case 'bare':
      if (ONWARDS.test(behind)) return null;
      if (closes(scene, lead.start, date.start)) {
        return closing(scene, clause, behind, { ...place, day, from: opening(scene, date, day), lead });
      }
      return (
        tabled(scene, date, { day, end: lead.end, time: lead.time }) ??
        onDay(scene, clause, behind, { ...place, day, from: date.from, lead }) ??
        // จากเดิม…เป็นวันที่ D: the new last day, of whatever was to be done.
        (isNewDay(scene, lead, date) ? period(scene, clause, behind, { ...place, day, from: date.from, lead }) : null)
      );
    default:
      return null;
  }
}

/** The last day of a month; its last weekday where the letter says วันทำการสุดท้าย. */
function lastDay(scene: Scene, date: DateMention, lead: Lead): string | null {
  const end = monthEnd(date);
  const working = end !== null && /ทำการ/.test(scene.text.slice(lead.start, date.start));
  return working && !isWeekday(end) ? workdaysBefore(end, 1) : end;
}

const CHANGES = new RegExp(looseAny(['ขยาย', 'เลื่อน']));

function isNewDay(scene: Scene, lead: Lead, date: DateMention): boolean {
  const named = scene.text.slice(lead.start, date.start);
  return named.startsWith('เป็น') && CHANGES.test(scene.text.slice(paragraphStart(scene, lead.start), lead.start));
}

interface DueAt {
  start: number;
  end: number;
  day: string;
  time: string | null;
  confidence: number | null;
}

function due(scene: Scene, clause: Clause, behind: string, at: DueAt): Found | null {
  let acts = clause;
  let last = lastOf(clause.cues, [...ACTS, 'schedule']);
  if (!last && (clause.cues.at(-1)?.class === 'effect' || WHICH.test(scene.text.slice(clause.start, at.start))))
    return null;
  if (!last) {
    acts = paragraphAt(scene, clause.end);
    last = lastOf(acts.cues, [...ACTS, 'schedule']);
  }
  if (last?.class === 'schedule' && !wanted(scene, last)) return null;
  if (last && last.class !== 'schedule' && ownPlan(scene, acts, last)) return null;
  // จังหวัดจะจัดสรรงบประมาณให้ภายใน…: a plan with a verb that no table holds.
  if (!last && mayPlan(scene, clause) && actsIn(scene, at.end, behind).length === 0) return null;
  const ends = ENDS.test(scene.text.slice(at.start, at.end));
  if (ends && lastOf(acts.cues, ['effect'])) return null;
  const left = scene.text.slice(Math.max(0, at.start - 120), at.start);
  if (CONTRACTED.test(scene.text.slice(clause.start, at.start)) && !TOLD.test(scene.text.slice(clause.start, at.start)))
    return null;
  if (ends && (TERM.test(left) || (last === null && TERM_NEAR.test(left)))) return null;
  return {
    ...PLAIN,
    ...bindingOf(scene, acts === clause ? clause : { ...clause, cues: last ? [last] : [] }),
    start: at.start,
    end: at.end,
    date: at.day,
    time: at.time,
    kind: 'due',
    confidence: dueConfidence(scene, last !== null, behind, at),
  };
}

function dueConfidence(scene: Scene, demanded: boolean, behind: string, at: DueAt): number {
  const said = at.confidence ?? CONFIDENCE.due;
  const most = RUNS_OUT.test(scene.text.slice(at.start, at.end)) ? Math.min(said, CONFIDENCE.ended) : said;
  if (demanded && othersMust(scene, at.start)) return Math.min(most, CONFIDENCE.dueUntold);
  if (demanded) return toldBefore(scene, at.start) || TOLD.test(behind) ? most : Math.min(most, CONFIDENCE.dueUntold);
  if (actsIn(scene, at.end, behind).length > 0) return most;
  const listed = leadIn(scene, at.start);
  if (listed && lastOf(listed.cues, ACTS)) return Math.min(most, CONFIDENCE.dueUntold);
  return CONFIDENCE.dueUndemanded;
}

/** สำนักงบประมาณต้องเสนอ…: a body above has the duty; whether the addressee is one of them only a person can say. */
const UPPER_MUST = /(?:^|\s)(?:สำนัก|กระทรวง|กรม|คณะ|รัฐบาล|ศาล|สภา)[ก-๎.]{0,40}(?:ต้อง|มีหน้าที่)/;

function othersMust(scene: Scene, place: number): boolean {
  const clause = clauseAt(scene, place);
  const text = scene.text.slice(clause.start, place);
  return UPPER_MUST.test(text) && !TOLD.test(text);
}

interface BeforeAt {
  start: number;
  end: number;
  day: string;
  time: string | null;
  coarse: boolean;
  dayPart: boolean;
}

function before(scene: Scene, clause: Clause, behind: string, at: BeforeAt): Found | null {
  const left = scene.text.slice(Math.max(0, at.start - 64), at.start);
  if (CONDITION.test(left)) return null;
  if (WHICH.test(left) && !TOLD.test(scene.text.slice(clause.start, at.start))) return null;
  if (isCondition(scene, clause, behind, at)) return null;
  const ahead = DAYS_AHEAD.exec(left);
  const back = ahead ? (parseInteger(ahead[1]!) ?? 1) : 1;
  // With a clock time or a part of the day the day itself still counts up to it; before the end of a month its last day does.
  const day = at.time !== null || at.dayPart || (at.coarse && !ahead) ? at.day : addDays(at.day, -back);
  if (scene.letterDate !== null && day < scene.letterDate) return null;
  const found = due(scene, clause, behind, { ...at, day, confidence: CONFIDENCE.before });
  const most = ahead || at.dayPart || !asksBefore(scene, clause, at) ? CONFIDENCE.beforeVague : CONFIDENCE.before;
  return found && { ...found, confidence: Math.min(found.confidence, most) };
}

const NEAR = 80;

/** ขอให้ส่ง…ก่อนวันที่ D: the verb that is asked for stands in the clause of the day, with nothing between that tells which. */
function asksBefore(scene: Scene, clause: Clause, at: BeforeAt): boolean {
  const act = lastOf(clause.cues, ACTS);
  if (!act || at.start - act.end > NEAR || /(?:ที่|ซึ่ง|ไว้|แล้ว)/.test(scene.text.slice(act.end, at.start))) return false;
  return toldBefore(scene, act.end);
}

/** ก่อนวันที่ A ให้มา…ภายในวันที่ B, or an act behind a day whose clause has words of its own: A tells whom, B until when. */
function isCondition(scene: Scene, clause: Clause, behind: string, at: BeforeAt): boolean {
  if (!ACT_BEHIND.test(behind) || lastOf(clause.cues, ACTS)) return false;
  const words = scene.text.slice(clause.start, at.start).replace(/[\s.\d๐-๙)(-]/g, '');
  const next = dateBehind(scene, at.end + 1, 160);
  return (
    words.length > 12 || (next !== null && leadOf(scene, next).kind === 'due' && sameParagraph(scene, at.end, next))
  );
}

function sameParagraph(scene: Scene, end: number, date: DateMention): boolean {
  return !scene.text.slice(end, date.start).includes('\n') && cuesBetween(scene, end, date.start).length > 0;
}
