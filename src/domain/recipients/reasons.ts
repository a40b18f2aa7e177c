import type { Resolution } from '../../../schemas/organisations.js';

/** Why an addressee is not known as organisations, by its stable code. */
const MESSAGES = {
  'recipient.annex': 'รอบัญชีรายชื่อที่แนบ',
  'recipient.annex_unknown_lines': 'บางรายการในบัญชีแนบไม่ตรงกับทะเบียนหน่วยงาน',
  'recipient.not_imported': 'ยังไม่ได้นำเข้ารายชื่อองค์กรปกครองส่วนท้องถิ่นของจังหวัดนี้',
  'recipient.some_provinces': 'นำเข้ารายชื่อองค์กรปกครองส่วนท้องถิ่นแล้วเพียงบางจังหวัด',
  'recipient.list_incomplete': 'ทะเบียนส่วนราชการระดับกรมที่มีอยู่ไม่ครบทุกแห่ง',
  'recipient.area_unknown': 'ไม่ทราบว่าหมายถึงจังหวัดหรืออำเภอใด',
  'recipient.ambiguous': 'มีหน่วยงานชื่อนี้หลายแห่ง',
  'recipient.not_listed': 'ไม่พบหน่วยงานนี้ในทะเบียน',
  'recipient.none_in_area': 'ไม่มีหน่วยงานประเภทนี้ในพื้นที่ตามทะเบียน',
  'recipient.class_unlisted': 'ไม่มีทะเบียนของหน่วยงานประเภทนี้',
  'recipient.condition': 'หมายถึงเพียงบางแห่งตามเงื่อนไขในหนังสือ',
  'recipient.exception_unknown': 'ไม่พบหน่วยงานที่ยกเว้นในทะเบียน',
  'recipient.count_differs': 'จำนวนที่หนังสือบอกไม่ตรงกับทะเบียน',
} as const;

export type ReasonCode = keyof typeof MESSAGES;

export function reasonOf(code: ReasonCode): NonNullable<Resolution['reason']> {
  return { code, message: MESSAGES[code] };
}
