import { and, asc, count, eq, gt, inArray, isNotNull, isNull, lt, notInArray, or, type SQL, sql } from 'drizzle-orm';
import type { FileStatus } from '../../schemas/api.js';
import type { FileJob } from '../../schemas/jobs.js';
import type { Inspection, PageReading, RecordedError } from '../../schemas/page.js';
import { indexFile } from '../search/search.index.js';
import type { Database } from '../shared/database.js';
import { citations, corrections, type ExportedPage, fields, files, letters, pages } from './circulars.table.js';
import { replaceRecipients } from './recipients.repo.js';

export type FileRow = typeof files.$inferSelect;
export type LetterRow = typeof letters.$inferSelect;
export type CorrectionRow = typeof corrections.$inferSelect;

/** Held to the end of the transaction by whoever gives out receipt numbers, so that they follow one another without a gap. */
const REGISTER_LOCK = 0x7769_616f;

type NewFile = Pick<
  typeof files.$inferInsert,
  'sha256' | 'name' | 'bytes' | 'status' | 'priority' | 'receivedAt' | 'errorCode' | 'errorMessage'
>;

/**
 * Gives a content its receipt, or finds the one it has; to be called in a transaction. A refused upload (no sha256) is the
 * same as one of its name.
 */
export async function registerFile(tx: Database, file: NewFile): Promise<{ row: FileRow; known: boolean }> {
  await tx.execute(sql`select pg_advisory_xact_lock(${REGISTER_LOCK}::bigint)`);
  const same = file.sha256 ? eq(files.sha256, file.sha256) : and(isNull(files.sha256), eq(files.name, file.name));
  const [found] = await tx.select().from(files).where(same).limit(1);
  if (found) return { row: found, known: true };
  const receipt = sql<number>`(select coalesce(max(${files.receipt}), 0) + 1 from ${files})`;
  const [row] = await tx
    .insert(files)
    .values({ ...file, receipt, changedAt: file.receivedAt })
    .returning();
  return { row: row!, known: false };
}

export async function findFile(db: Database, receipt: number): Promise<FileRow | null> {
  const [row] = await db.select().from(files).where(eq(files.receipt, receipt));
  return row ?? null;
}

/** The file of a job; null when a later run was asked for since, so that the job is void. */
export async function findJobFile(db: Database, job: FileJob): Promise<FileRow | null> {
  const [row] = await db
    .select()
    .from(files)
    .where(and(eq(files.sha256, job.sha256), eq(files.revision, job.revision)));
  return row ?? null;
}

/**
 * Changes a file if it is still in this run and in one of these states; false when it is not. In a transaction the row
 * stays locked, so that of two workers given the same job only one writes.
 */
export async function changeFile(
  db: Database,
  of: Pick<FileRow, 'receipt' | 'revision'>,
  from: readonly FileStatus[],
  change: Partial<typeof files.$inferInsert>,
): Promise<boolean> {
  const changed = await db
    .update(files)
    .set(change)
    .where(and(eq(files.receipt, of.receipt), eq(files.revision, of.revision), inArray(files.status, [...from])))
    .returning({ receipt: files.receipt });
  return changed.length > 0;
}

/** Files in order of receipt. `seen`: the condition of whoever asks. */
export function selectFiles(
  db: Database,
  by: { status?: FileStatus; after?: number; limit?: number } = {},
  seen?: SQL,
): Promise<FileRow[]> {
  const query = db
    .select()
    .from(files)
    .where(
      and(
        by.status && eq(files.status, by.status),
        by.after === undefined ? undefined : gt(files.receipt, by.after),
        seen,
      ),
    )
    .orderBy(asc(files.receipt));
  return by.limit === undefined ? query : query.limit(by.limit);
}

/** Kept files whose way has not ended and that nothing has changed since. */
export function selectUnfinished(db: Database, changedBefore: Date): Promise<FileRow[]> {
  return db
    .select()
    .from(files)
    .where(
      and(notInArray(files.status, ['done', 'failed']), isNotNull(files.sha256), lt(files.changedAt, changedBefore)),
    )
    .orderBy(asc(files.receipt));
}

