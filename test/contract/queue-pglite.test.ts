import { setTimeout as sleep } from 'node:timers/promises';
import { PGlite } from '@electric-sql/pglite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openQueue } from '../../src/adapters/queue/open-queue.js';
import { PGlitePool } from '../../src/adapters/queue/pglite-pool.js';
import { quickJobs, silent } from '../support/queue-places.js';

const payload = { sha256: 'a'.repeat(64), revision: 1, priority: 'upload' } as const;

describe('the queue on a session shared with the records', () => {
  let db: PGlite;
  beforeEach(async () => {
    db = await PGlite.create();
    await db.exec('create schema wian; create table wian.thing (n int)');
  });
  afterEach(() => db.close());
  const things = async () =>
    (await db.query<{ n: number }>('select n from wian.thing order by n')).rows.map(({ n }) => n);

  it('is opened twice at once with one run of the migrations', async () => {
    const open = (prefix: string) => openQueue({ jobs: quickJobs, log: silent, pglite: db, prefix });
    const queues = await Promise.all([open('one'), open('two')]);
    const { rows } = await db.query<{ n: number }>('select version as n from bullmq.migration');
    expect(new Set(rows.map(({ n }) => n)).size).toBe(rows.length);
    await Promise.all(queues.map((queue) => queue.enqueue('inspect', payload)));
    for (const queue of queues) expect((await queue.counts()).inspect.waiting).toBe(1);
    await Promise.all(queues.map((queue) => queue.close()));
    expect(await things()).toEqual([]);
  });

  it('waits for a transaction of the records, and is not rolled back with it', async () => {
    const queue = await openQueue({ jobs: quickJobs, log: silent, pglite: db });
    const order: string[] = [];
    let enqueued: Promise<unknown> | undefined;
    await db
      .transaction(async (tx) => {
        await tx.query('insert into wian.thing values (1)');
        enqueued = queue.enqueue('inspect', payload).then(() => order.push('enqueued'));
        await sleep(50);
        order.push('end');
        throw new Error('undone');
      })
      .catch(() => undefined);
    await enqueued;
    expect(order).toEqual(['end', 'enqueued']);
    expect(await things()).toEqual([]);
    expect(await queue.jobLives('inspect', payload)).toBe(true);
    await queue.close();
  });

  it("keeps the records' queries out of its own transactions", async () => {
    const client = await new PGlitePool(db).connect();
    await client.query('BEGIN');
    await client.query('insert into wian.thing values ($1)', [1]);
    const mine = db.query('insert into wian.thing values (2)');
    await sleep(20);
    await client.query('ROLLBACK');
    await mine;
    expect(await things()).toEqual([2]);

    await client.query('BEGIN');
    await client.query('insert into wian.thing values ($1)', [3]);
    await client.query('COMMIT');
    expect(await things()).toEqual([2, 3]);

    await client.query('BEGIN');
    await client.query('insert into wian.thing values ($1)', [4]);
    client.release();
    expect(await things()).toEqual([2, 3]);
  });

  it('tells a failed commit, and goes on', async () => {
    const client = await new PGlitePool(db).connect();
    await client.query('BEGIN');
    await expect(client.query('select broken')).rejects.toMatchObject({ code: '42703' });
    await client.query('ROLLBACK');
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    client.release();
  });

  it('hears notifications until it is released', async () => {
    const client = await new PGlitePool(db).connect();
    const heard: unknown[] = [];
    client.on('notification', (message) => heard.push(message));
    await client.query('-- a comment before it\nLISTEN some_channel;\n');
    await db.query("select pg_notify('some_channel', 'one')");
    await expect.poll(() => heard).toEqual([{ channel: 'some_channel', payload: 'one' }]);
    client.release();
    await sleep(20);
    await db.query("select pg_notify('some_channel', 'two')");
    await sleep(20);
    expect(heard).toHaveLength(1);
  });
});

describe('a server that is not there', () => {
  it.each([{ redisUrl: 'redis://127.0.0.1:1' }, { databaseUrl: 'postgres://nobody@127.0.0.1:1/none' }])(
    'is told as queue.unreachable: %o',
    async (where) => {
      await expect(openQueue({ jobs: quickJobs, log: silent, ...where })).rejects.toMatchObject({
        code: 'queue.unreachable',
      });
    },
  );
});
