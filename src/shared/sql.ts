import { type GetColumnData, getTableColumns, is, type SQL, sql } from 'drizzle-orm';
import { type PgColumn, type PgTable, PgTimestamp } from 'drizzle-orm/pg-core';
import type { Database } from './database.js';

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
  return of[first].map((_, at) => {
    const row = {} as T;
    for (const column of columns) row[column] = of[column][at]!;
    return row;
  });
}

type Selected = Record<string, PgColumn | SQL>;
type SelectedRow<F extends Selected> = {
  [K in keyof F]: F[K] extends PgColumn ? GetColumnData<F[K]> : F[K] extends SQL<infer T> ? T : never;
};

/**
 * As `db.select(fields)` with this `from …`, for thousands of rows. A column has its type, though it may be null behind an outer join; what is reckoned
 * (`sql`) is as JSON has it.
 */
export async function selectPacked<F extends Selected>(
  db: Pick<Database, 'execute'>,
  fields: F,
  from: SQL,
): Promise<SelectedRow<F>[]> {
  const names = Object.keys(fields);
  const columns = names.map((name) => sql`${fields[name]!} as ${sql.identifier(name)}`);
  const rows = packed(names, sql`select ${sql.join(columns, sql`, `)} ${from}`);
  const answer = (await db.execute(sql`select ${rows} packed`)) as unknown as {
    rows: { packed: Record<string, unknown[]> }[];
  };
  const of = answer.rows[0]!.packed;
  for (const name of names) {
    const column = fields[name]!;
    if (!is(column, PgTimestamp)) continue;
    of[name] = of[name]!.map((value) => (value === null ? null : column.mapFromDriverValue(value as string)));
  }
  return unpacked<SelectedRow<F>>(of as { [K in keyof SelectedRow<F>]: SelectedRow<F>[K][] });
}
