import type { Speed, Warning } from '../../../schemas/common.js';
import type { Resolved, UrgencyPolicy } from '../../../schemas/due.js';
import type { Deadline } from '../../../schemas/record.js';
import { addDays, addMonths, buddhistYear, isoDay, partsOf } from '../calendar.js';
import { formatThaiDate } from '../dates.js';
import { toThaiDigits } from '../numerals.js';
import {
  addWorkingDays,
  type CountedDay,
  isWorkingDay,
  type Workplace,
  workingDayFrom,
  workingDayUntil,
} from '../working-days.js';
import { occurrences } from './recurrence.js';
import { recurrenceText } from './recurrence-text.js';
import { urgencyClass } from './urgency.js';

/** What is known about a letter when its deadlines are worked out. Days are ISO. */
export interface Arrival {
  letterDate: string | null;
  /**
   * When the addressee got it: by its receive stamp, entered by `hand`, or as its `register` says. `sure` where nobody has to look at it again;
   * `stamp`: another day that its stamp was read as.
   */
  receivedOn: { date: string; sure: boolean; by?: 'hand' | 'register'; stamp?: string } | null;
  /** The day on which the file was taken in: the letter had arrived by then. */
  takenOn: string | null;
}

export interface ResolveContext extends Arrival, Workplace {
  /** The day from which the next of a recurrence is looked for. */
  asOf: string;
  speed: Speed | null;
  policy: UrgencyPolicy;
}

/** How a letter counts: calendar days, calendar months, or working days. */
type Count = Pick<NonNullable<Deadline['relative']>, 'days' | 'months' | 'working'>;

/** Nobody's deadline is more years away than this. */
const MOST_COUNT = 4000;

const thai = (day: string) => formatThaiDate(day, { digits: 'thai' });
const number = (value: number) => toThaiDigits(String(value));

/** A day the calendar can count with; null for others (the year 0, 9999). */
function countable(day: string | null): string | null {
  if (day === null) return null;
  const { year, month, day: dayOfMonth } = partsOf(day);
  return isoDay(year, month, dayOfMonth);
}

function counted(count: Count, from: string, place: Workplace): CountedDay {
  const days = Math.min(Math.max(count.days, 0), MOST_COUNT);
  if (count.working) return addWorkingDays(place, from, days);
  const day = count.months === undefined ? addDays(from, days) : addMonths(from, Math.min(count.months, 120));
  return { day, unannounced: [] };
}

function countText({ days, months, working }: Count): string {
  if (months !== undefined) return `${number(months)} เดือน`;
  return `${number(days)} ${working ? 'วันทำการ' : 'วัน'}`;
}

const NOTHING: Resolved = {
  dueOn: null,
  dueAt: null,
  lastOn: null,
  basis: null,
  estimate: false,
  reason: '',
  remindOn: null,
  alternatives: [],
  next: [],
  warnings: [],
};

/** A resolution on the way: the years through which it was counted become warnings at the end. */
type Draft = Pick<Resolved, 'dueOn' | 'basis' | 'estimate' | 'reason'> & Partial<Resolved> & { unannounced?: number[] };

const warn = (code: string, message: string): Warning => ({ code, field: null, message });

/** Where the day of receipt is known from, behind that day. */
function receivedText(received: ResolveContext['receivedOn']): string {
  if (received === null) return '';
  if (received.by === 'hand') return ' ที่กรอกเอง';
  if (received.by === 'register') return ` ตามทะเบียนรับ${received.sure ? '' : ' (ตรารับอ่านได้วันอื่น ต้องตรวจ)'}`;
  return received.sure ? '' : ' (วันรับตามตรารับ ต้องตรวจ)';
}

/** Counts from a day the letter itself knows, or from its receipt, which may lie between two days. */
function fromAnchor(count: Count, anchor: 'receipt' | 'letter-date', context: ResolveContext): Draft {
  const letterDate = countable(context.letterDate);
  const stamp = countable(context.receivedOn?.date ?? null);
  const start = anchor === 'letter-date' ? letterDate : (stamp ?? letterDate);
  const basis = 'counted' as const;
  if (start === null) {
    const reason = `${countText(count)} นับถัดจากวันที่${anchor === 'receipt' ? 'ได้รับหนังสือ' : 'ในหนังสือ'} ซึ่งยังไม่ทราบ`;
    const warnings = [warn('deadline.no_anchor', 'ยังไม่ทราบวันที่ต้องเริ่มนับ')];
    return { dueOn: null, basis, estimate: true, reason, warnings };
  }
  const first = counted(count, start, context);
  const what = anchor === 'letter-date' ? 'วันที่ในหนังสือ' : 'วันที่ได้รับหนังสือ';
  if (anchor === 'letter-date' || stamp !== null) {
    const received = anchor === 'receipt' ? context.receivedOn : null;
    const reason = `${countText(count)} นับถัดจาก${what} ${thai(start)}${receivedText(received)}`;
    const stamped = countable(received?.stamp ?? null);
    const other = stamped === null ? null : counted(count, stamped, context);
    return {
      dueOn: first.day,
      basis,
      estimate: received !== null && !received.sure,
      reason,
      alternatives: other ? [{ date: other.day, why: `ถ้านับจากวันที่ตามตรารับ ${thai(stamped!)}` }] : [],
      unannounced: [...first.unannounced, ...(other?.unannounced ?? [])],
    };
  }
  const reason = `ยังไม่ทราบวันที่ได้รับหนังสือ อย่างเร็วที่สุด ${countText(count)} นับถัดจากวันที่ในหนังสือ ${thai(start)}`;
  const taken = countable(context.takenOn);
  const latest = taken === null || taken <= start ? null : counted(count, taken, context);
  return {
    dueOn: first.day,
    basis,
    estimate: true,
    reason,
    alternatives:
      latest && latest.day > first.day ? [{ date: latest.day, why: `ถ้าได้รับในวันที่ลงทะเบียน ${thai(taken!)}` }] : [],
    unannounced: [...first.unannounced, ...(latest?.unannounced ?? [])],
  };
}

