import { and, desc, eq, isNull, or, type SQL } from 'drizzle-orm';
import { type Actor, organisationOf } from '../people/actor.js';
import type { Database } from '../shared/database.js';
import { confirmations } from './holdings.table.js';

export type ConfirmationRow = typeof confirmations.$inferSelect;

/** Whose confirmations count for an actor: those of their organisation and of the machine, which looks after all; for the machine everybody's. */
const counting = (actor: Actor): SQL | undefined => {
  const organisation = organisationOf(actor);
  return organisation === null
    ? undefined
    : or(eq(confirmations.organisation, organisation), isNull(confirmations.organisation));
};

/** The confirmations of a file's letters that count for an actor, the latest first. */
export function selectConfirmations(db: Database, actor: Actor, receipt: number): Promise<ConfirmationRow[]> {
  return db
    .select()
    .from(confirmations)
    .where(and(eq(confirmations.receipt, receipt), counting(actor)))
    .orderBy(desc(confirmations.id));
}

export async function insertConfirmation(db: Database, row: typeof confirmations.$inferInsert): Promise<void> {
  await db.insert(confirmations).values(row);
}
