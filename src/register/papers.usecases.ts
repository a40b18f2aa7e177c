import { and, desc, eq, isNull } from 'drizzle-orm';
import { type LetterPapers, receivedBooks } from '../../schemas/register.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { selectLetters } from '../circulars/circulars.repo.js';
import { visibleLetters } from '../circulars/visible.js';
import { type Actor, organisationOf } from '../people/actor.js';
import { WianError } from '../shared/errors.js';
import { drafts, registerEntries } from './register.table.js';

/**
 * What the actor's organisation has of a letter in its books: the lines under which it stands and the drafts by which it is sent on, the latest first. Numbers
 * alone, so that it tells nothing of what a secret letter says. The machine has no books. Rejects with `record.not_found`.
 */
export async function papersOf(
  { db }: Pick<Deps, 'db'>,
  input: { actor: Actor; receipt: number; ordinal: number },
): Promise<LetterPapers> {
  const { actor, receipt, ordinal } = input;
  const rows = await selectLetters(db, [receipt], visibleLetters(actor));
  const letter = rows.find((row) => row.ordinal === ordinal);
  if (!letter) throw new WianError('record.not_found', `receipt ${receipt}, letter ${ordinal}`);
  const organisation = organisationOf(actor);
  if (organisation === null) return { entries: [], drafts: [] };
  const { id, book, number, year } = registerEntries;
  const at = { receipt, firstPage: letter.firstPage, rank: letter.rank, organisation };
  const placed = (table: typeof registerEntries | typeof drafts) =>
    and(
      eq(table.organisation, at.organisation),
      eq(table.receipt, at.receipt),
      eq(table.firstPage, at.firstPage),
      eq(table.rank, at.rank),
    );
  const entries = await db
    .select({ id, book, number, year })
    .from(registerEntries)
    .where(and(placed(registerEntries), isNull(registerEntries.cancelledAt)))
    .orderBy(desc(id));
  const made = await db
    .select({ id: drafts.id, sent: drafts.sent })
    .from(drafts)
    .where(placed(drafts))
    .orderBy(desc(drafts.id));
  return {
    entries: entries.flatMap(({ book: of, ...entry }) => {
      const received = receivedBooks.find((one) => one === of);
      return received ? [{ ...entry, book: received }] : [];
    }),
    drafts: made.map((one) => ({ id: one.id, sent: one.sent !== null })),
  };
}
