import type { MessageChannel, MessageItem, MessageKind, MessageState } from '../../../schemas/alerts.js';
import { thai } from '../ui/format.js';
import { clock } from '../ui/time-input.js';

/** What the pages of alerts call things. */

/** Why somebody is told, by the step. */
export function whyOf(step: string): string {
  const [name, days] = step.split(':');
  switch (name) {
    case 'received':
      return 'แจ้งทันทีที่หนังสือมาถึง เพราะเป็นหนังสือด่วนที่สุด';
    case 'ahead':
      return `แจ้งล่วงหน้า ${thai(days)} วันทำการ`;
    case 'today':
      return 'แจ้งในวันครบกำหนด หรือวันทำการสุดท้ายก่อนนั้น';
    case 'overdue':
      return 'แจ้งเพราะเกินกำหนดแล้ว และยังไม่มีผู้บันทึกว่าทำเสร็จ';
    case 'escalated':
      return 'แจ้งท่านในฐานะผู้บังคับบัญชา เพราะเกินกำหนดแล้วและยังไม่มีผู้บันทึกว่าทำเสร็จ';
    case 'expired':
      return 'แจ้งเพราะหมดกำหนดก่อนที่หนังสือจะมาถึงหน่วยงาน';
    case 'changed':
      return 'แจ้งเพราะมีหนังสือฉบับหลังเปลี่ยนกำหนด';
    case 'cancelled':
      return 'แจ้งเพราะมีหนังสือฉบับหลังยกเลิกกำหนด';
    case 'withdrawn':
      return 'แจ้งเพราะเคยแจ้งท่านเรื่องหนังสือฉบับนี้ และผู้ส่งเรียกคืนแล้ว';
    default:
      return step;
  }
}

export const CHANNELS: Record<MessageChannel, string> = {
  email: 'อีเมล',
  line: 'LINE',
  webhook: 'โปรแกรม (webhook)',
};

export const KINDS: Record<MessageKind, string> = {
  digest: 'สรุปประจำวัน',
  'at-once': 'แจ้งทันที',
  test: 'ข้อความทดสอบ',
  chase: 'ติดตามเรื่อง',
};

export const STATES: Record<MessageState, { name: string; color: string; hint: string }> = {
  unknown: { name: 'ไม่ทราบผล', color: 'orange', hint: 'ขาดการติดต่อขณะส่ง จึงไม่รู้ว่าถึงหรือไม่ ถามผู้รับแล้วตอบ' },
  failed: { name: 'ส่งไม่สำเร็จ', color: 'red', hint: 'ปลายทางไม่รับ' },
  planned: { name: 'รอส่ง', color: 'blue', hint: 'จะส่งเมื่อถึงเวลา' },
  sending: { name: 'กำลังส่ง', color: 'blue', hint: 'อยู่ระหว่างส่ง' },
  sent: { name: 'ส่งแล้ว', color: 'green', hint: 'ปลายทางรับไว้แล้ว' },
  dropped: { name: 'ไม่ส่ง', color: 'gray', hint: 'ระบบเลือกไม่ส่ง' },
};

/** Codes of reasons that tell what to do are shown in the words of who sent them. */
export const reasonOf = ({ reason }: MessageItem): string | null => reason?.split(' / ')[0] ?? null;

/** `๗, ๓ และ ๑ วันทำการ`. */
export function aheadText(days: readonly number[]): string {
  if (days.length === 0) return 'ไม่แจ้งล่วงหน้า';
  const told = days.map((one) => thai(one));
  const last = told.pop();
  return `${told.length > 0 ? `${told.join(', ')} และ ` : ''}${last} วันทำการ`;
}

export const quietText = (quiet: { from: string; to: string } | null): string =>
  quiet === null ? 'ไม่งด' : `${clock(quiet.from)} ถึง ${clock(quiet.to)} น.`;
