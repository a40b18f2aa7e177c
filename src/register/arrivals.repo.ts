import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { appendAudit } from '../audit/audit.repo.js';
import { holdings } from '../circulars/holdings.table.js';
import { thaiDay } from '../domain/calendar.js';
import { append } from '../domain/relay/append.js';
import { notices } from '../notices/notices.table.js';
import type { Database } from '../shared/database.js';
import { placeOf } from '../shared/letter-place.js';
import { list, selectPacked } from '../shared/sql.js';
import { registerEntries } from './register.table.js';

/** What is known of a letter's arrival at one organisation. */
export interface OfficeArrival {
  /** The day the paper came: as somebody entered it, or as the line of the register says. Null where neither is there. */
  on: string | null;
  by: 'hand' | 'register' | null;
  /** When it was taken in or sent within wian: it had come by then. */
  takenAt: Date;
  /**
   * Whose the scan is: this office's `own`; `shared` with another office, so that nobody knows whose stamp is on it; or `sent` to it by
   * another, so that no stamp on it is its own.
   */
  scan: 'own' | 'shared' | 'sent';
}

/** The arrival of a letter known by its file, first page and rank; null where the organisation has none of it. */
export type ArrivalsOf = (letter: { receipt: number; firstPage: number; rank: number }) => OfficeArrival | null;

/** How the letters of these files came to an organisation. The line of a letter counts before what was entered for its file. */
export async function selectArrivals(
  db: Database,
  organisation: string,
  receipts: readonly number[],
): Promise<ArrivalsOf> {
  const these = sql`any(${list(new Set(receipts), 'integer')})`;
  const holding = {
    organisation: holdings.organisation,
    receipt: holdings.receipt,
    arrivedAt: holdings.arrivedAt,
    uploadedAt: holdings.uploadedAt,
  };
  const held = await selectPacked(db, holding, sql`from ${holdings} where ${holdings.receipt} = ${these}`);
  const own = new Map(held.filter((one) => one.organisation === organisation).map((one) => [one.receipt, one]));
  const others = new Set(held.filter((one) => one.organisation !== organisation).map(({ receipt }) => receipt));
  const notice = {
    receipt: notices.receipt,
    firstPage: notices.firstPage,
    lastPage: notices.lastPage,
    sentAt: notices.sentAt,
  };
  const came = and(
    sql`${notices.receipt} = ${these}`,
    eq(notices.organisation, organisation),
    isNull(notices.withdrawnAt),
  );
  const sent = await selectPacked(db, notice, sql`from ${notices} where ${came}`);
  const notified = new Map<number, typeof sent>();
  for (const one of sent) append(notified, one.receipt, one);
  const line = {
    receipt: registerEntries.receipt,
    firstPage: registerEntries.firstPage,
    rank: registerEntries.rank,
    at: registerEntries.at,
  };
  const entered = and(
    sql`${registerEntries.receipt} = ${these}`,
    eq(registerEntries.organisation, organisation),
    inArray(registerEntries.book, ['received', 'received-secret']),
    isNull(registerEntries.cancelledAt),
  );
  const lines = await selectPacked(
    db,
    line,
    sql`from ${registerEntries} where ${entered} order by ${asc(registerEntries.id)}`,
  );
  const entries = new Map(lines.map((line) => [placeOf({ ...line, receipt: line.receipt! }), line]));
  return (letter) => {
    const holding = own.get(letter.receipt);
    const notice = notified
      .get(letter.receipt)
      ?.find(({ firstPage, lastPage }) => firstPage <= letter.firstPage && letter.firstPage <= lastPage);
    if (!holding && !notice) return null;
    const line = entries.get(placeOf(letter));
    const byHand = holding?.arrivedAt ?? null;
    const at = line?.at ?? byHand;
    return {
      on: at && thaiDay(at),
      by: at === null ? null : !line || byHand?.getTime() === line.at.getTime() ? 'hand' : 'register',
      takenAt: holding?.uploadedAt ?? notice!.sentAt,
      scan: !holding ? 'sent' : others.has(letter.receipt) ? 'shared' : 'own',
    };
  };
}

/**
 * Keeps when the paper of a file came to an organisation, as a person entered it; in the transaction of what it was entered with. Nothing where
 * the organisation did not take the file in.
 */
export async function setArrival(
  tx: Database,
  input: { organisation: string; receipt: number; at: Date; now: Date; by: string },
): Promise<void> {
  const { organisation, receipt, at } = input;
  const mine = and(eq(holdings.organisation, organisation), eq(holdings.receipt, receipt));
  const [held] = await tx.select({ before: holdings.arrivedAt }).from(holdings).where(mine);
  if (!held || held.before?.getTime() === at.getTime()) return;
  await tx.update(holdings).set({ arrivedAt: at }).where(mine);
  const detail = { organisation, before: held.before?.toISOString() ?? null, after: at.toISOString() };
  await appendAudit(tx, { at: input.now, actor: input.by, action: 'file.arrived', receipt, detail });
}
