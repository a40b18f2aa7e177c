import { describe, expect, it } from 'vitest';
import { fileRecord } from '../../../schemas/record.js';
import { composeFile, composeLetters } from '../../../src/domain/compose.js';
import { textPages } from '../../support/text-pages.js';

const PROVINCE = `ด่วนมาก
ที่ นน ๐๐๒๓.๓/ว ๘๑
ศาลากลางจังหวัดน่าน
ถนนสุริยพงษ์ นน ๕๕๐๐๐
๑๒ มีนาคม ๒๕๖๘

เรื่อง การตรวจสอบแหล่งน้ำ ประจำปี ๒๕๖๘

เรียน นายอำเภอทุกอำเภอ (ยกเว้นอำเภอเมืองน่าน) นายกองค์การบริหารส่วนจังหวัดน่าน และนายกเทศมนตรีเมืองน่าน

สิ่งที่ส่งมาด้วย ๑. สำเนาหนังสือกรมทรัพยากรน้ำ จำนวน ๑ ชุด
ด่วนที่สุด ที่ ทส ๐๖๐๒/ว ๗๗ ลงวันที่ ๓ มีนาคม ๒๕๖๘
๒. แบบสำรวจ จำนวน ๒ แผ่น

ด้วยจังหวัดน่านได้รับแจ้งจากกรมทรัพยากรน้ำว่า จะสำรวจแหล่งน้ำในทุกตำบล ขอให้ส่งแบบสำรวจถึงจังหวัดน่าน
ภายในวันที่ ๓๑ มีนาคม ๒๕๖๘ ทางเว็บไซต์ www.example.go.th

จึงเรียนมาเพื่อพิจารณาดำเนินการ

ขอแสดงความนับถือ

ร้อยตรี
(สมมติ ใจดี)
ปลัดจังหวัดน่าน ปฏิบัติราชการแทน
ผู้ว่าราชการจังหวัดน่าน

สำนักงานจังหวัดน่าน
กลุ่มงานยุทธศาสตร์
โทร. ๐ ๕๔๗๑ ๐๐๐๐ ต่อ ๑๒, ๐๕ ๔๗๑ ๐๐๐๑
โทรสาร ๐ ๕๔๗๑ ๐๐๐๒
ไปรษณีย์อิเล็กทรอนิกส์ nan@example.go.th
ผู้ประสานงาน นางสาวตัวอย่าง งามดี`;

const MEMO = `บันทึกข้อความ
ส่วนราชการ กองช่าง เทศบาลตำบลท่าวังผา โทร. ๐ ๕๔๗๙ ๙๙๙๙ มท. ๑๒๓๔๕
ที่ นน ๕๒๑๐๒/ วันที่ ๑๔ มีนาคม ๒๕๖๘
เรื่อง การสำรวจแหล่งน้ำ
เรียน นายกเทศมนตรีตำบลท่าวังผา
ตามหนังสือจังหวัดน่าน ที่ นน ๐๐๒๓.๓/ว ๘๑ ลงวันที่ ๑๒ มีนาคม ๒๕๖๘ แจ้งให้สำรวจแหล่งน้ำ นั้น
จึงเรียนมาเพื่อโปรดทราบ
(นายทดสอบ ระบบดี)
ผู้อำนวยการกองช่าง`;

const STAMPED = `ที่ นน ๐๐๒๓.๓/ว ๙๙
ถึง อำเภอ ทุกอำเภอ และเทศบาลตำบลทุกแห่ง
ตามที่จังหวัดได้ขอให้ส่งรายงาน ขอให้ส่งภายในวันที่ ๗ เมษายน ๒๕๖๘
จังหวัดน่าน
๒๔ มีนาคม ๒๕๖๘
สำนักงานจังหวัดน่าน
โทร. ๐ ๕๔๗๑ ๐๐๐๐`;

