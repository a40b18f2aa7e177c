import { asc, eq } from 'drizzle-orm';
import type { Database } from '../shared/database.js';
import { WianError } from '../shared/errors.js';
import { offices } from './accounts.table.js';
import type { Actor } from './actor.js';

export type OfficeRow = typeof offices.$inferSelect;

/** The office that this wian was set up for: the first that joined. Null before the first administrator. */
export async function homeOffice(db: Database): Promise<string | null> {
  const [first] = await db
    .select({ organisation: offices.organisation })
    .from(offices)
    .orderBy(asc(offices.joinedAt), asc(offices.organisation))
    .limit(1);
  return first?.organisation ?? null;
}

export async function findOffice(db: Database, organisation: string): Promise<OfficeRow | null> {
  const [row] = await db.select().from(offices).where(eq(offices.organisation, organisation));
  return row ?? null;
}

/**
 * For what is the whole installation's (holidays, the list of organisations): rejects with `request.forbidden` unless the actor acts for the
 * office that it was set up for, or is the machine's operator.
 */
export async function requireHome(db: Database, actor: Actor): Promise<void> {
  if (actor.kind === 'machine') return;
  if (actor.organisation !== (await homeOffice(db))) throw new WianError('request.forbidden');
}

/** The offices in the order in which they joined. */
export const listOffices = (db: Database): Promise<OfficeRow[]> =>
  db.select().from(offices).orderBy(asc(offices.joinedAt), asc(offices.organisation));
