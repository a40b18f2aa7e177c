import type { OrganisationKind } from '../../../schemas/organisations.js';
import { LOCALS, MUNICIPALITIES } from './kinds.js';

/** A title, or the word of a class of bodies, and the organisations whose head it names. */
export interface RecipientTitle {
  words: readonly string[];
  kinds: readonly OrganisationKind[];
  /** It names one organisation by itself: its code. */
  code?: string;
  /** What makes another word of it where it follows: สำนักงานเขตพื้นที่การศึกษา is no office of Bangkok. */
  unless?: string;
}

/** Whoever reads letters for a local body besides its head; '' stands for the body itself (ถึง เทศบาลตำบล…). */
const HEADS = ['นายก', 'ปลัด', 'ประธานสภา', ''];
const headed = (...bodies: string[]) => HEADS.flatMap((head) => bodies.map((body) => `${head} ${body}`.trim()));

/**
 * Titles and class words before a name or ทุก…. The longest that fits is taken. `นายกเทศมนตรี` is followed by the class of the
 * municipality (เมือง, ตำบล) and its name.
 */
export const RECIPIENT_TITLES: readonly RecipientTitle[] = [
  { words: ['ผู้ว่าราชการจังหวัด', 'ผู้ว่าราชการ', 'ผวจ.', 'ศาลากลางจังหวัด', 'จังหวัด'], kinds: ['province'], unless: 'ทหาร' },
  {
    words: ['ผู้ว่าราชการกรุงเทพมหานคร', 'ผู้ว่ากรุงเทพมหานคร', 'ปลัดกรุงเทพมหานคร', 'กรุงเทพมหานคร'],
    kinds: ['special'],
    code: '10',
  },
  { words: ['นายกเมืองพัทยา', 'ปลัดเมืองพัทยา', 'เมืองพัทยา'], kinds: ['special'], code: 'เมืองพัทยา' },
  { words: ['นายอำเภอ', 'ที่ว่าการอำเภอ', 'อำเภอ'], kinds: ['district'] },
  {
    words: ['ผู้อำนวยการเขต', 'ผู้อำนวยการสำนักงานเขต', 'สำนักงานเขต', 'ผอ.เขต'],
    kinds: ['bangkok-district'],
    unless: 'พื้นที่',
  },
  { words: headed('องค์การบริหารส่วนจังหวัด', 'อบจ.', 'อบจ'), kinds: ['pao'] },
  { words: headed('องค์การบริหารส่วนตำบล', 'อบต.', 'อบต'), kinds: ['sao'] },
  { words: [...headed('เทศบาลนคร', 'ทน.'), 'นายกเทศมนตรีนคร'], kinds: ['city-municipality'] },
  { words: [...headed('เทศบาลเมือง', 'ทม.'), 'นายกเทศมนตรีเมือง'], kinds: ['town-municipality'] },
  { words: [...headed('เทศบาลตำบล', 'ทต.'), 'นายกเทศมนตรีตำบล'], kinds: ['subdistrict-municipality'] },
  { words: [...headed('เทศบาล'), 'นายกเทศมนตรี'], kinds: MUNICIPALITIES },
  {
    words: [
      ...headed('องค์กรปกครองส่วนท้องถิ่น', 'อปท.', 'อปท'),
      'ผู้บริหารองค์กรปกครองส่วนท้องถิ่น',
      'ผู้บริหารท้องถิ่น',
      'ผู้บริหาร อปท.',
      'หัวหน้าองค์กรปกครองส่วนท้องถิ่น',
    ],
    kinds: LOCALS,
  },
  {
    words: ['ท้องถิ่นจังหวัด', 'สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด', 'สำนักงานท้องถิ่นจังหวัด'],
    kinds: ['province-office'],
  },
  {
    words: ['ท้องถิ่นอำเภอ', 'สำนักงานส่งเสริมการปกครองท้องถิ่นอำเภอ', 'สำนักงานท้องถิ่นอำเภอ'],
    kinds: ['district-office'],
  },
  {
    words: ['ปลัดกระทรวง', 'รัฐมนตรีว่าการกระทรวง', 'รัฐมนตรีช่วยว่าการกระทรวง', 'กระทรวง'],
    kinds: ['ministry'],
  },
  { words: ['อธิบดีกรม', 'อธิบดี', 'กรม'], kinds: ['department'] },
];

