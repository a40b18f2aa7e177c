import { z } from 'zod';
import { isoDate, warning } from './common.js';

/** What a deadline's day rests on: printed in the letter, counted, the next of a recurrence, or the office's own policy. */
export const dueBasis = z.enum(['printed', 'counted', 'recurrence', 'policy']);
export type DueBasis = z.infer<typeof dueBasis>;

/**
 * Within how many working days an office wants done what a letter only urges to. It is the office's own rule, kept in its settings and
 * shown as that: สารบรรณ ข้อ 28 says of its three speed classes ทันที, โดยเร็ว and เร็วกว่าปกติ, and no number. `soon`: โดยเร็ว in the text.
 */
export const urgencyPolicy = z.object({
  'most-urgent': z.int().min(0).max(365),
  'very-urgent': z.int().min(0).max(365),
  urgent: z.int().min(0).max(365),
  soon: z.int().min(0).max(365),
});
export type UrgencyPolicy = z.infer<typeof urgencyPolicy>;

/** The day on which a deadline falls, worked out. All days are ISO. */
export const resolved = z.object({
  /** The last day that counts; the earliest it may be where `estimate`. Null where nothing says it (put off without a new day). */
  dueOn: isoDate.nullable(),
  /** The instant, with the offset of Thailand, where the letter names a time. */
  dueAt: z.string().nullable(),
  /** The latest day it may be: that of `dueOn`, or the last of `alternatives`. */
  lastOn: isoDate.nullable(),
  basis: dueBasis.nullable(),
  /** Whether it rests on something that is not known for sure, such as the day of receipt. */
  estimate: z.boolean(),
  /** One sentence in Thai: how it was worked out. */
  reason: z.string(),
  /** The last working day on or before `dueOn`. */
  remindOn: isoDate.nullable(),
  /** Days that it may be instead, and why. */
  alternatives: z.array(z.object({ date: isoDate, why: z.string() })),
  /** The days of a recurrence for twelve months, the next one first. */
  next: z.array(isoDate),
  warnings: z.array(warning),
});
export type Resolved = z.infer<typeof resolved>;

/**
 * `live`; `expired` before it reached this office; `superseded` or `cancelled` by a later letter; `notice`: itself only the word that an
 * earlier one is put off or cancelled.
 */
export const deadlineStates = ['live', 'expired', 'superseded', 'cancelled', 'notice'] as const;
export const deadlineState = z.enum(deadlineStates);
export type DeadlineState = z.infer<typeof deadlineState>;

/**
 * A later letter's change of a deadline. `key` is that letter, `on` its date, `to` the new last day (null: cancelled, or none yet).
 * `certain`: false where another deadline could as well be meant, so that a person has to say which.
 */
export const deadlineChange = z.object({
  key: z.string(),
  change: z.enum(['extend', 'move', 'cancel']),
  on: isoDate.nullable(),
  to: isoDate.nullable(),
  certain: z.boolean(),
});
export type DeadlineChange = z.infer<typeof deadlineChange>;

/**
 * How a deadline that is still to be kept stands on a day: its last day has passed (`overdue`); it falls on that day (`today`), or may, since its day
 * is an estimate or one of several (`perhaps`); later (`coming`); or nobody knows when (`undated`).
 */
export const openStates = ['overdue', 'today', 'perhaps', 'coming', 'undated'] as const;
export const openState = z.enum(openStates);
export type OpenState = z.infer<typeof openState>;
