import sharp, { type OutputInfo, type Sharp } from 'sharp';
import type { Limits } from '../ports.js';
import { WianError } from '../shared/errors.js';
import type { PageImage } from './image.js';
import { pngSize, tiffPages } from './image-headers.js';
import { greyWhereColourless, plausibleDpi, refuseTooManyPixels } from './pixels.js';

// A page reader decodes one page at a time and is one of several: no cache of decoded files, no threads of its own.
sharp.cache(false);
sharp.concurrency(1);

/** What an image file declares of itself. */
export interface ImageHeader {
  width: number;
  height: number;
  /** Images in the file: those of a TIFF; 1 for the other types, also where they are animated. */
  pages: number;
  /** False where a TIFF points to further images beyond its end. */
  complete: boolean;
  dpiX: number | null;
  dpiY: number | null;
  /** How the picture has to be turned, as EXIF counts: 1 stands upright, from 5 on it lies on its side. */
  orientation: number;
}

/** A fax holds half as many rows as columns to the inch; beyond this ratio the image is stretched to square pixels. */
const SQUARE_TOLERANCE = 1.05;

const decoder = (input: string | Uint8Array, page: number, limit: number | false) =>
  sharp(input, { page: page - 1, limitInputPixels: limit, failOn: 'truncated', ignoreIcc: true });

/**
 * Reads the header of one image of a file (1-based); decodes nothing.
 * @throws WianError `image.damaged` where there is no readable header; `image.too_many_pixels` for a PNG that ends with a
 * header of such a size
 */
export async function imageHeader(path: string, limits: Limits, page = 1): Promise<ImageHeader> {
  try {
    const meta = await decoder(path, page, false).metadata();
    const dpi = meta.density ?? null;
    const { width, height, orientation = 1 } = meta;
    if (meta.format !== 'tiff') return { width, height, pages: 1, complete: true, dpiX: dpi, dpiY: dpi, orientation };
    const chain = await tiffPages(path, page, limits.maxPages);
    const dpiY = dpi && chain?.stretch ? dpi * chain.stretch : dpi;
    const pages = chain?.pages ?? meta.pages ?? 1;
    return { width, height, pages, complete: chain?.complete ?? true, dpiX: dpi, dpiY, orientation };
  } catch (cause) {
    const size = await pngSize(path);
    if (size) refuseTooManyPixels(size.width, size.height, limits);
    throw new WianError('image.damaged', undefined, { cause });
  }
}

/**
 * Decodes one image of a PNG, JPEG, TIFF or WebP file: upright by its EXIF orientation, alpha over white, 8 bits a sample.
 * @throws WianError `image.too_many_pixels` before decoding, `image.damaged` where the data end early or make no image
 */
export async function readImage(path: string, page: number, limits: Limits): Promise<PageImage> {
  const { image, dpiX, dpiY } = await storedImage(path, page, limits);
  return squarePixels(image, dpiX, dpiY);
}

/** The same with the pixels as they are stored, be they square or not, and how many there are to the inch. */
export async function storedImage(
  path: string,
  page: number,
  limits: Limits,
): Promise<{ image: PageImage } & Pick<ImageHeader, 'dpiX' | 'dpiY'>> {
  const { width, height, dpiX, dpiY, orientation } = await imageHeader(path, limits, page);
  refuseTooManyPixels(width, height, limits);
  try {
    const image = await decode(decoder(path, page, limits.maxPixels).autoOrient());
    return orientation < 5 ? { image, dpiX, dpiY } : { image, dpiX: dpiY, dpiY: dpiX };
  } catch (cause) {
    throw new WianError('image.damaged', undefined, { cause });
  }
}

/** Decodes a JPEG or TIFF file out of a PDF; rejects with sharp's error where they are broken or larger than the limit. */
export const decodeImage = (bytes: Uint8Array, limits: Limits): Promise<PageImage> =>
  decode(decoder(bytes, 1, limits.maxPixels));

async function decode(pipeline: Sharp): Promise<PageImage> {
  const { space } = await pipeline.metadata();
  const grey = space === 'b-w' || space === 'grey16';
  const { data, info } = await pipeline
    .flatten({ background: '#fff' })
    .toColourspace(grey ? 'b-w' : 'srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 1 && info.channels !== 3) throw new Error(`${info.channels} channels`);
  return greyWhereColourless({
    data: new Uint8Array(data.buffer, data.byteOffset, data.length),
    ...sizeOf(info),
    dpi: null,
  });
}

const sizeOf = ({ width, height, channels }: OutputInfo) => ({ width, height, channels: channels as 1 | 3 });

/** The image with as many dots to the inch down as across, and that number. */
export async function squarePixels(image: PageImage, dpiX: number | null, dpiY: number | null): Promise<PageImage> {
  const dpi = dpiX && dpiY ? Math.max(dpiX, dpiY) : (dpiX ?? dpiY);
  const { width, height, channels } = image;
  if (!dpiX || !dpiY || dpi! / Math.min(dpiX, dpiY) < SQUARE_TOLERANCE || dpi! / Math.min(dpiX, dpiY) > 4) {
    return { ...image, dpi: plausibleDpi(width, height, dpi) };
  }
  const { data, info } = await sharp(image.data, { raw: { width, height, channels } })
    .resize(Math.round((width * dpi!) / dpiX), Math.round((height * dpi!) / dpiY), { fit: 'fill' })
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data: new Uint8Array(data), ...sizeOf(info), dpi: plausibleDpi(info.width, info.height, dpi) };
}
