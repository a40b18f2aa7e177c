import type {
  ChangeRequest,
  Columns,
  CounterAnswer,
  LetterPlace,
  PaperRequest,
  ReceivedBook,
  RegisterAnswer,
  RegisterEntry,
  RegisterRequest,
} from '../../schemas/register.js';
import { appendAudit } from '../audit/audit.repo.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { clean, storedDate } from '../circulars/circulars.models.js';
import { buddhistYear, thaiDay } from '../domain/calendar.js';
import { noticeOwn } from '../notices/send.js';
import { type Actor, auditName } from '../people/actor.js';
import { provinceNameOf } from '../people/gazetteers.js';
import type { Database } from '../shared/database.js';
import { WianError } from '../shared/errors.js';
import { setArrival } from './arrivals.repo.js';
import { registerOf, requireNamed } from './office.js';
import { arrivalOf, columnsFrom } from './register.models.js';
import {
  findLine,
  findLineOf,
  insertLine,
  type LineWithLetter,
  lockRegister,
  selectCounter,
  setCounter,
  takeNumber,
  updateLine,
} from './register.repo.js';
import { columnsOf, entriesFor, isSecret, takenIn } from './register.views.js';
import { findLetter } from './waiting.repo.js';

type RegisterDeps = Pick<Deps, 'db' | 'clock'>;

/** Nothing is received in the future; before its own date only where the person says so, since one of the two days is then misread. */
function checkArrival(at: Date, date: string | null, now: Date, early = false): void {
  if (Number.isNaN(at.getTime()) || at > now) throw new WianError('register.future');
  if (!early && date !== null && thaiDay(at) < date) throw new WianError('register.before_letter');
}

/** Columns as a person gave them: text that the database takes, days that it knows, blanks as nothing. */
function given<T extends Partial<Columns>>(columns: T): T {
  const cells = Object.entries(clean(columns)).map(([column, value]) => [column, value === '' ? null : value]);
  const cleaned = Object.fromEntries(cells) as T;
  if (cleaned.date && storedDate(cleaned.date) === null) throw new WianError('request.invalid', 'date');
  return cleaned;
}

interface NewLine {
  organisation: string;
  actor: Actor;
  book: ReceivedBook;
  at: Date;
  columns: Columns;
  /** The letter it is of, and what that said; null for paper. */
  letter: (LetterPlace & { filled: Columns }) | null;
  now: Date;
}

/** Writes a line under the next number; to be called with the register locked. Resolves to its id. */
async function enter(tx: Database, { organisation, actor, book, at, columns, letter, now }: NewLine): Promise<number> {
  const year = buddhistYear(thaiDay(at));
  const number = await takeNumber(tx, { organisation, book, year });
  const registeredBy = auditName(actor);
  const place = letter && { receipt: letter.receipt, firstPage: letter.firstPage, rank: letter.rank };
  const id = await insertLine(tx, {
    ...{ organisation, book, year, number, ...columns, at, registeredAt: now, registeredBy },
    ...place,
    filled: letter?.filled ?? null,
  });
  await appendAudit(tx, {
    at: now,
    actor: registeredBy,
    action: 'register.entered',
    receipt: letter?.receipt ?? null,
    detail: { organisation, entry: id, book, year, number, at: at.toISOString(), ...(place && { place }) },
  });
  return id;
}

type Asked = RegisterRequest['letters'][number];

