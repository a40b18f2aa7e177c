import { addDays, weekdayOf } from '../calendar.js';
import { looseAny } from '../loose.js';
import { NUMBER_WORDS, parseInteger, parseNumberWord } from '../numerals.js';
import { bindingOf } from './binding.js';
import { ACTS, clauseAt, lastOf, planned } from './clause.js';
import { CONFIDENCE, type Found, PLAIN } from './found.js';
import type { Scene } from './scene.js';

const AHEAD = new RegExp(
  `(?:${looseAny(['ล่วงหน้า', 'ล่วงหน้าก่อนวันประชุม', 'ก่อนวันประชุม', 'ก่อนการประชุม', 'ก่อนวันอบรม', 'ก่อนวันจัดงาน', 'ก่อนวันงาน'])})\\s{0,2}(?:${looseAny(['อย่างน้อย', 'ไม่น้อยกว่า', 'เป็นเวลา'])})?\\s{0,2}(\\d{1,2}|[๐-๙]{1,2}|${NUMBER_WORDS})\\s{0,2}(วันทำการ|วัน)(?!\\s{0,2}${looseAny(['ก่อนวันที่', 'ก่อนวันจ', 'ก่อนวันอ', 'ก่อนวันพ', 'ก่อนวันศ', 'ก่อนวันเ'])})`,
  'g',
);
const MOST = 20;

/** แจ้งรายชื่อล่วงหน้า ๕ วัน ก่อนวันประชุม: counted back from the occasion that the letter dates. Doubted: which occasion is not said. */
export function aheadOf(scene: Scene, dated: readonly Found[]): Found[] {
  const events = dated.filter((item) => item.kind === 'event' && item.date !== null && !item.supersedes);
  if (events.length === 0) return [];
  return [...scene.text.matchAll(AHEAD)].slice(0, MOST).flatMap((match) => {
    const count = parseInteger(match[1]!) ?? parseNumberWord(match[1]!);
    const event = events.findLast((item) => item.start < match.index) ?? events[0]!;
    const clause = clauseAt(scene, match.index);
    const act = lastOf(clause.cues, [...ACTS, 'schedule']);
    if (count === null || count < 1 || !act || (act.class !== 'schedule' && planned(scene, act))) return [];
    const first = event.from ?? event.date!;
    const date = match[2] === 'วัน' ? addDays(first, -count) : workdaysBefore(first, count);
    if (scene.letterDate !== null && date < scene.letterDate) return [];
    const place = { start: match.index, end: match.index + match[0].length };
    const binding = bindingOf(scene, clause);
    return [{ ...PLAIN, ...binding, ...place, date, kind: 'due' as const, confidence: CONFIDENCE.relativeUnsaid }];
  });
}

/** Saturdays and Sundays are not counted; holidays are not known here. */
export function workdaysBefore(day: string, count: number): string {
  let date = day;
  for (let left = count; left > 0; ) {
    date = addDays(date, -1);
    if (isWeekday(date)) left--;
  }
  return date;
}

/** Monday to Friday. */
export function isWeekday(day: string): boolean {
  return weekdayOf(day) !== 0 && weekdayOf(day) !== 6;
}
