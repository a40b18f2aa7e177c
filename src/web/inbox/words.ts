import type {
  BelowState,
  InboxFilter,
  InboxItem,
  LetterLine,
  NoticeDeadline,
  RelayTask,
  Reminder,
} from '../../../schemas/notices.js';
import { passOnText, WORKED_OUT, workedBackText } from '../../domain/alerts/relay-words.js';
import { CHASE_TEXT } from '../../domain/relay/words.js';
import { dateTime, day, shortDay, thai } from '../ui/format.js';

/** What the inbox and the calendar call things. */

export const FILTERS: Record<InboxFilter, string> = {
  open: 'ยังไม่เสร็จ',
  unread: 'ยังไม่อ่าน',
  mine: 'ของฉัน',
  overdue: 'เกินกำหนด',
  done: 'เสร็จแล้ว',
};

export const STATES: Record<InboxItem['state'], string> = {
  unread: 'ยังไม่อ่าน',
  read: 'อ่านแล้ว',
  acknowledged: 'รับทราบแล้ว',
  done: 'เสร็จแล้ว',
};

export const ACTIONS: Record<NonNullable<LetterLine['action']>, string> = {
  inform: 'เพื่อทราบ',
  consider: 'เพื่อพิจารณา',
  act: 'เพื่อดำเนินการ',
  comply: 'เพื่อถือปฏิบัติ',
  relay: 'แจ้งหน่วยงานในสังกัดหรือในพื้นที่',
  report: 'รายงานผล',
  attend: 'เข้าร่วม',
};

export const SPEEDS = { 'most-urgent': 'ด่วนที่สุด', 'very-urgent': 'ด่วนมาก', urgent: 'ด่วน' } as const;
export const SECRECIES = { 'top-secret': 'ลับที่สุด', secret: 'ลับมาก', confidential: 'ลับ' } as const;

export const EVENTS: Record<string, string> = {
  'notice.received': 'เห็นในกล่องหนังสือครั้งแรก',
  'notice.read': 'เปิดอ่าน',
  'notice.acknowledged': 'รับทราบ',
  'notice.assigned': 'มอบหมาย',
  'notice.proof': 'แนบหลักฐาน',
  'notice.done': 'บันทึกว่าทำเสร็จแล้ว',
  'notice.reopened': 'เปิดเรื่องใหม่',
  'notice.forwarded': 'ส่งต่อภายใน',
};

export const BELOW: Record<BelowState, string> = {
  unknown: 'ไม่ทราบ',
  sent: 'ส่งแล้ว',
  received: 'ได้รับ',
  read: 'อ่านแล้ว',
  acknowledged: 'รับทราบแล้ว',
  forwarded: 'ส่งต่อแล้ว',
  done: 'เสร็จแล้ว',
  withdrawn: 'เรียกคืนแล้ว',
};

export const reminderText = ({ at, by, for: what }: Reminder): string =>
  `${by.name} ติดตามเมื่อ ${dateTime(at)} เนื่องจาก${CHASE_TEXT[what]}`;

/** The task to pass a letter on, in a line. */
export function relayText({ to, dueOn, estimate, confirmed, passedOnAt }: RelayTask): string {
  if (passedOnAt !== null) return `ส่งต่อแล้ว ${dateTime(passedOnAt)}`;
  const until = dueOn === null ? '' : ` ภายในวันที่ ${day(dueOn)}`;
  return `${passOnText(to)}${until}${dueOn !== null && (estimate || !confirmed) ? ' (ต้องตรวจ)' : ''}`;
}

/** How the day of such a task was found, and that it is not the letter's; empty where it has no day. */
export const relayDoubts = ({ below, ahead, late }: RelayTask): string[] =>
  below === null || ahead === null ? [] : [WORKED_OUT, workedBackText({ below, ahead, late })];

/** The letter's name in a list: what it is about, or of a secret one number and date alone. */
export function titleOf(letter: LetterLine | null): string {
  if (!letter) return 'หนังสือที่อ่านใหม่แล้วเปลี่ยนไป';
  if (letter.veiled) return `หนังสือชั้นความลับ ที่ ${thai(letter.reference)} ลงวันที่ ${day(letter.date)}`;
  return letter.subject ?? `หนังสือที่ ${thai(letter.reference)}`;
}