async function registerOne(
  deps: RegisterDeps,
  actor: Actor,
  organisation: string,
  asked: Asked,
): Promise<{ id: number; known: boolean }> {
  const now = deps.clock.now();
  const province = await provinceNameOf(deps.db, organisation);
  return deps.db.transaction(async (tx) => {
    await lockRegister(tx, organisation);
    const found = await findLetter(tx, organisation, asked);
    if (!found) throw new WianError('record.not_found', `receipt ${asked.receipt}`);
    const known = await findLineOf(tx, organisation, asked);
    if (known !== null) return { id: known, known: true };
    const { letter, secrecy, receipt, firstPage, rank } = found;
    requireNamed(actor, secrecy !== null);
    const at = new Date(asked.at ?? arrivalOf(letter, takenIn(found, province)).at);
    const filled = columnsFrom(letter);
    const columns = { ...filled, ...given(asked.columns ?? {}) };
    checkArrival(at, columns.date, now, asked.early);
    const book = secrecy === null ? 'received' : 'received-secret';
    const place = { receipt, firstPage, rank };
    const id = await enter(tx, { organisation, actor, book, at, columns, letter: { ...place, filled }, now });
    if (found.uploadedAt !== null) {
      if (asked.at !== undefined) await setArrival(tx, { organisation, receipt, at, now, by: auditName(actor) });
      await noticeOwn(tx, { organisation, ...place, at: now, by: auditName(actor) });
    }
    return { id, known: false };
  });
}

/**
 * Registers letters, each under the next number of the organisation's book and of the Buddhist year in which it came; one of a secrecy class in
 * the register of secret letters. A letter that has a line gives that. Each is a transaction of its own, and what cannot be registered is told
 * beside the others: `record.not_found`, `record.secret`, `register.future`, `register.before_letter`, `request.invalid`.
 */
export async function registerLetters(
  deps: RegisterDeps,
  input: { actor: Actor } & RegisterRequest,
): Promise<RegisterAnswer> {
  const organisation = await registerOf(deps.db, input.actor);
  const results: RegisterAnswer['results'] = [];
  for (const asked of input.letters) {
    const letter = { receipt: asked.receipt, firstPage: asked.firstPage, rank: asked.rank };
    try {
      const { id, known } = await registerOne(deps, input.actor, organisation, asked);
      results.push({ letter, entry: await entryFor(deps, input.actor, organisation, id), known, error: null });
    } catch (error) {
      if (!(error instanceof WianError)) throw error;
      results.push({ letter, entry: null, known: false, error: error.toRecord() });
    }
  }
  return { results };
}

async function entryFor(deps: RegisterDeps, actor: Actor, organisation: string, id: number): Promise<RegisterEntry> {
  const [entry] = await entriesFor(deps, actor, [await requireLine(deps.db, organisation, id)]);
  return entry!;
}

/** Rejects with `record.not_found` where the organisation has no such line. */
export async function requireLine(db: Database, organisation: string, id: number): Promise<LineWithLetter> {
  const row = await findLine(db, organisation, id);
  if (!row) throw new WianError('record.not_found', `entry ${id}`);
  return row;
}

/** Enters a letter of which there is only paper. Rejects as `registerLetters` tells. */
export async function registerPaper(
  deps: RegisterDeps,
  input: { actor: Actor } & PaperRequest,
): Promise<RegisterEntry> {
  const { actor, at: entered, early, secret = false, ...rest } = input;
  const organisation = await registerOf(deps.db, actor);
  requireNamed(actor, secret);
  const now = deps.clock.now();
  const at = entered === undefined ? now : new Date(entered);
  const columns = given(rest as Columns);
  checkArrival(at, columns.date, now, early);
  const book = secret ? 'received-secret' : 'received';
  const id = await deps.db.transaction(async (tx) => {
    await lockRegister(tx, organisation);
    return enter(tx, { organisation, actor, book, at, columns, letter: null, now });
  });
  return entryFor(deps, actor, organisation, id);
}

/** A line that may be changed by the actor; the register is locked. */
export async function openLine(tx: Database, actor: Actor, organisation: string, id: number): Promise<LineWithLetter> {
  await lockRegister(tx, organisation);
  const row = await requireLine(tx, organisation, id);
  requireNamed(actor, isSecret(row));
  if (row.line.cancelledAt !== null) throw new WianError('register.cancelled');
  return row;
}

/**
 * Changes columns or the arrival of a line, or says which of the line and its corrected letter stands. A new arrival counts for the file that the
 * office took in, and so for its deadlines; it has to lie in the year of the number. What was there before is in the audit log: of a secret line
 * the names of the columns alone. Rejects with `record.not_found`, `record.secret`, `register.cancelled`, `register.other_year` and as registering does.
 */
