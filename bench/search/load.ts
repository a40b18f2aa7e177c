import { type SQL, sql } from 'drizzle-orm';
import { deadlineRows, type Reckoning } from '../../src/alerts/alerts.models.js';
import { deadlines } from '../../src/alerts/alerts.table.js';
import { letterRows } from '../../src/circulars/circulars.models.js';
import { files, letters, pages } from '../../src/circulars/circulars.table.js';
import { holdings } from '../../src/circulars/holdings.table.js';
import { holidayCalendar } from '../../src/domain/working-days.js';
import { effectiveTable } from '../../src/holidays/built-in.js';
import { insertIndexRows } from '../../src/search/search.index.js';
import { indexRows } from '../../src/search/search.models.js';
import type { Database } from '../../src/shared/database.js';
import { madeFile } from './letters.js';

/** Organisations of the store: one that holds all letters, one of ten in a hundred, and one of one in a thousand. */
export const ALL = '54';
export const TENTH = '55';
export const THOUSANDTH = '56';

const AT = new Date('2025-10-10T02:00:00Z');
/** All came before their deadlines, so that those of last year are overdue. */
const CAME = new Date('2017-01-01T02:00:00Z');
const BATCH = 200;
const reckoning: Reckoning = {
  holidays: holidayCalendar(effectiveTable([])),
  office: { urgency: { 'most-urgent': 1, 'very-urgent': 2, urgent: 3, soon: 5 }, province: null },
  asOf: '2025-10-10',
};

/** Stores the files number `from` to `to` of `size` as the stages leave them, with their rows of the search; the milliseconds that those took. */
export async function loadFiles(db: Database, from: number, to: number, size: number): Promise<number> {
  let indexing = 0;
  for (let at = from; at <= to; at += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, to - at + 1) }, (_, i) => at + i);
    indexing += await db.transaction((tx) => loadSome(tx, numbers, size));
  }
  return indexing;
}

async function loadSome(tx: Database, numbers: readonly number[], size: number): Promise<number> {
  const made = numbers.map((receipt) => ({ receipt, record: madeFile(receipt, size) }));
  const rows = made.map(({ receipt, record }) => letterRows(receipt, record.letters, record.letters));
  await tx.insert(files).values(
    made.map(({ receipt, record }) => ({
      receipt,
      sha256: record.sha256,
      name: record.file,
      bytes: 0,
      status: 'done' as const,
      priority: 'import' as const,
      pageCount: 1,
      receivedAt: AT,
      changedAt: AT,
    })),
  );
  await tx.insert(letters).values(rows.flatMap((one) => one.letters));
  const page = made.map(({ receipt, record }) => ({
    receipt,
    number: 1,
    status: 'read' as const,
    source: 'text' as const,
    exported: record.page[0]!,
  }));
  await tx.insert(pages).values(page);
  const due = made.flatMap(({ receipt, record }) =>
    deadlineRows([{ receipt, ordinal: 0, number: 0, letter: record.letters[0]!, receivedAt: AT }], reckoning),
  );
  if (due.length > 0) await tx.insert(deadlines).values(due);
  const held = numbers.flatMap((receipt) => [
    { organisation: ALL, receipt },
    ...(receipt % 10 === 0 ? [{ organisation: TENTH, receipt }] : []),
    ...(receipt % 1000 === 0 ? [{ organisation: THOUSANDTH, receipt }] : []),
  ]);
  await tx.insert(holdings).values(held.map((one) => ({ ...one, name: 'a', uploadedAt: CAME, uploadedBy: 'bench' })));
  const start = performance.now();
  const indexed = made.map(({ receipt, record }, at) => {
    const row = rows[at]!.letters[0]!;
    const letter = {
      receipt,
      ordinal: 0,
      firstPage: 1,
      lastPage: 1,
      rank: 0,
      secrecy: row.secrecy ?? null,
      letter: record.letters[0]!,
      receivedAt: AT,
    };
    return indexRows([letter], () => record.page[0]!.text);
  });
  await insertIndexRows(tx, {
    letters: indexed.flatMap((one) => one.letters),
    texts: indexed.flatMap((one) => one.texts),
  });
  return performance.now() - start;
}

/** A large store is filled without the index of keys, which is made at the end: so does whoever moves one. */
export async function withoutKeysIndex(db: Database, fill: () => Promise<void>): Promise<number> {
  await db.execute(sql`drop index wian.search_letters_keys`);
  await fill();
  const start = performance.now();
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local maintenance_work_mem = '512MB'`);
    await tx.execute(
      sql`create index search_letters_keys on wian.search_letters using gin (keys) with (fastupdate = false)`,
    );
  });
  return performance.now() - start;
}

/** Fills without the triggers, which look at each file for itself; what waits to be checked is found once at the end. */
export async function withoutTriggers(db: Database, fill: (tx: Database) => Promise<void>): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await fill(tx);
    await tx.execute(sql`analyze`);
    await tx.execute(sql`select wian.settle_waiting(array(select receipt from wian.files))`);
  });
}

const COPIED = ['files', 'letters', 'pages', 'deadlines', 'holdings', 'search_letters', 'search_texts'];

/**
 * Stores the first `made` files `times` times in all, with the same days and other receipts (`made` more each time): a million letters are so made
 * in minutes. Foreign keys are not looked at, since each copy has what it names.
 */
export async function copyFiles(db: Database, made: number, times: number): Promise<void> {
  for (let n = 1; n < times; n++) {
    await db.transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`);
      for (const table of COPIED) await tx.execute(await copyOf(tx, table, made, n));
    });
  }
}

async function copyOf(tx: Database, table: string, made: number, n: number): Promise<SQL> {
  const { rows } = (await tx.execute(sql`select column_name as name from information_schema.columns
    where table_schema = 'wian' and table_name = ${table} and is_generated = 'NEVER'`)) as unknown as {
    rows: { name: string }[];
  };
  const shifted = sql`receipt + ${n * made}::int`;
  const values = rows.map(({ name }) =>
    name === 'receipt'
      ? shifted
      : name === 'sha256'
        ? sql`lpad(to_hex(${shifted}), 64, '0')`
        : sql`${sql.identifier(name)}`,
  );
  const names = rows.map(({ name }) => sql`${sql.identifier(name)}`);
  return sql`insert into wian.${sql.identifier(table)} (${sql.join(names, sql`, `)})
    select ${sql.join(values, sql`, `)} from wian.${sql.identifier(table)} where receipt <= ${made}`;
}
