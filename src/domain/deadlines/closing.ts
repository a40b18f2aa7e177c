import { isoDay, partsOf } from '../calendar.js';
import type { DateMention } from '../dates.js';
import { loose, looseAny } from '../loose.js';
import { CLOSINGS, OPENINGS } from '../tables/deadline-ends.js';
import { bindingOf } from './binding.js';
import { ACTS, actsIn, type Clause, lastOf, paragraphAt } from './clause.js';
import { CONFIDENCE, type Found, PLAIN } from './found.js';
import type { Lead } from './lead.js';
import { type PeriodAt, REPAIRS } from './occasion.js';
import { after, dateBefore, type Scene, timeFrom } from './scene.js';

/** ปิดรับ D, ระบบจะปิดเมื่อสิ้นวันที่ D: the word of closing with little between it and the day; เปิดรับ is none. */
const CLOSES = new RegExp(
  `(?<!${looseAny(['ก่อน', 'หลัง', 'หลังจาก', 'ภายหลัง'])}[ก-๎]{0,12})(?<!เ)${looseAny(CLOSINGS)}(?:(?!${looseAny(['ไม่', 'มิให้', 'ภายใน', 'คือ', 'ก่อน'])})[ก-๎\\s]){0,36}$`,
);
const OPENED = new RegExp(`${looseAny(OPENINGS)}[ก-๎]{0,20}\\s{0,3}$`);
const SHUT = new RegExp(`(?<!เ)${looseAny(['สิ้นสุด', 'วันสุดท้าย', ...CLOSINGS])}`);
const FAR = 60;

/** Whether the words before a day, from its trigger on or right before it, close something. */
export function closes(scene: Scene, start: number, date: number): boolean {
  return CLOSES.test(scene.text.slice(Math.max(0, start - 48), date)) || openedBefore(scene, date) !== null;
}

/** The first day, where the date before this one opens what this one closes; null where it does not. */
export function opening(scene: Scene, date: DateMention, day: string): string | null {
  const other = openedBefore(scene, date.start);
  if (!other?.iso) return null;
  // เริ่ม ๑๒ มกราคม สิ้นสุด ๒๗ กุมภาพันธ์ ๒๕๖๙: the year of the end is that of the start.
  const year = partsOf(day).year;
  const { month, day: first } = partsOf(other.iso);
  const from = other.yearInferred
    ? (isoDay(month > date.month ? year - 1 : year, month, first) ?? other.iso)
    : other.iso;
  return from < day ? from : null;
}

function openedBefore(scene: Scene, place: number): DateMention | null {
  const other = dateBefore(scene, place);
  if (!other?.iso || place - other.end > FAR) return null;
  const gap = scene.text.slice(other.end, place);
  if (gap.includes('\n') || !SHUT.test(gap)) return null;
  if (!OPENED.test(scene.text.slice(Math.max(0, other.start - 48), other.start))) return null;
  return other;
}

/** ระบบจะปิดรับเวลา: the words between the last day and the hour at which it ends. */
const SHUTS_AT = new RegExp(
  `^[\\s),]{0,3}(?:โดย|ทั้งนี้|ซึ่ง)?\\s?(?:${looseAny(['ระบบ', 'และ', 'จะ', 'โดย', 'จะทำการ'])}){0,3}(?<!เ)${looseAny([...CLOSINGS, 'ปิด'])}[ก-๎]{0,20}\\s?(?:ใน|เมื่อ|ณ)?\\s?(?:${loose('เวลา')})?\\s?$`,
);
const HOUR_FAR = 60;
/** An hour of every day, and not of the last. */
const DAILY = /^\s?(?:ของ)?(?:ทุก|แต่ละ)/;

/** The lead of a day with the hour at which what it ends is shut, where that stands in words of its own behind it. */
export function closingHour(scene: Scene, lead: Lead): Lead {
  if (lead.time !== null || !(lead.kind === 'until' || lead.kind === 'range' || lead.kind === 'due')) return lead;
  const hour = timeFrom(scene, lead.end, HOUR_FAR);
  if (!hour || hour.from !== null || !SHUTS_AT.test(scene.text.slice(lead.end, hour.start))) return lead;
  if (DAILY.test(after(scene, hour.end))) return lead;
  return { ...lead, time: hour.time, timeStart: hour.time, end: hour.end };
}

/** What was open until a day: a window, for whoever the act before it binds. Doubted, since its word may close something else. */
export function closing(scene: Scene, own: Clause, behind: string, at: PeriodAt): Found | null {
  if (REPAIRS.test(scene.text.slice(own.start, at.end) + behind)) return null;
  const wider = paragraphAt(scene, own.end);
  const clause = lastOf(own.cues, ACTS.slice(0, 5)) ? own : { ...own, cues: wider.cues };
  if (lastOf(clause.cues, ACTS) === null && actsIn(scene, at.end, behind).length === 0) return null;
  const { start, end, day: date, from } = at;
  const binding = bindingOf(scene, clause);
  return {
    ...PLAIN,
    ...binding,
    start,
    end,
    date,
    from,
    time: at.lead.time,
    kind: 'window',
    confidence: CONFIDENCE.ended,
  };
}