const ORDER = `คำสั่งอำเภอปัว
ที่ ๒๕/๒๕๖๗
เรื่อง แต่งตั้งคณะทำงาน
เพื่อให้การทำงานเป็นไปด้วยความเรียบร้อย จึงแต่งตั้งคณะทำงาน ดังนี้
๑. นายอำเภอปัว ประธาน
สั่ง ณ วันที่ ๒๐ พฤศจิกายน พ.ศ. ๒๕๖๗
(นายทดสอบ ระบบดี)
นายอำเภอปัว`;

const POSTER = 'ขอเชิญร่วมประกวดแหล่งน้ำสะอาด\nสมัครได้ถึงวันที่ ๓๐ เมษายน ๒๕๖๘\nโทร. ๐ ๒๒๒๒ ๒๒๒๒';

const single = (text: string) => {
  const letters = composeLetters(textPages(text));
  expect(letters).toHaveLength(1);
  return letters[0]!;
};

describe('an external letter', () => {
  const letter = single(PROVINCE);

  it('has its header', () => {
    expect(letter).toMatchObject({
      kind: 'external',
      date: '2025-03-12',
      speed: 'very-urgent',
      secrecy: null,
      subject: 'การตรวจสอบแหล่งน้ำ ประจำปี ๒๕๖๘',
      issuer: { name: 'จังหวัดน่าน', level: 'province', province: 'น่าน' },
    });
    expect(letter.reference).toMatchObject({ raw: 'นน ๐๐๒๓.๓/ว ๘๑', normalized: 'นน 0023.3/ว 81', circular: true });
  });

  it('parts its addressees and leaves an exception with its class', () => {
    expect(letter.recipients.map(({ text, scope }) => [text, scope])).toEqual([
      ['นายอำเภอทุกอำเภอ (ยกเว้นอำเภอเมืองน่าน)', 'all'],
      ['นายกองค์การบริหารส่วนจังหวัดน่าน', 'one'],
      ['นายกเทศมนตรีเมืองน่าน', 'one'],
    ]);
  });

  it('puts the count behind the citation that a second column parted', () => {
    expect(letter.enclosures.map(({ text }) => text)).toEqual([
      'สำเนาหนังสือกรมทรัพยากรน้ำ ด่วนที่สุด ที่ ทส ๐๖๐๒/ว ๗๗ ลงวันที่ ๓ มีนาคม ๒๕๖๘ จำนวน ๑ ชุด',
      'แบบสำรวจ จำนวน ๒ แผ่น',
    ]);
    expect(letter.enclosures[0]!.citation).toMatchObject({
      issuer: 'กรมทรัพยากรน้ำ',
      reference: 'ทส 0602/ว 77',
      date: '2025-03-03',
      speed: 'most-urgent',
    });
    expect(letter.enclosures[1]!.citation).toBeNull();
  });

  it('has signer, contact, action, links and deadline', () => {
    expect(letter.signer).toEqual({
      name: 'ร้อยตรี สมมติ ใจดี',
      position: 'ปลัดจังหวัดน่าน ปฏิบัติราชการแทน ผู้ว่าราชการจังหวัดน่าน',
    });
    expect(letter.contact).toEqual({
      office: 'สำนักงานจังหวัดน่าน',
      phones: ['0-5471-0000 ext 12', '0-5471-0001'],
      email: 'nan@example.go.th',
      persons: ['นางสาวตัวอย่าง งามดี'],
    });
    expect(letter.action?.kind).toBe('act');
    expect(letter.links).toContainEqual({ url: 'www.example.go.th', from: 'text' });
    expect(letter.evidence.links).toEqual([{ page: 1, bbox: null, text: 'www.example.go.th' }]);
    expect(letter.deadlines.map((deadline) => deadline.date)).toEqual(['2025-03-31']);
  });

  it('keeps its own date where a stamp has left a shorter one above it, and doubts a short one that stands alone', () => {
    expect(single(PROVINCE.replace(/^(.*\n)/, '$1รง ๑๗ มี.ค. ๖๘\n'))).toMatchObject({ date: '2025-03-12' });
    const short = single(PROVINCE.replace('๑๒ มีนาคม ๒๕๖๘', '๑๗ มี.ค. ๖๘'));
    expect(short.date).toBe('2025-03-17');
    expect(short.confidence.date).toBeLessThan(0.9);
    // A Monday in truth.
    const mismatch = single(PROVINCE.replace('๑๒ มีนาคม ๒๕๖๘', 'วันพุธที่ ๑๗ มี.ค. ๖๘'));
    expect(mismatch.date).toBe('2025-03-17');
    expect(mismatch.warnings.map(({ code }) => code)).toContain('date.weekday_mismatch');
  });

  it('gives a confidence and the evidence for every field it shows', () => {
    for (const field of ['kind', 'reference', 'date', 'speed', 'issuer', 'subject', 'signer', 'contact', 'action']) {
      expect(letter.confidence[field], field).toBeGreaterThanOrEqual(0.9);
      if (field !== 'kind') expect(letter.evidence[field]?.length, field).toBeGreaterThan(0);
    }
    for (const list of ['recipients', 'enclosures', 'deadlines']) expect(letter.confidence[list]).toBeDefined();
    expect(letter.confidence.secrecy).toBeUndefined();
    expect(letter.evidence.date).toEqual([{ page: 1, bbox: null, text: '๑๒ มีนาคม ๒๕๖๘' }]);
  });
});

