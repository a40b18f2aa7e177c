import type { SQL } from 'drizzle-orm';
import type { DeadlineItem } from '../../schemas/api.js';
import type { DeadlineChange } from '../../schemas/due.js';
import type { FileJob } from '../../schemas/jobs.js';
import { changeFile, findJobFile } from '../circulars/circulars.repo.js';
import { logSecretView } from '../circulars/secrecy.js';
import { daysBetween } from '../domain/calendar.js';
import { firstBinding } from '../domain/due/first.js';
import { workingDaysBetween } from '../domain/working-days.js';
import { type Actor, organisationOf } from '../people/actor.js';
import { type OfficeArrival, selectArrivals } from '../register/arrivals.repo.js';
import { keyOf } from '../relay/relay.models.js';
import { lockRelay } from '../relay/relay.repo.js';
import { grouped } from '../shared/grouped.js';
import { deadlineFor, workplaceOf } from './alerts.models.js';
import { type ChangeRow, selectChanges, selectDeadlines, selectDueFrom } from './alerts.repo.js';
import { writePlans } from './plans.js';
import { type PlanDeps, reckoningFor, reckoningOf } from './reckoning.js';

/**
 * The last stage: works out the deadlines of a linked file's letters, as corrected, and what they change of earlier letters' deadlines or
 * later letters of theirs.
 */
export async function runPlan(deps: PlanDeps, job: FileJob): Promise<void> {
  const file = await findJobFile(deps.db, job);
  if (file?.status !== 'linked') return;
  await deps.db.transaction(async (tx) => {
    // Two files of one family that are planned at once would each miss what the other changes.
    await lockRelay(tx);
    const mine = await changeFile(tx, file, ['linked'], { status: 'done', changedAt: deps.clock.now() });
    if (mine) await writePlans(tx, [file.receipt], await reckoningOf({ ...deps, db: tx }));
  });
}

/** Files worked out anew in one go. */
const REPLANNED_AT_ONCE = 100;

/**
 * Works out anew what may fall on another day since the holidays from a day on have changed; resolves to the number of deadlines. To be called
 * in the transaction of that change.
 */
export async function replan(deps: PlanDeps, input: { from: string }): Promise<number> {
  await lockRelay(deps.db);
  const reckoning = await reckoningOf(deps);
  const receipts = await selectDueFrom(deps.db, input.from);
  let count = 0;
  for (let at = 0; at < receipts.length; at += REPLANNED_AT_ONCE) {
    count += await writePlans(deps.db, receipts.slice(at, at + REPLANNED_AT_ONCE), reckoning);
  }
  return count;
}

const place = (row: { receipt: number; ordinal: number; position: number }) =>
  `${row.receipt} ${row.ordinal} ${row.position}`;

/** A change as it is answered. */
export const changeOf = ({ byReceipt, byNumber, change, on, to, certain }: ChangeRow): DeadlineChange => ({
  key: keyOf({ receipt: byReceipt, number: byNumber }),
  change,
  on,
  to,
  certain,
});

/** By the day, then the time; what has no day comes last. */
function byDay(a: DeadlineItem, b: DeadlineItem): number {
  const key = ({ resolved, deadline }: DeadlineItem) => `${resolved.dueOn ?? '~'} ${deadline.time ?? '~'}`;
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
}

/** A deadline with the place of its letter in the store, and how that came to the actor's organisation. */
export interface PlacedDeadline {
  receipt: number;
  ordinal: number;
  /** Its place among the letter's deadlines. */
  position: number;
  firstPage: number;
  rank: number;
  receivedAt: Date;
  arrival: OfficeArrival | null;
  item: DeadlineItem;
}

interface DeadlinesInput {
  actor: Actor;
  asOf?: string;
  from?: string;
  receipt?: number;
  receipts?: readonly number[];
  /** Of the rows of `deadlines`. */
  where?: SQL;
}

/** Deadlines of whatever state as seen on a day, by file and place in it. Who shows what is in them writes down the view of a secret one. */
export async function placedDeadlines(deps: PlanDeps, input: DeadlinesInput): Promise<PlacedDeadline[]> {
  const organisation = organisationOf(input.actor);
  const reckoning = await (organisation === null
    ? reckoningOf(deps, input.asOf)
    : reckoningFor(deps, organisation, input.asOf));
  const workplace = workplaceOf(reckoning);
  const rows = await selectDeadlines(deps.db, input);
  const receipts = rows.map(({ receipt }) => receipt);
  const changes = grouped(await selectChanges(deps.db, input.where ? { ...input, receipts } : input), place);
  const arrivals = organisation === null ? null : await selectArrivals(deps.db, organisation, receipts);
  rows.sort((a, b) => a.receipt - b.receipt || a.ordinal - b.ordinal || a.position - b.position);
  const placed = rows.map((row): PlacedDeadline => {
    const { deadline, letter, receipt, ordinal, position, firstPage, rank, receivedAt } = row;
    const arrival = arrivals?.(row) ?? null;
    const { resolved, state } = deadlineFor({ ...row, arrival }, reckoning);
    const { dueOn } = resolved;
    const daysLeft = dueOn === null ? null : daysBetween(reckoning.asOf, dueOn);
    const workingDaysLeft = dueOn === null ? null : workingDaysBetween(workplace, reckoning.asOf, dueOn);
    const key = keyOf({ receipt: row.receipt, number: row.number ?? 0 });
    const item: DeadlineItem = {
      key,
      letter,
      deadline,
      daysLeft,
      workingDaysLeft,
      state,
      resolved,
      first: false,
      changes: (changes.get(place(row)) ?? []).map(changeOf),
    };
    return { receipt, ordinal, position, firstPage, rank, receivedAt, arrival, item };
  });
  markFirst(placed.map(({ item }) => item));
  return placed;
}

/**
 * Deadlines as seen on a day (`asOf`, ISO; without it today in Thailand), the earliest first, those without a day last. `from` asks for what is still
 * due on that day: without what ended before, and without what is superseded, cancelled, only the notice of that, or had passed before it arrived.
 * `actor`: those of the letters that the actor sees and may read, counted from the day on which each came to the actor's organisation.
 */
export async function listDeadlines(
  deps: PlanDeps,
  input: { actor: Actor; asOf?: string; from?: string; receipt?: number; receipts?: readonly number[] },
): Promise<DeadlineItem[]> {
  const placed = await placedDeadlines(deps, input);
  const secret = placed.filter(({ item }) => item.letter.secrecy !== null);
  await logSecretView(deps.db, { at: deps.clock.now(), actor: input.actor, letters: secret });
  const organisation = organisationOf(input.actor);
  const due = placed
    .map(({ item }) => item)
    .filter(({ state, resolved: { basis, lastOn } }) => {
      if (input.from === undefined) return true;
      const ended = organisation !== null && basis !== 'recurrence' && lastOn !== null && lastOn < input.from;
      return state === 'live' && !ended;
    });
  return due.sort(byDay);
}

/** Marks in each letter the earliest live deadline that binds its addressee, and the applicants' earliest. */
function markFirst(items: DeadlineItem[]): void {
  const live = items.filter(({ state }) => state === 'live');
  for (const list of grouped(live, ({ key }) => key).values()) {
    const dated = list.map((item) => ({ item, deadline: item.deadline, dueOn: item.resolved.dueOn }));
    for (const party of ['recipient', 'applicant'] as const) {
      const first = firstBinding(dated, party);
      if (first) first.item.first = true;
    }
  }
}
