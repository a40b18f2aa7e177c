import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle as drizzlePg } from 'drizzle-orm/node-postgres';
import { migrate as migratePg } from 'drizzle-orm/node-postgres/migrator';
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite';
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator';
import pg from 'pg';
import type { Settings } from '../../../schemas/settings.js';
import type { Database } from '../../shared/database.js';
import { WianError } from '../../shared/errors.js';
import { packageRoot } from '../../shared/package-root.js';

/** The migrations lie with the sources and are read from there by the build too. */
const migrations = {
  migrationsFolder: join(packageRoot, 'src/adapters/db/migrations'),
  migrationsSchema: 'wian',
  migrationsTable: 'migration',
};

/** Any number that nothing else locks on: two processes that start together migrate one after the other. */
const MIGRATION_LOCK = 0x7769_616e;

export interface OpenDatabase {
  db: Database;
  kind: 'pglite' | 'postgresql';
  /** The embedded database: one session, shared with the queue. */
  pglite?: PGlite;
  pool?: pg.Pool;
  /** Resolves when the database answers; rejects with `store.unreachable`. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

const unreachable = (cause: unknown): WianError =>
  new WianError('store.unreachable', cause instanceof Error ? cause.message : String(cause), { cause });

/** Opens an embedded database in `folder`, in memory without one, and brings its tables up to date. */
export async function openPglite(folder?: string): Promise<OpenDatabase> {
  if (folder) await mkdir(folder, { recursive: true });
  return overPglite(await PGlite.create(folder));
}

/** Takes an embedded database over and brings its tables up to date. */
export async function overPglite(pglite: PGlite): Promise<OpenDatabase> {
  const db = drizzlePglite(pglite);
  await migratePglite(db, migrations);
  return {
    db: db as unknown as Database,
    kind: 'pglite',
    pglite,
    ping: async () => {
      await pglite.query('SELECT 1').catch((error) => {
        throw unreachable(error);
      });
    },
    close: () => pglite.close(),
  };
}

/** Opens a PostgreSQL database and brings its tables up to date. Rejects with `store.unreachable`. */
export async function openPostgres(url: string): Promise<OpenDatabase> {
  const pool = new pg.Pool({ connectionString: url, keepAlive: true });
  // An idle connection that drops is replaced by the next query; without a listener it would end the process.
  pool.on('error', () => {});
  const client = await pool.connect().catch(async (error) => {
    await pool.end();
    throw unreachable(error);
  });
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    try {
      await migratePg(drizzlePg(client), migrations);
    } finally {
      await client.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    }
  } catch (error) {
    client.release(true);
    await pool.end();
    throw error;
  }
  client.release();
  return {
    db: drizzlePg(pool) as unknown as Database,
    kind: 'postgresql',
    pool,
    ping: async () => {
      await pool.query('SELECT 1').catch((error) => {
        throw unreachable(error);
      });
    },
    close: () => pool.end(),
  };
}

/**
 * Opens the records: PostgreSQL at `DATABASE_URL`, otherwise embedded in `<store>/pglite`. An embedded store must have
 * been locked before (see `lock.ts`): a second process on the same folder destroys it.
 */
export function openDatabase(settings: Pick<Settings, 'DATABASE_URL' | 'WIAN_STORE'>): Promise<OpenDatabase> {
  return settings.DATABASE_URL ? openPostgres(settings.DATABASE_URL) : openPglite(join(settings.WIAN_STORE, 'pglite'));
}
