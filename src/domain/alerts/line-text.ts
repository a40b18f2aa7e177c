import type { AlertLine } from '../../../schemas/alerts.js';
import { weekdayOf } from '../calendar.js';
import { formatThaiDate } from '../dates.js';
import { toThaiDigits } from '../numerals.js';
import { CHASE_TEXT } from '../relay/words.js';
import { WEEKDAYS } from '../tables/months.js';
import { WORKED_OUT } from './relay-words.js';

/** When a message is read: what it says of `today` holds on the day for which it was worked out alone. */
export interface Telling {
  /** ISO day for which it was worked out. */
  day: string;
  /** ISO day on which it goes. */
  on: string;
}

/** One line of a message, as every channel says it. */
export interface LineText {
  /** What has to be known first: ครบกำหนดวันนี้. */
  head: string;
  /** Whether that is to be seen first: it is due or past. */
  alarming: boolean;
  /** What has to be done, or of what the letter is. */
  title: string;
  rows: string[];
}

/** A field that runs on is not what a message is for: the letter is a click away. */
const LONGEST = 240;
/** What turns or hides what stands around it: directions, joiners, halves of signs. */
const UNSEEN = /[\p{Cf}\p{Cs}]+/gu;
/** What breaks a line, or a header. */
const BREAKS = /[\p{Cc}\p{Z}]+/gu;

/** A letter's words on one line, as read, without what could make a mail say something else. */
export function plainWords(text: string, longest = LONGEST): string {
  const words = text.replace(UNSEEN, '').replace(BREAKS, ' ').trim();
  const signs = Array.from(words);
  return signs.length <= longest
    ? words
    : `${signs
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`;
}

/** `วันจันทร์ที่ ๑๐ กุมภาพันธ์ ๒๕๖๘`. */
export const weekdayText = (iso: string): string =>
  `วัน${WEEKDAYS[weekdayOf(iso)]![0]}ที่ ${formatThaiDate(iso, { digits: 'thai' })}`;

/** `๑๐ ก.พ. ๖๘`. */
export const shortDay = (iso: string): string => formatThaiDate(iso, { digits: 'thai', short: true });

/** `วันนี้`, or the day's name where the message goes on another day than it was meant for. */
export const todayText = ({ day, on }: Telling): string => (day === on ? 'วันนี้' : `วันที่ ${shortDay(day)}`);

/** Whether a line's day may be another: then it says อาจ. */
export const doubtful = ({ estimate, sure, until }: AlertLine): boolean => estimate || !sure || until !== null;

const stepOf = ({ step }: AlertLine): string => step.replace(/:.*/, '');

/** What the line is told for, by its step; of a doubtful day as what may be. */
export function headOf(line: AlertLine, telling: Telling): string {
  const may = doubtful(line) ? 'อาจ' : '';
  const duty = line.kind === 'relay' ? 'กำหนดส่งต่อ' : 'กำหนด';
  switch (stepOf(line)) {
    case 'received':
      return 'ด่วนที่สุด';
    case 'expired':
      return `${may}หมด${duty}ก่อนหนังสือถึงหน่วยงาน`;
    case 'changed':
      return `เปลี่ยน${duty}`;
    case 'cancelled':
      return `ยกเลิก${duty}`;
    case 'withdrawn':
      return 'ผู้ส่งเรียกหนังสือคืน';
    case 'chased':
      return line.chased ? CHASE_TEXT[line.chased.for] : 'ผู้ส่งติดตาม';
    case 'today':
      return line.dueOn !== null && line.dueOn > telling.day
        ? `${may}เป็นวันทำการสุดท้ายก่อนครบ${duty}`
        : `${may}ครบ${duty}${todayText(telling)}`;
    case 'overdue':
    case 'escalated':
      return `${may}เกิน${duty}`;
    default:
      return `ใกล้ครบ${duty}`;
  }
}

const ALARMING = new Set(['received', 'today', 'overdue', 'escalated']);

/** `ที่ มท ๐๘๐๘.๒/ว ๑๒๓ ลงวันที่ ๒๗ มกราคม ๒๕๖๘`. */
function letterText({ reference, date }: AlertLine): string {
  const number = reference === null ? 'ไม่ทราบเลขที่หนังสือ' : `ที่ ${toThaiDigits(plainWords(reference))}`;
  return date === null ? `${number} ไม่ทราบวันที่ของหนังสือ` : `${number} ลงวันที่ ${formatThaiDate(date, { digits: 'thai' })}`;
}

