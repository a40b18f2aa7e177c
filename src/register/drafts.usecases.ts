import type { DeadlineItem } from '../../schemas/api.js';
import type { Draft, DraftContent, SendingAnswer, WaitingLetter } from '../../schemas/sending.js';
import { listDeadlines } from '../alerts/alerts.usecases.js';
import { appendAudit } from '../audit/audit.repo.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { logSecretView } from '../circulars/secrecy.js';
import { daysBetween, thaiDay } from '../domain/calendar.js';
import { draftCoverLetter, type LetterOffice } from '../domain/cover/draft.js';
import { formatThaiDate } from '../domain/dates.js';
import type { Gazetteer } from '../domain/gazetteer/gazetteer.js';
import { SURE } from '../domain/labels.js';
import { toThaiDigits } from '../domain/numerals.js';
import { holidayCalendar } from '../domain/working-days.js';
import { effectiveTable } from '../holidays/built-in.js';
import { selectHolidays } from '../holidays/holidays.repo.js';
import { issuedBy } from '../notices/send.js';
import { type Actor, auditName } from '../people/actor.js';
import { provinceNameOf, storedGazetteer } from '../people/gazetteers.js';
import { findOffice } from '../people/offices.repo.js';
import { coverLetterDocx } from '../printing/cover-letter-docx.js';
import { coverLetterPdf } from '../printing/cover-letter-pdf.js';
import { keyOf } from '../relay/relay.models.js';
import type { Database } from '../shared/database.js';
import { WianError } from '../shared/errors.js';
import { placeOf } from '../shared/letter-place.js';
import { selectArrivals } from './arrivals.repo.js';
import { changesOf, checksOf, sendingLetterOf, summaryOf } from './drafts.models.js';
import {
  type DraftRow,
  findDraft,
  findOpenDraft,
  insertDraft,
  selectDrafts,
  selectPassedOn,
  updateDraft,
} from './drafts.repo.js';
import { registerOf, requireNamed } from './office.js';
import { arrivalOf } from './register.models.js';
import { lockRegister } from './register.repo.js';
import { takenIn } from './register.views.js';
import { type FoundLetter, findLetter, selectToSend } from './waiting.repo.js';

export type SendingDeps = Pick<Deps, 'db' | 'clock' | 'office'>;

/** Letters that wait to be sent on, in one list. */
const MOST_WAITING = 500;

/** The office as its letters show it. Rejects with `office.none` where it is not in the gazetteer. */
async function letterOffice(db: Database, organisation: string, gazetteer: Gazetteer): Promise<LetterOffice> {
  const known = gazetteer.get(organisation);
  if (!known) throw new WianError('office.none', organisation);
  const office = await findOffice(db, organisation);
  return { ...office?.settings, organisation: known };
}

/** The day a letter came to the organisation, as far as it is known. */
async function arrivedOn(db: Database, organisation: string, found: FoundLetter): Promise<string> {
  const arrival = (await selectArrivals(db, organisation, [found.receipt]))(found);
  if (arrival?.on) return arrival.on;
  const province = await provinceNameOf(db, organisation);
  return thaiDay(new Date(arrivalOf(found.letter, takenIn(found, province)).at));
}

/** The day that the drafts count from: of a letter that is found no more, the day of the draft. */
async function arrivalOfDraft(db: Database, organisation: string, row: DraftRow): Promise<string> {
  const found = await findLetter(db, organisation, row);
  return found ? arrivedOn(db, organisation, found) : thaiDay(row.createdAt);
}

/** The nearest deadline of each letter, by its key: one that binds its addressees before one for applicants. */
function nearest(items: readonly DeadlineItem[]): Map<string, WaitingLetter['due']> {
  const dated = items.filter(({ resolved, workingDaysLeft }) => resolved.dueOn !== null && workingDaysLeft !== null);
  const binding = (item: DeadlineItem) => (item.deadline.binds === 'applicant' ? 1 : 0);
  const first = new Map<string, DeadlineItem>();
  for (const item of dated) {
    const other = first.get(item.key);
    if (!other || binding(item) < binding(other)) first.set(item.key, item);
  }
  return new Map(
    [...first].map(([key, { resolved, workingDaysLeft, deadline }]) => {
      const sure = !resolved.estimate && deadline.confidence >= SURE;
      const applicant = deadline.binds === 'applicant';
      return [key, { date: resolved.dueOn!, workingDaysLeft: workingDaysLeft!, sure, applicant }];
    }),
  );
}

