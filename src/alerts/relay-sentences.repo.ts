import { sql } from 'drizzle-orm';
import { letters, pages } from '../circulars/circulars.table.js';
import { type RelaySentence, relaySentences } from '../domain/alerts/relay-addressed.js';
import type { Database } from '../shared/database.js';
import { placeOf } from '../shared/letter-place.js';
import { list } from '../shared/sql.js';

/**
 * The sentences by which letters of these files ask to tell others, by `receipt firstPage rank`. Only letters that do are read; of one that shares a page with
 * another nobody knows whose sentence stands there, so that it has none here and goes by the rule without.
 */
export async function selectRelaySentences(
  db: Database,
  receipts: Iterable<number>,
): Promise<Map<string, RelaySentence[]>> {
  const { rows } = (await db.execute(sql`
    select l.receipt, l.first_page as "firstPage", l.rank, json_agg(p.exported->>'text' order by p.number) as texts
    from ${letters} l join ${pages} p on p.receipt = l.receipt and p.number between l.first_page and l.last_page
    where l.receipt = any(${list(new Set(receipts), 'integer')}) and json_array_length(l.effective->'relay'->'forward_to') > 0
      and p.exported is not null and not exists (select 1 from ${letters} o where o.receipt = l.receipt
        and o.ordinal <> l.ordinal and o.first_page <= l.last_page and o.last_page >= l.first_page)
    group by l.receipt, l.ordinal`)) as unknown as {
    rows: { receipt: number; firstPage: number; rank: number; texts: string[] }[];
  };
  return new Map(rows.map(({ texts, ...letter }) => [placeOf(letter), relaySentences(texts)]));
}
