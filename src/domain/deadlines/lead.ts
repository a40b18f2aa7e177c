import type { DateMention } from '../dates.js';
import { loose, looseAny } from '../loose.js';
import {
  DAY_PARTS,
  LAPSED,
  MISREAD_WITHIN,
  NOT_BEYOND,
  SPOKEN_DAYS,
  TRIGGERS,
  type TriggerClass,
} from '../tables/deadline-triggers.js';
import { WEEKDAYS } from '../tables/months.js';
import { after, dateBefore, type Scene, timeOf } from './scene.js';

const ORDER: readonly TriggerClass[] = ['cited', 'past', 'as-of', 'old', 'due', 'before', 'until', 'range', 'on'];
/** จากเดิมสิ้นสุดวันที่, จากเดิมที่กำหนดให้ส่งภายใน: the words between hold no เป็น, behind which the new day stands. */
const FORMER =
  /(?:จาก(?:กำหนด)?เดิม|เดิม(?=กำหนด|ซึ่ง|สิ้นสุด|ครบ|หมดเขต|ภายใน|ใน|ถึง|คือ|วัน))(?![ก-๎]{0,40}เป็น)[ก-๎]{0,40}\s{0,2}$/;
/** เลื่อนจากวันที่ … เป็นวันที่ …. */
const CHANGED_FROM = /(?<!นับ|หลัง|ถัด)จาก(?:กำหนดการ|กำหนด|ภายใน|ใน|สิ้นสุด)?\s{0,2}$/;
const CHANGED_TO = new RegExp(
  `^.{0,36}${looseAny(['เป็นวัน', 'เป็นภายใน', 'เป็นระหว่าง', 'ออกไป', 'ไปเป็น', 'ไปจนถึง', 'เป็นสิ้นสุด', 'เป็นถึง'])}`,
);
/** A word that a scan tore in two: ภาย ใน, ไม่ เกิน. */
const torn = (word: string) => word.replaceAll('ภายใน', 'ภาย ใน').replaceAll('ไม่เกิน', 'ไม่ เกิน');
const TRIGGER = ORDER.map((kind) => {
  // ปิดรับ is no part of เปิดรับ.
  const start = kind === 'as-of' || kind === 'cited' ? '(?<![ก-ฮ])' : kind === 'due' ? '(?<!เ)' : '';
  return { kind, pattern: new RegExp(`${start}${looseAny(TRIGGERS[kind].map(torn))}(?:เวลา|วัน)?[\\s:]{0,4}$`) };
});
const BEYOND = new RegExp(
  `${looseAny(NOT_BEYOND.negations)}\\s{0,2}${looseAny(NOT_BEYOND.verbs)}(?:เวลา|วัน)?[\\s:]{0,4}$`,
);
const LAPSE = new RegExp(`${looseAny(LAPSED.conditions)}\\s{0,2}${looseAny(LAPSED.verbs)}(?:วัน)?\\s{0,4}$`);
const LAPSE_FOLLOWS = new RegExp(`^.{0,60}${looseAny(LAPSED.consequences)}`);
const DAY_PART = new RegExp(`${looseAny(DAY_PARTS)}(?:ของ)?\\s{0,2}$`);
/** วันนี้ (, วันศุกร์นี้ คือ: the day in words stands between the trigger and the printed day. */
const SPOKEN_DAY = new RegExp(
  `(?:${looseAny(SPOKEN_DAYS)}|${loose('วัน')}${looseAny(WEEKDAYS.flat())}\\s{0,2}(?:${looseAny(['นี้', 'หน้า', 'ที่จะถึงนี้', 'ที่จะถึง'])}))\\s{0,2}(?:[(,]|${looseAny(['คือ', 'ตรงกับ'])})\\s{0,2}$`,
);
const MISREAD = new RegExp(`(?<!ร่าง|ทาง)${looseAny(MISREAD_WITHIN)}[\\s:]{0,4}$`);
const FROM_NOW = new RegExp(
  `(?:${looseAny(['ตั้งแต่บัดนี้', 'ตั้งแต่วันนี้', 'ตั้งแต่บัดนี้เป็นต้นไป', 'บัดนี้', 'วันนี้'])})\\s{0,3}(?:[-–—−]|${looseAny(['จนถึง', 'ถึง', 'ไปจนถึง'])})\\s{0,3}$`,
);
/** ภายในวันที่ A และวันที่ B: B stands as A does. */
const ALSO = /^\s{0,3}(?:นี้\s{0,2})?(?:,\s{0,2})?(?:และ|กับ)\s{0,3}$/;

