/** The labels of the parts of a letter (สารบรรณ ข้อ 11, 12 and 14), as they open a line. */
export type Label = 'subject' | 'to' | 'references' | 'enclosures' | 'copies' | 'office';

export const LABEL_WORDS: readonly (readonly [string, Label])[] = [
  ['เรื่อง', 'subject'],
  ['เรียน', 'to'],
  ['กราบเรียน', 'to'],
  ['กราบเรียน/เรียน', 'to'],
  ['เรียน/กราบเรียน', 'to'],
  ['นมัสการ', 'to'],
  ['กราบนมัสการ', 'to'],
  ['ถึง', 'to'],
  ['อ้างถึง', 'references'],
  ['อ้างอิง', 'references'],
  ['สิ่งที่ส่งมาด้วย', 'enclosures'],
  ['สิ่งที่แนบมาด้วย', 'enclosures'],
  ['สิ่งที่ส่งมาพร้อมนี้', 'enclosures'],
  ['เอกสารแนบ', 'enclosures'],
  ['สำเนาส่ง', 'copies'],
  ['สำเนาเรียน', 'copies'],
  ['ส่วนราชการ', 'office'],
  ['ส่วนงาน', 'office'],
  ['หน่วยงาน', 'office'],
];

/** Words with which a subject begins. */
export const SUBJECT_OPENERS: readonly string[] = [
  'การ',
  'ขอ',
  'แจ้ง',
  'ส่ง',
  'รายงาน',
  'แนวทาง',
  'ซักซ้อม',
  'เชิญ',
  'มาตรการ',
  'โครงการ',
  'หลักเกณฑ์',
  'แผน',
  'แต่งตั้ง',
  'กำหนด',
  'เร่งรัด',
  'ประชาสัมพันธ์',
  'สำรวจ',
  'ตอบ',
  'หารือ',
  'ประชุม',
  'มอบ',
  'ข้อ',
  'คำสั่ง',
  'ประกาศ',
];

/** Words with which the text of a letter begins or goes on, and no list of addressees or enclosures does. */
export const BODY_OPENERS: readonly string[] = [
  'ด้วย',
  'เนื่อง',
  'สืบเนื่อง',
  'ตาม',
  'อนุสนธิ',
  'พร้อมหนังสือนี้',
  'พร้อมนี้',
  'ในการนี้',
  'บัดนี้',
  'เพื่อ',
  'โดยที่',
  'ขอเรียน',
  'ขอส่ง',
  'ข้าพเจ้า',
  'ทั้งนี้',
];

/** ข้อความลงท้าย. */
export const CLOSING_WORDS: readonly string[] = ['ขอแสดงความนับถือ', 'ขอนมัสการด้วยความเคารพ', 'ขอแสดงความเคารพ'];

/** What the first section of a memorandum is called (the forms of เรื่องเดิม, ข้อเท็จจริง, ข้อพิจารณา differ from office to office). */
export const MEMORANDUM_HEADINGS = [
  'เรื่องเดิม',
  'ต้นเรื่อง',
  'ความเดิม',
  'ความเป็นมา',
  'เรื่องราว',
  'ข้อเท็จจริง',
  'ข้อกฎหมาย',
  'ข้อกฎหมาย/ระเบียบ',
  'ข้อระเบียบ',
  'ระเบียบกฎหมาย',
  'ระเบียบที่เกี่ยวข้อง',
  'กฎหมายที่เกี่ยวข้อง',
  'ข้อพิจารณา',
  'ข้อเสนอ',
  'ข้อเสนอแนะ',
  'ข้อเสนอเพื่อพิจารณา',
  'ความเห็น',
  'สภาพปัญหา',
  'เหตุผลและความจำเป็น',
  'หลักการและเหตุผล',
  'วัตถุประสงค์',
] as const;
