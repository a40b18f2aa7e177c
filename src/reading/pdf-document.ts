import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Limits } from '../ports.js';
import { WianError } from '../shared/errors.js';
import { PdfObjects } from './pdf-objects.js';

export type PdfDocument = PDFDocumentProxy;
export type PdfPage = PDFPageProxy;

const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
const asset = (name: string) => join(folder, name) + sep;

/** pdf.js, loaded when a PDF comes: reading text or an image must not pay for it. */
export const pdfjs = () => import('pdfjs-dist/legacy/build/pdf.mjs');

/**
 * Opens a PDF. Everything pdf.js may ask for (fonts, character maps, decoders) lies in its package; nothing is fetched and
 * no code out of the file is run. Call `destroy` on the loading task of the document when done.
 * @param bytes is taken over by pdf.js; pass a copy if it is needed again
 * @param strict makes the first error on a page fail it, instead of leaving out what is broken
 * @throws WianError `pdf.encrypted` where a password is asked for, `pdf.damaged` where no page tree can be found
 */
async function openPdf(bytes: Uint8Array, limits: Limits, strict = false): Promise<PdfDocument> {
  const { getDocument, VerbosityLevel } = await pdfjs();
  const task = getDocument({
    data: bytes,
    cMapUrl: asset('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: asset('standard_fonts'),
    wasmUrl: asset('wasm'),
    iccUrl: asset('iccs'),
    isEvalSupported: false,
    useWorkerFetch: false,
    useSystemFonts: false,
    enableXfa: false,
    stopAtErrors: strict,
    maxImageSize: limits.maxPixels,
    canvasMaxAreaInBytes: limits.maxPixels * 4,
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    return await task.promise;
  } catch (cause) {
    await task.destroy();
    const encrypted = cause instanceof Error && cause.name === 'PasswordException';
    throw new WianError(encrypted ? 'pdf.encrypted' : 'pdf.damaged', undefined, { cause });
  }
}

/** An opened PDF: pdf.js's view of it, and what the file declares, looked up on the first use. */
export interface OpenPdf {
  document: PdfDocument;
  readonly objects: PdfObjects;
}

/**
 * Runs `use` over an opened PDF and closes it whatever happens. What `use` returns must not hold on to pdf.js's memory.
 * @throws WianError what `openPdf` throws, and what `use` does
 */
export async function withPdf<T>(
  bytes: Uint8Array,
  limits: Limits,
  use: (pdf: OpenPdf) => Promise<T>,
  strict = false,
): Promise<T> {
  // pdf.js takes the memory that it is given over; the declared objects are read from the bytes themselves.
  const document = await openPdf(new Uint8Array(bytes), limits, strict);
  let objects: PdfObjects | undefined;
  try {
    return await use({
      document,
      get objects() {
        objects ??= new PdfObjects(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
        return objects;
      },
    });
  } finally {
    await document.loadingTask.destroy();
  }
}
