import type { FileStatus } from '../../schemas/api.js';
import type { FileJob, PageJob } from '../../schemas/jobs.js';
import type { Inspection, PageReading, RecordedError } from '../../schemas/page.js';
import { appendAudit } from '../audit/audit.repo.js';
import { thaiDay } from '../domain/calendar.js';
import { composeFile } from '../domain/compose.js';
import type { Deps } from './circulars.deps.js';
import { clean, failedReading, letterRows } from './circulars.models.js';
import {
  changeFile,
  endPage,
  exportPages,
  type FileRow,
  findJobFile,
  pageSourceOf,
  pendingPages,
  preparePages,
  replaceLetters,
  selectReadings,
} from './circulars.repo.js';
import { lettersThatCount } from './letters-that-count.js';
import { selectBegins } from './splits.repo.js';

/**
 * The stages of a file's way that concern its pages, each called by its worker. All may run twice, be killed anywhere and
 * be run again: what is written is written in one transaction, guarded by the file's revision and status, and a job of an
 * earlier run does nothing.
 */

const READING: readonly FileStatus[] = ['inspected', 'reading'];

/** The job of a file as its row stands now. */
export const jobOf = (file: FileRow): FileJob => ({
  sha256: file.sha256!,
  revision: file.revision,
  priority: file.priority,
});

/**
 * Looks at a received file and makes its page rows. Resolves to the pages that are still to be read (none when all have
 * ended and only compose is due), or to null when this job is void or the file is further already. Rejects with what is
 * wrong with the file.
 */
export async function runInspect(
  deps: Pick<Deps, 'db' | 'files' | 'reader' | 'clock'>,
  job: FileJob,
): Promise<number[] | null> {
  const file = await findJobFile(deps.db, job);
  if (!file || ![...READING, 'received'].includes(file.status)) return null;
  if (file.status === 'received') {
    const inspection = clean(await deps.reader.inspect(await deps.files.path(job.sha256)));
    const mine = await deps.db.transaction(async (tx) => {
      const changed = await changeFile(tx, file, ['received'], {
        status: 'inspected',
        type: inspection.type,
        pageCount: inspection.pages.length,
        inspection,
        warnings: inspection.warnings,
        changedAt: deps.clock.now(),
      });
      if (changed) await preparePages(tx, file.receipt, inspection.pages);
      return changed;
    });
    if (!mine) return runInspect(deps, job);
  }
  return pendingPages(deps.db, file.receipt);
}

/** What a page reader has to be given; null when the page has ended already or the job is void. */
export async function pageToRead(
  deps: Pick<Deps, 'db' | 'files'>,
  job: PageJob,
): Promise<{ path: string; inspection: Inspection; page: number } | null> {
  const file = await findJobFile(deps.db, job);
  if (!file?.inspection || !READING.includes(file.status)) return null;
  const page = await pageSourceOf(deps.db, file.receipt, job.page);
  if (!page?.pending) return null;
  return { path: await deps.files.path(job.sha256), inspection: file.inspection, page: job.page };
}

async function storeEnd(
  deps: Pick<Deps, 'db' | 'clock'>,
  job: PageJob,
  of: (file: FileRow) => Promise<PageReading | null>,
): Promise<void> {
  const file = await findJobFile(deps.db, job);
  if (!file || !READING.includes(file.status)) return;
  const reading = await of(file);
  if (!reading) return;
  await deps.db.transaction(async (tx) => {
    // Taken first, so that the pages of one file and its compose stage lock in the same order.
    const change = { status: 'reading', changedAt: deps.clock.now() } as const;
    if (await changeFile(tx, file, READING, change)) await endPage(tx, file.receipt, reading, reading.error);
  });
}

/** Stores what was read of a page. A page that has ended keeps its first result. */
export function storePage(deps: Pick<Deps, 'db' | 'clock'>, job: PageJob, reading: PageReading): Promise<void> {
  return storeEnd(deps, job, async () => ({ ...clean(reading), number: job.page }));
}

/** Records that a page could not be read, and why, once no tries are left. */
export function failPage(deps: Pick<Deps, 'db' | 'clock'>, job: PageJob, error: RecordedError): Promise<void> {
  return storeEnd(deps, job, async (file) => {
    const page = await pageSourceOf(deps.db, file.receipt, job.page);
    return page && clean(failedReading(job.page, page.source, error));
  });
}

/**
 * Puts the pages together to letters and stores them in place of those the file had; corrections stay and are laid over
 * them. Then hands on to `link`. A page whose end was never written (its worker was killed at that very moment) sends
 * the file back to be read on.
 */
export async function runCompose(deps: Pick<Deps, 'db' | 'queue' | 'clock'>, job: FileJob): Promise<void> {
  const file = await findJobFile(deps.db, job);
  if (!file) return;
  if (READING.includes(file.status)) {
    const readings = await selectReadings(deps.db, file.receipt);
    if (readings.includes(null)) return startAgain(deps, file);
    const record = clean(
      composeFile({
        file: file.name,
        sha256: job.sha256,
        pages: readings.filter((reading) => reading !== null),
        warnings: file.inspection?.warnings ?? [],
        today: thaiDay(deps.clock.now()),
        begins: await selectBegins(deps.db, file.receipt),
      }),
    );
    await deps.db.transaction(async (tx) => {
      const mine = await changeFile(tx, file, READING, {
        status: 'composed',
        pageCount: record.pages,
        warnings: record.warnings,
        changedAt: deps.clock.now(),
      });
      if (!mine) return;
      await exportPages(tx, file.receipt, record.page);
      const effective = await lettersThatCount(deps, tx, file.receipt, record.letters);
      await replaceLetters(tx, file.receipt, letterRows(file.receipt, record.letters, effective));
    });
  } else if (file.status !== 'composed') return;
  await deps.queue.enqueue('link', job);
}

/**
 * Starts the stage that is due under a new revision: a job of the old one that has ended cannot swallow the new job, and
 * one that is still somewhere is void.
 */
export async function startAgain(deps: Pick<Deps, 'db' | 'queue' | 'clock'>, file: FileRow): Promise<void> {
  const revision = file.revision + 1;
  const mine = await changeFile(deps.db, file, [file.status], { revision, changedAt: deps.clock.now() });
  if (!mine) return;
  const stage = file.status === 'composed' ? 'link' : file.status === 'linked' ? 'plan' : 'inspect';
  await deps.queue.enqueue(stage, jobOf({ ...file, revision }));
}

/** Records that a file cannot go on, once no tries are left. */
export async function failFile(deps: Pick<Deps, 'db' | 'clock'>, job: FileJob, error: RecordedError): Promise<void> {
  const file = await findJobFile(deps.db, job);
  if (!file) return;
  const at = deps.clock.now();
  await deps.db.transaction(async (tx) => {
    const mine = await changeFile(tx, file, ['received', ...READING, 'composed', 'linked'], {
      status: 'failed',
      errorCode: error.code,
      errorMessage: clean(error.message),
      changedAt: at,
    });
    if (!mine) return;
    const detail = { code: error.code, revision: file.revision };
    await appendAudit(tx, { at, actor: 'wian', action: 'file.failed', receipt: file.receipt, detail });
  });
}
