import { z } from 'zod';

/** The LINE of a person: linked to them by a code that they send as a message to the LINE account of this wian. */

/** Of which code letters are: none that is taken for another. */
export const LINE_CODE_LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
export const LINE_CODE_LENGTH = 12;

/** As people look it up in LINE. `basicId`: begins with `@`. */
export const lineAccount = z.object({ basicId: z.string(), name: z.string() });
export type LineAccount = z.infer<typeof lineAccount>;

/**
 * `available`: whether this wian has a LINE account at all. `account`: null where it has none, or LINE does not say now. `linked`: whether the caller's LINE is linked
 * for the organisation that they act for.
 */
export const lineAnswer = z.object({
  available: z.boolean(),
  account: lineAccount.nullable(),
  linked: z.boolean(),
  linkedAt: z.string().nullable(),
});
export type LineAnswer = z.infer<typeof lineAnswer>;

/** `code` is shown this once. `open`: an address that opens LINE with the code written already; null where the account is not known. */
export const lineCodeAnswer = z.object({
  code: z.string(),
  expiresAt: z.string(),
  account: lineAccount.nullable(),
  open: z.string().nullable(),
});
export type LineCodeAnswer = z.infer<typeof lineCodeAnswer>;

/** What LINE tells of one event, as far as it is used here; others are passed over (Messaging API reference, "Webhook Event Objects"). */
export const lineEvent = z.object({
  type: z.string(),
  /** `standby`: another program answers for the account now. */
  mode: z.string().optional(),
  /** Milliseconds since 1970. */
  timestamp: z.number(),
  source: z.object({ type: z.string(), userId: z.string().optional() }).optional(),
  replyToken: z.string().optional(),
  message: z.object({ type: z.string(), text: z.string().optional() }).optional(),
});
export type LineEvent = z.infer<typeof lineEvent>;
/** Each is looked at by itself: LINE adds kinds of events that hold other things. */
export const lineEvents = z.object({ events: z.unknown().array() });
