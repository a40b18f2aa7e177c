import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import sharp from 'sharp';
import { prepareZXingModule, type ReaderOptions, type ReadResult, readBarcodes } from 'zxing-wasm/reader';
import type { Box } from '../../../schemas/common.js';
import type { Region } from '../../../schemas/page.js';
import type { PageImage } from '../image.js';
import { codeText } from './code-text.js';
import { findFinders } from './finders.js';
import { isCode, type Point, type Square, squaresOf } from './squares.js';

/** Paper that a code needs round it, in modules. */
const QUIET = 4;
/** The decoder wants some pixels a module, and gains nothing from more. */
const UNIT = [4, 10] as const;
const MOST_ENLARGED = 3;
/** Crops stay below this, however large the code is. */
const MOST_SIDE = 1800;
const OPTIONS = {
  formats: ['QRCode'],
  tryHarder: true,
  maxNumberOfSymbols: 4,
  textMode: 'Plain',
} satisfies ReaderOptions;
/** Ways to tell dark from light, in the order in which they are tried. */
const BINARIZERS = ['LocalAverage', 'GlobalHistogram'] as const;

let prepared: Promise<unknown> | undefined;

/** The decoder out of its package. Left to itself it would fetch its code from elsewhere. */
function prepare(): Promise<unknown> {
  prepared ??= readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')).then((wasm) =>
    prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer }, fireImmediately: true }),
  );
  return prepared;
}

/**
 * The QR codes on an image, each with its text; empty where a code cannot be decoded. Boxes are fractions of the image. The decoder is
 * run only on places that have a code's three corners.
 */
export async function readCodes(image: PageImage): Promise<Region[]> {
  const squares = squaresOf(image, findFinders(image));
  const regions: Region[] = [];
  for (const square of squares) {
    const read = await decode(image, square);
    if (!read && !isCode(image, square)) continue;
    const bbox = boxOf(image, read?.corners ?? square.corners);
    regions.push({ kind: 'qr', bbox, text: read?.text ?? '' });
  }
  const decoded = regions.filter(({ text }) => text !== '');
  // Corners of neighbours may look like those of a code between them.
  const apart = regions.filter((r) => r.text !== '' || !decoded.some(({ bbox }) => overlap(bbox, r.bbox)));
  return apart.sort((a, b) => a.bbox[1] - b.bbox[1] || a.bbox[0] - b.bbox[0]);
}

async function decode(image: PageImage, square: Square): Promise<{ text: string; corners: Point[] } | null> {
  await prepare();
  const { crop, left, top, scale } = await cut(image, square);
  for (const binarizer of BINARIZERS) {
    const results = await readBarcodes(crop, { ...OPTIONS, binarizer });
    const result = nearest(results, crop.width / 2, crop.height / 2);
    if (!result) continue;
    const { topLeft, topRight, bottomRight, bottomLeft } = result.position;
    const corners = [topLeft, topRight, bottomRight, bottomLeft].map(
      ({ x, y }): Point => [left + x / scale, top + y / scale],
    );
    const declared = result.hasECI && result.contentType !== 'Binary';
    return { text: codeText(result.bytes, result.text, declared), corners };
  }
  return null;
}

/** The code round the middle of the crop: another one may stand beside it. */
function nearest(results: ReadResult[], x: number, y: number): ReadResult | null {
  const round = results.filter(({ isValid, position }) => {
    const xs = [position.topLeft.x, position.topRight.x, position.bottomLeft.x, position.bottomRight.x];
    const ys = [position.topLeft.y, position.topRight.y, position.bottomLeft.y, position.bottomRight.y];
    return isValid && Math.min(...xs) < x && Math.max(...xs) > x && Math.min(...ys) < y && Math.max(...ys) > y;
  });
  return round[0] ?? null;
}

/** The square with paper round it, in grey, at a size that suits the decoder. */
async function cut(image: PageImage, { corners, unit }: Square) {
  const margin = unit * (QUIET + 1);
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  const left = Math.max(0, Math.floor(Math.min(...xs) - margin));
  const top = Math.max(0, Math.floor(Math.min(...ys) - margin));
  const width = Math.min(image.width, Math.ceil(Math.max(...xs) + margin)) - left;
  const height = Math.min(image.height, Math.ceil(Math.max(...ys) + margin)) - top;
  const wanted = unit < UNIT[0] ? Math.min(MOST_ENLARGED, UNIT[0] / unit) : Math.min(1, UNIT[1] / unit);
  const scale = Math.min(wanted, MOST_SIDE / Math.max(width, height));
  const { data, info } = await sharp(image.data, { raw: image, limitInputPixels: false })
    .extract({ left, top, width, height })
    .resize(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)), { fit: 'fill' })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const crop = {
    data: new Uint8ClampedArray(data),
    width: info.width,
    height: info.height,
    colorSpace: 'srgb' as const,
  };
  return { crop, left, top, scale };
}

const overlap = (a: Box, b: Box) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

function boxOf({ width, height }: PageImage, corners: Point[]): Box {
  const unit = (v: number) => Math.min(1, Math.max(0, v));
  const xs = corners.map(([x]) => unit(x / width));
  const ys = corners.map(([, y]) => unit(y / height));
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}
