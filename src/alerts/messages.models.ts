import type { MessageChannel, OfficeAlertSettings } from '../../schemas/alerts.js';
import { afterQuiet, type QuietHours } from '../domain/alerts/quiet.js';
import type { Delivery } from '../ports.js';
import type { ErrorCode } from '../shared/errors.js';
import type { alertMessages } from './ledger.table.js';
import { memberRecipient } from './recipients.models.js';
import type { MemberAlerts } from './settings.models.js';

/** Where a message goes, and what becomes of it: worked out from rows and answers, no I/O. */

export type MessageRow = typeof alertMessages.$inferSelect;

/** Of what is changed in a row when it is settled. */
export type MessageChange = Partial<
  Pick<
    MessageRow,
    'state' | 'channel' | 'notBefore' | 'settledAt' | 'reason' | 'to' | 'providerId' | 'claimedBy' | 'attempts'
  >
>;

/** Where a message goes now. `email`: where it goes when its own way takes no more. */
export interface Destination {
  channel: MessageChannel;
  to: string;
  secret?: string;
  quiet: QuietHours | null;
  email: string | null;
}

const MINUTE_MS = 60_000;
/** Waits before the next try; when they are used up it has failed. */
const WAITS_MS = [1, 5, 30, 120].map((minutes) => minutes * MINUTE_MS);
/** LINE forgets a retry key after a day: less of it is left the later a message was first tried, but it never is tried before it was planned. */
const REPEATABLE_MS = 23 * 60 * MINUTE_MS;

const UNKNOWN = 'message.unknown' satisfies ErrorCode;
/** Whether a try before is of unknown outcome: then it may be the second of its kind. */
export const mayHaveGone = ({ reason }: Pick<MessageRow, 'reason'>): boolean => reason?.startsWith(UNKNOWN) ?? false;
/** A reason that keeps in mind that an earlier try may have gone. */
const reasonAfter = (row: Pick<MessageRow, 'reason'>, reason: string | null): string | null =>
  mayHaveGone(row) ? (reason === null ? UNKNOWN : `${UNKNOWN}: ${reason}`) : reason;

/**
 * Where a message to a person goes by what they set by now, not by what they had set when it was planned: one that goes
 * in another's place stays an e-mail. A code of the catalogue where it goes nowhere.
 */
export function destinationOf(
  row: Pick<MessageRow, 'content' | 'to' | 'insteadOf'>,
  member: MemberAlerts | undefined,
  office: OfficeAlertSettings,
): Destination | ErrorCode {
  if (!member) return 'message.left';
  const { channel, quiet } = memberRecipient(member, office);
  const { email, way } = member.settings;
  // The address to which a code goes is not yet known to be theirs.
  if (row.content.code !== undefined && row.to !== null) return { channel: 'email', to: row.to, quiet, email: null };
  if (row.insteadOf !== null || channel === 'email')
    return email === null ? 'message.no_address' : { channel: 'email', to: email, quiet, email };
  if (channel === null || member.lineUser === null)
    return way === 'app' ? 'message.in_application' : 'message.no_address';
  return { channel, to: member.lineUser, quiet, email };
}

/** Whether a message goes in quiet hours too: what cannot wait once it has been planned, and what somebody asked for who sits there and waits. */
export const goesAnyHour = ({ pressing, kind }: Pick<MessageRow, 'pressing' | 'kind'>): boolean =>
  pressing || kind === 'test';

/** What the settling of a try hangs on. */
export interface Circumstances {
  now: Date;
  quiet: QuietHours | null;
  /** Of the way it was sent by (see `Notifier`). */
  repeatable: boolean;
}

/**
 * What becomes of a message after a try that ended so. What did not go is tried four times more, each time later, and not in quiet hours unless it cannot
 * wait. Of what nobody knows whether it went: again under its key where that is known to do no harm; where it cannot wait, once more, said to be
 * sent again; else a person has to say.
 */
export function settlement(
  row: Pick<MessageRow, 'attempts' | 'pressing' | 'kind' | 'plannedAt' | 'reason'>,
  delivery: Delivery,
  { now, quiet, repeatable }: Circumstances,
): MessageChange {
  const wait = WAITS_MS[row.attempts - 1];
  const later = (ms: number) => {
    const at = new Date(now.getTime() + ms);
    return goesAnyHour(row) ? at : afterQuiet(at, quiet);
  };
  switch (delivery.outcome) {
    case 'sent':
      return { state: 'sent', settledAt: now, providerId: delivery.id, reason: reasonAfter(row, null) };
    case 'again': {
      const reason = reasonAfter(row, delivery.reason);
      if (wait === undefined) return { state: 'failed', settledAt: now, reason };
      return { state: 'planned', notBefore: later(Math.max(wait, delivery.afterMs ?? 0)), reason };
    }
    case 'unknown': {
      const reason = `${UNKNOWN}: ${delivery.reason}`;
      const byRule = repeatable
        ? now.getTime() - row.plannedAt.getTime() < REPEATABLE_MS
        : row.pressing && !mayHaveGone(row);
      if (byRule && wait !== undefined) return { state: 'planned', notBefore: later(wait), reason };
      return { state: 'unknown', settledAt: now, reason };
    }
    case 'failed':
      return { state: 'failed', settledAt: now, reason: reasonAfter(row, delivery.reason) };
    case 'spent':
      return { state: 'dropped', settledAt: now, reason: reasonAfter(row, 'message.spent' satisfies ErrorCode) };
  }
}

/** The message that goes by e-mail in the place of one whose own way takes no more. */
export function insteadOf(row: MessageRow, now: Date): typeof alertMessages.$inferInsert {
  const { id, key, organisation, recipient, kind, content, pressing, plannedAt } = row;
  return {
    key: `${key} by email`,
    organisation,
    recipient,
    channel: 'email',
    kind,
    content,
    pressing,
    plannedAt,
    notBefore: now,
    insteadOf: id,
    reason: reasonAfter(row, null),
  };
}
