import { createCanvas } from '@napi-rs/canvas';
import type { PageImage } from './image.js';
import type { PdfPage } from './pdf-document.js';
import { greyWhereColourless, plausibleDpi, unpackBits, withoutAlpha } from './pixels.js';

/** How pdf.js hands over a decoded image. */
export interface DecodedImage {
  width: number;
  height: number;
  kind: number;
  data: Uint8Array | Uint8ClampedArray | null;
}

const GREY_1BPP = 1;
const RGB_24BPP = 2;
const RGBA_32BPP = 3;

/** pdf.js answers with null for what it could not decode; an id that never comes must not hang the page. */
export function decoded(page: PdfPage, id: string): Promise<DecodedImage | null> {
  const store = id.startsWith('g_') ? page.commonObjs : page.objs;
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), 30_000);
    store.get(id, (value: DecodedImage | null) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}

/** Samples of a decoded image, copied out of pdf.js's memory, which goes with the document. */
export function samples({ width, height, kind, data }: DecodedImage): PageImage | null {
  if (!data) return null;
  const size = { width, height, dpi: null };
  if (kind === GREY_1BPP) return { ...size, data: unpackBits(data, width, height), channels: 1 };
  if (kind === RGB_24BPP) return greyWhereColourless({ ...size, data: new Uint8Array(data), channels: 3 });
  if (kind === RGBA_32BPP) return greyWhereColourless({ ...size, data: withoutAlpha(data), channels: 3 });
  return null;
}

/** Part of a page, in points from its upper left corner (/Rotate applied). */
export interface PagePart {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A part of a page as pdf.js draws it, at `scale` pixels a point. */
export async function renderPart(page: PdfPage, part: PagePart, scale: number): Promise<PageImage> {
  const viewport = page.getViewport({ scale, offsetX: -part.left * scale, offsetY: -part.top * scale });
  const canvas = createCanvas(
    Math.max(1, Math.floor(part.width * scale)),
    Math.max(1, Math.floor(part.height * scale)),
  );
  // pdf.js types its canvas as a browser's; the one of @napi-rs/canvas has all that it calls.
  await page.render({ canvas: canvas as never, viewport, background: '#ffffff' }).promise;
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const dpi = plausibleDpi(canvas.width, canvas.height, scale * 72);
  return greyWhereColourless({
    data: withoutAlpha(data),
    width: canvas.width,
    height: canvas.height,
    channels: 3,
    dpi,
  });
}
