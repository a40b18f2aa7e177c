import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectFile } from '../../../src/reading/inspect.js';
import { draw, image, onePage, rawPdf, write } from '../../support/raw-pdf.js';

const limits = { maxFileBytes: 1_000_000, maxPages: 50, maxPixels: 4_000_000 };
let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'wian-inspect-'))));
afterAll(() => rm(folder, { recursive: true }));

async function inspect(content: Uint8Array, name = 'หนังสือ.pdf') {
  const path = join(folder, name);
  await writeFile(path, content);
  return inspectFile(path, limits);
}

const LINES = [
  'สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด',
  'เรื่อง การดำเนินโครงการอบรมเจ้าหน้าที่ประจำปี ๒๕๖๘',
  'ด้วยกรมส่งเสริมการปกครองท้องถิ่นได้กำหนดการอบรม',
];
const written = (lines: string[]) => write(lines.map((line, i) => [50, 700 - i * 30, line]));

async function pages(count: number): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  for (let i = 0; i < count; i++) document.addPage([595, 842]);
  return document.save();
}

/** Protected by a password: the standard handler's check of the empty one fails. */
const encrypted = () =>
  rawPdf(
    [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [] /Count 0 >>',
      `<< /Filter /Standard /V 1 /R 2 /O <${'41'.repeat(32)}> /U <${'42'.repeat(32)}> /P -4 >>`,
    ],
    `/Encrypt 3 0 R /ID [<${'00'.repeat(16)}> <${'00'.repeat(16)}>]`,
  );

/** The header of a PNG of this size, and nothing else. */
function pngHeader(width: number, height: number): Buffer {
  const header = Buffer.from('89504e470d0a1a0a0000000d49484452000000000000000008000000000000000000', 'hex');
  header.writeUInt32BE(width, 16);
  header.writeUInt32BE(height, 20);
  return header;
}

describe('inspectFile', () => {
  it('plans a page by its text layer where that is good', async () => {
    expect(await inspect(onePage(written(LINES)))).toEqual({
      type: 'pdf',
      pages: [{ number: 1, source: 'text-layer' }],
      warnings: [],
    });
  });

  it('plans to read the picture where the layer is spoiled, and says so', async () => {
    const { pages: plans, warnings } = await inspect(
      onePage(written(LINES.map((line) => line.replaceAll(/[่้ำ]/g, '')))),
    );
    expect(plans).toEqual([{ number: 1, source: 'ocr' }]);
    expect(warnings).toMatchObject([{ code: 'text_layer.distrusted', message: expect.stringContaining('หน้า 1') }]);
  });

  it('plans to read a scan, with nothing to warn of', async () => {
    const jpeg = await sharp({ create: { width: 800, height: 1100, channels: 3, background: '#fff' } })
      .jpeg()
      .toBuffer();
    expect(await inspect(onePage(draw(), image(800, 1100, '/DCTDecode', jpeg)))).toEqual({
      type: 'pdf',
      pages: [{ number: 1, source: 'ocr' }],
      warnings: [],
    });
  });

  it('leaves an image that is too large to the page that shows it', async () => {
    const found = await inspect(onePage(draw(), image(40_000, 40_000, '/FlateDecode', 'x')));
    expect(found.pages).toEqual([{ number: 1, source: 'ocr' }]);
  });

  it('counts the images of a TIFF, and tells when it is cut off', async () => {
    const sheet = () =>
      sharp({ create: { width: 90, height: 120, channels: 3, background: '#fff' } })
        .png()
        .toBuffer();
    const tiff = await sharp([await sheet(), await sheet(), await sheet()], { join: { animated: true } })
      .tiff()
      .toBuffer();
    expect(await inspect(tiff, 'a.tif')).toMatchObject({ type: 'tiff', pages: [{}, {}, { number: 3 }], warnings: [] });
    const cut = await inspect(tiff.subarray(0, Math.floor(tiff.length * 0.8)), 'cut.tif');
    expect(cut.pages).toHaveLength(2);
    expect(cut.warnings).toMatchObject([{ code: 'image.damaged' }]);
  });

  it('parts a text into pages', async () => {
    expect(await inspect(Buffer.from('หนึ่ง\fสอง'), 'a.txt')).toMatchObject({
      type: 'text',
      pages: [{ number: 1, source: 'text' }, { number: 2 }],
    });
  });

  it('warns of a PDF without its end whose pages can still be read', async () => {
    const whole = onePage(written(LINES));
    const found = await inspect(whole.subarray(0, whole.lastIndexOf('startxref')));
    expect(found.pages).toEqual([{ number: 1, source: 'text-layer' }]);
    expect(found.warnings).toMatchObject([{ code: 'pdf.damaged' }]);
  });

  it.each([
    ['file.empty', async () => Buffer.alloc(0)],
    ['file.unsupported', async () => Buffer.from('PK\x03\x04 a ZIP that is named a PDF')],
    ['file.too_large', async () => Buffer.alloc(1_000_001, ' ')],
    ['file.too_large', () => pages(2000)],
    ['pdf.encrypted', async () => encrypted()],
    ['pdf.damaged', async () => (await pages(3)).subarray(0, 400)],
    ['pdf.damaged', async () => Buffer.from('%PDF-1.7\n')],
    ['image.too_many_pixels', async () => pngHeader(40_000, 40_000)],
    ['image.damaged', async () => pngHeader(400, 400)],
    ['image.damaged', async () => Buffer.from('\xff\xd8\xff\xe0 no JPEG', 'latin1')],
    ['text.encoding', async () => Buffer.from('caf\xe9 d\xe9j\xe0 vu na\xefve', 'latin1')],
  ])('refuses with %s (case %#)', async (code, content) => {
    await expect(inspect(await content())).rejects.toMatchObject({ code });
  });

  it('says how many pages are too many', async () => {
    await expect(inspect(await pages(51))).rejects.toMatchObject({ detail: '51 pages, limit 50' });
  });

  it('says that there is no such file', async () => {
    await expect(inspectFile(join(folder, 'none.pdf'), limits)).rejects.toMatchObject({ code: 'file.not_found' });
  });

  it('does not follow a page tree in circles', async () => {
    const circle = rawPdf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 3 >>']);
    await expect(inspect(circle)).rejects.toMatchObject({ code: 'pdf.damaged' });
  });
});
