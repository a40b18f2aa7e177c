import { type SQL, sql } from 'drizzle-orm';
import { holdings } from '../circulars/holdings.table.js';
import { notices } from '../notices/notices.table.js';
import { type Actor, organisationOf } from '../people/actor.js';
import type { Database } from '../shared/database.js';
import { list } from '../shared/sql.js';
import type { Conditions } from './search.conditions.js';
import { searchLetters, searchTexts } from './search.table.js';

/** A letter in the order in which results come: the youngest first. */
export interface Key {
  day: string;
  receipt: number;
  ordinal: number;
}

const KEY = sql`e.receipt, e.ordinal, e.day::text as day`;
const YOUNGEST = sql`e.day desc, e.receipt desc, e.ordinal desc`;
const all = (conditions: readonly SQL[]) =>
  conditions.length === 0 ? sql`true` : sql.join([...conditions], sql` and `);
const behind = (after: Key | null) =>
  after === null
    ? sql`true`
    : sql`(e.day, e.receipt, e.ordinal) < (${after.day}::date, ${after.receipt}, ${after.ordinal})`;
const textOf = (conditions: readonly SQL[]) =>
  conditions.length === 0
    ? sql`true`
    : sql`exists (select 1 from ${searchTexts} x where x.receipt = e.receipt and x.ordinal = e.ordinal and ${all(conditions)})`;

async function rowsOf<T>(db: Database, query: SQL): Promise<T[]> {
  const { rows } = (await db.execute(query)) as unknown as { rows: T[] };
  return rows;
}

/** The youngest `span` letters behind `after`, each with whether it is wanted. Cheap where many are. */
export function probeYoungest(
  db: Database,
  { of, text }: Conditions,
  by: { after: Key | null; from?: string; to?: string; span: number },
): Promise<(Key & { hit: boolean })[]> {
  const days = [by.from && sql`e.day >= ${by.from}::date`, by.to && sql`e.day <= ${by.to}::date`];
  const range = all([behind(by.after), ...days.filter((one): one is SQL => typeof one === 'object')]);
  return rowsOf(
    db,
    sql`with youngest as materialized (
        select e.receipt, e.ordinal, e.first_page, e.rank, e.day, e.dated, e.secret, e.kind, e.speed, e.number, e.issuer
        from ${searchLetters} e where ${range} order by ${YOUNGEST} limit ${by.span})
      select ${KEY}, (${all(of)} and ${textOf(text)}) as hit from youngest e order by ${YOUNGEST}`,
  );
}

const COLUMNS = sql.raw('receipt, ordinal, first_page, rank, day, dated, secret, kind, speed, number, issuer');
/** `offset 0`: without statistics the planner would rather read every letter in the order of days than ask the index. */
const withKeys = (keys: readonly number[]) =>
  sql`(select ${COLUMNS} from ${searchLetters} where keys @> ${list(new Set(keys), 'integer')} offset 0) e`;

/**
 * The letters that the index gives for the keys and that meet the conditions on their rows, the youngest first; in any order where `after` is
 * undefined. Their texts are still to be looked at.
 */
export function selectByKeys(
  db: Database,
  { keys, of }: Conditions,
  by: { after?: Key | null; most: number },
): Promise<Key[]> {
  const ordered = by.after !== undefined;
  return rowsOf(
    db,
    sql`select ${KEY} from ${withKeys(keys)} where ${all(of)} and ${behind(by.after ?? null)}
      ${ordered ? sql`order by ${YOUNGEST}` : sql``} limit ${by.most}`,
  );
}

/** How many letters the index gives for these keys, counted no further than `most`. */
export async function countByKeys(db: Database, keys: readonly number[], most: number): Promise<number> {
  const [row] = await rowsOf<{ count: number }>(
    db,
    sql`select count(*)::int as count from (select 1 from ${withKeys(keys)} limit ${most}) counted`,
  );
  return row?.count ?? 0;
}

/** The letters of these files that meet the conditions on their rows, the youngest first. */
export function selectByReceipts(
  db: Database,
  receipts: SQL,
  { of }: Conditions,
  by: { after: Key | null; most: number },
): Promise<Key[]> {
  return rowsOf(
    db,
    sql`select ${KEY} from (select ${COLUMNS} from ${searchLetters} where receipt = any(array(${receipts})) offset 0) e
      where ${all(of)} and ${behind(by.after)} order by ${YOUNGEST} limit ${by.most}`,
  );
}

/** As many letters that meet the conditions on their rows, in any order. */
export function selectAny(db: Database, { of }: Conditions, most: number): Promise<Key[]> {
  return rowsOf(db, sql`select ${KEY} from ${searchLetters} e where ${all(of)} limit ${most}`);
}

/** Of these letters those whose text meets the conditions, in their order. */
export async function verified(db: Database, keys: readonly Key[], { text }: Conditions): Promise<Key[]> {
  if (text.length === 0 || keys.length === 0) return [...keys];
  const places = await rowsOf<{ place: number }>(
    db,
    sql`select place::int from unnest(${list(
      keys.map(({ receipt }) => receipt),
      'integer',
    )}, ${list(
      keys.map(({ ordinal }) => ordinal),
      'integer',
    )}) with ordinality asked (receipt, ordinal, place)
      cross join lateral (select 1 from ${searchLetters} e join ${searchTexts} x on x.receipt = e.receipt and x.ordinal = e.ordinal
        where e.receipt = asked.receipt and e.ordinal = asked.ordinal and ${all(text)} offset 0) found order by place`,
  );
  return places.map(({ place }) => keys[place - 1]!);
}

/** The files that an organisation sees a page of, some of them twice; null where it sees all. */
export function seenReceipts(actor: Actor): SQL | null {
  const organisation = organisationOf(actor);
  if (organisation === null) return null;
  return sql`select receipt from ${holdings} where organisation = ${organisation}
    union all select receipt from ${notices} where organisation = ${organisation} and withdrawn_at is null`;
}

/** How many files these are, counted no further than `most`. */
export async function countReceipts(db: Database, receipts: SQL, most: number): Promise<number> {
  const [row] = await rowsOf<{ count: number }>(
    db,
    sql`select count(*)::int as count from (select 1 from (${receipts}) seen limit ${most}) counted`,
  );
  return row?.count ?? 0;
}
