import { addDays } from '../calendar.js';
import { type DateMention, monthEnd } from '../dates.js';
import { cueAny, loose, looseAny } from '../loose.js';
import { HANDED_IN, TOLD_TO } from '../tables/deadline-words.js';
import { bindingOf } from './binding.js';
import { CONFIDENCE, type Found, PLAIN } from './found.js';
import { type Lead, leadOf } from './lead.js';
import { after, type Cue, clauseStart, cuesBetween, paragraphStart, requestStart, type Scene } from './scene.js';

const DAYS_AHEAD = /(\d{1,3}|[๐-๙]{1,3})\s{0,3}วัน(?:ทำการ)?\s{0,3}$/;
const ONWARDS = new RegExp(`^\\s{0,3}(?:${looseAny(['เป็นต้นไป', 'เป็นต้นมา'])})`);
const YEARLY = new RegExp(`^\\s{0,3}${looseAny(['ของทุกปี', 'ของแต่ละปี', 'ทุกปี'])}`);
const LAST_DAY = new RegExp(`^.{0,12}${looseAny(['เป็นวันสุดท้าย'])}`);
const TOLD = new RegExp(cueAny(TOLD_TO));
const PAPER = new RegExp(cueAny(HANDED_IN));
const OFFICE_DAYS = new RegExp(`^\\s{0,3}${looseAny(['ในวันและเวลาราชการ', 'ในวันเวลาราชการ'])}`);
const MOVED = new RegExp(loose('เลื่อน'));
/** What ends by itself, such as a contract, is no deadline. */
const ENDS = new RegExp(`^(?:${looseAny(['สิ้นสุด', 'ครบกำหนด'])})`);
/** What has a term of its own: an accounting year, a contract. */
const TERM = /(?:ปี|งวด|บัญชี|รอบ|รอบระยะเวลา|ไตรมาส|สัญญา|วาระ|อายุ|สิทธิ|โครงการ)\s{0,2}$/;
const RECALLED = new RegExp(`^\\s{0,3}${looseAny(['ตามที่', 'ตามหนังสือ', 'อนุสนธิ', 'สืบเนื่องจาก'])}`);
const PUBLISHED = /^(?:จะ)?(?:ประกาศ|แจ้ง)/;
const CONDITION = /(?:กรณี|ผู้ที่|ซึ่ง|อยู่|มา|ไว้|แล้ว|เกิด|บรรจุ|แต่งตั้ง|จดทะเบียน|เกษียณ|ที่ออก|ที่ยื่น|ที่ดำเนินการ|ก่อสร้าง)\s{0,3}$/;

/** Deadlines with a printed date. Past dates, citations, effective dates and the sender's own schedule are left out. */
export function datedDeadlines(scene: Scene): Found[] {
  return scene.dates.flatMap((date) => {
    const lead = leadOf(scene, date);
    const found = judge(scene, date, lead);
    if (!found) return [];
    const limits = [found.confidence];
    if (date.weekday === 'mismatch') limits.push(CONFIDENCE.weekdayMismatch);
    if (date.yearInferred) limits.push(CONFIDENCE.yearInferred);
    return [{ ...found, confidence: Math.min(...limits) }];
  });
}

function judge(scene: Scene, date: DateMention, lead: Lead): Found | null {
  const behind = after(scene, date.end);
  if (YEARLY.test(behind)) return null;
  const coarse = date.precision === 'month' && !date.blankDay ? monthEnd(date) : null;
  const day = date.iso ?? (lead.kind === 'due' || lead.kind === 'before' || lead.kind === 'until' ? coarse : null);
  if (day === null) return null;
  if (scene.letterDate !== null && day < scene.letterDate) return null;
  const start = clauseStart(scene, lead.start);
  // ปิดรับสมัคร is trigger and cue at once.
  const clause = { start, end: lead.start, cues: cuesBetween(scene, start, date.start) };
  const place = { start: lead.start, end: lead.end };
  const confidence = date.iso === null ? CONFIDENCE.month : null;
  switch (lead.kind) {
    case 'due':
      return due(scene, clause, behind, { ...place, day, time: lead.time, confidence });
    case 'before':
      return before(scene, clause, behind, { ...place, day, time: lead.time, coarse: date.iso === null });
    case 'until':
    case 'range':
      if (lead.kind === 'range' && date.from === null) return null;
      return period(scene, clause, behind, { ...place, day, from: date.from, lead });
    case 'on':
    case 'bare':
      if (ONWARDS.test(behind)) return null;
      return (
        onDay(scene, clause, behind, { ...place, day, from: date.from, lead }) ??
        // จากเดิม…เป็นวันที่ D: the new last day, of whatever was to be done.
        (isNewDay(scene, lead, date) ? period(scene, clause, behind, { ...place, day, from: date.from, lead }) : null)
      );
    default:
      return null;
  }
}

