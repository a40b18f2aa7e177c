import JSZip from 'jszip';
import { PDFDocument } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import type { DraftContent } from '../../../schemas/sending.js';
import { coverLetterDocx } from '../../../src/printing/cover-letter-docx.js';
import { coverLetterPdf } from '../../../src/printing/cover-letter-pdf.js';
import { extracted } from '../../support/searchable.js';

const content: DraftContent = {
  speed: 'most-urgent',
  secrecy: null,
  code: 'พร ๐๐๒๓.๓',
  circular: true,
  office: 'ศาลากลางจังหวัดแพร่',
  address: 'ถนนไชยบูรณ์ พร ๕๔๐๐๐',
  subject: 'การจัดหาน้ำดื่มที่สะอาด',
  recipients: [
    { text: 'นายอำเภอ ทุกอำเภอ', organisations: [] },
    { text: 'นายกเทศมนตรีเมืองแพร่', organisations: [] },
  ],
  references: [],
  enclosures: ['สำเนาหนังสือกรมส่งเสริมการปกครองท้องถิ่น ที่ มท ๐๘๑๐.๗/ว ๕๒๔ จำนวน ๑ ชุด', 'แบบรายงาน จำนวน ๑ ฉบับ'],
  paragraphs: ['ด้วยจังหวัดแพร่ได้รับหนังสือแล้ว', 'จังหวัดแพร่พิจารณาแล้ว ขอให้อำเภอทราบ', 'จึงเรียนมาเพื่อทราบ'],
  signer: { name: 'นายสมชาย ใจดี', position: 'ผู้ว่าราชการจังหวัดแพร่' },
  contact: { office: 'สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด', phone: '๐-๕๔๕๓-๔๑๑๙', email: 'saraban@a.example' },
  copies: [],
};

/** The parts of แบบที่ ๑ in their order. */
const PARTS = [
  'ด่วนที่สุด',
  'ที่ พร ๐๐๒๓.๓/ว',
  'ศาลากลางจังหวัดแพร่',
  'ถนนไชยบูรณ์',
  'เรื่อง',
  'การจัดหาน้ำดื่มที่สะอาด',
  'เรียน',
  'นายอำเภอ ทุกอำเภอ',
  'นายกเทศมนตรีเมืองแพร่',
  'สิ่งที่ส่งมาด้วย',
  '๑. สำเนาหนังสือกรมส่งเสริมการปกครองท้องถิ่น',
  '๒. แบบรายงาน',
  'ด้วยจังหวัดแพร่ได้รับหนังสือแล้ว',
  'จังหวัดแพร่พิจารณาแล้ว',
  'จึงเรียนมาเพื่อทราบ',
  'ขอแสดงความนับถือ',
  '(นายสมชาย ใจดี)',
  'ผู้ว่าราชการจังหวัดแพร่',
  'สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด',
  'โทร. ๐-๕๔๕๓-๔๑๑๙',
  'saraban@a.example',
];

function checkOrder(text: string): void {
  let at = 0;
  for (const part of PARTS) {
    const found = text.indexOf(part, at);
    expect(found, part).toBeGreaterThanOrEqual(0);
    at = found + part.length;
  }
}

