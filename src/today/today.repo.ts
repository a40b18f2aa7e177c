import { and, asc, desc, inArray, notInArray, type SQL, sql } from 'drizzle-orm';
import { files, letters, pages } from '../circulars/circulars.table.js';
import { holdings } from '../circulars/holdings.table.js';
import { heldFiles, visibleFiles } from '../circulars/visible.js';
import { type Actor, organisationOf } from '../people/actor.js';
import type { Database } from '../shared/database.js';

/** The files that an office took in and that failed, or of which a page did: what it can try again, or scan better. */
const failed = (actor: Actor): SQL => {
  // Both are found by their indexes: few fail.
  const broken = sql`select f.receipt from ${files} f where f.status = 'failed'
    union all select p.receipt from ${pages} p where p.status = 'failed'`;
  return and(heldFiles(actor), sql`${files.receipt} in (${broken})`, inArray(files.status, ['failed', 'done']))!;
};

export async function countFailed(db: Database, actor: Actor): Promise<number> {
  return db.$count(files, failed(actor));
}

/** In the columns of a select the names of tables are left out, so that those of a subquery have to be told apart by hand. */
const OF_FILE = sql.raw('"files"."receipt"');
const pagesWhere = (is: SQL) =>
  sql<number>`(select count(*)::int from ${pages} p where p.receipt = ${OF_FILE} and ${is})`;

/** The last ones first. */
export function selectFailed(db: Database, actor: Actor) {
  return db
    .select({
      receipt: files.receipt,
      name: files.name,
      errorCode: files.errorCode,
      errorMessage: files.errorMessage,
      receivedAt: files.receivedAt,
      pagesFailed: pagesWhere(sql`p.status = 'failed'`),
    })
    .from(files)
    .where(failed(actor))
    .orderBy(desc(files.receipt));
}

const MOST = 8;

/** Files of the office that are being read, in the order in which they came. */
export function selectReading(db: Database, actor: Actor) {
  return db
    .select({
      receipt: files.receipt,
      name: files.name,
      pages: files.pageCount,
      receivedAt: files.receivedAt,
      pagesEnded: pagesWhere(sql`p.status <> 'pending'`),
    })
    .from(files)
    .where(and(heldFiles(actor), notInArray(files.status, ['done', 'failed'])))
    .orderBy(asc(files.receipt))
    .limit(MOST);
}

/** When each file came to the actor's organisation; for the machine, to the store. */
function cameAt(actor: Actor): SQL<Date> {
  const organisation = organisationOf(actor);
  return sql<Date>`coalesce((select h.uploaded_at from ${holdings} h where h.receipt = ${OF_FILE}
    and h.organisation = ${organisation}), ${files.receivedAt})`.mapWith(files.receivedAt);
}

/** The files that were read last and of which the actor sees a page, the last first, each with the letter on top that the actor may name. */
export async function selectReceived(db: Database, actor: Actor) {
  const rows = await db
    .select({ receipt: files.receipt, name: files.name, receivedAt: cameAt(actor) })
    .from(files)
    .where(and(visibleFiles(actor), inArray(files.status, ['composed', 'linked', 'done'])))
    .orderBy(desc(files.receipt))
    .limit(MOST);
  return rows;
}

/** The letters of these files that the actor sees, without what travels with them. */
export function selectTops(db: Database, receipts: readonly number[], seen: SQL | undefined) {
  return db
    .select({
      receipt: letters.receipt,
      ordinal: letters.ordinal,
      secrecy: letters.secrecy,
      effective: letters.effective,
    })
    .from(letters)
    .where(and(inArray(letters.receipt, [...receipts]), sql`${letters.number} is not null`, seen))
    .orderBy(asc(letters.receipt), asc(letters.ordinal));
}

/** Whether the actor sees any file. */
export async function seesAny(db: Database, actor: Actor): Promise<boolean> {
  const [row] = await db.select({ receipt: files.receipt }).from(files).where(visibleFiles(actor)).limit(1);
  return row !== undefined;
}
