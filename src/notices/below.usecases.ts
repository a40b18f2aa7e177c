import type { BelowAnswer, BelowState, BelowStatus } from '../../schemas/notices.js';
import type { OrganisationRef } from '../../schemas/organisations.js';
import { appendAudit } from '../audit/audit.repo.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { requireNoneSecret } from '../circulars/secrecy.js';
import { visiblePages } from '../circulars/visible.js';
import type { Gazetteer } from '../domain/gazetteer/gazetteer.js';
import { type Actor, auditName, organisationOf } from '../people/actor.js';
import { storedGazetteer } from '../people/gazetteers.js';
import type { Database } from '../shared/database.js';
import { WianError } from '../shared/errors.js';
import { addressedOf, noticesOf, sendingsOf, visibleLetter, withdrawNotices, withdrawSendings } from './below.repo.js';
import { inboxOrganisation } from './inbox.usecases.js';
import type { NoticeRow } from './notices.repo.js';
import { sendByHand } from './send.js';
import { usersAmong } from './send.repo.js';

/** What an organisation does with letters that it sends down, and what it sees of them. */

interface OfLetter {
  actor: Actor;
  receipt: number;
  ordinal: number;
}

async function letterAt(db: Database, { actor, receipt, ordinal }: OfLetter) {
  const row = await visibleLetter(db, actor, receipt, ordinal);
  if (!row) throw new WianError('record.not_found', `receipt ${receipt}, letter ${ordinal}`);
  return row;
}

const named = (gazetteer: Gazetteer, code: string): OrganisationRef => ({
  code,
  name: gazetteer.get(code)?.name ?? code,
});

/**
 * Sends a letter to organisations that a clerk chose. Only pages that the sender sees itself are sent. `organisations`: those that have it in their
 * inbox now; `unknown`: those that do not use wian, who have to be sent the paper. Rejects with `record.not_found`, `record.secret`,
 * `request.invalid` for a code that no organisation has and for a part of a letter, and `notice.pages_shared`.
 */
export async function sendLetter(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: OfLetter & { organisations: readonly string[]; lastPage?: number },
): Promise<{ organisations: OrganisationRef[]; unknown: OrganisationRef[] }> {
  const { actor, receipt, organisations, lastPage } = input;
  const sender = inboxOrganisation(actor);
  const { firstPage, rank, lastPage: own } = await letterAt(deps.db, input);
  // Who gets a letter finds it by all that it says: it goes whole or not at all.
  if (lastPage !== undefined && lastPage < own) throw new WianError('request.invalid', `lastPage before ${own}`);
  const gazetteer = await storedGazetteer(deps.db);
  const strange = organisations.find((code) => gazetteer.get(code) === null);
  if (strange !== undefined) throw new WianError('request.invalid', `organisation ${strange}`);
  const seen = await visiblePages(deps.db, actor, receipt);
  return deps.db.transaction(async (tx) => {
    const sent = { organisation: sender, receipt, firstPage, rank, at: deps.clock.now(), by: auditName(actor) };
    const result = await sendByHand(tx, { ...sent, to: organisations, ...(lastPage !== undefined && { lastPage }) });
    if (result.reason) throw new WianError('notice.pages_shared');
    const whole = seen === 'all' || seen?.some(([first, last]) => first <= firstPage && result.lastPage <= last);
    // What the sender was not sent itself it cannot pass on. The transaction is undone.
    if (!whole || result.lastPage < firstPage) throw new WianError('record.not_found', `page ${result.lastPage}`);
    await requireNoneSecret(tx, actor, receipt, [firstPage, result.lastPage]);
    const users = new Set(await usersAmong(tx, organisations));
    const to = organisations.filter((code) => code !== sender).map((code) => named(gazetteer, code));
    return {
      organisations: to.filter(({ code }) => users.has(code)),
      unknown: to.filter(({ code }) => !users.has(code)),
    };
  });
}

