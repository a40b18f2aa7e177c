import { type PDFContext, PDFDict, PDFName, PDFRef } from 'pdf-lib';
import type { PageReading } from '../../../schemas/page.js';
import type { Limits } from '../../ports.js';
import { WianError } from '../../shared/errors.js';
import { appended, tableOf } from '../../shared/pdf-append.js';
import { contentsOf, inherited, loadPdf, unused } from '../../shared/pdf-page.js';
import { type OpenPdf, withPdf } from '../pdf-document.js';
import { renderPart } from '../pdf-images.js';
import { Glyphs } from './glyphs.js';
import { withoutOldText } from './old-text.js';
import { pageText } from './page-text.js';

/** A sheet of A3 at a pixel a point; a page of metres is compared more coarsely. */
const LOOK_PIXELS = 1_000_000;

/** What is being made of a PDF: its objects, and those that are new or changed. */
export interface Revision {
  context: PDFContext;
  changed: Set<PDFRef>;
  font: PDFRef;
  glyphs: Glyphs;
  /** Pages from which text that nobody sees was taken out. */
  cut: number[];
}

/**
 * The PDF with the text of the pages that were read from their pictures laid over them; pages read by their own text stay as they are.
 * The original's bytes stand unchanged at the beginning, unless its table of objects is broken: then the same objects are written anew.
 * @throws WianError `pdf.encrypted`, `pdf.damaged`
 */
export async function searchablePages(
  original: Buffer,
  readings: readonly PageReading[],
  limits: Limits,
): Promise<Buffer> {
  const read = readings.filter(({ source, lines }) => source === 'ocr' && lines.length > 0);
  return withPdf(original, limits, async (pdf) => {
    if (read.length === 0) return original;
    const made = await laidOver(original, pdf, read, []);
    // What is seen of a page is not told by rules alone: where it looks otherwise without its old text, that text stays.
    const changed = await pagesThatChanged(pdf, made, limits);
    return changed.length > 0 ? (await laidOver(original, pdf, read, changed)).bytes : made.bytes;
  });
}

interface Made {
  bytes: Buffer;
  cut: number[];
}

/** @param whole pages whose old text has to stay */
async function laidOver(
  original: Buffer,
  pdf: OpenPdf,
  read: readonly PageReading[],
  whole: readonly number[],
): Promise<Made> {
  const document = await loadPdf(original);
  const { context } = document;
  // pdf-lib forgets the numbers of the streams that objects were packed in.
  context.largestObjectNumber = Math.max(context.largestObjectNumber, pdf.objects.largest);
  const cut: number[] = [];
  const revision = { context, changed: new Set<PDFRef>(), font: context.nextRef(), glyphs: new Glyphs(), cut };
  for (const reading of read) await layOver(revision, pdf, reading, whole.includes(reading.number));
  if (revision.changed.size === 0) return { bytes: original, cut };
  for (const ref of revision.glyphs.write(context, revision.font)) revision.changed.add(ref);
  const table = tableOf(original);
  const bytes = table
    ? appended(original, table, context, [...revision.changed])
    : Buffer.from(await document.save({ addDefaultPage: false, updateFieldAppearances: false }));
  return { bytes, cut };
}

async function pagesThatChanged(before: OpenPdf, { bytes, cut }: Made, limits: Limits): Promise<number[]> {
  if (cut.length === 0) return [];
  return withPdf(bytes, limits, async (after) => {
    const changed: number[] = [];
    for (const number of cut) if (!(await looksTheSame(before, after, number))) changed.push(number);
    return changed;
  });
}

async function looksTheSame(before: OpenPdf, after: OpenPdf, number: number): Promise<boolean> {
  const look = async ({ document }: OpenPdf) => {
    const page = await document.getPage(number);
    const { width, height } = page.getViewport({ scale: 1 });
    const scale = Math.min(1, Math.sqrt(LOOK_PIXELS / (width * height)));
    return Buffer.from((await renderPart(page, { left: 0, top: 0, width, height }, scale)).data);
  };
  return (await look(before)).equals(await look(after));
}

async function layOver(revision: Revision, pdf: OpenPdf, reading: PageReading, whole: boolean): Promise<void> {
  const { context, changed, font, glyphs } = revision;
  const shown = await pdf.document.getPage(reading.number);
  const ref = shown.ref && PDFRef.of(shown.ref.num, shown.ref.gen);
  const found = ref && context.lookup(ref);
  if (!(found instanceof PDFDict)) throw new WianError('pdf.damaged', `page ${reading.number}`);
  const page = found.clone(context);
  const resources = inherited(context, page, 'Resources', PDFDict)?.clone(context) ?? context.obj({});
  const fonts = context.lookupMaybe(resources.get(PDFName.of('Font')), PDFDict)?.clone(context) ?? context.obj({});
  const name = unused(fonts, 'Wian');

  const view = shown.getViewport({ scale: 1 });
  const onPage = (x: number, y: number) => view.convertToPdfPoint(x * view.width, y * view.height) as [number, number];
  const text = pageText(reading, onPage, name.toString(), glyphs);
  if (text === '') return;
  fonts.set(name, font);
  resources.set(PDFName.of('Font'), fonts);
  page.set(PDFName.of('Resources'), resources);
  const old = contentsOf(context, page);
  const kept = (whole ? null : await withoutOldText(revision, pdf, shown, resources, old)) ?? old;
  const added = context.register(context.flateStream(text));
  changed.add(added);
  // Before what was there: nothing has moved the page's coordinates yet.
  page.set(PDFName.of('Contents'), context.obj([added, ...kept]));
  context.assign(ref as PDFRef, page);
  changed.add(ref as PDFRef);
}
