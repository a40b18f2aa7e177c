import type { Letter } from '../../schemas/record.js';
import { appendAudit } from '../audit/audit.repo.js';
import type { Deps } from '../circulars/circulars.deps.js';
import type { Gazetteer } from '../domain/gazetteer/gazetteer.js';
import { issuingOrganisation } from '../domain/gazetteer/issuer.js';
import { sentPages } from '../domain/sent-pages.js';
import { type Actor, organisationOf } from '../people/actor.js';
import { storedGazetteer } from '../people/gazetteers.js';
import type { Database } from '../shared/database.js';
import { WianError } from '../shared/errors.js';
import {
  insertNotices,
  insertSending,
  type LetterPlace,
  lettersOfFile,
  linkedWithin,
  officeCode,
  openSendings,
  usersAddressed,
  usersAmong,
} from './send.repo.js';

/** A letter of a file, as in `corrections`, and what is written of the deed. `lastPage`: by default as `sentPages` finds it. */
export interface Sent extends LetterPlace {
  /** Whose inbox (`noticeOwn`), or who sends (`sendNotices`). */
  organisation: string;
  lastPage?: number;
  at: Date;
  by: string;
}

/** What became of sending. `organisations`: those whose inbox it came into now, with pages up to `lastPage`. `reason`: why it was sent to nobody. */
export interface SendResult {
  organisations: string[];
  lastPage: number;
  reason?: 'not-the-issuer' | 'pages-shared';
}

/**
 * Puts an office's own letter into its own inbox. To be called in the transaction that registers or confirms it; again changes nothing.
 */
export async function noticeOwn(tx: Database, input: Sent): Promise<void> {
  const { organisation, receipt, firstPage, rank, at, by } = input;
  const lastPage = input.lastPage ?? (await pagesSent(tx, input)).lastPage;
  const notice = { receipt, firstPage, rank, lastPage, origin: 'own', sentAt: at, sentBy: by } as const;
  await insertNotices(tx, [organisation], { ...notice, sender: null });
}

/**
 * Sends a letter to its addressees as they are resolved, the sender itself left out; to be called in the transaction of what lets it go out (it was
 * confirmed, it was entered into the register of sent letters). Only the issuer sends so; who passes a letter on sends it by hand. Rows are made for
 * organisations that use this wian alone: of the others nothing is known (ไม่ทราบ), and one that joins later gets what is open then. Again changes
 * nothing, and does not bring back what was withdrawn.
 */
export async function sendNotices(deps: Pick<Deps, 'db'>, tx: Database, input: Sent): Promise<SendResult> {
  const { organisation: sender, receipt, firstPage, rank, at, by } = input;
  const { letter, ordinal, ...found } = await pagesSent(tx, input);
  const gazetteer = await storedGazetteer(deps.db, tx);
  if (!issuedBy(letter, sender, await officeCode(tx, sender), gazetteer)) {
    return { organisations: [], lastPage: found.lastPage, reason: 'not-the-issuer' };
  }
  const lastPage = input.lastPage ?? found.lastPage;
  if (input.lastPage === undefined && found.shared) return { organisations: [], lastPage, reason: 'pages-shared' };
  const place = { receipt, firstPage, rank };
  const isNew = await insertSending(tx, { ...place, sender, lastPage, organisations: null, sentAt: at, sentBy: by });
  const to = isNew === 'withdrawn' ? [] : await usersAddressed(tx, { receipt, ordinal, sender });
  const notice = { ...place, lastPage, sender, origin: 'resolved', sentAt: at, sentBy: by } as const;
  const organisations = await insertNotices(tx, to, notice);
  if (isNew === 'new' || organisations.length > 0) {
    const detail = { firstPage, rank, lastPage, sender, organisations };
    await appendAudit(tx, { at, actor: by, action: 'letter.sent', receipt, detail });
  }
  return { organisations, lastPage };
}

