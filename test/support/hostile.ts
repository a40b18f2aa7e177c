/** Words, numbers and signs that the rules look for, and beginnings of what they look for that never ends. */
const UNITS: readonly string[] = [
  'ก',
  '1',
  '๑',
  ' ',
  '.',
  '…',
  '(',
  ')',
  '/',
  '-',
  '่',
  'ํา',
  'เ',
  'ที่ ',
  'ที่ มท ๐๘๐๘',
  'ที่ มท ๐๘๐๘.๒/ว ๑๕๒๐ ',
  'ที่ มท ๐๘๐๘.๒/ว ',
  'ที่ ก.ก.ก. ๑.๑.๑/',
  'เรื่อง ',
  'เรื่อง ก เรียน ',
  'เรียน อธิบดี ',
  'เรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด ',
  'ถึง กรม ',
  'อ้างถึง หนังสือ ',
  'อ้างถึง หนังสือกรม ที่ มท ๐๘๐๘/ว ๑ ลงวันที่ ๑ มกราคม ๒๕๖๘ ',
  'คำสั่งจังหวัด ที่ ๑/๒๕๖๘ ลงวันที่ ',
  'สิ่งที่ส่งมาด้วย ๑. ',
  '๑. แบบ ๒. แบบ ',
  'จำนวน ๑ ชุด ',
  'บันทึกข้อความ ',
  'ส่วนราชการ กอง กรม ',
  'คำสั่งจังหวัด ',
  'ประกาศจังหวัด ',
  'ประกาศ ณ วันที่ ๑ มกราคม ๒๕๖๘ ',
  'หนังสือฉบับนี้ให้ไว้เพื่อ ',
  'ขอแสดงความนับถือ ',
  '(นายก ข) ',
  '(นาย ก',
  'นายกองค์การบริหารส่วนตำบล ',
  'ปฏิบัติราชการแทน ',
  'พล.ต.ต. ',
  'โทร. ๐ ๒๒๔๑ ๙๐๐๐ ต่อ ๑ ',
  'โทร. 0 2 ',
  'a@a.',
  'www.a.',
  'https://a/',
  'เลขรับ ๑ วันที่ ๑ ม.ค. ๖๘ เวลา ๑.๐๐ น. ',
  'วันที่ ',
  'วันศุกร์ที่ ๑ ',
  '๑ มกราคม ๒๕๖๘ ',
  '๑, ๒, ',
  'มกราคม ',
  'ระหว่างวันที่ ๑ - ',
  'ภายในวันที่ ๑ มกราคม ๒๕๖๘ ',
  'ภายใน ๑๕ วัน ',
  'จึงเรียนมาเพื่อ ',
  'ด้วยกรมการปกครองได้รับแจ้งจากกรมที่ดินว่า ',
  'กรมส่งเสริมการปกครองท้องถิ่น ',
  'จังหวัดน่าน ',
  'แจ้งเทศบาล ',
  'ด่วนที่สุด ',
  'ลับ ',
  '- ๒ - ',
  '/ต่อ... ',
  '[',
  '**',
  '<ul ',
];

const LETTER = `ที่ มท ๐๘๐๘.๒/ว ๑๕๒๐
กรมการปกครอง
๑๔ มีนาคม ๒๕๖๘
เรื่อง การประชุม
เรียน อธิบดี
อ้างถึง หนังสือกรม ที่ มท ๐๘๐๘/ว ๑ ลงวันที่ ๑ มกราคม ๒๕๖๘
ด้วยกรมขอเชิญประชุม ภายในวันที่ ๓๐ เมษายน ๒๕๖๘
จึงเรียนมาเพื่อทราบ
ขอแสดงความนับถือ
(นายก ข)
อธิบดี
โทร. ๐ ๒๒๔๑ ๙๐๐๐
`;

/** Each unit repeated to `length` on one line, on a line each and, behind the head of a letter, inside its text; and whole letters. */
export function* hostileTexts(length: number): Generator<{ name: string; text: string }> {
  const head = LETTER.split('ด้วย')[0]!;
  for (const unit of UNITS) {
    const line = unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
    yield { name: `${unit.trim()} on one line`, text: line };
    const lines = `${unit}\n`.repeat(Math.ceil(length / (unit.length + 1))).slice(0, length);
    yield { name: `${unit.trim()} on lines`, text: lines };
    yield { name: `${unit.trim()} in a letter`, text: `${head}ด้วย${line}`.slice(0, length) };
    yield { name: `${unit.trim()} on lines in a letter`, text: `${head}ด้วย\n${lines}`.slice(0, length) };
  }
  yield { name: 'letters', text: LETTER.repeat(Math.ceil(length / LETTER.length)).slice(0, length) };
  yield { name: 'letters on pages', text: `${LETTER}\f`.repeat(Math.ceil(length / LETTER.length)).slice(0, length) };
}