describe('the cover letter as PDF', () => {
  it('has the parts of หนังสือภายนอก in their order, within the margins, below the garuda', async () => {
    const { text, pieces, size } = await extracted(await coverLetterPdf(content));
    checkOrder(text);
    expect(text).not.toContain('อ้างถึง');
    const [width, height] = size;
    for (const { text: piece, box } of pieces) {
      expect(box[0] * width, piece).toBeGreaterThanOrEqual(3 * 28.3 - 1);
      expect(box[2] * width, piece).toBeLessThanOrEqual(width - 2 * 28.3 + 1);
      expect(box[1] * height, piece).toBeGreaterThan(1.5 * 28.3);
    }
    // In the middle the 3 centimetres of the garuda stay free.
    const high = pieces.filter(({ box }) => box[1] * height < 4 * 28.3 && box[2] > 0.4 && box[0] < 0.6);
    expect(high).toEqual([]);
  });

  it('goes on on numbered sheets, and keeps the signature with its closing', async () => {
    for (const count of [10, 11, 12, 13, 14, 15, 16, 30]) {
      const paragraphs = Array.from({ length: count }, (_, n) => `ย่อหน้าที่ ${n} ${'ดำเนินการตามหนังสือ '.repeat(12)}`);
      const pdf = await coverLetterPdf({ ...content, paragraphs });
      const pages = (await PDFDocument.load(pdf)).getPageCount();
      const texts = await Promise.all(Array.from({ length: pages }, (_, n) => extracted(pdf, n + 1)));
      expect(pages).toBeGreaterThan(1);
      expect(texts[1]!.text).toContain('- ๒ -');
      const closing = texts.findIndex(({ text }) => text.includes('ขอแสดงความนับถือ'));
      expect(texts[closing]!.text).toContain('(นายสมชาย ใจดี)');
      for (let n = 0; n < count; n++) expect(texts.filter(({ text }) => text.includes(`ย่อหน้าที่ ${n} `))).toHaveLength(1);
      for (const { pieces } of texts) for (const { box } of pieces) expect(box[3]).toBeLessThan(0.99);
    }
  });

  it('marks each sheet of a secret letter at its head and foot', async () => {
    const { pieces } = await extracted(await coverLetterPdf({ ...content, secrecy: 'secret' }));
    const marks = pieces.filter(({ text }) => text === 'ลับมาก').map(({ box }) => box[1]);
    expect(marks).toHaveLength(2);
    expect(Math.min(...marks)).toBeLessThan(0.1);
    expect(Math.max(...marks)).toBeGreaterThan(0.9);
  });
});

describe('the cover letter as DOCX', () => {
  it('has the same parts, type, margins and marks', async () => {
    const zip = await JSZip.loadAsync(await coverLetterDocx({ ...content, secrecy: 'secret' }));
    const xml = await zip.file('word/document.xml')!.async('string');
    checkOrder(
      xml
        .replace(/<w:tab\/>/g, ' ')
        .replace(/<\/w:p>/g, '\n')
        .replace(/<[^>]+>/g, ''),
    );
    // Thai is set by the entries for complex scripts: without them Word takes another type and size.
    const runs = xml.match(/<w:rPr>.*?<\/w:rPr>/g)!;
    expect(runs.length).toBeGreaterThan(PARTS.length - 5);
    for (const run of runs) {
      expect(run).toContain('w:cs="TH SarabunPSK"');
      expect(run).toMatch(/<w:szCs w:val="(32|64)"\/>/);
    }
    // 3 and 2 centimetres of 1440/2.54 twips.
    expect(xml).toMatch(/<w:pgMar [^>]*w:right="1134"[^>]*w:left="1701"/);
    expect(xml).toMatch(/<w:pgSz w:w="11906" w:h="16838"/);
    for (const part of ['header1', 'header2', 'footer1', 'footer2']) {
      expect(await zip.file(`word/${part}.xml`)!.async('string'), part).toContain('ลับมาก');
    }
  });

  it('numbers its sheets in Thai digits, but for the first', async () => {
    const zip = await JSZip.loadAsync(await coverLetterDocx(content));
    const xml = await zip.file('word/document.xml')!.async('string');
    expect(xml).toContain('<w:titlePg/>');
    expect(xml).toMatch(/<w:pgNumType [^>]*w:fmt="thaiNumbers"/);
    const rels = await zip.file('word/_rels/document.xml.rels')!.async('string');
    for (const [type, numbered] of [
      ['first', false],
      ['default', true],
    ] as const) {
      const id = new RegExp(`<w:headerReference [^>]*w:type="${type}"[^>]*r:id="(\\w+)"`).exec(xml)![1];
      const [, target] = new RegExp(`<Relationship [^>]*Id="${id}"[^>]*Target="([^"]+)"`).exec(rels)!;
      expect((await zip.file(`word/${target}`)!.async('string')).includes('PAGE'), type).toBe(numbered);
    }
  });

  it('takes a text as text, whatever is in it', async () => {
    const zip = await JSZip.loadAsync(await coverLetterDocx({ ...content, subject: '<w:br/> & "ก"' }));
    const xml = await zip.file('word/document.xml')!.async('string');
    expect(xml).toContain('&lt;w:br/&gt; &amp; ');
  });
});
