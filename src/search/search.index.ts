import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { files, letters, pages } from '../circulars/circulars.table.js';
import type { Database } from '../shared/database.js';
import { FORM, type IndexRows, indexRows } from './search.models.js';
import { searchLetters, searchTexts } from './search.table.js';

/**
 * Puts the letters of a file into the index, in place of what stood there; to be called in the transaction that writes the letters, so that
 * no crash can part them. Resolves to the number of letters.
 */
export async function indexFile(tx: Database, receipt: number): Promise<number> {
  const rows = await tx
    .select({
      receipt: letters.receipt,
      ordinal: letters.ordinal,
      firstPage: letters.firstPage,
      lastPage: letters.lastPage,
      rank: letters.rank,
      secrecy: letters.secrecy,
      letter: letters.effective,
      receivedAt: files.receivedAt,
    })
    .from(letters)
    .innerJoin(files, eq(files.receipt, letters.receipt))
    .where(eq(letters.receipt, receipt))
    .orderBy(asc(letters.ordinal));
  const texts = await tx
    .select({ number: pages.number, text: sql<string | null>`${pages.exported}->>'text'` })
    .from(pages)
    .where(eq(pages.receipt, receipt));
  const byPage = new Map(texts.map(({ number, text }) => [number, text ?? '']));
  await tx.delete(searchLetters).where(eq(searchLetters.receipt, receipt));
  await insertIndexRows(
    tx,
    indexRows(rows, (page) => byPage.get(page) ?? ''),
  );
  return rows.length;
}

/** Rows of letters that have none in the index. */
export async function insertIndexRows(tx: Database, rows: IndexRows): Promise<void> {
  for (let at = 0; at < rows.letters.length; at += 50) {
    await tx.insert(searchLetters).values(rows.letters.slice(at, at + 50));
    await tx.insert(searchTexts).values(rows.texts.slice(at, at + 50));
  }
}

/** Files a transaction: a reader of the embedded database waits no longer for it. */
const BATCH = 20;

/**
 * Puts into the index what is not in it: the letters of a store of before there was one, and those whose rows are of an earlier form. The letters
 * themselves say which these are, so it may be killed and run again at any point. `stopped` is asked between. Resolves to the number of letters.
 */
export async function settleIndex({ db }: { db: Database }, stopped: () => boolean = () => false): Promise<number> {
  let done = 0;
  for (let after = 0; ; ) {
    const receipts = await selectUnindexed(db, after, BATCH);
    if (receipts.length === 0 || stopped()) return done;
    done += await db.transaction(async (tx) => {
      let count = 0;
      // Held until the letters are in, so that nobody replaces them in between.
      const held = await tx
        .select({ receipt: files.receipt })
        .from(files)
        .where(inArray(files.receipt, receipts))
        .orderBy(asc(files.receipt))
        .for('update');
      for (const { receipt } of held) count += await indexFile(tx, receipt);
      return count;
    });
    after = receipts.at(-1)!;
  }
}

async function selectUnindexed(db: Database, after: number, limit: number): Promise<number[]> {
  const rows = await db
    .selectDistinct({ receipt: letters.receipt })
    .from(letters)
    .leftJoin(
      searchLetters,
      and(eq(searchLetters.receipt, letters.receipt), eq(searchLetters.ordinal, letters.ordinal)),
    )
    .where(and(sql`${letters.receipt} > ${after}`, sql`${searchLetters.form} is distinct from ${FORM}::smallint`))
    .orderBy(asc(letters.receipt))
    .limit(limit);
  return rows.map(({ receipt }) => receipt);
}
