import { desc, eq } from 'drizzle-orm';
import type { Database } from '../shared/database.js';
import { type CorrectionRow, selectCorrections } from './circulars.repo.js';
import { splits } from './holdings.table.js';

type Split = Pick<typeof splits.$inferSelect, 'first' | 'splitAt'>;

/** How a person split a file last; null where nobody did, so that the rules tell. */
export async function selectSplit(db: Database, receipt: number): Promise<Split | null> {
  const [row] = await db
    .select({ first: splits.first, splitAt: splits.splitAt })
    .from(splits)
    .where(eq(splits.receipt, receipt))
    .orderBy(desc(splits.id))
    .limit(1);
  return row ?? null;
}

/** The pages that begin a letter, as a person said last. */
export async function selectBegins(db: Database, receipt: number): Promise<number[] | null> {
  return (await selectSplit(db, receipt))?.first ?? null;
}

/**
 * Whether what was done to a letter lies idle: it was split away from its first page since. Only what is said of an attachment stays, which begins on no
 * such page.
 */
export const isIdle = (
  { firstPage, field, at }: { firstPage: number; field?: string; at: Date },
  split: Split | null,
): boolean => split !== null && at <= split.splitAt && field !== 'title' && !split.first.includes(firstPage);

/** The corrections of a file that count, the oldest first. */
export async function selectLiveCorrections(db: Database, receipt: number): Promise<CorrectionRow[]> {
  const made = await selectCorrections(db, receipt);
  const split = made.length > 0 ? await selectSplit(db, receipt) : null;
  return made.filter((one) => !isIdle({ ...one, at: one.correctedAt }, split));
}

export async function insertSplit(db: Database, row: typeof splits.$inferInsert): Promise<void> {
  await db.insert(splits).values(row);
}
