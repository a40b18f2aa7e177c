import { sql } from 'drizzle-orm';
import { letters } from '../circulars/circulars.table.js';
import { rescanAnswers, sameLetters } from '../circulars/holdings.table.js';
import type { Database } from '../shared/database.js';
import { placeOf } from '../shared/letter-place.js';
import { duties } from './ledger.table.js';

/** The letters of an organisation that stand with another, without those that were said to be others since that was worked out. */
const standing = (organisation: string) => sql`select s.* from ${sameLetters} s where s.organisation = ${organisation}
  and coalesce((select a.same from ${rescanAnswers} a where a.organisation = s.organisation and a.receipt = s.receipt
    and a.rescan_of = s.of_receipt order by a.id desc limit 1), true)`;

interface Place {
  receipt: number;
  firstPage: number;
  rank: number;
}

/** How a day of a letter that came in several papers is told. */
export interface PaperDay {
  /** Another paper tells it. */
  folded: boolean;
  /** The latest day that one of the papers states, where they state different ones: until then the told one is not sure. */
  latest: string | null;
}

/** Of an organisation's letters that came in several papers the days that are told otherwise than those of one paper. */
export async function selectPaperDays(
  db: Database,
  organisation: string,
): Promise<(letter: Place, dueOn: string | null) => PaperDay | undefined> {
  const { rows } = (await db.execute(sql`with same as (${standing(organisation)})
    select d.receipt, d.first_page "firstPage", d.rank, d.due_on "dueOn", d.detail->'folded' is not null folded,
      (select max(day) from jsonb_array_elements(d.detail->'papers'->'readings') paper, jsonb_array_elements_text(paper) day) latest
    from ${duties} d where d.organisation = ${organisation} and d.kind = 'deadline'
      and d.receipt in (select receipt from same union all select of_receipt from same)
      and (d.detail->'folded' is not null or d.detail->'papers' is not null)`)) as unknown as {
    rows: (Place & PaperDay & { dueOn: string })[];
  };
  const days = new Map(rows.map((row) => [`${placeOf(row)} ${row.dueOn}`, row]));
  return (letter, dueOn) => days.get(`${placeOf(letter)} ${dueOn}`);
}

/** With which letter of an earlier file one of an organisation is counted, by its place: `receipt ordinal`. */
export async function selectCountedWith(db: Database, organisation: string): Promise<Map<string, string>> {
  const { rows } = (await db.execute(sql`select l.receipt || ' ' || l.ordinal place, o.receipt || ' ' || o.ordinal "of"
    from (${standing(organisation)}) s
    join ${letters} l on l.receipt = s.receipt and l.first_page = s.first_page and l.rank = s.rank
    join ${letters} o on o.receipt = s.of_receipt and o.first_page = s.of_first_page and o.rank = s.of_rank`)) as unknown as {
    rows: { place: string; of: string }[];
  };
  return new Map(rows.map(({ place, of }) => [place, of]));
}
