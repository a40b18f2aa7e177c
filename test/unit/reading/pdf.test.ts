import { deflateSync } from 'node:zlib';
import { degrees, PDFDocument } from 'pdf-lib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { PageImage } from '../../../src/reading/image.js';
import { pageImage } from '../../../src/reading/pdf.js';
import { withPdf } from '../../../src/reading/pdf-document.js';
import { draw, image, onePage, write } from '../../support/raw-pdf.js';

const limits = { maxFileBytes: 1e8, maxPages: 50, maxPixels: 20_000_000 };

/** A white scan, its upper left quarter black. */
const scan = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#fff' } }).composite([
    { input: { create: { width: width / 2, height: height / 2, channels: 3, background: '#000' } }, left: 0, top: 0 },
  ]);

const page = (bytes: Uint8Array, number = 1) => withPdf(bytes, limits, (pdf) => pageImage(pdf, number, limits));

/** Where the page is dark, by quarters: upper left, upper right, lower left, lower right. */
function dark({ data, width, height, channels }: PageImage): string {
  const at = (x: number, y: number) => data[(Math.floor(y * height) * width + Math.floor(x * width)) * channels]!;
  const quarters = [at(0.25, 0.25), at(0.75, 0.25), at(0.25, 0.75), at(0.75, 0.75)];
  return quarters.map((sample) => (sample < 128 ? '#' : '.')).join('');
}

async function scanned(kind: 'jpg' | 'png', rotate = 0): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const sheet = scan(1240, 1754);
  const embedded =
    kind === 'jpg'
      ? await document.embedJpg(await sheet.jpeg().toBuffer())
      : await document.embedPng(await sheet.png().toBuffer());
  const added = document.addPage([595.2, 841.92]);
  added.drawImage(embedded, { x: 0, y: 0, width: 595.2, height: 841.92 });
  added.setRotation(degrees(rotate));
  return document.save();
}

/** The data of a group 4 fax with a black upper left quarter. */
async function group4(width: number, height: number): Promise<Buffer> {
  const grey = await scan(width, height).removeAlpha().toColourspace('b-w').extractChannel(0).raw().toBuffer();
  const tiff = await sharp(grey, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .tiff({ compression: 'ccittfax4', bitdepth: 1, miniswhite: true })
    .toBuffer();
  const directory = tiff.readUInt32LE(4);
  const fields = Array.from({ length: tiff.readUInt16LE(directory) }, (_, i) => directory + 2 + i * 12);
  const [[offset], [length]] = [273, 279].map((tag) =>
    fields.filter((at) => tiff.readUInt16LE(at) === tag).map((at) => tiff.readUInt32LE(at + 8)),
  ) as [[number], [number]];
  return tiff.subarray(offset, offset + length);
}

describe('pageImage', () => {
  it.each(['jpg', 'png'] as const)(
    'takes a page that is one image (%s) as it is, at its true resolution',
    async (kind) => {
      const { image: found, warnings } = await page(await scanned(kind));
      expect(found).toMatchObject({ width: 1240, height: 1754, channels: 1 });
      expect(found.dpi).toBeCloseTo(150, 0);
      expect(dark(found)).toBe('#...');
      expect(warnings).toEqual([]);
    },
  );

  it.each([
    [90, 'jpg', '.#..'],
    [180, 'jpg', '...#'],
    [270, 'png', '..#.'],
  ] as const)('turns the page by /Rotate %i (%s)', async (rotate, kind, expected) => {
    const { image: found } = await page(await scanned(kind, rotate));
    expect(found.width > found.height).toBe(rotate !== 180);
    expect(dark(found)).toBe(expected);
  });

  it('lays an image that covers half of the page in its place', async () => {
    const jpeg = image(500, 700, '/DCTDecode', await scan(500, 700).jpeg().toBuffer());
    const { image: found } = await page(onePage(draw('297.5 0 0 421 297.5 421'), jpeg));
    expect(found).toMatchObject({ width: 1000, height: 1400 });
    const at = (x: number, y: number) => found.data[(y * found.width + x) * found.channels]!;
    expect([at(510, 10), at(490, 10), at(760, 10), at(510, 360)].map((sample) => sample < 128)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it.each([
    ['/K -1 /Columns 500', '#...'],
    ['/K -1 /Columns 500 /BlackIs1 true', '.###'],
  ])('takes a group 4 fax as pdf.js shows it (%s)', async (parameters, expected) => {
    const fax = image(
      500,
      200,
      '/CCITTFaxDecode',
      await group4(500, 200),
      `/DeviceGray /DecodeParms << ${parameters} >>`,
      1,
    );
    expect(dark((await page(onePage(draw(), fax))).image)).toBe(expected);
    // With anything else on the page pdf.js draws it.
    expect(dark((await page(onePage(`${draw()} 0 0 1 1 re f`, fax))).image)).toBe(expected);
  });

  it('leaves a fax whose rows pdf.js alone knows how to read to it', async () => {
    const data = await group4(500, 200);
    const narrow = image(400, 200, '/CCITTFaxDecode', data, '/DeviceGray /DecodeParms << /K -1 /Columns 500 >>', 1);
    const { image: found } = await page(onePage(draw(), narrow));
    expect(found.width / found.height).toBeCloseTo(595 / 842, 1);
  });

  it('takes the scan where an OCR program left unseen text behind it', async () => {
    const jpeg = image(1240, 1754, '/DCTDecode', await scan(1240, 1754).jpeg().toBuffer());
    const { image: found } = await page(onePage(`${draw()}\n${write([[50, 700, 'ที่ มท']], 16, 3)}`, jpeg));
    expect(found).toMatchObject({ width: 1240, height: 1754 });
  });

  it('renders what is not one image, at 300 dpi', async () => {
    const { image: found } = await page(onePage('0 421 297.5 421 re f 1 0 0 rg 400 100 50 50 re f'));
    expect(found).toMatchObject({ width: 2479, height: 3508, channels: 3, dpi: 300 });
    expect(dark(found)).toBe('#...');
  });

  it('renders a page of metres more coarsely', async () => {
    const { image: found } = await page(onePage('0 0 9 9 re f', 'null', '/MediaBox [0 0 9000 14000]'));
    expect(found.width * found.height).toBeLessThanOrEqual(18_000_000);
    expect(found.width / found.height).toBeCloseTo(9 / 14, 2);
  });

  it('refuses an image that is too large, though pdf.js would show an empty page', async () => {
    const bomb = image(40_000, 40_000, '/FlateDecode', deflateSync(Buffer.alloc(1000)), '/DeviceGray');
    await expect(page(onePage(draw(), bomb))).rejects.toMatchObject({ code: 'image.too_many_pixels' });
  });

  it('does not take a broken image for an empty page', async () => {
    const broken = image(800, 1000, '/DCTDecode', 'no JPEG at all');
    await expect(page(onePage(draw(), broken))).rejects.toMatchObject({ code: 'page.unreadable' });
  });

  it('says so where a scan ends early', async () => {
    const jpeg = await scan(1240, 1754).composite([]).jpeg().toBuffer();
    const { warnings } = await page(
      onePage(draw(), image(1240, 1754, '/DCTDecode', jpeg.subarray(0, jpeg.length / 2))),
    );
    expect(warnings).toMatchObject([{ code: 'image.damaged' }]);
  });

  it('has nothing to say against an empty page', async () => {
    const { image: found } = await page(onePage(' '));
    expect(found.data.every((sample) => sample === 255)).toBe(true);
  });
});
