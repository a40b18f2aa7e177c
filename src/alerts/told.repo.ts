import { and, count, desc, eq, inArray, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import { letters } from '../circulars/circulars.table.js';
import { visibleLetters } from '../circulars/visible.js';
import type { Database } from '../shared/database.js';
import { alerts } from './ledger.table.js';
import type { Person } from './settings.usecases.js';
import { recipientOf } from './tries.repo.js';

/**
 * What a person was told at the organisation that they act for, of letters that it still sees: of what a sender took back is shown no longer what was told of it,
 * but that it was taken back, which says its number and date alone.
 */
const own = (actor: Person): SQL | undefined =>
  and(
    eq(alerts.recipient, recipientOf(actor)),
    eq(alerts.organisation, actor.organisation),
    or(
      visibleLetters(actor, { receipt: alerts.receipt, firstPage: alerts.firstPage }),
      sql`starts_with(${alerts.step}, 'withdrawn')`,
    ),
  );

/**
 * What a person was told, unread first, the latest first, with the letter as it is now: where it stands in its file, and whether it is of a secrecy class. Both
 * are null where the file was read anew and there is no such letter any more.
 */
export async function selectAlerts(
  db: Database,
  actor: Person,
  of: { unread: boolean; offset: number; limit: number },
) {
  return db
    .select({
      id: alerts.id,
      at: alerts.plannedAt,
      readAt: alerts.readAt,
      line: alerts.line,
      receipt: alerts.receipt,
      ordinal: letters.ordinal,
      secrecy: letters.secrecy,
    })
    .from(alerts)
    .leftJoin(
      letters,
      and(eq(letters.receipt, alerts.receipt), eq(letters.firstPage, alerts.firstPage), eq(letters.rank, alerts.rank)),
    )
    .where(and(own(actor), of.unread ? isNull(alerts.readAt) : undefined))
    .orderBy(sql`${alerts.readAt} is not null`, desc(alerts.id))
    .limit(of.limit)
    .offset(of.offset);
}

/** How much a person was told, and how much of it they have not read. */
export async function countAlerts(db: Database, actor: Person): Promise<{ all: number; unread: number }> {
  const unread = sql<number>`count(*) filter (where ${alerts.readAt} is null)`.mapWith(Number);
  const [row] = await db.select({ all: count(), unread }).from(alerts).where(own(actor));
  return row!;
}

/** Marks as read what the person was told, up to a number or by numbers; resolves to how much of it was not read before. */
export async function readAlerts(
  db: Database,
  actor: Person,
  which: { upTo: number } | { ids: readonly number[] },
  at: Date,
): Promise<number> {
  const those = 'upTo' in which ? lte(alerts.id, which.upTo) : inArray(alerts.id, [...which.ids]);
  const rows = await db
    .update(alerts)
    .set({ readAt: at })
    .where(and(own(actor), isNull(alerts.readAt), those))
    .returning({ id: alerts.id });
  return rows.length;
}