/** Received letters that ask to be passed on and have not been. A letter that the office wrote itself is none of them. */
async function toSend({ db }: Pick<SendingDeps, 'db'>, organisation: string) {
  const gazetteer = await storedGazetteer(db);
  const { code } = await letterOffice(db, organisation, gazetteer);
  const rows = await selectToSend(db, organisation, MOST_WAITING);
  return rows.filter(({ letter }) => !issuedBy(letter, organisation, code ?? null, gazetteer));
}

/** How many letters `listSending` has waiting. */
export async function countUnsent(deps: Pick<SendingDeps, 'db'>, input: { actor: Actor }): Promise<number> {
  return (await toSend(deps, await registerOf(deps.db, input.actor))).length;
}

/**
 * What an office has to send on: received letters that ask to be passed on and have not been, the longest here first, with the working days left;
 * and its drafts. A letter that the office wrote itself is none of them.
 */
export async function listSending(deps: SendingDeps, input: { actor: Actor }): Promise<SendingAnswer> {
  const { actor } = input;
  const organisation = await registerOf(deps.db, actor);
  const now = deps.clock.now();
  const today = thaiDay(now);
  const rows = await toSend(deps, organisation);
  const secret = rows.filter(({ letter }) => letter.secrecy !== null);
  await logSecretView(deps.db, { at: now, actor, letters: secret });
  const due = nearest(await listDeadlines(deps, { actor, asOf: today, receipts: rows.map(({ receipt }) => receipt) }));
  const drafts = await selectDrafts(deps.db, organisation);
  const open = new Map(drafts.flatMap((draft) => (isOut(draft) ? [] : [[placeOf(draft), draft.id] as const])));
  const waiting: WaitingLetter[] = [];
  for (const row of rows) {
    const on = await arrivedOn(deps.db, organisation, row);
    waiting.push({
      ...sendingLetterOf(actor, row, row.letter, false),
      arrivedOn: on,
      waited: Math.max(0, daysBetween(on, today)),
      due: due.get(keyOf({ receipt: row.receipt, number: row.number! })) ?? null,
      draft: open.get(placeOf(row)) ?? null,
    });
  }
  waiting.sort((a, b) => b.waited - a.waited);
  const summaries = [];
  for (const draft of drafts) {
    summaries.push(summaryOf(actor, draft, await arrivalOfDraft(deps.db, organisation, draft), today));
  }
  return { waiting, drafts: summaries };
}

/**
 * Makes a draft of the next cover letter for a received letter; one that has not gone out is given instead of a second. Rejects with
 * `record.not_found`, `record.secret`, `office.none`.
 */
export async function createDraft(
  deps: SendingDeps,
  input: { actor: Actor; receipt: number; firstPage: number; rank: number; leadDays: number | null },
): Promise<{ id: number; known: boolean }> {
  const { actor, leadDays } = input;
  const organisation = await registerOf(deps.db, actor);
  const now = deps.clock.now();
  return deps.db.transaction(async (tx) => {
    await lockRegister(tx, organisation);
    const found = await findLetter(tx, organisation, input);
    if (!found) throw new WianError('record.not_found', `receipt ${input.receipt}`);
    const { letter, receipt, firstPage, rank } = found;
    requireNamed(actor, letter.secrecy !== null);
    const known = await findOpenDraft(tx, organisation, found);
    if (known !== null) return { id: known, known: true };
    const gazetteer = await storedGazetteer(deps.db, tx);
    const holidays = holidayCalendar(effectiveTable(await selectHolidays(tx)));
    const cover = draftCoverLetter({
      letter,
      office: await letterOffice(tx, organisation, gazetteer),
      gazetteer,
      today: thaiDay(now),
      place: { holidays, province: await provinceNameOf(tx, organisation) },
      leadDays,
      earlier: await earlierOf(tx, organisation, letter.references),
    });
    const by = auditName(actor);
    const place = { organisation, receipt, firstPage, rank };
    const id = await insertDraft(tx, { ...place, ...cover, createdBy: by, createdAt: now, changedAt: now });
    const detail = { organisation, draft: id, place: { receipt, firstPage, rank }, leadDays };
    await appendAudit(tx, { at: now, actor: by, action: 'draft.created', receipt, detail });
    return { id, known: false };
  });
}

