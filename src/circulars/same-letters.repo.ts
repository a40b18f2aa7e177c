import { and, asc, eq, inArray, or, sql } from 'drizzle-orm';
import type { Letter } from '../../schemas/record.js';
import type { Cover } from '../domain/rescan.js';
import type { Paper } from '../domain/same-letter.js';
import type { Database } from '../shared/database.js';
import { list } from '../shared/sql.js';
import { files, letters } from './circulars.table.js';
import { holdings, rescanAnswers, sameLetters } from './holdings.table.js';

export type SameLetter = typeof sameLetters.$inferSelect;

/** A file of an organisation that may be of one letter with others. `reading`: it is being read, so that it is not known what it says. */
export type HeldPaper = Paper & { reading: boolean };

/** The files of an organisation with what may be of one letter with them, in the order in which they came; none of them where it took in none of these itself. */
export async function selectPapers(
  db: Database,
  organisation: string,
  receipts: readonly number[],
): Promise<HeldPaper[]> {
  const these = sql`any(${list(receipts, 'integer')})`;
  const part = <K extends keyof Letter>(key: K) => sql<Letter[K]>`${letters.effective}->${sql.raw(`'${key}'`)}`;
  const held = sql`select r.receipt from ${holdings} r where r.organisation = ${organisation} and r.receipt = ${these}`;
  const rows = await db
    .select({
      receipt: holdings.receipt,
      rescanOf: holdings.rescanOf,
      status: files.status,
      date: letters.date,
      subject: letters.subject,
      reference: part('reference'),
      issuer: part('issuer'),
    })
    .from(holdings)
    .innerJoin(files, eq(files.receipt, holdings.receipt))
    .leftJoin(letters, and(eq(letters.receipt, holdings.receipt), eq(letters.number, 0)))
    .where(
      and(
        eq(holdings.organisation, organisation),
        // Each by its own index: files are many, and few are of one day.
        sql`${holdings.receipt} in (${held}
          union all select o.receipt from ${letters} o join ${holdings} i on i.receipt = o.receipt and i.organisation = ${organisation}
            where o.number = 0 and o.date in (select c.date from ${letters} c where c.number = 0 and c.receipt in (${held}))
          union all select i.receipt from ${holdings} i where i.organisation = ${organisation} and i.rescan_of in (${held})
          union all select i.rescan_of from ${holdings} i where i.organisation = ${organisation} and i.receipt = ${these} and i.rescan_of is not null
          union all select s.receipt from ${sameLetters} s where s.organisation = ${organisation} and s.of_receipt = ${these}
          union all select s.of_receipt from ${sameLetters} s where s.organisation = ${organisation} and s.receipt = ${these})`,
      ),
    )
    .orderBy(asc(holdings.uploadedAt), asc(holdings.receipt));
  return rows.map(({ receipt, rescanOf, status, ...row }) => {
    const { date, subject, reference, issuer } = row;
    const cover: Cover | null = date === null ? null : { date, subject, reference, issuer };
    return { receipt, rescanOf, cover, reading: status !== 'done' && status !== 'failed' };
  });
}

/** What people of the organisation said of these files, the oldest first. */
export function selectSaid(db: Database, organisation: string, receipts: readonly number[]) {
  return db
    .select({ receipt: rescanAnswers.receipt, of: rescanAnswers.of, same: rescanAnswers.same })
    .from(rescanAnswers)
    .where(and(eq(rescanAnswers.organisation, organisation), inArray(rescanAnswers.receipt, [...receipts])))
    .orderBy(asc(rescanAnswers.id));
}

/** What letters of these files were told and counted with, and what with them. */
export function selectStored(db: Database, organisation: string, receipts: readonly number[]): Promise<SameLetter[]> {
  const these = sql`any(${list(receipts, 'integer')})`;
  return db
    .select()
    .from(sameLetters)
    .where(
      and(
        eq(sameLetters.organisation, organisation),
        or(sql`${sameLetters.receipt} = ${these}`, sql`${sameLetters.ofReceipt} = ${these}`),
      ),
    );
}

/** Puts what letters of these files are told and counted with others in the place of what was. */
export async function replaceSame(
  tx: Database,
  organisation: string,
  receipts: readonly number[],
  rows: readonly SameLetter[],
): Promise<void> {
  const these = sql`any(${list(receipts, 'integer')})`;
  const before = await tx
    .select()
    .from(sameLetters)
    .where(and(eq(sameLetters.organisation, organisation), sql`${sameLetters.receipt} = ${these}`));
  const key = (row: SameLetter) =>
    [row.receipt, row.firstPage, row.rank, row.ofReceipt, row.ofFirstPage, row.ofRank, row.asked].join(' ');
  if (before.map(key).sort().join() === rows.map(key).sort().join()) return;
  await tx
    .delete(sameLetters)
    .where(and(eq(sameLetters.organisation, organisation), sql`${sameLetters.receipt} = ${these}`));
  if (rows.length > 0) await tx.insert(sameLetters).values([...rows]);
}
