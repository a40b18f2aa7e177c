import type { DateMention } from '../dates.js';
import { findDates } from '../dates.js';
import { cueAny, loose, looseAny, withoutMarks } from '../loose.js';
import { CUES, type CueClass } from '../tables/deadline-cues.js';
import { ATTENDANCE, CLAUSE_OPENERS, INTEREST, INVITATION } from '../tables/deadline-words.js';
import { findTimes, type TimeMention } from '../times.js';

/** A word that tells what a date is for. */
export interface Cue {
  start: number;
  end: number;
  class: CueClass;
}

/** A body with everything in it that the rules look at, found once. */
export interface Scene {
  text: string;
  letterDate: string | null;
  dates: DateMention[];
  times: TimeMention[];
  cues: Cue[];
  /** Starts of clauses, rising: openers, paragraphs, ends of dates. */
  breaks: number[];
  /** Somebody may, but need not. */
  interest: boolean;
  /** Voluntary by its nature. */
  invited: boolean;
  /** Somebody is asked to be there. */
  attended: boolean;
  /** An examination is held: whoever takes it is no office. */
  tested: boolean;
  /** An announcement: it has no addressee, what it asks binds whoever takes part. */
  published: boolean;
  /** The sender who will do something himself: กรมจะ…; null where no word for him is his alone. */
  sender: RegExp | null;
}

const CLASS_OF = new Map(
  (Object.entries(CUES) as [CueClass, readonly string[]][]).flatMap(([kind, words]) =>
    words.map((word) => [withoutMarks(word), kind] as const),
  ),
);
const CUE = new RegExp(cueAny(Object.values(CUES).flat()), 'g');
const OPENER = new RegExp(looseAny(CLAUSE_OPENERS), 'g');
/** วัตถุประสงค์, พึงประสงค์ and ตัดสินใจ are nobody's wish. */
export const INTERESTED = new RegExp(`(?<!วัตถุ|พึง|สิทธิ|ตัด)${cueAny(INTEREST)}`);
const INVITED = new RegExp(cueAny(INVITATION));
const TESTED = /(?:เข้า|การ|วัน|มา|จัด)(?:ทด)?สอบ(?!ถาม|สวน|บัญชี|ทาน|ราคา|เขต|ย้อน|เทียบ|ระบบ)/;
const ATTENDED = new RegExp(cueAny(ATTENDANCE));
/** Words that hold a cue by chance, tested where the cue begins: ส่งเสริม, ตอบสนอง. */
const NOT_A_CUE =
  /^(?:ส่งเสริม|ส่งมาด้วย|ส่งมาพร้อม|ส่งน้ำ|ส่งออก|ส่งกระแส|ส่งต่อ|ส่งไฟ|ส่งสัญญาณ|ส่งผลให้|ส่งผลต่อ|ตอบสนอง|ตอบแทน|ตอบโจทย์|เสนอแนะ|แจ้งว่า|แจ้งความละเอียด)/;
const HELD_BY = /(?:ขน|จัดตั้งกอง|ข้อ|ผลการ|ผลการรับ|รายชื่อผู้|จำนวนผู้|ได้รับ)$/;
/** How far ตามที่…นั้น may reach to either side, in characters. */
const RECALL_REACH = 640;
/** How far back a clause may reach, in characters. */
export const CLAUSE_REACH = 320;

/** Words that no paragraph begins with, and words that none ends with: between them a line was only broken. */
const GOES_ON_WITH = looseAny([
  'เดิม',
  'เป็นวัน',
  'เป็นภายใน',
  'ออกไป',
  'จนถึง',
  'ถึงวัน',
  'ภาย ใน',
  'ไม่ เกิน',
  'นับแต่',
  'นับถัดจาก',
  'นับจาก',
]);
const BREAKS_OFF_AFTER = cueAny([
  'ภายใน',
  'จนถึง',
  'ถึง',
  'ก่อน',
  'ตั้งแต่',
  'ระหว่าง',
  'นับแต่',
  'นับจาก',
  'จาก',
  'ลง',
  'เมื่อ',
  'และ',
  'หรือ',
  'ให้',
  'ของ',
  'โดย',
  'ใน',
  'เป็น',
]);
/** ให้อำเภอ ⏎ แจ้ง…: somebody is told to do what the next line says. */
const TOLD_WHOM = new RegExp(
  `(?<![ก-๎])(?:ขอ|จึง|จึงขอ)?ให้(?:ทุก)?(?:${cueAny(['อำเภอ', 'จังหวัด', 'ท่าน', 'หน่วยงาน', 'ส่วนราชการ', 'เทศบาล', 'องค์กรปกครองส่วนท้องถิ่น', 'โรงเรียน', 'สถานศึกษา', 'สำนักงานเขต'])})`,
).source;
const BROKEN_LINE = new RegExp(`\\n(?=${GOES_ON_WITH})|(?<=${BREAKS_OFF_AFTER}|${TOLD_WHOM})\\n`, 'g');

