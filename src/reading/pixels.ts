import type { Limits } from '../ports.js';
import { WianError } from '../shared/errors.js';
import type { PageImage } from './image.js';

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
  const rgb = new Uint8Array((rgba.length >> 2) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4) {
    const alpha = rgba[from + 3]!;
    const white = 255 - alpha;
    for (let c = 0; c < 3; c++) rgb[to++] = alpha === 255 ? rgba[from + c]! : white + (rgba[from + c]! * alpha) / 255;
  }
  return rgb;
}

/** One bit a pixel, rows padded to bytes, 1 for white, as grey samples. */
export function unpackBits(bits: Uint8Array | Uint8ClampedArray, width: number, height: number): Uint8Array {
  const grey = new Uint8Array(width * height);
  const stride = (width + 7) >> 3;
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++) grey[to++] = bits[y * stride + (x >> 3)]! & (0x80 >> (x & 7)) ? 255 : 0;
  }
  return grey;
}

/** Keeps one channel of an RGB image without colour: a third of the memory, and the same picture. */
export function greyWhereColourless(image: PageImage): PageImage {
  if (image.channels === 1) return image;
  const { data } = image;
  for (let i = 0; i + 2 < data.length; i += 3) {
    if (data[i] !== data[i + 1] || data[i] !== data[i + 2]) return image;
  }
  const grey = new Uint8Array(image.width * image.height);
  for (let i = 0; i < grey.length; i++) grey[i] = data[i * 3]!;
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
