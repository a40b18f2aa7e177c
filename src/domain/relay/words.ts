import type { ArrivalEvidence, ChaseFor, Level, RecipientState } from '../../../schemas/matters.js';

/** The Thai words of the relay, one for each thing, on pages and in tables. */

export const LEVEL_TEXT: Record<Level, string> = {
  central: 'ส่วนกลาง',
  province: 'จังหวัด',
  district: 'อำเภอ',
  local: 'อปท.',
  other: 'อื่น ๆ',
};

/** Of a body that does not use wian nobody knows; it is never said that it has not received something. */
export const STATE_TEXT: Record<RecipientState, string> = {
  unknown: 'ไม่ทราบ',
  waiting: 'ส่งเข้าระบบแล้ว ยังไม่เปิดรับ',
  received: 'รับแล้ว',
  read: 'อ่านแล้ว',
  acknowledged: 'รับทราบแล้ว',
  forwarded: 'ส่งต่อแล้ว',
  done: 'ดำเนินการแล้ว',
};

export const EVIDENCE_TEXT: Record<ArrivalEvidence, string> = {
  stamp: 'ตรารับ',
  hand: 'ผู้ใช้กรอก',
  register: 'ทะเบียนหนังสือรับ',
  inbox: 'กล่องหนังสือ',
  unknown: 'ไม่ทราบ',
};

/** What somebody is reminded of. */
export const CHASE_TEXT: Record<ChaseFor, string> = {
  received: 'ยังไม่เปิดรับ',
  read: 'ยังไม่อ่าน',
  acknowledged: 'ยังไม่รับทราบ',
  forwarded: 'ยังไม่ส่งต่อ',
  done: 'ยังไม่ดำเนินการ',
};
