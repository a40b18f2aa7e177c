import { readFile } from 'node:fs/promises';
import type { Inspection, PageReading } from '../../../schemas/page.js';
import type { Limits } from '../../ports.js';
import { WianError } from '../../shared/errors.js';
import { imagePages } from './image-pages.js';
import { searchablePages } from './pdf-pages.js';

/**
 * A PDF of a file as it looks, in which the text that was read can be searched, marked and copied. The same file and readings give the
 * same bytes.
 * @throws WianError `file.no_picture` for text, `pdf.encrypted`, `pdf.damaged`, or what is wrong with a picture
 */
export async function searchablePdf(
  path: string,
  type: Inspection['type'],
  readings: readonly PageReading[],
  limits: Limits,
): Promise<Buffer> {
  if (type === 'text') throw new WianError('file.no_picture');
  return type === 'pdf'
    ? searchablePages(await readFile(path), readings, limits)
    : imagePages(path, type, readings, limits);
}
