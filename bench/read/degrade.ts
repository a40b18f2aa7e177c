import sharp, { type Sharp } from 'sharp';
import type { PageImage } from '../../src/reading/image.js';
import { photograph } from './photograph.js';

/** A page picture as a file: what our reader is given, and where that is no PNG or JPEG of square pixels, what the peers are. */
export interface MadePicture {
  extension: 'png' | 'jpg' | 'tif';
  bytes: Buffer;
  forPeers?: Buffer;
}

type Random = () => number;

/** A way in which pages come to an office. */
export interface Treatment {
  name: string;
  make(page: PageImage, random: Random): Promise<MadePicture>;
}

const open = ({ data, width, height, channels }: PageImage): Sharp => sharp(data, { raw: { width, height, channels } });

/** Raw pixels of what a pipeline gives, grey. */
async function grey(pipeline: Sharp, dpi: number): Promise<PageImage> {
  const { data, info } = await pipeline.toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
  return { data: new Uint8Array(data), width: info.width, height: info.height, channels: 1, dpi };
}

/** The page in grey at another resolution, which may differ across and down. */
function resample(page: PageImage, across: number, down = across): Promise<PageImage> {
  const from = page.dpi ?? 300;
  const width = Math.round((page.width * across) / from);
  const height = Math.round((page.height * down) / from);
  return grey(open(page).greyscale().resize(width, height, { fit: 'fill', kernel: 'cubic' }), across);
}

/** Grain like a sensor's, in place: a long row of noise, begun anywhere for each row of the page. */
function grain(page: PageImage, deviation: number, random: Random): PageImage {
  const { data, width, height, channels } = page;
  const wide = width * channels;
  const noise = Float32Array.from(
    { length: wide + 7919 },
    () => (random() + random() + random() - 1.5) * 2 * deviation,
  );
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = Math.floor(random() * 7919), end = at + wide; at < end; at++, x++) {
      data[at] = Math.max(0, Math.min(255, data[at]! + noise[x]!));
    }
  }
  return page;
}

/** Black and white in place; the threshold wanders a little, as paper and drum do. */
function bilevel(page: PageImage, threshold: number, random: Random): PageImage {
  const phase = random() * 6;
  for (let y = 0, at = 0; y < page.height; y++) {
    const level = threshold + 8 * Math.sin(phase + (y / page.height) * 9);
    for (let x = 0; x < page.width; x++, at++) page.data[at] = page.data[at]! < level ? 0 : 255;
  }
  return page;
}

/** Dirt, in place: dots of up to `largest` pixels. */
function specks(page: PageImage, count: number, largest: number, random: Random): PageImage {
  for (let speck = 0; speck < count; speck++) {
    const size = 1 + Math.floor(random() * largest);
    const x = Math.floor(random() * (page.width - size));
    const y = Math.floor(random() * (page.height - size));
    for (let row = y; row < y + size; row++) page.data.fill(0, row * page.width + x, row * page.width + x + size);
  }
  return page;
}

const png = async (page: PageImage): Promise<MadePicture> => ({
  extension: 'png',
  bytes: await open(page)
    .toColourspace(page.channels === 1 ? 'b-w' : 'srgb')
    .withMetadata({ density: page.dpi ?? 300 })
    .png({ compressionLevel: 3 })
    .toBuffer(),
});

const jpeg = async (page: PageImage, quality: number): Promise<MadePicture> => ({
  extension: 'jpg',
  bytes: await open(page)
    .toColourspace(page.channels === 1 ? 'b-w' : 'srgb')
    .withMetadata({ density: page.dpi ?? 300 })
    .jpeg({ quality, chromaSubsampling: '4:2:0' })
    .toBuffer(),
});

