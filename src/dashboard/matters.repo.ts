import { and, eq, sql } from 'drizzle-orm';
import type { MattersQuery } from '../../schemas/matters.js';
import type { Letter } from '../../schemas/record.js';
import { deadlines } from '../alerts/alerts.table.js';
import { letters } from '../circulars/circulars.table.js';
import { folded } from '../domain/relay/nodes.js';
import { sendings } from '../notices/notices.table.js';
import type { Actor } from '../people/actor.js';
import { relayCitations, relayLetters } from '../relay/relay.table.js';
import type { Database } from '../shared/database.js';
import { list } from '../shared/sql.js';
import { rowsOf } from './rows.js';
import { seenRelayLetters } from './seen.js';

export interface MatterRow {
  family: number;
  /** The place of its first letter, see `placeId`. */
  top: number;
  first_date: string | null;
  last_date: string | null;
  letters: number;
  organisations: number;
  due: string | null;
  total: number;
}

/**
 * The matters of the letters that an actor sees: those of several letters, and those of one letter that cites another or was sent down. `due`: the
 * next day that is printed in one of the letters and is not past on `asOf`; what is counted falls on another day for each office.
 */
export async function selectMatters(
  db: Database,
  actor: Actor,
  { text, sort, offset, limit, asOf }: Pick<MattersQuery, 'text' | 'sort' | 'offset' | 'limit'> & { asOf: string },
): Promise<MatterRow[]> {
  const words = (text ?? '').trim().split(/\s+/).map(folded).filter(Boolean);
  const hits = words.map(
    (word) =>
      sql`(strpos(seen.subject, ${word}) > 0 or strpos(seen.issuer, ${word}) > 0 or strpos(replace(replace(seen.normalized, ' ', ''), '.', ''), ${word}) > 0)`,
  );
  // What secret letters say is told in no list of matters: neither by what they are found by nor by their days.
  const open = sql`not exists (select 1 from ${letters} l where l.receipt = seen.receipt and l.ordinal = seen.ordinal and l.secrecy is not null)`;
  const met = hits.length === 0 ? sql`true` : sql`bool_or(${open} and ${sql.join(hits, sql` and `)})`;
  const order =
    sort === 'deadline' ? sql`due.due nulls last, last_date desc nulls last` : sql`last_date desc nulls last`;
  const answer = await db.execute(sql`with seen as materialized (
      select receipt, ordinal, family, key, date, normalized, subject, issuer from ${relayLetters} where ${seenRelayLetters(actor)}),
    due as materialized (
      select seen.family, min(d.due_on) due from ${deadlines} d join seen on seen.receipt = d.receipt and seen.ordinal = d.ordinal
      where d.due_on >= ${asOf} and d.state = 'live' and d.basis = 'printed' and ${open} group by 1),
    matter as (
      select seen.family, min(seen.date)::text first_date, max(seen.date)::text last_date, count(*)::integer letters,
        count(distinct nullif(seen.issuer, ''))::integer organisations,
        (array_agg(seen.receipt::bigint * 1048576 + seen.ordinal order by seen.date nulls last, seen.key collate "C"))[1] top
      from seen group by 1
      having (count(*) > 1
        or bool_or((seen.receipt, seen.ordinal) in (select receipt, ordinal from ${relayCitations}))
        or bool_or(seen.receipt in (select receipt from ${sendings} where withdrawn_at is null))) and ${met})
    select matter.*, due.due::text due, (count(*) over ())::integer total from matter left join due on due.family = matter.family
    order by ${order}, matter.family desc limit ${limit} offset ${offset}`);
  return rowsOf<MatterRow>(answer).map((row) => ({
    ...row,
    family: Number(row.family),
    top: Number(row.top),
  }));
}

/** The first letters of matters, by place. */
export async function selectTops(
  db: Database,
  places: readonly number[],
): Promise<Map<number, { number: number | null; letter: Letter }>> {
  const rows = await db
    .select({ receipt: letters.receipt, ordinal: letters.ordinal, number: letters.number, letter: letters.effective })
    .from(letters)
    .innerJoin(relayLetters, and(eq(relayLetters.receipt, letters.receipt), eq(relayLetters.ordinal, letters.ordinal)))
    .where(sql`${letters.receipt}::bigint * 1048576 + ${letters.ordinal} = any(${list(places, 'bigint')})
      and ${letters.receipt} = any(${list(
        places.map((place) => Math.floor(place / 2 ** 20)),
        'integer',
      )})`);
  return new Map(rows.map(({ receipt, ordinal, ...row }) => [receipt * 2 ** 20 + ordinal, row]));
}

/** Of families: how many steps lie between letters that an actor sees, and in how many of them the papers differ. */
export async function selectSteps(
  db: Database,
  actor: Actor,
  families: readonly number[],
): Promise<Map<number, { hops: number; differences: number }>> {
  const answer = await db.execute(sql`with seen as materialized (
      select receipt, ordinal, family from ${relayLetters}
      where ${relayLetters.family} = any(${list(families, 'bigint')}) and ${seenRelayLetters(actor)})
    select lower.family, count(*)::integer hops, (count(*) filter (where json_array_length(c.differences) > 0))::integer differences
    from seen lower join ${relayCitations} c on c.receipt = lower.receipt and c.ordinal = lower.ordinal
    join seen upper on upper.receipt = c.cited_receipt and upper.ordinal = c.cited_ordinal group by 1`);
  const rows = rowsOf<{ family: number; hops: number; differences: number }>(answer);
  return new Map(rows.map(({ family, ...counts }) => [Number(family), counts]));
}
