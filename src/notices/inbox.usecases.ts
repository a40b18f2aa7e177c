import type { InboxAnswer, InboxFilter, InboxLetter, InboxOptions, NoticeEvent } from '../../schemas/notices.js';
import { deadlines } from '../alerts/alerts.table.js';
import { type LiveDeadline, liveDeadlines } from '../alerts/open.usecases.js';
import { reckoningFor } from '../alerts/reckoning.js';
import { appendAudit } from '../audit/audit.repo.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { logSecretRows, shownTo } from '../circulars/secrecy.js';
import { thaiDay } from '../domain/calendar.js';
import { type Actor, auditName, organisationOf, readsSecret } from '../people/actor.js';
import { storedGazetteer } from '../people/gazetteers.js';
import { namesOf } from '../people/names.js';
import { WianError } from '../shared/errors.js';
import { placeOf } from '../shared/letter-place.js';
import { besidesOf } from './besides.usecases.js';
import { bindingOf, deadlinesIn, type OwnDeadline, ownDeadlines } from './due.js';
import { deadlinesOf } from './due.repo.js';
import { itemOf, type NamesOf, namesIn, type Reader, stepOf, told } from './inbox.models.js';
import {
  changeNotice,
  countDone,
  findNotice,
  inOpenFiles,
  lettersOf,
  markReceived,
  type NoticeRow,
  selectDone,
  selectEvents,
  selectForwards,
  selectMembers,
  selectNotices,
  selectOpen,
} from './notices.repo.js';
import { lettersOfFile, officeSettings } from './send.repo.js';

export type InboxDeps = Pick<Deps, 'db' | 'clock' | 'office'>;

/** The organisation whose inbox it is; the machine has none. */
export function inboxOrganisation(actor: Actor): string {
  const organisation = organisationOf(actor);
  if (organisation === null) throw new WianError('request.invalid', 'organisation');
  return organisation;
}

/** How those of audit names are called today. */
export async function calledIn(db: Deps['db'], auditNames: Iterable<string | null>): Promise<NamesOf> {
  const names = await namesOf(db, auditNames);
  return (name) => names.get(name) ?? 'ระบบ';
}

async function readerOf(deps: InboxDeps, actor: Actor, rows: readonly NoticeRow[]): Promise<Reader> {
  const gazetteer = await storedGazetteer(deps.db);
  return {
    organisation: inboxOrganisation(actor),
    namesOf: await calledIn(deps.db, namesIn(rows)),
    organisationName: (code) => gazetteer.get(code)?.name ?? code,
    secret: readsSecret(actor),
  };
}

/** Of each notice its deadlines, those of what is enclosed among them; of a secret letter to those alone who are named for such. */
async function deadlinesByNotice(
  deps: InboxDeps,
  actor: Actor,
  rows: readonly NoticeRow[],
): Promise<(row: NoticeRow) => OwnDeadline[]> {
  const organisation = inboxOrganisation(actor);
  const reckoning = await reckoningFor(deps, organisation);
  const all = await deadlinesOf(
    deps.db,
    rows.map(({ receipt }) => receipt),
  );
  const stored = all.filter(({ secrecy }) => secrecy === null || readsSecret(actor));
  const byFile = new Map<number, OwnDeadline[]>();
  for (const one of await ownDeadlines(deps.db, organisation, stored, reckoning)) {
    const list = byFile.get(one.receipt);
    if (list) list.push(one);
    else byFile.set(one.receipt, [one]);
  }
  return (row) => deadlinesIn(row, byFile.get(row.receipt) ?? []);
}

/**
 * The inbox of the actor's organisation: what is open by the earliest deadline that binds it, those without one behind them, the latest first; what is done
 * the latest first. That a letter stood in such a list for the first time is written down: from then on it is received (ได้รับ).
 */
