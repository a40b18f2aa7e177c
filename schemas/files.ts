import { z } from 'zod';
import { fileStatus } from './api.js';
import { isoDate } from './common.js';
import { recordedError } from './page.js';

/** What an office has taken in, and how far the reading of it has come. */

/** A number in the office's register of received letters: `๑๒๓/๒๕๖๙`; `year` is the Buddhist one. */
export const registerNumber = z.object({ number: z.int(), year: z.int() });
export type RegisterNumber = z.infer<typeof registerNumber>;

/** How far a file has come; what the stream of events tells of it. `name` is the office's own; `pagesEnded`: read, or recorded as failed (`pagesFailed`). */
export const fileState = z.object({
  receipt: z.int(),
  name: z.string(),
  status: fileStatus,
  pages: z.int(),
  pagesEnded: z.int(),
  pagesFailed: z.int(),
  error: recordedError.nullable(),
});
export type FileState = z.infer<typeof fileState>;

/**
 * A file of the office that this one may be another scan of: by number, date and issuer of its first letter (`reference`), or by its subject and
 * date with a number that is near or not read (`subject`).
 */
export const rescanOffer = z.object({
  of: z.int(),
  name: z.string(),
  why: z.enum(['reference', 'subject']),
  reference: z.string().nullable(),
  date: isoDate.nullable(),
  registered: z.array(registerNumber),
});
export type RescanOffer = z.infer<typeof rescanOffer>;

/** A file as an office took it in. `rescanOf`: the file that a person said this is another scan of; `offers`: what is still to be answered. */
export const heldFile = z.object({
  ...fileState.shape,
  bytes: z.int(),
  uploadedAt: z.iso.datetime(),
  uploadedBy: z.string(),
  letters: z.int(),
  registered: z.array(registerNumber),
  rescanOf: z.int().nullable(),
  offers: z.array(rescanOffer),
});
export type HeldFile = z.infer<typeof heldFile>;

/** The newest first; `limits` are those above which an upload is refused. */
export const heldFilesAnswer = z.object({ files: z.array(heldFile), limits: z.object({ bytes: z.int() }) });
export type HeldFilesAnswer = z.infer<typeof heldFilesAnswer>;

/** `follow=false`: what stands now, and the end. */
export const fileEventsQuery = z.object({ follow: z.enum(['true', 'false']).default('true') });

/** `receipt`: of one file alone. */
export const heldFilesQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  receipt: z.coerce.number().int().min(1).optional(),
});

/** A clerk's answer to an offer: whether the file is another scan of `of`. */
export const rescanAnswer = z.object({ of: z.int().min(1), same: z.boolean() });
export type RescanAnswer = z.infer<typeof rescanAnswer>;
