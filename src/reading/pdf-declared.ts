import type { Limits } from '../ports.js';
import { WianError } from '../shared/errors.js';
import { faxTiff } from './fax-tiff.js';
import { type Matrix, multiply } from './pdf-content.js';
import {
  inflated,
  isOperator,
  isRef,
  onlyFilter,
  type PdfDict,
  PdfLexer,
  type PdfObjects,
  type PdfStream,
  type PdfValue,
} from './pdf-objects.js';
import { refuseTooManyPixels } from './pixels.js';

/** A page whose content is one JPEG or fax image, as a file of its own; laid down by `place` (unit square to PDF user space). */
export interface Scan {
  file: Buffer;
  width: number;
  height: number;
  place: Matrix;
}

/** What a page declares, as far as it can be seen without decoding any image. */
export interface DeclaredPage {
  /** Data of an image that the page shows end before they should: the file was cut off there. */
  cut: boolean;
  scan: Scan | null;
}

/** Drawing programs write maps of some megabytes; a page of more than this is made to hurt. */
const MOST_CONTENT = 24 << 20;
const MOST_FORMS = 500;
/** Operators that show nothing themselves, so that a page of one image may hold them. */
const SILENT = new Set(
  'q Q cm w J j M d ri i g G rg RG k K cs CS sc SC scn SCN re W W* n BMC BDC EMC MP DP'.split(' '),
);

/**
 * Looks at what a page declares before pdf.js touches it.
 * @param page the page's object number
 * @throws WianError `image.too_many_pixels` where an image that the page shows is larger than the limit, by its dictionary
 * or by its own header; `page.unreadable` where the content unpacks to more than 24 MB
 */
export function declaredPage(objects: PdfObjects, page: number, limits: Limits): DeclaredPage {
  const dict = objects.dict({ ref: page });
  const found: DeclaredPage = { cut: false, scan: null };
  if (!dict) return found;
  const walk = { objects, limits, found, left: MOST_CONTENT, forms: 0, seen: new Set<number>() };
  const contents = objects.resolve(dict.get('/Contents'));
  const parts = (Array.isArray(contents) ? contents : [dict.get('/Contents')]).filter(isRef).map(({ ref }) => ref);
  const bytes = parts.map((ref) => contentOf(walk, objects.stream(ref)));
  // Without all of the content there is no telling what the page shows; what follows is for whole pages only.
  if (bytes.some((part) => part === null)) return found;
  const scan = walkContent(
    walk,
    Buffer.concat(bytes.flatMap((part) => [part!, Buffer.from('\n')])),
    inherited(objects, dict),
  );
  const annotations = objects.resolve(dict.get('/Annots'));
  if (scan && !(Array.isArray(annotations) && annotations.length > 0)) found.scan = scan;
  return found;
}

interface Walk {
  objects: PdfObjects;
  limits: Limits;
  found: DeclaredPage;
  /** Bytes of content that may still be unpacked. */
  left: number;
  forms: number;
  seen: Set<number>;
}

/** Resources of a page, or of the nearest node above it that has them. */
function inherited(objects: PdfObjects, page: PdfDict): PdfDict | null {
  let node: PdfDict | null = page;
  for (let hops = 0; node && hops < 50; hops++) {
    const resources = objects.dict(node.get('/Resources'));
    if (resources) return resources;
    node = objects.dict(node.get('/Parent'));
  }
  return null;
}

function contentOf(walk: Walk, stream: PdfStream | null): Buffer | null {
  if (!stream) return null;
  walk.found.cut ||= stream.cut;
  const bytes = inflated(stream, walk.left);
  if (bytes === 'too-large') throw new WianError('page.unreadable', `content of more than ${MOST_CONTENT} bytes`);
  if (bytes) walk.left -= bytes.length;
  return bytes;
}

/** Follows the content to the images and forms that it shows. Returns the image where that is all there is and its file format has a decoder. */
function walkContent(walk: Walk, content: Buffer, resources: PdfDict | null): Scan | null {
  const { objects } = walk;
  const xobjects = objects.dict(resources?.get('/XObject'));
  const lexer = new PdfLexer(content, 0);
  const stack: Matrix[] = [];
  let matrix: Matrix = [1, 0, 0, 1, 0, 0];
  let operands: PdfValue[] = [];
  let simple = true;
  const shown: (Scan | null)[] = [];
  while (!lexer.ended) {
    const token = lexer.next();
    if (!isOperator(token)) {
      if (operands.push(token) > 6) operands.shift();
      continue;
    }
    const { operator } = token;
    if (operator === 'q') stack.push(matrix);
    else if (operator === 'Q') matrix = stack.pop() ?? matrix;
    else if (operator === 'cm' && operands.length === 6 && operands.every((value) => typeof value === 'number')) {
      matrix = multiply(matrix, operands as unknown as Matrix);
    } else if (operator === 'Do') {
      const name = operands.at(-1);
      const target = typeof name === 'string' ? xobjects?.get(name) : null;
      shown.push(isRef(target) ? show(walk, target.ref, matrix, resources) : null);
    } else if (!SILENT.has(operator)) simple = false;
    operands = [];
  }
  return simple && shown.length === 1 ? shown[0]! : null;
}

