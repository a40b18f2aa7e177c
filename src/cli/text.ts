import type { Deadline, FileFailure, FileRecord, Letter, Received } from '../../schemas/record.js';
import { daysBetween, thaiDay } from '../domain/calendar.js';
import { formatThaiDate } from '../domain/dates.js';
import { recurrenceText } from '../domain/due/recurrence-text.js';
import {
  BINDS_LABEL,
  CHANGE_LABEL,
  DEADLINE_KIND_LABEL,
  daysLeftText,
  SECRECY_LABEL,
  SPEED_LABEL,
  SURE,
  sureText,
  toCheck,
} from '../domain/labels.js';
import { recipientText } from './recipient-text.js';
import { entry } from './table.js';

export const NONE = '-';

/** `๒๗ มกราคม ๒๕๖๘`, or a dash. */
export const day = (iso: string | null) => (iso ? formatThaiDate(iso, { digits: 'thai' }) : NONE);

/** One letter as the receive register shows it (ทะเบียนหนังสือรับ, สารบรรณ แบบที่ 13); `more` is to be checked besides. */
export function registerEntry(letter: Letter, number: string, more: string[] = []): string {
  const check = [...more, ...toCheck(letter, more.length > 0)];
  const rows: [string, string][] = [
    ['ลงวันที่', day(letter.date)],
    ['จาก', letter.issuer?.name ?? NONE],
    ['ถึง', letter.recipients.map(recipientText).join(' · ') || NONE],
    ['เรื่อง', letter.subject ?? NONE],
    ['ชั้นความเร็ว', letter.speed ? SPEED_LABEL[letter.speed] : 'ปกติ'],
    ...(letter.secrecy ? [['ชั้นความลับ', SECRECY_LABEL[letter.secrecy]] as [string, string]] : []),
    ...letter.received.map((stamp): [string, string] => ['ตรารับ', stampText(stamp)]),
    ['ต้องตรวจ', check.join(' · ') || NONE],
  ];
  const head = `${number} เลขที่หนังสือ ${letter.reference?.normalized ?? letter.reference?.raw ?? NONE}`;
  return [head, ...rows.map(([label, value]) => entry(label, value))].join('\n');
}

/** A receive stamp: its number, day, time and office, as far as they were read. */
function stampText({ office, number, date, time, confidence }: Received): string {
  const parts = [number && `เลขรับ ${number}`, date && `วันที่ ${day(date)}`, time && `${time} น.`, office];
  return parts.filter(Boolean).join('  ') + doubtText(confidence);
}

/** What is said behind a value that a person has to look at. */
const doubtText = (confidence: number): string => (confidence < SURE ? `  ต้องตรวจ (${sureText(confidence)})` : '');

/** When a deadline falls, in words: a date, a count from receipt, a repetition or an urging. */
export function deadlineWhen(deadline: Deadline): string {
  const time = deadline.time ? ` ${deadline.time} น.` : '';
  if (deadline.date) return day(deadline.date) + time;
  const { relative, supersedes } = deadline;
  if (relative) {
    const from = relative.from === 'receipt' ? 'วันที่ได้รับหนังสือ' : 'วันที่ในหนังสือ';
    const { days, months, working } = relative;
    return `${months === undefined ? `${days} ${working ? 'วันทำการ' : 'วัน'}` : `${months} เดือน`} นับแต่${from}`;
  }
  if (deadline.recurrence) return recurrenceText(deadline.recurrence) + time;
  return (
    deadline.urgency ??
    (supersedes
      ? `${CHANGE_LABEL[supersedes.change]}กำหนด${supersedes.date ? ` ${day(supersedes.date)}` : 'เดิม'}`
      : NONE)
  );
}

/** A deadline with the days left on `asOf`. */
function deadlineLine(deadline: Deadline, asOf: string): string {
  const left = deadline.date ? `  ${daysLeftText(daysBetween(asOf, deadline.date))}` : '';
  return `${deadlineWhen(deadline)}${left}  ${deadlineWhat(deadline)}`;
}

/** What a deadline is for and whom it binds, and whether a person has to look at it. */
export function deadlineWhat(deadline: Deadline): string {
  const { supersedes } = deadline;
  const earlier =
    supersedes?.date && deadline.date ? `  (${CHANGE_LABEL[supersedes.change]}จาก ${day(supersedes.date)})` : '';
  const others = (deadline.alternatives ?? []).flatMap(({ value }) => (typeof value === 'string' ? day(value) : []));
  const doubt = doubtText(deadline.confidence) + (others.length > 0 ? ` อาจเป็น ${others.join(' หรือ ')}` : '');
  const whom = `${BINDS_LABEL[deadline.binds]}${deadline.optional ? ' (ตามความสมัครใจ)' : ''}`;
  return `${DEADLINE_KIND_LABEL[deadline.kind]}: ${whom}${earlier}${doubt}`;
}

/** A whole file for reading by a person: its letters and their deadlines, told by `deadlinesOf` (the letter, the n of its key). */
export function recordText(
  record: FileRecord,
  deadlinesOf: (letter: Letter, n: number) => string[] = (letter) => deadlines(letter, thaiDay(new Date())),
): string {
  let n = 0;
  const letters = record.letters.map((letter, i) => {
    if (letter.kind === 'attachment') return `[${i + 1}] สิ่งที่แนบ: ${letter.title ?? NONE}`;
    return [registerEntry(letter, `[${i + 1}]`), ...deadlinesOf(letter, n++)].join('\n');
  });
  const failed = record.page
    .filter(({ error }) => error)
    .map((page) => `   หน้า ${page.number}: ${page.error!.message}`);
  return [`${record.file} (${record.pages} หน้า)`, ...letters, ...failed].join('\n');
}

const deadlines = (letter: Letter, asOf: string) =>
  letter.deadlines.map((deadline) => entry('กำหนดเวลา', deadlineLine(deadline, asOf)));

/** The line of a file that could not be read. */
export function failureLine({ file, error }: FileFailure): string {
  return `${file}: ${error.code}: ${error.message}`;
}