async function turn(page: PageImage, degrees: number): Promise<PageImage> {
  const background = page.channels === 1 ? { r: 250, g: 250, b: 250 } : { r: 250, g: 249, b: 246 };
  const { data, info } = await open(page)
    .rotate(degrees, { background })
    .toColourspace(page.channels === 1 ? 'b-w' : 'srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { ...page, data: new Uint8Array(data), width: info.width, height: info.height };
}

/** A fax: black and white at 204 dots across, with dirt, a line of the sender and rows that were lost. */
async function fax(page: PageImage, down: 98 | 196, random: Random): Promise<MadePicture> {
  const sent = bilevel(grain(await resample(page, 204, down), 10, random), 150, random);
  specks(sent, 60, 2, random);
  for (let lost = 0; lost < 3; lost++) {
    // A row that did not come through is the row above once more.
    const row = 1 + Math.floor(random() * (sent.height - 1));
    sent.data.copyWithin(row * sent.width, (row - 1) * sent.width, row * sent.width);
  }
  const streak = Math.floor(sent.width * (0.2 + random() * 0.7));
  for (let y = 0; y < sent.height; y++) if (random() < 0.6) sent.data[y * sent.width + streak] = 0;
  const bytes = await open(sent)
    .toColourspace('b-w')
    .tiff({ compression: 'ccittfax4', bitdepth: 1, xres: 204 / 25.4, yres: down / 25.4 })
    .toBuffer();
  const square = down === 196 ? sent : await doubled(sent);
  return { extension: 'tif', bytes, forPeers: (await png(square)).bytes };
}

/** A fax whose file has lost that there are half as many dots down as across. */
async function untagged({ bytes, ...fax }: MadePicture): Promise<MadePicture> {
  return { ...fax, extension: 'png', bytes: await sharp(bytes).toColourspace('b-w').png().toBuffer() };
}

/** Each row twice, as fax programs show a coarse fax. */
async function doubled(page: PageImage): Promise<PageImage> {
  const pipeline = open(page).resize(page.width, page.height * 2, { fit: 'fill', kernel: 'nearest' });
  return grey(pipeline, page.dpi ?? 204);
}

/** The threshold at which `share` times as much of a blurred page is ink as of the sharp one. */
function thresholdFor(blurred: PageImage, sharp: PageImage, share: number): number {
  const wanted = sharp.data.reduce((sum, value) => sum + +(value < 128), 0) * share;
  const counts = new Uint32Array(256);
  for (const value of blurred.data) counts[value]!++;
  let ink = 0;
  return counts.findIndex((count) => (ink += count) >= wanted);
}

/** A copy of a copy: letters that the toner made thinner or thicker, hard edges, dirt, a dark border. */
async function photocopy(page: PageImage, kind: 'thin' | 'thick', random: Random): Promise<MadePicture> {
  const from = await resample(page, 300);
  const soft = await grey(open(from).blur(1.2), 300);
  const threshold = thresholdFor(soft, from, kind === 'thin' ? 0.66 : 1.8);
  const copied = bilevel(grain(soft, 9, random), threshold, random);
  specks(copied, 250, 4, random);
  const border = Math.floor(8 + random() * 20);
  for (let y = 0; y < copied.height; y++) {
    copied.data.fill(random() < 0.9 ? 0 : 255, y * copied.width, y * copied.width + border);
  }
  // The second machine scans the copy in grey.
  return jpeg(grain(await grey(open(copied).blur(0.7), 300), 4, random), 70);
}

/** Ink that is hardly darker than the paper, on which the light falls unevenly. */
async function faded(page: PageImage): Promise<PageImage> {
  const pale = await grey(
    open(await resample(page, 200))
      .blur(0.6)
      .linear(0.27, 140),
    200,
  );
  for (let y = 0, at = 0; y < pale.height; y++) {
    for (let x = 0; x < pale.width; x++, at++)
      pale.data[at] = pale.data[at]! + (24 * (x + y)) / (pale.width + pale.height);
  }
  return pale;
}

/** All of them, the plain scan first. */
export const TREATMENTS: readonly Treatment[] = [
  { name: 'scan, 300 dpi', make: async (page, random) => jpeg(grain(await soft(page), 2, random), 75) },
  { name: 'turned 90', make: async (page, random) => jpeg(await turn(grain(await soft(page), 2, random), 90), 75) },
  { name: 'turned 180', make: async (page, random) => jpeg(await turn(grain(await soft(page), 2, random), 180), 75) },
  { name: 'turned 270', make: async (page, random) => jpeg(await turn(grain(await soft(page), 2, random), 270), 75) },
  {
    name: 'skewed by 3°',
    make: async (page, random) => jpeg(await turn(grain(await soft(page), 2, random), random() < 0.5 ? 3 : -3), 75),
  },
  { name: 'phone photo', make: async (page, random) => jpeg(await photograph(page, 1, random), 80) },
  { name: 'phone photo, oblique', make: async (page, random) => jpeg(await photograph(page, 2, random), 80) },
  { name: '100 dpi, grey', make: async (page, random) => jpeg(grain(await resample(page, 100), 2, random), 80) },
  {
    name: '150 dpi, 1 bit',
    make: async (page, random) => png(bilevel(grain(await resample(page, 150), 3, random), 150, random)),
  },
  { name: 'fax, 204 × 196', make: (page, random) => fax(page, 196, random) },
  { name: 'fax, 204 × 98', make: (page, random) => fax(page, 98, random) },
  { name: 'fax, 204 × 98, not said', make: async (page, random) => untagged(await fax(page, 98, random)) },
  { name: 'photocopy, thin', make: (page, random) => photocopy(page, 'thin', random) },
  { name: 'photocopy, thick', make: (page, random) => photocopy(page, 'thick', random) },
  { name: 'faded', make: async (page, random) => jpeg(grain(await faded(page), 3, random), 75) },
  { name: 'JPEG q30, 200 dpi', make: async (page) => jpeg(await resample(page, 200), 30) },
];

/** What a lens and a sensor take from a page, whatever it is: sharpness, the whitest white and the blackest black. */
async function soft(page: PageImage): Promise<PageImage> {
  const { data, info } = await open(page)
    .blur(0.6)
    .linear(0.88, 22)
    .toColourspace(page.channels === 1 ? 'b-w' : 'srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { ...page, data: new Uint8Array(data), width: info.width, height: info.height };
}
