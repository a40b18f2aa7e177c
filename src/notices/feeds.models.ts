import type { CalendarItem } from '../../schemas/calendar.js';
import { formatThaiDate } from '../domain/dates.js';
import type { CalendarEvent } from '../domain/icalendar.js';
import { toThaiDigits } from '../domain/numerals.js';

/** An event before it is known whether it is a change. */
export type TellableEvent = Omit<CalendarEvent, 'sequence' | 'changed' | 'url'> & { path: string };

const thai = (day: string) => formatThaiDate(day, { digits: 'thai' });

/** What a deadline is: for whoever sees it in another calendar, between other things. */
function headline({ due, done, until }: CalendarItem): string {
  if (done) return 'เสร็จแล้ว';
  if (due?.context) return 'กำหนดตามหนังสือที่แนบ';
  if (due?.deadline.binds === 'applicant') return 'กำหนดผู้ยื่น';
  const unsure = until !== null || due?.resolved.estimate === true;
  const event = due?.deadline.kind === 'event';
  return `${unsure ? 'อาจ' : ''}${event ? (unsure ? 'เป็นวันงาน' : 'วันงาน') : 'ครบกำหนด'}`;
}

/**
 * A deadline as an event. What is estimated, or read by the system and not yet looked at by a person, is tentative. A secret letter is number and date
 * alone, whoever made the address: it shows to whoever has it.
 */
export function eventOf(item: CalendarItem): TellableEvent {
  const { letter, due, on: date, time, until, done } = item;
  const number = letter.reference === null ? 'ไม่มีเลขที่' : `ที่ ${toThaiDigits(letter.reference)}`;
  const dated = letter.date === null ? null : `ลงวันที่ ${thai(letter.date)}`;
  const base = {
    uid: `${item.id}@wian`,
    date,
    time,
    path: item.notice === null ? `/letters/${letter.receipt}/${letter.ordinal}` : `/inbox/${item.notice}`,
  };
  if (!due) {
    const summary = ['หนังสือชั้นความลับ', number, dated].filter((part) => part !== null).join(' ');
    return { ...base, summary, description: '', status: 'TENTATIVE' };
  }
  const described = [
    [number, dated].filter((part) => part !== null).join(' '),
    letter.issuer && `จาก ${letter.issuer}`,
    due.context && `กำหนดของหนังสือที่แนบมา (${due.of.reference ?? 'ไม่มีเลขที่'}) ผูกพันผู้รับของหนังสือนั้น`,
    due.deadline.binds === 'applicant' && 'กำหนดของผู้ยื่น ไม่ใช่ของหน่วยงาน',
    due.deadline.text && `ข้อความในหนังสือ: ${due.deadline.text}`,
    `ที่มาของวัน: ${due.resolved.reason}`,
    until && `อาจเป็นวันอื่นได้ถึง ${thai(until)}`,
    ...due.resolved.alternatives.map(({ date: other, why }) => `${thai(other)}: ${why}`),
    !due.confirmed && 'ระบบอ่านเอง ยังไม่มีผู้ตรวจยืนยัน',
    done && 'หน่วยงานบันทึกว่าทำเสร็จแล้ว',
  ];
  const sure = due.confirmed && !due.resolved.estimate && until === null;
  return {
    ...base,
    summary: `${headline(item)}: ${letter.subject ?? number}`,
    description: described.filter((line) => line).join('\n'),
    status: sure ? 'CONFIRMED' : 'TENTATIVE',
  };
}

/** Of all items those that go out: a deadline of what is enclosed only where the letter itself has none. */
export function feedItems(items: readonly CalendarItem[]): CalendarItem[] {
  const bound = new Set(items.filter(({ due }) => due && !due.context).map(({ notice }) => notice));
  return items.filter(({ due, notice }) => !due?.context || (notice !== null && !bound.has(notice)));
}
