import type { PGlite } from '@electric-sql/pglite';
import { createPostgresBackend, type PgPool, runMigrations } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { Logger } from '../../ports.js';
import { WianError } from '../../shared/errors.js';
import { pglitePool } from './pglite-pool.js';

/** BullMQ's tables have names like `job` and `event`: they live in a schema of their own, apart from the records. */
const SCHEMA = 'bullmq';
/** The longest wait for the queue's server before a caller is told that it does not answer. */
export const ANSWER_MS = 10_000;
/** Five workers and up to ten watchers each hold a connection that listens; the rest is for queries. */
const MAX_CONNECTIONS = 24;

/** Where the jobs are kept: what BullMQ's classes are opened with. */
export interface Backing {
  kind: 'redis' | 'postgres' | 'pglite';
  connection: Redis | PgPool;
  /** BullMQ's factory of the PostgreSQL backend; Redis is its default and needs none. */
  factory: typeof createPostgresBackend | undefined;
  /** Frees every active job of these BullMQ queues; to be called only where no other process can be at work on them. */
  reclaim(names: readonly string[]): Promise<number>;
  close(): Promise<void>;
}

/** What happens to a job whose worker vanishes or stops. */
export interface Timing {
  /** How long it stays with that worker, in milliseconds; a living worker renews its lock at half. */
  lockDuration: number;
  /** How often vanished workers are looked for; a job is taken again at the second look after its lock ran out. */
  stalledInterval: number;
  /** How often a job may lose its worker before it fails for good. */
  maxStalled: number;
  /** How long a stop waits for running jobs, in milliseconds; what takes longer is left to the next worker, as the same try. */
  grace: number;
}

/**
 * Ten seconds are long enough for a busy process to renew a lock, and short enough for a person who waits. A job may lose
 * its worker often, since a machine that is switched off is not its fault, but not for ever, since it may be what takes its
 * process down.
 */
export const TIMING: Timing = { lockDuration: 10_000, stalledInterval: 4_000, maxStalled: 100, grace: 5_000 };

export async function openRedis(url: string, log: Logger): Promise<Backing> {
  // Without an end to the retries a worker outlives a restart of Redis; BullMQ asks for this setting.
  const redis = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true, connectTimeout: ANSWER_MS });
  redis.on('error', (error: Error) => log.warn('queue: Redis', { reason: error.message }));
  try {
    await redis.connect();
  } catch (cause) {
    redis.disconnect();
    throw new WianError('queue.unreachable', 'REDIS_URL', { cause });
  }
  return {
    kind: 'redis',
    connection: redis,
    factory: undefined,
    reclaim: async () => 0,
    close: async () => void (await redis.quit().catch(() => redis.disconnect())),
  };
}

export async function openPostgres(databaseUrl: string, log: Logger): Promise<Backing> {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    options: `-c search_path=${SCHEMA}`,
    max: MAX_CONNECTIONS,
    keepAlive: true,
    connectionTimeoutMillis: ANSWER_MS,
  });
  pool.setMaxListeners(0);
  pool.on('error', (error) => log.warn('queue: PostgreSQL', { reason: error.message }));
  try {
    await migrate(pool as unknown as PgPool);
  } catch (cause) {
    await pool.end();
    throw new WianError('queue.unreachable', 'DATABASE_URL', { cause });
  }
  return {
    kind: 'postgres',
    connection: pool as unknown as PgPool,
    factory: createPostgresBackend,
    reclaim: async () => 0,
    close: () => pool.end(),
  };
}

/** The embedded database is the store's and stays open. Its one session gets the queue's schema first in its search path. */
export async function openPglite(db: PGlite, { maxStalled }: Timing): Promise<Backing> {
  const pool = pglitePool(db);
  await migrate(pool);
  await db.exec(`set search_path to ${SCHEMA}, public`);
  return {
    kind: 'pglite',
    connection: pool,
    factory: createPostgresBackend,
    reclaim: (names) => freeActiveJobs(db, names, maxStalled),
    close: async () => undefined,
  };
}

/** In one transaction under an advisory lock, so that two processes or two openers do not run them at once. */
async function migrate(pool: PgPool): Promise<void> {
  const client = await pool.connect();
  try {
    await runMigrations(client, SCHEMA);
  } finally {
    client.release();
  }
}

/**
 * The locks of a killed process would run out by themselves, but a person who starts the application again should not wait
 * for that. BullMQ's own search for stalled jobs does it at once when it is told a time at which every lock has run out:
 * its first pass marks what is active, its second frees what is marked. The throttle it leaves behind is taken away.
 */
async function freeActiveJobs(db: PGlite, names: readonly string[], maxStalled: number): Promise<number> {
  const never = Number.MAX_SAFE_INTEGER;
  return db.transaction(async (tx) => {
    let freed = 0;
    for (const name of names) {
      for (let pass = 1; pass <= 2; pass++) {
        const { rows } = await tx.query(`select * from ${SCHEMA}.move_stalled_jobs_to_wait($1, $2, $3, 0)`, [
          name,
          maxStalled,
          never - 1 + pass,
        ]);
        freed += rows.length;
      }
      await tx.query(`delete from ${SCHEMA}.meta where queue = $1 and field = 'stalled-check'`, [name]);
    }
    return freed;
  });
}
