import { z } from 'zod';

/** What comes in by itself: by the watched folder and by the mailbox. */

export const inboundSources = ['folder', 'imap'] as const;
/**
 * `received`: kept, its attachments are still to be taken in; `taken`: all of it is in; `known`: the same mail was here before; `failed`: it, or something that hung on
 * it, could not be taken.
 */
export const inboundStates = ['received', 'taken', 'known', 'failed'] as const;

const failure = z.object({ code: z.string(), message: z.string() });

export const inboundPart = z.object({
  name: z.string(),
  bytes: z.int(),
  receipt: z.int().nullable(),
  error: failure.nullable(),
});
export const inboundItem = z.object({
  id: z.int(),
  source: z.enum(inboundSources),
  box: z.string(),
  name: z.string(),
  sender: z.string().nullable(),
  arrivedAt: z.iso.datetime().nullable(),
  takenAt: z.iso.datetime(),
  bytes: z.int(),
  status: z.enum(inboundStates),
  error: failure.nullable(),
  parts: z.array(inboundPart),
  /** Whether it can be tried again: its content is kept here. */
  kept: z.boolean(),
});
export type InboundItem = z.infer<typeof inboundItem>;

/** A mailbox or folder and how it stands. `error`: what went wrong when it was last looked into. */
export const inboundVisit = z.object({
  source: z.enum(inboundSources),
  box: z.string(),
  lookedAt: z.iso.datetime().nullable(),
  error: failure.extend({ at: z.iso.datetime() }).nullable(),
});
export const inboundAnswer = z.object({ visits: z.array(inboundVisit), items: z.array(inboundItem) });
export type InboundAnswer = z.infer<typeof inboundAnswer>;

/** The newest first, those before `before`. */
export const inboundQuery = z.object({
  failed: z.enum(['true', 'false']).default('false'),
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const inboundParams = z.object({ id: z.coerce.number().int().min(1) });
