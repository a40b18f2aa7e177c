import type { CalendarItem } from '../../../schemas/calendar.js';
import type { HolidayItem } from '../../../schemas/holidays.js';
import { passOnText } from '../../domain/alerts/relay-words.js';
import { doubtsOf, relayDoubts, titleOf } from '../inbox/words.js';
import { thai } from '../ui/format.js';

export const MONTHS = [
  'มกราคม',
  'กุมภาพันธ์',
  'มีนาคม',
  'เมษายน',
  'พฤษภาคม',
  'มิถุนายน',
  'กรกฎาคม',
  'สิงหาคม',
  'กันยายน',
  'ตุลาคม',
  'พฤศจิกายน',
  'ธันวาคม',
] as const;
export const WEEKDAYS = ['อาทิตย์', 'จันทร์', 'อังคาร', 'พุธ', 'พฤหัสบดี', 'ศุกร์', 'เสาร์'] as const;

/** What both views show of a month. */
export interface MonthProps {
  first: string;
  last: string;
  items: ReadonlyMap<string, readonly CalendarItem[]>;
  holidays: ReadonlyMap<string, HolidayItem>;
}

/** Where a deadline leads: its letter in the inbox, or the letter that is kept. */
export const placeOf = ({ notice, letter }: CalendarItem): string =>
  notice === null ? `/letters/${letter.receipt}/${letter.ordinal}` : `/inbox/${notice}`;

/** In a word what a deadline is, before its title. */
export function kindOf({ due, done, until, relay }: CalendarItem): string {
  if (relay) return passOnText(relay.to);
  if (done) return 'เสร็จแล้ว';
  if (due.context) return 'ตามหนังสือที่แนบ';
  if (due.deadline.binds === 'applicant') return 'กำหนดผู้ยื่น';
  const event = due.deadline.kind === 'event' ? 'วันงาน' : 'ครบกำหนด';
  return until !== null || due.resolved.estimate ? `อาจ${event === 'วันงาน' ? 'เป็น' : ''}${event}` : event;
}

export const labelOf = (item: CalendarItem): string =>
  `${item.time && item.time !== '24:00' ? `${thai(item.time.replace(':', '.'))} น. ` : ''}${titleOf(item.letter)}`;

/** What is to be said beside its day. */
export function besideDay({ due, relay }: CalendarItem): string[] {
  if (!relay) return doubtsOf(due);
  // The day follows what the office set, which for such a task goes without saying.
  return [...relayDoubts(relay), ...doubtsOf({ ...due, resolved: { ...due.resolved, basis: null } })];
}
