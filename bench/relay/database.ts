import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { type OpenDatabase, openPglite, openPostgres } from '../../src/adapters/db/open.js';

export interface BenchDatabase extends Pick<OpenDatabase, 'db' | 'close'> {
  name: string;
}

/** An empty database, dropped on close: `pglite` in a folder, `postgres` on the server of TEST_DATABASE_URL (null without). */
export async function openBench(name: string, folder: string): Promise<BenchDatabase | null> {
  const fresh = `wian_bench_${randomUUID().replaceAll('-', '')}`;
  if (name === 'pglite') {
    const path = join(folder, fresh);
    const { db, close } = await openPglite(path);
    return { name: 'PGlite', db, close: () => close().then(() => rm(path, { recursive: true })) };
  }
  const server = process.env.TEST_DATABASE_URL;
  if (name !== 'postgres' || !server) return null;
  const admin = new pg.Pool({ connectionString: server, max: 1 });
  await admin.query(`create database ${fresh}`);
  const url = new URL(server);
  url.pathname = `/${fresh}`;
  const { db, close } = await openPostgres(url.href);
  return {
    name: 'PostgreSQL',
    db,
    async close() {
      await close();
      await admin.query(`drop database ${fresh} with (force)`);
      await admin.end();
    },
  };
}
