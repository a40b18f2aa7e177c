import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { PageImage } from '../../../src/reading/image.js';
import { inspectFile } from '../../../src/reading/inspect.js';
import type { CheckedLayer } from '../../../src/reading/layer-picture.js';
import { readPage } from '../../../src/reading/read-page.js';
import type { TextLayer } from '../../../src/reading/text-layer.js';
import { draw, image, onePage, slanted, write } from '../../support/raw-pdf.js';

/** Stands in for the network, which has tests of its own: here it matters which pages come to it, and as what image. */
const recognisePage = vi.fn(async (_image: PageImage) => ({
  lines: [{ text: 'จากภาพ', bbox: null, confidence: 0.9 }],
  regions: [],
  rotation: 0 as const,
  confidence: 0.9,
  warnings: [],
}));
vi.mock('../../../src/reading/recognise/recognise-page.js', () => ({
  recognisePage: (image: PageImage) => recognisePage(image),
}));
/** So does this for the check of a layer on its picture: the fonts of these pages have no glyphs. */
const checkOnPicture = vi.fn(async (_page: unknown, { lines }: TextLayer): Promise<CheckedLayer> => {
  return { distrust: [], lines };
});
vi.mock('../../../src/reading/layer-picture.js', () => ({
  checkOnPicture: (page: unknown, layer: TextLayer) => checkOnPicture(page, layer),
}));
afterEach(() => {
  recognisePage.mockClear();
  checkOnPicture.mockClear();
});

const limits = { maxFileBytes: 1e7, maxPages: 50, maxPixels: 20_000_000 };
let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'wian-read-'))));
afterAll(() => rm(folder, { recursive: true }));

async function read(content: Uint8Array, number = 1) {
  const path = join(folder, 'a');
  await writeFile(path, content);
  return readPage(path, await inspectFile(path, limits), number, limits);
}

const LINES = [
  'สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด',
  'เรื่อง การดำเนินโครงการอบรมเจ้าหน้าที่ประจำปี ๒๕๖๘',
  'ด้วยกรมส่งเสริมการปกครองท้องถิ่นได้กำหนดการอบรม',
];
const written = (mode = 0) =>
  write(
    LINES.map((line, i) => [50, 700 - i * 30, line]),
    16,
    mode,
  );
const scan = async () =>
  image(
    800,
    1132,
    '/DCTDecode',
    await sharp({ create: { width: 800, height: 1132, channels: 3, background: '#fff' } })
      .jpeg()
      .toBuffer(),
  );