const CHANGES = new RegExp(looseAny(['ขยาย', 'เลื่อน']));

function isNewDay(scene: Scene, lead: Lead, date: DateMention): boolean {
  const named = scene.text.slice(lead.start, date.start);
  return named.startsWith('เป็น') && CHANGES.test(scene.text.slice(paragraphStart(scene, lead.start), lead.start));
}

interface Clause {
  start: number;
  end: number;
  cues: Cue[];
}

const ACTS: readonly Cue['class'][] = ['apply', 'hearing', 'register', 'demand', 'tell', 'end', 'open'];
const OWN: readonly Cue['class'][] = ['schedule', 'effect', 'data'];

function lastOf(cues: readonly Cue[], kinds: readonly Cue['class'][]): Cue | null {
  return cues.findLast((cue) => kinds.includes(cue.class)) ?? null;
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
  if (!last) {
    // The demand may stand a clause further back (ขอให้…รายงาน โดยกำหนด…ภายใน).
    const start = paragraphStart(scene, clause.end);
    acts = { ...clause, start, cues: cuesBetween(scene, start, clause.end) };
    last = lastOf(acts.cues, [...ACTS, 'schedule']);
  }
  if (last?.class === 'schedule' && !wanted(scene, last)) return null;
  if (ENDS.test(scene.text.slice(at.start, at.end)) && lastOf(acts.cues, ['effect'])) return null;
  if (ENDS.test(scene.text.slice(at.start, at.end)) && TERM.test(scene.text.slice(0, at.start).slice(-24))) return null;
  const demanded = last !== null || cuesIn(scene, at.end, behind).length > 0;
  const confidence = demanded ? (at.confidence ?? CONFIDENCE.due) : CONFIDENCE.dueUndemanded;
  return {
    ...PLAIN,
    ...bindingOf(scene, acts === clause ? clause : { ...clause, cues: last ? [last] : [] }),
    start: at.start,
    end: at.end,
    date: at.day,
    time: at.time,
    kind: 'due',
    confidence,
  };
}

/** จะ… is the sender's plan, but ผู้ประสงค์จะส่ง is a wish of others, and ขอให้…แจ้งผล a demand. */
export function wanted(scene: Scene, cue: Cue): boolean {
  const left = scene.text.slice(requestStart(scene, cue.start), cue.start);
  // จุดที่จะดำเนินการ: what the addressee will do.
  if (/(?:ประสงค์|สนใจ|ต้องการ|ที่)$/.test(left)) return true;
  return cue.class === 'schedule' && !/^จะ/.test(scene.text.slice(cue.start, cue.end)) && TOLD.test(left);
}

function cuesIn(scene: Scene, start: number, behind: string): Cue[] {
  return cuesBetween(scene, start, start + behind.length).filter((cue) => ACTS.includes(cue.class));
}

function before(
  scene: Scene,
  clause: Clause,
  behind: string,
  at: { start: number; end: number; day: string; time: string | null; coarse: boolean },
): Found | null {
  const left = scene.text.slice(Math.max(0, at.start - 24), at.start);
  if (CONDITION.test(left)) return null;
  const ahead = DAYS_AHEAD.exec(left);
  const back = ahead ? numberOf(ahead[1]!) : 1;
  // With a clock time the day itself still counts up to it; before the end of a month its last day does.
  const day = at.time !== null || (at.coarse && !ahead) ? at.day : addDays(at.day, -back);
  if (scene.letterDate !== null && day < scene.letterDate) return null;
  const found = due(scene, clause, behind, { ...at, day, confidence: CONFIDENCE.before });
  return found && { ...found, confidence: Math.min(found.confidence, CONFIDENCE.before) };
}

function numberOf(digits: string): number {
  return Number(digits.replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50)));
}

interface PeriodAt {
  start: number;
  end: number;
  day: string;
  from: string | null;
  lead: Lead;
}

function period(scene: Scene, own: Clause, behind: string, at: PeriodAt): Found | null {
  if (own.cues.length > 0) return periodOf(scene, own, at);
  const [next] = cuesIn(scene, at.end, behind);
  if (next) return vague(periodOf(scene, { ...own, cues: [next] }, at));
  const start = paragraphStart(scene, own.end);
  const wider = { ...own, start, cues: cuesBetween(scene, start, own.end) };
  if (wider.cues.length > 0) return vague(periodOf(scene, wider, at));
  // ขอความร่วมมือประดับธงชาติ…: a demand with a verb that no table holds; ตั้งแต่บัดนี้ถึง D and ในวันและเวลาราชการ open something even where nothing says what.
  const task: Cue = { start: own.end, end: own.end, class: 'demand' };
  const asked = TOLD.test(scene.text.slice(own.start, own.end));
  return asked || at.lead.fromNow || OFFICE_DAYS.test(behind)
    ? vague(periodOf(scene, { ...own, cues: [task] }, at))
    : null;
}

