import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Redis } from 'ioredis';
import pg from 'pg';
import { openQueue, type QueueOptions } from '../../src/adapters/queue/open-queue.js';
import type { JobDefinitions, Logger, WorkQueue } from '../../src/ports.js';
import { jobDefinitions } from '../../workers/jobs.js';

/** Where the contract is run: how a queue is opened there, and how the test reaches behind it. */
export interface Place {
  open(prefix: string, options?: Partial<QueueOptions>): Promise<WorkQueue>;
  /** What a worker in another process opens; the embedded database first has to be left to it. */
  elsewhere(): Promise<{ redisUrl?: string; databaseUrl?: string; dataDir?: string }>;
  /** Takes a waiting page's job away as if it had never been, which no command of the queue does. */
  lose(prefix: string, jobId: string): Promise<void>;
  close(): Promise<void>;
}

export const silent: Logger = { debug() {}, info() {}, warn() {}, error() {} };

/** Three tries with short waits. */
export const quickJobs: JobDefinitions = (() => {
  const quick = { attempts: 3, backoffMs: 50 };
  const jobs = jobDefinitions();
  return {
    inspect: { ...jobs.inspect, ...quick },
    'read-page': { ...jobs['read-page'], ...quick },
    compose: { ...jobs.compose, ...quick },
    link: { ...jobs.link, ...quick },
    plan: { ...jobs.plan, ...quick },
  };
})();

/** Locks that run out soon; the process that vanishes takes its job with the same. */
export const shortTiming = { lockDuration: 1000, stalledInterval: 400, maxStalled: 10, grace: 2000 };

type Where = Pick<QueueOptions, 'redisUrl' | 'databaseUrl' | 'pglite'>;
const opener =
  (where: () => Where) =>
  (prefix: string, options: Partial<QueueOptions> = {}) =>
    openQueue({ jobs: quickJobs, log: silent, prefix, timing: shortTiming, ...where(), ...options });

export async function pglitePlace(): Promise<Place> {
  const dataDir = mkdtempSync(join(tmpdir(), 'wian-queue-'));
  let db: PGlite | undefined = await PGlite.create(dataDir);
  const open = opener(() => ({ pglite: db! }));
  return {
    async open(prefix, options) {
      db ??= await PGlite.create(dataDir);
      return open(prefix, options);
    },
    async elsewhere() {
      await db?.close();
      db = undefined;
      return { dataDir };
    },
    lose: async (prefix, id) => {
      await db!.query('delete from bullmq.job where queue = $1 and id = $2', [`${prefix}-read-page`, id]);
    },
    async close() {
      await db?.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}

export async function postgresPlace(databaseUrl: string): Promise<Place> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  return {
    open: opener(() => ({ databaseUrl })),
    elsewhere: async () => ({ databaseUrl }),
    lose: async (prefix, id) => {
      await pool.query('delete from bullmq.job where queue = $1 and id = $2', [`${prefix}-read-page`, id]);
    },
    close: () => pool.end(),
  };
}

export async function redisPlace(redisUrl: string): Promise<Place> {
  const redis = new Redis(redisUrl);
  return {
    open: opener(() => ({ redisUrl })),
    elsewhere: async () => ({ redisUrl }),
    lose: async (prefix, id) => {
      await redis.del(`bull:${prefix}-read-page:${id}`);
      await redis.zrem(`bull:${prefix}-read-page:prioritized`, id);
    },
    close: async () => void (await redis.quit()),
  };
}