/** Whose letter it is, as far as rules need it. */
export interface Parties {
  issuer: string | null;
  recipients: readonly string[];
}

const SENDER_HEAD =
  /^(?:กรม|กระทรวง|จังหวัด|อำเภอ|สำนักงานเขต|สำนักงาน|สำนัก|เทศบาล(?:ตำบล|เมือง|นคร)?|องค์การบริหารส่วน(?:ตำบล|จังหวัด)|มหาวิทยาลัย|วิทยาลัย|โรงพยาบาล|โรงเรียน|กอง|ศูนย์|สถาบัน|คณะกรรมการ)/;

/** The sender by his name, or by its first word where no addressee bears it too, with จะ behind. */
function senderPlans({ issuer, recipients }: Parties): RegExp | null {
  if (issuer === null || issuer.length < 3) return null;
  const head = SENDER_HEAD.exec(issuer)?.[0];
  const shared = head === undefined || recipients.some((recipient) => recipient.includes(head));
  const names = shared ? [issuer] : [issuer, head];
  return new RegExp(`(?<![ก-๎])(?:${looseAny(['ทั้งนี้', 'โดย', 'ซึ่ง', 'และ'])})?${looseAny(names)}\\s?จะ(?!ต้อง|ขอ|ได้)`);
}

/** One pass over a body. */
export function sceneOf(
  source: string,
  letterDate: string | null,
  published = false,
  parties: Parties = { issuer: null, recipients: [] },
): Scene {
  const text = source.replace(BROKEN_LINE, ' ');
  const dates = findDates(text, { letterDate });
  const cues: Cue[] = [];
  for (const found of text.matchAll(CUE)) {
    const kind = CLASS_OF.get(withoutMarks(found[0]));
    if (kind === undefined || NOT_A_CUE.test(text.slice(found.index, found.index + 20))) continue;
    if (kind === 'effect' && /(?:ทำ|ลงนามใน)$/.test(text.slice(Math.max(0, found.index - 8), found.index))) continue;
    if (HELD_BY.test(text.slice(Math.max(0, found.index - 12), found.index))) continue;
    cues.push({ start: found.index, end: found.index + found[0].length, class: kind });
  }
  const breaks = [0, ...dates.map((date) => date.end)];
  for (const found of text.matchAll(OPENER)) breaks.push(found.index);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) breaks.push(at + 1);
  breaks.sort((a, b) => a - b);
  return {
    text,
    letterDate,
    dates,
    times: findTimes(text),
    cues,
    breaks,
    interest: INTERESTED.test(text),
    invited: INVITED.test(text),
    attended: ATTENDED.test(text),
    tested: TESTED.test(text),
    published,
    sender: senderPlans(parties),
  };
}