export async function listInbox(
  deps: InboxDeps,
  input: { actor: Actor; filter: InboxFilter; offset: number; limit: number },
): Promise<InboxAnswer> {
  const { actor, filter, offset, limit } = input;
  const organisation = inboxOrganisation(actor);
  const asOf = thaiDay(deps.clock.now());
  const entries = await openEntries(deps, actor, organisation, asOf);
  const is: Record<Exclude<InboxFilter, 'done'>, (entry: Entry) => boolean> = {
    open: () => true,
    unread: ({ read }) => !read,
    mine: ({ assignee }) => actor.kind === 'person' && assignee === actor.id,
    // What had passed before it came is not the office's own delay.
    overdue: ({ due }) => due?.dueOn != null && (due.lastOn ?? asOf) < asOf,
  };
  const counted = (name: keyof typeof is) => entries.filter(is[name]).length;
  const counts = {
    open: entries.length,
    unread: counted('unread'),
    mine: counted('mine'),
    overdue: counted('overdue'),
    done: await countDone(deps.db, organisation),
  };
  const some =
    filter === 'done'
      ? await selectDone(deps.db, organisation, { offset, limit })
      : await selectNotices(
          deps.db,
          organisation,
          entries
            .filter(is[filter])
            .slice(offset, offset + limit)
            .map(({ id }) => id),
        );
  const deadlinesFor = await deadlinesByNotice(deps, actor, some);
  const page = some.map((row) => ({ row, ...bindingOf(deadlinesFor(row)) }));
  const rows = page.map(({ row }) => row);
  await receive(deps, actor, rows);
  const shown = shownTo(
    actor,
    await lettersOf(
      deps.db,
      rows.map(({ id }) => id),
    ),
  );
  await logSecretRows(deps, actor, shown);
  const letters = new Map(shown.map((letter) => [letter.id, letter]));
  const reader = await readerOf(deps, actor, rows);
  const besides = await besidesOf(deps, organisation, rows, letters);
  const items = page.map(({ row, ...binding }) =>
    itemOf(row, letters.get(row.id) ?? null, binding, besides(row), reader),
  );
  return { items, total: counts[filter], counts };
}

/** An open letter with the day by which it stands in the list; null where none binds the office, or what does had passed before it came. */
type Entry = Awaited<ReturnType<typeof selectOpen>>[number] & { due: LiveDeadline | null };

/** All that is open, in its order. */
async function openEntries(deps: InboxDeps, actor: Actor, organisation: string, asOf: string): Promise<Entry[]> {
  const open = await selectOpen(deps.db, organisation);
  const live = await liveDeadlines(deps, { actor, asOf, where: inOpenFiles(deadlines.receipt, organisation) });
  const first = new Map<string, LiveDeadline>();
  // Of two on one day the first in the letter, as `firstBinding` has it.
  for (const one of live) {
    const known = first.get(placeOf(one));
    if (one.dueOn !== null && (!known || one.dueOn < known.dueOn!)) first.set(placeOf(one), one);
  }
  return open.map((row) => ({ ...row, due: first.get(placeOf(row)) ?? null })).sort(byDue);
}

/** What is due next first; what had passed before it came, and what has no day, behind it, the latest letter first. */
function byDue(a: Entry, b: Entry): number {
  const day = ({ due }: Entry) => due?.dueOn ?? '~';
  const time = ({ due }: Entry) => due?.time ?? '~';
  if (day(a) !== day(b)) return day(a) < day(b) ? -1 : 1;
  if (day(a) !== '~' && time(a) !== time(b)) return time(a) < time(b) ? -1 : 1;
  return b.sentAt.getTime() - a.sentAt.getTime() || b.id - a.id;
}

async function receive(deps: InboxDeps, actor: Actor, rows: readonly NoticeRow[]): Promise<void> {
  const fresh = rows.filter(({ receivedAt }) => receivedAt === null).map(({ id }) => id);
  if (fresh.length === 0) return;
  const at = deps.clock.now();
  await deps.db.transaction(async (tx) => {
    for (const { id, receipt } of await markReceived(tx, fresh, at)) {
      const entry = { at, actor: auditName(actor), action: 'notice.received', receipt };
      await appendAudit(tx, { ...entry, detail: { notice: id, before: null, after: at.toISOString() } });
    }
  });
}

/** Who may have read a letter for the organisation: those who work on it, not who only looks. */
const reads = (actor: Actor): boolean =>
  actor.kind === 'person' && actor.roles.some((role) => role === 'clerk' || role === 'receiver');

