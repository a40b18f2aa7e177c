import { z } from 'zod';
import { messageStates } from './alerts.js';
import { organisationRef } from './organisations.js';

/** Addresses of other programs to which an organisation has its alerts sent (see `docs/webhooks.md`). */

/** The last message to an address: what became of it, and when. */
const lastMessage = z.object({ state: z.enum(messageStates), at: z.string(), reason: z.string().nullable() });

export const webhook = z.object({
  id: z.int(),
  organisation: organisationRef,
  url: z.string(),
  createdAt: z.string(),
  revokedAt: z.string().nullable(),
  last: lastMessage.nullable(),
});
export type Webhook = z.infer<typeof webhook>;

export const webhookRequest = z.object({ organisation: z.string().max(20), url: z.string().trim().max(2000) });
/** `secret`: `whsec_…`, shown this once. */
export const webhookAdded = z.object({ webhook, secret: z.string() });
export const webhookParams = z.object({ id: z.coerce.number().int().min(1).max(2_147_483_647) });
/** `message`: in the ledger, where what becomes of it is shown. */
export const webhookTested = z.object({ message: z.int() });
