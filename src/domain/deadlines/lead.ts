import type { DateMention } from '../dates.js';
import { looseAny } from '../loose.js';
import { TRIGGERS, type TriggerClass } from '../tables/deadline-triggers.js';
import { after, type Scene, timeOf } from './scene.js';

const ORDER: readonly TriggerClass[] = ['cited', 'past', 'as-of', 'old', 'due', 'before', 'until', 'range', 'on'];
/** จากเดิมสิ้นสุดวันที่, จากเดิมที่กำหนดให้ส่งภายใน: the words between hold no เป็น, behind which the new day stands. */
const FORMER = /(?:จาก(?:กำหนด)?เดิม|เดิม(?=กำหนด|ซึ่ง|สิ้นสุด|ครบ|หมดเขต|ภายใน|ใน|ถึง))(?![ก-๎]{0,40}เป็น)[ก-๎]{0,40}\s{0,2}$/;
/** เลื่อนจากวันที่ … เป็นวันที่ …. */
const CHANGED_FROM = /(?<!นับ|หลัง|ถัด)จาก(?:กำหนดการ|กำหนด|ภายใน|ใน|สิ้นสุด)?\s{0,2}$/;
const CHANGED_TO = new RegExp(
  `^.{0,36}${looseAny(['เป็นวัน', 'เป็นภายใน', 'เป็นระหว่าง', 'ออกไป', 'ไปเป็น', 'ไปจนถึง', 'เป็นสิ้นสุด', 'เป็นถึง'])}`,
);
const TRIGGER = ORDER.map((kind) => {
  const start = kind === 'as-of' || kind === 'cited' ? '(?<![ก-ฮ])' : '';
  return { kind, pattern: new RegExp(`${start}${looseAny(TRIGGERS[kind])}(?:เวลา|วัน)?[\\s:]{0,4}$`) };
});
const FROM_NOW = new RegExp(
  `(?:${looseAny(['ตั้งแต่บัดนี้', 'ตั้งแต่วันนี้', 'ตั้งแต่บัดนี้เป็นต้นไป', 'บัดนี้', 'วันนี้'])})\\s{0,3}(?:[-–—−]|${looseAny(['จนถึง', 'ถึง', 'ไปจนถึง'])})\\s{0,3}$`,
);

/** What stands right before a date. */
export interface Lead {
  kind: TriggerClass | 'bare';
  start: number;
  /** ตั้งแต่บัดนี้ – D. */
  fromNow: boolean;
  time: string | null;
  timeStart: string | null;
  end: number;
}

/** The trigger of a date and the time that goes with it. */
export function leadOf(scene: Scene, date: DateMention): Lead {
  const found = timeOf(scene, date);
  const time = found?.time ?? null;
  const edge = found?.before ? time!.start : date.start;
  const end = found && !found.before ? time!.end : date.end;
  const base = Math.max(0, edge - 48);
  const left = scene.text.slice(base, edge);
  const rest = { time: time?.time ?? null, timeStart: time ? (time.from ?? time.time) : null, end };
  const now = FROM_NOW.exec(left);
  if (now) return { kind: 'until', start: base + now.index, fromNow: true, ...rest };
  const former = FORMER.exec(left) ?? (CHANGED_TO.test(after(scene, date.end)) ? CHANGED_FROM.exec(left) : null);
  if (former) return { kind: 'old', start: base + former.index, fromNow: false, ...rest };
  for (const { kind, pattern } of TRIGGER) {
    const hit = pattern.exec(left);
    if (hit) return { kind, start: base + hit.index, fromNow: false, ...rest };
  }
  return {
    kind: date.from === null ? 'bare' : 'range',
    start: found?.before ? time!.start : date.start,
    fromNow: false,
    ...rest,
  };
}