/** Kept files that failed, or of which a page failed, among those of the condition. */
export function selectRetryable(db: Database, held?: SQL): Promise<FileRow[]> {
  const broken = db.select({ receipt: pages.receipt }).from(pages).where(eq(pages.status, 'failed'));
  return db
    .select()
    .from(files)
    .where(
      and(
        isNotNull(files.sha256),
        or(eq(files.status, 'failed'), and(eq(files.status, 'done'), inArray(files.receipt, broken))),
        held,
      ),
    )
    .orderBy(asc(files.receipt));
}

/** Makes the page rows of an inspected file; those that are there keep what was read. */
export async function preparePages(db: Database, receipt: number, plan: Inspection['pages']): Promise<void> {
  await db.delete(pages).where(and(eq(pages.receipt, receipt), gt(pages.number, plan.length)));
  for (let at = 0; at < plan.length; at += 1000) {
    const rows = plan.slice(at, at + 1000).map(({ number, source }) => ({
      receipt,
      number,
      source,
      status: 'pending' as const,
    }));
    await db.insert(pages).values(rows).onConflictDoNothing();
  }
}

/** The pages that have to be read again: those that failed, or all. */
export async function resetPages(db: Database, receipt: number, all: boolean): Promise<void> {
  await db
    .update(pages)
    .set({ status: 'pending', reading: null, exported: null, errorCode: null, errorMessage: null })
    .where(and(eq(pages.receipt, receipt), all ? undefined : eq(pages.status, 'failed')));
}

export async function pendingPages(db: Database, receipt: number): Promise<number[]> {
  const rows = await db
    .select({ number: pages.number })
    .from(pages)
    .where(and(eq(pages.receipt, receipt), eq(pages.status, 'pending')))
    .orderBy(asc(pages.number));
  return rows.map(({ number }) => number);
}

/** Stores how a page ended, once: the first result stays. */
export async function endPage(
  db: Database,
  receipt: number,
  reading: PageReading,
  error: RecordedError | undefined,
): Promise<void> {
  await db
    .update(pages)
    .set({
      status: error ? 'failed' : 'read',
      source: reading.source,
      reading,
      errorCode: error?.code ?? null,
      errorMessage: error?.message ?? null,
    })
    .where(and(eq(pages.receipt, receipt), eq(pages.number, reading.number), eq(pages.status, 'pending')));
}

export async function pageSourceOf(
  db: Database,
  receipt: number,
  number: number,
): Promise<{ source: PageReading['source']; pending: boolean } | null> {
  const [row] = await db
    .select({ source: pages.source, status: pages.status })
    .from(pages)
    .where(and(eq(pages.receipt, receipt), eq(pages.number, number)));
  return row ? { source: row.source, pending: row.status === 'pending' } : null;
}

/** What was read of each page, in order; null for a page that has not ended. */
export async function selectReadings(db: Database, receipt: number): Promise<(PageReading | null)[]> {
  const rows = await db
    .select({ reading: pages.reading })
    .from(pages)
    .where(eq(pages.receipt, receipt))
    .orderBy(asc(pages.number));
  return rows.map(({ reading }) => reading);
}

export async function selectExportedPages(db: Database, receipt: number): Promise<ExportedPage[]> {
  const rows = await db
    .select({ exported: pages.exported })
    .from(pages)
    .where(eq(pages.receipt, receipt))
    .orderBy(asc(pages.number));
  return rows.flatMap(({ exported }) => (exported ? [exported] : []));
}

export async function exportPages(db: Database, receipt: number, exported: readonly ExportedPage[]): Promise<void> {
  for (const page of exported) {
    await db
      .update(pages)
      .set({ exported: page })
      .where(and(eq(pages.receipt, receipt), eq(pages.number, page.number)));
  }
}

