import type { SQL } from 'drizzle-orm';
import type { OpenState } from '../../schemas/due.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { addDays, thaiDay } from '../domain/calendar.js';
import { type Actor, organisationOf } from '../people/actor.js';
import { type OfficeArrival, selectArrivals } from '../register/arrivals.repo.js';
import { deadlineFor, STORED_BASIS, stateAt } from './alerts.models.js';
import { type PlacedDeadline, placedDeadlines } from './alerts.usecases.js';
import { type MaybeOpen, placeOf, selectMaybeOpen, selectWorkedOut } from './open.repo.js';
import { selectPaperDays } from './papers.repo.js';
import { reckoningFor, reckoningOf } from './reckoning.js';

/** A deadline that somebody still has to keep, and how it stands on the day that is asked for. */
export interface OpenDeadline extends PlacedDeadline {
  open: OpenState;
}

/** Where such a deadline is, and its days. */
export interface OpenPlace {
  receipt: number;
  ordinal: number;
  position: number;
  open: OpenState;
  dueOn: string | null;
  lastOn: string | null;
  time: string | null;
}

interface OpenInput {
  actor: Actor;
  /** ISO; without it today in Thailand. */
  asOf?: string;
  receipts?: readonly number[];
  /** Of the rows of `deadlines`. */
  where?: SQL;
}

/**
 * How a deadline stands. Null where nothing is to be done about it: it binds applicants alone, is superseded or cancelled, is done, or had ended
 * before the office got the letter. Only work that is due (`due`, not optional) is ever overdue: a meeting that is over is over.
 */
function openState(
  { kind, optional, receivedAt, dueOn, lastOn, estimate, arrival }: LiveDeadline,
  asOf: string,
): OpenState | null {
  if (dueOn === null) return 'undated';
  if (asOf < dueOn) return 'coming';
  // Until the last day that it may be, it may still be kept.
  if (asOf <= (lastOn ?? dueOn)) return estimate || (lastOn ?? dueOn) !== dueOn ? 'perhaps' : 'today';
  const came = arrival?.on ?? thaiDay(arrival?.takenAt ?? receivedAt);
  return kind === 'due' && !optional && (lastOn ?? dueOn) >= came ? 'overdue' : null;
}

/** Days on the calendar within which so many working days lie, with holidays and to spare. */
const daysOver = (working: number) => 3 * working + 30;

/** A deadline that counts for the actor's organisation, with its days there. */
export interface LiveDeadline extends MaybeOpen {
  arrival: OfficeArrival | null;
}

/**
 * The deadlines of letters that the actor sees and may read and that its organisation has not done, which bind others than applicants and count, by the day of
 * its own receipt; by place. `since`: those that ended before may be left out.
 */
export async function liveDeadlines(
  deps: Pick<Deps, 'db' | 'clock' | 'office'>,
  input: OpenInput & { since?: string },
): Promise<LiveDeadline[]> {
  const { db } = deps;
  const organisation = organisationOf(input.actor);
  const reckoning = await (organisation === null
    ? reckoningOf(deps, input.asOf)
    : reckoningFor(deps, organisation, input.asOf));
  const rows = await selectMaybeOpen(db, input);
  const receipts = rows.map(({ receipt }) => receipt);
  const arrivals = organisation === null ? null : await selectArrivals(db, organisation, receipts);
  // The office's own policy counts few working days from receipt: of what came long before `since` none ends after it.
  const policyDays = daysOver(Math.max(...Object.values(deps.office.urgency)));
  const longAgo = input.since === undefined ? null : addDays(input.since, -policyDays);
  const over = (row: MaybeOpen, arrival: OfficeArrival | null) =>
    longAgo !== null &&
    row.basis === 'policy' &&
    arrival !== null &&
    (arrival.on ?? '') < longAgo &&
    thaiDay(arrival.takenAt) < longAgo;
  const placed = rows
    .map((row): LiveDeadline => ({ ...row, arrival: arrivals?.(row) ?? null }))
    .filter((row) => !over(row, row.arrival));
  const workedOut = await selectWorkedOut(
    db,
    placed.filter(({ basis }) => basis !== STORED_BASIS).map(({ receipt }) => receipt),
  );
  const live = placed.flatMap((row): LiveDeadline[] => {
    const by = workedOut.get(placeOf(row));
    const { resolved, state } = by
      ? deadlineFor({ ...row, ...by }, reckoning)
      : { resolved: row, state: stateAt(row.state, row.lastOn, row.arrival?.on ?? null) };
    const { dueOn, lastOn, estimate } = resolved;
    return state === 'live' ? [{ ...row, dueOn, lastOn, estimate }] : [];
  });
  return live.sort((a, b) => a.receipt - b.receipt || a.ordinal - b.ordinal || a.position - b.position);
}

/**
 * Of these deadlines those that are still to be kept. `once`: of a letter that came in several files each day once, as one that may be while the files differ; without it
 * each file has its own.
 */
export async function openPlaces(
  deps: Pick<Deps, 'db' | 'clock' | 'office'>,
  input: OpenInput & { since?: string; once?: boolean },
): Promise<OpenPlace[]> {
  const asOf = input.asOf ?? thaiDay(deps.clock.now());
  const organisation = organisationOf(input.actor);
  const told = organisation === null || !input.once ? null : await selectPaperDays(deps.db, organisation);
  return (await liveDeadlines(deps, { ...input, asOf })).flatMap((one): OpenPlace[] => {
    const state = openState(one, asOf);
    const { receipt, ordinal, position, time, dueOn, lastOn } = one;
    const day = told?.(one, dueOn);
    if (state === null || day?.folded) return [];
    const unsure = day?.latest != null && asOf <= day.latest && (state === 'today' || state === 'overdue');
    return [{ receipt, ordinal, position, open: unsure ? 'perhaps' : state, dueOn, lastOn, time }];
  });
}

/** These deadlines whole, in the same order: with their letters and what is told of them. */
export async function openDeadlines(
  deps: Pick<Deps, 'db' | 'clock' | 'office'>,
  input: { actor: Actor; asOf?: string; places: readonly OpenPlace[] },
): Promise<OpenDeadline[]> {
  if (input.places.length === 0) return [];
  const receipts = [...new Set(input.places.map(({ receipt }) => receipt))];
  const placed = await placedDeadlines(deps, { actor: input.actor, asOf: input.asOf, receipts });
  const byPlace = new Map(placed.map((one) => [placeOf(one), one]));
  return input.places.flatMap((place) => {
    const one = byPlace.get(placeOf(place));
    return one ? [{ ...one, open: place.open }] : [];
  });
}
