import sharp from 'sharp';
import type { PageImage } from '../image.js';

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
  return { ...image, data, width, height, dpi: image.dpi === null ? null : image.dpi * factor };
}

/** The image turned clockwise by a multiple of 90 degrees. */
export function turn(image: PageImage, degrees: 0 | 90 | 180 | 270): PageImage {
  if (degrees === 0) return image;
  const { data, width: w, height: h, channels: c } = image;
  const [width, height] = degrees === 180 ? [w, h] : [h, w];
  const out = new Uint8Array(data.length);
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
  const balance = paperBalance(data, size);
  const body = new Uint8Array(size);
  const grey = new Uint8Array(size);
  const chroma = new Uint8Array(size);
  for (let i = 0, j = 0; i < size; i++, j += 3) {
    const r = balance[0]![data[j]!]!;
    const g = balance[1]![data[j + 1]!]!;
    const b = balance[2]![data[j + 2]!]!;
    const max = r > g ? Math.max(r, b) : Math.max(g, b);
    const min = r < g ? Math.min(r, b) : Math.min(g, b);
    const excess = max - min - COLOURLESS;
    const lifted = excess > 0 ? max + excess * 1.3 : max;
    body[i] = Math.min(lifted, 255);
    grey[i] = (r * 77 + g * 150 + b * 29) >> 8;
    chroma[i] = max - min;
  }
  const plane = (d: Uint8Array): Plane => ({ data: d, width, height });
  return { body: plane(body), grey: plane(grey), chroma: plane(chroma) };
}

/** A table per channel that lifts the paper (the channel's 80th percentile) to the brightest channel's paper. */
function paperBalance(data: Uint8Array, size: number): Uint8Array[] {
  const histograms = [0, 1, 2].map(() => new Uint32Array(256));
  const step = Math.max(1, Math.floor(size / 200_000));
  let n = 0;
  for (let i = 0; i < size; i += step, n++) for (let k = 0; k < 3; k++) histograms[k]![data[i * 3 + k]!]!++;
  const paper = histograms.map((h) => {
    let seen = 0;
    for (let v = 0; v < 256; v++) if ((seen += h[v]!) >= n * 0.8) return Math.max(v, 64);
    return 255;
  });
  const top = Math.max(...paper);
  return paper.map((p) => Uint8Array.from({ length: 256 }, (_, v) => Math.min(255, Math.round((v * top) / p))));
}
