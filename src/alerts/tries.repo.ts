import { and, count, eq, gt } from 'drizzle-orm';
import type { MessageChannel } from '../../schemas/alerts.js';
import { thaiDay } from '../domain/calendar.js';
import { storedGazetteer } from '../people/gazetteers.js';
import type { Database } from '../shared/database.js';
import { WianError } from '../shared/errors.js';
import { alertMessages } from './ledger.table.js';
import type { Person, SettingsDeps } from './settings.usecases.js';

/** In a day: more would make this wian a means of sending mail to strangers. */
const MOST_A_DAY = 10;
const DAY_MS = 24 * 3_600_000;

/** The person as the ledger names them. */
export const recipientOf = ({ id }: Pick<Person, 'id'>): string => `person:${id}`;

/**
 * Plans a message that tries a way, to go at once whatever the hour: the person waits for it. With `to` and `code`: to an address that is not known to be theirs. Resolves to its
 * number. Rejects with `request.too_many`.
 */
export async function planTry(
  deps: SettingsDeps,
  tx: Database,
  actor: Person,
  of: { channel: Exclude<MessageChannel, 'webhook'>; to?: string; code?: string },
): Promise<number> {
  const { organisation } = actor;
  const now = deps.clock.now();
  const recipient = recipientOf(actor);
  const recent = and(
    eq(alertMessages.recipient, recipient),
    eq(alertMessages.kind, 'test'),
    gt(alertMessages.plannedAt, new Date(now.getTime() - DAY_MS)),
  );
  const [row] = await tx.select({ number: count() }).from(alertMessages).where(recent);
  if (row!.number >= MOST_A_DAY) throw new WianError('request.too_many');
  const name = (await storedGazetteer(deps.db, tx)).get(organisation)?.name ?? organisation;
  const about = of.code === undefined ? 'test' : 'address';
  const [planned] = await tx
    .insert(alertMessages)
    .values({
      key: `${about} ${recipient} ${organisation} ${now.toISOString()} ${row!.number}`,
      organisation,
      recipient,
      channel: of.channel,
      kind: 'test',
      content: {
        kind: 'test',
        organisation: { code: organisation, name },
        day: thaiDay(now),
        lines: [],
        more: 0,
        ...(of.code !== undefined && { code: of.code }),
      },
      plannedAt: now,
      notBefore: now,
      ...(of.to !== undefined && { to: of.to }),
    })
    .returning({ id: alertMessages.id });
  return planned!.id;
}
