import { and, asc, eq, gte, inArray, type SQL, sql } from 'drizzle-orm';
import { deadlines } from '../alerts/alerts.table.js';
import { type Actor, organisationOf, readsSecret } from '../people/actor.js';
import type { Database } from '../shared/database.js';
import { files, letters, pages } from './circulars.table.js';
import { COMPOSED, type LetterAt } from './correct.usecases.js';
import { confirmations, waitingLetters } from './holdings.table.js';

/** A letter that waits to be checked. */
export interface Waiting {
  receipt: number;
  ordinal: number;
  receivedAt: Date;
  /** The nearest day that still counts, whomever it binds: who passes a letter on answers for the applicants' days too. Null without one. */
  due: string | null;
}

/**
 * The letters that wait to be checked by the actor: in files of the actor's organisation, of those that it may read; the others are others' to check. The
 * machine, which looks after all, has those that nobody has confirmed. A confirmed one waits again while its sender says otherwise.
 */
function waitingOf(actor: Actor): SQL {
  const organisation = organisationOf(actor);
  const secret = readsSecret(actor) ? sql`` : sql`and not secret`;
  if (organisation !== null) {
    return sql`(select receipt, ordinal, due_on, speed, arrived_at from ${waitingLetters} where organisation = ${organisation} ${secret})`;
  }
  return sql`(select l.receipt, l.ordinal, coalesce((select min(d.due_on) from ${deadlines} d
        where d.receipt = l.receipt and d.ordinal = l.ordinal and d.state = 'live'), 'infinity') as due_on,
      case l.effective->>'speed' when 'most-urgent' then 0 when 'very-urgent' then 1 when 'urgent' then 2 else 3 end as speed,
      f.received_at as arrived_at
    from ${letters} l join ${files} f on f.receipt = l.receipt and ${inArray(sql`f.status`, [...COMPOSED])}
    where l.kind <> 'attachment' and (wian.asks_again(l.effective) or not exists (select 1 from ${confirmations} c
      where c.receipt = l.receipt and c.first_page = l.first_page and c.rank = l.rank)))`;
}

/** The nearest deadline first, then the most urgent (ชั้นความเร็ว, สารบรรณ ข้อ 28), then in the order in which they came. */
const ORDER = sql.raw('due_on, speed, arrived_at, receipt, ordinal');
const BACKWARDS = sql.raw('due_on desc, speed desc, arrived_at desc, receipt desc, ordinal desc');

const rowsOf = async <T>(db: Database, query: SQL): Promise<T[]> =>
  ((await db.execute(query)) as unknown as { rows: T[] }).rows;

/** A page of them in their order. */
export async function selectWaiting(
  db: Database,
  actor: Actor,
  { after, limit }: { after: number; limit: number },
): Promise<Waiting[]> {
  const rows = await rowsOf<{ receipt: number; ordinal: number; arrived: Date | string; due: string | null }>(
    db,
    sql`select receipt, ordinal, arrived_at as arrived, nullif(due_on, 'infinity')::text as due from ${waitingOf(actor)} waiting
      order by ${ORDER} offset ${after} limit ${limit}`,
  );
  return rows.map(({ arrived, ...row }) => ({ ...row, receivedAt: new Date(arrived) }));
}

/** How many they are. */
export async function countWaiting(db: Database, actor: Actor): Promise<number> {
  const [row] = await rowsOf<{ count: number }>(
    db,
    sql`select count(*)::int as count from ${waitingOf(actor)} waiting`,
  );
  return row!.count;
}

/** How many stand before a letter, and its neighbours; null where it is not among them. */
export async function findWaiting(
  db: Database,
  actor: Actor,
  { receipt, ordinal }: LetterAt,
): Promise<{ before: number; previous: LetterAt | null; next: LetterAt | null } | null> {
  const waiting = waitingOf(actor);
  const [own] = await rowsOf<{ due: string; speed: number; arrived: string }>(
    db,
    sql`select due_on::text as due, speed, arrived_at::text as arrived from ${waiting} waiting
      where receipt = ${receipt} and ordinal = ${ordinal}`,
  );
  if (!own) return null;
  // As values, so that the index in this order is entered where the letter stands.
  const place = sql`(${own.due}::date, ${own.speed}::int, ${own.arrived}::timestamptz, ${receipt}::int, ${ordinal}::int)`;
  const [counted] = await rowsOf<{ before: number }>(
    db,
    sql`select count(*)::int as before from ${waiting} waiting where (${ORDER}) < ${place}`,
  );
  const [previous] = await rowsOf<LetterAt>(
    db,
    sql`select receipt, ordinal from ${waiting} waiting where (${ORDER}) < ${place} order by ${BACKWARDS} limit 1`,
  );
  const [next] = await rowsOf<LetterAt>(
    db,
    sql`select receipt, ordinal from ${waiting} waiting where (${ORDER}) > ${place} order by ${ORDER} limit 1`,
  );
  return { before: counted!.before, previous: previous ?? null, next: next ?? null };
}

/** The pages of a file in order, as they are shown: size, which way up, whether they have a picture. */
export async function selectShownPages(db: Database, receipt: number) {
  const part = (name: string) => sql<number>`coalesce((${pages.reading}->>${sql.raw(`'${name}'`)})::float, 0)`;
  return db
    .select({
      number: pages.number,
      source: pages.source,
      width: part('width'),
      height: part('height'),
      rotation: part('rotation'),
    })
    .from(pages)
    .where(and(eq(pages.receipt, receipt), gte(pages.number, 1)))
    .orderBy(asc(pages.number));
}
