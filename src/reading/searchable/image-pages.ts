import { readFile } from 'node:fs/promises';
import { deflateSync } from 'node:zlib';
import { type PDFContext, PDFDocument, PDFName, type PDFRef } from 'pdf-lib';
import sharp from 'sharp';
import type { PageReading } from '../../../schemas/page.js';
import type { Limits } from '../../ports.js';
import { type ErrorCode, WianError } from '../../shared/errors.js';
import type { PageImage } from '../image.js';
import { imageHeader, storedImage } from '../images.js';
import { jpegHeader } from '../pdf-declared.js';
import { plausibleDpi } from '../pixels.js';
import { Glyphs } from './glyphs.js';
import { pageText } from './page-text.js';

const POINTS = 72;
/** The long side of a sheet of A4: a picture that does not say how large its paper was is given it. */
const LONG_SIDE = 841.89;
/** How a JPEG with such an EXIF orientation is laid on a page of one unit by one; 1 stands upright. */
const ORIENTATIONS: Record<number, readonly number[]> = {
  1: [1, 0, 0, 1, 0, 0],
  2: [-1, 0, 0, 1, 1, 0],
  3: [-1, 0, 0, -1, 1, 1],
  4: [1, 0, 0, -1, 0, 1],
  5: [0, -1, -1, 0, 1, 1],
  6: [0, -1, 1, 0, 0, 1],
  7: [0, 1, 1, 0, 0, 0],
  8: [0, 1, -1, 0, 1, 0],
};

/** A picture as a page shows it: its object, the matrix that lays it on a page of one by one, and the page's size in points. */
interface Picture {
  image: PDFRef;
  matrix: readonly number[];
  width: number;
  height: number;
}

/**
 * A PDF of an image file's pictures, each as large as its paper was, with their text over them. A JPEG is put in as it is; any other
 * picture without loss.
 * @throws WianError the error of a page whose picture could not be read: a PDF without it would be taken for the whole
 */
export async function imagePages(
  path: string,
  type: string,
  readings: readonly PageReading[],
  limits: Limits,
): Promise<Buffer> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const { context } = document;
  const font = context.nextRef();
  const glyphs = new Glyphs();
  for (const reading of readings) {
    if (reading.error) throw new WianError(reading.error.code as ErrorCode, `page ${reading.number}`);
    const jpeg = type === 'jpeg' ? await jpegPicture(context, path, limits) : null;
    const { image, matrix, width, height } = jpeg ?? (await otherPicture(context, path, reading.number, limits));
    const page = document.addPage([width, height]);
    const text = pageText(reading, (x, y) => [x * width, (1 - y) * height], '/Wian', glyphs);
    const show = `q\n${width} 0 0 ${height} 0 0 cm\n${matrix.join(' ')} cm\n/Scan Do\nQ\n`;
    const contents = context.register(context.flateStream(text + show));
    page.node.set(PDFName.of('Contents'), contents);
    page.node.set(PDFName.of('Resources'), context.obj({ XObject: { Scan: image }, Font: { Wian: font } }));
  }
  glyphs.write(context, font);
  return Buffer.from(await document.save({ useObjectStreams: false, addDefaultPage: false }));
}

/** The size of the paper, in points; for a picture that does not say, or says what cannot be, that of A4. */
function paper(
  width: number,
  height: number,
  dpiX: number | null,
  dpiY: number | null,
): { width: number; height: number } {
  const [across, down] = [dpiX ?? dpiY, dpiY ?? dpiX];
  const believed = plausibleDpi(width, height, across) && plausibleDpi(width, height, down);
  const scale = LONG_SIDE / Math.max(width, height);
  const size = believed
    ? { width: (width * POINTS) / across!, height: (height * POINTS) / down! }
    : { width: width * scale, height: height * scale };
  return { width: Number(size.width.toFixed(2)), height: Number(size.height.toFixed(2)) };
}

/** Null for what a PDF would show in other colours: those stored as cyan, magenta, yellow and black. */
async function jpegPicture(context: PDFContext, path: string, limits: Limits): Promise<Picture | null> {
  const { dpiX, dpiY, orientation } = await imageHeader(path, limits);
  const data = await readFile(path);
  const header = jpegHeader(data);
  if (!header || (header.components !== 1 && header.components !== 3)) return null;
  const { width, height, components } = header;
  const entries = {
    ColorSpace: components === 1 ? 'DeviceGray' : 'DeviceRGB',
    Filter: 'DCTDecode',
    BitsPerComponent: 8,
  };
  const image = context.register(imageObject(context, data, { Width: width, Height: height, ...entries }));
  const lying = orientation >= 5;
  const size = lying ? paper(height, width, dpiY, dpiX) : paper(width, height, dpiX, dpiY);
  return { image, matrix: ORIENTATIONS[orientation] ?? ORIENTATIONS[1]!, ...size };
}

async function otherPicture(context: PDFContext, path: string, page: number, limits: Limits): Promise<Picture> {
  const { image, dpiX, dpiY } = await storedImage(path, page, limits);
  const { width, height, channels } = image;
  const entries = { Width: width, Height: height, ColorSpace: channels === 1 ? 'DeviceGray' : 'DeviceRGB' };
  const bits = blackAndWhite(image);
  const object = bits
    ? imageObject(context, deflateSync(bits), { ...entries, Filter: 'FlateDecode', BitsPerComponent: 1 })
    : imageObject(context, await compressed(image), {
        ...entries,
        Filter: 'FlateDecode',
        BitsPerComponent: 8,
        DecodeParms: { Predictor: 15, Colors: channels, BitsPerComponent: 8, Columns: width },
      });
  return { image: context.register(object), matrix: ORIENTATIONS[1]!, ...paper(width, height, dpiX, dpiY) };
}

const imageObject = (context: PDFContext, data: Uint8Array, entries: Parameters<PDFContext['stream']>[1]) =>
  context.stream(data, { Type: 'XObject', Subtype: 'Image', ...entries });

/** One bit a pixel, rows padded to bytes; null where the picture has shades. */
function blackAndWhite({ data, width, height, channels }: PageImage): Buffer | null {
  if (channels !== 1 || !data.every((sample) => sample === 0 || sample === 255)) return null;
  const stride = (width + 7) >> 3;
  const bits = Buffer.alloc(stride * height);
  for (let y = 0, from = 0; y < height; y++) {
    for (let x = 0; x < width; x++) if (data[from++]) bits[y * stride + (x >> 3)]! |= 0x80 >> (x & 7);
  }
  return bits;
}

/** The rows of a picture as PNG compresses them, which is a way that PDF knows too. */
async function compressed({ data, width, height, channels }: PageImage): Promise<Buffer> {
  const png = await sharp(data, { raw: { width, height, channels } })
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .png({ adaptiveFiltering: true })
    .toBuffer();
  const chunks: Buffer[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') chunks.push(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return Buffer.concat(chunks);
}
