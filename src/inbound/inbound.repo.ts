import { and, asc, desc, eq, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../shared/database.js';
import { inboundItems, inboundParts, inboundVisits } from './inbound.table.js';

export type ItemRow = typeof inboundItems.$inferSelect;
export type PartRow = typeof inboundParts.$inferSelect;
export type VisitRow = typeof inboundVisits.$inferSelect;

/**
 * Takes, or keeps, the lease on a mailbox or folder; false where another process has it. One that was killed loses it when its time is over. That two look in at once all the same does no harm: rows and
 * contents are known by what they are.
 */
export async function lease(
  db: Database,
  of: Pick<VisitRow, 'box' | 'source'>,
  by: { holder: string; at: Date; ms: number },
): Promise<boolean> {
  const until = new Date(by.at.getTime() + by.ms);
  const taken = await db
    .insert(inboundVisits)
    .values({ ...of, holder: by.holder, until })
    .onConflictDoUpdate({
      target: inboundVisits.box,
      set: { holder: by.holder, until },
      setWhere: or(
        isNull(inboundVisits.holder),
        eq(inboundVisits.holder, by.holder),
        lt(inboundVisits.until, by.at),
      ) as SQL,
    })
    .returning({ box: inboundVisits.box });
  return taken.length > 0;
}

/** Gives the lease back and writes down how it went; of a good look without an error. */
export async function endVisit(
  db: Database,
  box: string,
  { holder, at, error }: { holder: string; at: Date; error: { code: string; message: string } | null },
): Promise<void> {
  const outcome = error
    ? { errorCode: error.code, errorMessage: error.message, errorAt: at }
    : { errorCode: null, errorMessage: null, errorAt: null, lookedAt: at };
  await db
    .update(inboundVisits)
    .set({ holder: null, until: null, ...outcome })
    .where(and(eq(inboundVisits.box, box), eq(inboundVisits.holder, holder)));
}

export const selectVisits = (db: Database): Promise<VisitRow[]> =>
  db.select().from(inboundVisits).orderBy(asc(inboundVisits.box));

/** The mails of a mailbox that have a row. */
export async function selectBoxed(db: Database, box: string, uidValidity: number): Promise<ItemRow[]> {
  return db
    .select()
    .from(inboundItems)
    .where(and(eq(inboundItems.box, box), eq(inboundItems.uidValidity, uidValidity)));
}

/** Those kept but not yet taken apart. */
export const selectReceived = (db: Database, box: string): Promise<ItemRow[]> =>
  db
    .select()
    .from(inboundItems)
    .where(and(eq(inboundItems.box, box), eq(inboundItems.status, 'received')))
    .orderBy(asc(inboundItems.id));

export async function findItem(db: Database, id: number): Promise<ItemRow | null> {
  const [row] = await db.select().from(inboundItems).where(eq(inboundItems.id, id));
  return row ?? null;
}

/** The earliest item of an organisation with this content. */
export async function findSame(db: Database, organisation: string | null, sha256: string): Promise<ItemRow | null> {
  const own = organisation === null ? isNull(inboundItems.organisation) : eq(inboundItems.organisation, organisation);
  const [row] = await db
    .select()
    .from(inboundItems)
    .where(and(own, eq(inboundItems.sha256, sha256), eq(inboundItems.source, 'imap')))
    .orderBy(asc(inboundItems.id))
    .limit(1);
  return row ?? null;
}

/** Null where the mail has a row: another process was faster. */
export async function insertItem(db: Database, row: typeof inboundItems.$inferInsert): Promise<ItemRow | null> {
  const [made] = await db.insert(inboundItems).values(row).onConflictDoNothing().returning();
  return made ?? null;
}

/** The row of a file of the watched folder that was written and whose file was not moved yet. */
export async function findUnmoved(db: Database, box: string, name: string): Promise<ItemRow | null> {
  const { source, settledAt } = inboundItems;
  const [row] = await db
    .select()
    .from(inboundItems)
    .where(and(eq(inboundItems.box, box), eq(inboundItems.name, name), eq(source, 'folder'), isNull(settledAt)))
    .orderBy(desc(inboundItems.id))
    .limit(1);
  return row ?? null;
}

export async function changeItem(
  db: Database,
  id: number,
  change: Partial<typeof inboundItems.$inferInsert>,
  from?: ItemRow['status'],
): Promise<ItemRow | null> {
  const [row] = await db
    .update(inboundItems)
    .set(change)
    .where(and(eq(inboundItems.id, id), from && eq(inboundItems.status, from)))
    .returning();
  return row ?? null;
}

export async function beginAttempt(db: Database, id: number): Promise<ItemRow | null> {
  const attempts = sql<number>`${inboundItems.attempts} + 1`;
  const [row] = await db
    .update(inboundItems)
    .set({ attempts: attempts as unknown as number })
    .where(and(eq(inboundItems.id, id), eq(inboundItems.status, 'received')))
    .returning();
  return row ?? null;
}

export async function replaceParts(tx: Database, item: number, parts: readonly Omit<PartRow, 'item'>[]): Promise<void> {
  await tx.delete(inboundParts).where(eq(inboundParts.item, item));
  if (parts.length > 0) await tx.insert(inboundParts).values(parts.map((part) => ({ ...part, item })));
}

/** Items, the newest first. `organisation` null: of all; `unowned`: with those of which nobody could tell whose they are. */
export function selectItems(
  db: Database,
  by: { organisation: string | null; unowned: boolean; failed: boolean; before: number | undefined; limit: number },
): Promise<ItemRow[]> {
  return db
    .select()
    .from(inboundItems)
    .where(
      and(
        by.organisation === null
          ? undefined
          : or(
              eq(inboundItems.organisation, by.organisation),
              by.unowned ? isNull(inboundItems.organisation) : undefined,
            ),
        by.failed ? eq(inboundItems.status, 'failed') : undefined,
        by.before === undefined ? undefined : lt(inboundItems.id, by.before),
      ),
    )
    .orderBy(desc(inboundItems.id))
    .limit(by.limit);
}

export async function selectParts(db: Database, items: readonly number[]): Promise<PartRow[]> {
  if (items.length === 0) return [];
  return db
    .select()
    .from(inboundParts)
    .where(inArray(inboundParts.item, [...items]))
    .orderBy(asc(inboundParts.item), asc(inboundParts.position));
}
