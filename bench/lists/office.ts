import { sql } from 'drizzle-orm';
import { rowsOf } from '../../src/dashboard/rows.js';
import type { Database } from '../../src/shared/database.js';
import { ALL } from '../search/load.js';

/** How many of an office's letters still wait: to be checked, and to be done. */
export type Mix = 'realistic' | 'bad';

/**
 * Which letters wait, by `receipt`. Realistic: the youngest two of a hundred. Bad: these, and of all others one in five, from the first day on.
 */
const waits: Record<Mix, (size: number) => ReturnType<typeof sql>> = {
  realistic: (size) => sql`receipt > ${Math.floor(size * 0.98)}::int`,
  bad: (size) => sql`(receipt % 5 = 0 or receipt > ${Math.floor(size * 0.98)}::int)`,
};

/**
 * What eleven years of work of one office leave beside its letters: when each came, its line in the register, its notice, and whether it was checked and
 * done. Of a store that holds it already only what the mix wants more is done. Confirmations are appended only, so that `bad` comes before `realistic`.
 */
export async function addOffice(db: Database, size: number, mix: Mix): Promise<void> {
  const [there] = await rowsOf<{ lines: number }>(
    await db.execute(sql`select count(*)::int as lines from wian.register_entries`),
  );
  if (there!.lines === 0) {
    await db.execute(sql`update wian.holdings h set uploaded_at = l.date + interval '2 days 3 hours' from wian.letters l
      where l.receipt = h.receipt and l.ordinal = 0`);
    await db.execute(sql`insert into wian.register_entries (organisation, book, year, number, receipt, first_page, rank, reference, date,
        sender, subject, speed, happened_at, registered_at, registered_by)
      select ${ALL}, 'received', extract(year from date)::int + 543, row_number() over (partition by extract(year from date) order by receipt),
        receipt, first_page, rank, reference, date, issuer, subject, effective->>'speed', date + interval '2 days 3 hours',
        date + interval '2 days 3 hours', 'bench' from wian.letters`);
    await db.execute(sql`insert into wian.notices (organisation, receipt, first_page, rank, last_page, origin, sent_at, sent_by, received_at,
        read_at, read_by)
      select ${ALL}, receipt, first_page, rank, last_page, 'own', date + interval '2 days 3 hours', 'bench', date + interval '2 days 4 hours',
        case when receipt % 2 = 0 then date + interval '2 days 5 hours' end, 'bench' from wian.letters`);
  }
  const wait = waits[mix](size);
  await db.execute(sql`insert into wian.confirmations (organisation, receipt, first_page, rank, confirmed_by, confirmed_at)
    select ${ALL}, receipt, first_page, rank, 'bench', date + interval '3 days' from wian.letters l
    where not ${wait} and not exists (select 1 from wian.confirmations c where c.receipt = l.receipt)`);
  await db.execute(
    sql`update wian.notices set done_at = sent_at + interval '3 days', done_by = 'bench' where done_at is null and not ${wait}`,
  );
}
