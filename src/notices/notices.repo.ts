import { and, asc, count, desc, eq, inArray, isNotNull, isNull, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { auditLog } from '../audit/audit.table.js';
import { letters } from '../circulars/circulars.table.js';
import { memberships, people } from '../people/accounts.table.js';
import type { Database } from '../shared/database.js';
import { grouped } from '../shared/grouped.js';
import { list, selectPacked } from '../shared/sql.js';
import { noticeForwards, notices } from './notices.table.js';

export type NoticeRow = typeof notices.$inferSelect;

/** What an organisation has in its inbox; what its sender took back is no longer there. */
const inboxOf = (organisation: string): SQL =>
  sql`(${notices.organisation} = ${organisation} and ${notices.withdrawnAt} is null)`;

const openIn = (organisation: string): SQL => and(inboxOf(organisation), isNull(notices.doneAt))!;

/** Of all that is not done what it is counted and put in order by: an office that does little with wian leaves thousands open. */
export function selectOpen(db: Database, organisation: string) {
  const { id, receipt, firstPage, rank, sentAt, assignee } = notices;
  const fields = { id, receipt, firstPage, rank, sentAt, assignee, read: sql<boolean>`${notices.readAt} is not null` };
  return selectPacked(db, fields, sql`from ${notices} where ${openIn(organisation)}`);
}

/** Of the rows of a table with a `receipt`: those of files with an open letter in this inbox. */
export const inOpenFiles = (receipt: SQLWrapper, organisation: string): SQL =>
  sql`${receipt} in (select ${notices.receipt} from ${notices} where ${openIn(organisation)})`;

/** Letters of this inbox, in the order of these numbers. */
export async function selectNotices(db: Database, organisation: string, ids: readonly number[]): Promise<NoticeRow[]> {
  const rows = await db
    .select()
    .from(notices)
    .where(and(inboxOf(organisation), sql`${notices.id} = any(${list(ids, 'integer')})`));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** How many open letters nobody has read. */
export const countUnread = (db: Database, organisation: string): Promise<number> =>
  db.$count(notices, and(openIn(organisation), isNull(notices.readAt)));

/** What is done, the latest first. */
export function selectDone(
  db: Database,
  organisation: string,
  { offset, limit }: { offset: number; limit: number },
): Promise<NoticeRow[]> {
  return db
    .select()
    .from(notices)
    .where(and(inboxOf(organisation), isNotNull(notices.doneAt)))
    .orderBy(desc(notices.doneAt), desc(notices.id))
    .offset(offset)
    .limit(limit);
}

export async function countDone(db: Database, organisation: string): Promise<number> {
  const [row] = await db
    .select({ done: count() })
    .from(notices)
    .where(and(inboxOf(organisation), isNotNull(notices.doneAt)));
  return row?.done ?? 0;
}

/** A letter in this inbox; null where it is not there. `hold`: to the end of the transaction, so that a step is done once. */
export async function findNotice(
  db: Database,
  organisation: string,
  id: number,
  hold = false,
): Promise<NoticeRow | null> {
  const query = db
    .select()
    .from(notices)
    .where(and(eq(notices.id, id), inboxOf(organisation)));
  const [row] = await (hold ? query.for('update') : query);
  return row ?? null;
}

/** What of these files is in an inbox, done or not, by the file. */
export async function noticesIn(
  db: Database,
  organisation: string,
  receipts: Iterable<number>,
): Promise<Map<number, NoticeRow[]>> {
  const rows = await db
    .select()
    .from(notices)
    .where(and(inboxOf(organisation), sql`${notices.receipt} = any(${list(new Set(receipts), 'integer')})`));
  return grouped(rows, ({ receipt }) => receipt);
}

export async function changeNotice(
  tx: Database,
  id: number,
  change: Partial<typeof notices.$inferInsert>,
): Promise<void> {
  await tx.update(notices).set(change).where(eq(notices.id, id));
}

/** Writes down that these came before somebody's eyes for the first time; resolves to those that had not. */
export async function markReceived(tx: Database, ids: readonly number[], at: Date): Promise<NoticeRow[]> {
  if (ids.length === 0) return [];
  return tx
    .update(notices)
    .set({ receivedAt: at })
    .where(and(inArray(notices.id, [...ids]), isNull(notices.receivedAt)))
    .returning();
}

const headOf = and(
  eq(letters.receipt, notices.receipt),
  eq(letters.firstPage, notices.firstPage),
  eq(letters.rank, notices.rank),
);

/** The letters of notices; none for one whose file was read anew so that no letter begins there. */
export function lettersOf(db: Database, ids: readonly number[]) {
  return db
    .select({
      id: notices.id,
      receipt: letters.receipt,
      ordinal: letters.ordinal,
      firstPage: letters.firstPage,
      rank: letters.rank,
      effective: letters.effective,
      secrecy: letters.secrecy,
    })
    .from(notices)
    .innerJoin(letters, headOf)
    .where(sql`${notices.id} = any(${list(ids, 'integer')})`)
    .orderBy(asc(letters.receipt), asc(letters.ordinal));
}

export function selectForwards(db: Database, notice: number) {
  return db.select().from(noticeForwards).where(eq(noticeForwards.notice, notice)).orderBy(asc(noticeForwards.id));
}

export async function insertForwards(tx: Database, rows: (typeof noticeForwards.$inferInsert)[]): Promise<void> {
  await tx.insert(noticeForwards).values(rows);
}

/** What the audit log says of a notice, the earliest first. */
export function selectEvents(db: Database, notice: Pick<NoticeRow, 'id' | 'receipt'>) {
  return db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.receipt, notice.receipt), sql`(${auditLog.detail}->>'notice')::integer = ${notice.id}`))
    .orderBy(asc(auditLog.id));
}

/** The active people of an organisation who can be given a letter. */
export function selectMembers(db: Database, organisation: string) {
  return db
    .selectDistinct({ id: people.id, name: people.name, position: people.position })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.person))
    .where(and(eq(memberships.organisation, organisation), eq(people.active, true)))
    .orderBy(asc(people.name));
}

/** Of an inbox's letters of a file the one that a letter came with: itself, or the one that it is enclosed with. */
export function noticeOf(
  { firstPage, rank }: { firstPage: number; rank: number },
  ofFile: readonly NoticeRow[],
): NoticeRow | null {
  const exact = ofFile.find((row) => row.firstPage === firstPage && row.rank === rank);
  const around = ofFile.filter((row) => row.firstPage < firstPage && firstPage <= row.lastPage);
  return exact ?? around.sort((a, b) => b.firstPage - a.firstPage)[0] ?? null;
}
