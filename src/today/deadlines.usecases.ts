import { and, type SQL, sql } from 'drizzle-orm';
import type { OpenState } from '../../schemas/due.js';
import type { OpenDeadlineLine, OpenDeadlinesAnswer } from '../../schemas/today.js';
import { deadlines } from '../alerts/alerts.table.js';
import { type OpenPlace, openDeadlines, openPlaces } from '../alerts/open.usecases.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { confirmations } from '../circulars/holdings.table.js';
import { logSecretView } from '../circulars/secrecy.js';
import { addDays, thaiDay } from '../domain/calendar.js';
import type { Actor } from '../people/actor.js';
import type { Database } from '../shared/database.js';
import { list } from '../shared/sql.js';

export type DeadlineDeps = Pick<Deps, 'db' | 'clock' | 'office'>;

/** What ended longer ago is no longer work but history. */
const PAST_DAYS = 365;

/** The rows that may be open: those counted from each office's own receipt, and recurring ones, are worked out to know. */
function mayBeOpen(asOf: string): SQL {
  return and(
    sql`${deadlines.binds} <> 'applicant' and ${deadlines.state} in ('live', 'expired')`,
    sql`(${deadlines.lastOn} is null or ${deadlines.lastOn} >= ${addDays(asOf, -PAST_DAYS)}
      or ${deadlines.basis} in ('counted', 'policy', 'recurrence'))`,
  )!;
}

const dayOf = ({ dueOn, time }: OpenPlace) => `${dueOn ?? '~'} ${time ?? '~'}`;

/** Where all is that the actor's organisation has still to keep, the earliest first. */
export async function allOpen(deps: DeadlineDeps, input: { actor: Actor; asOf: string }): Promise<OpenPlace[]> {
  const since = addDays(input.asOf, -PAST_DAYS);
  const open = await openPlaces(deps, { ...input, since, where: mayBeOpen(input.asOf) });
  return open
    .filter(({ open: state, dueOn, lastOn }) => state !== 'overdue' || (lastOn ?? dueOn)! >= since)
    .sort((a, b) => (dayOf(a) < dayOf(b) ? -1 : dayOf(a) > dayOf(b) ? 1 : byPlace(a, b)));
}

const byPlace = (a: OpenPlace, b: OpenPlace) =>
  a.receipt - b.receipt || a.ordinal - b.ordinal || a.position - b.position;

/** How many stand in each state: as many as `listOpenDeadlines` lists. */
export function countOpen(open: readonly OpenPlace[]): Record<OpenState, number> {
  const counts: Record<OpenState, number> = { overdue: 0, today: 0, perhaps: 0, coming: 0, undated: 0 };
  for (const one of open) counts[one.open]++;
  return counts;
}

/**
 * Deadlines that the actor's organisation has still to keep and that stand so today, the earliest first: counted from the day on which each letter came to
 * it, those of the letters it has done left out. Overdue ones of the last year.
 */
export async function listOpenDeadlines(
  deps: DeadlineDeps,
  input: { actor: Actor; state: OpenState; offset: number; limit: number },
): Promise<OpenDeadlinesAnswer> {
  const asOf = thaiDay(deps.clock.now());
  const open = await allOpen(deps, { actor: input.actor, asOf });
  const wanted = open.filter(({ open: state }) => state === input.state);
  const page = wanted.slice(input.offset, input.offset + input.limit);
  return { asOf, items: await linesOf(deps, input.actor, page, asOf), total: wanted.length, counts: countOpen(open) };
}

/** What is shown of them. Views of secret letters are written down. */
export async function linesOf(
  deps: DeadlineDeps,
  actor: Actor,
  places: readonly OpenPlace[],
  asOf: string,
): Promise<OpenDeadlineLine[]> {
  const open = await openDeadlines(deps, { actor, asOf, places });
  const secret = open.filter(({ item }) => item.letter.secrecy !== null);
  await logSecretView(deps.db, { at: deps.clock.now(), actor, letters: secret });
  const confirmed = await selectConfirmed(deps.db, open);
  return open.map((one): OpenDeadlineLine => {
    const { receipt, ordinal, position, item } = one;
    const { letter, deadline, resolved, daysLeft, workingDaysLeft, changes } = item;
    return {
      receipt,
      ordinal,
      position,
      open: one.open,
      reference: letter.reference?.normalized ?? letter.reference?.raw ?? null,
      kind: letter.kind,
      subject: letter.subject ?? letter.title ?? null,
      issuer: letter.issuer?.name ?? null,
      deadline: {
        kind: deadline.kind,
        binds: deadline.binds,
        optional: deadline.optional,
        text: deadline.text,
        time: deadline.time,
        confidence: deadline.confidence,
      },
      dueOn: resolved.dueOn,
      lastOn: resolved.lastOn,
      basis: resolved.basis,
      estimate: resolved.estimate,
      reason: resolved.reason,
      alternatives: resolved.alternatives,
      readings: deadline.alternatives ?? [],
      confirmed: confirmed.has(letterKey(one)),
      daysLeft,
      workingDaysLeft,
      changes,
    };
  });
}

const letterKey = ({ receipt, firstPage, rank }: { receipt: number; firstPage: number; rank: number }) =>
  `${receipt} ${firstPage} ${rank}`;

async function selectConfirmed(db: Database, of: readonly { receipt: number }[]): Promise<Set<string>> {
  if (of.length === 0) return new Set();
  const receipts = list(new Set(of.map(({ receipt }) => receipt)), 'integer');
  const rows = await db
    .select({ receipt: confirmations.receipt, firstPage: confirmations.firstPage, rank: confirmations.rank })
    .from(confirmations)
    .where(sql`${confirmations.receipt} = any(${receipts})`);
  return new Set(rows.map(letterKey));
}
