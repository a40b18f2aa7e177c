import { sql } from 'drizzle-orm';
import type { ChaseFor } from '../../schemas/matters.js';
import type { Letter } from '../../schemas/record.js';
import { deadlines } from '../alerts/alerts.table.js';
import { alerts } from '../alerts/ledger.table.js';
import { letters } from '../circulars/circulars.table.js';
import { confirmations } from '../circulars/holdings.table.js';
import { visibleLetters } from '../circulars/visible.js';
import { rowsOf } from '../dashboard/rows.js';
import { bodies, COUNTS, type CountRow, NOT_YET } from '../dashboard/sent.repo.js';
import { OFFICE } from '../notices/besides.repo.js';
import type { Actor } from '../people/actor.js';
import type { Database } from '../shared/database.js';
import { list } from '../shared/sql.js';

export interface ChaseRow extends CountRow {
  receipt: number;
  number: number;
  first_page: number;
  rank: number;
  sent_at: Date | string;
  letter: Letter;
  missing: number;
  /** Codes, the first of them. */
  missing_codes: string[];
  unknown_codes: string[];
  due_on: string | null;
  last_on: string | null;
  estimate: boolean | null;
  confirmed: boolean;
  /** Of all pages. */
  all_letters: number;
}

/**
 * The letters that the actor's organisation sent and that a body in whose inbox they are has not done this with, in the order of `chaseListAnswer`. Days are those
 * that are printed in the letter itself for its addressees: what is counted from the arrival falls on another day for each. `names`: bodies of one letter that are
 * named.
 */
export async function selectChased(
  db: Database,
  actor: Actor,
  by: { for: ChaseFor; asOf: string; offset: number; limit: number; names: number },
): Promise<ChaseRow[]> {
  const codes = (which: ReturnType<typeof sql>) =>
    sql`coalesce((array_agg(organisation order by organisation collate "C") filter (where ${which}))[1:${by.names}::integer], '{}')`;
  const coming = sql`due.due_on >= ${by.asOf}::date`;
  const answer = await db.execute(sql`${bodies(actor, { open: true })},
    chased as (
      select receipt, ordinal, number, first_page, rank, max(letter_sent) sent_at, ${COUNTS},
        (count(*) filter (where ${NOT_YET[by.for]}))::integer missing, ${codes(NOT_YET[by.for])} missing_codes,
        ${codes(sql`not has`)} unknown_codes
      from status group by receipt, ordinal, number, first_page, rank having bool_or(${NOT_YET[by.for]})),
    seen as (select chased.*, ${letters.secrecy} secrecy from chased join ${letters} on ${letters.receipt} = chased.receipt
      and ${letters.ordinal} = chased.ordinal and ${letters.number} is not null and ${visibleLetters(actor) ?? sql`true`}),
    page as (
      select seen.*, due.due_on, due.last_on, due.estimate, (count(*) over ())::integer all_letters,
        row_number() over (order by due.due_on is null, ${coming} desc, case when ${coming} then due.due_on end, due.due_on desc,
          seen.sent_at desc, seen.receipt desc, seen.ordinal desc) at
      from seen left join lateral (
        select d.due_on, d.last_on, d.estimate from ${deadlines} d
        where d.receipt = seen.receipt and d.ordinal = seen.ordinal and d.basis = 'printed' and d.due_on is not null
          and d.state in ('live', 'expired') and d.binds <> 'applicant' and seen.secrecy is null
        order by d.due_on < ${by.asOf}::date, abs(d.due_on - ${by.asOf}::date), d.position limit 1) due on true
      order by at limit ${by.limit} offset ${by.offset})
    select page.receipt, page.number, page.first_page, page.rank, page.sent_at, page.total, page.received, page.read, page.acknowledged,
      page.forwarded, page.done, page.waiting, page.unknown, page.missing, array_to_json(page.missing_codes) missing_codes,
      array_to_json(page.unknown_codes) unknown_codes, page.due_on::text due_on, page.last_on::text last_on, page.estimate, page.all_letters,
      l.effective letter, exists (select 1 from ${confirmations} c where c.receipt = page.receipt and c.first_page = page.first_page
        and c.rank = page.rank) confirmed
    from page join ${letters} l on l.receipt = page.receipt and l.ordinal = page.ordinal
    order by page.at`);
  return rowsOf<ChaseRow>(answer);
}

/** On which day a sender last reminded bodies of letters of these files, and how many: `receipt firstPage rank`. */
export async function selectReminded(
  db: Database,
  sender: string,
  receipts: Iterable<number>,
): Promise<Map<string, { on: string; bodies: number }>> {
  const answer = await db.execute(sql`
    select distinct on (receipt, first_page, rank) receipt, first_page, rank, substr(step, 8) as on, count(*)::integer bodies
    from ${alerts} where recipient = ${OFFICE} and receipt = any(${list(new Set(receipts), 'integer')})
      and line->'chased'->'by'->>'code' = ${sender}
    group by receipt, first_page, rank, step order by receipt, first_page, rank, step desc`);
  const rows = rowsOf<{ receipt: number; first_page: number; rank: number; on: string; bodies: number }>(answer);
  return new Map(rows.map(({ receipt, first_page, rank, ...told }) => [`${receipt} ${first_page} ${rank}`, told]));
}
