import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { type OpenDatabase, openPglite, openPostgres } from '../../src/adapters/db/open.js';

export interface BenchDatabase extends Pick<OpenDatabase, 'db' | 'close'> {
  name: string;
}

/**
 * An empty database, dropped on close: `pglite` in a folder, `postgres` on the server of TEST_DATABASE_URL (null without). `kept`: one that stays and
 * is taken again, a folder of PGlite's or the name of a database on the server.
 */
export async function openBench(name: string, folder: string, kept?: string): Promise<BenchDatabase | null> {
  const fresh = `wian_bench_${randomUUID().replaceAll('-', '')}`;
  if (name === 'pglite') {
    const path = kept ?? join(folder, fresh);
    const { db, close } = await openPglite(path);
    return { name: 'PGlite', db, close: () => close().then(() => (kept ? undefined : rm(path, { recursive: true }))) };
  }
  const server = process.env.TEST_DATABASE_URL;
  if (name !== 'postgres' || !server) return null;
  const admin = new pg.Pool({ connectionString: server, max: 1 });
  const database = kept ?? fresh;
  const there = await admin.query('select 1 from pg_database where datname = $1', [database]);
  if (there.rowCount === 0) await admin.query(`create database ${pg.escapeIdentifier(database)}`);
  const url = new URL(server);
  url.pathname = `/${database}`;
  const { db, close } = await openPostgres(url.href);
  return {
    name: 'PostgreSQL',
    db,
    async close() {
      await close();
      if (!kept) await admin.query(`drop database ${fresh} with (force)`);
      await admin.end();
    },
  };
}
