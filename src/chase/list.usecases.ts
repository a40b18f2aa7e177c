import type { ChaseItem, ChaseListAnswer } from '../../schemas/chase.js';
import type { ChaseFor } from '../../schemas/matters.js';
import type { OrganisationRef } from '../../schemas/organisations.js';
import { workplaceOf } from '../alerts/alerts.models.js';
import { type PlanDeps, reckoningFor } from '../alerts/reckoning.js';
import { matterKeyOf } from '../dashboard/chain.models.js';
import { momentOf } from '../dashboard/rows.js';
import { daysBetween } from '../domain/calendar.js';
import { type Workplace, workingDaysBetween } from '../domain/working-days.js';
import { inboxOrganisation } from '../notices/inbox.usecases.js';
import type { Actor } from '../people/actor.js';
import { storedGazetteer } from '../people/gazetteers.js';
import { keyOf } from '../relay/relay.models.js';
import { type ChaseRow, selectChased, selectReminded } from './list.repo.js';

/** Bodies that a page names; all of them stand in the list of a letter's recipients. */
const MOST_NAMES = 20;
/** What a spreadsheet is given. */
const CSV = { offset: 0, limit: 1000, names: 10_000 };

/**
 * The letters that the actor's organisation sent down and that bodies which use wian have not done this with, a page of them. What is about a secret letter is not
 * told to anybody here. Rejects with `request.invalid` for who acts for no organisation.
 */
export function listChase(
  deps: PlanDeps,
  { actor, ...by }: { actor: Actor; for: ChaseFor; offset: number; limit: number },
): Promise<ChaseListAnswer> {
  return chaseList(deps, actor, { ...by, names: MOST_NAMES });
}

/** The same as a spreadsheet takes it: every letter, with all of its bodies. */
export const chaseTable = (deps: PlanDeps, { actor, ...by }: { actor: Actor; for: ChaseFor }) =>
  chaseList(deps, actor, { ...by, ...CSV });

async function chaseList(
  deps: PlanDeps,
  actor: Actor,
  by: { for: ChaseFor; offset: number; limit: number; names: number },
): Promise<ChaseListAnswer> {
  const sender = inboxOrganisation(actor);
  const reckoning = await reckoningFor(deps, sender);
  const { asOf } = reckoning;
  const rows = await selectChased(deps.db, actor, { ...by, asOf });
  const reminded = await selectReminded(
    deps.db,
    sender,
    rows.map(({ receipt }) => receipt),
  );
  const gazetteer = await storedGazetteer(deps.db);
  const named = (code: string): OrganisationRef => ({ code, name: gazetteer.get(code)?.name ?? code });
  const place = workplaceOf(reckoning);
  const items = rows.map((row): ChaseItem => {
    const { letter, total, received, read, acknowledged, forwarded, done, waiting, unknown } = row;
    return {
      key: matterKeyOf(keyOf(row)),
      reference: letter.reference?.normalized ?? letter.reference?.raw ?? null,
      date: letter.date,
      subject: letter.secrecy === null ? letter.subject : null,
      secrecy: letter.secrecy,
      sentAt: momentOf(row.sent_at)!,
      deadline: deadlineOf(row, asOf, place),
      counts: { total, received, read, acknowledged, forwarded, done, waiting, unknown },
      missing: { total: row.missing, names: row.missing_codes.map(named) },
      unknown: { total: unknown, names: row.unknown_codes.map(named) },
      reminded: reminded.get(`${row.receipt} ${row.first_page} ${row.rank}`) ?? null,
    };
  });
  return { for: by.for, asOf, items, total: rows[0]?.all_letters ?? 0 };
}

function deadlineOf(row: ChaseRow, asOf: string, place: Workplace): ChaseItem['deadline'] {
  const { due_on: dueOn, last_on: lastOn, estimate, confirmed } = row;
  if (dueOn === null) return null;
  return {
    dueOn,
    until: lastOn === dueOn ? null : lastOn,
    estimate: estimate ?? false,
    confirmed,
    daysLeft: daysBetween(asOf, dueOn),
    workingDaysLeft: workingDaysBetween(place, asOf, dueOn),
  };
}
