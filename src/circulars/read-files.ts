import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Inspection, PageReading } from '../../schemas/page.js';
import type { FileFailure, FileRecord } from '../../schemas/record.js';
import { thaiDay } from '../domain/calendar.js';
import { annexLines, composeFile } from '../domain/compose.js';
import { builtInGazetteer } from '../domain/gazetteer/built-in.js';
import { resolveLetters } from '../domain/recipients/resolve-letters.js';
import type { Clock, Limits, Reader } from '../ports.js';
import { WianError } from '../shared/errors.js';
import { failedReading } from './circulars.models.js';

/** sha256 of a file's content, in hexadecimal. */
async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}

/** The page that stands for one that could not be read: a recorded failure, never an empty text. */
function failedPage(number: number, source: PageReading['source'], error: unknown): PageReading {
  const known = error instanceof WianError ? error : new WianError('page.unreadable', undefined, { cause: error });
  return failedReading(number, source, known.toRecord());
}

/** What reading without a store needs. `attempts` is how often a passing failure of a page is tried. */
export interface ReadDeps {
  reader: Reader;
  limits: Limits;
  clock: Clock;
  attempts: number;
}
export interface ReadInput {
  path: string;
  onPage?: (page: number, pages: number) => void;
}

/** The pages of a file, as far side by side as the reader allows. A page that cannot be read is a recorded failure. */
export async function readPages(
  deps: Pick<ReadDeps, 'attempts'> & { reader: Pick<Reader, 'inspect' | 'readPage'> },
  { path, onPage }: ReadInput,
): Promise<{ inspection: Inspection; pages: PageReading[] }> {
  const inspection = await deps.reader.inspect(path);
  const total = inspection.pages.length;
  let done = 0;
  const pages = await Promise.all(
    inspection.pages.map(async ({ number, source }) => {
      const page = await readPage(deps, () => deps.reader.readPage(path, inspection, number)).catch((error) =>
        failedPage(number, source, error),
      );
      onPage?.(++done, total);
      return page;
    }),
  );
  return { inspection, pages };
}

/** What is said of a file that could not be read. */
export function failureOf(file: string, error: unknown, sha256?: string): FileFailure {
  const known = error instanceof WianError ? error : new WianError('page.unreadable', String(error), { cause: error });
  return { file, ...(sha256 && { sha256 }), error: known.toRecord() };
}

/**
 * Reads files without a store: inspect, read each page, compose, resolve the addressees by what is built in. Files and pages run as far side by side as the reader
 * allows. A file that cannot be read gives a `FileFailure`; a page that cannot, a recorded failure inside its file.
 */
export async function readFile(
  deps: Omit<ReadDeps, 'reader'> & { reader: Pick<Reader, 'inspect' | 'readPage'> },
  input: ReadInput,
): Promise<FileRecord | FileFailure> {
  const { path } = input;
  let sha256: string | undefined;
  try {
    const info = await stat(path).catch(() => null);
    if (!info?.isFile()) throw new WianError('file.not_found', path);
    if (info.size > deps.limits.maxFileBytes) throw new WianError('file.too_large', `${info.size} bytes`);
    sha256 = await hashFile(path);
    const { inspection, pages } = await readPages(deps, input);
    const today = thaiDay(deps.clock.now());
    const record = composeFile({ file: path, sha256, pages, warnings: inspection.warnings, today });
    return { ...record, letters: resolveLetters(record.letters, builtInGazetteer(), () => annexLines(pages)) };
  } catch (error) {
    return failureOf(path, error, sha256);
  }
}

/** Tries a page again while its failure is one that may pass. */
async function readPage<T>(deps: { attempts: number }, read: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await read();
    } catch (error) {
      if (attempt >= deps.attempts || (error instanceof WianError && error.final)) throw error;
    }
  }
}