/**
 * One letter of the inbox, with all that is to be known to act on it. The first of the office to open it has read it. Rejects with
 * `record.not_found`.
 */
export async function openLetter(deps: InboxDeps, input: { actor: Actor; id: number }): Promise<InboxLetter> {
  const { actor, id } = input;
  const organisation = inboxOrganisation(actor);
  const row = await deps.db.transaction(async (tx) => {
    const found = await findNotice(tx, organisation, id, true);
    if (!found) throw new WianError('record.not_found', `notice ${id}`);
    const at = deps.clock.now();
    const by = auditName(actor);
    const change: Partial<NoticeRow> = found.receivedAt === null ? { receivedAt: at } : {};
    if (found.readAt === null && reads(actor)) {
      Object.assign(change, { readAt: at, readBy: by });
      const detail = { notice: id, before: null, after: at.toISOString() };
      await appendAudit(tx, { at, actor: by, action: 'notice.read', receipt: found.receipt, detail });
    }
    if (Object.keys(change).length > 0) await changeNotice(tx, id, change);
    return { ...found, ...change };
  });
  return letterOf(deps, actor, row);
}

async function letterOf(deps: InboxDeps, actor: Actor, row: NoticeRow): Promise<InboxLetter> {
  const file = (await lettersOfFile(deps.db, row.receipt)).map(({ letter, ...place }) => ({
    ...place,
    receipt: row.receipt,
    effective: letter,
  }));
  const shown = shownTo(actor, file);
  const head = shown.find(({ firstPage, rank }) => firstPage === row.firstPage && rank === row.rank) ?? null;
  const behind = shown.filter(
    ({ ordinal, firstPage }) => head !== null && ordinal > head.ordinal && firstPage <= row.lastPage,
  );
  await logSecretRows(deps, actor, [...(head ? [head] : []), ...behind]);
  const own = (await deadlinesByNotice(deps, actor, [row]))(row);
  const forwards = await selectForwards(deps.db, row.id);
  const log = await selectEvents(deps.db, row);
  const reader = await readerOf(deps, actor, [row]);
  const names = await calledIn(deps.db, [...forwards.map((one) => one.forwardedBy), ...log.map((one) => one.actor)]);
  const letters = new Map(head ? [[row.id, head]] : []);
  const besides = (await besidesOf(deps, reader.organisation, [row], letters))(row);
  return {
    ...itemOf(row, head, bindingOf(own), besides, reader),
    record: head?.effective ?? null,
    receipt: row.receipt,
    pages: [row.firstPage, row.lastPage],
    deadlines: own.map((one) => told(one)!),
    enclosed: behind.map(({ ordinal, effective: { kind, reference, title, subject } }) => ({
      ordinal,
      kind,
      text: [reference?.raw, title ?? subject].filter((part) => part).join(' '),
    })),
    received: row.receivedAt?.toISOString() ?? null,
    read: stepOf(row.readAt, row.readBy, reader.namesOf),
    assigned: stepOf(row.assignedAt, row.assignedBy, reader.namesOf),
    note: row.doneNote,
    proof: row.proofSha256 === null ? null : { name: row.proofName ?? '-' },
    forwards: forwards.map(({ unit, note, forwardedAt, forwardedBy }) => ({
      unit,
      note,
      at: forwardedAt.toISOString(),
      by: names(forwardedBy),
    })),
    events: log.map(
      ({ at, actor: who, action, detail }): NoticeEvent => ({
        at: at.toISOString(),
        by: names(who),
        action,
        text: typeof detail.text === 'string' ? detail.text : null,
      }),
    ),
    reminders: besides.reminders,
  };
}

/** To whom the actor's organisation can give its letters. */
export async function inboxOptions(deps: Pick<Deps, 'db'>, input: { actor: Actor }): Promise<InboxOptions> {
  const organisation = inboxOrganisation(input.actor);
  const settings = await officeSettings(deps.db, organisation);
  return { people: await selectMembers(deps.db, organisation), units: settings.units ?? [] };
}
