import { PDFArray, type PDFContext, PDFDict, type PDFDocument, PDFName, PDFNumber, type PDFRef } from 'pdf-lib';
import type { Box } from '../../schemas/common.js';
import { formatThaiDate } from '../domain/dates.js';
import { toThaiDigits } from '../domain/numerals.js';
import { WianError } from '../shared/errors.js';
import { appended, tableOf } from '../shared/pdf-append.js';
import { contentsOf, inherited, loadPdf, unused } from '../shared/pdf-page.js';
import { STAMP_BLUE } from './colours.js';
import { Ink, type Style } from './ink.js';
import { widthOf } from './shape.js';
import { asThSarabun, linesOf } from './sheets.js';
import { type Place, STAMP, stampPlace } from './stamp-place.js';

/** What a receive stamp says. `date` ISO, `time` `09:30`; null leaves the row to be filled in by hand. */
export interface Stamp {
  office: string;
  number: string;
  date: string | null;
  time: string | null;
}

export interface StampInput {
  /** A PDF; of a picture, the PDF that was made of it. */
  original: Uint8Array;
  stamp: Stamp;
  /** The first page of the letter, from 1. */
  page: number;
  /** How far the page has to be turned clockwise for its text to stand upright, beside what the PDF says (`rotation` of its reading). */
  rotation: 0 | 90 | 180 | 270;
  /** What stands on the page: lines, stamps, notes, the emblem; in fractions of the upright page. */
  busy: readonly Box[];
}

export interface StampedPdf {
  pdf: Buffer;
  place: Place;
  /** The original carries a signature. It still covers what it covered, and programs say that something was added since. */
  signed: boolean;
  /** Whether the original's bytes stand unchanged at the beginning. False where its table of objects was broken. */
  appended: boolean;
}

const NO_STRIP = 0;

/**
 * A copy of a PDF with the receive stamp (ตรารับหนังสือ แบบที่ 12) on a page. It is written behind the bytes of the original, which is not
 * touched.
 * @throws WianError `pdf.encrypted`, `pdf.damaged`
 */
