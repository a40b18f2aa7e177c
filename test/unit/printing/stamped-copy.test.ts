import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument, PDFName, PDFString } from 'pdf-lib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageReading } from '../../../schemas/page.js';
import { stampedCopy } from '../../../workers/stamped.js';
import { extracted } from '../../support/searchable.js';

const limits = { maxFileBytes: 1e7, maxPages: 10, maxPixels: 1e7 };
const stamp = { office: 'เทศบาลตำบลท่าข้าม', number: '123', date: '2025-02-05', time: null };
const reading = (number: number): PageReading => ({
  number,
  source: 'ocr',
  width: 100,
  height: 140,
  rotation: 0,
  lines: [],
  regions: [],
  confidence: 1,
  warnings: [],
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wian-stamped-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Three pages; on the second a link to the third. */
async function bundle(): Promise<string> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const pages = ['FIRST', 'SECOND', 'THIRD'].map((text) => {
    const page = document.addPage([595, 842]);
    page.drawText(text, { x: 100, y: 400 });
    return page;
  });
  const link = document.context.obj({
    Type: 'Annot',
    Subtype: 'Link',
    Rect: [0, 0, 9, 9],
    Dest: [pages[2]!.ref, 'Fit'],
  });
  const note = document.context.obj({
    ...{ Type: 'Annot', Subtype: 'Text', Rect: [0, 0, 9, 9], Contents: PDFString.of('NOTE'), P: pages[1]!.ref },
    Parent: document.context.register(document.context.obj({ Kids: [pages[2]!.ref] })),
  });
  pages[1]!.node.set(
    PDFName.of('Annots'),
    document.context.obj([link, note].map((each) => document.context.register(each))),
  );
  const path = join(folder, 'bundle.pdf');
  writeFileSync(path, await document.save({ useObjectStreams: false }));
  return path;
}

/** The text of each page. */
async function textsOf(pdf: Buffer): Promise<string[]> {
  const count = (await PDFDocument.load(pdf)).getPageCount();
  const numbers = Array.from({ length: count }, (_, at) => at + 1);
  return Promise.all(numbers.map(async (number) => (await extracted(pdf, number)).text));
}

describe('a copy with a receive stamp', () => {
  it('is the whole file, with the stamp on the page of the letter', async () => {
    const of = { type: 'pdf', pages: [reading(2)], page: 2, span: null, stamp } as const;
    const pages = await textsOf(await stampedCopy(await bundle(), { ...of, pages: [...of.pages] }, limits));
    expect(pages).toHaveLength(3);
    expect(pages[1]).toContain('เลขรับ ๑๒๓');
    expect(pages[0]! + pages[2]!).not.toContain('เลขรับ');
  });

  it('is of a part of a file that part alone: nothing of the other pages is in its bytes', async () => {
    const pdf = await stampedCopy(
      await bundle(),
      { type: 'pdf', pages: [reading(2)], page: 2, span: [2, 2], stamp },
      limits,
    );
    const pages = await textsOf(pdf);
    expect(pages).toHaveLength(1);
    expect(pages[0]).toContain('SECOND');
    expect(pages[0]).toContain('เลขรับ ๑๒๓');
    const document = await PDFDocument.load(pdf);
    const held = document.context
      .enumerateIndirectObjects()
      .filter(([, object]) => String(object).includes('/Type /Page\n'));
    expect(held).toHaveLength(1);
    expect(document.getPages()[0]!.node.Annots()!.size()).toBe(1);
  });

  it('of a picture is a PDF of it', async () => {
    const path = join(folder, 'scan.png');
    await sharp({ create: { width: 600, height: 850, channels: 3, background: '#fff' } })
      .png()
      .toFile(path);
    const pdf = await stampedCopy(path, { type: 'png', pages: [reading(1)], page: 1, span: null, stamp }, limits);
    expect((await textsOf(pdf))[0]).toContain('เลขรับ ๑๒๓');
  });

  it('of a text there is none', async () => {
    const made = stampedCopy(join(folder, 'no.txt'), { type: 'text', pages: [], page: 1, span: null, stamp }, limits);
    await expect(made).rejects.toMatchObject({ code: 'file.no_picture' });
  });
});