/** The office's own letters with which it passed on what a letter refers to: those its addressees have (อ้างถึง). */
async function earlierOf(
  tx: Database,
  organisation: string,
  references: readonly { reference: string | null; confidence: number }[],
): Promise<string[]> {
  const cited = references.flatMap(({ reference, confidence }) =>
    reference !== null && confidence >= SURE ? [reference] : [],
  );
  if (cited.length === 0) return [];
  const rows = await selectPassedOn(tx, organisation, cited);
  return rows
    .filter(({ reference, date }) => reference !== null && date !== null)
    .map(({ reference, date }) => `หนังสือที่ ${toThaiDigits(reference!)} ลงวันที่ ${formatThaiDate(date!)}`);
}

/** Rejects with `record.not_found`, and with `record.secret` where it is of a letter that the actor may not read; a view of such is written down. */
export async function requireDraft(
  deps: Pick<Deps, 'db' | 'clock'>,
  actor: Actor,
  id: number,
  db: Database = deps.db,
): Promise<DraftRow & { secret: boolean }> {
  const row = await findDraft(db, await registerOf(db, actor), id);
  if (!row) throw new WianError('record.not_found', `draft ${id}`);
  const secret = row.content.secrecy !== null || (row.letter?.effective.secrecy ?? null) !== null;
  requireNamed(actor, secret);
  if (secret) {
    const letters = [{ receipt: row.receipt, ordinal: row.letter?.ordinal ?? 0 }];
    await logSecretView(db, { at: deps.clock.now(), actor, letters });
  }
  return { ...row, secret };
}

export async function showDraft(deps: Pick<Deps, 'db' | 'clock'>, input: { actor: Actor; id: number }): Promise<Draft> {
  const { actor, id } = input;
  const row = await requireDraft(deps, actor, id);
  const on = await arrivalOfDraft(deps.db, row.organisation, row);
  const summary = summaryOf(actor, row, on, thaiDay(deps.clock.now()));
  return { ...summary, content: row.content, checks: checksOf(row), arrivedOn: on };
}

/** Whether a draft has gone out under a line that stands. */
export const isOut = ({ line }: DraftRow): boolean => line !== null && line.cancelledAt === null;

/**
 * Keeps a draft as a person changed it. Rejects with `draft.changed` where somebody else did since `changedAt`, with `draft.sent`, and with
 * `request.invalid` for a code that no organisation has.
 */
export async function changeDraft(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: { actor: Actor; id: number; content: DraftContent; changedAt: string },
): Promise<Draft> {
  const { actor, id, content } = input;
  const organisation = await registerOf(deps.db, actor);
  const gazetteer = await storedGazetteer(deps.db);
  const codes = content.recipients.flatMap(({ organisations }) => organisations.map(({ code }) => code));
  const strange = codes.find((code) => gazetteer.get(code) === null);
  if (strange !== undefined) throw new WianError('request.invalid', `organisation ${strange}`);
  await deps.db.transaction(async (tx) => {
    await lockRegister(tx, organisation);
    const row = await requireDraft(deps, actor, id, tx);
    if (isOut(row)) throw new WianError('draft.sent');
    if (row.changedAt.toISOString() !== new Date(input.changedAt).toISOString()) throw new WianError('draft.changed');
    const changes = changesOf(row.content, content);
    if (Object.keys(changes).length === 0) return;
    // Two changes within a millisecond would look like one.
    const at = new Date(Math.max(deps.clock.now().getTime(), row.changedAt.getTime() + 1));
    await updateDraft(tx, id, { content: { content, checks: row.checks }, changedAt: at });
    const told = row.secret ? Object.keys(changes) : changes;
    const detail = { organisation, draft: id, changes: told };
    await appendAudit(tx, { at, actor: auditName(actor), action: 'draft.changed', receipt: row.receipt, detail });
  });
  return showDraft(deps, { actor, id });
}

/** The letter as a file, as the draft stands. `name` is without its ending. */
export async function draftFile(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: { actor: Actor; id: number; format: 'pdf' | 'docx' },
): Promise<{ name: string; bytes: Uint8Array }> {
  const { content, id } = await requireDraft(deps, input.actor, input.id);
  const bytes = input.format === 'pdf' ? await coverLetterPdf(content) : await coverLetterDocx(content);
  return { name: `ร่างหนังสือนำส่ง-${id}`, bytes };
}
