import type { Secrecy, Speed } from '../../schemas/common.js';
import type { DeadlineState } from '../../schemas/due.js';
import type { Letter } from '../../schemas/record.js';
import type { ColumnName } from '../../schemas/register.js';
import { formatThaiDate } from './dates.js';

/** The Thai words of the regulation for the contract's values, as a clerk reads them. */
export const SPEED_LABEL: Record<Speed, string> = {
  'most-urgent': 'ด่วนที่สุด',
  'very-urgent': 'ด่วนมาก',
  urgent: 'ด่วน',
};

export const SECRECY_LABEL: Record<Secrecy, string> = {
  'top-secret': 'ลับที่สุด',
  secret: 'ลับมาก',
  confidential: 'ลับ',
};

export const DEADLINE_KIND_LABEL = { due: 'กำหนดส่ง', window: 'เปิดรับถึง', event: 'ประชุม/งาน' } as const;

export const BINDS_LABEL = { recipient: 'ผู้รับหนังสือ', applicant: 'ผู้สมัคร/ผู้เข้าร่วม', relay: 'ผู้แจ้งต่อ' } as const;

export const STATE_LABEL: Record<DeadlineState, string> = {
  live: '',
  expired: 'พ้นกำหนดก่อนหนังสือมาถึง',
  superseded: 'มีกำหนดใหม่แทนแล้ว',
  cancelled: 'ยกเลิกแล้ว',
  notice: 'แจ้งเปลี่ยนกำหนดเดิม',
};

export const CHANGE_LABEL = { extend: 'ขยายเวลา', move: 'เลื่อน', cancel: 'ยกเลิก' } as const;

/** The columns of a register of received letters (สารบรรณ แบบที่ 13) as the form heads them, and the class that stands with the number. */
export const ENTRY_LABEL: Record<ColumnName, string> = {
  reference: 'ที่',
  date: 'ลงวันที่',
  sender: 'จาก',
  addressee: 'ถึง',
  subject: 'เรื่อง',
  action: 'การปฏิบัติ',
  remarks: 'หมายเหตุ',
  speed: 'ชั้นความเร็ว',
};

export const DIFFERENCE_LABEL = { reference: 'เลขที่', date: 'ลงวันที่', speed: 'ชั้นความเร็ว' } as const;

/** The fields whose confidence a clerk is told about, in the order of the form. */
const FIELD_LABEL: Record<string, string> = {
  reference: 'เลขที่หนังสือ',
  date: 'ลงวันที่',
  issuer: 'จาก',
  recipients: 'ถึง',
  subject: 'เรื่อง',
  speed: 'ชั้นความเร็ว',
  secrecy: 'ชั้นความลับ',
  enclosures: 'สิ่งที่ส่งมาด้วย',
  deadlines: 'กำหนดเวลา',
  signer: 'ผู้ลงนาม',
};

/** Below this a value goes to a person: the line the scorers and the screens share. */
export const SURE = 0.9;

const CITED_OTHERWISE = '.cited_otherwise';
const TWO_READINGS = '.two_readings';
const STATED_OTHERWISE = '.exchange_differs';
/** The end of the code of a doubt about what a person set: the sender says otherwise. The database knows by it which confirmed letters wait to be checked (`asks_again`). */
export const SENDER_OTHERWISE = '.sender_otherwise';
const TOLD_WITH_READING = [CITED_OTHERWISE, TWO_READINGS, STATED_OTHERWISE, SENDER_OTHERWISE];

/** The first of the other readings of a field: what another letter says, or what stands there too. */
function otherReadings(letter: Letter, field: string): string {
  const value = letter.alternatives[field]?.[0]?.value;
  if (typeof value !== 'string') return '';
  const word = SPEED_LABEL[value as Speed] ?? (field === 'date' ? formatThaiDate(value, { digits: 'thai' }) : value);
  return ` (${word})`;
}

/** A confidence in whole per cents, never rounded up: what is doubted must not read as 90 %. */
export const sureText = (confidence: number): string => `มั่นใจ ${Math.floor(confidence * 100 + 1e-9)}%`;

/** What a clerk has to look at: the warnings, then the fields given with doubt. `told`: what is cited otherwise is said elsewhere. */
export function toCheck(letter: Letter, told = false): string[] {
  const doubtful = Object.entries(FIELD_LABEL)
    .filter(([field]) => (letter.confidence[field] ?? 1) < SURE)
    .map(([field, label]) => `${label} (${sureText(letter.confidence[field]!)})`);
  const warnings = letter.warnings
    .filter(({ code }) => !told || !code.endsWith(CITED_OTHERWISE))
    .map(({ code, field, message }) =>
      TOLD_WITH_READING.some((end) => code.endsWith(end)) ? message + otherReadings(letter, field!) : message,
    );
  return [...new Set([...warnings, ...doubtful])];
}

/** `เหลือ 5 วัน`, `ครบกำหนดวันนี้`, `เลยกำหนด 3 วัน`. */
export function daysLeftText(days: number): string {
  if (days === 0) return 'ครบกำหนดวันนี้';
  return days > 0 ? `เหลือ ${days} วัน` : `เลยกำหนด ${-days} วัน`;
}

/**
 * The days left until a deadline, `span` the days from the earliest day it may fall on to the latest: between the two nobody knows whether it
 * has passed.
 */
export function leftUntil(days: number, span: number): string {
  return days < 0 && days + span >= 0 ? 'อาจเลยกำหนดแล้ว' : daysLeftText(days);
}
