import { z } from 'zod';
import { alternative, isoDate } from './common.js';
import { deadlineChange, dueBasis, openState, openStates } from './due.js';
import { relayTask } from './notices.js';
import { deadline, letterKind } from './record.js';

/** วันนี้: what waits for somebody, and the deadlines that are still to be kept. */

/**
 * A deadline that is still to be kept, as for the organisation that asks. `confirmed`: a person looked through the letter; `doubt`: how sure the reading of the
 * day is otherwise. `estimate`, `alternatives`: it may fall on another day, and why. `relay`: it is none that the letter states, but the organisation's task to pass
 * the letter on by a day that was worked back from that of those below (`reason`); then `position` is null and `deadline` says no text.
 */
export const openDeadline = z.object({
  receipt: z.int(),
  ordinal: z.int(),
  position: z.int().nullable(),
  open: openState,
  reference: z.string().nullable(),
  kind: letterKind,
  subject: z.string().nullable(),
  issuer: z.string().nullable(),
  deadline: deadline.pick({ kind: true, binds: true, optional: true, text: true, time: true, confidence: true }),
  dueOn: isoDate.nullable(),
  lastOn: isoDate.nullable(),
  basis: dueBasis.nullable(),
  estimate: z.boolean(),
  reason: z.string(),
  alternatives: z.array(z.object({ date: isoDate, why: z.string() })),
  /** Other days that were read. */
  readings: z.array(alternative),
  confirmed: z.boolean(),
  daysLeft: z.int().nullable(),
  workingDaysLeft: z.int().nullable(),
  changes: z.array(deadlineChange),
  relay: relayTask.nullable(),
});
export type OpenDeadlineLine = z.infer<typeof openDeadline>;

export const openDeadlinesQuery = z.object({
  state: openState.default('coming'),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
/** The earliest first. `counts`: of each state; overdue ones of the last year alone. */
export const openDeadlinesAnswer = z.object({
  asOf: isoDate,
  items: z.array(openDeadline),
  total: z.int(),
  counts: z.record(z.enum(openStates), z.int()),
});
export type OpenDeadlinesAnswer = z.infer<typeof openDeadlinesAnswer>;

/** What may wait for somebody, in the order in which it is shown. */
export const queues = ['check', 'today', 'perhaps', 'overdue', 'failed', 'unregistered', 'unread', 'unsent'] as const;
export const queue = z.enum(queues);
export type QueueName = z.infer<typeof queue>;

/** A file that failed, or of which pages did. */
export const failedFile = z.object({
  receipt: z.int(),
  name: z.string(),
  pagesFailed: z.int(),
  error: z.string().nullable(),
  receivedAt: z.string(),
});
export const failedFilesAnswer = z.array(failedFile);
export type FailedFile = z.infer<typeof failedFile>;

/** The day as the person who asks has it: of the queues those of their roles. `fresh`: the office has no file and no letter yet. */
export const todayAnswer = z.object({
  asOf: isoDate,
  queues: z.array(z.object({ queue, count: z.int() })),
  deadlines: z.array(openDeadline),
  reading: z.array(
    z.object({ receipt: z.int(), name: z.string(), pages: z.int(), pagesEnded: z.int(), receivedAt: z.string() }),
  ),
  received: z.array(
    z.object({
      receipt: z.int(),
      name: z.string(),
      receivedAt: z.string(),
      letters: z.int(),
      reference: z.string().nullable(),
      subject: z.string().nullable(),
    }),
  ),
  fresh: z.boolean(),
});
export type TodayAnswer = z.infer<typeof todayAnswer>;
