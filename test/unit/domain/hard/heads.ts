import { type Case, made } from './made.js';

const D = '2025-03-14';
const OWN = { reference: 'มท 0808.2/ว 1520', date: D, issuer: 'กรมส่งเสริมการปกครองท้องถิ่น' };
const SUBJECT = 'การบันทึกข้อมูลทรัพย์สินในระบบบัญชี';
const TO = ['ผู้ว่าราชการจังหวัด ทุกจังหวัด'];

/** The order of the letterhead, speed and secrecy, damaged labels: truth written by hand. */
export const HEADS: Case[] = [
  {
    what: 'a stamp below the addressee whose hour stands without its word',
    text: made({ to: ['เรียน ผู้อำนวยการโรงพยาบาล ทุกแห่ง', 'โรงพยาบาลน่าน', 'เลขรับ ๔๑๒', '๑๗ มี.ค. ๒๕๖๘', '๐๙.๔๐ น.', ''] }),
    facts: { to: ['ผู้อำนวยการโรงพยาบาล ทุกแห่ง'], received: ['412'] },
  },
  {
    what: 'a stamp in one row with the office below it',
    text: made({ to: ['เรียน นายอำเภอปัว', 'รับที่ ๕๓ / ๑๘ มี.ค. ๖๘ / ๑๔.๒๐ น.', 'ที่ทำการปกครองอำเภอปัว', ''] }),
    facts: { to: ['นายอำเภอปัว'], received: ['53'] },
  },
  {
    what: 'a stamp in one row, parted by commas, with the office above it',
    text: made({ to: ['เรียน นายอำเภอปัว', 'อำเภอปัว', 'เลขรับที่ 1204, 18 มีนาคม 2568, เวลา 14.20 น.', ''] }),
    facts: { to: ['นายอำเภอปัว'], received: ['1204'] },
  },
  {
    what: 'an hour below the addressee with no stamp around it',
    text: made({ to: ['เรียน นายอำเภอปัว', '๑๔.๒๐ น.', ''] }),
    facts: { to: ['นายอำเภอปัว'], received: [] },
  },
  {
    what: 'number, office, address, date',
    text: made(),
    facts: { ...OWN, kind: 'external', subject: SUBJECT, to: TO, speed: null },
  },
  {
    what: 'office and address before the number',
    text: made({}, ['office', 'number', 'date', 'subject', 'to', 'body', 'closing', 'signature', 'contact']),
    facts: OWN,
  },
  {
    what: 'date above number',
    text: made({}, ['date', 'office', 'number', 'subject', 'to', 'body', 'closing', 'signature', 'contact']),
    facts: OWN,
  },
  {
    what: 'number, date, then office and address below it',
    text: made({}, ['number', 'date', 'office', 'subject', 'to', 'body', 'closing', 'signature', 'contact']),
    facts: OWN,
  },
  {
    what: 'number and office in one printed row',
    text: made({ number: ['ที่ มท ๐๘๐๘.๒/ว ๑๕๒๐ กรมส่งเสริมการปกครองท้องถิ่น'], office: ['ถนนนครราชสีมา เขตดุสิต กทม. ๑๐๓๐๐'] }),
    facts: OWN,
  },
  {
    what: 'blank lines between all parts of the head',
    text: made({ number: ['ที่ มท ๐๘๐๘.๒/ว ๑๕๒๐', '', ''], date: ['', '๑๔ มีนาคม ๒๕๖๘', '', ''] }),
    facts: OWN,
  },
  {
    what: 'numbered addressees',
    text: made({ to: ['เรียน ๑. ผู้ว่าราชการจังหวัด ทุกจังหวัด ๒. ผู้ว่าราชการกรุงเทพมหานคร ๓. อธิบดีกรมการปกครอง'] }),
    facts: { ...OWN, to: ['ผู้ว่าราชการจังหวัด ทุกจังหวัด', 'ผู้ว่าราชการกรุงเทพมหานคร', 'อธิบดีกรมการปกครอง'] },
  },
  {
    what: 'addressees numbered in brackets',
    text: made({ to: ['เรียน (๑) ผู้ว่าราชการจังหวัด ทุกจังหวัด (๒) อธิบดีกรมการปกครอง'] }),
    facts: { ...OWN, to: ['ผู้ว่าราชการจังหวัด ทุกจังหวัด', 'อธิบดีกรมการปกครอง'] },
  },
  {
    what: 'addressees numbered in Arabic digits without blanks, a line each',
    text: made({ to: ['เรียน 1.ผู้ว่าราชการจังหวัด ทุกจังหวัด', '2.ผู้ว่าราชการกรุงเทพมหานคร', '3.อธิบดีกรมการปกครอง'] }),
    facts: { ...OWN, to: ['ผู้ว่าราชการจังหวัด ทุกจังหวัด', 'ผู้ว่าราชการกรุงเทพมหานคร', 'อธิบดีกรมการปกครอง'] },
  },
  { what: 'speed above the number', text: made({ above: ['ด่วนที่สุด'] }), facts: { ...OWN, speed: 'most-urgent' } },
  {
    what: 'speed on the line of the number',
    text: made({ number: ['ด่วนที่สุด ที่ มท ๐๘๐๘.๒/ว ๑๕๒๐'] }),
    facts: { ...OWN, speed: 'most-urgent' },
  },
  {
    what: 'speed glued to ที่',
    text: made({ number: ['ด่วนที่สุดที่ มท ๐๘๐๘.๒/ว ๑๕๒๐'] }),
    facts: { ...OWN, speed: 'most-urgent' },
  },
  {
    what: 'ด่วนมาก glued to ที่',
    text: made({ number: ['ด่วนมากที่ มท ๐๘๐๘.๒/ว ๑๕๒๐'] }),
    facts: { ...OWN, speed: 'very-urgent' },
  },
  { what: 'ด่วน glued to ที่', text: made({ number: ['ด่วนที่ มท ๐๘๐๘.๒/ว ๑๕๒๐'] }), facts: { ...OWN, speed: 'urgent' } },
  { what: 'ด่วน alone', text: made({ above: ['ด่วน'] }), facts: { ...OWN, speed: 'urgent' } },
  {
    what: 'ด่วนมาก with letters apart',
    text: made({ above: ['ด่ ว น ม า ก'] }),
    facts: { ...OWN, speed: 'very-urgent' },
  },
  { what: 'speed misread', text: made({ above: ['ด่วนทีสุด'] }), facts: { ...OWN, speed: 'most-urgent' } },
  {
    what: 'speed with its first letter misread',
    text: made({ above: ['ต่วนที่สุด'] }),
    facts: { ...OWN, speed: 'most-urgent', warnings: ['speed.repaired'] },
  },
  {
    what: 'ด่วนมาก with one letter lost',
    text: made({ above: ['ด่วนมก'] }),
    facts: { ...OWN, speed: 'very-urgent', warnings: ['speed.repaired'] },
  },
  {
    what: 'speed below the date',
    text: made({ date: ['๑๔ มีนาคม ๒๕๖๘', 'ด่วนมาก'] }),
    facts: { ...OWN, speed: 'very-urgent' },
  },
  {
    what: 'speed after the office, before the date',
    text: made({ office: ['กรมส่งเสริมการปกครองท้องถิ่น', 'ด่วนที่สุด', 'ถนนนครราชสีมา เขตดุสิต กทม. ๑๐๓๐๐'] }),
    facts: { ...OWN, speed: 'most-urgent' },
  },
  {
    what: 'สายด่วน in the text is no speed',
    text: made({ body: ['ด้วยสายด่วน ๑๗๘๕ เปิดให้บริการ ขอให้ทราบโดยทั่วกัน', 'จึงเรียนมาเพื่อโปรดทราบ'] }),
    facts: { ...OWN, speed: null },
  },
  {
    what: 'ลับ at the top and bottom',
    text: made({ above: ['ลับ'], below: ['ลับ'] }),
    facts: { ...OWN, secrecy: 'confidential' },
  },
  {
    what: 'ลับมาก and ด่วนที่สุด on two lines',
    text: made({ above: ['ลับมาก', 'ด่วนที่สุด'] }),
    facts: { ...OWN, secrecy: 'secret', speed: 'most-urgent' },
  },
  { what: 'ลับที่สุด', text: made({ above: ['ลับที่สุด'] }), facts: { ...OWN, secrecy: 'top-secret' } },
  {
    what: 'speed and secrecy on one line',
    text: made({ above: ['ด่วนที่สุด ลับ'] }),
    facts: { ...OWN, secrecy: 'confidential', speed: 'most-urgent' },
  },
  {
    what: 'ลับที่สุด with one letter misread',
    text: made({ above: ['ลบทีสุต'] }),
    facts: { ...OWN, secrecy: 'top-secret', warnings: ['secrecy.repaired'] },
  },
  {
    what: 'ลับมาก misread as สับมาก',
    text: made({ above: ['สับมาก'] }),
    facts: { ...OWN, secrecy: 'secret', warnings: ['secrecy.repaired'] },
  },
  { what: 'ที่ misread as ทิ่', text: made({ number: ['ทิ่ มท ๐๘๐๘.๒/ว ๑๕๒๐'] }), facts: OWN },
  { what: 'ที่ misread as ที', text: made({ number: ['ที มท ๐๘๐๘.๒/ว ๑๕๒๐'] }), facts: OWN },
  { what: 'ที่ with a dot', text: made({ number: ['ที่. มท ๐๘๐๘.๒/ว ๑๕๒๐'] }), facts: OWN },
  { what: 'ที่ with a colon', text: made({ number: ['ที่ : มท ๐๘๐๘.๒/ว ๑๕๒๐'] }), facts: OWN },
  { what: 'ที่ lost', text: made({ number: ['มท ๐๘๐๘.๒/ว ๑๕๒๐'] }), facts: OWN },
  { what: 'ที่ glued to the code', text: made({ number: ['ที่มท ๐๘๐๘.๒/ว ๑๕๒๐'] }), facts: OWN },
  { what: 'ที่ on its own line', text: made({ number: ['ที่', 'มท ๐๘๐๘.๒/ว ๑๕๒๐'] }), facts: OWN },
  { what: 'เลขที่ for ที่', text: made({ number: ['เลขที่ มท ๐๘๐๘.๒/ว ๑๕๒๐'] }), facts: OWN },
  {
    what: 'เรื่อง misread as เรือง',
    text: made({ subject: [`เรือง ${SUBJECT}`] }),
    facts: { ...OWN, subject: SUBJECT, to: TO },
  },
  {
    what: 'เรื่อง misread as เรี่อง',
    text: made({ subject: [`เรี่อง ${SUBJECT}`] }),
    facts: { ...OWN, subject: SUBJECT, to: TO },
  },
  {
    what: 'เรื่อง misread as เรือ่ง',
    text: made({ subject: [`เรือ่ง ${SUBJECT}`] }),
    facts: { ...OWN, subject: SUBJECT, to: TO },
  },
  {
    what: 'เรื่อง with a wrong consonant',
    text: made({ subject: [`เสื่อง ${SUBJECT}`] }),
    facts: { ...OWN, subject: SUBJECT, to: TO },
  },
  {
    what: 'เรื่อง glued to the subject',
    text: made({ subject: [`เรื่อง${SUBJECT}`] }),
    facts: { ...OWN, subject: SUBJECT, to: TO },
  },
  { what: 'เรื่อง with a colon', text: made({ subject: [`เรื่อง : ${SUBJECT}`] }), facts: { ...OWN, subject: SUBJECT } },
  {
    what: 'เรียน misread as เรียบ',
    text: made({ to: ['เรียบ ผู้ว่าราชการจังหวัด ทุกจังหวัด'] }),
    facts: { ...OWN, subject: SUBJECT, to: TO },
  },
  { what: 'เรียน misread as เรยน', text: made({ to: ['เรยน ผู้ว่าราชการจังหวัด ทุกจังหวัด'] }), facts: { ...OWN, to: TO } },
  { what: 'เรียน misread as เธียน', text: made({ to: ['เธียน ผู้ว่าราชการจังหวัด ทุกจังหวัด'] }), facts: { ...OWN, to: TO } },
  { what: 'เรียน glued to the title', text: made({ to: ['เรียนผู้ว่าราชการจังหวัด ทุกจังหวัด'] }), facts: { ...OWN, to: TO } },
  { what: 'เรียน on its own line', text: made({ to: ['เรียน', 'ผู้ว่าราชการจังหวัด ทุกจังหวัด'] }), facts: { ...OWN, to: TO } },
  {
    what: 'กราบเรียน',
    text: made({ to: ['กราบเรียน ประธานองคมนตรี'], closing: ['', 'ขอแสดงความนับถืออย่างยิ่ง', ''] }),
    facts: { ...OWN, to: ['ประธานองคมนตรี'], name: 'นายสมคิด ตั้งใจ' },
  },
  {
    what: 'นมัสการ',
    text: made({ to: ['นมัสการ เจ้าคณะจังหวัดน่าน'], closing: ['', 'ขอนมัสการด้วยความเคารพ', ''] }),
    facts: { ...OWN, to: ['เจ้าคณะจังหวัดน่าน'], name: 'นายสมคิด ตั้งใจ' },
  },
  {
    what: 'the name of a department misread',
    text: made({ office: ['กรมส่งเสริมการปกคลองท้องถิ่น', 'ถนนนครราชสีมา เขตดุสิต กทม. ๑๐๓๐๐'] }),
    facts: { ...OWN, warnings: ['issuer.repaired'] },
  },
  {
    what: 'the name of a province misread',
    text: made({ number: ['ที่ นพ ๐๐๒๓.๓/ว ๙๙'], office: ['ศาลากลางจังหวัดนครพนบ', 'ถนนอภิบาลบัญชา นพ ๔๘๐๐๐'] }),
    facts: { issuer: 'จังหวัดนครพนม', warnings: ['issuer.repaired', '!reference.code_issuer_mismatch'] },
  },
  {
    what: 'a body in no table stays as printed',
    text: made({ number: ['ที่ นพ ๗๑๒๐๑/๙๙'], office: ['องค์การบริหารส่วนตำบลบ้านกอกเหนีอ', 'ตำบลบ้านกอก นพ ๔๘๐๐๐'] }),
    facts: { issuer: 'องค์การบริหารส่วนตำบลบ้านกอกเหนีอ', warnings: ['!issuer.repaired'] },
  },
  {
    what: 'two numbers in one head',
    text: made({ number: ['ที่ มท ๐๘๐๘.๒/ว ๑๕๒๐', 'ที่ มท ๐๘๐๘.๒/ว ๑๕๒๖'] }),
    facts: { ...OWN, warnings: ['reference.two_readings'] },
  },
  {
    what: 'the same number twice',
    text: made({ number: ['ที่ มท ๐๘๐๘.๒/ว ๑๕๒๐', 'ที่ มท 0808.2/ว 1520'] }),
    facts: { ...OWN, warnings: ['!reference.two_readings'] },
  },
  {
    what: 'two days in one head',
    text: made({ date: ['๑๔ มีนาคม ๒๕๖๘', '๑๗ มีนาคม ๒๕๖๘'] }),
    facts: { ...OWN, warnings: ['date.two_readings'] },
  },
  {
    what: 'a misread label is said',
    text: made({ to: ['เธียน ผู้ว่าราชการจังหวัด ทุกจังหวัด'], subject: [`เสื่อง ${SUBJECT}`] }),
    facts: { subject: SUBJECT, to: TO, warnings: ['label.repaired'] },
  },
  {
    what: 'subject over two lines',
    text: made({
      subject: ['เรื่อง ขอความร่วมมือสำรวจและรายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันและแก้ไขปัญหา', 'ฝุ่นละอองขนาดเล็ก'],
    }),
    facts: {
      ...OWN,
      subject: 'ขอความร่วมมือสำรวจและรายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันและแก้ไขปัญหาฝุ่นละอองขนาดเล็ก',
      to: TO,
    },
  },
  {
    what: 'subject over three lines',
    text: made({
      subject: [
        'เรื่อง ขอความร่วมมือสำรวจและรายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันและแก้ไขปัญหา',
        'ฝุ่นละอองขนาดเล็กขององค์กรปกครองส่วนท้องถิ่นในเขตพื้นที่ภาคเหนือตอนบนและภาคเหนือตอนล่าง',
        'ประจำปี ๒๕๖๘',
      ],
    }),
    facts: {
      ...OWN,
      subject:
        'ขอความร่วมมือสำรวจและรายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันและแก้ไขปัญหาฝุ่นละอองขนาดเล็กขององค์กรปกครองส่วนท้องถิ่นในเขตพื้นที่ภาคเหนือตอนบนและภาคเหนือตอนล่างประจำปี ๒๕๖๘',
      to: TO,
    },
  },
  {
    what: 'date between subject and recipients',
    text: made({}, ['number', 'office', 'subject', 'date', 'to', 'body', 'closing', 'signature', 'contact']),
    facts: { ...OWN, to: TO },
  },
  {
    what: 'office between number and date in columns',
    text: [
      'ที่ มท ๐๘๐๘.๒/ว ๑๕๒๐',
      '',
      'เรื่อง การบันทึกข้อมูลทรัพย์สินในระบบบัญชี',
      'เรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด',
      'กรมส่งเสริมการปกครองท้องถิ่น',
      'ถนนนครราชสีมา เขตดุสิต กทม. ๑๐๓๐๐',
      '๑๔ มีนาคม ๒๕๖๘',
      '',
      made({}, ['body', 'closing', 'signature', 'contact']),
    ].join('\n'),
    facts: { ...OWN, to: TO, subject: SUBJECT },
  },
  {
    what: 'a receive stamp over the head',
    text: made({
      office: [
        'กรมส่งเสริมการปกครองท้องถิ่น',
        'สำนักงานท้องถิ่นจังหวัดลำปาง',
        'เลขรับ ๔๕๒',
        'วันที่ ๑๗ มี.ค. ๒๕๖๘',
        'เวลา ๑๐.๓๐ น.',
        'ถนนนครราชสีมา เขตดุสิต กทม. ๑๐๓๐๐',
      ],
    }),
    facts: { ...OWN, received: ['452'] },
  },
  {
    what: 'two receive stamps above the number',
    text: made({
      above: [
        'องค์การบริหารส่วนตำบลแม่สุก',
        'เลขรับ ๑๒๐๑',
        'วันที่ ๒๑ มี.ค. ๖๘',
        'เวลา ๐๙.๑๕ น.',
        'สำนักปลัด',
        'เลขรับ ๗๗',
        'วันที่ ๒๑ มี.ค. ๖๘',
        'เวลา ๑๓.๐๐ น.',
      ],
    }),
    facts: { ...OWN, received: ['1201', '77'] },
  },
  {
    what: 'a routing note below the contact',
    text: made({ below: ['', 'เรียน ปลัด', 'เพื่อโปรดพิจารณา', 'ทราบ มอบกองคลัง'] }),
    facts: { ...OWN, kinds: ['external'], to: TO },
  },
  {
    what: 'day blank',
    text: made({ date: ['      มีนาคม ๒๕๖๘'] }),
    facts: { reference: 'มท 0808.2/ว 1520', date: null, warnings: ['date.blank'] },
  },
  {
    what: 'day dotted',
    text: made({ date: ['วันที่ ........ มีนาคม ๒๕๖๘'] }),
    facts: { date: null, warnings: ['date.blank'] },
  },
  {
    what: 'day and month dotted',
    text: made({ date: ['วันที่ .......................... ๒๕๖๘'] }),
    facts: { date: null, warnings: ['date.blank'] },
  },
  {
    what: 'number blank',
    text: made({ number: ['ที่ มท ๐๘๐๘.๒/ว'] }),
    facts: { reference: null, date: D, warnings: ['reference.blank'] },
  },
  {
    what: 'number dotted',
    text: made({ number: ['ที่ มท ๐๘๐๘.๒/ว...........'] }),
    facts: { reference: null, date: D, warnings: ['reference.blank'] },
  },
  {
    what: 'number and day blank',
    text: made({ number: ['ที่ มท ๐๘๐๘.๒/'], date: ['มีนาคม ๒๕๖๘'] }),
    facts: { reference: null, date: null, kind: 'external', warnings: ['reference.blank', 'date.blank'] },
  },
  {
    what: 'ที่ before dots alone',
    text: made({ number: ['ที่ ....................'] }),
    facts: { reference: null, kind: 'external', warnings: ['reference.blank'] },
  },
  { what: 'date with วันที่', text: made({ date: ['วันที่ ๑๔ มีนาคม ๒๕๖๘'] }), facts: OWN },
  { what: 'date with พ.ศ.', text: made({ date: ['๑๔ มีนาคม พ.ศ. ๒๕๖๘'] }), facts: OWN },
  { what: 'date in Arabic digits', text: made({ date: ['14 มีนาคม 2568'] }), facts: OWN },
  { what: 'date with the month misread', text: made({ date: ['๑๔ มืนาคม ๒๕๖๘'] }), facts: OWN },
  {
    what: 'date in the Christian era',
    text: made({ date: ['14 มีนาคม 2025'] }),
    facts: { date: D, warnings: ['date.era'] },
  },
  {
    what: 'พ.ศ. before a Christian year',
    text: made({ date: ['๑๔ มีนาคม พ.ศ. ๒๐๒๕'] }),
    facts: { date: D, warnings: ['date.era'] },
  },
  {
    what: 'a year long past is doubted',
    text: made({ date: ['๑๔ มีนาคม ๒๔๐๘'] }),
    facts: { warnings: ['date.out_of_range'] },
  },
];
