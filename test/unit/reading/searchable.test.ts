import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { degrees, PDFDict, PDFDocument, PDFName, PDFNumber, PDFOperator } from 'pdf-lib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encryptedPdf } from '../../../fixtures/make/broken.js';
import type { PageReading } from '../../../schemas/page.js';
import { withPdf } from '../../../src/reading/pdf-document.js';
import { searchablePdf } from '../../../src/reading/searchable/searchable.js';
import { draw, image, onePage, write } from '../../support/raw-pdf.js';
import { asked, astray, extracted, folded, hasProgram, limits, lineOf, readingOf } from '../../support/searchable.js';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'wian-searchable-'))));
afterAll(() => rm(folder, { recursive: true }));

async function searchable(
  content: Uint8Array,
  readings: PageReading[],
  type: 'pdf' | 'png' | 'jpeg' | 'tiff' | 'webp' = 'pdf',
  name = 'a',
) {
  const path = join(folder, name);
  await writeFile(path, content);
  return searchablePdf(path, type, readings, limits);
}

/** What is hard about Thai: marks over marks, ำ with a tone before it, Thai digits beside Latin ones, letters drawn before their vowel. */
const LINES = [
  lineOf('ที่ มท ๐๘๑๐.๗/ว ๕๒๔', [0.12, 0.1, 0.4, 0.125]),
  lineOf('กรมส่งเสริมการปกครองท้องถิ่น', [0.6, 0.1, 0.9, 0.125]),
  lineOf('๒๗ มกราคม ๒๕๖๘', [0.5, 0.15, 0.7, 0.172]),
  lineOf('เรื่อง การจัดหาน้ำดื่มที่สะอาด (ITA) ประจำปี 2568', [0.12, 0.2, 0.72, 0.226]),
  lineOf('ด้วยผู้ว่าฯ ได้กำหนดให้ส่ง e-mail: saraban@dla.go.th ภายในวันที่ ๑๔ กุมภาพันธ์', [0.2, 0.25, 0.9, 0.275]),
  lineOf('- ๒ -', [0.48, 0.3, 0.53, 0.32]),
];
const WHOLE = LINES.map(({ text }) => text).join(' ');

const sheet = (width = 1240, height = 1754) => sharp({ create: { width, height, channels: 3, background: '#fff' } });
const jpeg = () => sheet().jpeg().toBuffer();

/** A page that is one scan, in a PDF as `change` leaves it. */
async function scanned(change: (page: ReturnType<PDFDocument['addPage']>) => void = () => {}, objectStreams = true) {
  const document = await PDFDocument.create({ updateMetadata: false });
  const page = document.addPage([595.2, 841.92]);
  page.drawImage(await document.embedJpg(await jpeg()), { x: 0, y: 0, width: 595.2, height: 841.92 });
  change(page);
  return Buffer.from(await document.save({ useObjectStreams: objectStreams }));
}