function repeated(recurrence: string, context: ResolveContext): Draft {
  const asOf = countable(context.asOf) ?? context.asOf;
  const anchor = countable(context.letterDate) ?? asOf;
  const from = asOf < anchor ? anchor : asOf;
  const basis = 'recurrence' as const;
  const days = occurrences(recurrence, { anchor, from, to: addMonths(from, 12) }, context);
  if (days === null) {
    const warnings = [warn('deadline.recurrence_unknown', 'ระบบยังคำนวณรอบแบบนี้ไม่ได้')];
    return { dueOn: null, basis, estimate: false, reason: recurrenceText(recurrence), warnings };
  }
  const dueOn = days[0] ?? null;
  const reason = dueOn === null ? 'ไม่มีรอบถัดไปใน ๑๒ เดือน' : `รอบถัดไปของ "${recurrenceText(recurrence)}"`;
  return { dueOn, basis, estimate: false, reason, next: days };
}

/** Undated urgency: the office's policy, said to be that. */
function byPolicy(words: string, context: ResolveContext): Draft {
  const { policy } = context;
  const days = policy[urgencyClass(words, context.speed, policy)];
  const draft = fromAnchor({ days, working: true }, 'receipt', context);
  const reason = `หนังสือไม่ได้กำหนดวัน (${words}) ใช้เกณฑ์ของหน่วยงาน: ${draft.reason}`;
  return { ...draft, basis: 'policy', reason };
}

function draftOf(deadline: Deadline, context: ResolveContext): Draft {
  const { relative, recurrence, urgency, supersedes } = deadline;
  const printed = countable(deadline.date);
  if (printed !== null) {
    return { dueOn: printed, basis: 'printed', estimate: false, reason: `หนังสือกำหนดวันที่ ${thai(printed)}` };
  }
  if (relative) return fromAnchor(relative, relative.from, context);
  if (recurrence) return repeated(recurrence, context);
  if (urgency) return byPolicy(urgency, context);
  const reason = supersedes?.change === 'cancel' ? 'แจ้งยกเลิกกำหนดเดิม' : 'ยังไม่มีกำหนดใหม่';
  return { dueOn: null, basis: null, estimate: false, reason };
}

/** The end of the day where it ends at 24:00; offices keep the time of Thailand. */
function instant(day: string, time: string | null): string | null {
  if (time === null) return null;
  return time === '24:00' ? `${addDays(day, 1)}T00:00:00+07:00` : `${day}T${time}:00+07:00`;
}

/**
 * Works out on which day a deadline falls. Counted periods leave out their first day; the last one counts for an authority though it is a
 * holiday (พ.ร.บ. วิธีปฏิบัติราชการทางปกครอง ม. 64 ว. 1, 2), so that nothing is ever put off for officials: they are reminded on the last working
 * day before. For an applicant the next working day (ม. 64 ว. 3) stands beside it as an alternative. Never throws.
 */
export function resolveDeadline(deadline: Deadline, context: ResolveContext): Resolved {
  const { unannounced = [], ...draft } = draftOf(deadline, context);
  const { dueOn } = draft;
  const warnings = [...(draft.warnings ?? [])];
  if (dueOn === null) return { ...NOTHING, ...draft, warnings };
  const years = new Set(unannounced);
  const alternatives = [...(draft.alternatives ?? [])];
  const remind = workingDayUntil(context, dueOn);
  // Nobody is reminded any more of what has passed: of which days offices were closed then is no matter.
  if (dueOn >= context.asOf) for (const year of remind.unannounced) years.add(year);
  let reason = draft.reason;
  if (deadline.kind !== 'event' && !isWorkingDay(context, dueOn)) {
    if (deadline.binds === 'applicant') {
      const moved = workingDayFrom(context, dueOn);
      for (const year of moved.unannounced) years.add(year);
      alternatives.push({
        date: moved.day,
        why: 'ผู้ยื่นที่เป็นเอกชน: วันสุดท้ายเป็นวันหยุด ให้ถือวันทำการถัดไป (วิ.ปกครอง ม. ๖๔ ว. ๓)',
      });
    } else reason += ' วันสุดท้ายเป็นวันหยุดราชการ นับรวมด้วย (วิ.ปกครอง ม. ๖๔ ว. ๒)';
  }
  for (const year of [...years].sort((a, b) => a - b)) {
    const era = number(buddhistYear(`${year}-12-31`));
    warnings.push(
      warn('calendar.unannounced_year', `ตารางวันหยุดราชการยังไม่มีประกาศของปี พ.ศ. ${era} วันที่คำนวณได้อาจคลาดเคลื่อน`),
    );
  }
  const lastOn = alternatives.reduce((last, { date }) => (date > last ? date : last), dueOn);
  return {
    ...NOTHING,
    ...draft,
    dueAt: instant(dueOn, deadline.time),
    lastOn,
    reason,
    remindOn: remind.day,
    alternatives,
    warnings,
  };
}
