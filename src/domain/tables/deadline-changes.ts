/** Words that change an earlier day: put off, moved, called off; and what follows them that makes them something else. */

export type Change = 'extend' | 'move' | 'cancel';

/** The verbs of each change with what is changed; a verb alone (เลื่อน) with an empty list. */
export const CHANGE_WORDS: readonly { change: Change; verbs: readonly string[]; objects: readonly string[] }[] = [
  {
    change: 'extend',
    verbs: ['ขยาย', 'ช่วงขยาย'],
    objects: ['ระยะเวลา', 'เวลา', 'กำหนด', 'วัน', 'ช่วงเวลา', 'ห้วงเวลา', 'การรับ', 'ระยะ', 'รับสมัคร'],
  },
  {
    change: 'extend',
    verbs: ['เลื่อน'],
    objects: ['วันสิ้นสุด', 'วันสุดท้าย', 'วันหมดเขต', 'วันปิดรับ'],
  },
  { change: 'move', verbs: ['เลื่อน'], objects: [] },
  {
    change: 'move',
    verbs: ['เปลี่ยนแปลง', 'เปลี่ยน', 'ปรับ', 'แก้ไข', 'ปรับเปลี่ยน'],
    objects: [
      'กำหนดการ',
      'กำหนดวัน',
      'กำหนดเวลา',
      'กำหนดส่ง',
      'วันประชุม',
      'วันจัด',
      'วันอบรม',
      'วันสอบ',
      'วันเวลา',
      'วันและเวลา',
      'วัน เวลา',
    ],
  },
  {
    change: 'cancel',
    verbs: ['ยกเลิก', 'ยกเลิกการ', 'งด', 'งดการ', 'ยกเลิกกำหนดการ'],
    objects: [
      'ประชุม',
      'จัด',
      'อบรม',
      'ฝึกอบรม',
      'สัมมนา',
      'กิจกรรม',
      'กำหนด',
      'งาน',
      'รับสมัคร',
      'ประกวด',
      'แข่งขัน',
      'สอบ',
      'พิธี',
      'ตรวจราชการ',
      'ตรวจเยี่ยม',
      'นัดหมาย',
      'ลงทะเบียน',
      'โครงการ',
      'เดินทาง',
      'ศึกษาดูงาน',
    ],
  },
  {
    change: 'cancel',
    verbs: ['ยกเลิก'],
    objects: [
      'ส่ง',
      'จัดส่ง',
      'นำส่ง',
      'รายงาน',
      'สำรวจ',
      'ตอบแบบ',
      'บันทึกข้อมูล',
      'กรอกข้อมูล',
      'จัดเก็บข้อมูล',
      'ตรวจสอบ',
      'ยื่น',
      'เสนอ',
    ],
  },
  { change: 'cancel', verbs: ['ยกเลิก'], objects: ['หนังสือ', 'บันทึกข้อความ', 'โทรสาร', 'วิทยุ'] },
];

/** เลื่อนระดับ, เลื่อนขั้น: of persons and pay, not of days. */
export const NO_CHANGE_BEHIND = [
  'ระดับ',
  'ขั้น',
  'ตำแหน่ง',
  'ชั้น',
  'เงินเดือน',
  'ไหล',
  'วิทยฐานะ',
  'ยศ',
  'ฐานะ',
  'ไปวัน',
  'เป็นวันทำการ',
  'จ่าย',
  'วันสิ้นสุด',
  'วันสุดท้าย',
  'วันหมดเขต',
  'วันปิดรับ',
] as const;

/** ยังไม่ขยายเวลา, หากยกเลิก, สามารถเลื่อน: said, not done. */
export const NO_CHANGE_BEFORE = [
  'ไม่',
  'มิได้',
  'ห้าม',
  'หาก',
  'กรณี',
  'ถ้า',
  'สามารถ',
  'อาจ',
  'เมื่อ',
  'จะไม่',
  'ไม่ได้',
  'หากขอ',
  'กรณีขอ',
] as const;

/** Put off, and the new day is not known yet. */
export const WITHOUT_NEW_DAY = [
  'ออกไปก่อน',
  'ไม่มีกำหนด',
  'จนกว่า',
  'จะแจ้งให้ทราบอีกครั้ง',
  'จะแจ้งกำหนดการใหม่',
  'จะแจ้งกำหนดให้ทราบ',
] as const;

/** What a letter that is called off had asked for, so that a day goes with it. */
export const INVITED_TO = [
  'เชิญ',
  'ประชุม',
  'อบรม',
  'สัมมนา',
  'กำหนดส่ง',
  'กำหนดการ',
  'กำหนดให้ส่ง',
  'กำหนดให้รายงาน',
] as const;
