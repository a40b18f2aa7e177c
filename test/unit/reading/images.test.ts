import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageImage } from '../../../src/reading/image.js';
import { imageHeader, readImage, squarePixels } from '../../../src/reading/images.js';
import { placeOnSheet, plausibleDpi, unpackBits, withoutAlpha } from '../../../src/reading/pixels.js';

const limits = { maxFileBytes: 1e7, maxPages: 50, maxPixels: 4_000_000 };
let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'wian-images-'))));
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const sheet = (width = 200, height = 300) => sharp({ create: { width, height, channels: 3, background: '#fff' } });

/** A white sheet, its upper left quarter black. */
const cornered = (width = 200, height = 300) =>
  sheet(width, height).composite([
    {
      input: { create: { width: width / 2, height: height / 2, channels: 3, background: '#000' } },
      left: 0,
      top: 0,
    },
  ]);

const at = (image: PageImage, x: number, y: number) => image.data[(y * image.width + x) * image.channels]!;

describe('readImage', () => {
  it('reads a PNG with its resolution, one channel where there is no colour', async () => {
    const path = await file('a.png', await cornered(1240, 1754).png().withMetadata({ density: 150 }).toBuffer());
    const image = await readImage(path, 1, limits);
    expect(image).toMatchObject({ width: 1240, height: 1754, channels: 1 });
    expect(image.dpi).toBeCloseTo(150, 0);
    expect(image.data).toHaveLength(1240 * 1754);
    expect([at(image, 10, 10), at(image, 1200, 10)]).toEqual([0, 255]);
  });

  it('keeps colour', async () => {
    const red = sharp({ create: { width: 120, height: 150, channels: 3, background: '#f00' } });
    const image = await readImage(await file('red.webp', await red.webp({ lossless: true }).toBuffer()), 1, limits);
    expect(image.channels).toBe(3);
    expect([...image.data.subarray(0, 3)]).toEqual([255, 0, 0]);
  });

  it('turns a photograph as its EXIF orientation says', async () => {
    // Orientation 6: the camera was turned, so that what was stored on the left belongs at the top.
    const path = await file('a.jpg', await cornered().jpeg().withMetadata({ orientation: 6 }).toBuffer());
    const image = await readImage(path, 1, limits);
    expect(image).toMatchObject({ width: 300, height: 200 });
    expect(at(image, 280, 20)).toBeLessThan(20);
    expect(at(image, 20, 20)).toBeGreaterThan(235);
  });

  it('lays transparency over white', async () => {
    const clear = sharp({
      create: { width: 120, height: 150, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    });
    const image = await readImage(await file('clear.png', await clear.png().toBuffer()), 1, limits);
    expect(image.data.every((sample) => sample === 255)).toBe(true);
  });

  it('reads black and white TIFF (G4), and 16 bits as 8', async () => {
    const { data, info } = await cornered().greyscale().raw().toBuffer({ resolveWithObject: true });
    const grey = sharp(data, { raw: { width: info.width, height: info.height, channels: 1 } }).toColourspace('b-w');
    const g4 = await grey.tiff({ compression: 'ccittfax4', bitdepth: 1 }).toBuffer();
    const image = await readImage(await file('g4.tif', g4), 1, limits);
    expect([image.channels, at(image, 10, 10), at(image, 190, 10)]).toEqual([1, 0, 255]);
    const deep = await cornered().toColourspace('rgb16').png().toBuffer();
    expect(await readImage(await file('deep.png', deep), 1, limits)).toMatchObject({ width: 200, channels: 1 });
  });

  it('reads each image of a TIFF by itself', async () => {
    const sheets = await Promise.all([cornered().png().toBuffer(), sheet().png().toBuffer()]);
    const both = await sharp(sheets, { join: { animated: true } })
      .tiff()
      .toBuffer();
    const path = await file('two.tif', both);
    expect(await imageHeader(path, limits)).toMatchObject({ pages: 2, complete: true, height: 300 });
    expect(at(await readImage(path, 1, limits), 10, 10)).toBe(0);
    expect(at(await readImage(path, 2, limits), 10, 10)).toBe(255);
  });

  it('refuses by the declared size, before decoding', async () => {
    const path = await file('large.png', await cornered(2400, 2000).png().toBuffer());
    await expect(readImage(path, 1, limits)).rejects.toMatchObject({ code: 'image.too_many_pixels' });
  });

  it('does not take part of an image for the whole', async () => {
    const whole = await cornered(800, 1000).png().toBuffer();
    const path = await file('cut.png', whole.subarray(0, whole.length / 2));
    await expect(readImage(path, 1, limits)).rejects.toMatchObject({ code: 'image.damaged' });
  });
});

describe('squarePixels', () => {
  it('stretches a fax, whose rows stand twice as far apart as its columns', async () => {
    const fax: PageImage = { data: new Uint8Array(1728 * 1100), width: 1728, height: 1100, channels: 1, dpi: null };
    const image = await squarePixels(fax, 204, 98);
    expect(image).toMatchObject({ width: 1728, height: 2290, dpi: 204, channels: 1 });
    expect(image.data).toHaveLength(1728 * 2290);
  });
});

describe('pixels', () => {
  it('believes a resolution only where it gives a sheet of paper', () => {
    expect(plausibleDpi(2480, 3508, 300)).toBe(300);
    expect(plausibleDpi(2480, 3508, 72)).toBeNull();
    expect(plausibleDpi(800, 600, null)).toBeNull();
  });

  it('unpacks bits row by row, 1 for white', () => {
    expect([...unpackBits(Uint8Array.of(0b10100000, 0xff, 0b01000000, 0x80), 9, 2)]).toEqual([
      255, 0, 255, 0, 0, 0, 0, 0, 255, 0, 255, 0, 0, 0, 0, 0, 0, 255,
    ]);
  });

  it('mixes with white by alpha', () => {
    expect([...withoutAlpha(Uint8Array.of(0, 0, 0, 0, 9, 8, 7, 255))]).toEqual([255, 255, 255, 9, 8, 7]);
  });

  it('lays an image down partly off the sheet', () => {
    const image: PageImage = { data: Uint8Array.of(1, 2, 3, 4), width: 2, height: 2, channels: 1, dpi: null };
    const sheet = placeOnSheet(image, { width: 3, height: 2, x: -1, y: 1 });
    expect([...sheet.data]).toEqual([255, 255, 255, 2, 255, 255]);
  });
});