describe('searchablePdf of a PDF', () => {
  it.each([
    ['a compressed', true],
    ['a plain', false],
  ])('lays the text over a scan behind the original with %s table of objects', async (_kind, objectStreams) => {
    const original = await scanned(undefined, objectStreams);
    const made = await searchable(original, [readingOf(LINES)]);
    expect(made.subarray(0, original.length).equals(original)).toBe(true);
    const { text, pieces } = await extracted(made);
    expect(text).toBe(WHOLE);
    expect(pieces.length).toBeGreaterThan(LINES.length);
    expect(astray(pieces, LINES)).toEqual([]);
    expect((await searchable(original, [readingOf(LINES)])).equals(made)).toBe(true);
  });

  it('lets a word begin where it stands', async () => {
    const { pieces } = await extracted(await searchable(await scanned(), [readingOf(LINES)]));
    const { text, bbox, chars } = LINES[3]!;
    const found = pieces.find((piece) => piece.text.startsWith('การจัดหาน้ำดื่ม') && piece.box[1] > bbox![1] - 0.001);
    expect(found?.box[0]).toBeCloseTo(chars!.x0[text.indexOf('การจัดหา')]!, 3);
  });

  const TURNS = [0, 90, 180, 270] as const;
  it.each(TURNS.flatMap((rotate) => TURNS.map((rotation) => [rotate, rotation] as const)))(
    'follows the lines on a page with /Rotate %i that was read turned by %i°',
    async (rotate, rotation) => {
      const original = await scanned((page) => page.setRotation(degrees(rotate)));
      const made = await searchable(original, [readingOf(LINES, { rotation })]);
      const { text, pieces } = await extracted(made, 1, rotation);
      expect(text).toBe(WHOLE);
      expect(astray(pieces, LINES)).toEqual([]);
    },
  );

  it('finds its place where the page does not begin at 0, is cut to a part of it, and counts in larger units', async () => {
    const original = await scanned((page) => {
      page.setMediaBox(-100, 50, 600, 850);
      page.setCropBox(-80, 60, 500, 700);
      page.node.set(PDFName.of('UserUnit'), PDFNumber.of(2));
    });
    const { text, pieces, size } = await extracted(await searchable(original, [readingOf(LINES)]));
    expect(size).toEqual([1000, 1400]);
    expect(text).toBe(WHOLE);
    expect(astray(pieces, LINES)).toEqual([]);
  });

  it('adds nothing to pages that were read by their own text, nor to a file of such pages alone', async () => {
    const original = onePage(write([[50, 700, 'ด้วยกรมส่งเสริมการปกครองท้องถิ่น']]));
    const own = readingOf(LINES, { source: 'text-layer' });
    expect((await searchable(original, [own])).equals(original)).toBe(true);

    const document = await PDFDocument.load(await scanned());
    const [born] = await document.copyPages(await PDFDocument.load(original), [0]);
    document.addPage(born!);
    const mixed = await searchable(Buffer.from(await document.save()), [readingOf(LINES), { ...own, number: 2 }]);
    expect((await extracted(mixed, 1)).text).toBe(WHOLE);
    expect((await extracted(mixed, 2)).text).toBe('ด้วยกรมส่งเสริมการปกครองท้องถิ่น');
  });

  it('leaves a page that could not be read as it is', async () => {
    const document = await PDFDocument.load(await scanned());
    document.addPage();
    const error = { code: 'page.unreadable', message: '' };
    const failed = readingOf([], { number: 2, error });
    const made = await searchable(Buffer.from(await document.save()), [readingOf(LINES), failed]);
    expect((await extracted(made, 2)).text).toBe('');
  });

  it('writes the objects anew where the table of objects is broken', async () => {
    const original = await scanned(undefined, false);
    const broken = Buffer.from(original.toString('latin1').replace(/startxref\s+\d+/, 'startxref\n7'), 'latin1');
    const made = await searchable(broken, [readingOf(LINES)]);
    expect((await extracted(made)).text).toBe(WHOLE);
    expect(made.toString('latin1')).not.toContain('startxref\n7\n');
  });

  it('says what is wrong with a file', async () => {
    const readings = [readingOf(LINES)];
    for (const password of ['secret', '']) {
      await expect(searchable(encryptedPdf(password), readings)).rejects.toMatchObject({ code: 'pdf.encrypted' });
    }
    const cut = (await scanned()).subarray(0, 300);
    await expect(searchable(cut, readings)).rejects.toMatchObject({ code: 'pdf.damaged' });
    await expect(searchablePdf('a.txt', 'text', readings, limits)).rejects.toMatchObject({ code: 'file.no_picture' });
  });
});

