import { and, asc, eq, exists, gte, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { DueBasis } from '../../schemas/due.js';
import { files, letters } from '../circulars/circulars.table.js';
import { readableLetters } from '../circulars/secrecy.js';
import { visibleLetters } from '../circulars/visible.js';
import type { Actor } from '../people/actor.js';
import { relayCitations, relayLetters } from '../relay/relay.table.js';
import type { Database } from '../shared/database.js';
import { list } from '../shared/sql.js';
import type { PlannedLetter } from './alerts.models.js';
import { deadlineChanges, deadlines } from './alerts.table.js';

type NewDeadline = typeof deadlines.$inferInsert;
type NewChange = typeof deadlineChanges.$inferInsert;
export type ChangeRow = typeof deadlineChanges.$inferSelect;

const anyOf = (receipts: readonly number[]): SQL => sql`any(${list(receipts, 'integer')})`;

/** Puts the deadlines of files in the place of those they had, with their history. */
export async function replaceDeadlines(
  db: Database,
  receipts: readonly number[],
  rows: readonly NewDeadline[],
  changes: readonly NewChange[],
): Promise<void> {
  await db.delete(deadlines).where(inArray(deadlines.receipt, [...receipts]));
  for (let at = 0; at < rows.length; at += 500) await db.insert(deadlines).values(rows.slice(at, at + 500));
  for (let at = 0; at < changes.length; at += 500) await db.insert(deadlineChanges).values(changes.slice(at, at + 500));
}

/** The letters of these files with the time at which the files were taken in, attachments left out. */
export function selectPlanned(db: Database, receipts: readonly number[]): Promise<PlannedLetter[]> {
  return db
    .select({
      receipt: letters.receipt,
      ordinal: letters.ordinal,
      number: letters.number,
      letter: letters.effective,
      receivedAt: files.receivedAt,
    })
    .from(letters)
    .innerJoin(files, eq(files.receipt, letters.receipt))
    .where(inArray(letters.receipt, [...receipts]))
    .orderBy(asc(letters.receipt), asc(letters.ordinal));
}

/** What each of these files holds, by which letters are told apart whenever they came. */
export async function selectContents(db: Database, receipts: readonly number[]): Promise<Map<number, string>> {
  const rows = await db
    .select({ receipt: files.receipt, sha256: files.sha256 })
    .from(files)
    .where(inArray(files.receipt, [...receipts]));
  return new Map(rows.map(({ receipt, sha256 }) => [receipt, sha256 ?? String(receipt)]));
}

/** The steps between letters of these files. */
export async function selectHops(db: Database, receipts: readonly number[]) {
  const { receipt, ordinal, citedReceipt, citedOrdinal } = relayCitations;
  const rows = await db
    .select({ toReceipt: receipt, toOrdinal: ordinal, fromReceipt: citedReceipt, fromOrdinal: citedOrdinal })
    .from(relayCitations)
    .where(and(inArray(receipt, [...receipts]), inArray(citedReceipt, [...receipts])));
  return rows.flatMap(({ fromReceipt, fromOrdinal, ...to }) =>
    fromReceipt === null || fromOrdinal === null ? [] : [{ ...to, fromReceipt, fromOrdinal }],
  );
}

/**
 * The files whose deadlines may be changed by a letter of these files, or change one of theirs, without a citation: one issuer's on one matter, the old
 * day of the one being the day of the other (`domain/due/history.ts` decides); and those that did so when they were last looked at. By indexes.
 */
export async function selectChangeable(db: Database, receipts: readonly number[]): Promise<number[]> {
  const these = anyOf(receipts);
  const pair = sql`from ${deadlines} earlier
    join ${deadlines} later on later.supersedes_date = earlier.date
    join ${relayLetters} upper_letter on upper_letter.receipt = earlier.receipt and upper_letter.ordinal = earlier.ordinal
    join ${relayLetters} lower_letter on lower_letter.receipt = later.receipt and lower_letter.ordinal = later.ordinal
      and lower_letter.issuer = upper_letter.issuer
      and (strpos(lower_letter.subject, upper_letter.subject) > 0
        or strpos(upper_letter.subject, lower_letter.subject) > 0)`;
  const { rows } = (await db.execute(sql`
    select earlier.receipt ${pair} where later.receipt = ${these}
    union select later.receipt ${pair} where earlier.receipt = ${these}
    union select receipt from ${deadlineChanges} where by_receipt = ${these}
    union select by_receipt from ${deadlineChanges} where receipt = ${these}`)) as unknown as {
    rows: { receipt: number }[];
  };
  return rows.map(({ receipt }) => receipt);
}

/** Whether a deadline of these files changes another, or is changed. */
export async function anyChange(db: Database, receipts: readonly number[]): Promise<boolean> {
  const [row] = await db
    .select({ receipt: deadlines.receipt })
    .from(deadlines)
    .where(
      and(
        sql`${deadlines.receipt} = ${anyOf(receipts)}`,
        or(eq(deadlines.supersedes, true), inArray(deadlines.state, ['superseded', 'cancelled'])),
      ),
    )
    .limit(1);
  return row !== undefined;
}

/** The files with deadlines that may fall on another day when the table of holidays changes from a day on, ascending. */
export async function selectDueFrom(db: Database, from: string): Promise<number[]> {
  const rows = await db
    .selectDistinct({ receipt: deadlines.receipt })
    .from(deadlines)
    .where(or(gte(deadlines.lastOn, from), isNull(deadlines.lastOn)))
    .orderBy(asc(deadlines.receipt));
  return rows.map(({ receipt }) => receipt);
}

/**
 * Deadlines with their letters and the time at which these were taken in. `from`: leaves out those that ended before; those without a day,
 * recurring ones, and for an organisation those that are counted by its own arrival, never end. `receipt`: of one file, `receipts`:
 * of these. `actor`: those of letters that the actor sees and may read. `where`: of the rows of `deadlines`.
 */
export function selectDeadlines(
  db: Database,
  by: { actor: Actor; from?: string; receipt?: number; receipts?: readonly number[]; where?: SQL },
) {
  const open: DueBasis[] = by.actor.kind !== 'machine' ? ['recurrence', 'counted', 'policy'] : ['recurrence'];
  const until = sql`coalesce(${deadlines.lastOn}, ${deadlines.date})`;
  return db
    .select({
      receipt: deadlines.receipt,
      ordinal: deadlines.ordinal,
      position: deadlines.position,
      number: letters.number,
      firstPage: letters.firstPage,
      rank: letters.rank,
      letter: letters.effective,
      deadline: deadlines.record,
      state: deadlines.state,
      resolved: deadlines.resolved,
      receivedAt: files.receivedAt,
    })
    .from(deadlines)
    .innerJoin(letters, and(eq(letters.receipt, deadlines.receipt), eq(letters.ordinal, deadlines.ordinal)))
    .innerJoin(files, eq(files.receipt, deadlines.receipt))
    .where(
      and(
        visibleLetters(by.actor),
        by.receipt === undefined ? undefined : eq(deadlines.receipt, by.receipt),
        by.receipts && sql`${deadlines.receipt} = ${anyOf(by.receipts)}`,
        // Said of both tables: without it the planner would rather read all letters once than look some up.
        by.receipts && sql`${letters.receipt} = ${anyOf(by.receipts)}`,
        by.where,
        by.from === undefined
          ? undefined
          : or(gte(until, by.from), sql`${until} is null`, inArray(deadlines.basis, open)),
        readableLetters(by.actor),
      ),
    );
}

/** What later letters change of deadlines: of those of one file, or all, and of letters that the actor may read; the earliest change first. */
export function selectChanges(
  db: Database,
  by: { receipt?: number; receipts?: readonly number[]; actor: Actor },
): Promise<ChangeRow[]> {
  const { actor } = by;
  const readable = db
    .select({ one: sql`1` })
    .from(letters)
    .where(
      and(
        eq(letters.receipt, deadlineChanges.byReceipt),
        eq(letters.ordinal, deadlineChanges.byOrdinal),
        visibleLetters(actor),
        readableLetters(actor),
      ),
    );
  return db
    .select()
    .from(deadlineChanges)
    .where(
      and(
        by.receipt === undefined ? undefined : eq(deadlineChanges.receipt, by.receipt),
        by.receipts && sql`${deadlineChanges.receipt} = ${anyOf(by.receipts)}`,
        actor.kind !== 'machine' ? exists(readable) : undefined,
      ),
    )
    .orderBy(asc(deadlineChanges.on), asc(deadlineChanges.byReceipt), asc(deadlineChanges.byOrdinal));
}
