import type { Families, Family, Hop } from '../../schemas/families.js';
import type { Deadline, FileFailure, FileRecord, Letter } from '../../schemas/record.js';
import { daysBetween, thaiDay } from '../domain/calendar.js';
import { formatThaiDate } from '../domain/dates.js';
import {
  BINDS_LABEL,
  DEADLINE_KIND_LABEL,
  DIFFERENCE_LABEL,
  daysLeftText,
  SECRECY_LABEL,
  SPEED_LABEL,
  SURE,
  toCheck,
} from '../domain/labels.js';
import type { KeyedLetter } from '../domain/relay/relate.js';
import { recipientText, sentTo } from './recipient-text.js';
import { entry } from './table.js';

const NONE = '-';

/** `๒๗ มกราคม ๒๕๖๘`, or a dash. */
const day = (iso: string | null) => (iso ? formatThaiDate(iso, { digits: 'thai' }) : NONE);

/** One letter as the receive register shows it (ทะเบียนหนังสือรับ, สารบรรณ แบบที่ 13); `more` is to be checked besides. */
export function registerEntry(letter: Letter, number: string, more: string[] = []): string {
  const check = [...more, ...toCheck(letter)];
  const rows: [string, string][] = [
    ['ลงวันที่', day(letter.date)],
    ['จาก', letter.issuer?.name ?? NONE],
    ['ถึง', letter.recipients.map(recipientText).join(' · ') || NONE],
    ['เรื่อง', letter.subject ?? NONE],
    ['ชั้นความเร็ว', letter.speed ? SPEED_LABEL[letter.speed] : 'ปกติ'],
    ...(letter.secrecy ? [['ชั้นความลับ', SECRECY_LABEL[letter.secrecy]] as [string, string]] : []),
    ['ต้องตรวจ', check.join(' · ') || NONE],
  ];
  const head = `${number} เลขที่หนังสือ ${letter.reference?.normalized ?? letter.reference?.raw ?? NONE}`;
  return [head, ...rows.map(([label, value]) => entry(label, value))].join('\n');
}

/** When a deadline falls, in words: a date, a count from receipt, a repetition or an urging. */
export function deadlineWhen(deadline: Deadline): string {
  if (deadline.date) return day(deadline.date) + (deadline.time ? ` ${deadline.time} น.` : '');
  const { relative } = deadline;
  if (relative) {
    const from = relative.from === 'receipt' ? 'วันที่ได้รับหนังสือ' : 'วันที่ในหนังสือ';
    const { days, months, working } = relative;
    return `${months === undefined ? `${days} ${working ? 'วันทำการ' : 'วัน'}` : `${months} เดือน`} นับแต่${from}`;
  }
  return deadline.recurrence ? `ทุกรอบ (${deadline.recurrence})` : (deadline.urgency ?? NONE);
}

/** A deadline with the days left on `asOf`. */
export function deadlineLine(deadline: Deadline, asOf: string): string {
  const left = deadline.date ? `  ${daysLeftText(daysBetween(asOf, deadline.date))}` : '';
  return `${deadlineWhen(deadline)}${left}  ${deadlineWhat(deadline)}`;
}

/** What a deadline is for and whom it binds, and whether a person has to look at it. */
export function deadlineWhat(deadline: Deadline): string {
  const doubt = deadline.confidence < SURE ? `  ต้องตรวจ (มั่นใจ ${Math.round(deadline.confidence * 100)}%)` : '';
  const whom = `${BINDS_LABEL[deadline.binds]}${deadline.optional ? ' (ตามความสมัครใจ)' : ''}`;
  return `${DEADLINE_KIND_LABEL[deadline.kind]}: ${whom}${doubt}`;
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

/** The letters of a family from the origin down, each hop with its days and its differences. */
function familyText(family: Family, letters: ReadonlyMap<string, Letter>): string {
  const lines = [`สายการเวียน: ${family.subject ?? NONE}`];
  const show = (key: string, hop: Hop | null, depth: number) => {
    const lead = '   '.repeat(depth);
    const letter = letters.get(key);
    if (hop) {
      lines.push(`${lead}│ ${hop.days === null ? 'ไม่ทราบจำนวนวัน' : `${hop.days} วัน`}`);
      for (const { field, cited, found } of hop.differences) {
        const show = field === 'date' ? day : (value: string) => value;
        lines.push(`${lead}│ ไม่ตรงกัน ${DIFFERENCE_LABEL[field]}: อ้างว่า ${show(cited)} แต่ตัวหนังสือเป็น ${show(found)}`);
      }
    }
    const name = [letter?.issuer?.name ?? NONE, letter?.reference?.normalized ?? NONE, day(letter?.date ?? null)];
    lines.push(`${lead}${hop ? '└ ' : ''}${name.join('  ')}`);
    const below = family.hops.filter(({ from }) => from === key);
    if (below.length === 0 && letter) {
      const to = sentTo(letter);
      if (to) lines.push(entry('ส่งถึง (ยังไม่มีหนังสือ)', to, 3 * (depth + 1), 26));
    }
    for (const next of below) show(next.to, next, depth + 1);
  };
  const reached = new Set(family.hops.map(({ to }) => to));
  for (const key of family.letters.filter((letter) => !reached.has(letter))) show(key, null, 0);
  for (const { text } of family.missing) lines.push(entry('ยังไม่พบหนังสือ', text, 3, 26));
  return lines.join('\n');
}

/** All families that join at least two letters, or miss one. */
export function familiesText({ families }: Families, letters: readonly KeyedLetter[]): string {
  const byKey = new Map(letters.map(({ key, letter }) => [key, letter]));
  const shown = families.filter(({ hops, missing }) => hops.length > 0 || missing.length > 0);
  return shown.map((family) => familyText(family, byKey)).join('\n\n') || 'ไม่พบสายการเวียน';
}
