import type { PageImage } from '../image.js';
import type { OnPicture } from './on-picture.js';

export type Point = readonly [x: number, y: number];
/** Four corners, clockwise from the upper left. */
export type Corners = readonly [Point, Point, Point, Point];

/** The projection that takes the unit square to four corners: how a flat sheet is seen from anywhere. */
export function projection([p0, p1, p2, p3]: Corners): (s: number, t: number) => [number, number] {
  const m = coefficients([p0, p1, p2, p3]);
  return (s, t) => {
    const w = m.g * s + m.h * t + 1;
    return [(m.a * s + m.b * t + m.c) / w, (m.d * s + m.e * t + m.f) / w];
  };
}

/** After Heckbert: x = (a·s + b·t + c) / (g·s + h·t + 1), y = (d·s + e·t + f) / (g·s + h·t + 1). */
function coefficients([[x0, y0], [x1, y1], [x2, y2], [x3, y3]]: Corners) {
  const [ax, ay] = [x1 - x2, y1 - y2];
  const [bx, by] = [x3 - x2, y3 - y2];
  const [sx, sy] = [x0 - x1 + x2 - x3, y0 - y1 + y2 - y3];
  const whole = ax * by - bx * ay;
  const g = (sx * by - bx * sy) / whole;
  const h = (ax * sy - sx * ay) / whole;
  return { a: x1 - x0 + g * x1, b: x3 - x0 + h * x3, c: x0, d: y1 - y0 + g * y1, e: y3 - y0 + h * y3, f: y0, g, h };
}

/** Where the points of a picture that shows what lies within the corners (in pixels of `image`) stand on `image`. */
export function onImage({ width, height }: PageImage, corners: Corners): OnPicture {
  const project = projection(corners);
  return (x, y) => {
    const [u, v] = project(x, y);
    return [u / width, v / height];
  };
}

/** What lies within the corners, as a picture of `width` × `height` (bilinear); white where that is not on the image. */
export function cutOut(image: PageImage, corners: Corners, width: number, height: number): PageImage {
  const { data: from, width: w, height: h, channels } = image;
  const m = coefficients(corners);
  const out = new Uint8Array(width * height * channels).fill(255);
  const row = w * channels;
  for (let y = 0, at = 0; y < height; y++) {
    const t = (y + 0.5) / height;
    for (let x = 0; x < width; x++, at += channels) {
      const s = (x + 0.5) / width;
      const scale = 1 / (m.g * s + m.h * t + 1);
      const u = (m.a * s + m.b * t + m.c) * scale - 0.5;
      const v = (m.d * s + m.e * t + m.f) * scale - 0.5;
      if (u < -0.5 || v < -0.5 || u > w - 0.5 || v > h - 0.5) continue;
      const cu = u < 0 ? 0 : u > w - 1.001 ? w - 1.001 : u;
      const cv = v < 0 ? 0 : v > h - 1.001 ? h - 1.001 : v;
      const iu = cu | 0;
      const iv = cv | 0;
      const au = cu - iu;
      const av = cv - iv;
      const p = iv * row + iu * channels;
      for (let k = p; k < p + channels; k++) {
        const upper = from[k]! * (1 - au) + from[k + channels]! * au;
        const lower = from[k + row]! * (1 - au) + from[k + row + channels]! * au;
        out[at + k - p] = upper * (1 - av) + lower * av + 0.5;
      }
    }
  }
  return { ...image, data: out, width, height };
}
