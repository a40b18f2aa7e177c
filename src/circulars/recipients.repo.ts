import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Letter } from '../../schemas/record.js';
import type { Database } from '../shared/database.js';
import { letters } from './circulars.table.js';
import { letterRecipients, openRecipients } from './recipients.table.js';

interface Place {
  receipt: number;
  ordinal: number;
}

/** Writes whom these letters of a file go to, in place of what stood there. */
export async function replaceRecipients(
  tx: Database,
  receipt: number,
  resolved: readonly { ordinal: number; letter: Letter }[],
): Promise<void> {
  const ordinals = resolved.map(({ ordinal }) => ordinal);
  if (ordinals.length === 0) return;
  for (const table of [letterRecipients, openRecipients]) {
    await tx.delete(table).where(and(eq(table.receipt, receipt), inArray(table.ordinal, ordinals)));
  }
  const rows = resolved.flatMap(({ ordinal, letter }) =>
    letter.recipients.flatMap(({ resolved: found }, position) =>
      (found?.organisations ?? []).map(({ code }) => ({ receipt, ordinal, position, organisation: code })),
    ),
  );
  for (let at = 0; at < rows.length; at += 1000) {
    await tx
      .insert(letterRecipients)
      .values(rows.slice(at, at + 1000))
      .onConflictDoNothing();
  }
  const open = resolved.filter(({ letter }) => letter.recipients.some((each) => each.resolved?.state !== 'resolved'));
  if (open.length === 0) return;
  await tx.insert(openRecipients).values(open.map(({ ordinal }) => ({ receipt, ordinal, stale: false })));
}

/** Marks the letters that changed organisations may concern: those not wholly known, and those that go to one of these codes. */
export async function markStale(tx: Database, codes: readonly string[]): Promise<void> {
  await tx.update(openRecipients).set({ stale: true });
  for (let at = 0; at < codes.length; at += 1000) {
    const some = codes.slice(at, at + 1000);
    const touched = tx
      .selectDistinct({
        receipt: letterRecipients.receipt,
        ordinal: letterRecipients.ordinal,
        stale: sql<boolean>`true`.as('stale'),
      })
      .from(letterRecipients)
      .where(inArray(letterRecipients.organisation, some));
    await tx
      .insert(openRecipients)
      .select(touched)
      .onConflictDoUpdate({ target: [openRecipients.receipt, openRecipients.ordinal], set: { stale: true } });
  }
}

/** Some of the files with a letter to look at again. */
export async function selectStaleReceipts(db: Database, limit: number): Promise<number[]> {
  const rows = await db
    .selectDistinct({ receipt: openRecipients.receipt })
    .from(openRecipients)
    .where(eq(openRecipients.stale, true))
    .orderBy(asc(openRecipients.receipt))
    .limit(limit);
  return rows.map(({ receipt }) => receipt);
}

/** The letters of a file that are to be looked at again, held to the end of the transaction. */
export async function selectStaleLetters(tx: Database, receipt: number): Promise<(Place & { letter: Letter })[]> {
  const rows = await tx
    .select({ receipt: letters.receipt, ordinal: letters.ordinal, letter: letters.effective })
    .from(letters)
    .innerJoin(
      openRecipients,
      and(eq(openRecipients.receipt, letters.receipt), eq(openRecipients.ordinal, letters.ordinal)),
    )
    .where(and(eq(letters.receipt, receipt), eq(openRecipients.stale, true)))
    .orderBy(asc(letters.ordinal))
    .for('update');
  return rows;
}

export async function updateEffective(tx: Database, { receipt, ordinal }: Place, letter: Letter): Promise<void> {
  await tx
    .update(letters)
    .set({ effective: letter })
    .where(and(eq(letters.receipt, receipt), eq(letters.ordinal, ordinal)));
}