/** What stands right before a date. */
export interface Lead {
  kind: TriggerClass | 'bare';
  start: number;
  /** ตั้งแต่บัดนี้ – D. */
  fromNow: boolean;
  /** The word before it is none, but one letter from one. */
  misread: boolean;
  /** ก่อนเย็นวันที่ D: part of the day itself still counts. */
  dayPart: boolean;
  time: string | null;
  timeStart: string | null;
  end: number;
}

/** The trigger of a date and the time that goes with it. */
export function leadOf(scene: Scene, date: DateMention): Lead {
  return ownLead(scene, date) ?? joinedLead(scene, date);
}

interface Place {
  left: string;
  base: number;
  /** What every lead of the date has. */
  rest: Omit<Lead, 'kind' | 'start'>;
}

function placeOf(scene: Scene, date: DateMention): Place {
  const found = timeOf(scene, date);
  const time = found?.time ?? null;
  const printed = found?.before ? time!.start : date.start;
  const { edge, dayPart } = wordsBefore(scene, printed);
  const base = Math.max(0, edge - 48);
  const rest = {
    fromNow: false,
    misread: false,
    dayPart,
    time: time?.time ?? null,
    timeStart: time ? (time.from ?? time.time) : null,
    end: found && !found.before ? time!.end : date.end,
  };
  return { left: scene.text.slice(base, edge), base, rest };
}

/** Where the trigger of a day ends that is first said in words, and whether a part of the day is. */
function wordsBefore(scene: Scene, printed: number): { edge: number; dayPart: boolean } {
  const left = scene.text.slice(Math.max(0, printed - 48), printed);
  const spoken = SPOKEN_DAY.exec(left);
  const rest = spoken ? left.slice(0, spoken.index) : left;
  const part = DAY_PART.exec(rest);
  const edge = printed - left.length + (part ? part.index : rest.length);
  return { edge, dayPart: part !== null };
}

/** The trigger right before a date; null where none stands there. */
function ownLead(scene: Scene, date: DateMention): Lead | null {
  const { left, base, rest } = placeOf(scene, date);
  const now = FROM_NOW.exec(left);
  if (now) return { ...rest, kind: 'until', start: base + now.index, fromNow: true };
  const former = FORMER.exec(left) ?? (CHANGED_TO.test(after(scene, date.end)) ? CHANGED_FROM.exec(left) : null);
  if (former) return { ...rest, kind: 'old', start: base + former.index };
  const beyond = BEYOND.exec(left) ?? (LAPSE_FOLLOWS.test(after(scene, date.end, 100)) ? LAPSE.exec(left) : null);
  if (beyond) return { ...rest, kind: 'due', start: base + beyond.index };
  for (const { kind, pattern } of TRIGGER) {
    const hit = pattern.exec(left);
    // นับจากวันที่ A ถึงวันที่ B: a run that begins then.
    if (hit)
      return { ...rest, kind: kind === 'past' && date.from !== null ? runLead(hit[0]) : kind, start: base + hit.index };
  }
  const misread = MISREAD.exec(left);
  return misread ? { ...rest, kind: 'due', start: base + misread.index, misread: true } : null;
}

const COUNTED_FROM = new RegExp(looseAny(['นับ', 'เริ่ม']));

function runLead(trigger: string): TriggerClass {
  return COUNTED_FROM.test(trigger) ? 'range' : 'past';
}

const SHARED = new Set<Lead['kind'] | undefined>(['due', 'old', 'on', 'past', 'cited']);
const MOST_JOINED = 4;

/** The trigger of the date that this one is joined to with และ, else a bare day or run of days. */
function joinedLead(scene: Scene, date: DateMention): Lead {
  let first = date;
  for (let back = 0; back < MOST_JOINED; back++) {
    const other = dateBefore(scene, first.start);
    if (!other || first.start - other.end > 12 || !ALSO.test(scene.text.slice(other.end, first.start))) break;
    first = other;
  }
  const kind = first === date ? undefined : ownLead(scene, first)?.kind;
  const { left, base, rest } = placeOf(scene, date);
  const start = base + left.length;
  return { ...rest, kind: kind && SHARED.has(kind) ? kind : date.from === null ? 'bare' : 'range', start };
}
