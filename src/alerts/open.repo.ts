import { and, eq, inArray, ne, not, type SQL, sql } from 'drizzle-orm';
import type { Letter } from '../../schemas/record.js';
import { files, letters } from '../circulars/circulars.table.js';
import { readableLetters } from '../circulars/secrecy.js';
import { visibleLetters } from '../circulars/visible.js';
import { notices } from '../notices/notices.table.js';
import { type Actor, organisationOf } from '../people/actor.js';
import type { Database } from '../shared/database.js';
import { list, selectPacked } from '../shared/sql.js';
import { STORED_BASIS } from './alerts.models.js';
import { deadlines } from './alerts.table.js';

/**
 * Of the rows of `letters`: whether the organisation has done them. Who has done a letter has nothing more to do about what is enclosed with it; which letter that
 * came with is as `noticeOf` says.
 */
function isDone(organisation: string): SQL {
  const done = sql`select n.done_at is not null from ${notices} n where n.organisation = ${organisation} and n.withdrawn_at is null
    and n.receipt = ${letters.receipt}`;
  return sql`coalesce((${done} and n.first_page = ${letters.firstPage} and n.rank = ${letters.rank}),
    (${done} and n.first_page < ${letters.firstPage} and ${letters.firstPage} <= n.last_page order by n.first_page desc limit 1), false)`;
}

/**
 * Deadlines that the actor's organisation may still have to keep, of letters that the actor sees and may read: by these files, or those for which `where` holds (of
 * the rows of `deadlines`). No letters are read, since these are a hundred times as large.
 */
export function selectMaybeOpen(db: Database, by: { actor: Actor; receipts?: readonly number[]; where?: SQL }) {
  const organisation = organisationOf(by.actor);
  const these = by.receipts && sql`any(${list(new Set(by.receipts), 'integer')})`;
  const { receipt, ordinal, position, kind, optional, time, state, basis, dueOn, lastOn, estimate } = deadlines;
  const { firstPage, rank } = letters;
  const stored = { receipt, ordinal, position, kind, optional, time, state, basis, dueOn, lastOn, estimate };
  const met = and(
    visibleLetters(by.actor),
    readableLetters(by.actor),
    these && sql`${deadlines.receipt} = ${these}`,
    // Said of both tables: without it the planner would rather read all letters once than look some up.
    these && sql`${letters.receipt} = ${these}`,
    by.where,
    inArray(deadlines.state, ['live', 'expired']),
    ne(deadlines.binds, 'applicant'),
    organisation === null ? undefined : not(isDone(organisation)),
  );
  return selectPacked(
    db,
    { ...stored, firstPage, rank, receivedAt: files.receivedAt },
    sql`from ${deadlines} join ${letters} on ${letters.receipt} = ${receipt} and ${letters.ordinal} = ${ordinal}
      join ${files} on ${files.receipt} = ${receipt} where ${met}`,
  );
}

export type MaybeOpen = Awaited<ReturnType<typeof selectMaybeOpen>>[number];

/** By what the deadlines of these files are worked out that are not the same for all; by place. */
export async function selectWorkedOut(db: Database, receipts: Iterable<number>) {
  const rows = await db
    .select({
      receipt: deadlines.receipt,
      ordinal: deadlines.ordinal,
      position: deadlines.position,
      number: letters.number,
      deadline: deadlines.record,
      resolved: deadlines.resolved,
      letter: briefLetter,
    })
    .from(deadlines)
    .innerJoin(letters, and(eq(letters.receipt, deadlines.receipt), eq(letters.ordinal, deadlines.ordinal)))
    .where(
      and(
        sql`${deadlines.receipt} = any(${list(new Set(receipts), 'integer')})`,
        sql`${deadlines.basis} is distinct from ${STORED_BASIS}`,
      ),
    );
  return new Map(rows.map((row) => [placeOf(row), row]));
}

export const placeOf = ({ receipt, ordinal, position }: { receipt: number; ordinal: number; position: number }) =>
  `${receipt} ${ordinal} ${position}`;

/** Of a letter only what its deadlines are worked out by: a whole one is a hundred times as large. */
export const briefLetter = sql<Letter>`json_build_object('date', ${letters.effective}->'date', 'speed', ${letters.effective}->'speed',
  'received', ${letters.effective}->'received')`;
