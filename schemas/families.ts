import { z } from 'zod';
import { isoDate, warning } from './common.js';
import { citation, deadline } from './record.js';

/** `<file>#<n>`, n counting the letters of that file from 0, attachments not counted. */
export const letterKey = z.string();

/** What two papers say otherwise of one thing. Neither is picked. */
export const disagreement = z.object({
  field: z.enum(['reference', 'date', 'speed']),
  cited: z.string(),
  found: z.string(),
});
export type Disagreement = z.infer<typeof disagreement>;

/** `suggested`: the likelier of the two with the evidence that speaks for it, in Thai; null where nothing speaks. */
export const difference = z.object({
  ...disagreement.shape,
  suggested: z.object({ value: z.string(), reason: z.string() }).nullable(),
});
export type Difference = z.infer<typeof difference>;

/** What linking says of a step, from the cited (upper) letter to the citing (lower) one. `days`: null where a date is blank. */
export const linkedHop = z.object({
  from: letterKey,
  to: letterKey,
  days: z.int().nullable(),
  citation,
  match: z.enum(['exact', 'corrected']),
  differences: z.array(disagreement),
});
export type LinkedHop = z.infer<typeof linkedHop>;

/**
 * A receive stamp as it dates a step. `on`: the letter, or the copy of it, that bears it. `own`: whether it is the stamp of the
 * office that wrote the lower letter; null where its office says neither.
 */
export const arrivalStamp = z.object({
  on: letterKey,
  office: z.string().nullable(),
  number: z.string().nullable(),
  date: isoDate.nullable(),
  own: z.boolean().nullable(),
});

/**
 * When the upper letter came to the office of the lower one: the day of that office's stamp; null without one, or where the
 * stamp is another office's. It lies from `not_before` (the upper letter's date) to `not_after` (the lower one's).
 */
export const arrival = z.object({
  date: isoDate.nullable(),
  not_before: isoDate.nullable(),
  not_after: isoDate.nullable(),
  stamp: arrivalStamp.nullable(),
});
export type Arrival = z.infer<typeof arrival>;

export const hop = z.object({ ...linkedHop.shape, differences: z.array(difference), arrived: arrival });
export type Hop = z.infer<typeof hop>;

/** A citation that several letters fit about as well: no step is made, a person is asked. `why`: what speaks for each, in Thai. */
export const ask = z.object({
  citation,
  by: letterKey,
  candidates: z.array(z.object({ key: letterKey, differences: z.array(disagreement), why: z.string() })),
});
export type Ask = z.infer<typeof ask>;

/** The same letter by another route: `copy` is `letter` again. `differences`: what the two readings of it say otherwise. */
export const copy = z.object({
  letter: letterKey,
  copy: letterKey,
  differences: z.array(z.object({ field: disagreement.shape.field, letter: z.string(), copy: z.string() })),
});
export type Copy = z.infer<typeof copy>;

/** Two letters that may be one, read twice: one number a digit away from the other, all else alike. A person is asked. */
export const nearDuplicate = z.object({ letters: z.tuple([letterKey, letterKey]), why: z.string() });
export type NearDuplicate = z.infer<typeof nearDuplicate>;

/** Where and when a letter came in, by a receive stamp on it. `to`: the letter that this office then wrote, if it is known. */
export const receipt = z.object({
  on: letterKey,
  office: z.string().nullable(),
  date: isoDate,
  to: letterKey.nullable(),
  days: z.int().nullable(),
  days_left: z.int().nullable(),
});
export type Receipt = z.infer<typeof receipt>;

/**
 * One level of the relay: a letter (its copies folded in). `days`: since the letter above. `deadline`: the nearest one that
 * this letter or one above it states and that had not passed when it was written, else the last that had; `days_left` is
 * counted to it from the letter's date, negative once it has passed. `expired_before_receipt`: those that had passed by then,
 * so that nobody who receives this letter can keep them.
 */
export const step = z.object({
  letter: letterKey,
  date: isoDate.nullable(),
  days: z.int().nullable(),
  deadline: isoDate.nullable(),
  days_left: z.int().nullable(),
  expired_before_receipt: z.array(isoDate),
  receipts: z.array(receipt),
});
export type Step = z.infer<typeof step>;

/** A warning about one letter of a family that only the family shows. */
export const familyWarning = z.object({ letter: letterKey, ...warning.shape });
export type FamilyWarning = z.infer<typeof familyWarning>;

/** What linking says of the letters that carry one matter down the line: what is stored. */
export const linkedFamily = z.object({
  subject: z.string().nullable(),
  origin: letterKey,
  letters: z.array(letterKey),
  hops: z.array(linkedHop),
  missing: z.array(citation),
  asks: z.array(ask),
  deadlines: z.array(z.object({ ...deadline.shape, stated_by: z.array(letterKey) })),
});
export type LinkedFamily = z.infer<typeof linkedFamily>;

/** Letters that carry one matter down the line, with what they tell together. A letter alone is one only where it asks. */
export const family = z.object({
  ...linkedFamily.shape,
  hops: z.array(hop),
  copies: z.array(copy),
  near_duplicates: z.array(nearDuplicate),
  steps: z.array(step),
  warnings: z.array(familyWarning),
});
export type Family = z.infer<typeof family>;

export const families = z.object({ families: z.array(family) });
export type Families = z.infer<typeof families>;