function vague(found: Found | null): Found | null {
  return found && { ...found, confidence: Math.min(found.confidence, CONFIDENCE.windowVague) };
}

/** ส่งใบสมัครถึงวันที่ D without a start: a paper is due, nothing is said to be open. */
function handedIn(scene: Scene, clause: Clause, at: PeriodAt): boolean {
  if (at.lead.kind !== 'until' || at.lead.fromNow || at.from !== null) return false;
  const offer = lastOf(clause.cues, ['open', 'register', 'hearing']);
  return !offer && PAPER.test(scene.text.slice(clause.start, clause.end));
}

function periodOf(scene: Scene, clause: Clause, at: PeriodAt): Found | null {
  const found = openOrHeld(scene, clause, at);
  return found?.kind === 'window' && handedIn(scene, clause, at) ? { ...found, kind: 'due' } : found;
}

function openOrHeld(scene: Scene, clause: Clause, at: PeriodAt): Found | null {
  const base = { ...PLAIN, start: at.start, end: at.end, date: at.day };
  const offer = lastOf(clause.cues, ['apply', 'hearing', 'open', 'register']);
  const held = lastOf(clause.cues, ['held']);
  const own = lastOf(clause.cues, OWN);
  const task = lastOf(clause.cues, ['demand', 'tell', 'end']);
  if (own && !wanted(scene, own) && own.start > (offer?.start ?? -1) && own.start > (task?.start ?? -1)) return null;
  if (offer && !(held && held.start > offer.start)) {
    const binding = bindingOf(scene, clause);
    return { ...base, ...binding, kind: 'window', from: at.from, time: at.lead.time, confidence: CONFIDENCE.window };
  }
  const event = lastOf(clause.cues, ['event', 'held']);
  if (event && (!task || task.start < event.start || held)) return occasion(scene, at);
  if (!task) return null;
  const binding = bindingOf(scene, clause);
  // A task that nobody is told to do may be the sender's own.
  const told = TOLD.test(scene.text.slice(paragraphStart(scene, clause.end), clause.end));
  const confidence = told ? CONFIDENCE.window : CONFIDENCE.windowVague;
  return { ...base, ...binding, kind: 'window', from: at.from, time: at.lead.time, confidence };
}

/**
 * A meeting or ceremony; binds those interested only where the letter says so. Null where nobody is asked to be there or
 * told to hold it.
 */
function occasion(scene: Scene, at: PeriodAt): Found | null {
  const { attended } = scene;
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
    binds: scene.interest || scene.published ? 'applicant' : 'recipient',
    optional: scene.interest,
    from: at.from,
    confidence: sure ? CONFIDENCE.event : CONFIDENCE.eventVague,
  };
}

function onDay(scene: Scene, clause: Clause, behind: string, at: PeriodAt): Found | null {
  const ended = LAST_DAY.test(behind) || lastOf(clause.cues, ['end']) !== null;
  if (ended) {
    const binding = bindingOf(scene, clause);
    const { start, end, day: date } = at;
    return { ...PLAIN, ...binding, start, end, date, time: at.lead.time, kind: 'due', confidence: CONFIDENCE.ended };
  }
  const last = clause.cues.at(-1);
  if (last && OWN.includes(last.class) && !wanted(scene, last)) return null;
  // จะประกาศรายชื่อผู้เข้ารับการอบรมในวันที่ D: the training is not then.
  const plan = lastOf(clause.cues, ['schedule']);
  if (plan && PUBLISHED.test(scene.text.slice(plan.start, plan.end)) && !wanted(scene, plan)) return null;
  const event = lastOf(clause.cues, ['event', 'held']);
  const next = cuesBetween(scene, at.end, at.end + behind.length).find((cue) => cue.class === 'event');
  if (event || next) return occasion(scene, at);
  const earlier = lastOf(cuesBetween(scene, paragraphStart(scene, at.start), at.start), [
    'event',
    'held',
    'demand',
    'apply',
  ]);
  if (at.lead.kind === 'on' && earlier && (earlier.class === 'event' || earlier.class === 'held')) {
    const found = occasion(scene, at);
    return found && { ...found, confidence: Math.min(found.confidence, CONFIDENCE.eventVague) };
  }
  return null;
}
