import { and, asc, eq, inArray, isNull, ne, or, sql } from 'drizzle-orm';
import { deadlines } from '../alerts/alerts.table.js';
import { letters } from '../circulars/circulars.table.js';
import { letterRecipients } from '../circulars/recipients.table.js';
import { thaiDay } from '../domain/calendar.js';
import { type OfficeSettings, offices } from '../people/accounts.table.js';
import { relayCitations } from '../relay/relay.table.js';
import type { Database } from '../shared/database.js';
import { notices, sendings } from './notices.table.js';

/** A letter that a person did something with: a rerun may change its ordinal, not where it begins. */
export interface LetterPlace {
  receipt: number;
  firstPage: number;
  rank: number;
}

/** All letters of a file as corrected, in their order. */
export function lettersOfFile(db: Database, receipt: number) {
  return db
    .select({
      ordinal: letters.ordinal,
      number: letters.number,
      firstPage: letters.firstPage,
      lastPage: letters.lastPage,
      rank: letters.rank,
      letter: letters.effective,
      secrecy: letters.secrecy,
    })
    .from(letters)
    .where(eq(letters.receipt, receipt))
    .orderBy(asc(letters.ordinal));
}

/** The letters of a file that linking found cited by others of the same file, by their ordinals; where a person has to choose, none. */
export async function linkedWithin(db: Database, receipt: number): Promise<Map<number, Set<number>>> {
  const rows = await db
    .select({ from: relayCitations.ordinal, to: relayCitations.citedOrdinal })
    .from(relayCitations)
    .where(
      and(
        eq(relayCitations.receipt, receipt),
        eq(relayCitations.citedReceipt, receipt),
        isNull(relayCitations.candidates),
      ),
    );
  const linked = new Map<number, Set<number>>();
  for (const { from, to } of rows) {
    if (to !== null) linked.set(from, (linked.get(from) ?? new Set()).add(to));
  }
  return linked;
}

/** What an office set for itself; nothing where it does not use this wian. */
export async function officeSettings(db: Database, organisation: string): Promise<OfficeSettings> {
  const [row] = await db
    .select({ settings: offices.settings })
    .from(offices)
    .where(eq(offices.organisation, organisation));
  return row?.settings ?? {};
}

/** The code at the head of an office's letters; null where it has set none. */
export const officeCode = async (db: Database, organisation: string): Promise<string | null> =>
  (await officeSettings(db, organisation)).code ?? null;

/** The organisations that use this wian among the addressees of a letter, the sender left out. */
export async function usersAddressed(
  db: Database,
  { receipt, ordinal, sender }: { receipt: number; ordinal: number; sender: string },
): Promise<string[]> {
  const rows = await db
    .selectDistinct({ organisation: offices.organisation })
    .from(letterRecipients)
    .innerJoin(offices, eq(offices.organisation, letterRecipients.organisation))
    .where(
      and(
        eq(letterRecipients.receipt, receipt),
        eq(letterRecipients.ordinal, ordinal),
        ne(offices.organisation, sender),
      ),
    );
  return rows.map(({ organisation }) => organisation);
}

/** Those of these organisations that use this wian. */
export async function usersAmong(db: Database, organisations: readonly string[]): Promise<string[]> {
  if (organisations.length === 0) return [];
  const rows = await db
    .select({ organisation: offices.organisation })
    .from(offices)
    .where(inArray(offices.organisation, [...organisations]));
  return rows.map(({ organisation }) => organisation);
}

/**
 * Puts a letter into these inboxes; resolves to those that it came into now. One that has it keeps its row with what was done; one from which it was
 * withdrawn gets it again where it is sent by hand.
 */
export async function insertNotices(
  tx: Database,
  organisations: readonly string[],
  notice: Omit<typeof notices.$inferInsert, 'organisation'>,
): Promise<string[]> {
  const came: string[] = [];
  for (let at = 0; at < organisations.length; at += 500) {
    const rows = organisations.slice(at, at + 500).map((organisation) => ({ ...notice, organisation }));
    const insert = tx.insert(notices).values(rows);
    const target = [notices.organisation, notices.receipt, notices.firstPage, notices.rank];
    const { lastPage, sender, origin, sentAt, sentBy } = notice;
    const set = { lastPage, sender, origin, sentAt, sentBy, withdrawnAt: null };
    const done =
      origin === 'resolved'
        ? insert.onConflictDoNothing()
        : insert.onConflictDoUpdate({ target, set, setWhere: sql`${notices.withdrawnAt} is not null` });
    came.push(...(await done.returning({ organisation: notices.organisation })).map((row) => row.organisation));
  }
  return came;
}

/** Writes down that a letter was sent. To its addressees that is written once: `known`, or `withdrawn` since. */
export async function insertSending(
  tx: Database,
  sending: typeof sendings.$inferInsert,
): Promise<'new' | 'known' | 'withdrawn'> {
  const made = await tx.insert(sendings).values(sending).onConflictDoNothing().returning({ id: sendings.id });
  if (made.length > 0) return 'new';
  const { sender, receipt, firstPage, rank } = sending;
  const [known] = await tx
    .select({ withdrawnAt: sendings.withdrawnAt })
    .from(sendings)
    .where(
      and(
        eq(sendings.sender, sender),
        eq(sendings.receipt, receipt),
        eq(sendings.firstPage, firstPage),
        eq(sendings.rank, rank),
        isNull(sendings.organisations),
      ),
    );
  return known?.withdrawnAt ? 'withdrawn' : 'known';
}

/** How long a letter without a deadline counts as open for an office that joins. */
const OPEN_DAYS = 30;

/** What was sent to an organisation and is open on a day: a deadline that has not passed, or sent shortly before. */
export function openSendings(tx: Database, organisation: string, at: Date) {
  const letter = and(
    eq(letters.receipt, sendings.receipt),
    eq(letters.firstPage, sendings.firstPage),
    eq(letters.rank, sendings.rank),
  );
  const addressed = sql`exists (select 1 from ${letterRecipients} where ${letterRecipients.receipt} = ${letters.receipt}
    and ${letterRecipients.ordinal} = ${letters.ordinal} and ${letterRecipients.organisation} = ${organisation})`;
  const due = sql`exists (select 1 from ${deadlines} where ${deadlines.receipt} = ${letters.receipt}
    and ${deadlines.ordinal} = ${letters.ordinal} and ${deadlines.state} = 'live' and ${deadlines.lastOn} >= ${thaiDay(at)})`;
  const recent = new Date(at.getTime() - OPEN_DAYS * 86_400_000);
  return tx
    .select({
      receipt: sendings.receipt,
      firstPage: sendings.firstPage,
      rank: sendings.rank,
      lastPage: sendings.lastPage,
      sender: sendings.sender,
      organisations: sendings.organisations,
      sentAt: sendings.sentAt,
      sentBy: sendings.sentBy,
    })
    .from(sendings)
    .innerJoin(letters, letter)
    .where(
      and(
        isNull(sendings.withdrawnAt),
        ne(sendings.sender, organisation),
        or(and(isNull(sendings.organisations), addressed), sql`${organisation} = any(${sendings.organisations})`),
        or(due, sql`${sendings.sentAt} >= ${recent.toISOString()}::timestamptz`),
      ),
    )
    .orderBy(asc(sendings.id));
}
