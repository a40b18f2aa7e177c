import sharp from 'sharp';
import type { Warning } from '../../schemas/common.js';
import type { Limits } from '../ports.js';
import { WianError } from '../shared/errors.js';
import type { PageImage } from './image.js';
import { decodeImage, squarePixels } from './images.js';
import { type Matrix, multiply, type PageContent, type PaintedImage, pageContent } from './pdf-content.js';
import { declaredPage, type Scan } from './pdf-declared.js';
import { type OpenPdf, type PdfDocument, type PdfPage, withPdf } from './pdf-document.js';
import { decoded, renderPart, samples } from './pdf-images.js';
import { placeOnSheet, plausibleDpi } from './pixels.js';

const RENDER_DPI = 300;
/** An A3 sheet at 300 dpi. Some files declare pages of metres: those are rendered more coarsely, not refused. */
const RENDER_PIXELS = 18_000_000;
/** How far, in shares of the page, the edges of a scan may lie from the page's own. */
const EDGE = 0.02;
/** An image that covers less than this is a picture on the page; without anything decoded in its place the page is not whole. */
const NOTABLE_COVER = 0.2;

/** A page as one image, and what is to be said of it. */
export interface RenderedPage {
  image: PageImage;
  warnings: Warning[];
}

const incomplete: Warning = {
  code: 'image.damaged',
  field: null,
  message: 'ภาพของหน้านี้มาไม่ครบ ข้อความบางส่วนอาจหายไป',
};

/**
 * The picture of a page, /Rotate applied. Where the page is one image it is taken as it is, at its true resolution
 * (pixels by page inches); anything else is rendered at 300 dpi, or as near as the pixel limit lets it.
 * @throws WianError `image.too_many_pixels` before decoding, `page.unreadable` where the page or an image that makes it up
 * cannot be decoded
 */
export async function pageImage({ document, objects }: OpenPdf, number: number, limits: Limits): Promise<RenderedPage> {
  try {
    const page = await document.getPage(number);
    const declared = page.ref ? declaredPage(objects, page.ref.num, limits) : { cut: false, scan: null };
    const scan = declared.scan && (await scanPage(page, declared.scan, limits));
    if (scan) return { image: scan, warnings: [] };
    // A JPEG that its own library refuses may still open with pdf.js, which shows the part that is there.
    const warnings = declared.cut || declared.scan ? [incomplete] : [];

    const content = await pageContent(page);
    if (isBlank(content)) await requireReallyBlank(document, number, limits);
    const sole = soleImage(content);
    const asItIs = sole && (await embeddedImage(page, sole, limits));
    if (asItIs) return { image: asItIs, warnings };
    await requireDecoded(page, content);
    return { image: await renderPage(page, limits), warnings };
  } catch (cause) {
    if (cause instanceof WianError) throw cause;
    throw new WianError('page.unreadable', `page ${number}`, { cause });
  }
}

/** The page made of its one JPEG or fax image by sharp, several times quicker than pdf.js; null where that does not work out. */
async function scanPage(page: PdfPage, scan: Scan, limits: Limits): Promise<PageImage | null> {
  const raw = await decodeImage(scan.file, limits).catch(() => null);
  if (raw?.width !== scan.width || raw.height !== scan.height) return null;
  const place = multiply(page.getViewport({ scale: 1 }).transform as unknown as Matrix, scan.place);
  return straightened(page, raw, place, limits);
}

const isBlank = ({ images, otherPictures, drawings }: PageContent) => images.length + otherPictures + drawings === 0;

/**
 * pdf.js leaves out what it cannot show, so an empty page may be one whose image is broken or too large. Opened strictly, it
 * says so.
 */
async function requireReallyBlank(document: PdfDocument, number: number, limits: Limits): Promise<void> {
  const bytes = await document.getData();
  await withPdf(bytes, limits, async (strict) => (await strict.document.getPage(number)).getOperatorList(), true).catch(
    (cause: Error) => {
      if (/maximum allowed size/.test(cause.message)) throw new WianError('image.too_many_pixels', `page ${number}`);
      throw new WianError('page.unreadable', `page ${number}`, { cause });
    },
  );
}

/** The image that is all one sees of a page: alone on it, or spread over it with nothing on top. */
function soleImage({ images, otherPictures, drawings, overLastImage }: PageContent): PaintedImage | null {
  const last = images.at(-1);
  if (!last) return null;
  const alone = images.length === 1 && otherPictures === 0 && drawings === 0;
  const onTop = last.cover > 1 - 2 * EDGE && overLastImage === 0;
  return alone || onTop ? last : null;
}

