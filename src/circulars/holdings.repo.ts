import { and, asc, desc, eq, gte, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { Letter } from '../../schemas/record.js';
import { registerEntries } from '../register/register.table.js';
import type { Database } from '../shared/database.js';
import { list } from '../shared/sql.js';
import type { FileRow } from './circulars.repo.js';
import { files, letters } from './circulars.table.js';
import { holdings, rescanAnswers } from './holdings.table.js';

export type HoldingRow = typeof holdings.$inferSelect;

/** Makes a file an organisation's own; false where it was that already. */
export async function hold(tx: Database, row: typeof holdings.$inferInsert): Promise<boolean> {
  const made = await tx.insert(holdings).values(row).onConflictDoNothing().returning({ receipt: holdings.receipt });
  return made.length > 0;
}

/** How a file came to an organisation; null where it did not take it in. The row stays locked to the end of the transaction. */
export async function selectHolding(tx: Database, organisation: string, receipt: number): Promise<HoldingRow | null> {
  const [row] = await tx
    .select()
    .from(holdings)
    .where(and(eq(holdings.organisation, organisation), eq(holdings.receipt, receipt)))
    .for('update');
  return row ?? null;
}

/** How these files came to an organisation, as far as it took them in. */
export function selectHoldings(db: Database, organisation: string, receipts: readonly number[]): Promise<HoldingRow[]> {
  return db
    .select()
    .from(holdings)
    .where(and(eq(holdings.organisation, organisation), sql`${holdings.receipt} = any(${list(receipts, 'integer')})`));
}

/** The files of an organisation, or the one of `receipt`, the last taken in first. */
export function selectHeld(
  db: Database,
  organisation: string,
  { limit, receipt }: { limit: number; receipt?: number | undefined },
): Promise<{ holding: HoldingRow; file: FileRow }[]> {
  return db
    .select({ holding: holdings, file: files })
    .from(holdings)
    .innerJoin(files, eq(files.receipt, holdings.receipt))
    .where(
      and(eq(holdings.organisation, organisation), receipt === undefined ? undefined : eq(holdings.receipt, receipt)),
    )
    .orderBy(desc(holdings.uploadedAt), desc(holdings.receipt))
    .limit(limit);
}

/** Which numbers the letters of these files have in the organisation's registers of received letters; cancelled ones are left out. */
export async function selectNumbers(
  db: Database,
  organisation: string,
  receipts: readonly number[],
): Promise<{ receipt: number; number: number; year: number }[]> {
  const rows = await db
    .select({ receipt: registerEntries.receipt, number: registerEntries.number, year: registerEntries.year })
    .from(registerEntries)
    .where(
      and(
        eq(registerEntries.organisation, organisation),
        inArray(registerEntries.book, ['received', 'received-secret']),
        isNull(registerEntries.cancelledAt),
        sql`${registerEntries.receipt} = any(${list(receipts, 'integer')})`,
      ),
    )
    .orderBy(asc(registerEntries.year), asc(registerEntries.number));
  return rows.map((row) => ({ ...row, receipt: row.receipt! }));
}

/** The first letter of each of these files. */
export function selectCovers(
  db: Database,
  receipts: readonly number[],
): Promise<{ receipt: number; letter: Letter }[]> {
  return db
    .select({ receipt: letters.receipt, letter: letters.effective })
    .from(letters)
    .where(and(eq(letters.number, 0), sql`${letters.receipt} = any(${list(receipts, 'integer')})`));
}

/** First letters of these days in files of the organisation, with how each came to it; not of files that are another scan themselves. */
export async function selectCoversOf(
  db: Database,
  organisation: string,
  days: readonly string[],
): Promise<{ holding: HoldingRow; letter: Letter }[]> {
  if (days.length === 0) return [];
  return db
    .select({ holding: holdings, letter: letters.effective })
    .from(letters)
    .innerJoin(holdings, and(eq(holdings.receipt, letters.receipt), eq(holdings.organisation, organisation)))
    .where(and(eq(letters.number, 0), isNull(holdings.rescanOf), sql`${letters.date} = any(${list(days, 'date')})`))
    .orderBy(asc(holdings.uploadedAt), asc(holdings.receipt));
}

/** What people of the organisation answered on these files, the oldest first. */
export function selectAnswers(
  db: Database,
  organisation: string,
  receipts: readonly number[],
): Promise<(typeof rescanAnswers.$inferSelect)[]> {
  return db
    .select()
    .from(rescanAnswers)
    .where(
      and(
        eq(rescanAnswers.organisation, organisation),
        sql`${rescanAnswers.receipt} = any(${list(receipts, 'integer')})`,
      ),
    )
    .orderBy(asc(rescanAnswers.id));
}

export async function insertAnswer(tx: Database, row: typeof rescanAnswers.$inferInsert): Promise<void> {
  await tx.insert(rescanAnswers).values(row);
  await tx
    .update(holdings)
    .set({ rescanOf: row.same ? row.of : null })
    .where(and(eq(holdings.organisation, row.organisation), eq(holdings.receipt, row.receipt)));
}

/** Files that changed since a moment, or (where `unfinished`) are on their way, with whose they are. */
export async function selectChanged(
  db: Database,
  by: { since: Date; organisation?: string; unfinished?: boolean },
): Promise<{ organisation: string; name: string; file: FileRow }[]> {
  const onTheWay = and(sql`${files.status} not in ('done', 'failed')`, isNotNull(files.sha256));
  return db
    .select({ organisation: holdings.organisation, name: holdings.name, file: files })
    .from(files)
    .innerJoin(holdings, eq(holdings.receipt, files.receipt))
    .where(
      and(
        or(gte(files.changedAt, by.since), by.unfinished ? onTheWay : undefined),
        by.organisation === undefined ? undefined : eq(holdings.organisation, by.organisation),
      ),
    )
    .orderBy(asc(files.receipt));
}