/** Index of the first element of a rising list that is not below `value`. */
function lowerBound<T>(list: readonly T[], value: number, place: (item: T) => number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (place(list[middle]!) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Start of the clause that a place stands in. */
export function clauseStart(scene: Scene, place: number): number {
  const index = lowerBound(scene.breaks, place, (start) => start) - 1;
  return Math.max(scene.breaks[index] ?? 0, place - CLAUSE_REACH);
}

const GOES_ON = /^(?:และ|พร้อม|แล้ว|โดย|รวมทั้ง|ตลอดจน)/;

/** Start of the request that a clause goes on with: และแจ้งผล… shares the ขอให้ of the clause before it. */
export function requestStart(scene: Scene, place: number): number {
  let start = clauseStart(scene, place);
  for (let back = 0; back < 2 && start > 0 && GOES_ON.test(scene.text.slice(start, start + 8)); back++) {
    const before = Math.max(clauseStart(scene, start), paragraphStart(scene, start));
    if (before >= start) break;
    start = before;
  }
  return start;
}

/** Cues from `start` up to `end`, in order. */
export function cuesBetween(scene: Scene, start: number, end: number): Cue[] {
  const found: Cue[] = [];
  for (let i = lowerBound(scene.cues, start, (cue) => cue.start); i < scene.cues.length; i++) {
    const cue = scene.cues[i]!;
    if (cue.end > end) break;
    found.push(cue);
  }
  return found;
}

/** Start of the paragraph, at most `reach` characters back. */
export function paragraphStart(scene: Scene, place: number, reach = CLAUSE_REACH): number {
  const from = Math.max(0, place - reach);
  return from + scene.text.slice(from, place).lastIndexOf('\n') + 1;
}

const RECALLS = new RegExp(`^\\s{0,4}${looseAny(['ตามที่', 'ตามหนังสือ', 'อนุสนธิ', 'สืบเนื่องจาก'])}`);
const RECALLED_TO = /(?:^|[\s)]|แล้ว)นั้น(?=\s|$)/;

/** Whether a place stands between ตามที่… and นั้น: what is told there was asked before. */
export function isRecall(scene: Scene, place: number): boolean {
  const start = paragraphStart(scene, place, RECALL_REACH);
  const before = scene.text.slice(start, place);
  return RECALLS.test(before) && !RECALLED_TO.test(before) && RECALLED_TO.test(after(scene, place, RECALL_REACH));
}

/** The first date that begins at a place or up to `reach` characters behind it. */
export function dateBehind(scene: Scene, place: number, reach: number): DateMention | null {
  const date = scene.dates[lowerBound(scene.dates, place, (mention) => mention.start)];
  return date && date.start <= place + reach ? date : null;
}

/** The last date that begins before a place; null where none does. */
export function dateBefore(scene: Scene, place: number): DateMention | null {
  return scene.dates[lowerBound(scene.dates, place, (mention) => mention.start) - 1] ?? null;
}

/** Dates that begin from `start` up to `end`, in order. */
export function datesBetween(scene: Scene, start: number, end: number): DateMention[] {
  const place = (mention: DateMention) => mention.start;
  return scene.dates.slice(lowerBound(scene.dates, start, place), lowerBound(scene.dates, end, place));
}

/** The text after a place, to the end of the paragraph or `reach` characters. */
export function after(scene: Scene, place: number, reach = 60): string {
  const text = scene.text.slice(place, place + reach);
  const line = text.indexOf('\n');
  return line < 0 ? text : text.slice(0, line);
}

/** The time that belongs to a date: right behind it, or in front with ของ between. */
export function timeOf(scene: Scene, date: DateMention): { time: TimeMention; before: boolean } | null {
  const { times, text } = scene;
  for (let i = lowerBound(times, date.start - 30, (time) => time.start); i < times.length; i++) {
    const time = times[i]!;
    if (time.start > date.end + PLACE_REACH) break;
    if (time.end <= date.start && /^\s{0,3}(?:ของ|ใน)?\s{0,3}$/.test(text.slice(time.end, date.start))) {
      return { time, before: true };
    }
    const gap = time.start >= date.end ? text.slice(date.end, time.start) : null;
    if (gap !== null && (TIME_GAP.test(gap) || PLACE_GAP.test(gap))) return { time, before: false };
  }
  return null;
}

/** The first time that begins at a place or up to `reach` characters behind it. */
export function timeFrom(scene: Scene, place: number, reach: number): TimeMention | null {
  const time = scene.times[lowerBound(scene.times, place, (mention) => mention.start)];
  return time && time.start <= place + reach ? time : null;
}

/** The time right behind a place: ทุกวันศุกร์ ภายในเวลา ๑๒.๐๐ น. */
export function timeBehind(scene: Scene, place: number): TimeMention | null {
  const time = timeFrom(scene, place, 30);
  return time && TIME_GAP.test(scene.text.slice(place, time.start)) ? time : null;
}

const PLACE_REACH = 100;
/** ในวันที่ D โดยพร้อมกัน ณ หอประชุม เวลา T: the place stands between the day and the hour. */
const PLACE_GAP = new RegExp(
  `^\\s{0,3}(?:${looseAny(['โดยพร้อมเพรียงกัน', 'โดยพร้อมกัน', 'พร้อมกัน'])})?\\s{0,3}(?:ณ|ที่|${looseAny(['ทาง', 'ผ่านระบบ'])})(?:(?!${looseAny(['ขอให้', 'ภายใน', 'และ', 'โดย', 'ทั้งนี้'])}|(?<!ห้อง|หอ)ประชุม|อบรม|พิธี)[^\\n]){2,70}\\s${loose('เวลา')}\\s{0,3}$`,
);
/** ก่อนเคารพธงชาติ (๐๘.๐๐ น.): what the hour is the hour of. */
const TIME_GAP = new RegExp(
  `^[\\s,]{0,3}(?:${looseAny(['ภายใน', 'ก่อน', 'ไม่เกิน', 'ตั้งแต่', 'ใน', 'ถึง', 'และ', 'เริ่ม', 'โดยเริ่ม'])})?(?:[ก-๎]{0,24}\\s{0,2}\\()?\\s{0,3}(?:${looseAny(['เวลา', 'ช่วงเวลา'])})?\\s{0,3}(?:${looseAny(['ภายใน', 'ไม่เกิน', 'ประมาณ'])})?\\s{0,3}$`,
);
