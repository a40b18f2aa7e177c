import { and, asc, count, eq, inArray, isNull, ne, type SQL, sql } from 'drizzle-orm';
import type { LetterPlace } from '../../schemas/register.js';
import { asksToPassOn, files, letters } from '../circulars/circulars.table.js';
import { confirmations, holdings } from '../circulars/holdings.table.js';
import { notices } from '../notices/notices.table.js';
import { people } from '../people/accounts.table.js';
import { relayCitations } from '../relay/relay.table.js';
import type { Database } from '../shared/database.js';
import { registerEntries } from './register.table.js';

/** An office by the marks that its own letters bear: its names as issuers, and its code at the head of their numbers (`พร0023.3`). */
export interface OwnMarks {
  organisation: string;
  names: readonly string[];
  code: string | null;
}

/** Whether the office itself issued a letter: that belongs into its register of sent letters. Without a clear mark it is taken for received. */
function issuedHere({ names, code }: OwnMarks): SQL {
  const number = sql`replace(concat(${letters.referenceCode}, ${letters.referenceUnit}), ' ', '')`;
  const numbered = code === null ? sql`false` : sql`(${number} = ${code} or starts_with(${number}, ${`${code}.`}))`;
  const named = names.length === 0 ? sql`false` : sql`coalesce(${inArray(letters.issuer, [...names])}, false)`;
  return sql`(${named} or ${numbered})`;
}

/**
 * The letters that an organisation has: of each file that it took in the letter on top, and those behind it that are sent to somebody and that no
 * other letter of the file brings along; and what was sent to it within wian.
 */
function ofOffice(): SQL {
  const own = sql`${holdings.receipt} is not null and (${letters.number} = 0
    or (${letters.kind} in ('external', 'memorandum', 'stamped') and not exists (select 1 from ${relayCitations}
      where ${relayCitations.receipt} = ${letters.receipt} and ${relayCitations.citedReceipt} = ${letters.receipt}
      and ${relayCitations.citedOrdinal} = ${letters.ordinal} and ${relayCitations.ordinal} <> ${letters.ordinal})))`;
  const sent = sql`${notices.id} is not null and ${notices.origin} <> 'own'`;
  return sql`${letters.number} is not null and ((${own}) or (${sent}))`;
}

/** Those of them that it has to register, or with `ownLetters` the ones that it issued itself, without a line yet. */
function toRegister(marks: OwnMarks, ownLetters: boolean): SQL {
  const { organisation } = marks;
  const entered = sql`exists (select 1 from ${registerEntries} where ${registerEntries.organisation} = ${organisation}
    and ${registerEntries.book} in ('received', 'received-secret') and ${registerEntries.cancelledAt} is null
    and ${registerEntries.receipt} = ${letters.receipt} and ${registerEntries.firstPage} = ${letters.firstPage}
    and ${registerEntries.rank} = ${letters.rank})`;
  const issued = ownLetters ? issuedHere(marks) : sql`not ${issuedHere(marks)}`;
  return sql`${ofOffice()} and not ${entered} and ${issued}`;
}

const holdingOf = (organisation: string) =>
  and(eq(holdings.receipt, letters.receipt), eq(holdings.organisation, organisation));
const noticeOf = (organisation: string) =>
  and(
    eq(notices.receipt, letters.receipt),
    eq(notices.firstPage, letters.firstPage),
    eq(notices.rank, letters.rank),
    eq(notices.organisation, organisation),
    sql`${notices.withdrawnAt} is null`,
  );

const columns = {
  receipt: letters.receipt,
  ordinal: letters.ordinal,
  number: letters.number,
  firstPage: letters.firstPage,
  lastPage: letters.lastPage,
  rank: letters.rank,
  secrecy: letters.secrecy,
  letter: letters.effective,
  fileName: files.name,
  ownName: holdings.name,
  arrivedAt: holdings.arrivedAt,
  uploadedAt: holdings.uploadedAt,
  sentAt: notices.sentAt,
  shared: sql<boolean>`exists (select 1 from ${holdings} others where others.receipt = ${letters.receipt}
    and others.organisation <> ${holdings.organisation})`,
  confirmed: sql<boolean>`exists (select 1 from ${confirmations} where ${confirmations.receipt} = ${letters.receipt}
    and ${confirmations.firstPage} = ${letters.firstPage} and ${confirmations.rank} = ${letters.rank})`,
};

const found = (db: Database, organisation: string) =>
  db
    .select(columns)
    .from(letters)
    .innerJoin(files, eq(files.receipt, letters.receipt))
    .leftJoin(holdings, holdingOf(organisation))
    .leftJoin(notices, noticeOf(organisation))
    .$dynamic();

