import { readFile } from 'node:fs/promises';
import { PDFDict, PDFDocument, PDFName } from 'pdf-lib';
import type { StampOf } from '../schemas/reader.js';
import type { Limits } from '../src/ports.js';
import { stampPdf } from '../src/printing/stamp-pdf.js';
import { searchablePdf } from '../src/reading/searchable/searchable.js';
import { WianError } from '../src/shared/errors.js';
import { loadPdf } from '../src/shared/pdf-page.js';

/**
 * A copy of a file with a receive stamp on the page of its letter, where nothing stands. Of a PDF its own bytes with the stamp behind them; a picture
 * becomes a PDF first, and so does a part of a file.
 * @throws WianError `file.no_picture`, `pdf.encrypted`, `pdf.damaged`, or what is wrong with a picture
 */
export async function stampedCopy(path: string, of: StampOf, limits: Limits): Promise<Buffer> {
  const { type, pages, page, span, stamp } = of;
  if (type === 'text') throw new WianError('file.no_picture');
  const whole = type === 'pdf' ? await readFile(path) : await searchablePdf(path, type, pages, limits);
  const reading = pages.find(({ number }) => number === page);
  const busy = [...(reading?.lines ?? []), ...(reading?.regions ?? [])].flatMap(({ bbox }) => (bbox ? [bbox] : []));
  const { pdf } = await stampPdf({
    original: span ? await partOf(whole, span) : whole,
    stamp,
    page: span ? page - span[0] + 1 : page,
    rotation: reading?.rotation ?? 0,
    busy,
  });
  return pdf;
}

/** What leads from a page or a note on it to other pages of its file. */
const LEADING = ['B', 'StructParents', 'PieceInfo', 'Metadata', 'AA'];
const LEADING_ON = ['P', 'Parent', 'Dest', 'A', 'AA', 'StructParent', 'Popup', 'IRT'];

/** These pages alone: nothing of the others of the file goes with them. */
async function partOf(whole: Buffer, [first, last]: [number, number]): Promise<Buffer> {
  const from = await loadPdf(whole);
  const part = await PDFDocument.create({ updateMetadata: false });
  const numbers = Array.from({ length: last - first + 1 }, (_, at) => first - 1 + at);
  for (const number of numbers) {
    const { node } = from.getPages()[number] ?? {};
    if (!node) throw new WianError('record.not_found', `page ${number + 1}`);
    for (const key of LEADING) node.delete(PDFName.of(key));
    const notes =
      node
        .Annots()
        ?.asArray()
        .map((each) => from.context.lookup(each)) ?? [];
    const kept = notes.filter(
      (note) => note instanceof PDFDict && note.get(PDFName.of('Subtype')) !== PDFName.of('Link'),
    );
    for (const note of kept) for (const key of LEADING_ON) (note as PDFDict).delete(PDFName.of(key));
    node.set(PDFName.of('Annots'), from.context.obj(kept as PDFDict[]));
  }
  for (const page of await part.copyPages(from, numbers)) part.addPage(page);
  return Buffer.from(await part.save({ addDefaultPage: false, updateFieldAppearances: false }));
}
