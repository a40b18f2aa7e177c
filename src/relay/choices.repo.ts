import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { corrections, letters } from '../circulars/circulars.table.js';
import { refParts } from '../domain/relay/distance.js';
import { citationKey } from '../domain/relay/nodes.js';
import type { Database } from '../shared/database.js';
import { type Place, placeId } from './relay.models.js';

/** Under this name a choice stands among the corrections of the letter that cites: kept, appended only and laid over every later reading as those are. */
export const CHOICE = 'means';

/** Which letter a citation, as it is read or corrected, means; null: none is chosen any more. The letter is known as in `corrections`. */
export interface CitationChoice {
  reference: string | null;
  date: string | null;
  means: { receipt: number; firstPage: number; rank: number } | null;
}

/** What people chose for citations, as they stand now: by the place of the citing letter and the citation, the place of the letter meant. */
export class Choices {
  readonly #means = new Map<string, Place>();

  set(of: Place, { reference, date }: Omit<CitationChoice, 'means'>, means: Place | null): void {
    const key = nameOf(of, reference, date);
    if (means) this.#means.set(key, means);
    else this.#means.delete(key);
  }

  of(citing: Place, citation: { reference: string | null; date: string | null }): Place | null {
    return this.#means.get(nameOf(citing, citation.reference, citation.date)) ?? null;
  }

  /** The files of the letters meant. */
  get receipts(): Set<number> {
    return new Set([...this.#means.values()].map(({ receipt }) => receipt));
  }
}

const nameOf = (place: Place, reference: string | null, date: string | null): string =>
  `${placeId(place)} ${citationKey(refParts(reference), { reference, date })}`;

/** The choices made in letters of these files whose letters stand today. */
export async function selectChoices(db: Database, receipts: Iterable<number>): Promise<Choices> {
  const all = [...new Set(receipts)];
  const choices = new Choices();
  if (all.length === 0) return choices;
  const meant = alias(letters, 'meant');
  const part = (name: string) => sql`(${corrections.newValue}->'means'->>${sql.raw(`'${name}'`)})::integer`;
  const rows = await db
    .select({
      receipt: letters.receipt,
      ordinal: letters.ordinal,
      value: corrections.newValue,
      meantReceipt: meant.receipt,
      meantOrdinal: meant.ordinal,
    })
    .from(corrections)
    .innerJoin(
      letters,
      and(
        eq(letters.receipt, corrections.receipt),
        eq(letters.firstPage, corrections.firstPage),
        eq(letters.rank, corrections.rank),
      ),
    )
    .leftJoin(
      meant,
      and(eq(meant.receipt, part('receipt')), eq(meant.firstPage, part('firstPage')), eq(meant.rank, part('rank'))),
    )
    .where(and(inArray(corrections.receipt, all), eq(corrections.field, CHOICE)))
    .orderBy(asc(corrections.id));
  for (const { receipt, ordinal, value, meantReceipt, meantOrdinal } of rows) {
    const means =
      meantReceipt === null || meantOrdinal === null ? null : { receipt: meantReceipt, ordinal: meantOrdinal };
    choices.set({ receipt, ordinal }, value as CitationChoice, means);
  }
  return choices;
}