export async function changeEntry(
  deps: RegisterDeps,
  input: { actor: Actor; id: number } & ChangeRequest,
): Promise<RegisterEntry> {
  const { actor, id, accept = [], keep = [] } = input;
  const organisation = await registerOf(deps.db, actor);
  const now = deps.clock.now();
  await deps.db.transaction(async (tx) => {
    const row = await openLine(tx, actor, organisation, id);
    const { line, letter } = row;
    const said = letter && columnsFrom(letter.effective);
    const before = columnsOf(line);
    const taken = said ? Object.fromEntries(accept.map((column) => [column, said[column]])) : {};
    const after: Columns = { ...before, ...given(input.columns ?? {}), ...taken };
    const at = input.at === undefined ? line.at : new Date(input.at);
    const moved = at.getTime() !== line.at.getTime();
    if (moved || after.date !== before.date) checkArrival(at, after.date, now, input.early);
    if (moved && buddhistYear(thaiDay(at)) !== line.year) throw new WianError('register.other_year');
    const settled = said && Object.fromEntries([...accept, ...keep].map((column) => [column, said[column]]));
    const filled = line.filled && { ...line.filled, ...settled };
    await updateLine(tx, id, { ...after, at, filled });
    const by = auditName(actor);
    if (moved && line.receipt !== null) {
      await setArrival(tx, { organisation, receipt: line.receipt, at, now, by });
    }
    const changed = (Object.keys(after) as (keyof Columns)[]).filter((column) => after[column] !== before[column]);
    const changes = isSecret(row)
      ? changed
      : Object.fromEntries(changed.map((column) => [column, { before: before[column], after: after[column] }]));
    const arrival = moved && { at: { before: line.at.toISOString(), after: at.toISOString() } };
    const detail = { organisation, entry: id, changes, ...(keep.length > 0 && { keep }), ...arrival };
    await appendAudit(tx, { at: now, actor: by, action: 'register.changed', receipt: line.receipt, detail });
  });
  return entryFor(deps, actor, organisation, id);
}

/** Strikes a line out, with the reason. Its number stays its own; the letter may be registered anew under a new one. Rejects as `changeEntry`. */
export async function cancelEntry(
  deps: RegisterDeps,
  input: { actor: Actor; id: number; reason: string },
): Promise<RegisterEntry> {
  const { actor, id } = input;
  const organisation = await registerOf(deps.db, actor);
  const at = deps.clock.now();
  const reason = clean(input.reason);
  await deps.db.transaction(async (tx) => {
    const row = await openLine(tx, actor, organisation, id);
    const { book, year, number, receipt } = row.line;
    await updateLine(tx, id, { cancelledAt: at, cancelledBy: auditName(actor), cancelReason: reason });
    const detail = { organisation, entry: id, book, year, number, ...(!isSecret(row) && { reason }) };
    await appendAudit(tx, { at, actor: auditName(actor), action: 'register.cancelled', receipt, detail });
  });
  return entryFor(deps, actor, organisation, id);
}

/**
 * Sets the number that the next line of a book and year gets, for an office that joins in the middle of a year: forwards only, and above every
 * number that a line has. Rejects with `register.number_taken`.
 */
export async function setNextNumber(
  deps: RegisterDeps,
  input: { actor: Actor; book: ReceivedBook; year: number; next: number },
): Promise<CounterAnswer> {
  const { actor, book, year, next } = input;
  const organisation = await registerOf(deps.db, actor);
  return deps.db.transaction(async (tx) => {
    await lockRegister(tx, organisation);
    const before = await selectCounter(tx, { organisation, book, year });
    if (next < before.next || (before.last !== null && next <= before.last)) {
      throw new WianError('register.number_taken', `${before.next}`);
    }
    await setCounter(tx, { organisation, book, year }, next);
    const detail = { organisation, book, year, before: before.next, after: next };
    await appendAudit(tx, { at: deps.clock.now(), actor: auditName(actor), action: 'register.start', detail });
    return { book, year, next, last: before.last };
  });
}
