import { and, asc, desc, eq } from 'drizzle-orm';
import { files } from '../circulars/circulars.table.js';
import { holdings } from '../circulars/holdings.table.js';
import type { Statement } from '../domain/stated.js';
import { storedGazetteer } from '../people/gazetteers.js';
import type { Database } from '../shared/database.js';
import { exchangeMessages, exchangeObjects } from './exchange.table.js';

export type MessageRow = typeof exchangeMessages.$inferSelect;
export type ObjectRow = typeof exchangeObjects.$inferSelect;

/** What was stated of a file in messages, whoever they came to, the earliest first. `db`: the database of the transaction `tx`. */
export async function selectStatements(db: Database, tx: Database, receipt: number): Promise<Statement[]> {
  const rows = await tx
    .select({
      position: exchangeObjects.position,
      stated: exchangeMessages.stated,
      sender: exchangeMessages.sender,
      since: exchangeMessages.completedAt,
    })
    .from(files)
    .innerJoin(exchangeObjects, eq(exchangeObjects.sha256, files.sha256))
    .innerJoin(exchangeMessages, eq(exchangeMessages.id, exchangeObjects.message))
    .where(eq(files.receipt, receipt))
    .orderBy(asc(exchangeMessages.id), asc(exchangeObjects.position));
  if (rows.length === 0) return [];
  const gazetteer = await storedGazetteer(db, tx);
  return rows.map(({ position, stated, sender, since }) => {
    const organisation = sender === null ? null : gazetteer.get(sender);
    const line = organisation ? gazetteer.lineOf(organisation).map((code) => gazetteer.get(code)?.name) : [];
    return {
      of: position === 0 ? 'letter' : 'attachment',
      stated,
      senders: line.filter((name) => name !== undefined),
      since,
    };
  });
}

/** Writes a message down; where the organisation had it before, that row is given. */
export async function insertMessage(
  tx: Database,
  row: typeof exchangeMessages.$inferInsert,
  objects: readonly Omit<ObjectRow, 'message' | 'position'>[],
): Promise<MessageRow> {
  const [made] = await tx.insert(exchangeMessages).values(row).onConflictDoNothing().returning();
  if (made) {
    await tx
      .insert(exchangeObjects)
      .values(objects.map((object, position) => ({ ...object, message: made.id, position })));
    return made;
  }
  const same = and(eq(exchangeMessages.organisation, row.organisation), eq(exchangeMessages.sha256, row.sha256));
  const [known] = await tx.select().from(exchangeMessages).where(same);
  return known!;
}

export async function completeMessage(tx: Database, id: number, at: Date): Promise<void> {
  await tx.update(exchangeMessages).set({ completedAt: at }).where(eq(exchangeMessages.id, id));
}

/** The receipts of a message's files that its organisation holds, in their order. */
export async function selectReceipts(db: Database, message: MessageRow): Promise<number[]> {
  const rows = await db
    .select({ receipt: files.receipt })
    .from(exchangeObjects)
    .innerJoin(files, eq(files.sha256, exchangeObjects.sha256))
    .innerJoin(holdings, and(eq(holdings.receipt, files.receipt), eq(holdings.organisation, message.organisation)))
    .where(eq(exchangeObjects.message, message.id))
    .orderBy(asc(exchangeObjects.position));
  return rows.map(({ receipt }) => receipt);
}

/** The last message by which an organisation got a file as the letter itself; null where it came otherwise. */
export async function selectMessageOf(db: Database, organisation: string, receipt: number): Promise<MessageRow | null> {
  const [row] = await db
    .select({ message: exchangeMessages })
    .from(files)
    .innerJoin(exchangeObjects, and(eq(exchangeObjects.sha256, files.sha256), eq(exchangeObjects.position, 0)))
    .innerJoin(exchangeMessages, eq(exchangeMessages.id, exchangeObjects.message))
    .where(and(eq(files.receipt, receipt), eq(exchangeMessages.organisation, organisation)))
    .orderBy(desc(exchangeMessages.id))
    .limit(1);
  return row?.message ?? null;
}