export async function stampPdf(input: StampInput): Promise<StampedPdf> {
  const original = Buffer.from(input.original);
  const document = await loadPdf(original);
  const { context } = document;
  const latin = original.toString('latin1');
  context.largestObjectNumber = Math.max(context.largestObjectNumber, largestNamed(latin));
  const page = pageOf(document, input.page);
  const frame = frameOf(context, page.node, input.rotation);
  const place = stampPlace({ width: frame.width, height: frame.height, busy: input.busy });
  const changed = layOver(context, page, frame, place, input.stamp);
  const table = tableOf(original);
  const pdf = table
    ? appended(original, table, context, changed)
    : Buffer.from(await document.save({ addDefaultPage: false, updateFieldAppearances: false }));
  return { pdf, place, signed: /\/ByteRange\s*\[/.test(latin), appended: table !== null };
}

/** pdf-lib forgets the numbers of the streams that objects were packed in; the tables say how many numbers are taken. */
function largestNamed(latin: string): number {
  let largest = 0;
  for (const [, size] of latin.matchAll(/\/Size (\d{1,7})\b/g)) largest = Math.max(largest, Number(size));
  return largest;
}

interface FoundPage {
  node: PDFDict;
  ref: PDFRef;
}

function pageOf(document: PDFDocument, number: number): FoundPage {
  let found: { node: PDFDict; ref: PDFRef } | undefined;
  try {
    found = document.getPages()[number - 1];
  } catch (cause) {
    throw new WianError('pdf.damaged', `page ${number}`, { cause });
  }
  if (!found) throw new WianError('record.not_found', `page ${number}`);
  return found;
}

/** The upright page: its sides in points, and the matrix from its upper left corner (y upwards) to the coordinates of the PDF. */
interface Frame {
  width: number;
  height: number;
  box: [x0: number, y0: number, x1: number, y1: number];
  turn: number;
  unit: number;
}

const A4_BOX: Frame['box'] = [0, 0, 595.28, 841.89];

function frameOf(context: PDFContext, page: PDFDict, rotation: number): Frame {
  const numbers = (key: string): Frame['box'] | null => {
    const array = inherited(context, page, key, PDFArray);
    const values = array?.asArray().map((each) => context.lookup(each));
    if (values?.length !== 4 || !values.every((each) => each instanceof PDFNumber)) return null;
    const [a, b, c, d] = values.map((each) => (each as PDFNumber).asNumber()) as Frame['box'];
    return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
  };
  const media = numbers('MediaBox') ?? A4_BOX;
  const crop = numbers('CropBox') ?? media;
  const cut: Frame['box'] = [
    Math.max(crop[0], media[0]),
    Math.max(crop[1], media[1]),
    Math.min(crop[2], media[2]),
    Math.min(crop[3], media[3]),
  ];
  const box = cut[2] > cut[0] && cut[3] > cut[1] ? cut : media;
  const shown = inherited(context, page, 'Rotate', PDFNumber)?.asNumber() ?? 0;
  const turn = (((Math.round(shown / 90) * 90 + rotation) % 360) + 360) % 360;
  const unit = inherited(context, page, 'UserUnit', PDFNumber)?.asNumber() ?? 1;
  const [across, down] = [(box[2] - box[0]) * unit, (box[3] - box[1]) * unit];
  return turn % 180 === 0
    ? { width: across, height: down, box, turn, unit }
    : { width: down, height: across, box, turn, unit };
}

/** Rightwards and downwards on the upright page, and its upper left corner, by how far it is turned clockwise. */
const WAYS: Record<
  number,
  { right: readonly [number, number]; down: readonly [number, number]; corner: [0 | 2, 1 | 3] }
> = {
  0: { right: [1, 0], down: [0, -1], corner: [0, 3] },
  90: { right: [0, 1], down: [1, 0], corner: [0, 1] },
  180: { right: [-1, 0], down: [0, 1], corner: [2, 1] },
  270: { right: [0, -1], down: [-1, 0], corner: [2, 3] },
};

function layOver(context: PDFContext, found: FoundPage, frame: Frame, place: Place, stamp: Stamp): PDFRef[] {
  const page = found.node.clone(context);
  const { right, down, corner } = WAYS[frame.turn]!;
  const box: Frame['box'] = [...frame.box];
  if (place.strip > NO_STRIP) {
    const longer = place.strip / frame.unit;
    const side = corner[down[0] === 0 ? 1 : 0];
    box[side] -= (down[0] + down[1]) * longer;
    for (const key of ['MediaBox', 'CropBox']) page.set(PDFName.of(key), context.obj(box));
  }
  const [ox, oy] = [box[corner[0]], box[corner[1]]];
  const scale = place.scale / frame.unit;
  const at = (way: 0 | 1) => (way === 0 ? ox : oy) + (right[way] * place.x + down[way] * place.y) / frame.unit;
  const matrix = [right[0] * scale, right[1] * scale, -down[0] * scale, -down[1] * scale, at(0), at(1)];

  const resources = inherited(context, page, 'Resources', PDFDict)?.clone(context) ?? context.obj({});
  const fonts = context.lookupMaybe(resources.get(PDFName.of('Font')), PDFDict)?.clone(context) ?? context.obj({});
  const ink = new Ink(context, unused(fonts, 'WianStamp').decodeText());
  const drawn = `Q q\n${matrix.map((value) => Number(value.toFixed(4))).join(' ')} cm\n${stampContents(ink, stamp)}Q\n`;
  for (const [name, ref] of ink.fonts()) fonts.set(PDFName.of(name), ref);
  resources.set(PDFName.of('Font'), fonts);
  page.set(PDFName.of('Resources'), resources);
  const begin = context.register(context.flateStream('q\n'));
  const end = context.register(context.flateStream(drawn));
  page.set(PDFName.of('Contents'), context.obj([begin, ...contentsOf(context, page), end]));
  context.assign(found.ref, page);
  return [found.ref, begin, end, ...ink.finish()];
}

const LABEL: Style = { size: asThSarabun(14), colour: STAMP_BLUE };
const OFFICE: Style = { size: asThSarabun(14), weight: 700, align: 'centre', colour: STAMP_BLUE };
const SMALLEST = asThSarabun(9);
const PADDING = 5;

/** The stamp with its upper left corner at the origin, y upwards. */
function stampContents(ink: Ink, { office, number, date, time }: Stamp): string {
  const { width, height } = STAMP;
  const colour = STAMP_BLUE.join(' ');
  const parts = [`${colour} RG 1 w 0.5 ${-height + 0.5} ${width - 1} ${height - 1} re S\n`];
  const { lines, style } = fitted(office, width - 2 * PADDING);
  const leading = style.size * 1.4;
  const first = lines.length === 1 ? 15 : 4 + style.size;
  for (const [n, line] of lines.entries()) parts.push(ink.text(line, width / 2, -(first + n * leading), style));
  const rows = [
    ['เลขรับ', number],
    ['วันที่', date === null ? '' : formatThaiDate(date)],
    ['เวลา', time === null ? '' : `${time.replace(':', '.')} น.`],
  ] as const;
  for (const [n, [label, value]] of rows.entries()) {
    const y = -(36 + n * 14.5);
    parts.push(ink.text(label, PADDING, y, LABEL));
    const from = PADDING + widthOf(label, LABEL.size, 400) + 4;
    parts.push(
      `${colour} RG 0.5 w [0.6 1.6] 0 d ${from.toFixed(2)} ${y - 2} m ${width - PADDING} ${y - 2} l S [] 0 d\n`,
    );
    parts.push(ink.text(toThaiDigits(value), from + 4, y, LABEL));
  }
  return parts.join('');
}

/** The office's name in at most two lines, in as large a type as goes in. */
function fitted(office: string, width: number): { lines: string[]; style: Style } {
  for (let size = OFFICE.size; ; size -= 0.5) {
    const style = { ...OFFICE, size };
    const lines = linesOf(office, width, style);
    if (lines.length === 1 || (lines.length === 2 && size <= 8) || size <= SMALLEST) {
      return { lines: lines.slice(0, 2), style };
    }
  }
}