describe('text of another OCR program', async () => {
  const scan = image(1240, 1754, '/DCTDecode', await jpeg());
  const old = write([[50, 700, 'ขอ้ความเกา่']], 16, 3);

  it.each([
    ['unseen over a scan', `${draw()}\n${old}`],
    ['painted under a scan', `${old.replace('3 Tr', '0 Tr')}\n${draw()}`],
  ])('is taken out where it lies %s', async (_where, content) => {
    const original = onePage(content, scan);
    expect((await extracted(original)).text).toBe('ขอ้ความเกา่');
    const made = await searchable(original, [readingOf(LINES)]);
    expect((await extracted(made)).text).toBe(WHOLE);
  });

  it('stays where it can be seen', async () => {
    const seen = write([[50, 700, 'หัวเรื่อง']]);
    const made = await searchable(onePage(`${draw()}\n${seen}\n${old}`, scan), [readingOf(LINES)]);
    expect((await extracted(made)).text).toBe(`${WHOLE} หัวเรื่อง`);
    const sheer = onePage(`${seen}\n/G gs\n${draw()}`, scan).toString('latin1');
    const through = Buffer.from(
      sheer.replace('/Resources <<', '/Resources << /ExtGState << /G << /ca 0.5 >> >> '),
      'latin1',
    );
    expect((await extracted(await searchable(through, [readingOf(LINES)]))).text).toBe(`${WHOLE} หัวเรื่อง`);
  });

  it('stays where the page would look otherwise without it, though it seems to lie under a scan', async () => {
    const half = (clip: string) =>
      scanned((page) => {
        page.drawText('HEADING', { x: 50, y: 700, size: 40 });
        const covered = PDFOperator.of(`q ${clip} re W n 595.2 0 0 841.92 0 0 cm` as never);
        page.pushOperators(covered, PDFOperator.of('/Again Do Q' as never));
        const objects = page.node.Resources()!.lookup(PDFName.of('XObject'), PDFDict);
        objects.set(PDFName.of('Again'), objects.values()[0]!);
      });
    const texts = ['0 0 600 850', '0 0 600 420'].map(async (clip) => {
      const made = await searchable(await half(clip), [readingOf(LINES)], 'pdf', clip);
      return (await extracted(made)).text;
    });
    expect(await Promise.all(texts)).toEqual([WHOLE, `${WHOLE} HEADING`]);
  });

  it('is taken out of a form', async () => {
    const document = await PDFDocument.load(onePage(old));
    const page = await PDFDocument.create();
    const form = await page.embedPage(document.getPage(0));
    page.addPage([595, 842]).drawPage(form);
    const original = Buffer.from(await page.save());
    expect((await extracted(original)).text).toBe('ขอ้ความเกา่');
    expect((await extracted(await searchable(original, [readingOf(LINES)]))).text).toBe(WHOLE);
  });
});

