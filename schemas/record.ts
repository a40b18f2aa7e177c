import { z } from 'zod';
import { alternative, evidence, isoDate, judged, probability, secrecy, speed, warning } from './common.js';
import { resolution } from './organisations.js';
import { pageSource, recordedError, region } from './page.js';

/** The record contract: what one reading of a circular prints, one JSON object a file. Names and meanings do not change. */

/** เลขที่หนังสือ. `normalized` in Arabic digits, one space after the code and after ว, no padding: `มท 0810.7/ว 524`. */
export const reference = z.object({
  raw: z.string(),
  normalized: z.string().nullable(),
  code: z.string().nullable(),
  unit: z.string().nullable(),
  series: z.string().nullable(),
  number: z.string().nullable(),
  suffix: z.string().nullable(),
  circular: z.boolean(),
});
export type Reference = z.infer<typeof reference>;

/** A letter named by another: อ้างถึง, or a copy under สิ่งที่ส่งมาด้วย. */
export const citation = z.object({
  issuer: z.string().nullable(),
  reference: z.string().nullable(),
  date: isoDate.nullable(),
  speed: speed.nullable(),
  text: z.string(),
});
export type Citation = z.infer<typeof citation>;

export const level = z.enum(['central', 'province', 'district', 'local', 'other']);
export const issuer = z.object({ name: z.string(), level, province: z.string().nullable() });
export type Issuer = z.infer<typeof issuer>;

/**
 * `one` office, `all` of a class (ทุก…, or a bare class title), or those of an `annex` (ตามบัญชีแนบ). `resolved`: the organisations that
 * these words stand for in this letter.
 */
export const recipient = z.object({
  text: z.string(),
  scope: z.enum(['one', 'all', 'annex']),
  resolved: resolution.optional(),
  ...judged,
});
export type Recipient = z.infer<typeof recipient>;

export const referenceCitation = z.object({ ...citation.shape, ...judged });
export const enclosure = z.object({ text: z.string(), citation: citation.nullable(), ...judged });
export type Enclosure = z.infer<typeof enclosure>;

/**
 * A day until which, or on which, something must be done. `date` is the last day that still counts. It is null where the
 * letter counts from an event (`relative`), repeats (`recurrence`, RFC 5545) or only urges (`urgency`).
 */
export const deadline = z.object({
  date: isoDate.nullable(),
  time: z
    .string()
    .regex(/^([01]\d|2[0-4]):[0-5]\d$/)
    .nullable(),
  kind: z.enum(['due', 'window', 'event']),
  binds: z.enum(['recipient', 'applicant', 'relay']),
  optional: z.boolean(),
  from: isoDate.nullable(),
  text: z.string(),
  /** `months` where the letter counts in months: those are counted by the calendar, and `days` is only about as long. */
  relative: z
    .object({
      days: z.int(),
      working: z.boolean(),
      from: z.enum(['receipt', 'letter-date']),
      months: z.int().optional(),
    })
    .optional(),
  recurrence: z.string().optional(),
  urgency: z.string().optional(),
  supersedes: z
    .object({ date: isoDate.nullable(), citation: citation.nullable(), change: z.enum(['extend', 'move', 'cancel']) })
    .optional(),
  ...judged,
});
export type Deadline = z.infer<typeof deadline>;

/** A receive stamp (ตรารับหนังสือ, สารบรรณ แบบที่ 12). */
export const received = z.object({
  office: z.string().nullable(),
  number: z.string().nullable(),
  date: isoDate.nullable(),
  time: z.string().nullable(),
  ...judged,
});
export type Received = z.infer<typeof received>;

export const actionKind = z.enum(['inform', 'consider', 'act', 'comply', 'relay', 'report', 'attend']);

export const letterKind = z.enum([
  'external',
  'memorandum',
  'stamped',
  'order',
  'announcement',
  'certificate',
  'attachment',
]);
export type LetterKind = z.infer<typeof letterKind>;

/** [first, last], 1-based. */
const pages = z.tuple([z.int().min(1), z.int().min(1)]);

/** One letter of a bundle, or (kind `attachment`) what travels with it. */
export const letter = z.object({
  kind: letterKind,
  pages,
  title: z.string().nullable().optional(),
  reference: reference.nullable(),
  date: isoDate.nullable(),
  speed: speed.nullable(),
  secrecy: secrecy.nullable(),
  issuer: issuer.nullable(),
  subject: z.string().nullable(),
  recipients: z.array(recipient),
  references: z.array(referenceCitation),
  /** Letters that the text itself cites with number or date (ได้รับหนังสือ … ที่ … ลงวันที่ …); not part of อ้างถึง. */
  mentions: z.array(referenceCitation).optional(),
  enclosures: z.array(enclosure),
  copies_to: z.array(z.string()),
  action: z.object({ kind: actionKind, submit_to: z.string().nullable() }).nullable(),
  deadlines: z.array(deadline),
  relay: z.object({ received_from: z.array(z.string()), forward_to: z.array(z.string()) }),
  signer: z.object({ name: z.string().nullable(), position: z.string().nullable() }).nullable(),
  contact: z
    .object({
      office: z.string().nullable(),
      phones: z.array(z.string()),
      email: z.string().nullable(),
      persons: z.array(z.string()),
    })
    .nullable(),
  received: z.array(received),
  links: z.array(z.object({ url: z.string(), from: z.enum(['text', 'qr']) })),
  confidence: z.record(z.string(), probability),
  evidence: z.record(z.string(), z.array(evidence)),
  alternatives: z.record(z.string(), z.array(alternative)),
  warnings: z.array(warning),
  /** Fields whose value is not what was read of the pages: `exchange` is what the sender stated in an electronic message. */
  provenance: z.record(z.string(), z.enum(['exchange'])).optional(),
});
export type Letter = z.infer<typeof letter>;

/** A page as exported: its printed text alone. */
export const page = z.object({
  number: z.int().min(1),
  source: pageSource,
  text: z.string(),
  confidence: probability,
  regions: z.array(region),
  error: recordedError.optional(),
});

/** One file, read. */
export const fileRecord = z.object({
  file: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  pages: z.int().min(0),
  page: z.array(page),
  letters: z.array(letter),
  warnings: z.array(warning),
});
export type FileRecord = z.infer<typeof fileRecord>;

/** The line of a file that could not be read. */
export const fileFailure = z.object({ file: z.string(), sha256: z.string().optional(), error: recordedError });
export type FileFailure = z.infer<typeof fileFailure>;
