import type { PageImage } from '../image.js';
import { asItIs, type OnPicture } from './on-picture.js';
import { sheetOutline } from './outline.js';
import { resize } from './pixels.js';
import { type Corners, cutOut, onImage, type Point } from './projection.js';

/** A picture with nothing but the page on it, seen from straight above; `on` is where its points stand on the picture it was made of. */
export interface Sheet {
  image: PageImage;
  on: OnPicture;
}

/** The shape of A paper. A sheet of nearly this shape was foreshortened by the camera. */
const ROOT_TWO = Math.SQRT2;
const LIKE_A_PAPER = [1.18, 1.68] as const;
/** Opposite edges of a sheet that is seen from straight above are as long, or nearly. */
const FORESHORTENED = 1.03;
/** An outline whose corners lie this near to a level rectangle, in shares of the picture, needs cutting out alone. */
const LEVEL = 0.004;
/** Fewer pixels than a page of 200 dpi has. */
const SMALL = 3_500_000;
const MOST_PIXELS = 16_000_000;

/** Takes the page out of a picture on which it lies on a table or has a copier's dark border; any other picture stays as it is. */
export async function rectify(image: PageImage): Promise<Sheet> {
  const outline = sheetOutline(image);
  if (!outline) return { image, on: asItIs };
  const level = levelOutline(image, outline);
  if (level) {
    const { width, height } = sizeOf(level);
    return { image: cutOut(image, level, width, height), on: onImage(image, level) };
  }
  const { width, height } = flatSize(outline);
  return seenWithin(image, outline, width, height);
}

/** The picture turned so that lines that fall by `degrees` to the right are level; its corners come to lie on white. */
export async function levelled(image: PageImage, degrees: number): Promise<Sheet> {
  const angle = (degrees * Math.PI) / 180;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const width = Math.round(image.width * cosine + image.height * Math.abs(sine));
  const height = Math.round(image.height * cosine + image.width * Math.abs(sine));
  const place = (x: number, y: number): Point => [
    image.width / 2 + x * cosine - y * sine,
    image.height / 2 + x * sine + y * cosine,
  ];
  const [w, h] = [width / 2, height / 2];
  return seenWithin(image, [place(-w, -h), place(w, -h), place(w, h), place(-w, h)], width, height);
}

/** What lies within the corners. Small pictures are enlarged first: between their pixels fine strokes would be lost. */
async function seenWithin(image: PageImage, corners: Corners, width: number, height: number): Promise<Sheet> {
  const on = onImage(image, corners);
  if (image.width * image.height > SMALL) return { image: cutOut(image, corners, width, height), on };
  const large = await resize(image, 2);
  const [a, b, c, d] = corners.map(([x, y]): Point => [x * 2, y * 2]);
  return { image: cutOut(large, [a!, b!, c!, d!], width * 2, height * 2), on };
}

/** The level rectangle (in whole pixels) that an outline nearly is; null where it is none. */
function levelOutline(image: PageImage, [a, b, c, d]: Corners): Corners | null {
  const near = Math.max(image.width, image.height) * LEVEL;
  const sides: [number, number][] = [
    [a[0], d[0]],
    [b[0], c[0]],
    [a[1], b[1]],
    [c[1], d[1]],
  ];
  if (sides.some(([p, q]) => Math.abs(p - q) > near)) return null;
  const [left, right, top, bottom] = sides.map(([p, q]) => Math.round((p + q) / 2)) as [number, number, number, number];
  const within = (v: number, most: number) => Math.min(most, Math.max(0, v));
  const [x0, x1] = [within(left, image.width), within(right, image.width)];
  const [y0, y1] = [within(top, image.height), within(bottom, image.height)];
  return [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
  ];
}

const sizeOf = ([a, , c]: Corners) => ({ width: c[0] - a[0], height: c[1] - a[1] });

/** How large a sheet is when seen from straight above, at the resolution of its nearest edges. */
function flatSize([a, b, c, d]: Corners): { width: number; height: number } {
  const length = ([x, y]: Point, [u, v]: Point) => Math.hypot(u - x, v - y);
  let width = Math.max(length(a, b), length(d, c));
  let height = Math.max(length(a, d), length(b, c));
  const [least, most] = LIKE_A_PAPER;
  const seenAtAnAngle = [width / Math.min(length(a, b), length(d, c)), height / Math.min(length(a, d), length(b, c))];
  if (Math.max(...seenAtAnAngle) < FORESHORTENED) return { width: Math.round(width), height: Math.round(height) };
  if (height / width > least && height / width < most) height = width * ROOT_TWO;
  else if (width / height > least && width / height < most) width = height * ROOT_TWO;
  const shrink = Math.min(1, Math.sqrt(MOST_PIXELS / (width * height)));
  return { width: Math.round(width * shrink), height: Math.round(height * shrink) };
}
