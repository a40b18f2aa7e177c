import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Canvas } from '@napi-rs/canvas';
import sharp from 'sharp';
import { seededRandom, seedOf } from '../../fixtures/make/random.js';
import type { PageImage } from '../../src/reading/image.js';
import { type MadePicture, TREATMENTS } from './degrade.js';
import { FACES, isThere, setLetters } from './letters.js';
import type { BenchPage } from './pages.js';

/** Dots to the inch at which letters are set before anything is done to them. */
const DPI = 300;

export interface MadePages {
  pages: BenchPage[];
  /** Names of the typefaces whose files are not on this machine. */
  missing: string[];
}

/**
 * Pages of every class into `folder`: `each` letters of the fixtures a class and typeface, and the pages of `scans` (clean ones of a
 * set) through the same treatments. The same on every run.
 */
export async function makePages(folder: string, each: number, scans: readonly BenchPage[]): Promise<MadePages> {
  await mkdir(folder, { recursive: true });
  const pages: BenchPage[] = [];
  const keep = async (level: string, name: string, truth: string, made: MadePicture) => {
    const file = join(folder, `${pages.length}.${made.extension}`);
    const image = made.forPeers ? join(folder, `${pages.length}-peers.png`) : file;
    await writeFile(file, made.bytes);
    if (made.forPeers) await writeFile(image, made.forPeers);
    pages.push({ file, number: 1, image, name: `${level} ${name}`, truth, level });
  };
  const letters = setLetters(null, DPI, each);
  // The type of most letters is narrower and finer than the fixtures' own: every second one is set in it.
  const usual = isThere(FACES[0]!) ? setLetters(FACES[0]!, DPI, each) : letters;
  const drawn = letters.map((letter, at) => (at % 2 ? letter : usual[at]!));
  const sources = [
    ...drawn.map(({ canvas, truth }, at) => ({ name: `letter ${at + 1}`, truth, picture: () => pixels(canvas) })),
    ...scans.map(({ name, truth, image }) => ({ name, truth, picture: () => decode(image) })),
  ];
  for (const { name, truth, picture } of sources) {
    for (const { name: level, make } of TREATMENTS) {
      await keep(level, name, truth, await make(await picture(), seededRandom(seedOf(`${level} ${name}`))));
    }
  }
  const [plain] = TREATMENTS;
  for (const face of FACES.filter(isThere)) {
    for (const [at, { canvas, truth }] of setLetters(face, DPI, each).entries()) {
      const random = seededRandom(seedOf(`${face.name} ${at}`));
      await keep(face.name, `letter ${at + 1}`, truth, await plain!.make(await pixels(canvas), random));
    }
  }
  return { pages, missing: FACES.filter((face) => !isThere(face)).map(({ name }) => name) };
}

/** What was drawn, as a page picture. */
export async function pixels(canvas: Canvas): Promise<PageImage> {
  const { width, height } = canvas;
  const raw = sharp(Buffer.from(canvas.data()), { raw: { width, height, channels: 4 } });
  const data = await raw.flatten({ background: '#fff' }).raw().toBuffer();
  return { data: new Uint8Array(data), width, height, channels: 3, dpi: DPI };
}

async function decode(path: string): Promise<PageImage> {
  const { density } = await sharp(path).metadata();
  const { data, info } = await sharp(path).raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  return { data: new Uint8Array(data), width, height, channels: channels as 1 | 3, dpi: density ?? DPI };
}
