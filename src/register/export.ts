import type { RegisterEntry } from '../../schemas/register.js';
import { thaiDay } from '../domain/calendar.js';
import { formatThaiDate } from '../domain/dates.js';
import { SPEED_LABEL } from '../domain/labels.js';
import { csvLine } from '../shared/csv.js';
import { hourKnown } from './register.models.js';

const HEADINGS = [
  'เลขทะเบียนรับ',
  'วันที่รับ',
  'เวลา',
  'ชั้นความเร็ว',
  'ที่',
  'ลงวันที่',
  'จาก',
  'ถึง',
  'เรื่อง',
  'การปฏิบัติ',
  'หมายเหตุ',
  'ต้องตรวจ',
] as const;

/** The hour in Thailand, `09:05`; nothing where it is not known. */
const hourOf = (at: Date): string =>
  hourKnown(at) ? new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(11, 16) : '';

/** With the month in words: a spreadsheet would take 05/02/2568 for a day in five hundred years. */
const dayOf = (day: string | null): string => (day === null ? '' : formatThaiDate(day, { digits: 'arabic' }));

/** A text that a spreadsheet would work out as a formula keeps its first sign behind an apostrophe, so that it stays a text. */
const inert = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

/** หมายเหตุ with why a line is struck out. */
export const remarksOf = ({ remarks, cancelled }: RegisterEntry): string =>
  [cancelled && `ยกเลิก: ${cancelled.reason}`, remarks].filter(Boolean).join(' ');

/** What a line was filled with in doubt, and what else was read. */
const checksOf = ({ doubts, offers }: RegisterEntry): string =>
  [
    ...doubts.flatMap(({ reasons, readings }) => [...reasons, ...readings.map(({ value }) => `หรือ ${value ?? '-'}`)]),
    ...offers.map(({ value }) => `หนังสือแก้เป็น ${value ?? '-'}`),
  ].join('; ');

/** A register as CSV in UTF-8 with its mark, so that spreadsheets read the Thai: all lines in their order, the cancelled ones among them. */
export function registerCsv(entries: readonly RegisterEntry[]): string {
  const lines = entries.map((entry) => {
    const at = new Date(entry.at);
    return [
      `${entry.number}/${entry.year}`,
      dayOf(thaiDay(at)),
      hourOf(at),
      entry.speed === null ? '' : SPEED_LABEL[entry.speed],
      entry.reference ?? '',
      dayOf(entry.date),
      entry.sender ?? '',
      entry.addressee ?? '',
      entry.subject ?? '',
      entry.action ?? '',
      remarksOf(entry),
      checksOf(entry),
    ].map(inert);
  });
  return `\ufeff${[HEADINGS, ...lines].map(csvLine).join('')}`;
}
