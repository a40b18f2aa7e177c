import type { ColumnName, Columns, NoteKind, RegisterEntry } from '../../../schemas/register.js';
import { thaiDay } from '../../domain/calendar.js';
import { SPEED_LABEL } from '../../domain/labels.js';
import { dateTime, day, shortDay, thai } from '../ui/format.js';

export { ENTRY_LABEL as COLUMN } from '../../domain/labels.js';

export const NOTE: Record<NoteKind, string> = { propose: 'เสนอ', note: 'เกษียน', order: 'สั่งการ' };

/** A cell of the book as it is read: days and classes in words. */
export function cellText(column: ColumnName, value: Columns[ColumnName]): string {
  if (value === null || value === '') return '-';
  if (column === 'date') return day(value);
  if (column === 'reference') return thai(value);
  return column === 'speed' ? (SPEED_LABEL[value as keyof typeof SPEED_LABEL] ?? value) : value;
}

/** When the paper came: the day alone where the hour is not known, which the beginning of a day stands for. */
export function arrivalText(at: string): string {
  const moment = new Date(at);
  const on = thaiDay(moment);
  return moment.getTime() === new Date(`${on}T00:00:00+07:00`).getTime() ? shortDay(on) : dateTime(at);
}

/** `๑๒/๒๕๖๙`. */
export const numberText = ({ number, year }: Pick<RegisterEntry, 'number' | 'year'>): string =>
  thai(`${number}/${year}`);

/** What may be different after something was registered: queues, deadlines, inboxes. */
export const CHANGED = [
  '/api/register',
  '/api/deadlines',
  '/api/notices',
  '/api/inbox',
  '/api/today',
  '/api/circulars',
];
