import { ParseSpeeds, PDFArray, type PDFContext, PDFDict, PDFDocument, PDFName, type PDFObject } from 'pdf-lib';
import { WianError } from './errors.js';

/** Nodes above a page that may hold its entries. */
const DEEPEST = 50;

/**
 * A PDF whose objects are to be added to.
 * @throws WianError `pdf.encrypted`, `pdf.damaged`
 */
export async function loadPdf(original: Buffer): Promise<PDFDocument> {
  try {
    return await PDFDocument.load(original, { updateMetadata: false, parseSpeed: ParseSpeeds.Fastest });
  } catch (cause) {
    // One that opens without a password is encrypted all the same, and what is added to it would have to be.
    const encrypted = cause instanceof Error && /encrypted/.test(cause.message);
    throw new WianError(encrypted ? 'pdf.encrypted' : 'pdf.damaged', undefined, { cause });
  }
}

/** An entry of a kind (`PDFDict`, `PDFArray`, `PDFNumber`) that a page has itself, or from a node above it. */
export function inherited<T extends PDFObject>(
  context: PDFContext,
  page: PDFDict,
  key: string,
  kind: { prototype: T; [Symbol.hasInstance](value: unknown): boolean },
): T | undefined {
  let node: PDFDict | undefined = page;
  for (let hops = 0; node && hops < DEEPEST; hops++) {
    const found: PDFObject | undefined = context.lookup(node.get(PDFName.of(key)));
    if (found instanceof kind) return found as T;
    const parent: PDFObject | undefined = context.lookup(node.get(PDFName.of('Parent')));
    node = parent instanceof PDFDict ? parent : undefined;
  }
  return undefined;
}

/** The streams of a page's content. */
export function contentsOf(context: PDFContext, page: PDFDict): PDFObject[] {
  const contents = page.get(PDFName.of('Contents'));
  const found = context.lookup(contents);
  if (found instanceof PDFArray) return found.asArray();
  return contents && found ? [contents] : [];
}

/** A name that a dictionary does not have yet. */
export function unused(dict: PDFDict, wish: string): PDFName {
  let name = wish;
  while (dict.has(PDFName.of(name))) name += '_';
  return PDFName.of(name);
}
