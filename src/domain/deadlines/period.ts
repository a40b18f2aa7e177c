import { cueAny, looseAny } from '../loose.js';
import { HANDED_IN } from '../tables/deadline-words.js';
import { bindingOf } from './binding.js';
import { actsIn, type Clause, lastOf, leadIn, OWN, ownPlan, paragraphAt, TOLD, wanted } from './clause.js';
import { CONFIDENCE, type Found, PLAIN } from './found.js';
import { occasion, type PeriodAt } from './occasion.js';
import { type Cue, paragraphStart, type Scene } from './scene.js';

const PAPER = new RegExp(cueAny(HANDED_IN));
const OFFICE_DAYS = new RegExp(`^\\s{0,3}${looseAny(['ในวันและเวลาราชการ', 'ในวันเวลาราชการ'])}`);
/** ได้ถึงวันที่ D: somebody may until then, whatever it is. */
const ALLOWED = new RegExp(`${looseAny(['ได้'])}\\s{0,2}$`);
/** What the days of a run are the measure of, not the term: ไตรมาสที่ ๒ (๑ ม.ค. – ๓๑ มี.ค.), รอบการประเมิน ตั้งแต่…. */
const MEASURED =
  /((?:ปีงบประมาณ|ปีการศึกษา|ไตรมาส|รอบ(?:การ|ผล|ปี|ระยะเวลา|บัญชี|\s?[\d๐-๙]{1,2}\s?เดือน)|ห้วงการรายงาน|งวดการ)[ก-๎]{0,12})[^\n]{0,30}$/;

/** A run of days, or a day until which something goes on. */
export function period(scene: Scene, own: Clause, behind: string, at: PeriodAt): Found | null {
  if (at.from !== null && measures(scene, own, at)) return null;
  if (own.cues.length > 0) return periodOf(scene, own, at);
  const [next] = actsIn(scene, at.end, behind);
  if (next) return vague(periodOf(scene, { ...own, cues: [next] }, at));
  const wider = paragraphAt(scene, own.end);
  if (wider.cues.length > 0) return vague(periodOf(scene, wider, at));
  const listed = leadIn(scene, own.end);
  if (listed && listed.cues.length > 0) return vague(periodOf(scene, { ...own, cues: listed.cues }, at));
  // ขอความร่วมมือประดับธงชาติ…: a demand with a verb that no table holds; ตั้งแต่บัดนี้ถึง D and ในวันและเวลาราชการ open something even where nothing says what.
  const task: Cue = { start: own.end, end: own.end, class: 'demand' };
  const asked = TOLD.test(scene.text.slice(own.start, own.end));
  const allowed = at.lead.kind === 'until' && ALLOWED.test(scene.text.slice(own.start, own.end));
  return asked || allowed || at.lead.fromNow || OFFICE_DAYS.test(behind)
    ? vague(periodOf(scene, { ...own, cues: [task] }, at))
    : null;
}

/** The run says which months a report is about; the verb stands before the word for them or nowhere. */
function measures(scene: Scene, own: Clause, at: PeriodAt): boolean {
  const left = scene.text.slice(Math.max(own.start, at.start - 60), at.start);
  const found = MEASURED.exec(left);
  if (!found) return false;
  if (/\(\s?$/.test(left)) return true;
  const from = at.start - (left.length - found.index);
  const before = own.cues.filter((cue) => cue.start < from);
  return lastOf(before, ['apply', 'open', 'register', 'demand', 'event', 'held', 'hearing']) === null;
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
  // ซึ่งจะเปิดระบบตั้งแต่…: what the sender opens is there for others to use.
  if (!task || (ownPlan(scene, clause, task) && !scene.text.startsWith('เปิด', task.start))) return null;
  const binding = bindingOf(scene, clause);
  // A task that nobody is told to do may be the sender's own.
  const told = TOLD.test(scene.text.slice(paragraphStart(scene, clause.end), clause.end));
  const confidence = told ? CONFIDENCE.window : CONFIDENCE.windowVague;
  return { ...base, ...binding, kind: 'window', from: at.from, time: at.lead.time, confidence };
}
