import { randomBytes, randomUUID } from 'node:crypto';
import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import type { z } from 'zod';
import type { Webhook, webhookAdded, webhookRequest } from '../../schemas/webhooks.js';
import { appendAudit } from '../audit/audit.repo.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { thaiDay } from '../domain/calendar.js';
import type { Gazetteer } from '../domain/gazetteer/gazetteer.js';
import { type Actor, auditName } from '../people/actor.js';
import { storedGazetteer } from '../people/gazetteers.js';
import { administers, requireAdministered } from '../people/reach.js';
import type { Database } from '../shared/database.js';
import { WianError } from '../shared/errors.js';
import { refusedUrl } from '../shared/web-address.js';
import { alertMessages, webhooks } from './ledger.table.js';

/** Addresses of other programs, each of one organisation, kept by its administrators. */

/** `named`: hosts that may be within the network (WIAN_WEBHOOK_PRIVATE). */
export type WebhookDeps = Pick<Deps, 'db' | 'clock'> & { named: readonly string[] };

type Row = typeof webhooks.$inferSelect;

/** An organisation has a program or two. */
const MOST = 20;

const recipientOf = ({ id }: Pick<Row, 'id'>): string => `webhook:${id}`;
/** The log does not tell the whole address: its path may be a secret of the receiver. */
const hostOf = ({ url }: Pick<Row, 'url'>): string => new URL(url).host;
const organisationOf = (gazetteer: Gazetteer, code: string) => ({ code, name: gazetteer.get(code)?.name ?? code });

async function answersOf(db: Database, rows: readonly Row[], gazetteer: Gazetteer): Promise<Webhook[]> {
  const messages = await db
    .selectDistinctOn([alertMessages.recipient], {
      recipient: alertMessages.recipient,
      state: alertMessages.state,
      plannedAt: alertMessages.plannedAt,
      settledAt: alertMessages.settledAt,
      reason: alertMessages.reason,
    })
    .from(alertMessages)
    .where(inArray(alertMessages.recipient, rows.map(recipientOf)))
    .orderBy(alertMessages.recipient, desc(alertMessages.id));
  const last = new Map(messages.map((message) => [message.recipient, message]));
  return rows.map((row) => {
    const message = last.get(recipientOf(row));
    return {
      id: row.id,
      organisation: organisationOf(gazetteer, row.organisation),
      url: row.url,
      createdAt: row.createdAt.toISOString(),
      revokedAt: row.revokedAt?.toISOString() ?? null,
      last: message
        ? {
            state: message.state,
            at: (message.settledAt ?? message.plannedAt).toISOString(),
            reason: message.reason,
          }
        : null,
    };
  });
}

/** The addresses of the organisations that the actor administers, the newest first. */
export async function listWebhooks(deps: WebhookDeps, input: { actor: Actor }): Promise<Webhook[]> {
  const gazetteer = await storedGazetteer(deps.db);
  const rows = await deps.db.select().from(webhooks).orderBy(desc(webhooks.id));
  const own = rows.filter(({ organisation }) => administers(gazetteer, input.actor, organisation));
  return answersOf(deps.db, own, gazetteer);
}

/**
 * Adds an address; what messages to it are signed with is told this once. Rejects with `record.not_found`, `webhook.address` for one that is not called out to, `webhook.known` for
 * one that the organisation has, or one too many.
 */
export async function addWebhook(
  deps: WebhookDeps,
  input: z.infer<typeof webhookRequest> & { actor: Actor },
): Promise<z.infer<typeof webhookAdded>> {
  const { actor, organisation } = input;
  const gazetteer = await storedGazetteer(deps.db);
  requireAdministered(gazetteer, actor, organisation);
  const refused = refusedUrl(input.url, deps.named);
  if (refused) throw new WianError('webhook.address', refused);
  const url = new URL(input.url);
  url.hash = '';
  // At least 24 random bytes, and at most 64 ("Signature scheme").
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  const [createdAt, createdBy] = [deps.clock.now(), auditName(actor)];
  const row = await deps.db.transaction(async (tx) => {
    const standing = await tx
      .select()
      .from(webhooks)
      .where(and(eq(webhooks.organisation, organisation), isNull(webhooks.revokedAt)));
    if (standing.length >= MOST || standing.some((one) => one.url === url.href)) throw new WianError('webhook.known');
    const [made] = await tx
      .insert(webhooks)
      .values({ organisation, url: url.href, secret, createdAt, createdBy })
      .returning();
    const detail = { webhook: made!.id, organisation, before: null, after: hostOf(made!) };
    await appendAudit(tx, { at: createdAt, actor: createdBy, action: 'webhook.added', detail });
    return made!;
  });
  const [webhook] = await answersOf(deps.db, [row], gazetteer);
  return { webhook: webhook!, secret };
}

