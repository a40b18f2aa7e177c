import { and, asc, count, eq, type SQL, sql } from 'drizzle-orm';
import type { LetterPlace } from '../../schemas/register.js';
import { files, letters } from '../circulars/circulars.table.js';
import { confirmations, holdings } from '../circulars/holdings.table.js';
import { notices } from '../notices/notices.table.js';
import { people } from '../people/accounts.table.js';
import { relayCitations } from '../relay/relay.table.js';
import type { Database } from '../shared/database.js';
import { registerEntries } from './register.table.js';

/**
 * The letters that an organisation has to register: of each file that it took in the letter on top, and those behind it that are sent to
 * somebody and that no other letter of the file brings along; and what was sent to it within wian.
 */
function toRegister(organisation: string): SQL {
  const own = sql`${holdings.receipt} is not null and (${letters.number} = 0
    or (${letters.kind} in ('external', 'memorandum', 'stamped') and not exists (select 1 from ${relayCitations}
      where ${relayCitations.receipt} = ${letters.receipt} and ${relayCitations.citedReceipt} = ${letters.receipt}
      and ${relayCitations.citedOrdinal} = ${letters.ordinal} and ${relayCitations.ordinal} <> ${letters.ordinal})))`;
  const sent = sql`${notices.id} is not null and ${notices.origin} <> 'own'`;
  const entered = sql`exists (select 1 from ${registerEntries} where ${registerEntries.organisation} = ${organisation}
    and ${registerEntries.book} in ('received', 'received-secret') and ${registerEntries.cancelledAt} is null
    and ${registerEntries.receipt} = ${letters.receipt} and ${registerEntries.firstPage} = ${letters.firstPage}
    and ${registerEntries.rank} = ${letters.rank})`;
  return sql`${letters.number} is not null and ((${own}) or (${sent})) and not ${entered}`;
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
  organisation: string,
  { offset, limit }: { offset: number; limit: number },
): Promise<FoundLetter[]> {
  return found(db, organisation)
    .where(toRegister(organisation))
    .orderBy(asc(letters.receipt), asc(letters.ordinal))
    .offset(offset)
    .limit(limit);
}

export async function countWaiting(db: Database, organisation: string): Promise<number> {
  const [row] = await db
    .select({ letters: count() })
    .from(letters)
    .leftJoin(holdings, holdingOf(organisation))
    .leftJoin(notices, noticeOf(organisation))
    .where(toRegister(organisation));
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
    .where(
      and(
        eq(notices.organisation, organisation),
        eq(notices.receipt, place.receipt),
        eq(notices.firstPage, place.firstPage),
        eq(notices.rank, place.rank),
      ),
    );
  return row ?? null;
}