it('a memorandum: office and division from ส่วนราชการ, a blank number kept and told', () => {
  const letter = single(MEMO);
  expect(letter).toMatchObject({
    kind: 'memorandum',
    date: '2025-03-14',
    issuer: { name: 'เทศบาลตำบลท่าวังผา', level: 'local', province: 'น่าน' },
    contact: { office: 'กองช่าง', phones: ['0-5479-9999'] },
    signer: { name: 'นายทดสอบ ระบบดี', position: 'ผู้อำนวยการกองช่าง' },
  });
  expect(letter.reference).toMatchObject({ normalized: null, raw: 'นน ๕๒๑๐๒/', unit: '52102' });
  expect(letter.warnings.map((warning) => warning.code)).toContain('reference.blank');
  expect(letter.references).toEqual([]);
  expect(letter.mentions).toMatchObject([{ issuer: 'จังหวัดน่าน', reference: 'นน 0023.3/ว 81', date: '2025-03-12' }]);
});

it('a stamped letter: sender and date below the text, bodies as addressees', () => {
  const letter = single(STAMPED);
  expect(letter).toMatchObject({
    kind: 'stamped',
    date: '2025-03-24',
    subject: null,
    signer: null,
    issuer: { name: 'จังหวัดน่าน', level: 'province' },
    contact: { office: 'สำนักงานจังหวัดน่าน' },
  });
  expect(letter.recipients.map((recipient) => recipient.text)).toEqual(['อำเภอ ทุกอำเภอ', 'เทศบาลตำบลทุกแห่ง']);
});

it('an order: number with year, date from สั่ง ณ วันที่', () => {
  expect(single(ORDER)).toMatchObject({
    kind: 'order',
    date: '2024-11-20',
    reference: { normalized: '25/2567' },
    subject: 'แต่งตั้งคณะทำงาน',
    issuer: { name: 'อำเภอปัว', level: 'district' },
    signer: { name: 'นายทดสอบ ระบบดี', position: 'นายอำเภอปัว' },
    recipients: [],
    deadlines: [],
  });
});

