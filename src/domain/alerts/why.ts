import type { AlertStep } from '../../../schemas/alerts.js';
import { formatThaiDate } from '../dates.js';
import { toThaiDigits } from '../numerals.js';
import type { Decision, Silence } from './steps.js';

/** Why a line stands in a message or does not, in Thai: what a preview says beside it. */

const WHY_NOT: Record<Silence, string> = {
  told: 'แจ้งขั้นนี้ไปแล้ว',
  'not-yet': 'ยังไม่ถึงวันเตือน',
  'not-a-working-day': 'เป็นวันหยุดราชการ แจ้งในวันทำการ',
  undated: 'หนังสือไม่ได้กำหนดวัน',
  'long-overdue': 'เกินกำหนดมานานกว่าที่ตั้งให้เตือน',
  'not-overdue-yet': 'ยังไม่เกินกำหนดนานพอที่จะแจ้งผู้บังคับบัญชา',
  'nothing-left': 'ผ่านไปแล้ว และไม่มีงานค้าง',
  'not-told-before': 'กำหนดถูกยกเลิกก่อนเคยแจ้ง',
  'long-past': 'ผ่านมานานแล้ว ไม่ใช่เรื่องใหม่',
};

const WHY: Record<string, string> = {
  received: 'หนังสือด่วนที่สุดที่เพิ่งได้รับ',
  today: 'ครบกำหนดวันนี้ หรือเป็นวันทำการสุดท้ายก่อนครบกำหนด',
  escalated: 'เกินกำหนดแล้ว แจ้งผู้บังคับบัญชา',
  expired: 'หมดกำหนดก่อนหนังสือถึงหน่วยงาน',
  changed: 'กำหนดถูกเลื่อนหรือแก้ไขจากที่เคยแจ้ง',
  cancelled: 'กำหนดที่เคยแจ้งถูกยกเลิก',
  withdrawn: 'ผู้ส่งเรียกหนังสือที่เคยแจ้งคืน',
  chased: 'หน่วยงานผู้ส่งติดตามหนังสือ',
};

const thai = (day: string) => formatThaiDate(day, { digits: 'thai' });

/** Why a step is told. */
export function whyOf(step: AlertStep): string {
  const [name = '', of] = step.split(':');
  if (name === 'ahead') return `ถึงวันเตือนล่วงหน้า ${toThaiDigits(of ?? '')} วันทำการ`;
  if (name === 'overdue') return 'เกินกำหนดแล้ว เตือนทุกวันทำการ';
  return WHY[name] ?? name;
}

/** What is said of a decision; for a step that is to come with its day. */
export function whyText(decision: Decision): string {
  if (decision.step !== null) return whyOf(decision.step);
  const text = WHY_NOT[decision.silence];
  return decision.on === null ? text : `${text} (ครั้งต่อไป ${thai(decision.on)})`;
}
