import sharp from 'sharp';
import type { PageImage } from '../../src/reading/image.js';

/** Dots to the inch of the page in the middle of the photo: 12 megapixels of an A4 sheet that fills the frame. */
const DPI = 240;
const TABLE: readonly [number, number, number] = [92, 70, 52];

/**
 * A page photographed by hand on a table: seen from a little beside, the paper curled, one side in the shadow of the one who
 * holds the telephone, warm light, not quite sharp. `angle` makes the view more (2) or less (1) oblique. The same page and random numbers give the same photo.
 */
export async function photograph(page: PageImage, angle: number, random: () => number): Promise<PageImage> {
  const { data: source, info } = await sharp(page.data, {
    raw: { width: page.width, height: page.height, channels: page.channels },
  })
    .toColourspace('srgb')
    .resize(Math.round((page.width * DPI) / (page.dpi ?? 300)))
    .raw()
    .toBuffer({ resolveWithObject: true });
  const [wide, high] = [info.width, info.height];
  const width = Math.round(wide * (1.06 + 0.06 * angle));
  const height = Math.round(high * (1.04 + 0.06 * angle));
  const out = new Uint8Array(width * height * 3);
  const way = mapping(wide, high, width, height, angle, random);
  const light = shadow(random);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      const [u, v] = way(x, y);
      const bright = light(x / width, y / height) + (random() - 0.5) * 0.035;
      for (let channel = 0; channel < 3; channel++) {
        const value = sample(source, wide, high, u, v, channel);
        const lit = (value === null ? TABLE[channel]! : 18 + value * 0.86) * bright * WARM[channel]!;
        out[at + channel] = Math.max(0, Math.min(255, lit));
      }
    }
  }
  const blurred = await sharp(out, { raw: { width, height, channels: 3 } })
    .blur(0.9)
    .raw()
    .toBuffer();
  return { data: new Uint8Array(blurred), width, height, channels: 3, dpi: null };
}

const WARM = [1, 0.97, 0.9];

/** From a point of the photo to the point of the page that is seen there. */
function mapping(wide: number, high: number, width: number, height: number, angle: number, random: () => number) {
  const turn = (random() - 0.5) * 0.07 * angle;
  const [lean, nod] = [(random() - 0.5) * 0.16 * angle, (random() - 0.5) * 0.16 * angle];
  const curl = high * (0.004 + random() * 0.008) * angle;
  const [sine, cosine] = [Math.sin(turn), Math.cos(turn)];
  return (x: number, y: number): [number, number] => {
    const cx = (x - width / 2) / wide;
    const cy = (y - height / 2) / high;
    // What is farther away is smaller.
    const depth = 1 + lean * cx + nod * cy;
    const px = (cx / depth) * wide;
    const py = (cy / depth) * high;
    const u = cosine * px + sine * py + wide / 2;
    const v = -sine * px + cosine * py + high / 2;
    return [u, v + curl * Math.sin((u / wide) * Math.PI * 1.5)];
  };
}

/** How bright each part of the photo is: falling off to the corners, and a soft shadow over one side. */
function shadow(random: () => number) {
  const edge = 0.25 + random() * 0.3;
  const slant = (random() - 0.5) * 0.6;
  const dark = 0.3 + random() * 0.15;
  const right = random() < 0.5;
  return (x: number, y: number) => {
    const across = (right ? 1 - x : x) + slant * (y - 0.5);
    const inside = 1 / (1 + Math.exp((across - edge) * 14));
    const corner = 1 - 0.14 * ((x - 0.5) ** 2 + (y - 0.5) ** 2) * 2;
    return (1 - dark * inside) * corner;
  };
}

/** One sample between four pixels; null beside the page. */
function sample(data: Uint8Array, wide: number, high: number, u: number, v: number, channel: number): number | null {
  const x = Math.floor(u);
  const y = Math.floor(v);
  if (x < 0 || y < 0 || x >= wide - 1 || y >= high - 1) return null;
  const [fx, fy] = [u - x, v - y];
  const at = (y * wide + x) * 3 + channel;
  const below = at + wide * 3;
  const upper = data[at]! * (1 - fx) + data[at + 3]! * fx;
  const lower = data[below]! * (1 - fx) + data[below + 3]! * fx;
  return upper * (1 - fy) + lower * fy;
}
