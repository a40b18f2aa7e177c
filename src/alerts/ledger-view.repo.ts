import { and, count, desc, eq, sql } from 'drizzle-orm';
import type { MessageState } from '../../schemas/alerts.js';
import type { Database } from '../shared/database.js';
import { alertMessages, webhooks } from './ledger.table.js';

/** Of a message what its list shows, without what it says. */
const SHOWN = {
  id: alertMessages.id,
  channel: alertMessages.channel,
  kind: alertMessages.kind,
  recipient: alertMessages.recipient,
  to: alertMessages.to,
  state: alertMessages.state,
  lines: sql<number>`jsonb_array_length(${alertMessages.content}->'lines') + (${alertMessages.content}->>'more')::integer`,
  plannedAt: alertMessages.plannedAt,
  notBefore: alertMessages.notBefore,
  settledAt: alertMessages.settledAt,
  attempts: alertMessages.attempts,
  reason: alertMessages.reason,
};

/** An organisation's messages, those of unknown outcome first, since a person has to say what becomes of them; then the latest. */
export async function selectMessages(
  db: Database,
  organisation: string,
  of: { state?: MessageState | undefined; offset: number; limit: number },
) {
  return db
    .select(SHOWN)
    .from(alertMessages)
    .where(and(eq(alertMessages.organisation, organisation), of.state && eq(alertMessages.state, of.state)))
    .orderBy(sql`${alertMessages.state} <> 'unknown'`, desc(alertMessages.id))
    .limit(of.limit)
    .offset(of.offset);
}
export type ShownMessage = Awaited<ReturnType<typeof selectMessages>>[number];

/** How many of an organisation's messages are in which state; only states in which some are. */
export async function countMessages(db: Database, organisation: string): Promise<Map<MessageState, number>> {
  const rows = await db
    .select({ state: alertMessages.state, number: count() })
    .from(alertMessages)
    .where(eq(alertMessages.organisation, organisation))
    .groupBy(alertMessages.state);
  return new Map(rows.map(({ state, number }) => [state, number]));
}

/** A message of an organisation; null where it has none of this number. */
export async function findMessage(db: Database, organisation: string, id: number): Promise<ShownMessage | null> {
  const [row] = await db
    .select(SHOWN)
    .from(alertMessages)
    .where(and(eq(alertMessages.organisation, organisation), eq(alertMessages.id, id)));
  return row ?? null;
}

/** The last message that was sent to try a way of this recipient. */
export async function lastTry(db: Database, organisation: string, recipient: string): Promise<ShownMessage | null> {
  const [row] = await db
    .select(SHOWN)
    .from(alertMessages)
    .where(
      and(
        eq(alertMessages.organisation, organisation),
        eq(alertMessages.recipient, recipient),
        eq(alertMessages.kind, 'test'),
      ),
    )
    .orderBy(desc(alertMessages.id))
    .limit(1);
  return row ?? null;
}

/** Where an organisation's webhooks lead, by their number. */
export async function webhookHosts(db: Database, organisation: string): Promise<Map<string, string>> {
  const rows = await db
    .select({ id: webhooks.id, url: webhooks.url })
    .from(webhooks)
    .where(eq(webhooks.organisation, organisation));
  return new Map(rows.map(({ id, url }) => [`webhook:${id}`, new URL(url).host]));
}
