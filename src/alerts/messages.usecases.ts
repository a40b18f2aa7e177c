import { randomUUID } from 'node:crypto';
import { type MessageChannel, messageChannels } from '../../schemas/alerts.js';
import { appendAudit } from '../audit/audit.repo.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { afterQuiet } from '../domain/alerts/quiet.js';
import { messageText } from '../domain/alerts/text.js';
import { thaiDay } from '../domain/calendar.js';
import { type Actor, auditName, organisationOf } from '../people/actor.js';
import type { Delivery, Logger, Notifier } from '../ports.js';
import type { Database } from '../shared/database.js';
import { type ErrorCode, WianError } from '../shared/errors.js';
import {
  type Destination,
  destinationOf,
  goesAnyHour,
  insteadOf,
  type MessageRow,
  mayHaveGone,
  settlement,
} from './messages.models.js';
import {
  changeMessage,
  claim,
  holdAbandoned,
  holdDue,
  holdMessage,
  insertMessage,
  selectWebhooks,
  settleClaimed,
} from './messages.repo.js';
import { officeAlerts, personAlerts } from './settings.repo.js';
import { linesGone, withoutGone } from './withdrawn.js';

export type SendingDeps = Pick<Deps, 'db' | 'clock'> & {
  /** The ways that are set up. */
  notifiers: readonly Notifier[];
  /** Where people open the application, for links. */
  publicUrl?: string | undefined;
  log: Logger;
};

export interface SendingLimits {
  /** Messages of one channel in this sender's hands at once. */
  atOnce?: number;
  /** How long a claim holds; longer than any notifier takes for a message. */
  leaseMs?: number;
  /** Asked before more messages are taken. */
  stopped?: () => boolean;
}

/** What became of the messages of a turn. */
export type Sent = Record<Delivery['outcome'] | 'dropped', number>;

/** Mail servers of offices take few connections from one sender (Microsoft 365: three). */
const AT_ONCE = 3;
/** A notifier gives up after two and a half minutes (`adapters/notify`). */
const LEASE_MS = 5 * 60_000;

/**
 * Sends what is planned and whose time has come, and settles it: each message is claimed in its row before it is sent, so that two senders never send it
 * both. May be killed at any point: what was in its hands is then of unknown outcome, and goes again only by rule (`settlement`). Never logs
 * what a message says, nor to whom.
 */
export async function sendMessages(deps: SendingDeps, limits: SendingLimits = {}): Promise<Sent> {
  const { atOnce = AT_ONCE, leaseMs = LEASE_MS, stopped = () => false } = limits;
  const sent: Sent = { sent: 0, again: 0, failed: 0, unknown: 0, spent: 0, dropped: 0 };
  await giveUp(deps, leaseMs, sent);
  const run = async (channel: MessageChannel): Promise<boolean> => {
    for (let any = false; ; any = true) {
      if (stopped() || !(await round(deps, { channel, atOnce, sent }))) return any;
    }
  };
  // What takes another way, or goes in another's place, may be for a channel that had nothing left.
  while ((await Promise.all(messageChannels.map(run))).includes(true));
  return sent;
}

/** Takes a few messages of a channel and sends them; resolves to whether there were any. */
async function round(
  deps: SendingDeps,
  { channel, atOnce, sent }: { channel: MessageChannel; atOnce: number; sent: Sent },
): Promise<boolean> {
  const { found, claimed, places, dropped } = await deps.db.transaction(async (tx) => {
    const now = deps.clock.now();
    const held = await holdDue(tx, { channel, now, most: atOnce });
    const destinations = await destinationsOf(tx, held);
    const going: number[] = [];
    let nowhere = 0;
    for (const [at, row] of held.entries()) {
      const place = destinations[at]!;
      if (typeof place === 'string') {
        nowhere++;
        await changeMessage(tx, row.id, { state: 'dropped', settledAt: now, reason: place });
      } else if (place.channel !== channel) await changeMessage(tx, row.id, { channel: place.channel });
      else {
        const open = goesAnyHour(row) ? now : afterQuiet(now, place.quiet);
        if (open > now) await changeMessage(tx, row.id, { notBefore: open });
        else going.push(row.id);
      }
    }
    const byId = new Map(held.map((row, at) => [row.id, destinations[at]!]));
    const gone = await linesGone(tx, going);
    const rows = (await claim(tx, going, randomUUID())).map((row) => ({
      ...row,
      content: withoutGone(row.content, gone.get(row.id) ?? []),
    }));
    return { found: held.length, claimed: rows, places: byId, dropped: nowhere };
  });
  sent.dropped += dropped;
  await Promise.all(claimed.map((row) => sendOne(deps, row, places.get(row.id) as Destination, sent)));
  return found > 0;
}

