import { PDFDict, PDFName, PDFNumber, type PDFObject, PDFRawStream, PDFRef } from 'pdf-lib';
import { boxThrough, pageContent } from '../pdf-content.js';
import type { OpenPdf, PdfPage } from '../pdf-document.js';
import { inflated, type PdfObjects } from '../pdf-objects.js';
import type { Revision } from './pdf-pages.js';
import { withoutText } from './unseen-text.js';

/** The reading has refused pages that hold more. */
const MOST_CONTENT = 24 << 20;
/** How far, in points, a picture may fall short of the page's edge and still cover it. */
const EDGE = 0.5;

/**
 * The contents of a page without the text that nobody sees on it: another OCR program's, which would be found beside ours. Null where
 * there is none, or where it cannot be taken out without touching what is seen. `resources` is changed where forms hold such text.
 */
export async function withoutOldText(
  revision: Revision,
  pdf: OpenPdf,
  page: PdfPage,
  resources: PDFDict,
  contents: readonly PDFObject[],
): Promise<PDFObject[] | null> {
  const { context, changed } = revision;
  const parts = contents.map((part) => (part instanceof PDFRef ? contentOf(pdf.objects, part) : null));
  if (parts.includes(null)) return null;
  const content = Buffer.concat(parts.flatMap((part) => [part!, Buffer.from('\n')]));
  const all = hasText(content) && (await isCovered(page, revision, resources));
  const inForms = cutForms(revision, pdf.objects, resources, all);
  const cut = withoutText(content, all);
  if (cut || inForms) revision.cut.push(page.pageNumber);
  if (!cut) return null;
  const stream = context.register(context.flateStream(cut));
  changed.add(stream);
  return [stream];
}

const hasText = (content: Buffer) => withoutText(content, true) !== null;

function contentOf(objects: PdfObjects, ref: PDFRef): Buffer | null {
  const stream = objects.stream(ref.objectNumber);
  const bytes = stream && !stream.cut ? inflated(stream, MOST_CONTENT) : null;
  return bytes === 'too-large' ? null : bytes;
}

/** Puts forms without their unseen text in the place of those that have some: OCR programs like to put it there. */
function cutForms({ context, changed }: Revision, objects: PdfObjects, resources: PDFDict, all: boolean): boolean {
  const forms = context.lookup(resources.get(PDFName.of('XObject')));
  if (!(forms instanceof PDFDict)) return false;
  let found = false;
  const own = forms.clone(context);
  for (const [name, ref] of forms.entries()) {
    const form = ref instanceof PDFRef ? context.lookup(ref) : undefined;
    if (!(form instanceof PDFRawStream) || form.dict.get(PDFName.of('Subtype')) !== PDFName.of('Form')) continue;
    const content = contentOf(objects, ref as PDFRef);
    const cut = content && withoutText(content, all);
    if (!cut) continue;
    const dict = form.dict.clone(context);
    for (const key of ['Filter', 'DecodeParms']) dict.delete(PDFName.of(key));
    dict.set(PDFName.of('Length'), PDFNumber.of(cut.length));
    const copy = context.register(PDFRawStream.of(dict, cut));
    changed.add(copy);
    own.set(name, copy);
    found = true;
  }
  if (found) resources.set(PDFName.of('XObject'), own);
  return found;
}

/** Whether the last thing that a page paints is a picture through which nothing is seen, over all of it. */
async function isCovered(page: PdfPage, { context }: Revision, resources: PDFDict): Promise<boolean> {
  const dicts = (key: string) => {
    const found = context.lookup(resources.get(PDFName.of(key)));
    return found instanceof PDFDict ? found.values().map((value) => context.lookup(value)) : [];
  };
  const seenThrough = [...dicts('XObject'), ...dicts('ExtGState')].some((value) => {
    const dict = value instanceof PDFRawStream ? value.dict : value;
    return dict instanceof PDFDict && isSeenThrough(dict);
  });
  if (seenThrough) return false;
  const { images, overLastImage } = await pageContent(page);
  const last = images.at(-1);
  if (!last || overLastImage > 0) return false;
  const { width, height } = page.getViewport({ scale: 1 });
  const [x0, y0, x1, y1] = boxThrough(last.place, [0, 0, 1, 1]);
  return x0 < EDGE && y0 < EDGE && x1 > width - EDGE && y1 > height - EDGE;
}

function isSeenThrough(dict: PDFDict): boolean {
  const value = (key: string) => dict.get(PDFName.of(key));
  const whole = (found: PDFObject | undefined) => !found || (found instanceof PDFNumber && found.asNumber() === 1);
  const plain = (found: PDFObject | undefined, name: string) => !found || found === PDFName.of(name);
  const masked = value('Mask') || value('ImageMask') || !plain(value('SMask'), 'None');
  return Boolean(masked) || !whole(value('ca')) || !whole(value('CA')) || !plain(value('BM'), 'Normal');
}
