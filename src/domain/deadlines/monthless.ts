import { daysInMonth, isoDay, partsOf } from '../calendar.js';
import { loose, looseAny } from '../loose.js';
import { parseInteger } from '../numerals.js';
import { MONTHS } from '../tables/months.js';
import { bindingOf } from './binding.js';
import { ACTS, type Clause, clauseAt, lastOf, paragraphAt, planned, toldBefore } from './clause.js';
import { CONFIDENCE, type Found, PLAIN } from './found.js';
import { dateBefore, datesBetween, paragraphStart, type Scene } from './scene.js';

const DAY = '(\\d{1,2}|[๐-๙]{1,2})';
const MONTH_BEHIND = `\\s{0,4}(?:${looseAny(MONTHS.flatMap(({ full, short }) => [full, short]))}|${loose('ของ')}|${loose('เดือน')}(?!${looseAny(['นี้', 'เดียวกัน', 'ดังกล่าว'])})|[/.-]\\s?[\\d๐-๙])`;
const MONTHLESS = new RegExp(
  `${looseAny(['ภาย ใน', 'ไม่ เกิน'])}\\s{0,2}${loose('วันที่')}\\s{0,3}${DAY}(?![\\d๐-๙])(?:\\s{0,2}(?:,|และ)\\s{0,2}${DAY}(?![\\d๐-๙]))?(?!${MONTH_BEHIND})`,
  'g',
);
const THIS_MONTH = new RegExp(`^\\s{0,2}(?:${looseAny(['เดือนนี้', 'ของเดือนนี้', 'นี้'])})`);
/** The month of the day that was printed last. */
const SAME_MONTH = new RegExp(`^\\s{0,2}(?:ของ)?${looseAny(['เดือนเดียวกัน', 'เดือนดังกล่าว'])}`);
const OF_THIS_MONTH = new RegExp(looseAny(['ภายในสิ้นเดือนนี้', 'ภายในเดือนนี้', 'สิ้นเดือนนี้']), 'g');
const NAMED_WITHIN = 160;
const SAME_WITHIN = 320;
/** More is a table. */
const MOST = 20;

/** ภายในสิ้นเดือนนี้, ภายในวันที่ ๒๕ นี้, and days of a month that stands in front (เดือนมีนาคม … ภายในวันที่ ๑๘, ๒๖). */
export function monthlessDeadlines(scene: Scene): Found[] {
  return [...endOfThisMonth(scene), ...daysAlone(scene)];
}

function endOfThisMonth(scene: Scene): Found[] {
  const { letterDate } = scene;
  if (letterDate === null) return [];
  const { year, month } = partsOf(letterDate);
  const date = isoDay(year, month, daysInMonth(year, month));
  return [...scene.text.matchAll(OF_THIS_MONTH)].slice(0, MOST).flatMap((match) => {
    const clause = askedAt(scene, match.index);
    const place = { start: match.index, end: match.index + match[0].length };
    if (!clause) return [];
    return [
      { ...PLAIN, ...bindingOf(scene, clause), ...place, date, kind: 'due' as const, confidence: CONFIDENCE.before },
    ];
  });
}

function daysAlone(scene: Scene): Found[] {
  return [...scene.text.matchAll(MONTHLESS)].slice(0, MOST).flatMap((match) => {
    const start = match.index;
    const end = start + match[0].length;
    const month = monthOf(scene, start, end);
    const clause = askedAt(scene, start);
    if (month === null || !clause) return [];
    return [match[1], match[2]].flatMap((digits) => {
      const day = digits === undefined ? null : parseInteger(digits);
      const date = day === null ? null : isoDay(month.year, month.month, day);
      if (date === null || (scene.letterDate !== null && date < scene.letterDate)) return [];
      const base = { ...PLAIN, ...bindingOf(scene, clause), start, end, date };
      return [{ ...base, kind: 'due' as const, confidence: CONFIDENCE.relativeUnsaid }];
    });
  });
}

/** The letter's month behind นี้, else the month that the words before name without a day. */
function monthOf(scene: Scene, start: number, end: number): { year: number; month: number } | null {
  if (THIS_MONTH.test(scene.text.slice(end, end + 20)))
    return scene.letterDate === null ? null : partsOf(scene.letterDate);
  if (SAME_MONTH.test(scene.text.slice(end, end + 24))) {
    const before = dateBefore(scene, start);
    return before?.year != null && before.end > start - SAME_WITHIN ? { year: before.year, month: before.month } : null;
  }
  const from = Math.max(paragraphStart(scene, start, NAMED_WITHIN), start - NAMED_WITHIN);
  const named = datesBetween(scene, from, start).at(-1);
  if (named?.precision !== 'month' || named.year === null || named.from !== null) return null;
  return { year: named.year, month: named.month };
}

/** The clause that asks for it, or its paragraph; null where nothing is asked or the sender speaks of himself. */
function askedAt(scene: Scene, place: number): Clause | null {
  const own = clauseAt(scene, place);
  const clause = own.cues.length > 0 ? own : paragraphAt(scene, place);
  const act = lastOf(clause.cues, ACTS);
  const last = clause.cues.at(-1);
  // ส่งเรื่องที่จะเสนอที่ประชุมภายใน…: the meeting is only what it is for.
  const named = last?.class === 'event' || last?.class === 'held';
  return act && (last === act || (named && toldBefore(scene, place))) && !planned(scene, act) ? clause : null;
}
