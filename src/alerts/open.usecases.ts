import type { SQL } from 'drizzle-orm';
import type { OpenState } from '../../schemas/due.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { thaiDay } from '../domain/calendar.js';
import { noticeOf, noticesIn } from '../notices/notices.repo.js';
import { type Actor, organisationOf } from '../people/actor.js';
import { type PlacedDeadline, placedDeadlines } from './alerts.usecases.js';

/** A deadline that somebody still has to keep, and how it stands on the day that is asked for. */
export interface OpenDeadline extends PlacedDeadline {
  open: OpenState;
}

/**
 * How a deadline stands. Null where nothing is to be done about it: it binds applicants alone, is superseded or cancelled, is done, or had ended
 * before the office got the letter. Only work that is due (`due`, not optional) is ever overdue: a meeting that is over is over.
 */
function openState({ item, arrival, receivedAt }: PlacedDeadline, asOf: string, done: boolean): OpenState | null {
  const { deadline, state, resolved } = item;
  if (state !== 'live' || deadline.binds === 'applicant' || done) return null;
  const { dueOn, lastOn } = resolved;
  if (dueOn === null) return 'undated';
  if (asOf < dueOn) return 'coming';
  // Until the last day that it may be, it may still be kept.
  if (asOf <= (lastOn ?? dueOn)) return resolved.estimate || (lastOn ?? dueOn) !== dueOn ? 'perhaps' : 'today';
  const came = arrival?.on ?? thaiDay(arrival?.takenAt ?? receivedAt);
  return deadline.kind === 'due' && !deadline.optional && (lastOn ?? dueOn) >= came ? 'overdue' : null;
}

/**
 * The deadlines of letters that the actor sees and may read, that are still to be kept, as for the actor's organisation: of these files, or those
 * for which `where` holds (of the rows of `deadlines`). `asOf`: ISO; without it today in Thailand.
 */
export async function openDeadlines(
  deps: Pick<Deps, 'db' | 'clock' | 'office'>,
  input: { actor: Actor; asOf?: string; receipts?: readonly number[]; where?: SQL },
): Promise<OpenDeadline[]> {
  const asOf = input.asOf ?? thaiDay(deps.clock.now());
  const placed = await placedDeadlines(deps, { ...input, asOf });
  const receipts = placed.map(({ receipt }) => receipt);
  const organisation = organisationOf(input.actor);
  const inbox = organisation === null ? new Map() : await noticesIn(deps.db, organisation, receipts);
  return placed.flatMap((one) => {
    // Who has done a letter has nothing more to do about what is enclosed with it.
    const notice = noticeOf(one, inbox.get(one.receipt) ?? []);
    const open = openState(one, asOf, notice !== null && notice.doneAt !== null);
    return open ? [{ ...one, open }] : [];
  });
}
