import { z } from 'zod';
import { messageItem, messagesQuery } from './alerts.js';
import { isoDate } from './common.js';

/** What whoever runs the installation asks of alerts, over all of its organisations: `wian alerts`. */

/** What a turn of the planner did: letters whose duties were worked out anew, lines written down as told, messages that are to be sent. */
export const plannedAnswer = z.object({ letters: z.int(), alerts: z.int(), messages: z.int() });
export type PlannedAnswer = z.infer<typeof plannedAnswer>;

export const ledgerQuery = z.object({
  state: messagesQuery.shape.state,
  organisation: z.string().max(200).optional(),
  most: z.coerce.number().int().min(1).max(999_999_999).default(100),
});
/** A message and what became of it, never what it said; `recipient` as the ledger names it (`person:3`, `webhook:1`). */
export const ledgerRow = messageItem
  .pick({ id: true, channel: true, kind: true, recipient: true, state: true, attempts: true, reason: true })
  .extend({
    organisation: z.string(),
    plannedAt: z.string(),
    notBefore: z.string(),
    settledAt: z.string().nullable(),
  });
export type LedgerRow = z.infer<typeof ledgerRow>;

export const loginPreviewQuery = z.object({
  login: z.string().max(200),
  organisation: z.string().max(200),
  day: isoDate.optional(),
});
