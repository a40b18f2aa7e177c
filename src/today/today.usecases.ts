import type { Role } from '../../schemas/access.js';
import type { FailedFile, QueueName, TodayAnswer } from '../../schemas/today.js';
import { countWaiting } from '../circulars/check.repo.js';
import { logSecretRows, shownNames, shownTo } from '../circulars/secrecy.js';
import { visibleLetters } from '../circulars/visible.js';
import { thaiDay } from '../domain/calendar.js';
import { countUnread } from '../notices/notices.repo.js';
import { type Actor, organisationOf } from '../people/actor.js';
import { countUnsent } from '../register/drafts.usecases.js';
import { countUnregistered } from '../register/lists.usecases.js';
import { allOpen, countOpen, type DeadlineDeps, linesOf } from './deadlines.usecases.js';
import { countFailed, seesAny, selectFailed, selectReading, selectReceived, selectTops } from './today.repo.js';

/** Deadlines that are shown below the queues. */
const NEXT = 8;

/** Who has which queues; the machine has all that need no organisation. */
const FOR: Record<QueueName, readonly Role[]> = {
  check: ['clerk'],
  today: ['clerk', 'receiver', 'viewer'],
  perhaps: ['clerk', 'receiver', 'viewer'],
  overdue: ['clerk', 'receiver', 'viewer'],
  failed: ['clerk'],
  unregistered: ['clerk'],
  unread: ['clerk', 'receiver'],
  unsent: ['clerk'],
};

function has(actor: Actor, queue: QueueName): boolean {
  if (actor.kind === 'machine') return !['unread', 'unregistered', 'unsent'].includes(queue);
  if (actor.kind === 'key') return FOR[queue].includes('viewer');
  return FOR[queue].some((role) => actor.roles.includes(role));
}

/**
 * What waits for the actor today: of each queue of their roles how much is in it (as much as the queue lists), the next deadlines, what is being read and
 * what came last.
 */
export async function tellToday(deps: DeadlineDeps, input: { actor: Actor }): Promise<TodayAnswer> {
  const { actor } = input;
  const asOf = thaiDay(deps.clock.now());
  const open = await allOpen(deps, { actor, asOf });
  const counts = countOpen(open);
  const organisation = organisationOf(actor);
  const counted: Partial<Record<QueueName, () => Promise<number>>> = {
    check: () => countWaiting(deps.db, actor),
    today: async () => counts.today,
    perhaps: async () => counts.perhaps,
    overdue: async () => counts.overdue,
    failed: () => countFailed(deps.db, actor),
    unregistered: () => countUnregistered(deps, { actor }),
    unread: async () => (organisation === null ? 0 : countUnread(deps.db, organisation)),
    unsent: () => countUnsent(deps, { actor }),
  };
  const queues: TodayAnswer['queues'] = [];
  for (const [queue, count] of Object.entries(counted) as [QueueName, () => Promise<number>][]) {
    if (has(actor, queue)) queues.push({ queue, count: await count() });
  }
  const next = open.filter(({ open: state }) => state !== 'overdue' && state !== 'undated').slice(0, NEXT);
  return {
    asOf,
    queues,
    deadlines: await linesOf(deps, actor, next, asOf),
    reading: (await named(deps, actor, await selectReading(deps.db, actor))).map(dated),
    received: await received(deps, actor),
    fresh: !(await seesAny(deps.db, actor)),
  };
}

const dated = <T extends { receivedAt: Date }>(row: T) => ({ ...row, receivedAt: row.receivedAt.toISOString() });

async function named<T extends { receipt: number; name: string }>(
  { db }: DeadlineDeps,
  actor: Actor,
  rows: readonly T[],
): Promise<T[]> {
  const names = await shownNames(db, actor, rows);
  return rows.map((row) => ({ ...row, name: names.get(row.receipt) ?? row.name }));
}

async function received(deps: DeadlineDeps, actor: Actor): Promise<TodayAnswer['received']> {
  const rows = await named(deps, actor, await selectReceived(deps.db, actor));
  const receipts = rows.map(({ receipt }) => receipt);
  const tops = await selectTops(deps.db, receipts, visibleLetters(actor));
  const shown = shownTo(actor, tops);
  const firsts = shown.filter((one, at) => shown[at - 1]?.receipt !== one.receipt);
  await logSecretRows(deps, actor, firsts);
  return rows.map((row) => {
    const first = firsts.find(({ receipt }) => receipt === row.receipt)?.effective;
    return {
      ...dated(row),
      letters: tops.filter(({ receipt }) => receipt === row.receipt).length,
      reference: first?.reference?.normalized ?? null,
      subject: first?.subject ?? first?.title ?? null,
    };
  });
}

/** Files of the actor's organisation that could not be read, or not wholly: as many as are counted. */
export async function listFailed(deps: DeadlineDeps, input: { actor: Actor }): Promise<FailedFile[]> {
  const rows = await named(deps, input.actor, await selectFailed(deps.db, input.actor));
  return rows.map(({ errorCode, errorMessage, ...row }) => ({
    ...dated(row),
    error: errorCode === null ? null : (errorMessage ?? errorCode),
  }));
}