/** Heads whose title does not hold the name of their body, with its code. */
export const HEADS_OF: Readonly<Record<string, string>> = {
  ปลัดสำนักนายกรัฐมนตรี: 'นร 01',
  ผู้บัญชาการตำรวจแห่งชาติ: 'ตช',
  ผู้บัญชาการทหารบก: 'กห กองทัพบก',
  ผู้บัญชาการทหารเรือ: 'กห กองทัพเรือ',
  ผู้บัญชาการทหารอากาศ: 'กห กองทัพอากาศ',
  ผู้บัญชาการทหารสูงสุด: 'กห กองบัญชาการกองทัพไทย',
  อัยการสูงสุด: 'อส',
  ประธานกรรมการการเลือกตั้ง: 'ลต',
  ประธานผู้ตรวจการแผ่นดิน: 'ผผ',
  ผู้ว่าการตรวจเงินแผ่นดิน: 'ตผ',
  เลขาธิการนายกรัฐมนตรี: 'นร 04',
  เลขาธิการคณะรัฐมนตรี: 'นร 05',
  เลขาธิการสภาผู้แทนราษฎร: 'สผ',
  เลขาธิการวุฒิสภา: 'สว',
  เลขาธิการพระราชวัง: 'พว',
  เลขาธิการราชบัณฑิตยสภา: 'รถ',
};

/** Titles before the name of a central body: เลขาธิการ + คณะกรรมการ… heads สำนักงาน + คณะกรรมการ…. */
export const CENTRAL_HEADS: readonly (readonly [title: string, before: readonly string[]])[] = [
  ['เลขาธิการ', ['สำนักงาน', 'สำนักงานเลขาธิการ', 'สำนัก', '']],
  ['ผู้อำนวยการ', ['', 'สำนักงาน']],
  ['ผู้ว่าการ', ['']],
  ['หัวหน้า', ['']],
  ['ประธานกรรมการ', ['สำนักงานคณะกรรมการ']],
  ['', ['']],
];

/** Classes of which there is no register here: schools, hospitals, the offices of a province, villages. */
export const UNLISTED_WORDS: readonly string[] = [
  'โรงเรียน',
  'สถานศึกษา',
  'เขตพื้นที่การศึกษา',
  'วิทยาลัย',
  'อธิการบดี',
  'คณบดี',
  'โรงพยาบาล',
  'สาธารณสุข',
  'สถานีตำรวจ',
  'ตำรวจภูธร',
  'กำนัน',
  'ผู้ใหญ่บ้าน',
  'หัวหน้า',
  'ส่วนราชการ',
  'หน่วยงาน',
  'รัฐวิสาหกิจ',
  'ประจำจังหวัด',
  'ประจำอำเภอ',
  'ปลัดจังหวัด',
  'ปลัดอำเภอ',
  'ศึกษาธิการ',
  'พัฒนาการจังหวัด',
  'พัฒนาการอำเภอ',
  'เกษตร',
  'คลังจังหวัด',
  'พาณิชย์จังหวัด',
  'วัฒนธรรม',
  'ปศุสัตว์',
  'ประมง',
  'แรงงานจังหวัด',
  'ขนส่งจังหวัด',
  'ที่ดินจังหวัด',
  'จัดหางาน',
  'สถิติจังหวัด',
  'ประกันสังคม',
  'ศูนย์',
  'ผู้อำนวยการ',
  'ผู้ตรวจ',
  'คณะกรรมการ',
  'ประธาน',
  'สมาคม',
  'มูลนิธิ',
  'บริษัท',
  'เลขาธิการ',
  'ผู้ว่าการ',
  'ผู้บัญชาการ',
];

/** Classes named together, behind the first: นายกเทศมนตรีเมือง/ตำบล, นายก อบจ./อบต. */
export const FURTHER_CLASSES: Readonly<Record<string, readonly OrganisationKind[]>> = {
  นคร: ['city-municipality'],
  เมือง: ['town-municipality'],
  ตำบล: ['subdistrict-municipality'],
  เทศบาล: MUNICIPALITIES,
  อบจ: ['pao'],
  อบต: ['sao'],
};
