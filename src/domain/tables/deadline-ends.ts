/** Words of what ends or is shut on a day, and of days that are nobody's limit. */

/** Somebody need not be there. */
export const EXCUSED = [
  'ไม่ต้องเข้าร่วม',
  'ไม่ต้องร่วม',
  'ไม่ต้องมา',
  'ไม่ต้องไป',
  'ไม่จำเป็นต้อง',
  'มิต้องเข้าร่วม',
  'งดเข้าร่วม',
] as const;
/** What was open to others and is shut then; the term of anything else (สัญญา, ปีงบประมาณ) only ends. */
export const CLOSINGS = [
  'ปิดรับ',
  'หมดเขต',
  'ปิดระบบ',
  'ระบบจะปิด',
  'ระบบปิด',
  'สิ้นสุดการเปิด',
  'สิ้นสุดการลงทะเบียน',
  'ปิดการลงทะเบียน',
  'ปิดลงทะเบียน',
  'ปิดการรับ',
] as const;
/** The first day of what a later date ends: เริ่มรับใบสมัคร A และปิดรับ B. */
export const OPENINGS = ['เริ่ม', 'เปิด', 'วันแรก', 'เริ่มต้น', 'เริ่มรับ', 'เปิดรับ', 'เปิดระบบ', 'นับจาก', 'ตั้งแต่'] as const;
/** Whose contract or term runs; what he must do is none of the addressee's days. */
export const CONTRACTORS = ['ผู้รับจ้าง', 'คู่สัญญา', 'ผู้ขาย', 'ผู้ให้เช่า', 'บริษัท', 'ห้างหุ้นส่วน', 'ที่ปรึกษา'] as const;
/** Heads of a column of days that are limits. */
export const DUE_HEADS = [
  'กำหนดส่ง',
  'กำหนดการส่ง',
  'กำหนดยื่น',
  'กำหนดรายงาน',
  'กำหนดแล้วเสร็จ',
  'กำหนดเวลา',
  'ภายใน',
  'วันสุดท้าย',
  'วันครบกำหนด',
  'ครบกำหนด',
  'ไม่เกินวันที่',
  'ส่งภายใน',
  'แล้วเสร็จภายใน',
] as const;
