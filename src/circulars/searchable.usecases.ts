import type { PageReading } from '../../schemas/page.js';
import type { Actor } from '../people/actor.js';
import { type ErrorCode, errorCatalogue, WianError } from '../shared/errors.js';
import type { Deps } from './circulars.deps.js';
import { findFile, selectReadings } from './circulars.repo.js';
import { type ReadDeps, type ReadInput, readPages } from './read-files.js';
import { requireReadable, shownNames } from './secrecy.js';

/** A PDF that can be searched, and the pages of it that could not be read: they are in it without text. */
export interface SearchableFile {
  file: string;
  pdf: Uint8Array;
  unread: { number: number; code: string; message: string }[];
}

async function made(
  deps: { reader: Pick<ReadDeps['reader'], 'searchable'> },
  input: { file: string; path: string; type: Parameters<ReadDeps['reader']['searchable']>[1]; pages: PageReading[] },
): Promise<SearchableFile> {
  const { file, path, type, pages } = input;
  const unread = pages.flatMap(({ number, error }) => (error ? [{ number, ...error }] : []));
  return { file, pdf: await deps.reader.searchable(path, type, pages), unread };
}

/** A file without a store: it is read for it. Rejects with what is wrong with the file. */
export async function searchableFile(deps: ReadDeps, input: ReadInput): Promise<SearchableFile> {
  const { inspection, pages } = await readPages(deps, input);
  return made(deps, { file: input.path, path: input.path, type: inspection.type, pages });
}

/**
 * A file of the store, with the text that stands in its records: nothing is read again. Only for who sees all of its pages. Rejects with the
 * error of a file that could not be read, with `record.not_found`, `record.secret`, and with `record.unfinished` while it is being read.
 */
export async function searchableCircular(
  deps: Pick<Deps, 'db' | 'files' | 'reader' | 'clock'>,
  input: { receipt: number; actor: Actor },
): Promise<SearchableFile> {
  await requireReadable(deps, input.actor, input.receipt);
  const file = await findFile(deps.db, input.receipt);
  if (!file) throw new WianError('record.not_found', `receipt ${input.receipt}`);
  const { status, errorCode, sha256, inspection } = file;
  if (status === 'failed') throw new WianError(isCode(errorCode) ? errorCode : 'stage.failed');
  const readings = await selectReadings(deps.db, file.receipt);
  const pages = readings.filter((reading) => reading !== null);
  const finished = sha256 && inspection && pages.length === inspection.pages.length;
  if (!finished) throw new WianError('record.unfinished', `receipt ${input.receipt}, ${status}`);
  const name = (await shownNames(deps.db, input.actor, [file])).get(file.receipt)!;
  return made(deps, { file: name, path: await deps.files.path(sha256), type: inspection.type, pages });
}

const isCode = (code: string | null): code is ErrorCode => code !== null && Object.hasOwn(errorCatalogue, code);