export type FoundLetter = Awaited<ReturnType<typeof found>>[number];

/** Letters without a line, in the order of their files. */
export function selectWaiting(
  db: Database,
  marks: OwnMarks,
  { own, offset, limit }: { own: boolean; offset: number; limit: number },
): Promise<FoundLetter[]> {
  return found(db, marks.organisation)
    .where(toRegister(marks, own))
    .orderBy(asc(letters.receipt), asc(letters.ordinal))
    .offset(offset)
    .limit(limit);
}

/**
 * Letters that ask to be passed on to others (`relay.forward_to`, or the action itself) and that the organisation has not sent on, the longest here
 * first; at most `limit`.
 */
export function selectToSend(db: Database, organisation: string, limit: number): Promise<FoundLetter[]> {
  const sent = sql`exists (select 1 from ${registerEntries} where ${registerEntries.organisation} = ${organisation}
    and ${registerEntries.book} in ('sent', 'sent-secret') and ${registerEntries.cancelledAt} is null
    and ${registerEntries.receipt} = ${letters.receipt} and ${registerEntries.firstPage} = ${letters.firstPage}
    and ${registerEntries.rank} = ${letters.rank})`;
  return found(db, organisation)
    .where(sql`${ofOffice()} and ${asksToPassOn(letters.effective)} and not ${sent}`)
    .orderBy(sql`coalesce(${holdings.arrivedAt}, ${holdings.uploadedAt}, ${notices.sentAt})`, asc(letters.receipt))
    .limit(limit);
}

export async function countWaiting(db: Database, marks: OwnMarks, own: boolean): Promise<number> {
  const [row] = await db
    .select({ letters: count() })
    .from(letters)
    .leftJoin(holdings, holdingOf(marks.organisation))
    .leftJoin(notices, noticeOf(marks.organisation))
    .where(toRegister(marks, own));
  return row!.letters;
}

/** A letter that an organisation has, in a file of its own or within the pages that were sent to it; null for others. */
export async function findLetter(db: Database, organisation: string, place: LetterPlace): Promise<FoundLetter | null> {
  const within = and(
    eq(notices.receipt, letters.receipt),
    eq(notices.organisation, organisation),
    sql`${notices.withdrawnAt} is null and ${letters.firstPage} between ${notices.firstPage} and ${notices.lastPage}`,
  );
  const [row] = await db
    .select(columns)
    .from(letters)
    .innerJoin(files, eq(files.receipt, letters.receipt))
    .leftJoin(holdings, holdingOf(organisation))
    .leftJoin(notices, within)
    .where(
      and(
        eq(letters.receipt, place.receipt),
        eq(letters.firstPage, place.firstPage),
        eq(letters.rank, place.rank),
        sql`${letters.number} is not null and (${holdings.receipt} is not null or ${notices.id} is not null)`,
      ),
    )
    .orderBy(asc(notices.sentAt))
    .limit(1);
  return row ?? null;
}

const noticeAt = (organisation: string, { receipt, firstPage, rank }: LetterPlace) =>
  and(
    eq(notices.organisation, organisation),
    eq(notices.receipt, receipt),
    eq(notices.firstPage, firstPage),
    eq(notices.rank, rank),
  );

/** The letter's place in the organisation's inbox; null where it is not in there. */
export async function findNoticeId(db: Database, organisation: string, place: LetterPlace): Promise<number | null> {
  const [row] = await db.select({ id: notices.id }).from(notices).where(noticeAt(organisation, place));
  return row?.id ?? null;
}

/** The last of the pages that an organisation was sent with a letter; null where it was sent none, or no more. */
export async function findLastPageSent(db: Database, organisation: string, place: LetterPlace): Promise<number | null> {
  const [row] = await db
    .select({ lastPage: notices.lastPage })
    .from(notices)
    .where(and(noticeAt(organisation, place), ne(notices.origin, 'own'), isNull(notices.withdrawnAt)));
  return row?.lastPage ?? null;
}

/** Who has a letter at an organisation now; null where it was given to nobody. */
export async function assigneeOf(
  db: Database,
  organisation: string,
  place: LetterPlace,
): Promise<{ id: number; name: string } | null> {
  const [row] = await db
    .select({ id: people.id, name: people.name })
    .from(notices)
    .innerJoin(people, eq(people.id, notices.assignee))
    .where(noticeAt(organisation, place));
  return row ?? null;
}