/** Sends a letter to organisations that a person chose, whoever issued it. Pages are those given, or as `sendNotices` takes them. */
export async function sendByHand(tx: Database, input: Sent & { to: readonly string[] }): Promise<SendResult> {
  const { organisation: sender, receipt, firstPage, rank, at, by } = input;
  const to = [...new Set(input.to)].filter((code) => code !== sender);
  const found = await pagesSent(tx, input);
  const lastPage = input.lastPage ?? found.lastPage;
  if (input.lastPage === undefined && found.shared) return { organisations: [], lastPage, reason: 'pages-shared' };
  const place = { receipt, firstPage, rank };
  await insertSending(tx, { ...place, sender, lastPage, organisations: to, sentAt: at, sentBy: by });
  const notice = { ...place, lastPage, sender, origin: 'hand', sentAt: at, sentBy: by } as const;
  const organisations = await insertNotices(tx, await usersAmong(tx, to), notice);
  const detail = { firstPage, rank, lastPage, sender, organisations: to };
  await appendAudit(tx, { at, actor: by, action: 'letter.sent-by-hand', receipt, detail });
  return { organisations, lastPage };
}

/**
 * Gives an office that joins the letters that were sent to it before and are still open: with a deadline that has not passed, or sent within
 * the last 30 days. To be called in the transaction that makes the office; resolves to how many.
 */
export async function deliverOpen(
  tx: Database,
  input: { organisation: string; at: Date; by: string },
): Promise<number> {
  const { organisation } = input;
  let count = 0;
  for (const { organisations, ...sending } of await openSendings(tx, organisation, input.at)) {
    const notice = { ...sending, origin: organisations === null ? 'resolved' : 'hand' } as const;
    count += (await insertNotices(tx, [organisation], notice)).length;
  }
  if (count > 0) {
    const detail = { organisation, letters: count };
    await appendAudit(tx, { at: input.at, actor: input.by, action: 'notices.delivered', receipt: null, detail });
  }
  return count;
}

/** Whether the actor's organisation issued a letter (`issuedBy`); of the machine, which acts for all, it is not asked. */
export async function isIssuer(db: Database, actor: Actor, letter: Letter): Promise<boolean> {
  const organisation = organisationOf(actor);
  if (organisation === null) return false;
  return issuedBy(letter, organisation, await officeCode(db, organisation), await storedGazetteer(db));
}

/** The letter at this place and the pages that go with it (see `sentPages`). Rejects with `record.not_found` where no letter begins there. */
export async function pagesSent(tx: Database, { receipt, firstPage, rank }: LetterPlace) {
  const rows = await lettersOfFile(tx, receipt);
  const at = rows.findIndex((row) => row.firstPage === firstPage && row.rank === rank);
  const row = rows[at];
  if (!row) throw new WianError('record.not_found', `receipt ${receipt}, page ${firstPage}, letter ${rank}`);
  const letters = rows.map(({ letter }) => letter);
  // Ordinals follow one another from 0, so that they are the places in the list.
  return { letter: row.letter, ordinal: row.ordinal, ...sentPages(letters, at, await linkedWithin(tx, receipt)) };
}

/**
 * Whether an organisation issued a letter: its name is that of the head, met exactly or with tone marks aside, or the letter's number begins with the
 * office's own code (`พร 0023.3`). Anything less sure is sent by hand.
 */
export function issuedBy(
  letter: Pick<Letter, 'reference' | 'issuer' | 'date'>,
  sender: string,
  code: string | null,
  gazetteer: Gazetteer,
): boolean {
  const { reference } = letter;
  const number = reference && `${reference.code ?? ''} ${reference.unit ?? ''}`.replace(/\s+/g, '');
  const own = code?.replace(/\s+/g, '');
  if (own && number && (number === own || number.startsWith(`${own}.`))) return true;
  return issuingOrganisation(letter, gazetteer)?.code === sender;
}