describe('a bundle', () => {
  it('parts letters and attachments by page, newest first as bound', () => {
    const letters = composeLetters(textPages([MEMO, PROVINCE, POSTER].join('\f')));
    expect(letters.map((letter) => [letter.kind, ...letter.pages])).toEqual([
      ['memorandum', 1, 1],
      ['external', 2, 2],
      ['attachment', 3, 3],
    ]);
    expect(letters[2]).toMatchObject({ title: 'ขอเชิญร่วมประกวดแหล่งน้ำสะอาด', deadlines: [], recipients: [] });
  });

  it('parts letters that follow one another on one page of text', () => {
    const letters = composeLetters(textPages(`${PROVINCE}\n\n\n\n${STAMPED}\n\n\n\n${MEMO}`));
    expect(letters.map((letter) => letter.kind)).toEqual(['external', 'stamped', 'memorandum']);
  });

  it('goes on over a page break, with its catchword and page number', () => {
    const [head, tail] = PROVINCE.split('\n\nจึงเรียนมา');
    const letters = composeLetters(textPages(`${head}\n/จึงเรียน...\f- ๒ -\n\nจึงเรียนมา${tail}`));
    expect(letters.map((letter) => [letter.kind, ...letter.pages])).toEqual([['external', 1, 2]]);
    expect(letters[0]!.signer?.name).toBe('ร้อยตรี สมมติ ใจดี');
  });

  it('keeps a receive stamp above a letter out of its fields', () => {
    const stamp = 'ที่ว่าการอำเภอปัว\nเลขรับ ๐๑๒๓\nวันที่ - ๕ เม.ย. ๒๕๖๘\nเวลา ๐๙.๓๐ น.\n\n';
    const letter = single(stamp + PROVINCE);
    expect(letter.received).toMatchObject([
      { office: 'ที่ว่าการอำเภอปัว', number: '0123', date: '2025-04-05', time: '09:30' },
    ]);
    expect(letter).toMatchObject({ date: '2025-03-12', issuer: { name: 'จังหวัดน่าน' } });
  });

  it('reads a stamp that the page reader told apart from the text', () => {
    const [page] = textPages(PROVINCE);
    const region = {
      kind: 'stamp' as const,
      bbox: [0.6, 0, 0.9, 0.1] as [number, number, number, number],
      text: 'อำเภอปัว\nรับที่ 77\nวันที่ 6 เม.ย. 2568',
    };
    const [letter] = composeLetters([{ ...page!, regions: [region] }]);
    expect(letter!.received).toMatchObject([{ office: 'อำเภอปัว', number: '77', date: '2025-04-06', time: null }]);
    expect(letter!.received[0]!.evidence[0]!.bbox).toEqual(region.bbox);
  });
});

describe('what is no letter', () => {
  it.each([
    ['a slide deck', 'หลักเกณฑ์การพิจารณารางวัล\n15 พฤศจิกายน 2565\nเรื่องที่ ๑ ความเป็นมา\nส่งผลงานภายในวันที่ ๑ มีนาคม ๒๕๖๖'],
    [
      'a blank form',
      'คำร้องทั่วไป\nวันที่ .......... เดือน ..........\nเรื่อง ..............................\nเรียน ..............................\nข้าพเจ้า ..............................',
    ],
    [
      'a list of citations',
      'บัญชีหนังสือ\n๑. หนังสือกรมการปกครอง ที่ มท ๐๓๐๙/ว ๑ ลงวันที่ ๑ มกราคม ๒๕๖๘\n๒. หนังสือกรมที่ดิน ที่ มท ๐๕๑๑/๒ ลงวันที่ ๒ มกราคม ๒๕๖๘',
    ],
  ])('%s is one attachment without deadlines', (_name, text) => {
    const letters = composeLetters(textPages(text));
    expect(letters.map((letter) => letter.kind)).toEqual(['attachment']);
    expect(letters[0]!.deadlines).toEqual([]);
  });

  it('an empty file has no entry', () => expect(composeLetters(textPages('\n \n'))).toEqual([]));
});

