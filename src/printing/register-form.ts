import type { Speed } from '../../schemas/common.js';
import { partsOf, thaiDay } from '../domain/calendar.js';
import { formatThaiDate } from '../domain/dates.js';
import { SPEED_LABEL } from '../domain/labels.js';
import { toThaiDigits } from '../domain/numerals.js';
import type { Book } from '../register/register.table.js';

/** A line of a register as it is printed; a row of `register_entries` is one. */
export interface RegisterLine {
  number: number;
  reference: string | null;
  /** ISO day. */
  date: string | null;
  sender: string | null;
  addressee: string | null;
  subject: string | null;
  action: string | null;
  remarks: string | null;
  speed: Speed | null;
  /** When the paper came in or went out. */
  at: Date;
  registeredAt: Date;
  cancelledAt: Date | null;
  cancelReason: string | null;
}

/** What is printed. `from`, `to`: the days of registering that were asked for, ISO, both counting; null where there is no bound. */
export interface RegisterExtract {
  book: Book;
  /** Buddhist year. */
  year: number;
  /** The organisation's name. */
  office: string;
  lines: readonly RegisterLine[];
  from: string | null;
  to: string | null;
}

/** What is the form's own: its name, its number at the end of the regulation, and the words that differ between in and out. */
interface Form {
  title: string;
  form: string;
  number: string;
  happened: string;
  secret: boolean;
}

const RECEIVED = { title: 'ทะเบียนหนังสือรับ', form: 'แบบที่ ๑๓', number: 'เลขทะเบียนรับ', happened: 'ได้รับ' };
const SENT = { title: 'ทะเบียนหนังสือส่ง', form: 'แบบที่ ๑๔', number: 'เลขทะเบียนส่ง', happened: 'ส่งออก' };

/**
 * ทะเบียนหนังสือรับ and ทะเบียนหนังสือส่ง (ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526 ข้อ 39 and 46, แบบที่ 13 and 14). Secret letters have registers of
 * their own (ระเบียบว่าด้วยการรักษาความลับของทางราชการ พ.ศ. 2544), which are printed in the same columns.
 */
export const FORMS: Record<Book, Form> = {
  received: { ...RECEIVED, secret: false },
  sent: { ...SENT, secret: false },
  'received-secret': { ...RECEIVED, title: `${RECEIVED.title} (หนังสือลับ)`, secret: true },
  'sent-secret': { ...SENT, title: `${SENT.title} (หนังสือลับ)`, secret: true },
};

/** The columns of the forms, in their order, with the share of the paper's width that each gets. */
export const COLUMNS = [
  { key: 'number', share: 0.07 },
  { key: 'reference', heading: 'ที่', share: 0.135 },
  { key: 'date', heading: 'ลงวันที่', share: 0.09 },
  { key: 'sender', heading: 'จาก', share: 0.135 },
  { key: 'addressee', heading: 'ถึง', share: 0.135 },
  { key: 'subject', heading: 'เรื่อง', share: 0.235 },
  { key: 'action', heading: 'การปฏิบัติ', share: 0.1 },
  { key: 'remarks', heading: 'หมายเหตุ', share: 0.1 },
] as const;
export type ColumnKey = (typeof COLUMNS)[number]['key'];

export const headingOf = (column: (typeof COLUMNS)[number], book: Book): string =>
  'heading' in column ? column.heading : FORMS[book].number;

/** The day on which a line was registered: the form is kept by it (ข้อ 39.1). */
export const registeredOn = (line: RegisterLine): string => thaiDay(line.registeredAt);

/** A text on one line, without what cannot be printed. */
const oneLine = (text: string | null) => (text ?? '').replace(/[\p{Cc}\s]+/gu, ' ').trim();

/** What stands in the cells of a line. Digits are Thai ones, as on the form. */
export function cellsOf(line: RegisterLine, book: Book): Record<ColumnKey, string> {
  const reference = [line.speed ? SPEED_LABEL[line.speed] : '', oneLine(line.reference)].filter(Boolean).join(' ');
  const cells: Record<ColumnKey, string> = {
    number: String(line.number),
    reference,
    date: line.date === null ? '' : shortDate(line.date),
    sender: oneLine(line.sender),
    addressee: oneLine(line.addressee),
    subject: oneLine(line.subject),
    action: oneLine(line.action),
    remarks: remarksOf(line, book),
  };
  for (const { key } of COLUMNS) {
    // An address keeps the digits it works with.
    cells[key] = /https?:|www\.|@/.test(cells[key]) ? cells[key] : toThaiDigits(cells[key]);
  }
  return cells;
}

function remarksOf(line: RegisterLine, book: Book): string {
  const happened = thaiDay(line.at);
  const other = happened === registeredOn(line) ? '' : `${FORMS[book].happened} ${shortDate(happened)}`;
  const cancelled = line.cancelledAt === null ? '' : `ยกเลิก: ${oneLine(line.cancelReason) || 'ไม่ได้ระบุเหตุผล'}`;
  return [cancelled, oneLine(line.remarks), other].filter(Boolean).join(' / ');
}

/** `๒๗ ม.ค. ๒๕๖๘`: the year whole, since a register is kept for ten years and more. */
export function shortDate(iso: string): string {
  const short = formatThaiDate(iso, { short: true });
  return short === iso ? iso : `${short.slice(0, -2)}${toThaiDigits(String(partsOf(iso).year + 543))}`;
}

/** `วันที่ ๒๗ เดือน มกราคม พ.ศ. ๒๕๖๘`, as the head of the form has it. */
export function formDate(iso: string): string {
  const [day, month, year] = formatThaiDate(iso).split(' ');
  return `วันที่ ${day} เดือน ${month} พ.ศ. ${year}`;
}

/** What the head says of the days: the one day, or the span of them. */
export function spanText({ lines, from, to, year }: RegisterExtract): string {
  const days = lines.map(registeredOn).sort();
  const first = from ?? days[0] ?? null;
  const last = to ?? days.at(-1) ?? null;
  if (first === null || last === null) return `ประจำปี พ.ศ. ${toThaiDigits(String(year))}`;
  return first === last ? formDate(first) : `ตั้งแต่${formDate(first)} ถึง${formDate(last)}`;
}