/** Takes back what the organisation itself sent: from these, or from all, so that nobody gets it later either. Resolves to from whom. */
export async function withdrawLetter(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: OfLetter & { organisations?: readonly string[] },
): Promise<OrganisationRef[]> {
  const { actor, receipt, organisations } = input;
  const sender = inboxOrganisation(actor);
  const { firstPage, rank } = await letterAt(deps.db, input);
  const place = { sender, receipt, firstPage, rank };
  const gazetteer = await storedGazetteer(deps.db);
  return deps.db.transaction(async (tx) => {
    const at = deps.clock.now();
    const by = auditName(actor);
    const codes = await withdrawNotices(tx, place, organisations ?? null, at);
    const all = organisations === undefined && (await withdrawSendings(tx, place, { at, by }));
    if (codes.length === 0 && !all) return [];
    const detail = { firstPage, rank, sender, organisations: codes, all };
    await appendAudit(tx, { at, actor: by, action: 'letter.withdrawn', receipt, detail });
    return codes.map((code) => named(gazetteer, code));
  });
}

/** The furthest that is known. Done goes before forwarded: an office may do both, and the matter is closed then. */
function stateOf(row: NoticeRow): BelowState {
  if (row.withdrawnAt) return 'withdrawn';
  if (row.doneAt) return 'done';
  if (row.forwardedAt) return 'forwarded';
  if (row.acknowledgedAt) return 'acknowledged';
  if (row.readAt) return 'read';
  return row.receivedAt ? 'received' : 'sent';
}

const UNKNOWN: Omit<BelowStatus, 'organisation'> = {
  state: 'unknown',
  sentAt: null,
  receivedAt: null,
  readAt: null,
  acknowledgedAt: null,
  forwardedAt: null,
  doneAt: null,
  withdrawnAt: null,
};

/** How far it is there: states and times, nothing of what the office wrote or to whom of its own it was given. */
function statusOf(row: NoticeRow): Omit<BelowStatus, 'organisation'> {
  const time = (at: Date | null) => at?.toISOString() ?? null;
  return {
    state: stateOf(row),
    sentAt: time(row.sentAt),
    receivedAt: time(row.receivedAt),
    readAt: time(row.readAt),
    acknowledgedAt: time(row.acknowledgedAt),
    forwardedAt: time(row.forwardedAt),
    doneAt: time(row.doneAt),
    withdrawnAt: time(row.withdrawnAt),
  };
}

/**
 * How far a letter is at those to whom the actor's organisation sent it: its addressees, and those chosen by hand. Of one that does not use wian nothing
 * is known (`unknown`), and that is not the same as not received; so it is of one that has the letter from another sender. Nothing is told of letters
 * that others sent, or that are only kept: then `sentAt` is null. The machine sees what all senders sent. Rejects with `record.not_found`.
 */
export async function statusBelow(deps: Pick<Deps, 'db'>, input: OfLetter): Promise<BelowAnswer> {
  const { actor, receipt, ordinal } = input;
  const { firstPage, rank } = await letterAt(deps.db, input);
  const sender = organisationOf(actor);
  const place = { receipt, firstPage, rank };
  const sendings = await sendingsOf(deps.db, place, sender);
  if (sendings.length === 0) return { sentAt: null, recipients: [] };
  const senders = new Set(sendings.map((one) => one.sender));
  const addressed = sendings.some(({ organisations }) => organisations === null)
    ? await addressedOf(deps.db, receipt, ordinal)
    : [];
  const chosen = sendings.flatMap(({ organisations }) => organisations ?? []);
  // What an office did with a letter that another sent it is that one's to know; its own scan answers whoever sent the letter.
  const theirs = (await noticesOf(deps.db, place)).filter((row) => row.sender === null || senders.has(row.sender));
  const rows = new Map(theirs.map((row) => [row.organisation, row]));
  // Those sent it before that are no longer among the addressees, since the letter was corrected.
  const before = theirs.filter((row) => row.sender !== null);
  const codes = new Set([...addressed, ...chosen, ...before.map(({ organisation }) => organisation)]);
  if (sender !== null) codes.delete(sender);
  const gazetteer = await storedGazetteer(deps.db);
  const recipients = [...codes].sort().map((code): BelowStatus => {
    const row = rows.get(code);
    return { organisation: named(gazetteer, code), ...(row ? statusOf(row) : UNKNOWN) };
  });
  return { sentAt: sendings[0]!.sentAt.toISOString(), recipients };
}
