import type {
  CounterAnswer,
  EntryDetail,
  ReceivedBook,
  RegisterEntry,
  RegisterList,
  WaitingList,
} from '../../schemas/register.js';
import { listDeadlines } from '../alerts/alerts.usecases.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { officeCode } from '../notices/send.repo.js';
import { type Actor, organisationOf, readsSecret } from '../people/actor.js';
import { provinceNameOf, storedGazetteer } from '../people/gazetteers.js';
import { namesOf } from '../people/names.js';
import { keyOf } from '../relay/relay.models.js';
import { registerOf } from './office.js';
import { dayBounds } from './register.models.js';
import {
  allLines,
  countLines,
  type LineFilter,
  selectCounter,
  selectLines,
  selectNotes,
  selectYears,
} from './register.repo.js';
import { requireLine } from './register.usecases.js';
import { entriesFor, waitingFor } from './register.views.js';
import { assigneeOf, countWaiting, type OwnMarks, selectWaiting } from './waiting.repo.js';

type RegisterDeps = Pick<Deps, 'db' | 'clock'>;

/** Which lines: of a book; `from` and `to` are the days on which the paper came, both counted. */
export interface Wanted {
  actor: Actor;
  book: ReceivedBook;
  year?: number;
  from?: string;
  to?: string;
  text?: string;
}

/** Days outside these no register has. */
const FIRST_DAY = '1900-01-01';
const LAST_DAY = '2199-12-30';

async function filterOf(deps: RegisterDeps, { actor, book, year, from, to, text }: Wanted): Promise<LineFilter> {
  const organisation = await registerOf(deps.db, actor);
  const bounds = from || to ? dayBounds(from ?? FIRST_DAY, to ?? LAST_DAY) : {};
  return { organisation, book, content: readsSecret(actor), ...bounds, ...(year && { year }), ...(text && { text }) };
}

/** A page of a register, the last number first, with how many lines there are in all. */
export async function listRegister(
  deps: RegisterDeps,
  input: Wanted & { page: number; limit: number },
): Promise<RegisterList> {
  const filter = await filterOf(deps, input);
  const { page, limit } = input;
  const rows = await selectLines(deps.db, filter, { order: 'last', offset: (page - 1) * limit, limit });
  return {
    entries: await entriesFor(deps, input.actor, rows),
    total: await countLines(deps.db, filter),
    years: await selectYears(deps.db, filter.organisation, input.book),
  };
}

/** All lines of a register in the order of the book, cancelled ones among them: for its export. */
export async function wholeRegister(deps: RegisterDeps, input: Wanted): Promise<RegisterEntry[]> {
  const filter = await filterOf(deps, input);
  const entries: RegisterEntry[] = [];
  for await (const rows of allLines(deps.db, filter)) entries.push(...(await entriesFor(deps, input.actor, rows)));
  return entries;
}

async function marksOf(db: Deps['db'], actor: Actor): Promise<OwnMarks> {
  const organisation = await registerOf(db, actor);
  const office = (await storedGazetteer(db)).get(organisation);
  const code = await officeCode(db, organisation);
  return {
    organisation,
    names: office ? [office.name, ...office.aliases] : [],
    code: code?.replace(/\s+/g, '') || null,
  };
}

/**
 * A page of the letters that have no line yet, in the order in which their files came. `own`: those that the office issued itself, which belong into
 * the register of sent letters; in the answer how many they are.
 */
export async function listWaiting(
  deps: RegisterDeps,
  input: { actor: Actor; page: number; limit: number; own?: boolean },
): Promise<WaitingList> {
  const marks = await marksOf(deps.db, input.actor);
  const { page, limit, own = false } = input;
  const rows = await selectWaiting(deps.db, marks, { own, offset: (page - 1) * limit, limit });
  const { organisation } = marks;
  const province = await provinceNameOf(deps.db, organisation);
  return {
    letters: await waitingFor(deps, input.actor, { organisation, province }, rows),
    total: await countWaiting(deps.db, marks, own),
    own: await countWaiting(deps.db, marks, true),
  };
}

/**
 * How many letters of the actor's organisation have no line yet: as many as `listWaiting` lists, those that it issued itself left out. 0 for the
 * machine.
 */
export async function countUnregistered(deps: Pick<Deps, 'db'>, input: { actor: Actor }): Promise<number> {
  if (organisationOf(input.actor) === null) return 0;
  return countWaiting(deps.db, await marksOf(deps.db, input.actor), false);
}

/**
 * A line with the office's notes in the order in which they were entered, and the deadlines of its letter, counted from when it came here.
 * Rejects with `record.not_found`.
 */
export async function showEntry(
  deps: Pick<Deps, 'db' | 'clock' | 'office'>,
  input: { actor: Actor; id: number },
): Promise<EntryDetail> {
  const { actor, id } = input;
  const organisation = await registerOf(deps.db, actor);
  const row = await requireLine(deps.db, organisation, id);
  const [entry] = await entriesFor(deps, actor, [row]);
  if (entry!.veiled) return { entry: entry!, notes: [], deadlines: [], assignee: null };
  const notes = await selectNotes(deps.db, id);
  const names = await namesOf(
    deps.db,
    notes.map(({ enteredBy }) => enteredBy),
  );
  return {
    entry: entry!,
    notes: notes.map(({ entry: _, writtenAt, enteredAt, enteredBy, ...note }) => ({
      ...note,
      writtenAt: writtenAt.toISOString(),
      enteredAt: enteredAt.toISOString(),
      enteredBy: names.get(enteredBy) ?? enteredBy,
    })),
    deadlines: await deadlinesOf(deps, actor, row),
    assignee: row.letter === null ? null : await assigneeOf(deps.db, organisation, entry!.letter!),
  };
}

async function deadlinesOf(
  deps: Pick<Deps, 'db' | 'clock' | 'office'>,
  actor: Actor,
  { line, letter }: Awaited<ReturnType<typeof requireLine>>,
): Promise<EntryDetail['deadlines']> {
  if (letter === null || letter.number === null) return [];
  const receipt = line.receipt!;
  const key = keyOf({ receipt, number: letter.number });
  const items = await listDeadlines(deps, { actor, receipt });
  return items.filter((item) => item.key === key).map(({ letter: _, changes: _changes, ...item }) => item);
}

/** The number that the next line of a book and year gets. */
export async function nextNumber(
  deps: Pick<Deps, 'db'>,
  input: { actor: Actor; book: ReceivedBook; year: number },
): Promise<CounterAnswer> {
  const { actor, book, year } = input;
  const organisation = await registerOf(deps.db, actor);
  return { book, year, ...(await selectCounter(deps.db, { organisation, book, year })) };
}
