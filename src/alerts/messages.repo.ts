import { and, asc, desc, eq, inArray, isNull, lte, sql } from 'drizzle-orm';
import type { MessageChannel, MessageState } from '../../schemas/alerts.js';
import type { Database } from '../shared/database.js';
import { alertMessages, webhooks } from './ledger.table.js';
import type { MessageChange, MessageRow } from './messages.models.js';

/**
 * Messages of a channel whose time has come, the longest waiting first; each is held to the end of the transaction, and those that another sender holds
 * are left out.
 */
export function holdDue(tx: Database, of: { channel: MessageChannel; now: Date; most: number }): Promise<MessageRow[]> {
  const { state, channel, notBefore, id } = alertMessages;
  return tx
    .select()
    .from(alertMessages)
    .where(and(eq(state, 'planned'), eq(channel, of.channel), lte(notBefore, of.now)))
    .orderBy(asc(notBefore), asc(id))
    .limit(of.most)
    .for('update', { skipLocked: true });
}

/**
 * Takes held messages into a sender's hands, by the database's clock: senders on machines whose clocks differ, or jump, agree on how long a claim holds.
 */
export async function claim(tx: Database, ids: readonly number[], claimedBy: string): Promise<MessageRow[]> {
  if (ids.length === 0) return [];
  return tx
    .update(alertMessages)
    .set({
      state: 'sending',
      attempts: sql`${alertMessages.attempts} + 1`,
      claimedAt: sql`clock_timestamp()`,
      claimedBy,
    })
    .where(inArray(alertMessages.id, [...ids]))
    .returning();
}

export async function changeMessage(tx: Database, id: number, change: MessageChange): Promise<void> {
  await tx.update(alertMessages).set(change).where(eq(alertMessages.id, id));
}

/**
 * Settles a try, if it is still the last one: a claim that was given up meanwhile may be settled by who made it, as long as nobody took the message up again.
 * Resolves to whether it was.
 */
export async function settleClaimed(db: Database, row: MessageRow, change: MessageChange): Promise<boolean> {
  const settled = await db
    .update(alertMessages)
    .set(change)
    .where(
      and(
        eq(alertMessages.id, row.id),
        eq(alertMessages.claimedBy, row.claimedBy ?? ''),
        inArray(alertMessages.state, ['sending', 'unknown', 'planned']),
      ),
    )
    .returning({ id: alertMessages.id });
  return settled.length > 0;
}

/** Messages whose sender has had them for longer than a claim holds, held as in `holdDue`. */
export function holdAbandoned(tx: Database, leaseMs: number): Promise<MessageRow[]> {
  const { state, claimedAt } = alertMessages;
  return tx
    .select()
    .from(alertMessages)
    .where(and(eq(state, 'sending'), sql`${claimedAt} < clock_timestamp() - ${leaseMs} * interval '1 millisecond'`))
    .for('update', { skipLocked: true });
}

/** Writes a message that goes in another's place, unless it is there. */
export async function insertMessage(tx: Database, row: typeof alertMessages.$inferInsert): Promise<void> {
  await tx.insert(alertMessages).values(row).onConflictDoNothing();
}

/** A message, held to the end of the transaction. */
export async function holdMessage(tx: Database, id: number): Promise<MessageRow | null> {
  const [row] = await tx.select().from(alertMessages).where(eq(alertMessages.id, id)).for('update');
  return row ?? null;
}

/** Programs that are told, by their number. */
export async function selectWebhooks(
  db: Database,
  ids: readonly number[],
): Promise<Map<number, { organisation: string; url: string; secret: string }>> {
  if (ids.length === 0) return new Map();
  const { id, organisation, url, secret, revokedAt } = webhooks;
  const rows = await db
    .select({ id, organisation, url, secret })
    .from(webhooks)
    .where(and(inArray(id, [...ids]), isNull(revokedAt)));
  return new Map(rows.map((row) => [row.id, row]));
}

/** The latest messages of an organisation, or of all, in a state or in any: what became of them, never what they said. */
export async function selectLedger(
  db: Database,
  of: { organisation?: string | undefined; state?: MessageState | undefined; most: number },
) {
  const { id, organisation, recipient, channel, kind, state, plannedAt, notBefore, settledAt, attempts, reason } =
    alertMessages;
  return db
    .select({ id, organisation, recipient, channel, kind, state, plannedAt, notBefore, settledAt, attempts, reason })
    .from(alertMessages)
    .where(
      and(
        of.organisation === undefined ? undefined : eq(organisation, of.organisation),
        of.state && eq(state, of.state),
      ),
    )
    .orderBy(desc(id))
    .limit(of.most);
}
