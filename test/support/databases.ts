import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type OpenDatabase, openPostgres } from '../../src/adapters/db/open.js';
import { freshPglite } from './fresh-pglite.js';

export interface TestDatabase extends OpenDatabase {
  /** Opens the same records once more, as a later process would; null where only one may. */
  again: (() => Promise<OpenDatabase>) | null;
}

/** A fresh database of this test's own on that server; it is dropped on close. */
async function freshPostgres(server: string): Promise<TestDatabase> {
  const name = `wian_test_${randomUUID().replaceAll('-', '')}`;
  const admin = new pg.Pool({ connectionString: server, max: 1 });
  await admin.query(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const opened = await openPostgres(url.href);
  return {
    ...opened,
    again: () => openPostgres(url.href),
    async close() {
      await opened.close();
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}

/** The databases a store has to run on: embedded always, PostgreSQL where `TEST_DATABASE_URL` says so. */
export function testDatabases(): { name: string; open: () => Promise<TestDatabase> }[] {
  const server = process.env.TEST_DATABASE_URL;
  return [
    { name: 'PGlite', open: async () => ({ ...(await freshPglite()), again: null }) },
    ...(server ? [{ name: 'PostgreSQL', open: () => freshPostgres(server) }] : []),
  ];
}
