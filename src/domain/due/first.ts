import type { Deadline } from '../../../schemas/record.js';

type Party = Deadline['binds'];

/** Whose deadlines a party has to keep: an addressee also has to pass on what he is told to. */
const KEEPS: Record<Party, readonly Party[]> = {
  recipient: ['recipient', 'relay'],
  relay: ['relay'],
  applicant: ['applicant'],
};

/**
 * Of a letter's deadlines with their days, the earliest that binds `me`; null where none does. The later ones (a final date beside an internal
 * one, the applicants' beside the office's) are what it stands before. Of two on one day the first in the text.
 */
export function firstBinding<T extends { deadline: Deadline; dueOn: string | null }>(
  list: readonly T[],
  me: Party,
): T | null {
  let first: T | null = null;
  for (const one of list) {
    if (one.dueOn === null || !KEEPS[me].includes(one.deadline.binds)) continue;
    if (first === null || one.dueOn < first.dueOn!) first = one;
  }
  return first;
}