async function requireDecoded(page: PdfPage, { images }: PageContent): Promise<void> {
  for (const { id, cover } of images) {
    if (cover >= NOTABLE_COVER && !(await decoded(page, id))) {
      throw new WianError('page.unreadable', `the image of page ${page.pageNumber}`);
    }
  }
}

/** Quarter turns clockwise that bring the image upright, or null where it is slanted or mirrored. */
function quarterTurns([a, b, c, d]: Matrix): 0 | 1 | 2 | 3 | null {
  const slant = 0.01 * Math.max(Math.hypot(a, b), Math.hypot(c, d));
  const straight = Math.abs(b) <= slant && Math.abs(c) <= slant;
  const turned = Math.abs(a) <= slant && Math.abs(d) <= slant;
  // The place has its y axis down and the image's unit square has it up: an upright image has a > 0 and d < 0.
  if (straight && a > 0 && d < 0) return 0;
  if (straight && a < 0 && d > 0) return 2;
  if (turned && b > 0 && c > 0) return 1;
  if (turned && b < 0 && c < 0) return 3;
  return null;
}

/** The page made of its one image, or null where only a rendering shows it right. */
async function embeddedImage(page: PdfPage, scan: PaintedImage, limits: Limits): Promise<PageImage | null> {
  if (quarterTurns(scan.place) === null) return null;
  const found = await decoded(page, scan.id);
  if (!found) throw new WianError('page.unreadable', `the image of page ${page.pageNumber}`);
  const raw = samples(found);
  return raw && straightened(page, raw, scan.place, limits);
}

/** An image turned as it stands on the page, with square pixels, in its place. */
async function straightened(page: PdfPage, raw: PageImage, place: Matrix, limits: Limits): Promise<PageImage | null> {
  const turns = quarterTurns(place);
  if (turns === null || raw.width < 100 || raw.height < 100) return null;
  const turned = turns === 0 ? raw : await turn(raw, turns);
  const [a, b, c, d, e, f] = place;
  const left = Math.min(e, e + a, e + c, e + a + c);
  const top = Math.min(f, f + b, f + d, f + b + d);
  const wide = Math.abs(a) + Math.abs(c);
  const high = Math.abs(b) + Math.abs(d);
  const square = await squarePixels(turned, (turned.width * 72) / wide, (turned.height * 72) / high);
  return layOnPage(square, { left, top, wide, high }, page.getViewport({ scale: 1 }), limits);
}

/** The sheet with the image in its place; the image itself where it fills the sheet. Null where the sheet would be too large. */
function layOnPage(
  image: PageImage,
  place: { left: number; top: number; wide: number; high: number },
  page: { width: number; height: number },
  limits: Limits,
): PageImage | null {
  const { left, top, wide, high } = place;
  const off = [left / page.width, top / page.height, (left + wide) / page.width - 1, (top + high) / page.height - 1];
  if (off.every((edge) => Math.abs(edge) <= EDGE)) return image;
  const across = image.width / wide;
  const down = image.height / high;
  const sheet = {
    width: Math.round(page.width * across),
    height: Math.round(page.height * down),
    x: Math.round(left * across),
    y: Math.round(top * down),
  };
  if (sheet.width * sheet.height > Math.min(limits.maxPixels, RENDER_PIXELS)) return null;
  return { ...placeOnSheet(image, sheet), dpi: plausibleDpi(sheet.width, sheet.height, across * 72) };
}

async function turn(image: PageImage, turns: 1 | 2 | 3): Promise<PageImage> {
  const { data, info } = await sharp(image.data, { raw: image })
    .rotate(turns * 90)
    .toColourspace(image.channels === 1 ? 'b-w' : 'srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { ...image, data: new Uint8Array(data), width: info.width, height: info.height };
}

/** A page as pdf.js draws it, at 300 dpi or `across` pixels wide, as near as the pixel limit lets it. */
export function renderPage(page: PdfPage, limits: Limits, across?: number): Promise<PageImage> {
  const { width, height } = page.getViewport({ scale: 1 });
  const most = Math.min(RENDER_PIXELS, limits.maxPixels);
  const wanted = across === undefined ? RENDER_DPI / 72 : across / width;
  const scale = Math.min(wanted, Math.sqrt(most / (width * height)));
  return renderPart(page, { left: 0, top: 0, width, height }, scale);
}
