import type { Limits } from '../ports.js';
import { WianError } from '../shared/errors.js';
import type { PageImage } from './image.js';
import { zeros } from './page-memory.js';

/** Refuses an image by its declared size, before a single pixel is decoded. @throws WianError `image.too_many_pixels` */
export function refuseTooManyPixels(width: number, height: number, limits: Limits): void {
  if (width * height > limits.maxPixels) {
    throw new WianError('image.too_many_pixels', `${width} × ${height}, limit ${limits.maxPixels}`);
  }
}

/**
 * The dots per inch, or null where they give no sheet of paper: phones write 72 whatever they saw, and some PDF writers
 * declare a page of the image's size in points. A sheet's long side lies between 10 cm and 60 cm here (A6 to A2).
 */
export function plausibleDpi(width: number, height: number, dpi: number | null | undefined): number | null {
  if (!dpi || !Number.isFinite(dpi)) return null;
  const inches = Math.max(width, height) / dpi;
  return inches >= 4 && inches <= 24 ? dpi : null;
}

/** RGBA over white as RGB. */
export function withoutAlpha(rgba: Uint8Array | Uint8ClampedArray): Uint8Array {
  const rgb = zeros((rgba.length >> 2) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4) {
    const alpha = rgba[from + 3]!;
    const white = 255 - alpha;
    for (let c = 0; c < 3; c++) rgb[to++] = alpha === 255 ? rgba[from + c]! : white + (rgba[from + c]! * alpha) / 255;
  }
  return rgb;
}

/** One bit a pixel, rows padded to bytes, 1 for white, as grey samples. */
export function unpackBits(bits: Uint8Array | Uint8ClampedArray, width: number, height: number): Uint8Array {
  const grey = zeros(width * height).fill(255);
  const stride = (width + 7) >> 3;
  for (let y = 0; y < height; y++) {
    const end = (y + 1) * width;
    for (let from = y * stride, to = y * width; to < end; from++, to += 8) {
      const byte = bits[from]!;
      // Most of a page is white, eight pixels at a time.
      if (byte === 255) continue;
      for (let k = 7, p = to; k >= 0 && p < end; k--, p++) grey[p] = (byte >> k) & 1 ? 255 : 0;
    }
  }
  return grey;
}

/** Pixels after which a picture that was taken for a grey one is asked again: a branch for each would cost more than the copy. */
const ASKED = 4096;

/** Keeps one channel of an RGB image without colour: a third of the memory, and the same picture. */
export function greyWhereColourless(image: PageImage): PageImage {
  if (image.channels === 1) return image;
  const { width, height } = image;
  const data = image.data.byteOffset & 3 ? image.data.slice() : image.data;
  const grey = zeros(width * height);
  // Four pixels are three words; the colour of a pixel is in the two low bytes of its own bits against those one byte on.
  const from = new Int32Array(data.buffer, data.byteOffset, data.length >> 2);
  const to = new Int32Array(grey.buffer, grey.byteOffset, grey.length >> 2);
  let colour = 0;
  for (let i = 0, j = 0; i < to.length; ) {
    for (const stop = Math.min(to.length, i + ASKED); i < stop; i++, j += 3) {
      const first = from[j]!;
      const second = (first >>> 24) | (from[j + 1]! << 8);
      const third = (from[j + 1]! >>> 16) | (from[j + 2]! << 16);
      const fourth = from[j + 2]! >>> 8;
      colour |=
        (first ^ (first >>> 8)) | (second ^ (second >>> 8)) | (third ^ (third >>> 8)) | (fourth ^ (fourth >>> 8));
      to[i] = (first & 255) | ((second & 255) << 8) | ((third & 255) << 16) | (fourth << 24);
    }
    if (colour & 0xffff) return image;
  }
  for (let i = to.length * 4; i < grey.length; i++) {
    if (data[i * 3] !== data[i * 3 + 1] || data[i * 3] !== data[i * 3 + 2]) return image;
    grey[i] = data[i * 3]!;
  }
  return { ...image, data: grey, channels: 1 };
}

/** A white sheet with the image laid on it at a place that may lie partly outside. */
export function placeOnSheet(
  image: PageImage,
  sheet: { width: number; height: number; x: number; y: number },
): PageImage {
  const { channels } = image;
  const data = new Uint8Array(sheet.width * sheet.height * channels).fill(255);
  const left = Math.max(0, sheet.x);
  const right = Math.min(sheet.width, sheet.x + image.width);
  const top = Math.max(0, sheet.y);
  const bottom = Math.min(sheet.height, sheet.y + image.height);
  for (let y = top; y < bottom && right > left; y++) {
    const from = ((y - sheet.y) * image.width + (left - sheet.x)) * channels;
    data.set(image.data.subarray(from, from + (right - left) * channels), (y * sheet.width + left) * channels);
  }
  return { data, width: sheet.width, height: sheet.height, channels, dpi: image.dpi };
}