function show(walk: Walk, ref: number, place: Matrix, resources: PdfDict | null): Scan | null {
  const { objects, limits, found } = walk;
  const stream = objects.stream(ref);
  if (!stream) return null;
  const { dict, data } = stream;
  const subtype = dict.get('/Subtype');
  if (subtype === '/Form' && !walk.seen.has(ref) && walk.forms++ < MOST_FORMS) {
    walk.seen.add(ref);
    const content = contentOf(walk, stream);
    if (content) walkContent(walk, content, objects.dict(dict.get('/Resources')) ?? resources);
  }
  if (subtype !== '/Image') return null;
  found.cut ||= stream.cut;
  const width = objects.resolve(dict.get('/Width'));
  const height = objects.resolve(dict.get('/Height'));
  if (typeof width !== 'number' || typeof height !== 'number') return null;
  refuseTooManyPixels(width, height, limits);
  const filter = onlyFilter(stream);
  if (filter === '/CCITTFaxDecode' && !stream.cut) return faxScan(objects, stream, { width, height, place });
  if (filter !== '/DCTDecode') return null;
  const header = jpegHeader(data);
  if (!header) return null;
  refuseTooManyPixels(header.width, header.height, limits);
  const plain = ['/Decode', '/DecodeParms', '/SMask', '/Mask', '/ImageMask'].every((key) => !dict.get(key));
  const same =
    header.width === width && header.height === height && (header.components === 1 || header.components === 3);
  return plain && same && !stream.cut && colours(objects, dict) === header.components
    ? { file: data, width, height, place }
    : null;
}

/** A group 4 fax image in black and white; null for the older groups and whatever else pdf.js has to look after. (ISO 32000-1, 7.4.6) */
function faxScan(objects: PdfObjects, { dict, data }: PdfStream, size: Omit<Scan, 'file'>): Scan | null {
  const given = objects.resolve(dict.get('/DecodeParms'));
  const parameters = objects.dict(Array.isArray(given) ? given[0] : given);
  const [k, columns] = ['/K', '/Columns'].map((key) => objects.resolve(parameters?.get(key)));
  const black = objects.resolve(parameters?.get('/BlackIs1'));
  const aligned = objects.resolve(parameters?.get('/EncodedByteAlign'));
  const plain = ['/Decode', '/SMask', '/Mask', '/ImageMask'].every((key) => !dict.get(key));
  const group4 = typeof k === 'number' && k < 0 && columns === size.width && !aligned;
  if (!plain || !group4 || objects.resolve(dict.get('/BitsPerComponent')) !== 1 || colours(objects, dict) !== 1)
    return null;
  return { ...size, file: faxTiff({ data, width: size.width, height: size.height, inverted: black === true }) };
}

/** How many components a plain colour space has; null for palettes and whatever else has to be looked up. */
function colours(objects: PdfObjects, image: PdfDict): number | null {
  const space = objects.resolve(image.get('/ColorSpace'));
  const [name, profile] = Array.isArray(space) ? space : [space];
  if (name === '/DeviceGray' || name === '/CalGray') return 1;
  if (name === '/DeviceRGB' || name === '/CalRGB') return 3;
  if (name !== '/ICCBased') return null;
  const components = objects.dict(profile)?.get('/N');
  return typeof components === 'number' ? components : null;
}

/** Size and number of components from the frame header of a JPEG, or null where there is none. */
export function jpegHeader(data: Buffer): { width: number; height: number; components: number } | null {
  if (data[0] !== 0xff || data[1] !== 0xd8) return null;
  let at = 2;
  while (at + 9 < data.length && data[at] === 0xff) {
    const marker = data[at + 1]!;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) {
      return { height: data.readUInt16BE(at + 5), width: data.readUInt16BE(at + 7), components: data[at + 9]! };
    }
    at += marker === 0xff ? 1 : 2 + data.readUInt16BE(at + 2);
  }
  return null;
}
