import type {
  ChaseAnswer,
  ChaseFor,
  MatterChain,
  MatterSummary,
  MattersAnswer,
  MattersQuery,
  RecipientState,
  RecipientStatus,
  RecipientsAnswer,
  StatusCounts,
} from '../../schemas/matters.js';
import { logSecretView } from '../circulars/secrecy.js';
import { daysBetween, thaiDay } from '../domain/calendar.js';
import { type Chased, chaseText, unknownText } from '../domain/relay/chase-text.js';
import { workingDaysBetween } from '../domain/working-days.js';
import type { Actor } from '../people/actor.js';
import { storedGazetteer } from '../people/gazetteers.js';
import { keyOf, placeId } from '../relay/relay.models.js';
import { WianError } from '../shared/errors.js';
import { aroundOf, type DashboardDeps, workplaceOf } from './around.js';
import { chainOf, matterKeyOf } from './chain.models.js';
import { type Matter, selectMatter } from './matter.repo.js';
import { selectMatters, selectSteps, selectTops } from './matters.repo.js';
import { momentOf } from './rows.js';
import { findFamily } from './seen.js';
import { type StatusRow, selectStatuses } from './sent.repo.js';

/** The matters of which the actor sees a letter (see `selectMatters`), a page of them, and how many there are. */
export async function listMatters(
  deps: DashboardDeps,
  { actor, ...query }: Pick<MattersQuery, 'text' | 'sort' | 'offset' | 'limit'> & { actor: Actor },
): Promise<MattersAnswer> {
  const asOf = thaiDay(deps.clock.now());
  const rows = await selectMatters(deps.db, actor, { ...query, asOf });
  const tops = await selectTops(
    deps.db,
    rows.map(({ top }) => top),
  );
  const steps = await selectSteps(
    deps.db,
    actor,
    rows.map(({ family }) => family),
  );
  const workplace = await workplaceOf(deps);
  const matters = rows.flatMap((row): MatterSummary[] => {
    const top = tops.get(row.top);
    // Its file is being read again; it comes back in a moment.
    if (!top || top.number === null) return [];
    const { letter, number } = top;
    const told = letter.secrecy === null;
    return [
      {
        key: matterKeyOf(keyOf({ receipt: Math.floor(row.top / 2 ** 20), number })),
        subject: told ? letter.subject : null,
        reference: letter.reference?.normalized ?? letter.reference?.raw ?? null,
        issuer: told ? (letter.issuer?.name ?? null) : null,
        secrecy: letter.secrecy,
        firstDate: row.first_date,
        lastDate: row.last_date,
        letters: row.letters,
        organisations: row.organisations,
        hops: steps.get(row.family)?.hops ?? 0,
        differences: steps.get(row.family)?.differences ?? 0,
        deadline: told ? row.due : null,
        daysLeft: told && row.due ? daysBetween(asOf, row.due) : null,
        workingDaysLeft: told && row.due ? workingDaysBetween(workplace, asOf, row.due) : null,
      },
    ];
  });
  return { matters, total: rows[0]?.total ?? 0 };
}

/** The file and the n of a letter that a matter is asked for by, and its key as letters are named. */
export function matterPlace(key: string): { receipt: number; n: number; letter: string } {
  const [receipt, n] = key.split('-').map(Number) as [number, number];
  return { receipt, n, letter: keyOf({ receipt, number: n }) };
}

/** The matter with a letter that the actor sees. Rejects with `record.not_found` where they see none, `record.unfinished` before it is linked. */
async function requireMatter({ db }: DashboardDeps, actor: Actor, key: string): Promise<Matter & { letter: string }> {
  const { receipt, n, letter } = matterPlace(key);
  const family = await findFamily(db, actor, { receipt, n });
  if (family === 'unlinked') throw new WianError('record.unfinished', key);
  const matter = family === null ? null : await selectMatter(db, actor, family);
  if (!matter?.letters.has(letter)) throw new WianError('record.not_found', key);
  return { ...matter, letter };
}

/** The relay chain of a matter, by the key of one of its letters. */
export async function showChain(
  deps: DashboardDeps,
  { actor, key }: { actor: Actor; key: string },
): Promise<MatterChain> {
  const matter = await requireMatter(deps, actor, key);
  const secret = [...matter.letters.values()].filter(({ letter }) => letter.secrecy !== null);
  await logSecretView(deps.db, { at: deps.clock.now(), actor, letters: secret });
  return chainOf(matter, matter.letter, await aroundOf(deps, actor, matter));
}

const stateOf = (row: StatusRow): RecipientState => {
  if (!row.has) return 'unknown';
  if (row.done_at !== null) return 'done';
  if (row.forwarded_at !== null) return 'forwarded';
  if (row.acknowledged_at !== null) return 'acknowledged';
  if (row.read_at !== null) return 'read';
  return row.received_at === null ? 'waiting' : 'received';
};