/** The day with its weekday and time, as sure as it is. */
function dueText(line: AlertLine): string {
  const { dueOn, until, time, was } = line;
  if (stepOf(line) === 'cancelled') return was === null ? 'กำหนดเดิมยกเลิกแล้ว' : `กำหนดเดิม ${weekdayText(was)} ยกเลิกแล้ว`;
  if (dueOn === null) return 'ไม่ได้ระบุวันครบกำหนด';
  const clock = time === null ? '' : ` เวลา ${toThaiDigits(plainWords(time).replace(':', '.'))} น.`;
  const another = until === null || until === dueOn ? '' : ` หรืออย่างช้า${weekdayText(until)}`;
  const label = line.kind === 'relay' ? 'ส่งต่อภายใน' : 'กำหนด';
  return `${label} ${doubtful(line) ? 'อาจเป็น' : ''}${weekdayText(dueOn)}${clock}${another}`;
}

/** `เหลือ ๓ วันทำการ`, counted from the day for which the message was worked out. */
function leftText(line: AlertLine, telling: Telling): string {
  const { workingDaysLeft: left } = line;
  if (left === null || left === 0 || stepOf(line) === 'cancelled') return '';
  const from = telling.day === telling.on ? '' : ` นับจากวันที่ ${shortDay(telling.day)}`;
  const days = toThaiDigits(String(Math.abs(left)));
  return left > 0 ? ` (เหลือ ${days} วันทำการ${from})` : ` (${doubtful(line) ? 'อาจ' : ''}เกินมา ${days} วันทำการ${from})`;
}

/** That a letter came in several files, and what each says where they differ. */
function papersText({ papers }: AlertLine): string[] {
  if (!papers) return [];
  const { more, asked, readings } = papers;
  const said = readings.map(
    (days) => days.map((day) => (day === '' ? 'ไม่ระบุวัน' : shortDay(day))).join(', ') || 'ไม่พบกำหนด',
  );
  return [
    ...(asked
      ? [`มีอีก ${toThaiDigits(String(more))} ไฟล์ที่อาจเป็นหนังสือฉบับนี้ โปรดตอบว่าเป็นฉบับเดียวกันหรือไม่ ในหน้ารับหนังสือเข้า`]
      : []),
    ...(said.length > 0 ? [`แต่ละไฟล์ระบุกำหนดไม่ตรงกัน: ${said.join(' / ')}`] : []),
  ];
}

/**
 * What a line says. Of a letter of a secrecy class its number and date alone (ระเบียบว่าด้วยการรักษาความลับของทางราชการ พ.ศ. ๒๕๔๔: a message passes through
 * others' hands), whatever else the line holds.
 */
export function lineText(line: AlertLine, telling: Telling): LineText {
  // That it was taken back is of the sending and not of the letter, of which number and date alone are said here too.
  if (stepOf(line) === 'withdrawn') {
    const gone = 'ผู้ส่งเรียกหนังสือฉบับนี้คืนแล้ว จึงเปิดดูไม่ได้อีก และจะไม่เตือนกำหนดของหนังสือฉบับนี้ต่อไป';
    return { head: headOf(line, telling), alarming: false, title: letterText(line), rows: [gone] };
  }
  if (line.veiled) return { head: 'โปรดเปิดดูในระบบ', alarming: false, title: letterText(line), rows: [] };
  const { subject, action, issuer, was, dueOn, context } = line;
  const title = plainWords(action ?? subject ?? '') || 'ไม่ทราบเรื่อง';
  const moved = stepOf(line) === 'changed' && was !== null && was !== dueOn;
  const rows = [
    `${letterText(line)}${issuer === null ? '' : ` จาก ${plainWords(issuer)}`}`,
    ...(line.chased ? [`ผู้ส่งติดตาม: ${plainWords(line.chased.by.name, 80)}`] : []),
    ...(action !== null && subject !== null ? [`เรื่อง ${plainWords(subject)}`] : []),
    // Who reminds may ask for what has no day; that it has none is not what the line is for.
    ...(stepOf(line) === 'chased' && dueOn === null ? [] : [`${dueText(line)}${leftText(line, telling)}`]),
    ...(line.kind === 'relay' && dueOn !== null ? [WORKED_OUT] : []),
    ...(moved ? [`เปลี่ยนจากกำหนดเดิม ${weekdayText(was)}`] : []),
    ...papersText(line),
    ...context.map((other) => `กำหนดอื่นของเรื่องนี้: ${shortDay(other.dueOn)} ${toThaiDigits(plainWords(other.text, 120))}`),
    ...(line.confirmed ? [] : ['ระบบอ่านเอง ยังไม่มีผู้ตรวจยืนยัน']),
    ...(line.sure ? [] : ['โปรดตรวจกำหนดกับตัวหนังสือ']),
  ];
  return { head: headOf(line, telling), alarming: ALARMING.has(stepOf(line)), title, rows };
}