it('composeFile gives a record valid under the contract, with the text of each page', () => {
  const sha256 = 'a'.repeat(64);
  const record = composeFile({ file: 'ก.txt', sha256, pages: textPages(`${PROVINCE}\f${POSTER}`), warnings: [] });
  expect(fileRecord.parse(record)).toEqual(record);
  expect(record.page.map((page) => page.text)).toEqual([PROVINCE, POSTER]);
});

it('reads on where the end of a short line cuts ภายใน in two', () => {
  const [letter] = composeLetters(
    textPages(
      [
        'ที่ กษ ๐๖๐๒/ว ๕๑๑๘',
        'กรมปศุสัตว์',
        '๒๑ กุมภาพันธ์ ๒๕๖๘',
        'เรื่อง การรายงานผลการประเมิน',
        'เรียน ปศุสัตว์จังหวัดทุกจังหวัด',
        '',
        'กรมปศุสัตว์ขอให้ส่งผลคะแนนของข้าราชการในสังกัดให้กองการเจ้าหน้าที่ ภาย',
        'ในวันที่ ๑๘ เมษายน ๒๕๖๘ และส่งไฟล์ข้อมูลทางระบบอิเล็กทรอนิกส์ของกรมปศุสัตว์ ภายในวันที่ ๒๕ เมษายน ๒๕๖๘',
        '',
        'จึงเรียนมาเพื่อดำเนินการ',
        'ขอแสดงความนับถือ',
        '(นายทดสอบ ระบบดี)',
        'อธิบดีกรมปศุสัตว์',
      ].join('\n'),
    ),
  );
  expect(letter!.deadlines.map(({ date }) => date)).toEqual(['2025-04-18', '2025-04-25']);
});

describe('QR codes', () => {
  const bbox: [number, number, number, number] = [0.8, 0.7, 0.9, 0.8];
  const withCodes = (text: string, codes: string[]) =>
    textPages(text).map((page, i) => ({
      ...page,
      regions: codes[i] ? [{ kind: 'qr' as const, bbox, text: codes[i] }] : [],
    }));

  it('belong to the letter or the attachment on whose pages they stand; a page without print goes with the one before', () => {
    const url = (n: number) => `https://example.go.th/${n}`;
    const pages = withCodes(`${PROVINCE}\f\fแบบสำรวจแหล่งน้ำประจำตำบล\nชื่อแหล่งน้ำ`, [1, 2, 3].map(url));
    const found = composeLetters(pages).map(({ kind, links, evidence }) => ({
      kind,
      links: links.filter(({ from }) => from === 'qr').map((link) => link.url),
      pages: evidence.links?.filter((item) => item.bbox).map(({ page }) => page),
    }));
    expect(found).toEqual([
      { kind: 'external', links: [url(1), url(2)], pages: [1, 2] },
      { kind: 'attachment', links: [url(3)], pages: [3] },
    ]);
  });
});

describe('what officers wrote below a letter', () => {
  it('is no attachment, no addressee and no deadline, and the next page is one as before', () => {
    const below = [
      '"น่านน่าอยู่ น่าเที่ยว น่าลงทุน"',
      'เรียน ปลัดอาวุโส',
      '- เพื่อโปรดทราบ',
      '- เห็นควรแจ้ง อปท. ทราบภายในวันที่ ๒๑ มี.ค. ๖๘',
    ];
    const read = (text: string) => composeLetters(textPages(`${text}\fแบบสำรวจแหล่งน้ำประจำตำบล`));
    const [plain, noted] = [read(PROVINCE), read([PROVINCE, '', ...below].join('\n'))];
    expect(noted.map(({ kind, pages }) => ({ kind, pages }))).toEqual([
      { kind: 'external', pages: [1, 1] },
      { kind: 'attachment', pages: [2, 2] },
    ]);
    const { contact, recipients, deadlines } = noted[0]!;
    expect({ contact, recipients, deadlines }).toEqual({
      contact: plain[0]!.contact,
      recipients: plain[0]!.recipients,
      deadlines: plain[0]!.deadlines,
    });
  });
});
