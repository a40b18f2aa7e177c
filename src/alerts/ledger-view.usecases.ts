import type { z } from 'zod';
import { type MessageItem, messageStates, type messagesAnswer, type messagesQuery } from '../../schemas/alerts.js';
import { appendAudit } from '../audit/audit.repo.js';
import { type Actor, auditName } from '../people/actor.js';
import { namesOf } from '../people/names.js';
import { errorCatalogue, WianError } from '../shared/errors.js';
import { shortened } from './address.usecases.js';
import {
  countMessages,
  findMessage,
  lastTry,
  type ShownMessage,
  selectMessages,
  webhookHosts,
} from './ledger-view.repo.js';
import { lockPreferences } from './settings.repo.js';
import { personOf, type SettingsDeps } from './settings.usecases.js';
import { planTry, recipientOf } from './tries.repo.js';

/** What left this wian for an organisation, or should have: to whom and what became of it, never what it said. */

/** Enough of an address to tell it from another: a person's mail is their own, LINE's names tell nothing, and a webhook's path may be its secret. */
function addressOf({ channel, to }: ShownMessage): string | null {
  if (to === null || channel === 'line') return null;
  return channel === 'email' ? shortened(to) : (URL.parse(to)?.host ?? null);
}

/** Why it did not go, in words, where the ledger has a code with or without what the other side said. */
function reasonOf(reason: string | null): string | null {
  const [code = '', ...rest] = reason?.split(': ') ?? [];
  if (!Object.hasOwn(errorCatalogue, code)) return reason;
  const { th } = errorCatalogue[code as keyof typeof errorCatalogue];
  return [th, ...rest].join(': ');
}

async function itemsOf(
  { db }: SettingsDeps,
  organisation: string,
  rows: readonly ShownMessage[],
): Promise<MessageItem[]> {
  const names = await namesOf(
    db,
    rows.map(({ recipient }) => recipient),
  );
  const hosts = await webhookHosts(db, organisation);
  return rows.map((row) => ({
    ...row,
    recipient: names.get(row.recipient) ?? hosts.get(row.recipient) ?? row.recipient,
    to: addressOf(row),
    reason: reasonOf(row.reason),
    plannedAt: row.plannedAt.toISOString(),
    notBefore: row.notBefore.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
  }));
}

/** The messages of the caller's organisation, with how many are in which state. */
export async function listMessages(
  deps: SettingsDeps,
  input: z.infer<typeof messagesQuery> & { actor: Actor },
): Promise<z.infer<typeof messagesAnswer>> {
  const { organisation } = personOf(input.actor);
  const rows = await selectMessages(deps.db, organisation, input);
  const found = await countMessages(deps.db, organisation);
  const counts = Object.fromEntries(messageStates.map((state) => [state, found.get(state) ?? 0])) as z.infer<
    typeof messagesAnswer
  >['counts'];
  const all = [...found.values()].reduce((sum, number) => sum + number, 0);
  return {
    items: await itemsOf(deps, organisation, rows),
    total: input.state === undefined ? all : counts[input.state],
    counts,
  };
}

/** One message of the caller's organisation. Rejects with `record.not_found`. */
export async function showMessage(deps: SettingsDeps, input: { actor: Actor; id: number }): Promise<MessageItem> {
  const { organisation } = personOf(input.actor);
  const row = await findMessage(deps.db, organisation, input.id);
  if (!row) throw new WianError('record.not_found', `message ${input.id}`);
  return (await itemsOf(deps, organisation, [row]))[0]!;
}

/** What became of the last message by which the caller tried a way, at the organisation that they act for. */
export async function showTest(deps: SettingsDeps, input: { actor: Actor }): Promise<{ last: MessageItem | null }> {
  const actor = personOf(input.actor);
  const row = await lastTry(deps.db, actor.organisation, recipientOf(actor));
  return { last: row && (await itemsOf(deps, actor.organisation, [row]))[0]! };
}

/**
 * Has a message sent to the caller that holds no letter, to see whether a way works. Rejects with `alert.way_unready` where nothing can reach them by it, and
 * with `request.too_many`.
 */
export async function sendTest(
  deps: SettingsDeps,
  input: { actor: Actor; way: 'email' | 'line' },
): Promise<{ last: MessageItem | null }> {
  const actor = personOf(input.actor);
  const { id: person, organisation } = actor;
  await deps.db.transaction(async (tx) => {
    const row = await lockPreferences(tx, { person, organisation });
    const ready = input.way === 'email' ? row?.settings.email : row?.lineUser;
    if (!ready) throw new WianError('alert.way_unready');
    const message = await planTry(deps, tx, actor, { channel: input.way });
    const detail = { organisation, message, way: input.way };
    await appendAudit(tx, { at: deps.clock.now(), actor: auditName(actor), action: 'alerts.test', detail });
  });
  return showTest(deps, input);
}
