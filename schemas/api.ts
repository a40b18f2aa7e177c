import { z } from 'zod';
import { isoDate, problem } from './common.js';
import { deadlineChange, deadlineState, resolved } from './due.js';
import { families } from './families.js';
import { organisationKind, organisationRef } from './organisations.js';
import { recordedError } from './page.js';
import { deadline, fileFailure, fileRecord, letter } from './record.js';

/** The first API shapes: what `wian start` answers, and what the commands ask of a running server. */

/** How far a file has come. Each names the last stage that ended; `failed` is the end of one that never will. */
export const fileStatuses = ['received', 'inspected', 'reading', 'composed', 'linked', 'done', 'failed'] as const;
export const fileStatus = z.enum(fileStatuses);
export type FileStatus = z.infer<typeof fileStatus>;

/**
 * The answer to an upload. `known`: this office had the same content before; `receipt` is then the one it already has, and `registered` the numbers
 * that its letters have in the office's register of received letters.
 */
export const uploadAnswer = z.object({
  receipt: z.int(),
  sha256: z.string(),
  known: z.boolean(),
  registered: z.array(z.object({ number: z.int(), year: z.int() })),
});
export type UploadAnswer = z.infer<typeof uploadAnswer>;
export const uploadQuery = z.object({
  name: z.string().min(1).max(1000),
  priority: z.enum(['upload', 'import']).default('upload'),
});

/** A file in the list; `sha256` is null for an upload that was refused, whose content was not kept. */
export const circularSummary = z.object({
  receipt: z.int(),
  name: z.string(),
  sha256: z.string().nullable(),
  bytes: z.int(),
  status: fileStatus,
  pages: z.int(),
  pagesRead: z.int(),
  pagesFailed: z.int(),
  error: recordedError.nullable(),
  letters: z.array(letter),
});
export type CircularSummary = z.infer<typeof circularSummary>;

/** How far a file has come. `pagesEnded`: read, or recorded as failed. */
export const fileProgress = z.object({
  receipt: z.int(),
  name: z.string(),
  status: fileStatus,
  pages: z.int(),
  pagesEnded: z.int(),
});
export type FileProgress = z.infer<typeof fileProgress>;

/**
 * A deadline with the letter that states it (`<receipt>#<n>`), the day it falls on and how that was found, and the days and working days left until then:
 * negative once it has passed. `first`: no other deadline of the letter binds the same people earlier. `changes`: what later letters did to it, the earliest first.
 */
export const deadlineItem = z.object({
  key: z.string(),
  letter,
  deadline,
  daysLeft: z.int().nullable(),
  workingDaysLeft: z.int().nullable(),
  state: deadlineState,
  resolved,
  first: z.boolean(),
  changes: z.array(deadlineChange),
});
export type DeadlineItem = z.infer<typeof deadlineItem>;

export const listQuery = z.object({
  status: fileStatus.optional(),
  after: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(1000).optional(),
});
/** Families behind `after` (the `next` of the answer before), and with a letter in the files of these receipts. */
export const familiesQuery = z.object({
  after: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(1000).optional(),
  firstReceipt: z.coerce.number().int().min(1).optional(),
  lastReceipt: z.coerce.number().int().min(1).optional(),
});
/** `next`: null where these are the last. */
export const familiesAnswer = families.extend({ next: z.int().nullable() });
export type FamiliesAnswer = z.infer<typeof familiesAnswer>;
export const deadlinesQuery = z.object({
  asOf: isoDate.optional(),
  from: isoDate.optional(),
  receipt: z.coerce.number().int().min(1).optional(),
});
export const receiptParams = z.object({ receipt: z.coerce.number().int().min(1) });
export const progressRequest = z.object({ receipts: z.array(z.int().min(1)).max(10_000) });
export const retryRequest = z.object({ receipt: z.int().min(1).optional(), all: z.boolean().optional() });
export const retryAnswer = z.object({ receipts: z.array(z.int()) });
export const recordAnswer = z.union([fileRecord, fileFailure]);

/** What an import of organisations did, or would do (`dryRun`). `letters`: those whose addressees were resolved again. */
export const importAnswer = z.object({
  added: z.array(organisationRef),
  changed: z.array(organisationRef),
  unchanged: z.int(),
  dryRun: z.boolean(),
  letters: z.int(),
});
export type ImportAnswer = z.infer<typeof importAnswer>;
export const importQuery = z.object({ dryRun: z.enum(['true', 'false']).default('false') });
export const organisationsQuery = z.object({
  province: z.string().max(60).optional(),
  kind: organisationKind.optional(),
});

/** An error as answered over HTTP; `request` finds it in the log. `problems`: of an imported list. */
export const errorAnswer = z.object({
  code: z.string(),
  message: z.string(),
  request: z.string(),
  problems: z.array(problem).optional(),
});

export const healthAnswer = z.object({
  version: z.string(),
  records: z.enum(['pglite', 'postgresql']),
  unfinished: z.int(),
});
