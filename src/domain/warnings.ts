import type { Warning } from '../../schemas/common.js';

/** What a clerk is told to look at, by its stable code. */
const MESSAGES = {
  'reference.blank': 'ยังไม่ได้ลงเลขที่หนังสือ',
  'reference.suffix_unexplained': 'เลขที่หนังสือมีเลขต่อท้ายหลังเครื่องหมาย / ที่ไม่ทราบความหมาย โปรดตรวจกับต้นฉบับ',
  'reference.code_issuer_mismatch': 'รหัสตัวอักษรของเลขที่หนังสือไม่ตรงกับหน่วยงานเจ้าของหนังสือ',
  'reference.handwritten': 'เลขที่หนังสือเขียนด้วยลายมือ อ่านได้ไม่แน่นอน โปรดเทียบกับต้นฉบับ',
  'reference.missing': 'ไม่พบเลขที่หนังสือ',
  'date.blank': 'ยังไม่ได้ลงวันที่ของหนังสือ',
  'date.handwritten': 'วันที่ของหนังสือเขียนด้วยลายมือ อ่านได้ไม่แน่นอน โปรดเทียบกับต้นฉบับ',
  'date.missing': 'ไม่พบวันที่ของหนังสือ',
  'date.era': 'ปีของวันที่หนังสือไม่ใช่ พ.ศ. ตามแบบ โปรดตรวจกับต้นฉบับ',
  'date.out_of_range': 'วันที่ของหนังสือเก่ากว่าระเบียบงานสารบรรณ อาจอ่านปีผิด',
  'date.in_future': 'หนังสือลงวันที่ในอนาคต อาจอ่านผิด',
  'received.before_date': 'ตรารับลงวันที่ก่อนวันที่ของหนังสือ',
  'received.in_future': 'ตรารับลงวันที่ในอนาคต อาจอ่านผิด',
  'deadline.out_of_range': 'กำหนดเวลาอยู่ก่อนวันที่ของหนังสือหรือห่างเกินปกติ อาจอ่านปีผิด',
  'reference.unit_level_mismatch': 'เลขประจำของเจ้าของเรื่องไม่ตรงกับระดับของหน่วยงาน',
  'reference.year_mismatch': 'ปีในเลขที่คำสั่งไม่ตรงกับวันที่',
  'date.weekday_mismatch': 'ชื่อวันไม่ตรงกับวันที่ อาจอ่านตัวเลขผิด',
  'date.before_citation': 'หนังสือลงวันที่ก่อนหนังสือที่อ้างถึงหรือส่งมาด้วย',
  'secrecy.repaired': 'ชั้นความลับพิมพ์หรืออ่านไม่ชัด ระบบเทียบกับคำที่ใกล้ที่สุด',
  'speed.repaired': 'ชั้นความเร็วพิมพ์หรืออ่านไม่ชัด ระบบเทียบกับคำที่ใกล้ที่สุด',
  'issuer.from_signer': 'ไม่พบชื่อส่วนราชการที่หัวหนังสือ ใช้ตำแหน่งผู้ลงนามแทน',
  'issuer.repaired': 'ชื่อส่วนราชการพิมพ์หรืออ่านไม่ชัด ระบบเทียบกับชื่อที่ใกล้ที่สุดในบัญชี',
  'label.repaired': 'หัวข้อของหนังสือพิมพ์หรืออ่านไม่ชัด ระบบเทียบกับคำที่ใกล้ที่สุด',
  'issuer.missing': 'ไม่พบชื่อส่วนราชการเจ้าของหนังสือ',
  'recipients.missing': 'ไม่พบผู้รับหนังสือ',
  'recipients.repaired': 'ชื่อตำแหน่งผู้รับสะกดไม่ครบ ระบบเติมให้ตามแบบที่ใช้ทั่วไป',
  'signer.title_missing': 'ไม่พบคำนำหน้าหรือยศของผู้ลงนาม',
  'reference.unit_unusual': 'เลขประจำของเจ้าของเรื่องหน้าเครื่องหมาย / สั้นกว่าปกติ อาจอ่านตัวเลขขาด',
  'reference.letters_in_number': 'มีตัวอักษรปนอยู่ในเลขที่หนังสือ ระบบอ่านเป็นเลขศูนย์ โปรดเทียบกับต้นฉบับ',
  'reference.code_unknown': 'ไม่มีรหัสตัวอักษรนี้ในบัญชีรหัสส่วนราชการ',
  'reference.code_repaired': 'รหัสตัวอักษรอ่านไม่ชัด ระบบเทียบกับรหัสที่มีอยู่',
  'letter.unsigned': 'ไม่พบชื่อผู้ลงนาม',
} as const;

export type LetterWarning = keyof typeof MESSAGES;

/** A warning of a letter by its code; `field` names the field that it is about. */
export function warn(code: LetterWarning, field: string | null): Warning {
  return { code, field, message: MESSAGES[code] };
}
