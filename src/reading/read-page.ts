import { readFile } from 'node:fs/promises';
import type { Warning } from '../../schemas/common.js';
import type { Inspection, Line, PageReading } from '../../schemas/page.js';
import type { Limits } from '../ports.js';
import { WianError } from '../shared/errors.js';
import { layerCodes } from './codes/layer-codes.js';
import type { PageImage } from './image.js';
import { readImage } from './images.js';
import { checkOnPicture } from './layer-picture.js';
import { withPageMemory } from './page-memory.js';
import { pageImage } from './pdf.js';
import { type PageContent, pageContent } from './pdf-content.js';
import { declaredPage } from './pdf-declared.js';
import { type OpenPdf, withPdf } from './pdf-document.js';
import { besideSignature, NOTE, noteRegion } from './signature-side.js';
import { textPageReading, textPages } from './text-file.js';
import { readTextLayer } from './text-layer.js';
import { type Distrust, judgeText } from './text-trust.js';

/** An image that covers as much of a page is the page; text under it or unseen on it was put there by an OCR program. */
const WHOLE_PAGE = 0.85;
/** An image that covers as much may hold text of the letter that the layer lacks, where the layer is short. */
const MUCH_OF_PAGE = 0.4;
const SHORT_LAYER = 600;
/** What an OCR program wrote, however good it looks, is not what the letter's writer typed. */
const OTHER_OCR_CONFIDENCE = 0.9;

/**
 * Reads one page (1-based) of an inspected file.
 * @throws WianError the precise code of what is wrong with this page, or `page.unreadable`
 */
export function readPage(path: string, inspection: Inspection, number: number, limits: Limits): Promise<PageReading> {
  return withPageMemory(() => read(path, inspection, number, limits));
}

async function read(path: string, inspection: Inspection, number: number, limits: Limits): Promise<PageReading> {
  const plan = inspection.pages.find((page) => page.number === number);
  if (!plan) throw new WianError('page.unreadable', `no page ${number}`);
  try {
    if (inspection.type === 'text') return await readText(path, number);
    if (inspection.type !== 'pdf') return await recognise(await readImage(path, number, limits), number, []);
    return await readPdfPage(await readFile(path), number, plan.source === 'text-layer', limits);
  } catch (cause) {
    if (cause instanceof WianError) throw cause;
    throw new WianError('page.unreadable', `page ${number}`, { cause });
  }
}

async function readText(path: string, number: number): Promise<PageReading> {
  const text = textPages(await readFile(path)).pages[number - 1];
  if (text === undefined) throw new WianError('page.unreadable', `no page ${number}`);
  return textPageReading(number, text);
}

/** The recogniser and its model are loaded by the first page that has to be read from a picture. */
async function recognise(image: PageImage, number: number, warnings: Warning[]): Promise<PageReading> {
  const { recognisePage } = await import('./recognise/recognise-page.js');
  const reading = await recognisePage(image);
  return {
    number,
    source: 'ocr',
    width: image.width,
    height: image.height,
    ...reading,
    warnings: [...warnings, ...reading.warnings],
  };
}

async function readPdfPage(bytes: Uint8Array, number: number, layered: boolean, limits: Limits): Promise<PageReading> {
  const found = await withPdf(bytes, limits, async (pdf) => {
    const layer = layered ? await verifiedLayer(pdf, number, limits) : [];
    return Array.isArray(layer) ? { reasons: layer, page: await pageImage(pdf, number, limits) } : { layer };
  });
  if ('layer' in found) return found.layer!;
  const { reasons, page } = found;
  return recognise(page.image, number, [...page.warnings, ...(reasons.length > 0 ? [distrusted(reasons)] : [])]);
}

const distrusted = (reasons: Distrust[]): Warning => ({
  code: 'text_layer.distrusted',
  field: null,
  message: `ข้อความที่ฝังในหน้านี้เชื่อถือไม่ได้ จึงอ่านจากภาพแทน (${reasons.join(', ')})`,
});

/** The page by its text layer, or why that cannot be believed (nothing, where there is hardly any text). */
async function verifiedLayer(pdf: OpenPdf, number: number, limits: Limits): Promise<PageReading | Distrust[]> {
  const page = await pdf.document.getPage(number);
  // Refuses what is too large before pdf.js decodes it.
  if (page.ref) declaredPage(pdf.objects, page.ref.num, limits);
  const layer = await readTextLayer(page);
  const text = layer.lines.map((line) => line.text).join('\n');
  const content = await pageContent(page);
  const overPicture = isOcrLayer(content);
  const { empty, distrust } = judgeText(layer.raw, text, overPicture);
  if (empty) return [];
  const hidden = !overPicture && content.invisibleText > content.visibleText;
  if (hidden) distrust.push('hidden-text');
  if (!overPicture && largestCover(content) >= MUCH_OF_PAGE && text.length < SHORT_LAYER)
    distrust.push('text-in-picture');
  if (distrust.length > 0) return distrust;
  const checked = await checkOnPicture(page, layer);
  if (checked.distrust.length > 0) return checked.distrust;

  const codes = await layerCodes(page, content);
  // What an officer wrote into the file lies askew, where the form leaves blank or in the words of a note.
  const beside = besideSignature(checked.lines);
  const isNote = (line: Line, i: number) => layer.drawn[i]!.askew && (beside(line) || NOTE.test(line.text));
  const notes = checked.lines.filter(isNote);
  const print = checked.lines.filter((line) => !notes.includes(line));
  const lines = overPicture ? print.map((line) => lessSure(line)) : print;
  return {
    number,
    source: 'text-layer',
    width: layer.width,
    height: layer.height,
    rotation: 0,
    lines,
    regions: notes.length > 0 ? [...codes, noteRegion(notes)] : codes,
    confidence: lines.reduce((least, line) => Math.min(least, line.confidence), 1),
    warnings: [],
  };
}

const largestCover = ({ images }: PageContent) => images.reduce((most, { cover }) => Math.max(most, cover), 0);

/** A scan with text that nobody sees: unseen by its mode, or painted over by the picture. */
const isOcrLayer = (content: PageContent) =>
  largestCover(content) >= WHOLE_PAGE && (content.invisibleText > content.visibleText || content.overLastImage === 0);

function lessSure(line: PageReading['lines'][number]): PageReading['lines'][number] {
  const chars = line.chars && { ...line.chars, p: line.chars.p.map(() => OTHER_OCR_CONFIDENCE) };
  return { ...line, confidence: OTHER_OCR_CONFIDENCE, ...(chars && { chars }) };
}
