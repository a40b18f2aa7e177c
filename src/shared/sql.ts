import { type GetColumnData, getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';

/** One parameter for any number of values. */
export const list = (values: Iterable<number | string>, type: 'bigint' | 'integer' | 'date' | 'text'): SQL =>
  sql`string_to_array(${[...values].join(',')}, ',')::${sql.raw(type)}[]`;

/** The columns of a table as the rows of a subquery have them. */
export function columnsOf<T extends PgTable>(table: T): GetColumns<T> {
  const columns = Object.entries(getTableColumns(table));
  return Object.fromEntries(
    columns.map(([field, column]) => [field, sql`${sql.identifier(column.name)}`.mapWith(column)]),
  ) as unknown as GetColumns<T>;
}
type GetColumns<T extends PgTable> = {
  [field in keyof T['_']['columns']]: SQL<GetColumnData<T['_']['columns'][field]>>;
};

/**
 * The rows of a table that a look-up gives for each of some values, `of.value`. Each is looked up by itself: an embedded
 * database has no statistics, and would rather read a table whole than follow an index. `offset 0` keeps it from that.
 */
export const eachOf = (values: SQL, rows: SQL): SQL =>
  sql`select found.* from unnest(${values}) of (value) cross join lateral (${rows} offset 0) found`;

/**
 * The rows of a subquery, in its order, as one value: a list a column. Thousands of rows so come out of the embedded database in a fraction of the time
 * that they take one by one.
 */
export const packed = (columns: readonly string[], from: SQL): SQL => {
  const lists = columns.map((column) => sql.raw(`'${column}', coalesce(json_agg(packed."${column}"), '[]')`));
  return sql`(select json_build_object(${sql.join(lists, sql`, `)}) from (${from}) packed)`;
};

/** Such rows one by one. */
export function unpacked<T>(of: { [K in keyof T]: T[K][] }): T[] {
  const columns = Object.keys(of) as (keyof T)[];
  const [first] = columns;
  if (first === undefined) return [];
  return of[first].map((_, at) => Object.fromEntries(columns.map((column) => [column, of[column][at]])) as T);
}
