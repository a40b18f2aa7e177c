import { z } from 'zod';
import { isoDate, secrecy } from './common.js';
import { chaseFor, format, matterKey, statusCounts } from './matters.js';
import { organisationRef } from './organisations.js';

/** Chase lists: the letters that an organisation sent down and that are still open somewhere, and reminding those bodies. Days are ISO, in Thailand. */

/** `for`: what the bodies have not done yet. */
export const chaseListQuery = z.object({
  for: chaseFor.default('acknowledged'),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(50).default(20),
  format,
});

/** Bodies by name: the first of them (`names`), and how many there are. */
const bodies = z.object({ total: z.int(), names: z.array(organisationRef) });

/**
 * The printed deadline of the letter itself: the next that has not passed, else the last; none of a letter of a secrecy class. `until`: another day that it may be, at
 * the latest. `confirmed`: a person looked through the letter. `daysLeft`, `workingDaysLeft`: negative once it has passed.
 */
const chaseDeadline = z.object({
  dueOn: isoDate,
  until: isoDate.nullable(),
  estimate: z.boolean(),
  confirmed: z.boolean(),
  daysLeft: z.int(),
  workingDaysLeft: z.int(),
});

/**
 * A letter of which a body that uses wian has not done what is asked (`missing`), and has not closed the matter. `unknown`: bodies of which nothing is known; they may
 * have it by other ways. `remindedAt`: when the organisation last reminded a body of it, and how many bodies it reminded on that day.
 */
export const chaseItem = z.object({
  key: matterKey,
  reference: z.string().nullable(),
  date: isoDate.nullable(),
  subject: z.string().nullable(),
  secrecy: secrecy.nullable(),
  sentAt: z.string(),
  deadline: chaseDeadline.nullable(),
  counts: statusCounts,
  missing: bodies,
  unknown: bodies,
  reminded: z.object({ on: isoDate, bodies: z.int() }).nullable(),
});
export type ChaseItem = z.infer<typeof chaseItem>;

/** What can still be kept first, the earliest day first; then what has passed, the latest first; then what has no day, the latest sent first. */
export const chaseListAnswer = z.object({
  for: chaseFor,
  asOf: isoDate,
  items: z.array(chaseItem),
  total: z.int(),
});
export type ChaseListAnswer = z.infer<typeof chaseListAnswer>;

/** `letters`: those of the organisation's own sending. */
export const remindRequest = z.object({ for: chaseFor, letters: z.array(matterKey).min(1).max(50) });
/** `told`: bodies that are reminded by this; `before`: how many had been reminded of the letter today. */
export const remindAnswer = z.object({
  letters: z.array(z.object({ key: matterKey, told: z.array(organisationRef), before: z.int() })),
});
export type RemindAnswer = z.infer<typeof remindAnswer>;
