import type { Letter } from '../../schemas/record.js';
import { type Columns, columnNames, type RegisterEntry, type WaitingLetter } from '../../schemas/register.js';
import { appendAudit } from '../audit/audit.repo.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { logSecretRows, logSecretView, shownNames } from '../circulars/secrecy.js';
import { askedRescans } from '../circulars/uploads.usecases.js';
import { type Actor, auditName, readsSecret } from '../people/actor.js';
import { namesOf } from '../people/names.js';
import { arrivalOf, columnsFrom, doubtsOf, offersOf, type TakenIn } from './register.models.js';
import type { LineRow, LineWithLetter } from './register.repo.js';
import type { FoundLetter } from './waiting.repo.js';

/** What is told of a line or a letter of a secrecy class to those who are not named for such: its number and date. */
const veil = (columns: Columns): Columns => ({
  ...(Object.fromEntries(columnNames.map((column) => [column, null])) as Columns),
  reference: columns.reference,
  date: columns.date,
});

export const columnsOf = (line: LineRow): Columns =>
  Object.fromEntries(columnNames.map((column) => [column, line[column]])) as Columns;

/** Whether a line is of a secrecy class: by its book, or by what its letter was found to be since. */
export const isSecret = ({ line, letter }: LineWithLetter): boolean =>
  line.book === 'received-secret' || (letter !== null && letter.secrecy !== null);

function entryOf(row: LineWithLetter, actor: Actor, names: ReadonlyMap<string, string>): RegisterEntry {
  const { line, letter } = row;
  const veiled = isSecret(row) && !readsSecret(actor);
  const columns = columnsOf(line);
  const open = letter !== null && !veiled && line.cancelledAt === null ? letter.effective : null;
  const name = (by: string | null) => (by === null ? '' : (names.get(by) ?? by));
  return {
    ...(veiled ? veil(columns) : columns),
    id: line.id,
    book: line.book as RegisterEntry['book'],
    year: line.year,
    number: line.number,
    at: line.at.toISOString(),
    registeredAt: line.registeredAt.toISOString(),
    registeredBy: name(line.registeredBy),
    cancelled: line.cancelledAt && {
      at: line.cancelledAt.toISOString(),
      by: name(line.cancelledBy),
      reason: veiled ? '' : (line.cancelReason ?? ''),
    },
    veiled,
    letter: letter && {
      receipt: line.receipt!,
      firstPage: line.firstPage!,
      rank: line.rank!,
      ordinal: letter.ordinal,
      lastPage: letter.lastPage,
      secrecy: letter.secrecy,
    },
    wrongBook:
      letter !== null && line.cancelledAt === null && (letter.secrecy !== null) !== (line.book === 'received-secret'),
    doubts: open ? doubtsOf(columns, open) : [],
    offers: open && line.filled ? offersOf(columns, line.filled, open) : [],
  };
}

/** Lines as an actor sees them. That the content of secret ones was shown is written down. */
export async function entriesFor(
  deps: Pick<Deps, 'db' | 'clock'>,
  actor: Actor,
  rows: readonly LineWithLetter[],
): Promise<RegisterEntry[]> {
  const names = await namesOf(
    deps.db,
    rows.flatMap(({ line }) => [line.registeredBy, line.cancelledBy]),
  );
  const secret = rows.filter(isSecret);
  if (secret.length > 0 && readsSecret(actor)) {
    const at = deps.clock.now();
    const letters = secret.flatMap(({ line, letter }) =>
      letter ? [{ receipt: line.receipt!, ordinal: letter.ordinal }] : [],
    );
    await logSecretView(deps.db, { at, actor, letters });
    // Those without a scan are known by their line alone.
    const entries = secret.filter(({ letter }) => letter === null).map(({ line }) => line.id);
    const entry = { at, actor: auditName(actor), action: 'register.secret-viewed', detail: { entries } };
    if (entries.length > 0) await appendAudit(deps.db, entry);
  }
  return rows.map((row) => entryOf(row, actor, names));
}

/** How a letter came into the store of the organisation that it was found for. */
export const takenIn = ({ arrivedAt, uploadedAt, sentAt, shared }: FoundLetter, province: string | null): TakenIn => ({
  province,
  arrivedAt,
  takenAt: (uploadedAt ?? sentAt)!,
  scan: uploadedAt === null ? 'sent' : shared ? 'shared' : 'own',
});

const STAMPLESS: Pick<Letter, 'received'> = { received: [] };

/** Letters without a line as an actor of this office and its province sees them; a view of a secret one's content is written down. */
export async function waitingFor(
  deps: Pick<Deps, 'db' | 'clock'>,
  actor: Actor,
  { organisation, province }: { organisation: string; province: string | null },
  rows: readonly FoundLetter[],
): Promise<WaitingLetter[]> {
  await logSecretRows(deps, actor, rows);
  const names = await shownNames(
    deps.db,
    actor,
    rows.map(({ receipt, fileName }) => ({ receipt, name: fileName })),
  );
  const receipts = [...new Set(rows.map(({ receipt }) => receipt))];
  const asked = await askedRescans(deps.db, { actor, organisation, receipts });
  return rows.map((row): WaitingLetter => {
    const { letter, receipt, ordinal, firstPage, lastPage, rank, confirmed, secrecy } = row;
    const veiled = secrecy !== null && !readsSecret(actor);
    const columns = columnsFrom(letter);
    return {
      letter: { receipt, ordinal, firstPage, lastPage, rank, secrecy },
      file: veiled ? '' : names.get(receipt)!,
      book: secrecy === null ? 'received' : 'received-secret',
      confirmed,
      rescanAsked: asked.has(receipt),
      veiled,
      columns: veiled ? veil(columns) : columns,
      doubts: veiled ? [] : doubtsOf(columns, letter),
      arrival: arrivalOf(veiled ? { ...letter, ...STAMPLESS } : letter, takenIn(row, province)),
    };
  });
}
