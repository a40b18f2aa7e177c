import type { DeadlineItem } from '../../schemas/api.js';
import type { DeadlineChange } from '../../schemas/due.js';
import { daysBetween } from '../domain/calendar.js';
import { formatThaiDate } from '../domain/dates.js';
import { CHANGE_LABEL, leftUntil, STATE_LABEL } from '../domain/labels.js';
import { entry } from './table.js';
import { deadlineWhat, deadlineWhen } from './text.js';

const day = (iso: string) => formatThaiDate(iso, { digits: 'thai' });

/** A text with a line through it, on a terminal. */
export const struck = (text: string): string => `\u001b[9m${text}\u001b[29m`;

const inTildes = (text: string): string => `~~${text}~~`;

/** The day of a stored deadline: between two where it is only known to lie there. */
function when({ deadline, resolved: { dueOn, lastOn, basis, estimate } }: DeadlineItem): string {
  if (dueOn === null || basis === null) return deadlineWhen(deadline);
  const time = deadline.time ? ` ${deadline.time} น.` : '';
  if (!estimate) return day(dueOn) + time;
  return `ประมาณ ${day(dueOn)}${lastOn !== null && lastOn !== dueOn ? ` ถึง ${day(lastOn)}` : ''}${time}`;
}

/** A stored deadline in one line, as seen on the day it was asked for; struck out where it is not one any more. */
export function dueLine(item: DeadlineItem, strike = inTildes): string {
  const { state, daysLeft, workingDaysLeft, deadline } = item;
  // The notice of a change is no deadline that was struck out: it stands as it is.
  const gone = state === 'notice' ? when(item) : strike(when(item));
  if (state !== 'live') return `${gone}  ${STATE_LABEL[state]}  ${deadlineWhat(deadline)}`;
  if (daysLeft === null) return `${when(item)}  ${deadlineWhat(deadline)}`;
  const { dueOn, lastOn } = item.resolved;
  const left = leftUntil(daysLeft, dueOn && lastOn ? daysBetween(dueOn, lastOn) : 0);
  const working = daysLeft > 0 ? ` (${workingDaysLeft} วันทำการ)` : '';
  return `${when(item)}  ${left}${working}  ${deadlineWhat(deadline)}`;
}

function changeText({ key, change, on, to, certain }: DeadlineChange): string {
  const by = `หนังสือ [${key}]${on ? ` ลงวันที่ ${day(on)}` : ''}`;
  const what = `${CHANGE_LABEL[change]}${to ? `เป็น ${day(to)}` : ''}`;
  return certain ? `${by} ${what}` : `ต้องตรวจ: ${by} ${what} แต่อาจหมายถึงกำหนดอื่น`;
}

/** A stored deadline with how its day was found, the days it may be instead, and what later letters changed. */
export function dueRows(item: DeadlineItem, strike = inTildes): string[] {
  const { resolved, changes } = item;
  const rows: [string, string][] = [
    ['กำหนดเวลา', dueLine(item, strike)],
    ...(resolved.basis === 'printed' ? [] : [['วิธีนับ', resolved.reason] as [string, string]]),
    ...resolved.alternatives.map(({ date, why }): [string, string] => ['หรือ', `${day(date)}  ${why}`]),
    ...changes.map((change): [string, string] => ['ประวัติ', changeText(change)]),
    ...resolved.warnings.map(({ message }): [string, string] => ['ต้องตรวจ', message]),
  ];
  return rows.map(([label, value]) => entry(label, value));
}
