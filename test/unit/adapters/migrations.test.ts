import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../../src/shared/package-root.js';

// The kit's ES module asks for `require`, which there is none of.
const { generateDrizzleJson, generateMigration } = createRequire(import.meta.url)(
  'drizzle-kit/api',
) as typeof import('drizzle-kit/api');

const folder = join(packageRoot, 'src/adapters/db/migrations');
const journal: { entries: { idx: number; when: number; tag: string }[] } = JSON.parse(
  readFileSync(join(folder, 'meta/_journal.json'), 'utf8'),
);

describe('the migrations', () => {
  it('make the tables as they stand in the code', async () => {
    const sources = readdirSync(join(packageRoot, 'src'), { recursive: true, encoding: 'utf8' });
    const tables = {};
    for (const file of sources.filter((name) => name.endsWith('.table.ts'))) {
      Object.assign(tables, await import(join(packageRoot, 'src', file)));
    }
    const last = String(journal.entries.at(-1)!.idx).padStart(4, '0');
    const made = JSON.parse(readFileSync(join(folder, `meta/${last}_snapshot.json`), 'utf8'));
    const wanted = generateDrizzleJson(tables, made.id, ['wian']);
    expect(Object.keys(wanted.tables).length).toBeGreaterThan(25);
    expect(await generateMigration(made, wanted)).toEqual([]);
  });

  it('stand in the order in which they were made, one file each', () => {
    const times = journal.entries.map(({ when }) => when);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    const files = readdirSync(folder).filter((name) => name.endsWith('.sql'));
    expect(files.sort()).toEqual(journal.entries.map(({ tag }) => `${tag}.sql`));
  });

  it('send the files of an earlier store to be linked again, their addressees to be resolved, and mark what is secret', async () => {
    const pglite = await PGlite.create();
    const until = journal.entries.findIndex(({ tag }) => tag.endsWith('_relay_places_days'));
    expect(until).toBeGreaterThan(0);
    const run = async (entries: typeof journal.entries) => {
      for (const { tag } of entries) await pglite.exec(readFileSync(join(folder, `${tag}.sql`), 'utf8'));
    };
    await pglite.exec('create schema if not exists wian');
    await run(journal.entries.slice(0, until));
    for (const [receipt, status] of ['reading', 'composed', 'linked', 'done', 'failed'].entries()) {
      await pglite.query(
        `insert into wian.files (receipt, name, bytes, status, priority, received_at, changed_at)
          values ($1, 'a', 1, $2, 'upload', now(), now())`,
        [receipt, status],
      );
    }
    for (const [ordinal, kind] of ['external', 'attachment'].entries()) {
      await pglite.query(
        `insert into wian.letters (receipt, ordinal, kind, first_page, last_page, record, effective)
          values (3, $1, $2, 1, 1, '{}', '{}')`,
        [ordinal, kind],
      );
    }
    // Of one file: an open letter, and on the same page one that is secret, with what travels with it.
    for (const [ordinal, kind, secrecy, page] of [
      [0, 'external', null, 1],
      [1, 'memorandum', 'secret', 1],
      [2, 'attachment', null, 2],
    ]) {
      await pglite.query(
        `insert into wian.letters (receipt, ordinal, kind, first_page, last_page, record, effective)
          values (4, $1, $2, $3, $3, '{}', $4)`,
        [ordinal, kind, page, JSON.stringify({ secrecy })],
      );
    }
    await run(journal.entries.slice(until));
    const placed = await pglite.query('select ordinal, rank, secrecy from wian.letters where receipt = 4 order by 1');
    expect(placed.rows).toEqual([
      { ordinal: 0, rank: 0, secrecy: null },
      { ordinal: 1, rank: 1, secrecy: 'secret' },
      { ordinal: 2, rank: 0, secrecy: 'secret' },
    ]);
    const files = await pglite.query('select status, revision from wian.files order by receipt');
    expect(files.rows).toEqual([
      { status: 'reading', revision: 1 },
      { status: 'composed', revision: 1 },
      { status: 'composed', revision: 2 },
      { status: 'composed', revision: 2 },
      { status: 'failed', revision: 1 },
    ]);
    const open = await pglite.query('select receipt, ordinal, stale from wian.open_recipients order by 1, 2');
    expect(open.rows).toEqual([3, 4, 4].map((receipt, at) => ({ receipt, ordinal: at === 2 ? 1 : 0, stale: true })));
    await pglite.close();
  }, 120_000);
});
