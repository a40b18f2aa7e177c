/**
 * The words of a letter's text by their role in the chain: what is received, from which document, who speaks and who decides.
 * `relay-sources.ts` is the grammar over them.
 */

/** Behind ได้รับ: that somebody told the sender; the teller follows จาก. */
export const RECEIVED: readonly string[] = [
  'แจ้ง',
  'การแจ้ง',
  'การประสาน',
  'การร้องขอ',
  'การร้องเรียน',
  'การขอ',
  'คำขอ',
  'การติดต่อ',
  'การมอบหมาย',
  'การเชิญ',
  'เชิญ',
  'ความร่วมมือ',
  'รายงาน',
  'เรื่อง',
  'มอบหมาย',
  'ข้อสั่งการ',
  'สั่งการ',
  'นโยบาย',
  'หนังสือ',
  'สำเนา',
  'บันทึก',
  'วิทยุ',
  'โทรสาร',
  'ประสาน',
];

/** Papers by which one tells another. */
export const PAPERS: readonly string[] = [
  'หนังสือสั่งการ',
  'หนังสือ',
  'สำเนาหนังสือ',
  'บันทึกข้อความ',
  'บันทึก',
  'วิทยุ',
  'โทรสาร',
  'โทรเลข',
];

/** Papers that decide: a source where they open the letter and are dated or numbered; laws are none. */
export const DECISIONS: readonly string[] = ['คำสั่ง', 'ประกาศ', 'มติที่ประชุม', 'มติ', 'นโยบาย', 'ข้อสั่งการ'];

/** Between the paper and the name of its sender. */
export const PAPER_TAILS: readonly string[] = [
  'ในราชการ',
  'สื่อสาร',
  'ด่วนที่สุด',
  'ด่วนมาก',
  'ภายนอก',
  'ภายใน',
  'ของ',
  'จาก',
];

/** Words that open a letter's reason, the organisation behind them. */
export const OPENERS: readonly string[] = [
  'เนื่องด้วย',
  'ด้วยเหตุที่',
  'ด้วย',
  'ตามที่',
  'ตามที่อ้างถึง',
  'ตามอ้างถึง',
  'เนื่องจาก',
  'อนุสนธิ',
  'อนุสนธิจาก',
  'สืบเนื่องจาก',
  'สืบเนื่องจากที่',
  'สืบเนื่องตามที่',
  'โดยที่',
];

/** Words that join a second organisation to what the first one said. */
export const JOINERS: readonly string[] = ['กรณีที่', 'กรณี', 'โดย', 'ซึ่ง', 'ทั้งนี้', 'และ'];

/** Before ว่า: the writer's own finding; what follows is no one's word. */
export const FOUND_OUT: readonly string[] = ['พบ', 'เห็น', 'ปรากฏ', 'ทราบ', 'ถือ', 'เนื่อง', 'หมายความ', 'เชื่อ'];

/** Behind a name: it tells. */
export const TELLS: readonly string[] = [
  'แจ้ง',
  'แจ้งว่า',
  'แจ้งให้',
  'แจ้งเตือน',
  'ได้แจ้ง',
  'มีหนังสือ',
  'ได้มีหนังสือ',
  'มีบันทึก',
  'ได้มีบันทึก',
  'มีวิทยุ',
  'ได้มีวิทยุ',
  'รายงาน',
  'ได้รายงาน',
  'ประสาน',
  'ได้ประสาน',
];

/** Behind a name in the opening: it tells, decides or does what the letter is about. */
export const ACTS: readonly string[] = [
  ...TELLS,
  'ได้',
  'ได้รับ',
  'ได้จัด',
  'ได้กำหนด',
  'กำหนด',
  'ขอให้',
  'ขอความ',
  'ขอรับ',
  'ขอเชิญ',
  'ขอส่ง',
  'ขอแจ้ง',
  'ขอประชาสัมพันธ์',
  'ขอข้อมูล',
  'ขอขยาย',
  'ขอใช้',
  'ขอทราบ',
  'ขอรายงาน',
  'จะ',
  'มีนโยบาย',
  'มีมติ',
  'มีคำสั่ง',
  'มีประกาศ',
  'มีข้อสั่งการ',
  'มีภารกิจ',
  'มีแผน',
  'มีโครงการ',
  'มีความประสงค์',
  'มีความจำเป็น',
  'มีกำหนด',
  'มีแนวทาง',
  'มอบ',
  'จัด',
  'ประกาศ',
  'เปิด',
  'ปิด',
  'ดำเนิน',
  'เห็นชอบ',
  'เห็นควร',
  'เห็นสมควร',
  'อนุมัติ',
  'อนุญาต',
  'ส่ง',
  'ประสงค์',
  'โดย',
  'ร่วม',
  'พิจารณา',
  'ออก',
  'เชิญ',
  'เชิญชวน',
  'ขยาย',
  'เลื่อน',
  'ยกเลิก',
  'ปรับปรุง',
  'แก้ไข',
  'ซักซ้อม',
  'กำชับ',
  'สั่งการ',
  'เร่งรัด',
  'ติดตาม',
  'ตรวจ',
  'สำรวจ',
  'คัดเลือก',
  'รับสมัคร',
  'ประเมิน',
  'ชี้แจง',
  'หารือ',
  'พยากรณ์',
  'คาดหมาย',
  'คาดการณ์',
  'เตือน',
  'พัฒนา',
  'จำเป็น',
  'ให้',
  'ในคราวประชุม',
  'ในการประชุม',
  'เมื่อวันที่',
];

/** Behind a name that is joined (โดย X …): its decision is what the letter passes on. */
export const DECIDES: readonly string[] = [
  'กำหนด',
  'แจ้งว่า',
  'มีหนังสือ',
  'มีนโยบาย',
  'มีมติ',
  'มีภารกิจ',
  'ขอให้',
  'ขอความ',
  'ติดตาม',
];

/** As `DECIDES`, behind ได้, ได้มี or ได้ร่วมกัน. */
export const HAS_DECIDED: readonly string[] = [
  'กำหนด',
  'ออก',
  'ประกาศ',
  'จัด',
  'ขอให้',
  'ขอความ',
  'นโยบาย',
  'มติ',
  'เห็นชอบ',
  'อนุมัติ',
  'เปิด',
  'แจ้ง',
  'มอบหมาย',
  'ปรับปรุง',
  'เฝ้าระวัง',
  'ดำเนิน',
  'ติดตาม',
  'พัฒนา',
  'รับสมัคร',
  'หนังสือ',
  'เชิญ',
  'สำรวจ',
  'ซักซ้อม',
  'รับเรื่อง',
];
