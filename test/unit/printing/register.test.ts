import { parse } from 'csv-parse/sync';
import JSZip from 'jszip';
import { decodePDFRawStream, PDFDocument, PDFName, PDFRawStream } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import type { RegisterExtract } from '../../../src/printing/register-form.js';
import { registerPdf } from '../../../src/printing/register-pdf.js';
import { registerCsv, registerXlsx } from '../../../src/printing/register-sheet.js';
import { registerLine } from '../../support/register-lines.js';
import { extracted } from '../../support/searchable.js';

const extract = (more: Partial<RegisterExtract> = {}): RegisterExtract => ({
  book: 'received',
  year: 2568,
  office: 'จังหวัดแพร่',
  lines: [],
  from: null,
  to: null,
  ...more,
});

/** The texts in the order in which they stand on the sheet, or where the first is missing. */
function inOrder(text: string, parts: readonly string[]): string | null {
  let at = 0;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    if (found < 0) return part;
    at = found + part.length;
  }
  return null;
}

describe('the register on paper', () => {
  it('has the head of แบบที่ ๑๓ with the one day, the columns and the cells in Thai digits', async () => {
    const { text, size } = await extracted(
      await registerPdf(extract({ lines: [registerLine(7, { speed: 'most-urgent' }), registerLine(8)] })),
    );
    const head = ['ทะเบียนหนังสือรับ', 'วันที่ ๕ เดือน กุมภาพันธ์ พ.ศ. ๒๕๖๘'];
    const columns = ['เลข', 'ทะเบียนรับ', 'ที่', 'ลงวันที่', 'จาก', 'ถึง', 'เรื่อง', 'การปฏิบัติ', 'หมายเหตุ'];
    expect(inOrder(text, [...head, ...columns, '๗', 'ด่วนที่สุด', '๒๗ ม.ค. ๒๕๖๘', '๘', 'รวม ๒ รายการ'])).toBeNull();
    expect(text).toContain('แบบที่ ๑๓');
    expect(text).toContain('มท ๐๘๑๐.๗/ว ๕๒๔');
    expect(text).not.toMatch(/[0-9]/);
    expect(Math.round(size[0])).toBe(842);
  });

  it('says ส่ง on แบบที่ ๑๔, and marks a secret book at the head and the foot of each sheet', async () => {
    const open = await extracted(await registerPdf(extract({ book: 'sent', lines: [registerLine(1)] })));
    expect(inOrder(open.text, ['ทะเบียนหนังสือส่ง', 'ทะเบียนส่ง'])).toBeNull();
    expect(open.text).toContain('แบบที่ ๑๔');
    expect(open.pieces.filter((piece) => piece.text === 'ลับ')).toEqual([]);
    const secret = await extracted(await registerPdf(extract({ book: 'sent-secret', lines: [registerLine(1)] })));
    const marks = secret.pieces.filter((piece) => piece.text === 'ลับ').map(({ box }) => (box[0] + box[2]) / 2);
    expect(marks).toHaveLength(2);
    for (const middle of marks) expect(middle).toBeCloseTo(0.5, 1);
  });

  it('heads each day where there are several, and carries the day over to the next sheet', async () => {
    const lines = Array.from({ length: 60 }, (_, n) =>
      registerLine(n + 1, { on: n < 3 ? '2025-02-05' : '2025-02-06' }),
    );
    const pdf = await registerPdf(extract({ lines }));
    const [first, second] = [await extracted(pdf, 1), await extracted(pdf, 2)];
    expect(first.text).toContain('ตั้งแต่วันที่ ๕ เดือน กุมภาพันธ์ พ.ศ. ๒๕๖๘ ถึงวันที่ ๖ เดือน กุมภาพันธ์ พ.ศ. ๒๕๖๘');
    expect(inOrder(second.text, ['ทะเบียนหนังสือรับ', 'วันที่ ๖ เดือน กุมภาพันธ์ พ.ศ. ๒๕๖๘ (ต่อ)'])).toBeNull();
  });

  it('prints 500 letters, each once, on sheets that all have the head and their number', async () => {
    const lines = Array.from({ length: 500 }, (_, n) => registerLine(n + 1, { subject: `เรื่องที่ ${n + 1}.` }));
    const pdf = await registerPdf(extract({ lines }));
    const count = (await PDFDocument.load(pdf)).getPageCount();
    // Two lines a letter: between ten and twenty letters go on a sheet.
    expect(count).toBeGreaterThan(25);
    expect(count).toBeLessThan(50);
    const found: string[] = [];
    for (let page = 1; page <= count; page++) {
      const { text, pieces } = await extracted(pdf, page);
      expect(inOrder(text, ['ทะเบียนหนังสือรับ', 'หมายเหตุ'])).toBeNull();
      found.push(...(text.match(/เรื่องที่ [๐-๙]+\./g) ?? []));
      for (const { box } of pieces) expect(box[3]).toBeLessThan(1);
    }
    expect(new Set(found).size).toBe(500);
    expect(found).toHaveLength(500);
  });

  it('continues a row that is longer than a sheet', async () => {
    const subject = Array.from({ length: 400 }, (_, n) => `วรรค${n}จบ`).join(' ');
    const pdf = await registerPdf(extract({ lines: [registerLine(1, { subject }), registerLine(2)] }));
    const count = (await PDFDocument.load(pdf)).getPageCount();
    const pages = await Promise.all(Array.from({ length: count }, (_, n) => extracted(pdf, n + 1)));
    const whole = pages
      .map(({ text }) => text)
      .join(' ')
      .replace(/\s/g, '');
    for (const n of ['๐', '๑๙๙', '๓๙๙']) expect(whole.split(`วรรค${n}จบ`)).toHaveLength(2);
  });

  it('strikes a cancelled letter through, gives the reason, and counts it', async () => {
    const line = registerLine(3, { cancelledAt: new Date('2025-02-06T00:00:00Z'), cancelReason: 'ลงซ้ำกับเลขที่ 2' });
    const { text } = await extracted(await registerPdf(extract({ lines: [line] })));
    expect(text.replace(/\s/g, '')).toContain('ยกเลิก:ลงซ้ำกับเลขที่๒');
    expect(text).toContain('รวม ๑ รายการ ในจำนวนนี้ยกเลิก ๑ รายการ');
    const rules = async (lines: RegisterExtract['lines']) => {
      const contents = await contentsOf(await registerPdf(extract({ lines })));
      return contents.match(/ l S/g)?.length ?? 0;
    };
    const plain = registerLine(3, { remarks: 'ยกเลิก: ลงซ้ำกับเลขที่ 2' });
    expect(await rules([line])).toBeGreaterThanOrEqual((await rules([plain])) + 7);
  });

  it('says when the paper came where that was another day, and so where nothing is in the book', async () => {
    const late = registerLine(1, { at: new Date('2025-02-04T08:00:00Z') });
    expect((await extracted(await registerPdf(extract({ lines: [late] })))).text).toContain('ได้รับ ๔ ก.พ.');
    expect((await extracted(await registerPdf(extract()))).text).toContain('ไม่มีรายการ');
  });
});

