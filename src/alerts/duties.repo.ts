import { and, asc, eq, gt, inArray, isNull, lte, type SQL, sql } from 'drizzle-orm';
import type { Letter } from '../../schemas/record.js';
import { files, letters } from '../circulars/circulars.table.js';
import { holdings } from '../circulars/holdings.table.js';
import { notices, sendings } from '../notices/notices.table.js';
import { drafts, registerEntries } from '../register/register.table.js';
import type { Database } from '../shared/database.js';
import { placeOf } from '../shared/letter-place.js';
import { list } from '../shared/sql.js';
import type { Duty, DutyLetter } from './duties.models.js';
import { alertMarks, alerts, duties } from './ledger.table.js';

const anyOf = (receipts: Iterable<number>): SQL => sql`any(${list(new Set(receipts), 'integer')})`;

/** Held to the end of the transaction by who works duties out: two at once could write what the older of them saw. */
const SETTLING = 7_410_001;
export async function lockDuties(tx: Database): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${SETTLING})`);
}

/** Which marks: those of these organisations and files; without, of all. */
export interface MarksOf {
  organisations?: readonly string[] | undefined;
  receipts?: readonly number[] | undefined;
}

/** Puts marks for each organisation that has the file in the place of those that concern all; resolves to how many files. */
export async function spreadMarks(tx: Database, limit: number, { receipts }: MarksOf): Promise<number> {
  const these = receipts ? sql`and ${alertMarks.receipt} = ${anyOf(receipts)}` : sql``;
  const { rows } = (await tx.execute(sql`
    with taken as (delete from ${alertMarks} where ${alertMarks.id} in (
      select id from ${alertMarks} where ${alertMarks.organisation} = '' ${these} order by id limit ${limit}) returning receipt),
    spread as (insert into ${alertMarks} (receipt, organisation)
      select distinct of.receipt, of.organisation from (
        select ${holdings.receipt} as receipt, ${holdings.organisation} as organisation from ${holdings}
        union select ${notices.receipt}, ${notices.organisation} from ${notices}
        union select ${duties.receipt}, ${duties.organisation} from ${duties}) of
      where of.receipt in (select receipt from taken) returning receipt)
    select count(distinct receipt)::int as files from taken`)) as unknown as { rows: { files: number }[] };
  return rows[0]?.files ?? 0;
}

/**
 * The marked files of the next organisations after `after`, with the marks that are done by looking at them. Those that are being read or worked out anew
 * wait: their deadlines are gone for that moment, and would look as if they had been called off.
 */
export async function selectMarked(
  tx: Database,
  {
    after,
    organisations,
    receipts,
    offices,
    perOffice,
  }: MarksOf & { after: string; offices: number; perOffice: number },
): Promise<{ organisation: string; receipts: number[]; upTo: number }[]> {
  const rows = await tx
    .select({
      organisation: alertMarks.organisation,
      receipts: sql<number[]>`(array_agg(distinct ${alertMarks.receipt}))`,
      upTo: sql<number>`max(${alertMarks.id})::int`,
    })
    .from(alertMarks)
    .innerJoin(files, eq(files.receipt, alertMarks.receipt))
    .where(
      and(
        gt(alertMarks.organisation, after),
        organisations && sql`${alertMarks.organisation} = any(${list(organisations, 'text')})`,
        receipts && sql`${alertMarks.receipt} = ${anyOf(receipts)}`,
        eq(files.status, 'done'),
      ),
    )
    .groupBy(alertMarks.organisation)
    .orderBy(asc(alertMarks.organisation))
    .limit(offices);
  return rows.map((row) => ({ ...row, receipts: row.receipts.sort((a, b) => a - b).slice(0, perOffice) }));
}

export async function dropMarks(
  tx: Database,
  marked: { organisation: string; receipts: readonly number[]; upTo: number },
): Promise<void> {
  await tx
    .delete(alertMarks)
    .where(
      and(
        eq(alertMarks.organisation, marked.organisation),
        lte(alertMarks.id, marked.upTo),
        sql`${alertMarks.receipt} = ${anyOf(marked.receipts)}`,
      ),
    );
}

/** A letter with what tells whether an organisation has to act on it. */
export interface MarkedLetter extends DutyLetter {
  ordinal: number;
  lastPage: number;
  /** Null for attachments. */
  number: number | null;
  /** By what its issuer is known. */
  head: Pick<Letter, 'reference' | 'issuer' | 'date'>;
}

/** All letters of these files, by file and place. */
export async function selectDutyLetters(db: Database, receipts: Iterable<number>): Promise<MarkedLetter[]> {
  const part = <T>(path: SQL) => sql<T>`${letters.effective}${path}`;
  return db
    .select({
      receipt: letters.receipt,
      ordinal: letters.ordinal,
      number: letters.number,
      firstPage: letters.firstPage,
      lastPage: letters.lastPage,
      rank: letters.rank,
      reference: letters.reference,
      date: letters.date,
      issuer: letters.issuer,
      subject: letters.subject,
      secrecy: letters.secrecy,
      speed: part<DutyLetter['speed']>(sql`->>'speed'`),
      head: sql<MarkedLetter['head']>`json_build_object('reference', ${letters.effective}->'reference',
        'issuer', ${letters.effective}->'issuer', 'date', ${letters.effective}->'date')`,
      forwardTo: sql<string[]>`coalesce(${letters.effective}->'relay'->'forward_to', '[]'::json)`,
    })
    .from(letters)
    .innerJoin(files, eq(files.receipt, letters.receipt))
    .where(sql`${letters.receipt} = ${anyOf(receipts)}`)
    .orderBy(asc(letters.receipt), asc(letters.ordinal));
}

/** Which of these files an organisation took in itself. */
export async function selectHeld(db: Database, organisation: string, receipts: Iterable<number>): Promise<Set<number>> {
  const rows = await db
    .select({ receipt: holdings.receipt })
    .from(holdings)
    .where(and(eq(holdings.organisation, organisation), sql`${holdings.receipt} = ${anyOf(receipts)}`));
  return new Set(rows.map(({ receipt }) => receipt));
}

/** The letters of these files that an organisation sent down, or wrote a cover letter for that is entered as sent, with when first: `receipt firstPage rank`. */
export async function selectPassedOn(
  db: Database,
  organisation: string,
  receipts: Iterable<number>,
): Promise<Map<string, Date>> {
  const these = anyOf(receipts);
  const sent = await db
    .select({ receipt: sendings.receipt, firstPage: sendings.firstPage, rank: sendings.rank, at: sendings.sentAt })
    .from(sendings)
    .where(and(eq(sendings.sender, organisation), isNull(sendings.withdrawnAt), sql`${sendings.receipt} = ${these}`));
  // A line of the register that was cancelled stands for nothing that was sent.
  const covered = await db
    .select({
      receipt: drafts.receipt,
      firstPage: drafts.firstPage,
      rank: drafts.rank,
      at: registerEntries.at,
    })
    .from(drafts)
    .innerJoin(registerEntries, and(eq(registerEntries.id, drafts.sent), isNull(registerEntries.cancelledAt)))
    .where(and(eq(drafts.organisation, organisation), sql`${drafts.receipt} = ${these}`));
  const first = new Map<string, Date>();
  for (const { at, ...letter } of [...sent, ...covered]) {
    const place = placeOf(letter);
    const known = first.get(place);
    if (!known || at < known) first.set(place, at);
  }
  return first;
}

export function selectDuties(db: Database, organisation: string, receipts: Iterable<number>): Promise<Duty[]> {
  return db
    .select()
    .from(duties)
    .where(and(eq(duties.organisation, organisation), sql`${duties.receipt} = ${anyOf(receipts)}`));
}

/** The days of these letters that anybody of an organisation was told: `receipt firstPage rank kind dueOn`. */
export async function selectToldDays(
  db: Database,
  organisation: string,
  receipts: Iterable<number>,
): Promise<Set<string>> {
  const rows = await db
    .selectDistinct({
      receipt: alerts.receipt,
      firstPage: alerts.firstPage,
      rank: alerts.rank,
      kind: alerts.kind,
      dueOn: alerts.dueOn,
    })
    .from(alerts)
    .where(and(eq(alerts.organisation, organisation), sql`${alerts.receipt} = ${anyOf(receipts)}`));
  return new Set(rows.map((row) => `${row.receipt} ${row.firstPage} ${row.rank} ${row.kind} ${row.dueOn}`));
}

/** Puts the duties of an organisation's files in the place of those it had. */
export async function replaceDuties(
  tx: Database,
  organisation: string,
  receipts: readonly number[],
  rows: readonly Duty[],
): Promise<void> {
  await tx
    .delete(duties)
    .where(and(eq(duties.organisation, organisation), sql`${duties.receipt} = ${anyOf(receipts)}`));
  for (let at = 0; at < rows.length; at += 500) await tx.insert(duties).values(rows.slice(at, at + 500));
}

/** The organisations after `after` that have a duty to be looked at on a day. */
export async function selectOfficesToLook(
  db: Database,
  { day, after, limit }: { day: string; after: string; limit: number },
): Promise<string[]> {
  const rows = await db
    .selectDistinct({ organisation: duties.organisation })
    .from(duties)
    .where(and(lte(duties.nextOn, day), gt(duties.organisation, after)))
    .orderBy(asc(duties.organisation))
    .limit(limit);
  return rows.map(({ organisation }) => organisation);
}

/** The duties of these organisations that are to be looked at on a day. */
export function selectDutiesToLook(db: Database, organisations: readonly string[], day: string): Promise<Duty[]> {
  return db
    .select()
    .from(duties)
    .where(and(inArray(duties.organisation, [...organisations]), lte(duties.nextOn, day)));
}

/** All duties of an organisation. */
export function selectOfficeDuties(db: Database, organisation: string): Promise<Duty[]> {
  return db.select().from(duties).where(eq(duties.organisation, organisation));
}

/** Moves duties on to the day on which they are next looked at. */
export async function moveDuties(tx: Database, moved: readonly Duty[]): Promise<void> {
  for (let at = 0; at < moved.length; at += 500) {
    const rows = moved.slice(at, at + 500).map(
      (
        duty,
      ) => sql`(${duty.organisation}, ${duty.receipt}::int, ${duty.firstPage}::int, ${duty.rank}::int, ${duty.kind},
        ${duty.dueOn}, ${duty.nextOn}::date)`,
    );
    await tx.execute(sql`update ${duties} set next_on = to_row.next_on
      from (values ${sql.join(rows, sql`, `)}) as to_row (organisation, receipt, first_page, rank, kind, due_on, next_on)
      where ${duties.organisation} = to_row.organisation and ${duties.receipt} = to_row.receipt
        and ${duties.firstPage} = to_row.first_page and ${duties.rank} = to_row.rank
        and ${duties.kind} = to_row.kind and ${duties.dueOn} = to_row.due_on`);
  }
}
