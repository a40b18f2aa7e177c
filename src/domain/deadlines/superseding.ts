import type { Citation } from '../../../schemas/record.js';
import { findCitations } from '../citation.js';
import { type DateMention, monthEnd } from '../dates.js';
import { cueAny, loose, looseAny } from '../loose.js';
import {
  CHANGE_WORDS,
  type Change,
  INVITED_TO,
  NO_CHANGE_BEFORE,
  NO_CHANGE_BEHIND,
  WITHOUT_NEW_DAY,
} from '../tables/deadline-changes.js';
import { bindingOf } from './binding.js';
import { CONFIDENCE, type Found, PLAIN } from './found.js';
import { leadOf } from './lead.js';
import { prolonged } from './prolonged.js';
import { clauseStart, cuesBetween, datesBetween, paragraphStart, type Scene } from './scene.js';

const CHANGES = CHANGE_WORDS.map(({ change, verbs, objects }) => ({
  change,
  pattern: new RegExp(
    `${looseAny(verbs)}(?:${loose('การ')})?${objects.length > 0 ? looseAny(objects) : `(?!${looseAny(NO_CHANGE_BEHIND)})`}`,
    'g',
  ),
}));
const NOT_DONE = new RegExp(`${looseAny(NO_CHANGE_BEFORE)}(?:ขอ|มีการ|ได้)?\\s{0,2}$`);
const NO_NEW_DAY = new RegExp(looseAny(WITHOUT_NEW_DAY));
const NEVER = new RegExp(looseAny(['ไม่มีกำหนด']));
const INVITES = new RegExp(cueAny(INVITED_TO));
const SAID = new RegExp(`^.{0,60}${loose('ดังกล่าว')}`);
/** What an earlier letter had said: ตามที่…นั้น. */
const RECALL = new RegExp(looseAny(['ตามที่', 'ตามหนังสือ', 'อนุสนธิ', 'สืบเนื่องจาก', 'เดิม', 'ที่จะจัด', 'ซึ่งจะจัด']));
const RECALLED_BEHIND = /นั้น|ดังกล่าว|แล้วนั้น/;
/** The change stands right behind the day: วันที่ ๑๐ ตุลาคม (ขยายเวลาจนถึง …). */
const RIGHT_BEHIND = /^[\s(]{0,4}(?:นี้)?\s{0,2}(?:จึง)?(?:ขอ)?(?:ให้)?$/;
const NEW_REQUEST = new RegExp(looseAny(['ขอให้', 'จึงขอ', 'โดยให้', 'และให้', 'จึงให้', 'ขอความ', 'โปรด']));
const NEW_DAY_LEAD = new RegExp(`^(?:${looseAny(['เป็น', 'ออกไป', 'จนถึง', 'ถึง', 'ไปเป็น', 'ไปจนถึง', 'ไปถึง'])})`);
/** What comes in the place of what is cancelled; a deputy signs แทน, pay is a ตอบแทน. */
const INSTEAD = /(?<!ราชการ|ตอบ|ทด|ตัว|ผู้|เข้า|ทำการ|ลงนาม)แทน(?!ที่|ราษฎร)/;
const INSTEAD_BEHIND = new RegExp(
  `^[\\s)]{0,3}แทน(?=[\\s.,)]|$|${looseAny(['กำหนดเดิม', 'วันเดิม', 'กำหนดการเดิม', 'ดังกล่าว', 'วันที่', 'กำหนดวัน'])})`,
);
/** The letter before, as the one that had asked. */
const SAID_BEFORE = new RegExp(`^.{0,60}${looseAny(['ดังกล่าว', 'ที่อ้างถึง', 'ข้างต้น'])}`);
const OFFERS = new Set(['apply', 'hearing', 'open', 'register']);
const REACH = 260;
const NEAR = 80;
/** Changes looked at: each looks through the dates near it. */
const MOST = 20;

interface Place {
  change: Change;
  /** ยกเลิกหนังสือ…: the letter is what is changed. */
  letter: boolean;
  start: number;
  /** End of the paragraph, or as far as a sentence reaches. */
  limit: number;
  /** Start of the paragraph before: what ตามที่…นั้น recalls. */
  from: number;
}

/**
 * Marks deadlines that change an earlier one (ขยาย, เลื่อน, ยกเลิก) with the date they replace, takes the replaced one off the
 * list, and adds what was put off or cancelled without a new day.
 */
export function superseding(scene: Scene, found: readonly Found[]): Found[] {
  let list = [...found];
  for (const place of placesOf(scene)) {
    list = place.change === 'cancel' ? cancelled(scene, list, place) : changed(scene, list, place);
  }
  return instead(scene, list);
}

/** ขอให้ส่งภายในวันที่ E แทน: E comes in the place of the day that the words before it recall. */
function instead(scene: Scene, list: readonly Found[]): Found[] {
  let left = [...list];
  for (const item of list) {
    if (item.date === null || item.supersedes || !INSTEAD_BEHIND.test(scene.text.slice(item.end, item.end + 24)))
      continue;
    const from = recallStart(scene, item.start, 0);
    const place: Place = { change: 'move', letter: false, start: item.start, limit: item.end, from };
    const old = recalledDay(scene, left, place);
    if (old === null || old === item.date) continue;
    left = left
      .filter((other) => other.date !== old)
      .map((other) => (other === item ? replacing(scene, item, place, old) : other));
  }
  return left;
}

function replacing(scene: Scene, item: Found, place: Place, old: string | null): Found {
  const supersedes = { date: old, citation: citationOf(scene, place), change: place.change };
  return { ...item, supersedes, confidence: Math.min(item.confidence, CONFIDENCE.superseding) };
}

function placesOf(scene: Scene): Place[] {
  const found = CHANGES.flatMap(({ change, pattern }) =>
    [...scene.text.matchAll(pattern)].flatMap((match) => {
      const start = match.index;
      if (NOT_DONE.test(scene.text.slice(Math.max(0, start - 14), start))) return [];
      return [{ change, start, letter: /หนังสือ|ข้อความ|โทรสาร|วิทยุ/.test(match[0]) }];
    }),
  );
  const places = found.sort((a, b) => a.start - b.start).slice(0, MOST);
  return places.map((place, i) => {
    const { start } = place;
    const paragraph = scene.text.indexOf('\n', start);
    const end = Math.min(start + REACH, paragraph < 0 ? scene.text.length : paragraph);
    const next = places[i + 1]?.start ?? end;
    return {
      ...place,
      limit: Math.min(end, Math.max(next, start + 1)),
      from: recallStart(scene, start, places[i - 1]?.start ?? 0),
    };
  });
}

const MOST_LINES = 4;
/** A line that is shorter is no paragraph but initials or a stamp that stand between two. */
const SHORTEST = 60;

/** Start of the paragraph before that of a change, or of the change before it in the same paragraph. */
function recallStart(scene: Scene, start: number, previous: number): number {
  let from = paragraphStart(scene, start);
  if (previous >= from && previous > 0) return previous;
  for (let line = 0; line < MOST_LINES && from > 0; line++) {
    const before = paragraphStart(scene, from - 1);
    const long = from - before > SHORTEST;
    from = before;
    if (long) break;
  }
  return Math.max(from, previous);
}

function cancelled(scene: Scene, list: Found[], place: Place): Found[] {
  const { start, limit, from } = place;
  const asked =
    place.letter && SAID_BEFORE.test(scene.text.slice(start, limit)) && isLive(list, recalledDay(scene, list, place));
  if (place.letter && !asked && !INVITES.test(scene.text.slice(start, limit))) return list;
  const ahead = datesBetween(scene, start, limit).find((date) => isOpen(scene, date) && !asksAnew(scene, start, date));
  const recalled = recalledDay(scene, list, place);
  const old = ahead && !(recalled && SAID.test(scene.text.slice(start, limit))) ? ahead.iso : recalled;
  const citation = citationOf(scene, place);
  if (old === null && !(citation && INVITES.test(scene.text.slice(from, limit)))) return list;
  const gone = list.find((item) => item.date !== null && item.date === old);
  const next = old === null ? null : newInstead(scene, list, place, old);
  if (next)
    return list
      .filter((item) => item !== gone)
      .map((item) => (item === next ? replacing(scene, item, place, old) : item));
  const supersedes = { date: old, citation, change: 'cancel' as const };
  const base = gone ?? { ...bare(scene, place), start, end: ahead?.end ?? limit };
  return [...list.filter((item) => item !== gone), { ...base, ...PLAIN, supersedes, confidence: CONFIDENCE.cancelled }];
}

function isLive(list: readonly Found[], day: string | null): boolean {
  return day !== null && list.some(({ date }) => date === day);
}

/** ขอยกเลิก…ดังกล่าว และให้บันทึกในระบบภายในวันที่ E แทน. */
function newInstead(scene: Scene, list: readonly Found[], { start, limit }: Place, old: string): Found | null {
  const next = list.find(
    (item) => item.start >= start && item.start < limit && item.date !== null && item.date !== old,
  );
  return next && !next.supersedes && INSTEAD.test(scene.text.slice(start, next.end + 24)) ? next : null;
}

function changed(scene: Scene, list: Found[], place: Place): Found[] {
  const { change, start, limit } = place;
  const text = scene.text.slice(start, limit);
  const olds = formerDays(scene, place);
  const old = olds[0] ?? recalledDay(scene, list, place);
  const postponed = change === 'move' && NO_NEW_DAY.test(text);
  const news = newDays(scene, list, place, old, postponed);
  const citation = citationOf(scene, place);
  if (news.length > 0) {
    const marked = news.map((item, i) => {
      const supersedes = { date: olds[i] ?? old, citation, change };
      const confidence = Math.min(item.confidence, CONFIDENCE.superseding);
      return { ...item, ...extended(scene, item, change, start), supersedes, confidence };
    });
    const replaced = new Set([old, ...olds]);
    const rest = list.filter((item) => !news.includes(item) && (item.date === null || !replaced.has(item.date)));
    return [...rest, ...marked];
  }
  const more = change === 'extend' || change === 'move' ? prolonged(text, old) : null;
  if (more) {
    const base = { ...bare(scene, place), ...PLAIN, date: more.date, start, end: start + more.end };
    const supersedes = { date: old, citation, change };
    const other =
      more.other === null
        ? {}
        : { alternatives: [{ value: more.other, confidence: 0.3, why: 'same day of the month' }] };
    return [
      ...list.filter((item) => item.date === null || item.date !== old),
      { ...base, ...other, supersedes, confidence: CONFIDENCE.cancelled },
    ];
  }
  if (!postponed) return list;
  const ahead = datesBetween(scene, start, limit).find((date) => isOpen(scene, date) && !asksAnew(scene, start, date));
  const day = old ?? ahead?.iso ?? null;
  if (day === null && !NEVER.test(text)) return list;
  const gone = list.find((item) => item.date !== null && item.date === day);
  const supersedes = { date: day, citation, change };
  const base = { ...bare(scene, place), ...(gone ? { kind: gone.kind, binds: gone.binds } : {}) };
  const put = { ...base, ...PLAIN, supersedes, start, end: limit, confidence: CONFIDENCE.cancelled };
  return [...list.filter((item) => item !== gone), put];
}

/** What the change is about where no rule has found it yet. */
function bare(scene: Scene, { start, limit, from, change }: Place): Pick<Found, 'kind' | 'binds' | 'optional'> {
  const cues = cuesBetween(scene, start, limit);
  const around = cues.length > 0 ? cues : cuesBetween(scene, from, limit);
  const occasion = around.some((cue) => cue.class === 'event' || cue.class === 'held');
  const offered = around.some((cue) => OFFERS.has(cue.class));
  const binding = bindingOf(scene, { start, end: limit, cues: around });
  return {
    kind: occasion && change !== 'extend' ? 'event' : offered ? 'window' : occasion ? 'event' : 'due',
    ...binding,
  };
}

/** The items that stand for the new days: the first behind the change and those joined to it with และ. */
function newDays(scene: Scene, list: readonly Found[], place: Place, old: string | null, postponed: boolean): Found[] {
  const { start, limit } = place;
  const text = scene.text;
  const fits = (item: Found) =>
    item.start >= start && item.start < limit && item.date !== null && item.date !== old && !item.supersedes;
  const first = list.find(fits);
  // เลื่อนการสอบในวันที่ D ออกไปก่อน: D is the old one.
  if (first && !(postponed && !NEW_DAY_LEAD.test(text.slice(first.start, first.end)))) {
    const joined = list.filter(
      (item) =>
        item.start > first.end &&
        fits(item) &&
        /^\s{0,3}และ\s{0,2}/.test(text.slice(first.end, item.start + 8)) &&
        item.start - first.end < 8,
    );
    return [first, ...joined];
  }
  if (postponed || first) return [];
  const date = datesBetween(scene, start, Math.min(limit, start + NEAR)).find(
    (one) => isOpen(scene, one) && one.iso !== old && !asksAnew(scene, start, one),
  );
  if (!date || date.iso === null) return [];
  const lead = leadOf(scene, date);
  if (place.change === 'move' && !NEW_DAY_LEAD.test(text.slice(lead.start, date.end))) return [];
  const base = { ...bare(scene, place), ...PLAIN, date: date.iso, from: date.from, time: lead.time };
  return [{ ...base, start: lead.start, end: lead.end, confidence: CONFIDENCE.cancelled }];
}

/** Neither cited nor past: a day that may have been agreed on. */
function isOpen(scene: Scene, date: DateMention): boolean {
  if (date.iso === null || (scene.letterDate !== null && date.iso < scene.letterDate)) return false;
  const { kind } = leadOf(scene, date);
  return kind !== 'cited' && kind !== 'past' && kind !== 'as-of' && kind !== 'old';
}

/** ขอยกเลิกการประชุมดังกล่าว และขอให้ส่งเอกสารคืนภายใน…: another matter. */
function asksAnew(scene: Scene, start: number, date: DateMention): boolean {
  return NEW_REQUEST.test(scene.text.slice(start, date.start));
}

/** ขยายเวลาการบันทึกข้อมูล…ออกไปถึงวันที่ D: a duty stays due, only what is open to others is a window. */
function extended(scene: Scene, item: Found, change: Change, start: number): Partial<Found> {
  if (change !== 'extend' || item.kind !== 'window' || item.from !== null) return {};
  // แบบตอบรับ is a paper to be sent back.
  const offered = cuesBetween(scene, start, item.start).some(
    (cue) => OFFERS.has(cue.class) && !/(?:แบบ|ใบ)$/.test(scene.text.slice(start, cue.start)),
  );
  return offered || item.binds === 'applicant' ? {} : { kind: 'due' };
}

/** The days after จากเดิม, in order, before or behind the change. */
function formerDays(scene: Scene, { from, limit }: Place): string[] {
  return datesBetween(scene, from, limit).flatMap((date) => {
    const day = date.iso ?? (date.blankDay ? null : monthEnd(date));
    return day !== null && leadOf(scene, date).kind === 'old' ? [day] : [];
  });
}

/** The day that the words before the change recall (ตามที่…วันที่ D นั้น); null where they are about something else. */
function recalledDay(scene: Scene, list: readonly Found[], { from, start }: Place): string | null {
  const dates = datesBetween(scene, from, start).filter((date) => date.iso !== null && date.end <= start);
  const known = new Set(list.map((item) => item.date));
  const open = dates.filter((date) => isRecalled(scene, date, from, start));
  const date = open.findLast((one) => known.has(one.iso)) ?? open.at(-1);
  return date?.iso ?? null;
}

function isRecalled(scene: Scene, date: DateMention, from: number, start: number): boolean {
  const { kind } = leadOf(scene, date);
  if (kind === 'cited' || kind === 'past' || kind === 'as-of') return false;
  const about = cuesBetween(scene, clauseStart(scene, date.start), date.start).at(-1)?.class;
  if (about === 'effect' || about === 'data') return false;
  const gap = scene.text.slice(date.end, start);
  return RIGHT_BEHIND.test(gap) || RECALLED_BEHIND.test(gap) || RECALL.test(scene.text.slice(from, date.start));
}

/** The letter whose day is changed, where the paragraph names it. */
function citationOf(scene: Scene, { from, start, limit }: Place): Citation | null {
  const cited = findCitations(scene.text.slice(from, limit));
  const found = cited.findLast((one) => from + one.start < start) ?? cited[0];
  return found?.citation ?? null;
}
