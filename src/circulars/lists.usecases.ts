import type { CircularSummary, FileProgress, FileStatus } from '../../schemas/api.js';
import type { FileFailure, FileRecord, Letter } from '../../schemas/record.js';
import { WianError } from '../shared/errors.js';
import type { Deps } from './circulars.deps.js';
import {
  type CorrectionRow,
  countPages,
  countUnfinished,
  type FileRow,
  findFile,
  selectCorrections,
  selectExportedPages,
  selectFiles,
  selectLetters,
  selectProgress,
} from './circulars.repo.js';
import type { ExportedPage } from './circulars.table.js';

const errorOf = ({ errorCode, errorMessage }: FileRow) =>
  errorCode === null ? null : { code: errorCode, message: errorMessage ?? '' };

async function summaries(deps: Pick<Deps, 'db'>, files: readonly FileRow[]): Promise<CircularSummary[]> {
  const receipts = files.map(({ receipt }) => receipt);
  const counts = await countPages(deps.db, receipts);
  const letters = new Map<number, Letter[]>(receipts.map((receipt) => [receipt, []]));
  for (const { receipt, effective } of await selectLetters(deps.db, receipts)) letters.get(receipt)!.push(effective);
  return files.map((file) => ({
    receipt: file.receipt,
    name: file.name,
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

/** Files with their letters, as corrected, in the order of their receipts. */
export async function listCirculars(
  deps: Pick<Deps, 'db'>,
  input: { status?: FileStatus; after?: number; limit?: number } = {},
): Promise<CircularSummary[]> {
  return summaries(deps, await selectFiles(deps.db, input));
}

/** One file with its pages and with what people corrected in it. Rejects with `record.not_found`. */
export async function showCircular(
  deps: Pick<Deps, 'db'>,
  input: { receipt: number },
): Promise<CircularSummary & { page: ExportedPage[]; corrections: CorrectionRow[] }> {
  const file = await findFile(deps.db, input.receipt);
  if (!file) throw new WianError('record.not_found', `receipt ${input.receipt}`);
  const [summary] = await summaries(deps, [file]);
  return {
    ...summary!,
    page: await selectExportedPages(deps.db, file.receipt),
    corrections: await selectCorrections(deps.db, file.receipt),
  };
}

/**
 * A file in the form of the record contract: the same as `wian read --json` prints, with what people corrected, under the
 * name it was received with or the one asked for. A file that could not be read gives its failure. Rejects with
 * `record.not_found`, and with `record.unfinished` while it is being read.
 */
export async function exportRecord(
  deps: Pick<Deps, 'db'>,
  input: { receipt: number; file?: string },
): Promise<FileRecord | FileFailure> {
  const file = await findFile(deps.db, input.receipt);
  if (!file) throw new WianError('record.not_found', `receipt ${input.receipt}`);
  const name = input.file ?? file.name;
  const error = errorOf(file);
  if (file.status === 'failed' && error) return { file: name, ...(file.sha256 && { sha256: file.sha256 }), error };
  if (!file.sha256 || !['composed', 'linked', 'done'].includes(file.status)) {
    throw new WianError('record.unfinished', `receipt ${input.receipt}, ${file.status}`);
  }
  const letters = await selectLetters(deps.db, [file.receipt]);
  return {
    file: name,
    sha256: file.sha256,
    pages: file.pageCount,
    page: await selectExportedPages(deps.db, file.receipt),
    letters: letters.map(({ effective }) => effective),
    warnings: file.warnings,
  };
}

/** How far these files have come. */
export async function fileProgress(
  deps: Pick<Deps, 'db'>,
  input: { receipts: readonly number[] },
): Promise<FileProgress[]> {
  if (input.receipts.length === 0) return [];
  const counts = await countPages(deps.db, input.receipts);
  return (await selectProgress(deps.db, input.receipts)).map(({ receipt, name, status, pageCount }) => {
    const { read, failed } = counts.get(receipt)!;
    return { receipt, name, status, pages: pageCount, pagesEnded: read + failed };
  });
}

/** How many files are still on their way. */
export function unfinishedFiles(deps: Pick<Deps, 'db'>): Promise<number> {
  return countUnfinished(deps.db);
}
