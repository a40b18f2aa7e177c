import { and, asc, eq, exists, gte, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Role } from '../../schemas/access.js';
import { memberships, people } from '../people/accounts.table.js';
import type { Database } from '../shared/database.js';
import { list } from '../shared/sql.js';
import type { TellableEvent } from './feeds.models.js';
import { calendarEvents, calendarFeeds } from './notices.table.js';

export type EventRow = typeof calendarEvents.$inferSelect;

/** Roles that read an organisation's letters. */
const READERS: Role[] = ['clerk', 'receiver', 'viewer'];

export async function insertFeed(tx: Database, row: typeof calendarFeeds.$inferInsert): Promise<number> {
  const [made] = await tx.insert(calendarFeeds).values(row).returning({ id: calendarFeeds.id });
  return made!.id;
}

const named = {
  id: calendarFeeds.id,
  organisation: calendarFeeds.organisation,
  person: calendarFeeds.person,
  name: people.name,
  createdAt: calendarFeeds.createdAt,
  seenAt: calendarFeeds.seenAt,
};

/** Addresses that work, of one person or (null) of all in the organisation, the oldest first. */
export function selectFeeds(db: Database, organisation: string, person: number | null) {
  return db
    .select(named)
    .from(calendarFeeds)
    .innerJoin(people, eq(people.id, calendarFeeds.person))
    .where(
      and(
        eq(calendarFeeds.organisation, organisation),
        isNull(calendarFeeds.revokedAt),
        person === null ? undefined : eq(calendarFeeds.person, person),
      ),
    )
    .orderBy(asc(calendarFeeds.id));
}

/** The address of this hash, while it is not revoked and who made it still reads the organisation's letters. */
export async function findFeed(db: Database, tokenHash: string) {
  const reads = and(
    eq(memberships.person, calendarFeeds.person),
    eq(memberships.organisation, calendarFeeds.organisation),
    inArray(memberships.role, READERS),
  );
  const [row] = await db
    .select(named)
    .from(calendarFeeds)
    .innerJoin(people, and(eq(people.id, calendarFeeds.person), eq(people.active, true)))
    .where(
      and(
        eq(calendarFeeds.tokenHash, tokenHash),
        isNull(calendarFeeds.revokedAt),
        exists(db.select({ one: sql`1` }).from(memberships).where(reads)),
      ),
    );
  return row ?? null;
}

/** False where it is revoked already, or not of this organisation and (unless null) person. */
export async function revokeFeed(
  tx: Database,
  of: { id: number; organisation: string; person: number | null },
  revokedAt: Date,
): Promise<boolean> {
  const rows = await tx
    .update(calendarFeeds)
    .set({ revokedAt })
    .where(
      and(
        eq(calendarFeeds.id, of.id),
        eq(calendarFeeds.organisation, of.organisation),
        isNull(calendarFeeds.revokedAt),
        of.person === null ? undefined : eq(calendarFeeds.person, of.person),
      ),
    )
    .returning({ id: calendarFeeds.id });
  return rows.length > 0;
}

export async function touchFeed(db: Database, id: number, seenAt: Date): Promise<void> {
  await db.update(calendarFeeds).set({ seenAt }).where(eq(calendarFeeds.id, id));
}

/** Two programs that ask at once must not both count a change. */
const EVENTS_LOCK = 0x7769_6963;
export async function lockEvents(tx: Database, organisation: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${EVENTS_LOCK}, hashtext(${organisation}))`);
}

/** What was told last: of the letters whose UIDs begin so, of others from a day on, and what changed since a time. */
export function selectEventRows(
  tx: Database,
  organisation: string,
  by: { letters: readonly string[]; from: string; since: Date },
): Promise<EventRow[]> {
  return tx
    .select()
    .from(calendarEvents)
    .where(
      and(
        eq(calendarEvents.organisation, organisation),
        or(
          sql`substring(${calendarEvents.uid} from '^\\d+-\\d+-\\d+-') = any(${list(by.letters, 'text')})`,
          gte(calendarEvents.date, by.from),
          gte(calendarEvents.changedAt, by.since),
        ),
      ),
    );
}

export async function putEvents(
  tx: Database,
  organisation: string,
  rows: readonly (TellableEvent & { sequence: number; changedAt: Date })[],
): Promise<void> {
  const excluded = (name: string) => sql.raw(`excluded.${name}`);
  for (let at = 0; at < rows.length; at += 500) {
    await tx
      .insert(calendarEvents)
      .values(rows.slice(at, at + 500).map((row) => ({ ...row, organisation })))
      .onConflictDoUpdate({
        target: [calendarEvents.organisation, calendarEvents.uid],
        set: {
          sequence: excluded('sequence'),
          date: excluded('date'),
          time: excluded('time'),
          summary: excluded('summary'),
          description: excluded('description'),
          path: excluded('path'),
          status: excluded('status'),
          changedAt: excluded('changed_at'),
        },
      });
  }
}
