import { open, readFile } from 'node:fs/promises';
import type { Warning } from '../../schemas/common.js';
import type { Inspection } from '../../schemas/page.js';
import type { Limits } from '../ports.js';
import { type ErrorCode, WianError } from '../shared/errors.js';
import { type FileType, fileType, SNIFF_BYTES } from './file-type.js';
import { imageHeader } from './images.js';
import { declaredPage } from './pdf-declared.js';
import { type OpenPdf, withPdf } from './pdf-document.js';
import { refuseTooManyPixels } from './pixels.js';
import { textPages } from './text-file.js';
import { readTextLayer } from './text-layer.js';
import { judgeText, type TextVerdict } from './text-trust.js';

type Plan = Inspection['pages'][number];

/** A page whose text takes longer than this to gather is read from its picture. */
const PAGE_TEXT_MS = 10_000;
/** After so long the remaining text layers are looked at when their pages are read, which verifies every one anyway. */
const ALL_TEXT_MS = 120_000;
/** A PDF ends with `startxref`, a number and `%%EOF`; some writers add a little after it. */
const TAIL_BYTES = 2048;

/**
 * A first look at a file: its type, its pages and how each is going to be read. Sizes are refused as the file declares
 * them, before anything is decoded; an image on one page of a PDF is that page's error, when the page is read.
 * @throws WianError `file.not_found`, `file.empty`, `file.unsupported`, `file.too_large` (bytes or pages),
 * `pdf.encrypted`, `pdf.damaged`, `image.damaged`, `image.too_many_pixels`, `text.encoding`
 */
export async function inspectFile(path: string, limits: Limits): Promise<Inspection> {
  const type = await sniff(path, limits);
  const inspect: Record<FileType, () => Promise<Inspection>> = {
    pdf: () => inspectPdf(path, limits),
    tiff: () => inspectImage(path, type, limits),
    png: () => inspectImage(path, type, limits),
    jpeg: () => inspectImage(path, type, limits),
    webp: () => inspectImage(path, type, limits),
    text: () => inspectText(path, limits),
  };
  return inspect[type]();
}

async function sniff(path: string, limits: Limits): Promise<FileType> {
  const file = await open(path, 'r').catch((cause: NodeJS.ErrnoException) => {
    throw cause.code === 'ENOENT' ? new WianError('file.not_found', undefined, { cause }) : cause;
  });
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw new WianError('file.unsupported', 'not a file');
    if (stat.size > limits.maxFileBytes) {
      throw new WianError('file.too_large', `${stat.size} bytes, limit ${limits.maxFileBytes}`);
    }
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SNIFF_BYTES), 0, SNIFF_BYTES, 0);
    return fileType(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

function refuseTooManyPages(count: number, limits: Limits): void {
  if (count > limits.maxPages) throw new WianError('file.too_large', `${count} pages, limit ${limits.maxPages}`);
}

const plans = (count: number, source: Plan['source']): Plan[] =>
  Array.from({ length: count }, (_, i) => ({ number: i + 1, source }));

async function inspectText(path: string, limits: Limits): Promise<Inspection> {
  const { pages, warnings } = textPages(await readFile(path));
  refuseTooManyPages(pages.length, limits);
  return { type: 'text', pages: plans(pages.length, 'text'), warnings };
}

async function inspectImage(path: string, type: FileType, limits: Limits): Promise<Inspection> {
  const { width, height, pages, complete } = await imageHeader(path, limits);
  if (pages === 0) throw new WianError('image.damaged');
  refuseTooManyPages(pages, limits);
  // A TIFF's later images are refused, each by itself, when their pages are read.
  if (pages === 1) refuseTooManyPixels(width, height, limits);
  const warnings = complete ? [] : [incomplete('image.damaged', 'ไฟล์ภาพเสียหายหรือมาไม่ครบ บางหน้าอาจหายไป')];
  return { type, pages: plans(pages, 'ocr'), warnings };
}

const incomplete = (code: ErrorCode, message: string): Warning => ({ code, field: null, message });
const onPages = (pages: number[]) => `หน้า ${pages.join(', ')}`;

async function inspectPdf(path: string, limits: Limits): Promise<Inspection> {
  const bytes = new Uint8Array(await readFile(path));
  const tail = Buffer.from(bytes.subarray(-TAIL_BYTES)).toString('latin1');
  const cut = !tail.includes('%%EOF') && !tail.includes('startxref');
  return withPdf(bytes, limits, async (pdf) => {
    const { document } = pdf;
    refuseTooManyPages(document.numPages, limits);
    const warnings: Warning[] = [];
    const pages: Plan[] = [];
    const unreadable: number[] = [];
    const distrusted: number[] = [];
    const started = Date.now();
    for (let number = 1; number <= document.numPages; number++) {
      if (Date.now() - started > ALL_TEXT_MS) {
        pages.push({ number, source: 'text-layer' });
        continue;
      }
      const verdict = await judgeLayer(pdf, number, limits);
      if (verdict === null) unreadable.push(number);
      else if (verdict.distrust.length > 0) distrusted.push(number);
      const usable = verdict !== null && !verdict.empty && verdict.distrust.length === 0;
      pages.push({ number, source: usable ? 'text-layer' : 'ocr' });
    }
    if (unreadable.length === document.numPages) throw new WianError('pdf.damaged');
    if (cut || unreadable.length > 0) {
      const where = unreadable.length > 0 ? ` (${onPages(unreadable)})` : '';
      warnings.push(incomplete('pdf.damaged', `PDF เสียหายหรือมาไม่ครบ บางหน้าอาจหายไป${where}`));
    }
    if (distrusted.length > 0) {
      const message = `ข้อความที่ฝังใน PDF เชื่อถือไม่ได้ จึงอ่านจากภาพแทน (${onPages(distrusted)})`;
      warnings.push({ code: 'text_layer.distrusted', field: null, message });
    }
    return { type: 'pdf', pages, warnings };
  });
}

/** A page that will be refused when it is read; its code is found again there. */
function isRefused({ objects }: OpenPdf, page: number, limits: Limits): boolean {
  try {
    declaredPage(objects, page, limits);
    return false;
  } catch (cause) {
    if (cause instanceof WianError) return true;
    throw cause;
  }
}

/** What the text layer of a page is worth by its words alone; null where the page cannot be opened. */
async function judgeLayer(pdf: OpenPdf, number: number, limits: Limits): Promise<TextVerdict | null> {
  const empty: TextVerdict = { empty: true, distrust: [] };
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<TextVerdict>((resolve) => {
    timer = setTimeout(() => resolve(empty), PAGE_TEXT_MS);
  });
  const judged = (async () => {
    const page = await pdf.document.getPage(number);
    if (page.ref && isRefused(pdf, page.ref.num, limits)) return empty;
    const layer = await readTextLayer(page);
    page.cleanup();
    return judgeText(layer.raw, layer.lines.map(({ text }) => text).join('\n'), false);
  })();
  try {
    return await Promise.race([judged, tooLong]);
  } catch {
    return null;
  } finally {
    judged.catch(() => undefined);
    clearTimeout(timer);
  }
}
