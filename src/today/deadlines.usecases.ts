import { and, type SQL, sql } from 'drizzle-orm';
import type { OpenState } from '../../schemas/due.js';
import type { OpenDeadlineLine, OpenDeadlinesAnswer } from '../../schemas/today.js';
import { workplaceOf } from '../alerts/alerts.models.js';
import { deadlines } from '../alerts/alerts.table.js';
import { type OpenDeadline, type OpenPlace, openDeadlines, openPlaces } from '../alerts/open.usecases.js';
import { reckoningFor } from '../alerts/reckoning.js';
import {
  type ListedLetters,
  listedLetters,
  type OpenRelay,
  openRelays,
  relayState,
  relayTaskOf,
} from '../alerts/relay-tasks.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { confirmations } from '../circulars/holdings.table.js';
import { logSecretView } from '../circulars/secrecy.js';
import { workedBackText } from '../domain/alerts/relay-words.js';
import { addDays, daysBetween, thaiDay } from '../domain/calendar.js';
import { type Actor, organisationOf } from '../people/actor.js';
import type { Database } from '../shared/database.js';
import { placeOf } from '../shared/letter-place.js';
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

/** A deadline of a letter, or the task to pass one on. */
export type OpenRow =
  | (OpenPlace & { relay?: never })
  | (Omit<OpenPlace, 'position'> & { position: null; relay: OpenRelay });

const dayOf = ({ dueOn, time }: OpenRow) => `${dueOn ?? '~'} ${time ?? '~'}`;

/** Where all is that the actor's organisation has still to keep, the earliest first; what it has to pass on stands among it on the day that was worked out for that. */
export async function allOpen(deps: DeadlineDeps, input: { actor: Actor; asOf: string }): Promise<OpenRow[]> {
  const since = addDays(input.asOf, -PAST_DAYS);
  const open = await openPlaces(deps, { ...input, since, once: true, where: mayBeOpen(input.asOf) });
  const relays = await openRelays(deps.db, input.actor, { from: since });
  const rows: OpenRow[] = [
    ...open,
    ...relays.map((relay) => {
      const { receipt, ordinal, dueOn, lastOn } = relay;
      return {
        receipt,
        ordinal,
        position: null,
        open: relayState(relay, input.asOf),
        dueOn,
        lastOn,
        time: null,
        relay,
      };
    }),
  ];
  return rows
    .filter(({ open: state, dueOn, lastOn }) => state !== 'overdue' || (lastOn ?? dueOn)! >= since)
    .sort((a, b) => (dayOf(a) < dayOf(b) ? -1 : dayOf(a) > dayOf(b) ? 1 : byPlace(a, b)));
}

const byPlace = (a: OpenRow, b: OpenRow) =>
  a.receipt - b.receipt || a.ordinal - b.ordinal || (a.position ?? -1) - (b.position ?? -1);

/** How many stand in each state: as many as `listOpenDeadlines` lists. */
export function countOpen(open: readonly OpenRow[]): Record<OpenState, number> {
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
  rows: readonly OpenRow[],
  asOf: string,
): Promise<OpenDeadlineLine[]> {
  const places = rows.filter((row) => row.relay === undefined);
  const open = await openDeadlines(deps, { actor, asOf, places });
  const confirmed = await selectConfirmed(deps.db, open);
  const deadlineLines = open.map((one) => deadlineLine(one, confirmed.has(placeOf(one))));
  const relays = rows.flatMap(({ relay }) => relay ?? []);
  const letterOf = await listedLetters(deps.db, relays);
  const relayLines = await relayLinesOf(deps, { actor, asOf, relays, letterOf });
  const secret = [
    ...open.filter(({ item }) => item.letter.secrecy !== null),
    ...relays.filter((relay) => letterOf(relay)?.secrecy != null),
  ];
  await logSecretView(deps.db, { at: deps.clock.now(), actor, letters: secret });
  const byRow = new Map([...deadlineLines, ...relayLines].map((line) => [rowKey(line), line]));
  return rows.flatMap((row) => byRow.get(rowKey(row)) ?? []);
}

const rowKey = ({ receipt, ordinal, position }: { receipt: number; ordinal: number; position: number | null }) =>
  `${receipt} ${ordinal} ${position}`;

function deadlineLine(one: OpenDeadline, confirmed: boolean): OpenDeadlineLine {
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
    confirmed,
    daysLeft,
    workingDaysLeft,
    changes,
    relay: null,
  };
}

async function relayLinesOf(
  deps: DeadlineDeps,
  of: { actor: Actor; asOf: string; relays: readonly OpenRelay[]; letterOf: ListedLetters },
): Promise<OpenDeadlineLine[]> {
  const { actor, asOf, relays, letterOf } = of;
  const organisation = organisationOf(actor);
  if (organisation === null || relays.length === 0) return [];
  const place = workplaceOf(await reckoningFor(deps, organisation, asOf));
  return relays.flatMap((one): OpenDeadlineLine[] => {
    const letter = letterOf(one);
    if (!letter) return [];
    const { receipt, ordinal, dueOn, lastOn, estimate, confirmed, confidence } = one;
    const { reference, kind, subject, issuer } = letter;
    const relay = relayTaskOf(one, { place, asOf });
    return [
      {
        receipt,
        ordinal,
        position: null,
        open: relayState(one, asOf),
        reference,
        kind,
        subject,
        issuer,
        deadline: { kind: 'due', binds: 'relay', optional: false, text: '', time: null, confidence },
        dueOn,
        lastOn,
        basis: 'policy',
        estimate,
        reason: workedBackText(one.reckoned),
        alternatives: [],
        readings: [],
        confirmed,
        daysLeft: daysBetween(asOf, dueOn),
        workingDaysLeft: relay.workingDaysLeft,
        changes: [],
        relay,
      },
    ];
  });
}

async function selectConfirmed(db: Database, of: readonly { receipt: number }[]): Promise<Set<string>> {
  if (of.length === 0) return new Set();
  const receipts = list(new Set(of.map(({ receipt }) => receipt)), 'integer');
  const rows = await db
    .select({ receipt: confirmations.receipt, firstPage: confirmations.firstPage, rank: confirmations.rank })
    .from(confirmations)
    .where(sql`${confirmations.receipt} = any(${receipts})`);
  return new Set(rows.map(placeOf));
}