/** Whether a body has done something, or something that comes later in the course and cannot be without it. */
const HAS_DONE: Record<ChaseFor, (row: RecipientStatus) => boolean> = {
  received: (row) => row.receivedAt !== null || HAS_DONE.read(row),
  read: (row) => [row.readAt, row.acknowledgedAt, row.forwardedAt, row.doneAt].some((at) => at !== null),
  acknowledged: (row) => row.acknowledgedAt !== null,
  forwarded: (row) => row.forwardedAt !== null,
  done: (row) => row.doneAt !== null,
};

const countsOf = (rows: readonly RecipientStatus[]): StatusCounts => {
  const having = (what: ChaseFor) => rows.filter(HAS_DONE[what]).length;
  return {
    total: rows.length,
    received: having('received'),
    read: having('read'),
    acknowledged: having('acknowledged'),
    forwarded: having('forwarded'),
    done: having('done'),
    waiting: rows.filter(({ state }) => state === 'waiting').length,
    unknown: rows.filter(({ state }) => state === 'unknown').length,
  };
};

/**
 * The bodies that the actor's organisation sent a letter to, by the letter's key, in the order of their codes. Rejects with `record.not_found` where
 * the actor does not see the letter; a letter that was sent to nobody has none.
 */
export async function listRecipients(
  deps: DashboardDeps,
  { actor, key }: { actor: Actor; key: string },
): Promise<RecipientsAnswer> {
  const matter = await requireMatter(deps, actor, key);
  return recipientsOf(deps, actor, key, matter);
}

async function recipientsOf(
  deps: DashboardDeps,
  actor: Actor,
  key: string,
  matter: Matter & { letter: string },
): Promise<RecipientsAnswer> {
  const { receipt, ordinal, letter } = matter.letters.get(matter.letter)!;
  const gazetteer = await storedGazetteer(deps.db);
  const rows = await selectStatuses(deps.db, actor, { receipts: [receipt] });
  const recipients = rows
    .filter((row) => placeId(row) === placeId({ receipt, ordinal }))
    .map((row): RecipientStatus => {
      const known = gazetteer.get(row.organisation);
      const at = (value: Date | string | null) => (row.has ? momentOf(value) : null);
      return {
        code: row.organisation,
        name: known?.name ?? row.organisation,
        kind: known?.kind ?? null,
        level: known?.level ?? null,
        usesWian: row.uses,
        state: stateOf(row),
        sentAt: at(row.sent_at),
        receivedAt: at(row.received_at),
        readAt: at(row.read_at),
        acknowledgedAt: at(row.acknowledged_at),
        forwardedAt: at(row.forwarded_at),
        doneAt: at(row.done_at),
      };
    });
  return {
    key,
    reference: letter.reference?.normalized ?? null,
    subject: letter.secrecy === null ? letter.subject : null,
    counts: countsOf(recipients),
    recipients,
  };
}

/** The reminder of those who use wian and have neither done what is asked nor closed the matter, and apart from them those of whom nothing is known. */
export async function chase(
  deps: DashboardDeps,
  { actor, key, for: what }: { actor: Actor; key: string; for: ChaseFor },
): Promise<ChaseAnswer> {
  const matter = await requireMatter(deps, actor, key);
  const { recipients, subject, reference } = await recipientsOf(deps, actor, key, matter);
  const { letter } = matter.letters.get(matter.letter)!;
  const asOf = thaiDay(deps.clock.now());
  const steps = matter.family.steps;
  const paper = matter.family.copies.find(({ copy }) => copy === matter.letter)?.letter ?? matter.letter;
  const due = steps.find((step) => step.letter === paper)?.deadline ?? null;
  // A reminder leaves the building: what a letter of a secrecy class is about stays out of it, whoever copies it.
  const told = letter.secrecy === null;
  const of: Chased = {
    subject: told ? subject : null,
    reference,
    issuer: told ? (letter.issuer?.name ?? null) : null,
    date: letter.date,
    deadline: told && due !== null && due >= asOf ? due : null,
    asOf,
  };
  const named = (rows: readonly RecipientStatus[]) => rows.map(({ code, name }) => ({ code, name }));
  const outstanding = named(
    recipients.filter((row) => row.state !== 'unknown' && row.doneAt === null && !HAS_DONE[what](row)),
  );
  const unknown = named(recipients.filter(({ state }) => state === 'unknown'));
  const names = (rows: readonly { name: string }[]) => rows.map(({ name }) => name);
  return {
    key,
    for: what,
    outstanding,
    unknown,
    text: chaseText(of, what, names(outstanding)),
    unknownText: unknownText(of, names(unknown)),
  };
}
