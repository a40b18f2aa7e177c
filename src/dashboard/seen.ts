import { and, eq, type SQL, sql } from 'drizzle-orm';
import { letters } from '../circulars/circulars.table.js';
import { heldFiles, visibleFiles, visibleLetters } from '../circulars/visible.js';
import type { Actor } from '../people/actor.js';
import { relayLetters } from '../relay/relay.table.js';
import type { Database } from '../shared/database.js';
import { list } from '../shared/sql.js';

/** A letter's place in the store as a text. */
export const placeText = ({ receipt, ordinal }: { receipt: number; ordinal: number }): string =>
  `${receipt} ${ordinal}`;

/**
 * Of the rows of `relay_letters`: those whose letters an actor sees, by the conditions of `circulars/visible.ts`. Of a file that the organisation
 * took in it sees every letter, so that nothing but whether there is one is asked of the letters' table, which an index answers; which pages were
 * sent is asked of the other files alone.
 */
export function seenRelayLetters(actor: Actor): SQL {
  const { receipt, ordinal } = relayLetters;
  const [seen, held, sight] = [visibleLetters(actor), heldFiles(actor, receipt), visibleFiles(actor, receipt)];
  if (!seen || !held || !sight) return sql`true`;
  const there = sql`select 1 from ${letters} where ${letters.receipt} = ${receipt} and ${letters.ordinal} = ${ordinal}`;
  return sql`((${held} and exists (${there})) or (${sight} and exists (${there} and ${seen})))`;
}

/** What a letter is known by outside its family. */
export interface SeenLetter {
  receipt: number;
  ordinal: number;
  number: number | null;
  firstPage: number;
  rank: number;
}

/** The letters of these files that an actor sees, by place. */
export async function selectSeen(
  db: Database,
  actor: Actor,
  receipts: Iterable<number>,
): Promise<Map<string, SeenLetter>> {
  const { receipt, ordinal, number, firstPage, rank } = letters;
  const rows = await db
    .select({ receipt, ordinal, number, firstPage, rank })
    .from(letters)
    .where(and(sql`${receipt} = any(${list(new Set(receipts), 'integer')})`, visibleLetters(actor)));
  return new Map(rows.map((row) => [placeText(row), row]));
}

/** The family of a letter that an actor sees, known by the n of its key; null where they see none, `unlinked` where it waits to be linked. */
export async function findFamily(
  db: Database,
  actor: Actor,
  { receipt, n }: { receipt: number; n: number },
): Promise<number | 'unlinked' | null> {
  const [row] = await db
    .select({ family: relayLetters.family })
    .from(letters)
    .leftJoin(relayLetters, and(eq(relayLetters.receipt, letters.receipt), eq(relayLetters.ordinal, letters.ordinal)))
    .where(and(eq(letters.receipt, receipt), eq(letters.number, n), visibleLetters(actor)));
  return row ? (row.family ?? 'unlinked') : null;
}
