import type { CircularSummary, FileProgress, FileStatus } from '../../schemas/api.js';
import type { FileFailure, FileRecord, Letter } from '../../schemas/record.js';
import { type Actor, readsSecret } from '../people/actor.js';
import { WianError } from '../shared/errors.js';
import type { Deps } from './circulars.deps.js';
import {
  countPages,
  countUnfinished,
  type FileRow,
  findFile,
  selectExportedPages,
  selectFiles,
  selectLetters,
  selectProgress,
} from './circulars.repo.js';
import { logSecretRows, onPage, secretLetters, shownNames, shownTo } from './secrecy.js';
import { visibleFiles, visibleLetters, visiblePages } from './visible.js';

const errorOf = ({ errorCode, errorMessage }: FileRow) =>
  errorCode === null ? null : { code: errorCode, message: errorMessage ?? '' };

interface Asked {
  actor: Actor;
}

async function summaries(
  deps: Pick<Deps, 'db' | 'clock'>,
  files: readonly FileRow[],
  actor: Actor,
): Promise<CircularSummary[]> {
  const receipts = files.map(({ receipt }) => receipt);
  const counts = await countPages(deps.db, receipts);
  const names = await shownNames(deps.db, actor, files);
  const letters = new Map<number, Letter[]>(receipts.map((receipt) => [receipt, []]));
  const shown = shownTo(actor, await selectLetters(deps.db, receipts, visibleLetters(actor)));
  for (const { receipt, effective } of shown) letters.get(receipt)!.push(effective);
  await logSecretRows(deps, actor, shown);
  return files.map((file) => ({
    receipt: file.receipt,
    name: names.get(file.receipt)!,
    sha256: file.sha256,
    bytes: file.bytes,
    status: file.status,
    pages: file.pageCount,
    pagesRead: counts.get(file.receipt)?.read ?? 0,
    pagesFailed: counts.get(file.receipt)?.failed ?? 0,
    error: errorOf(file),
    letters: letters.get(file.receipt)!,
  }));
}

/** Files with their letters, as corrected and as far as the actor sees them, in the order of their receipts. */
export async function listCirculars(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: { status?: FileStatus; after?: number; limit?: number } & Asked,
): Promise<CircularSummary[]> {
  const { actor, ...by } = input;
  return summaries(deps, await selectFiles(deps.db, by, visibleFiles(actor)), actor);
}

/**
 * A file in the form of the record contract: the same as `wian read --json` prints, with what people corrected, under the
 * name it was received with or the one asked for. A file that could not be read gives its failure. An actor gets the letters and pages that
 * they see; of the others, and of pages with a secret letter that they may not read, the text is left out. Rejects with
 * `record.not_found`, and with `record.unfinished` while it is being read.
 */
export async function exportRecord(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: { receipt: number; file?: string } & Asked,
): Promise<FileRecord | FileFailure> {
  const { record } = await exportNumbered(deps, input);
  return record;
}

/** The same with the number of each letter in its file (the n of `<receipt>#<n>`; null for attachments), and whether it was veiled. */
export async function exportNumbered(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: { receipt: number; file?: string } & Asked,
): Promise<{ record: FileRecord | FileFailure; letters: { number: number | null; veiled: boolean }[] }> {
  const { actor } = input;
  const file = await findFile(deps.db, input.receipt);
  const seen = file && (await visiblePages(deps.db, actor, file.receipt));
  if (!file || !seen) throw new WianError('record.not_found', `receipt ${input.receipt}`);
  const name = input.file ?? (await shownNames(deps.db, actor, [file])).get(file.receipt)!;
  const error = errorOf(file);
  if (file.status === 'failed' && error) {
    return { record: { file: name, ...(file.sha256 && { sha256: file.sha256 }), error }, letters: [] };
  }
  if (!file.sha256 || !['composed', 'linked', 'done'].includes(file.status)) {
    throw new WianError('record.unfinished', `receipt ${input.receipt}, ${file.status}`);
  }
  const rows = shownTo(actor, await selectLetters(deps.db, [file.receipt], visibleLetters(actor)));
  await logSecretRows(deps, actor, rows);
  const secret = readsSecret(actor) ? [] : await secretLetters(deps.db, file.receipt);
  const hidden = (page: number) =>
    onPage(page, secret) || (seen !== 'all' && !seen.some(([first, last]) => first <= page && page <= last));
  const page = await selectExportedPages(deps.db, file.receipt);
  return {
    record: {
      file: name,
      sha256: file.sha256,
      pages: file.pageCount,
      page: page.map((one) => (hidden(one.number) ? { ...one, text: '', regions: [] } : one)),
      letters: rows.map(({ effective }) => effective),
      // They speak of the whole file.
      warnings: seen === 'all' && secret.length === 0 ? file.warnings : [],
    },
    letters: rows.map(({ number, secrecy }) => ({ number, veiled: secrecy !== null && !readsSecret(actor) })),
  };
}

/** How far these files have come, as far as the actor sees them. */
export async function fileProgress(
  deps: Pick<Deps, 'db'>,
  input: { receipts: readonly number[] } & Asked,
): Promise<FileProgress[]> {
  if (input.receipts.length === 0) return [];
  const { actor } = input;
  const found = await selectProgress(deps.db, input.receipts, visibleFiles(actor));
  const counts = await countPages(deps.db, input.receipts);
  const names = await shownNames(deps.db, actor, found);
  return found.map(({ receipt, status, pageCount }) => {
    const { read, failed } = counts.get(receipt)!;
    return { receipt, name: names.get(receipt)!, status, pages: pageCount, pagesEnded: read + failed };
  });
}

/** How many files are still on their way. */
export function unfinishedFiles(deps: Pick<Deps, 'db'>): Promise<number> {
  return countUnfinished(deps.db);
}
