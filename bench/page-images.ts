import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import sharp from 'sharp';
import type { Limits } from '../src/ports.js';
import type { PageImage } from '../src/reading/image.js';
import { readImage } from '../src/reading/images.js';
import { inspectFile } from '../src/reading/inspect.js';
import { pageImage } from '../src/reading/pdf.js';
import { withPdf } from '../src/reading/pdf-document.js';

/** One page of a file, and the picture of it that other readers are given. */
export interface PageFile {
  file: string;
  /** 1-based. */
  number: number;
  image: string;
}

/** The page images of files as PNG files in `folder`, so that every reader sees the same. */
export async function pageImages(paths: string[], folder: string, limits: Limits): Promise<PageFile[]> {
  const made: PageFile[] = [];
  const keep = async (file: string, number: number, { data, width, height, channels, dpi }: PageImage) => {
    const image = join(folder, `${made.length}.png`);
    const picture = sharp(data, { raw: { width, height, channels } }).toColourspace(channels === 1 ? 'b-w' : 'srgb');
    await picture
      .withMetadata({ density: dpi ?? 300 })
      .png({ compressionLevel: 1 })
      .toFile(image);
    made.push({ file, number, image });
  };
  for (const path of paths) {
    const { pages } = await inspectFile(path, limits);
    if (extname(path) !== '.pdf') {
      for (const { number } of pages) await keep(path, number, await readImage(path, number, limits));
      continue;
    }
    await withPdf(await readFile(path), limits, async (document) => {
      for (const { number } of pages) await keep(path, number, (await pageImage(document, number, limits)).image);
    });
  }
  return made;
}
