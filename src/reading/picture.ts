import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { PictureOf } from '../../schemas/reader.js';
import type { Limits } from '../ports.js';
import { WianError } from '../shared/errors.js';
import type { PageImage } from './image.js';
import { readImage } from './images.js';
import { withPageMemory } from './page-memory.js';
import { pageImage, renderPage } from './pdf.js';
import { declaredPage } from './pdf-declared.js';
import { withPdf } from './pdf-document.js';

/** Print stays clean at this quality, and an A4 page of 1600 pixels takes some 300 kB. */
const QUALITY = 80;

/**
 * A page as a JPEG for the screen, turned upright as it was read: the same picture that the boxes of evidence were measured on. A page that was
 * read by its text is drawn as it looks.
 * @throws WianError `file.no_picture` for text, else what is wrong with the page
 */
export function pagePicture(path: string, of: PictureOf, limits: Limits): Promise<Buffer> {
  return withPageMemory(async () => {
    const image = await imageOf(path, of, limits);
    return sharp(image.data, { raw: image })
      .rotate(of.rotation)
      .resize({ width: of.width, withoutEnlargement: true })
      .toColourspace(image.channels === 1 ? 'b-w' : 'srgb')
      .jpeg({ quality: QUALITY })
      .toBuffer();
  });
}

async function imageOf(path: string, of: PictureOf, limits: Limits): Promise<PageImage> {
  const { type, page: number, source, width } = of;
  if (type === 'text') throw new WianError('file.no_picture');
  if (type !== 'pdf') return readImage(path, number, limits);
  return withPdf(await readFile(path), limits, async (pdf) => {
    if (source !== 'text-layer') return (await pageImage(pdf, number, limits)).image;
    const page = await pdf.document.getPage(number);
    // Refuses what is too large before pdf.js decodes it.
    if (page.ref) declaredPage(pdf.objects, page.ref.num, limits);
    return renderPage(page, limits, width);
  });
}
