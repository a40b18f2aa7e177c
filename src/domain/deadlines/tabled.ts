import type { DateMention } from '../dates.js';
import { looseAny } from '../loose.js';
import { DUE_HEADS } from '../tables/deadline-ends.js';
import { CONFIDENCE, type Found, PLAIN } from './found.js';
import { paragraphStart, type Scene } from './scene.js';

const HEAD = new RegExp(looseAny(DUE_HEADS));
const CELL = /\|/g;
/** A row is no longer than this, and a table of deadlines has no more of them. */
const LONGEST_ROW = 320;
const MOST_ROWS = 20;

/** A day in a cell of a column that the head of the table calls a limit (รายการ | กำหนดส่ง); the task is the row. */
export function tabled(
  scene: Scene,
  date: DateMention,
  at: { day: string; end: number; time: string | null },
): Found | null {
  const start = paragraphStart(scene, date.start, LONGEST_ROW);
  const row = scene.text.slice(start, date.start);
  if (!/\|\s{0,4}$/.test(row)) return null;
  const head = headOf(scene, start)?.split('|')[row.match(CELL)!.length];
  if (head === undefined || !HEAD.test(head)) return null;
  const base = { ...PLAIN, start: date.start, end: at.end, date: at.day, time: at.time };
  return { ...base, kind: 'due', binds: scene.published ? 'applicant' : 'recipient', confidence: CONFIDENCE.ended };
}

/** The first of the lines with cells above a row; null where there is none. */
function headOf(scene: Scene, row: number): string | null {
  let head: string | null = null;
  let end = row - 1;
  for (let rows = 0; rows < MOST_ROWS && end > 0; rows++) {
    const start = paragraphStart(scene, end, LONGEST_ROW);
    const line = scene.text.slice(start, end);
    if (!line.includes('|')) break;
    head = line;
    end = start - 1;
  }
  return head;
}