describe('readPage', () => {
  it('reads a page of text without loading the recogniser', async () => {
    expect(await read(Buffer.from('หนึ่ง\fสอง'), 2)).toMatchObject({
      number: 2,
      source: 'text',
      lines: [{ text: 'สอง' }],
    });
    expect(recognisePage).not.toHaveBeenCalled();
  });

  it('reads a page by its text layer', async () => {
    const page = await read(onePage(written()));
    expect(page).toMatchObject({ source: 'text-layer', width: 595, height: 842, rotation: 0, warnings: [] });
    expect(page.lines.map(({ text }) => text)).toEqual(LINES);
    expect(recognisePage).not.toHaveBeenCalled();
  });

  it('gives the lines of a layer as the check on the picture has them', async () => {
    checkOnPicture.mockImplementationOnce(async (_, { lines }) => ({
      distrust: [],
      lines: lines.map((line) => ({ ...line, text: line.text.replace('๒๕๖๘', '2568') })),
    }));
    expect((await read(onePage(written()))).lines.map(({ text }) => text)).toContain(
      'เรื่อง การดำเนินโครงการอบรมเจ้าหน้าที่ประจำปี 2568',
    );
  });

  it('reads a page from its picture where the layer is unlike it, and says so', async () => {
    checkOnPicture.mockImplementationOnce(async (_, { lines }) => ({ distrust: ['digits-unlike-picture'], lines }));
    const page = await read(onePage(written()));
    expect(page).toMatchObject({ source: 'ocr', lines: [{ text: 'จากภาพ' }] });
    expect(page.warnings).toMatchObject([
      { code: 'text_layer.distrusted', message: expect.stringContaining('digits-unlike-picture') },
    ]);
  });

  it('does not look at the picture of a layer that its words already condemn', async () => {
    await read(onePage(written(3)));
    expect(checkOnPicture).not.toHaveBeenCalled();
  });

  it('sets a note apart that an officer wrote into the file, and no other text that lies askew', async () => {
    const note = write([
      [60, 560, 'เรียน ปลัดเทศบาล'],
      [50, 535, 'เห็นควรแจ้งทุกกอง'],
    ]);
    const title = write([[200, 400, 'การดำเนินโครงการอบรม']]);
    const page = await read(onePage(`${written()}\n${slanted(note, 3)}\n${slanted(title, 4)}`));
    expect(page.lines.map(({ text }) => text)).toEqual([...LINES, 'การดำเนินโครงการอบรม']);
    expect(page.regions).toMatchObject([{ kind: 'hand', text: 'เรียน ปลัดเทศบาล\nเห็นควรแจ้งทุกกอง' }]);
  });

  it('has no notes on a page that lies askew as a whole', async () => {
    const page = await read(onePage(slanted(`${written()}\n${write([[60, 560, 'เรียน ปลัดเทศบาล']])}`, 2)));
    expect(page.lines).toHaveLength(LINES.length + 1);
    expect(page.regions).toEqual([]);
  });

  it('reads the picture of an image file', async () => {
    const png = sharp({ create: { width: 400, height: 500, channels: 3, background: '#fff' } }).png();
    expect(await read(await png.toBuffer())).toMatchObject({
      source: 'ocr',
      width: 400,
      height: 500,
      lines: [{ text: 'จากภาพ' }],
    });
    expect(recognisePage.mock.calls[0]?.[0]).toMatchObject({ width: 400, height: 500, channels: 1 });
  });

  it('takes a good layer over a scan, less surely', async () => {
    const page = await read(onePage(`${written(3)}\n${draw()}`, await scan()));
    expect(page).toMatchObject({ source: 'text-layer', confidence: 0.9 });
  });

  it('reads the scan where the layer over it is the work of an engine without ๔ ๖ ๗ ๘ ๙', async () => {
    const misread = write(
      [...LINES, 'โทร ๐๒๓๕๑ ๒๓๕๐๑ ๓๓'].map((line, i) => [50, 700 - i * 30, line.replace('๒๕๖๘', '๒๕๒๓')]),
      16,
      3,
    );
    const page = await read(onePage(`${misread}\n${draw()}`, await scan()));
    expect(page).toMatchObject({ source: 'ocr', width: 800 });
    expect(page.warnings).toMatchObject([
      { code: 'text_layer.distrusted', message: expect.stringContaining('thai-digits') },
    ]);
  });

  it('does not believe text that nobody sees', async () => {
    const page = await read(onePage(written(3)));
    expect(page.source).toBe('ocr');
    expect(page.warnings).toMatchObject([{ message: expect.stringContaining('hidden-text') }]);
  });

  it('reads a scan under a short typed heading from its picture', async () => {
    const page = await read(onePage(`${draw('595 0 0 600 0 0')}\n${written()}`, await scan()));
    expect(page.source).toBe('ocr');
    expect(page.warnings).toMatchObject([{ message: expect.stringContaining('text-in-picture') }]);
  });

  it('tells the precise error of a page', async () => {
    const large = onePage(draw(), image(40_000, 40_000, '/FlateDecode', 'x'));
    await expect(read(large)).rejects.toMatchObject({ code: 'image.too_many_pixels' });
    await expect(read(Buffer.from('หนึ่ง'), 7)).rejects.toMatchObject({ code: 'page.unreadable' });
  });
});