describe('searchablePdf of a picture', () => {
  /** Grey noise: no two rows alike, so that a row out of place would be seen. */
  const pixels = Buffer.from([...Array(300 * 400).keys()].map((i) => (i * 2654435761) >>> 24));
  const noise = () => sharp(pixels, { raw: { width: 300, height: 400, channels: 1 } }).toColourspace('b-w');
  const shown = (pdf: Uint8Array, number = 1) =>
    withPdf(pdf, limits, async (open) => (await import('../../../src/reading/pdf.js')).pageImage(open, number, limits));

  it.each(['png', 'tiff', 'webp'] as const)('puts a %s in without loss, as large as its paper was', async (type) => {
    const file = noise().withMetadata({ density: 50 });
    const lossless = {
      png: () => file.png(),
      tiff: () => file.tiff({ compression: 'lzw' }),
      webp: () => file.webp({ lossless: true }),
    };
    const content = await lossless[type]().toBuffer();
    const made = await searchable(content, [readingOf(LINES)], type);
    const { text, pieces, size } = await extracted(made);
    expect(text).toBe(WHOLE);
    expect(astray(pieces, LINES)).toEqual([]);
    // sharp writes no resolution into a WebP: its page is as long as A4.
    expect(size).toEqual(type === 'webp' ? [631.42, 841.89] : [432, 576]);
    expect(Buffer.from((await shown(made)).image.data).equals(pixels)).toBe(true);
    expect((await searchable(content, [readingOf(LINES)], type)).equals(made)).toBe(true);
  });

  it('keeps one bit a pixel of a picture in black and white, and colour', async () => {
    const black = Buffer.from(pixels.map((sample) => (sample > 128 ? 255 : 0)));
    const bits = sharp(black, { raw: { width: 300, height: 400, channels: 1 } }).toColourspace('b-w');
    const made = await searchable(await bits.png().toBuffer(), [readingOf(LINES)], 'png');
    expect(made.toString('latin1')).toContain('/BitsPerComponent 1\n');
    expect(Buffer.from((await shown(made)).image.data).equals(black)).toBe(true);
    const red = sharp({ create: { width: 200, height: 300, channels: 3, background: '#c03020' } });
    const coloured = await shown(await searchable(await red.png().toBuffer(), [readingOf([])], 'png'));
    expect([...coloured.image.data.subarray(0, 3)]).toEqual([0xc0, 0x30, 0x20]);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('puts a JPEG in as it is, set upright as EXIF says (%i)', async (orientation) => {
    const quarter = { create: { width: 150, height: 200, channels: 3, background: '#000' } } as const;
    const content = await sheet(300, 400)
      .composite([{ input: quarter, left: 0, top: 0 }])
      .jpeg()
      .withMetadata({ orientation, density: 50 })
      .toBuffer();
    const made = await searchable(content, [readingOf(LINES)], 'jpeg');
    expect(made.includes(content)).toBe(true);
    const { text, pieces, size } = await extracted(made);
    expect([text, size]).toEqual([WHOLE, orientation < 5 ? [432, 576] : [576, 432]]);
    expect(astray(pieces, LINES)).toEqual([]);
    const { data, info } = await sharp(content).autoOrient().greyscale().raw().toBuffer({ resolveWithObject: true });
    const page = await withPdf(made, limits, async ({ document }) => {
      const { renderPart } = await import('../../../src/reading/pdf-images.js');
      const [width, height] = size;
      return renderPart(await document.getPage(1), { left: 0, top: 0, width, height }, 1);
    });
    for (const [x, y] of [
      [0.25, 0.25],
      [0.75, 0.25],
      [0.25, 0.75],
      [0.75, 0.75],
    ] as const) {
      const of = (w: number, h: number) => Math.floor(y * h) * w + Math.floor(x * w);
      const drawn = page.data[of(page.width, page.height) * page.channels]!;
      expect(drawn < 128).toBe(data[of(info.width, info.height)]! < 128);
    }
  });

  it('makes a page of each picture of a TIFF, and none of a file with a broken one', async () => {
    const tiff = await readFile(new URL('../../../fixtures/012-gecc-tiff/input.tif', import.meta.url));
    const readings = [readingOf(LINES), readingOf(LINES.slice(0, 2), { number: 2 })];
    const made = await searchable(tiff, readings, 'tiff');
    expect((await extracted(made, 2)).text).toBe(WHOLE.slice(0, WHOLE.indexOf(' ๒๗')));
    const failed = { ...readings[1]!, lines: [], error: { code: 'image.damaged', message: '' } };
    await expect(searchable(tiff, [readings[0]!, failed], 'tiff')).rejects.toMatchObject({ code: 'image.damaged' });
  });
});

describe('what programs make of it', () => {
  const HOSTILE = [
    lineOf('ก\u0000ข\u0007ค\u202eง\u2066จ\u200fฉ', [0.1, 0.1, 0.4, 0.12]),
    lineOf('lone \ud800 half \udc00', [0.1, 0.15, 0.4, 0.17]),
    lineOf('beyond 𝒳 😀 (end) \\) <<>> %', [0.1, 0.2, 0.5, 0.22]),
    lineOf(`ก${'\u0e49'.repeat(400)}`, [0.1, 0.25, 0.5, 0.27]),
    { ...lineOf('nowhere', [0.1, 0.3, 0.5, 0.32]), chars: { p: [], x0: [Number.NaN], x1: [9] } },
    { ...lineOf('flat', [0.1, 0.35, 0.1, 0.35]), chars: undefined },
    { text: 'no box', bbox: null, confidence: 1 },
  ] as PageReading['lines'];

  it('replaces what has no look of its own, and keeps letters of every plane', async () => {
    const { text } = await extracted(await searchable(await scanned(), [readingOf(HOSTILE)]));
    expect(text).toContain('ก�ข�ค�ง�จ�ฉ');
    expect(text).toContain('lone � half �');
    expect(text).toContain('beyond 𝒳 😀 (end) \\) <<>> %');
    expect(text).toContain('nowhere');
    expect(text).not.toContain('no box');
  });

  it.skipIf(!hasProgram('pdftotext')).each(['-layout', '-raw', '-nopgbrk'])(
    'gives pdftotext %s every line whole',
    async (how) => {
      const original = await scanned();
      for (const rotation of [0, 90] as const) {
        const text = folded(
          asked('pdftotext', await searchable(original, [readingOf(LINES, { rotation })]), how, '@', '-'),
        );
        expect(LINES.filter((line) => !text.includes(line.text))).toEqual([]);
        if (how === '-raw') expect(text).toBe(WHOLE);
      }
    },
  );

  it.skipIf(!hasProgram('qpdf'))('leaves qpdf nothing to say against it', async () => {
    for (const lines of [LINES, HOSTILE]) {
      for (const original of [await scanned(undefined, true), await scanned(undefined, false)]) {
        const said = asked('qpdf', await searchable(original, [readingOf(lines)]), '--check', '@');
        expect(said).toContain('No syntax or stream encoding errors found');
      }
      const said = asked('qpdf', await searchable(await jpeg(), [readingOf(lines)], 'jpeg'), '--check', '@');
      expect(said).toContain('No syntax or stream encoding errors found');
    }
  });
});
