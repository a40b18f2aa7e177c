import { and, eq, type SQL, sql } from 'drizzle-orm';
import { files, letters } from '../circulars/circulars.table.js';
import { visibleFiles, visibleLetters } from '../circulars/visible.js';
import type { Actor } from '../people/actor.js';
import { relayLetters } from '../relay/relay.table.js';
import type { Database } from '../shared/database.js';
import { list } from '../shared/sql.js';

/** A letter's place in the store as a text. */
export const placeText = ({ receipt, ordinal }: { receipt: number; ordinal: number }): string =>
  `${receipt} ${ordinal}`;

/**
 * Of the rows of `relay_letters`: those whose letters an actor sees, by the conditions of `circulars/visible.ts`. The files are asked
 * first, since the letters' table is far larger.
 */
export function seenRelayLetters(actor: Actor): SQL {
  const [seen, filesOf] = [visibleLetters(actor), visibleFiles(actor)];
  if (!seen || !filesOf) return sql`true`;
  const { receipt, ordinal } = relayLetters;
  return sql`${receipt} in (select ${files.receipt} from ${files} where ${filesOf})
    and exists (select 1 from ${letters} where ${letters.receipt} = ${receipt} and ${letters.ordinal} = ${ordinal} and ${seen})`;
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