async function contentsOf(pdf: Uint8Array): Promise<string> {
  const document = await PDFDocument.load(pdf);
  const streams = document.getPages().map((page) => document.context.lookup(page.node.get(PDFName.of('Contents'))));
  return streams
    .filter((stream) => stream instanceof PDFRawStream)
    .map((stream) => Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1'))
    .join('\n');
}

/** What spreadsheets take for a formula. */
const FORMULAS = ['=1+1', '+66 54534119', '-๕ ก.พ.', '@SUM(A1)', '\t=cmd', '  =1'];

describe('the register as a table', () => {
  const lines = FORMULAS.map((subject, n) => registerLine(n + 1, { subject }));

  it('is an Excel file of texts, numbers and days, without a formula', async () => {
    const zip = await JSZip.loadAsync(await registerXlsx(extract({ lines })));
    const sheet = await zip.file('xl/worksheets/sheet1.xml')!.async('string');
    const strings = await zip.file('xl/sharedStrings.xml')!.async('string');
    expect(sheet).not.toContain('<f>');
    expect(sheet).not.toMatch(/<f[ />]/);
    for (const text of ['=๑+๑', '@SUM(A1)', 'เลขทะเบียนรับ', '๒๗ ม.ค. ๒๕๖๘']) expect(strings).toContain(text);
    // The numbers are numbers; the days are days of the common era (27 January 2025 is day 45684 of a sheet).
    expect([...sheet.matchAll(/<c r="B\d+"[^>]*><v>(\d+)<\/v>/g)].map(([, value]) => value).slice(-6)).toEqual(
      lines.map(({ number }) => String(number)),
    );
    expect(sheet).toContain('<v>45684</v>');
    expect(sheet).toContain('orientation="landscape"');
    expect(sheet).toMatch(/<pane [^>]*ySplit="3"[^>]*state="frozen"/);
    expect(sheet).toContain('fitToPage="1"');
    expect(await zip.file('xl/workbook.xml')!.async('string')).toContain("'ทะเบียนหนังสือรับ'!$1:$3");
  });

  it('gives every row of the Excel file the height of its lines, which other programs do not work out', async () => {
    const short = registerLine(1, { subject: 'สั้น' });
    const long = registerLine(2, { subject: 'การรับสมัครรางวัลเลิศรัฐ ประจำปี '.repeat(6) });
    const zip = await JSZip.loadAsync(await registerXlsx(extract({ lines: [short, long] })));
    const sheet = await zip.file('xl/worksheets/sheet1.xml')!.async('string');
    const heights = [...sheet.matchAll(/<row r="\d+"([^>]*)>/g)].map(([, of]) =>
      Number(/ ht="([\d.]+)"/.exec(of!)?.[1]),
    );
    expect(heights).toHaveLength(5);
    for (const height of heights) expect(height).toBeGreaterThan(14);
    expect(heights[4]!).toBeGreaterThan(2 * heights[0]!);
  });

  it('is CSV that Excel opens as UTF-8 and takes no cell of for a formula', () => {
    const csv = registerCsv(extract({ lines }));
    expect(csv.startsWith('\ufeff')).toBe(true);
    const rows = parse(csv, { bom: true, columns: true }) as Record<string, string>[];
    expect(rows).toHaveLength(lines.length);
    expect(rows[0]!.เรื่อง).toBe("'=๑+๑");
    expect(rows[0]!['ลงวันที่ (ค.ศ.)']).toBe('2025-01-27');
    for (const row of rows) for (const cell of Object.values(row)) expect(cell).not.toMatch(/^\s*[=+\-@]/);
  });
});