/** How near a deadline is: its colour, and always its words. */
export interface Urgency {
  color: 'red' | 'orange' | 'yellow' | 'green' | 'gray';
  words: string;
}

/** Within so many working days it is near, and very near. */
const NEAR = 7;
const VERY_NEAR = 3;

export function urgencyOf({ state, daysLeft, workingDaysLeft, resolved }: NoticeDeadline): Urgency {
  if (state === 'superseded') return { color: 'gray', words: 'มีกำหนดใหม่แทนแล้ว' };
  if (state === 'cancelled') return { color: 'gray', words: 'ยกเลิกแล้ว' };
  if (state === 'notice') return { color: 'gray', words: 'แจ้งเปลี่ยนกำหนดเดิม' };
  if (state === 'expired') return { color: 'red', words: 'พ้นกำหนดก่อนมาถึง' };
  if (daysLeft === null || workingDaysLeft === null) return { color: 'gray', words: 'ยังไม่ทราบวัน' };
  const maybe = resolved.estimate || (resolved.lastOn !== null && resolved.lastOn !== resolved.dueOn);
  if (daysLeft < 0) {
    return maybe
      ? { color: 'orange', words: `อาจเกินกำหนดแล้ว ${thai(-daysLeft)} วัน` }
      : { color: 'red', words: `เกินกำหนด ${thai(-daysLeft)} วัน` };
  }
  const color = workingDaysLeft <= VERY_NEAR ? 'orange' : workingDaysLeft <= NEAR ? 'yellow' : 'green';
  const least = maybe ? 'อย่างน้อย ' : '';
  if (daysLeft === 0) return { color: 'orange', words: maybe ? 'อาจครบกำหนดวันนี้' : 'ครบกำหนดวันนี้' };
  if (workingDaysLeft === 0) return { color, words: `เหลือ ${thai(daysLeft)} วัน ไม่มีวันทำการ` };
  return { color, words: `เหลือ${least === '' ? ' ' : least}${thai(workingDaysLeft)} วันทำการ` };
}

/** The day, with its time where the letter says one; of an estimate the days between which it lies. */
export function whenOf({ resolved, deadline }: NoticeDeadline, short = false): string {
  const { dueOn, lastOn } = resolved;
  const name = short ? shortDay : day;
  if (dueOn === null) return deadline.text || 'ไม่ระบุวัน';
  if (lastOn !== null && lastOn !== dueOn) return `${name(dueOn)} ถึง ${name(lastOn)}`;
  return `${name(dueOn)}${deadline.time ? ` ${thai(deadline.time.replace(':', '.'))} น.` : ''}`;
}

/** What is not sure about a deadline, in words; empty where nothing is. */
export function doubtsOf({ resolved, confirmed }: NoticeDeadline): string[] {
  return [
    ...(resolved.basis === 'policy' ? ['ตามเกณฑ์ของหน่วยงาน หนังสือไม่ได้กำหนดวัน'] : []),
    ...(resolved.estimate ? ['เป็นค่าประมาณ'] : []),
    ...(confirmed ? [] : ['ระบบอ่านเอง ยังไม่มีผู้ตรวจยืนยัน']),
    ...resolved.warnings.map(({ message }) => message),
  ];
}

/** Whom a deadline binds, where that is not the office itself. */
export const BINDS: Record<NoticeDeadline['deadline']['binds'], string | null> = {
  recipient: null,
  relay: 'กำหนดให้ส่งต่อ',
  applicant: 'กำหนดของผู้ยื่น ไม่ใช่ของหน่วยงาน',
};

/** A telephone number as a phone dials it; null where there is none in the text. */
export function dialled(digits: string): string | null {
  const [number] = digits.split(/ต่อ|กด|ext|,|-(?=\d{1,2}$)/i);
  const plain = (number ?? '').replace(/\D/g, '');
  return plain.length >= 3 && plain.length <= 10 ? plain : null;
}
