import sharp from 'sharp';
import type { PageImage } from '../image.js';
import { zeros } from '../page-memory.js';

/** One 8-bit plane, row by row. 0 is black. */
export interface Plane {
  data: Uint8Array;
  width: number;
  height: number;
}

// One page is one thread's work: pages run side by side in their own processes.
sharp.concurrency(1);
sharp.cache(false);

/** The image at `factor` times its size (cubic); the image itself where that changes nothing. */
export async function resize(image: PageImage, factor: number): Promise<PageImage> {
  const width = Math.max(1, Math.round(image.width * factor));
  const height = Math.max(1, Math.round(image.height * factor));
  if (width === image.width && height === image.height) return image;
  const raw = { width: image.width, height: image.height, channels: image.channels };
  let pipe = sharp(image.data, { raw, limitInputPixels: false }).resize(width, height, {
    kernel: 'cubic',
    fit: 'fill',
  });
  if (image.channels === 1) pipe = pipe.extractChannel(0);
  const { data } = await pipe.raw().toBuffer({ resolveWithObject: true });
  // Not as a Buffer: code that has seen one kind of array alone is compiled once and stays.
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.length);
  return { ...image, data: bytes, width, height, dpi: image.dpi === null ? null : image.dpi * factor };
}

/** The image at half its size: the mean of two by two pixels. An odd last row or column is left out. */
export function halved(image: PageImage): PageImage {
  const width = image.width >> 1;
  const height = image.height >> 1;
  const dpi = image.dpi === null ? null : image.dpi / 2;
  const step = image.width * image.channels;
  const data = zeros(width * height * image.channels);
  const from = image.data;
  if (image.channels === 1) {
    for (let y = 0, to = 0; y < height; y++) {
      for (let x = 0, p = 2 * y * step; x < width; x++, p += 2, to++) {
        data[to] = (from[p]! + from[p + 1]! + from[p + step]! + from[p + step + 1]! + 2) >> 2;
      }
    }
    return { data, width, height, channels: 1, dpi };
  }
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0, p = 2 * y * step; x < width; x++, p += 6, to += 3) {
      for (let k = p; k < p + 3; k++)
        data[to + k - p] = (from[k]! + from[k + 3]! + from[k + step]! + from[k + step + 3]! + 2) >> 2;
    }
  }
  return { data, width, height, channels: 3, dpi };
}

/** The image turned clockwise by a multiple of 90 degrees. */
export function turn(image: PageImage, degrees: 0 | 90 | 180 | 270): PageImage {
  if (degrees === 0) return image;
  const { data, width: w, height: h, channels: c } = image;
  const [width, height] = degrees === 180 ? [w, h] : [h, w];
  const out = zeros(data.length);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const tx = degrees === 90 ? h - 1 - y : degrees === 180 ? w - 1 - x : y;
      const ty = degrees === 90 ? x : degrees === 180 ? h - 1 - y : w - 1 - x;
      const from = (y * w + x) * c;
      const to = (ty * width + tx) * c;
      for (let k = 0; k < c; k++) out[to + k] = data[from + k]!;
    }
  }
  return { ...image, data: out, width, height };
}

/** The planes of a page: `body` without coloured ink, `grey` with every ink, `chroma` (how coloured) or null for a grey page. */
export interface Planes {
  body: Plane;
  grey: Plane;
  chroma: Plane | null;
}

/** How far the channels may lie apart, of 255, before a pixel counts as coloured: JPEG and paper tint stay below. */
const COLOURLESS = 24;
/** All channels from here on: white paper, with hardly a tint. */
const PAPER = 224;

/**
 * Splits a page into planes. Paper is made white first (per channel), since a photograph's paper is yellow all over. `body` takes
 * the brightest channel and lifts what is coloured, so that stamps and blue signatures leave the printed text alone.
 */
export function planes(image: PageImage): Planes {
  const { data, width, height, channels } = image;
  const size = width * height;
  if (channels === 1) {
    const grey = { data, width, height };
    return { body: grey, grey, chroma: null };
  }
  const [red, green, blue] = paperBalance(data, size);
  const lift = Int16Array.from({ length: 256 }, (_, d) => Math.max(0, Math.trunc((d - COLOURLESS) * 1.3)));
  const body = zeros(size);
  const grey = zeros(size);
  const chroma = zeros(size);
  for (let i = 0, j = 0; i < size; i++, j += 3) {
    const r0 = data[j]!;
    const g0 = data[j + 1]!;
    const b0 = data[j + 2]!;
    const g = green[g0]!;
    // Most of a page is paper, which needs no more: these bits stand in all three channels of it.
    if ((r0 & g0 & b0) >= PAPER) {
      body[i] = g;
      grey[i] = g;
      continue;
    }
    const r = red[r0]!;
    const b = blue[b0]!;
    // Noise makes it a toss which channel is the brightest: without branches this takes half the time.
    const rg = (r - g) & ((r - g) >> 31);
    const brighter = r - rg;
    const darker = g + rg;
    const max = brighter - ((brighter - b) & ((brighter - b) >> 31));
    const min = b + ((darker - b) & ((darker - b) >> 31));
    const lifted = max + lift[max - min]!;
    body[i] = lifted > 255 ? 255 : lifted;
    grey[i] = (r * 77 + g * 150 + b * 29) >> 8;
    chroma[i] = max - min;
  }
  const plane = (d: Uint8Array): Plane => ({ data: d, width, height });
  return { body: plane(body), grey: plane(grey), chroma: plane(chroma) };
}

/** A table per channel that lifts the paper (the channel's 80th percentile) to the brightest channel's paper. */
function paperBalance(data: Uint8Array, size: number): [Uint8Array, Uint8Array, Uint8Array] {
  const histograms = [0, 1, 2].map(() => new Uint32Array(256));
  const step = Math.max(1, Math.floor(size / 50_000));
  let n = 0;
  for (let i = 0; i < size; i += step, n++) for (let k = 0; k < 3; k++) histograms[k]![data[i * 3 + k]!]!++;
  const paper = histograms.map((h) => {
    let seen = 0;
    for (let v = 0; v < 256; v++) if ((seen += h[v]!) >= n * 0.8) return Math.max(v, 64);
    return 255;
  });
  const top = Math.max(...paper);
  const lifted = (p: number) => Uint8Array.from({ length: 256 }, (_, v) => Math.min(255, Math.round((v * top) / p)));
  return [lifted(paper[0]!), lifted(paper[1]!), lifted(paper[2]!)];
}