/** Where each of these messages goes by now. */
async function destinationsOf(db: Database, rows: readonly MessageRow[]): Promise<(Destination | ErrorCode)[]> {
  if (rows.length === 0) return [];
  const codes = [...new Set(rows.map(({ organisation }) => organisation))];
  const offices = await officeAlerts(db, codes);
  const members = await personAlerts(db, codes);
  const idOf = ({ recipient }: MessageRow) => Number(recipient.slice(recipient.indexOf(':') + 1));
  const isHook = ({ recipient }: MessageRow) => recipient.startsWith('webhook:');
  const hooks = await selectWebhooks(db, rows.filter(isHook).map(idOf));
  return rows.map((row) => {
    if (!isHook(row))
      return destinationOf(row, members.get(row.organisation)?.get(idOf(row)), offices.get(row.organisation)!);
    const hook = hooks.get(idOf(row));
    if (hook?.organisation !== row.organisation) return 'message.left';
    return { channel: 'webhook', to: hook.url, secret: hook.secret, quiet: null, email: null };
  });
}

async function sendOne(deps: SendingDeps, row: MessageRow, place: Destination, sent: Sent): Promise<void> {
  const notifier = deps.notifiers.find(({ channel }) => channel === place.channel);
  const delivery = await deliver(deps, row, place, notifier);
  sent[delivery.outcome]++;
  const now = deps.clock.now();
  const { quiet, email } = place;
  const repeatable = notifier?.repeatable ?? false;
  const change = { ...settlement(row, delivery, { now, quiet, repeatable }), to: place.to };
  const settled = await deps.db.transaction(async (tx) => {
    if (!(await settleClaimed(tx, row, change))) return false;
    if (delivery.outcome === 'spent' && place.channel !== 'email' && email !== null)
      await insertMessage(tx, insteadOf(row, now));
    return true;
  });
  const fields = { message: row.id, channel: place.channel, outcome: delivery.outcome };
  if (!settled) deps.log.warn('alerts: a message was settled otherwise while it was sent', fields);
  else if (delivery.outcome !== 'sent')
    deps.log.warn('alerts: a message did not go', { ...fields, state: change.state });
}

async function deliver(
  deps: SendingDeps,
  row: MessageRow,
  place: Destination,
  notifier: Notifier | undefined,
): Promise<Delivery> {
  if (!notifier) return { outcome: 'spent', reason: 'message.spent' };
  const { key, content } = row;
  let words: ReturnType<typeof messageText>;
  try {
    const repeated = mayHaveGone(row) && !notifier.repeatable;
    words = messageText(content, { on: thaiDay(deps.clock.now()), publicUrl: deps.publicUrl, repeated });
  } catch {
    return { outcome: 'failed', reason: 'message.unwritten' satisfies ErrorCode };
  }
  const { subject, text, html, short } = words;
  const { to, secret } = place;
  const message = { key, tried: row.attempts - 1, to, ...(secret && { secret }), subject, html, content };
  try {
    return await notifier.send({ ...message, text: place.channel === 'line' ? short : text });
  } catch (error) {
    // A notifier answers whatever happens; one that does not leaves nobody knowing.
    return { outcome: 'unknown', reason: error instanceof Error ? error.name : 'error' };
  }
}

/** Settles what a sender has had for too long: it was killed, and nobody knows how far it came. */
async function giveUp(deps: SendingDeps, leaseMs: number, sent: Sent): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const abandoned = await holdAbandoned(tx, leaseMs);
    const places = await destinationsOf(tx, abandoned);
    for (const [at, row] of abandoned.entries()) {
      const place = places[at]!;
      const { repeatable = false } = deps.notifiers.find(({ channel }) => channel === row.channel) ?? {};
      const quiet = typeof place === 'string' ? null : place.quiet;
      const delivery = { outcome: 'unknown', reason: 'sender gone' } as const;
      await changeMessage(tx, row.id, settlement(row, delivery, { now: deps.clock.now(), quiet, repeatable }));
      sent.unknown++;
      deps.log.warn('alerts: a sender went away with a message', { message: row.id, channel: row.channel });
    }
  });
}

/**
 * What a person says of a message of which nobody knows whether it went, or which failed: that it was `sent` (of the former), or that it shall go
 * `again`; then it starts anew, at once outside the quiet hours. Rejects with `record.not_found` where it is another organisation's, and with
 * `message.settled` where there is nothing to say.
 */
export async function resolveMessage(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: { actor: Actor; id: number; as: 'sent' | 'again' },
): Promise<void> {
  const { actor, id, as } = input;
  await deps.db.transaction(async (tx) => {
    const row = await holdMessage(tx, id);
    const mine = organisationOf(actor);
    if (!row || (mine !== null && row.organisation !== mine)) throw new WianError('record.not_found', `message ${id}`);
    const { state, organisation } = row;
    if (state !== 'unknown' && !(state === 'failed' && as === 'again')) throw new WianError('message.settled');
    const now = deps.clock.now();
    if (as === 'sent') await changeMessage(tx, id, { state: 'sent', settledAt: now, claimedBy: null });
    else
      await changeMessage(tx, id, { state: 'planned', notBefore: now, settledAt: null, claimedBy: null, attempts: 0 });
    await appendAudit(tx, {
      at: now,
      actor: auditName(actor),
      action: 'alerts.message_resolved',
      detail: { message: id, organisation, before: state, after: as === 'sent' ? 'sent' : 'planned' },
    });
  });
}