/** How many pages of each file have been read, and how many have failed. */
export async function countPages(
  db: Database,
  receipts: readonly number[],
): Promise<Map<number, { read: number; failed: number }>> {
  const counts = new Map(receipts.map((receipt) => [receipt, { read: 0, failed: 0 }]));
  if (receipts.length === 0) return counts;
  const rows = await db
    .select({ receipt: pages.receipt, status: pages.status, pages: count() })
    .from(pages)
    .where(inArray(pages.receipt, [...receipts]))
    .groupBy(pages.receipt, pages.status);
  for (const row of rows) if (row.status !== 'pending') counts.get(row.receipt)![row.status] = row.pages;
  return counts;
}

/** How many letters each of these files holds, attachments left out. */
export async function countLetters(db: Database, receipts: readonly number[]): Promise<Map<number, number>> {
  if (receipts.length === 0) return new Map();
  const rows = await db
    .select({ receipt: letters.receipt, letters: count() })
    .from(letters)
    .where(and(inArray(letters.receipt, [...receipts]), isNotNull(letters.number)))
    .groupBy(letters.receipt);
  return new Map(rows.map((row) => [row.receipt, row.letters]));
}

/** The rows of letters, with what hangs on them. */
export interface LetterRows {
  letters: (typeof letters.$inferInsert)[];
  fields: (typeof fields.$inferInsert)[];
  citations: (typeof citations.$inferInsert)[];
}

/** Puts a file's letters in the place of those it had; what hangs on them (fields, citations, deadlines) goes with them. */
export async function replaceLetters(db: Database, receipt: number, rows: LetterRows): Promise<void> {
  await db.delete(letters).where(eq(letters.receipt, receipt));
  await insertLetters(db, rows);
  await replaceRecipients(
    db,
    receipt,
    rows.letters.map(({ ordinal, effective }) => ({ ordinal, letter: effective })),
  );
  await indexFile(db, receipt);
}

/** Letters of files that had none. */
export async function insertLetters(db: Database, rows: LetterRows): Promise<void> {
  // A letter may be a large document: few of them go in one statement.
  for (let at = 0; at < rows.letters.length; at += 50) await db.insert(letters).values(rows.letters.slice(at, at + 50));
  for (let at = 0; at < rows.fields.length; at += 500) await db.insert(fields).values(rows.fields.slice(at, at + 500));
  for (let at = 0; at < rows.citations.length; at += 500) {
    await db.insert(citations).values(rows.citations.slice(at, at + 500));
  }
}

/** Letters of these files in the order of their keys. `seen`: the condition of whoever asks. */
export function selectLetters(db: Database, receipts: readonly number[], seen?: SQL): Promise<LetterRow[]> {
  if (receipts.length === 0) return Promise.resolve([]);
  return db
    .select()
    .from(letters)
    .where(and(inArray(letters.receipt, [...receipts]), seen))
    .orderBy(asc(letters.receipt), asc(letters.ordinal));
}

/** Corrections of a file, the oldest first. */
export function selectCorrections(db: Database, receipt: number): Promise<CorrectionRow[]> {
  return db.select().from(corrections).where(eq(corrections.receipt, receipt)).orderBy(asc(corrections.id));
}

export async function insertCorrection(db: Database, row: typeof corrections.$inferInsert): Promise<void> {
  await db.insert(corrections).values(row);
}

/** How far files have come, without their letters: for a progress display that asks often. */
export async function selectProgress(
  db: Database,
  receipts: readonly number[],
  seen?: SQL,
): Promise<Pick<FileRow, 'receipt' | 'name' | 'status' | 'pageCount'>[]> {
  return db
    .select({ receipt: files.receipt, name: files.name, status: files.status, pageCount: files.pageCount })
    .from(files)
    .where(and(inArray(files.receipt, [...receipts]), seen))
    .orderBy(asc(files.receipt));
}

/** How many files are still on their way. */
export async function countUnfinished(db: Database): Promise<number> {
  const [row] = await db
    .select({ files: count() })
    .from(files)
    .where(notInArray(files.status, ['done', 'failed']));
  return row?.files ?? 0;
}
