import type { DateMention } from '../dates.js';
import { cueAny, looseAny } from '../loose.js';
import { bindingOf } from './binding.js';
import { toldBefore } from './clause.js';
import { CONFIDENCE, type Found, PLAIN } from './found.js';
import { RECURRENCE_RULES } from './recurrence-rules.js';
import { after, clauseStart, cuesBetween, dateBehind, paragraphStart, type Scene, timeBehind } from './scene.js';

const ASKED = new Set<string | undefined>(['demand', 'tell']);
/** ทุกวันศุกร์เว้นสัปดาห์, ทุกวันจันทร์ที่สาม: words behind a rule that make it another, which no rule reads. */
const CHANGED =
  /^\s{0,2}(?:เว้น|แรก|สุดท้าย|ที่|สลับ|ยกเว้น|คู่|คี่|แต่|ของเดือน(?!ถัดไป|$)\s{0,2}[ก-ฮ]|ของสัปดาห์|ในช่วง|ระหว่าง|เฉพาะ)/;

const OWN = new Set<string | undefined>(['schedule', 'effect', 'data']);

/** More is a table of duties, no letter. */
const MOST = 20;

const QUARTER = new RegExp(
  `${looseAny(['รายไตรมาส', 'ทุกไตรมาส', 'แต่ละไตรมาส', 'สิ้นไตรมาส', 'ไตรมาสถัดไป', 'ไตรมาสละ', 'ทุก ๆ ไตรมาส', 'ทุก 3 เดือน', 'ทุก ๓ เดือน'])}`,
);
/** Who reports or hands in again and again; nothing else is asked for by its frequency alone. */
const REPORTS = new RegExp(`${cueAny(['รายงาน', 'จัดส่ง', 'นำส่ง', 'ส่งรายงาน'])}[^\\n]{0,60}$`);

/** A day of the month is a day of each quarter's first month where the clause speaks of quarters. */
function ofQuarters(recurrence: string, around: string): string {
  const day = /^FREQ=MONTHLY;BYMONTHDAY=(\d[\d,]*)$/.exec(recurrence)?.[1];
  return day !== undefined && QUARTER.test(around) ? `FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=${day}` : recurrence;
}

/** A habit that a rule may be: whose, where it stands, and how surely it is asked for. */
type Habit = Omit<Found, 'recurrence'>;

/**
 * Deadlines that come again: ทุกวันที่ ๕ ของเดือน, ภายในเดือนธันวาคมของทุกปี. Only with a demand in the clause. Where only the
 * frequency is said (รายงานเป็นรายไตรมาส), the end of each period stands, doubted, unless the letter gives a day beside it.
 */
export function recurringDeadlines(scene: Scene, dated: readonly Found[] = []): Found[] {
  const found: Found[] = [];
  for (const { pattern, rule, bare, timed, other } of RECURRENCE_RULES) {
    for (const match of scene.text.matchAll(pattern)) {
      if (found.length >= MOST) return found;
      const end = match.index + match[0].length;
      if (found.some((other) => match.index < other.end && other.start < end)) continue;
      // ส่งได้ทุกวันทำการ is leave, no duty.
      if (/ได้\s{0,2}(?:ใน)?$/.test(scene.text.slice(Math.max(0, match.index - 8), match.index))) continue;
      const run = runBehind(scene, end);
      const habit = habitOf(scene, match.index, end, run);
      if (!habit || (timed && habit.time === null)) continue;
      if (
        bare &&
        !run &&
        (!REPORTS.test(scene.text.slice(clauseStart(scene, match.index), match.index)) ||
          beside(scene, habit, [...found, ...dated]))
      )
        continue;
      const around = scene.text.slice(clauseStart(scene, match.index), end + 36);
      for (const plain of rule(match)) {
        if (plain === null) continue;
        const recurrence = until(bare ? plain : ofQuarters(plain, around), run);
        const confidence = bare ? Math.min(habit.confidence, CONFIDENCE.recurrenceBare) : habit.confidence;
        const beside =
          other === undefined ? {} : { alternatives: [{ value: other, confidence: 0.4, why: 'either is allowed' }] };
        found.push({
          ...habit,
          ...beside,
          recurrence,
          confidence: other === undefined ? confidence : CONFIDENCE.urgency,
        });
      }
    }
  }
  return found;
}

/** The run of days right behind a rule: เป็นรายวัน ตั้งแต่วันที่ A ถึงวันที่ B. */
function runBehind(scene: Scene, end: number): DateMention | null {
  const date = dateBehind(scene, end, 12);
  return date && date.from !== null && date.iso !== null ? date : null;
}

function until(recurrence: string, run: DateMention | null): string {
  return run?.iso ? `${recurrence};UNTIL=${run.iso.replaceAll('-', '')}` : recurrence;
}

function habitOf(scene: Scene, start: number, end: number, run: DateMention | null): Habit | null {
  const from = clauseStart(scene, start);
  const own = cuesBetween(scene, from, start);
  const cues = own.length > 0 ? own : cuesBetween(scene, paragraphStart(scene, start, 160), start);
  const last = cues.findLast((cue) => cue.class !== 'event' && cue.class !== 'held');
  // ทุกวันที่ ๑๐ alone may be anybody's habit; ภายใน… is a limit for somebody.
  const limit = /^(?:ภาย|ไม่)/.test(scene.text.slice(start, end));
  if ((last === undefined && !limit) || OWN.has(last?.class)) return null;
  const binding = bindingOf(scene, { start: from, end: start, cues });
  const stop = run?.end ?? end;
  const time = timeBehind(scene, stop);
  const place = { start, end: time?.end ?? stop, time: time?.time ?? null, from: run?.from ?? null };
  const sure =
    last !== undefined && ASKED.has(last.class) && toldBefore(scene, start) && !CHANGED.test(after(scene, end));
  const confidence = sure ? CONFIDENCE.recurrence : last ? CONFIDENCE.recurrenceVague : CONFIDENCE.urgency;
  return { ...PLAIN, ...binding, ...place, kind: 'due', confidence };
}

const BESIDE = 160;

/** Another day near by says when it is due: รายงานเป็นรายไตรมาส ภายในวันที่ ๕ …. */
function beside(scene: Scene, habit: Habit, others: readonly Found[]): boolean {
  return others.some(
    (other) =>
      other.start < habit.end + BESIDE &&
      habit.start < other.end + BESIDE &&
      !scene.text.slice(Math.min(other.end, habit.end), Math.max(other.start, habit.start)).includes('\n\n'),
  );
}