/** One that the actor administers, locked. */
async function lockOwn(tx: Database, { id, actor }: { id: number; actor: Actor }, gazetteer: Gazetteer): Promise<Row> {
  const [row] = await tx.select().from(webhooks).where(eq(webhooks.id, id)).for('update');
  if (!row || !administers(gazetteer, actor, row.organisation)) throw new WianError('record.not_found');
  return row;
}

/** Has a message that says nothing sent to an address, by the ledger as any other. Rejects with `record.not_found`, also for one that was revoked. */
export async function testWebhook(
  deps: WebhookDeps,
  input: { id: number; actor: Actor },
): Promise<{ message: number }> {
  const gazetteer = await storedGazetteer(deps.db);
  const now = deps.clock.now();
  return deps.db.transaction(async (tx) => {
    const row = await lockOwn(tx, input, gazetteer);
    if (row.revokedAt !== null) throw new WianError('record.not_found');
    const { organisation } = row;
    const [message] = await tx
      .insert(alertMessages)
      .values({
        key: `test ${recipientOf(row)} ${randomUUID()}`,
        organisation,
        recipient: recipientOf(row),
        channel: 'webhook',
        kind: 'test',
        content: {
          kind: 'test',
          organisation: organisationOf(gazetteer, organisation),
          day: thaiDay(now),
          lines: [],
          more: 0,
        },
        plannedAt: now,
        notBefore: now,
      })
      .returning({ id: alertMessages.id });
    const detail = { webhook: row.id, organisation, message: message!.id };
    await appendAudit(tx, { at: now, actor: auditName(input.actor), action: 'webhook.tested', detail });
    return { message: message!.id };
  });
}

async function revoke(tx: Database, row: Row, { at, actor, why }: { at: Date; actor: string; why?: string }) {
  await tx.update(webhooks).set({ revokedAt: at }).where(eq(webhooks.id, row.id));
  const detail = {
    webhook: row.id,
    organisation: row.organisation,
    before: hostOf(row),
    after: null,
    ...(why && { why }),
  };
  await appendAudit(tx, { at, actor, action: 'webhook.revoked', detail });
}

/** Nothing is sent to an address any more; one that was revoked stays so. Rejects with `record.not_found`. */
export async function revokeWebhook(deps: WebhookDeps, input: { id: number; actor: Actor }): Promise<Webhook> {
  const gazetteer = await storedGazetteer(deps.db);
  const at = deps.clock.now();
  return deps.db.transaction(async (tx) => {
    const row = await lockOwn(tx, input, gazetteer);
    if (row.revokedAt === null) await revoke(tx, row, { at, actor: auditName(input.actor) });
    const [answer] = await answersOf(tx, [{ ...row, revokedAt: row.revokedAt ?? at }], gazetteer);
    return answer!;
  });
}

/** Revokes the address to which a message (by its key in the ledger) went, since its receiver said that it is gone. */
export async function webhookGone(deps: Pick<Deps, 'db' | 'clock'>, input: { key: string }): Promise<void> {
  const at = deps.clock.now();
  await deps.db.transaction(async (tx) => {
    const [message] = await tx
      .select({ recipient: alertMessages.recipient })
      .from(alertMessages)
      .where(eq(alertMessages.key, input.key));
    const [, id] = /^webhook:(\d+)$/.exec(message?.recipient ?? '') ?? [];
    if (!id) return;
    const [row] = await tx
      .select()
      .from(webhooks)
      .where(eq(webhooks.id, Number(id)))
      .for('update');
    if (row && row.revokedAt === null) await revoke(tx, row, { at, actor: 'wian', why: 'HTTP 410' });
  });
}
