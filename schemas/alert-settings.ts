import { z } from 'zod';
import { organisationName, role } from './access.js';
import { messageItem, officeAlertSettings, personAlertSettings } from './alerts.js';

/** Setting alerts, over the API: an organisation's, and a person's own. */

/** Who can be named: members by whom letters are read. */
export const alertMember = z.object({ id: z.int(), name: z.string(), roles: z.array(role) });
export type AlertMember = z.infer<typeof alertMember>;

/** `settings` are put in the place of those that stand, all of them. */
export const officeAlertsAnswer = z.object({
  organisation: organisationName,
  settings: officeAlertSettings,
  members: z.array(alertMember),
});
export type OfficeAlertsAnswer = z.infer<typeof officeAlertsAnswer>;

/** An address is no part of it: it is set by showing that it is one's own (`addressRequest`). */
export const personAlertsChange = personAlertSettings.omit({ email: true });
export type PersonAlertsChange = z.infer<typeof personAlertsChange>;

/**
 * `settings.email`: the address that was shown to be the caller's. `toShow`: one to which a code was sent that still works. `office`: what holds for what
 * is as the organisation has it. `line`: whether LINE is linked.
 */
export const personAlertsAnswer = z.object({
  settings: personAlertSettings,
  toShow: z.object({ email: z.string(), expiresAt: z.string() }).nullable(),
  office: officeAlertSettings.pick({ ahead: true, digestAt: true, quiet: true }),
  line: z.boolean(),
});
export type PersonAlertsAnswer = z.infer<typeof personAlertsAnswer>;

export const addressRequest = z.object({ email: z.email().max(254) });
export const addressCodeRequest = z.object({
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/),
});

/** The last message that was sent to try one's own way, a code among them; null where there is none. */
export const testAnswer = z.object({ last: messageItem.nullable() });
export const testRequest = z.object({ way: z.enum(['email', 'line']) });
export const messageParams = z.object({ id: z.coerce.number().int().min(1).max(2_147_483_647) });
