import { and, eq, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { notices } from '../notices/notices.table.js';
import { type Actor, organisationOf } from '../people/actor.js';
import type { Database } from '../shared/database.js';
import { WianError } from '../shared/errors.js';
import { files, letters } from './circulars.table.js';
import { holdings } from './holdings.table.js';

/**
 * Whose letters an actor sees: those in files that their organisation took in, and those that were sent to it, with the pages that were
 * sent. Every query over files or letters for an actor carries one of these conditions.
 */

/** Of the rows of `files`: those of which the actor sees a page. Undefined where the actor sees all. `of`: another column that names a file. */
export function visibleFiles(actor: Actor, of: SQLWrapper = files.receipt): SQL | undefined {
  const organisation = organisationOf(actor);
  if (organisation === null) return undefined;
  return sql`(${of} in (select ${holdings.receipt} from ${holdings} where ${holdings.organisation} = ${organisation})
    or ${of} in (select ${notices.receipt} from ${notices} where ${notices.organisation} = ${organisation} and ${notices.withdrawnAt} is null))`;
}

/** Of the rows of `files`: those that the actor's organisation took in itself. Undefined for who has all. `of`: another column that names a file. */
export function heldFiles(actor: Actor, of: SQLWrapper = files.receipt): SQL | undefined {
  const organisation = organisationOf(actor);
  if (organisation === null) return undefined;
  return sql`${of} in (select ${holdings.receipt} from ${holdings} where ${holdings.organisation} = ${organisation})`;
}

/**
 * Of the rows of `letters`: those that the actor sees. Undefined where the actor sees all. `of`: the columns of another table or subquery that
 * holds a row a letter.
 */
export function visibleLetters(
  actor: Actor,
  of: Record<'receipt' | 'firstPage', SQLWrapper> = letters,
): SQL | undefined {
  const organisation = organisationOf(actor);
  if (organisation === null) return undefined;
  // `exists`, so that the planner may look up each of a few rows, or make a list once for many.
  return sql`(exists (select 1 from ${holdings} where ${holdings.organisation} = ${organisation} and ${holdings.receipt} = ${of.receipt})
    or exists (select 1 from ${notices} where ${notices.organisation} = ${organisation} and ${notices.withdrawnAt} is null
      and ${notices.receipt} = ${of.receipt} and ${of.firstPage} between ${notices.firstPage} and ${notices.lastPage}))`;
}

/** The pages of a file that an actor sees: `all`, or the spans that were sent to them; null where none, also where there is no such file. */
export async function visiblePages(
  db: Database,
  actor: Actor,
  receipt: number,
): Promise<'all' | [first: number, last: number][] | null> {
  const organisation = organisationOf(actor);
  if (organisation === null) {
    const [file] = await db.select({ receipt: files.receipt }).from(files).where(eq(files.receipt, receipt));
    return file ? 'all' : null;
  }
  const own = and(eq(holdings.organisation, organisation), eq(holdings.receipt, receipt));
  const [held] = await db.select({ receipt: holdings.receipt }).from(holdings).where(own);
  if (held) return 'all';
  const sent = await db
    .select({ first: notices.firstPage, last: notices.lastPage })
    .from(notices)
    .where(
      and(eq(notices.organisation, organisation), eq(notices.receipt, receipt), sql`${notices.withdrawnAt} is null`),
    );
  return sent.length > 0 ? sent.map(({ first, last }): [number, number] => [first, last]) : null;
}

/** Rejects with `record.not_found` where the actor sees no page of the file, or not this one: it is not said whether it exists. */
export async function requireVisible(db: Database, actor: Actor, receipt: number, page?: number): Promise<void> {
  const seen = await visiblePages(db, actor, receipt);
  const sees = seen === 'all' || seen?.some(([first, last]) => page === undefined || (first <= page && page <= last));
  if (!sees) throw new WianError('record.not_found', `receipt ${receipt}`);
}

/** Rejects with `record.not_found` where the actor's organisation did not take the file in itself: what changes a file is for its holders. */
export async function requireHeld(db: Database, actor: Actor, receipt: number): Promise<void> {
  const seen = await visiblePages(db, actor, receipt);
  if (seen !== 'all') throw new WianError('record.not_found', `receipt ${receipt}`);
}
