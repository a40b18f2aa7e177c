import type { Warning } from '../../schemas/common.js';
import type { Letter, Received } from '../../schemas/record.js';
import {
  type ColumnDoubt,
  type ColumnName,
  type ColumnOffer,
  type Columns,
  columnNames,
  type ProposedArrival,
} from '../../schemas/register.js';
import { storedDate } from '../circulars/circulars.models.js';
import { addDays, thaiDay, thaiTime } from '../domain/calendar.js';
import { formatThaiDate } from '../domain/dates.js';
import { SPEED_LABEL, SURE, sureText } from '../domain/labels.js';
import { toThaiDigits } from '../domain/numerals.js';
import { ofOtherProvince } from '../domain/stamps.js';

/** What a letter asks for, as the column การปฏิบัติ begins; an office writes what it did in its place. */
const ACTION_LABEL: Record<NonNullable<Letter['action']>['kind'], string> = {
  inform: 'เพื่อทราบ',
  consider: 'เพื่อพิจารณา',
  act: 'เพื่อดำเนินการ',
  comply: 'เพื่อถือปฏิบัติ',
  relay: 'แจ้งต่อ',
  report: 'รายงาน',
  attend: 'เข้าร่วมประชุม',
};

/** The field of the record that a column is filled from; หมายเหตุ only counts the enclosures. */
const FIELD: Record<ColumnName, keyof Letter> = {
  reference: 'reference',
  date: 'date',
  sender: 'issuer',
  addressee: 'recipients',
  subject: 'subject',
  action: 'action',
  remarks: 'enclosures',
  speed: 'speed',
};

/** A field of the record, or another reading of it, as its column has it. */
function cellOf(column: ColumnName, value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) {
    if (column === 'remarks') {
      return value.length === 0 ? null : `สิ่งที่ส่งมาด้วย ${toThaiDigits(String(value.length))} รายการ`;
    }
    return value.map((one: { text?: string } | string) => (typeof one === 'string' ? one : one.text)).join(' ') || null;
  }
  if (typeof value === 'object') {
    const of = value as { normalized?: string | null; raw?: string; name?: string; kind?: keyof typeof ACTION_LABEL };
    return of.normalized ?? of.raw ?? of.name ?? (of.kind ? ACTION_LABEL[of.kind] : null) ?? null;
  }
  return String(value);
}

/** The columns of a line as the letter fills them. */
export function columnsFrom(letter: Letter): Columns {
  const cells = columnNames.map((column) => [column, cellOf(column, letter[FIELD[column]])?.slice(0, 2000) ?? null]);
  return { ...(Object.fromEntries(cells) as Columns), date: storedDate(letter.date) };
}

/** A value of a column in words for a person. */
export function shown(column: ColumnName, value: string | null): string | null {
  if (value === null) return null;
  if (column === 'date') return formatThaiDate(value, { digits: 'thai' });
  return column === 'speed' ? (SPEED_LABEL[value as keyof typeof SPEED_LABEL] ?? value) : value;
}

const concerns = (warning: Warning, field: string) => warning.field === field || warning.field?.startsWith(`${field}.`);

/** The columns that still stand as they were filled, and that the letter's reading is doubtful in. */
export function doubtsOf(columns: Columns, letter: Letter): ColumnDoubt[] {
  const now = columnsFrom(letter);
  return columnNames.flatMap((column): ColumnDoubt[] => {
    const field = FIELD[column];
    if (columns[column] !== now[column] || column === 'remarks') return [];
    const confidence = letter.confidence[field];
    const reasons = letter.warnings.filter((warning) => concerns(warning, field)).map(({ message }) => message);
    if (confidence !== undefined && confidence < SURE) reasons.push(sureText(confidence));
    const readings = (letter.alternatives[field] ?? []).map(({ value, why }) => ({
      value: shown(column, cellOf(column, value)),
      why,
    }));
    return reasons.length + readings.length > 0 ? [{ column, reasons: [...new Set(reasons)], readings }] : [];
  });
}

/** What the letter says otherwise since a column was filled, or since a person last said which stands. */
export function offersOf(columns: Columns, filled: Columns, letter: Letter): ColumnOffer[] {
  const now = columnsFrom(letter);
  return columnNames
    .filter((column) => now[column] !== filled[column] && now[column] !== columns[column])
    .map((column) => ({ column, value: now[column] }));
}

/** How a letter came into an office's store. */
export interface TakenIn {
  arrivedAt: Date | null;
  takenAt: Date;
  scan: 'own' | 'shared' | 'sent';
  /** Of the office: a stamp that names another one is not its own. */
  province: string | null;
}

const instant = (day: string, time: string | null) => new Date(`${day}T${time ?? '00:00'}:00+07:00`);

/** The hour as a stamp has it, where it is one of the clock. */
const clockTime = ({ time }: Received) => (time !== null && /^([01]\d|2[0-3]):[0-5]\d$/.test(time) ? time : null);

/**
 * When the paper came, as proposed before a person says it: as entered by hand; by the one stamp that can be this office's own and is read for
 * sure; otherwise when it was taken in, and a doubtful stamp is told beside it.
 */
export function arrivalOf(letter: Letter, { arrivedAt, takenAt, scan, province }: TakenIn): ProposedArrival {
  if (arrivedAt) return { at: arrivedAt.toISOString(), by: 'hand', check: null };
  const taken = { at: takenAt.toISOString(), by: scan === 'sent' ? 'notice' : 'upload', check: null } as const;
  const stamps = letter.received.filter(
    ({ date, office }) => date !== null && storedDate(date) !== null && !ofOtherProvince(office, province),
  );
  const stamp = stamps[0];
  if (scan === 'sent' || !stamp?.date) return taken;
  const at = instant(stamp.date, clockTime(stamp));
  const possible = at <= takenAt && (letter.date === null || stamp.date >= letter.date);
  const sure = possible && stamps.length === 1 && stamp.confidence >= SURE && scan === 'own';
  if (sure) return { at: at.toISOString(), by: 'stamp', check: null };
  const days = [...new Set(stamps.map(({ date }) => formatThaiDate(date!, { digits: 'thai' })))];
  return { ...taken, check: `ตรารับอ่านได้วันที่ ${days.join(' และ ')}` };
}

/** The first instant of a day in Thailand, and that of the day after it. */
export const dayBounds = (from: string, to: string): { from: Date; before: Date } => ({
  from: instant(from, null),
  before: instant(addDays(to, 1), null),
});

/** The hour of an arrival in Thailand, `09:05`; null where it is not known: the beginning of a day stands for that. */
export function hourOf(at: Date): string | null {
  return at.getTime() === instant(thaiDay(at), null).getTime() ? null : thaiTime(at);
}
