import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { WorkQueue } from '../../src/ports.js';
import { packageRoot } from '../../src/shared/package-root.js';
import { type Place, pglitePlace, postgresPlace, redisPlace, shortTiming } from '../support/queue-places.js';

const { TEST_DATABASE_URL, TEST_REDIS_URL } = process.env;
const places: [string, () => Promise<Place>][] = [
  ['the embedded database', pglitePlace],
  ...(TEST_DATABASE_URL
    ? [['PostgreSQL', () => postgresPlace(TEST_DATABASE_URL)] as [string, () => Promise<Place>]]
    : []),
  ...(TEST_REDIS_URL ? [['Redis', () => redisPlace(TEST_REDIS_URL)] as [string, () => Promise<Place>]] : []),
];

const EVERY = 300;
const WAIT = { timeout: 15_000 };

describe.each(places)('what is done every so often, on %s', (_, makePlace) => {
  let place: Place;
  beforeAll(async () => {
    place = await makePlace();
  });
  afterAll(() => place.close());
  const opened: WorkQueue[] = [];
  const open = async (prefix: string) => {
    const queue = await place.open(prefix);
    opened.push(queue);
    return queue;
  };
  afterEach(async () => {
    for (const queue of opened.splice(0)) await queue.close();
  });
  let tests = 0;
  const prefixOf = () => `turns-${process.pid}-${Date.now()}-${++tests}`;

  it('is done again and again, by one of two processes at a time', async () => {
    const prefix = prefixOf();
    const queues = [await open(prefix), await open(prefix)];
    let now = 0;
    let most = 0;
    let turns = 0;
    const turn = async () => {
      most = Math.max(most, ++now);
      await sleep(EVERY * 2);
      now--;
      turns++;
    };
    const stops = await Promise.all(queues.map((queue) => queue.every('alerts', EVERY, turn)));
    await expect.poll(() => turns, WAIT).toBeGreaterThanOrEqual(4);
    expect(most).toBe(1);
    await Promise.all(stops.map((stop) => stop()));
  });

  it('goes on after a turn that failed', async () => {
    const queue = await open(prefixOf());
    let turns = 0;
    const stop = await queue.every('alerts', EVERY, async () => {
      if (++turns === 1) throw new Error('the database was away');
    });
    await expect.poll(() => turns, WAIT).toBeGreaterThanOrEqual(3);
    await stop();
  });

  it('is done no more once it is stopped, which waits for the turn that runs', async () => {
    const queue = await open(prefixOf());
    let begun = 0;
    let ended = 0;
    const stop = await queue.every('alerts', EVERY, async () => {
      begun++;
      await sleep(200);
      ended++;
    });
    await expect.poll(() => begun, WAIT).toBeGreaterThanOrEqual(1);
    await stop();
    const after = begun;
    expect(ended).toBe(begun);
    await sleep(EVERY * 3);
    expect(begun).toBe(after);
  });

  /** Turns of a queue that is opened anew, in the time that three would take. */
  const turnsSoon = async (queue: WorkQueue) => {
    const at: number[] = [];
    const stop = await queue.every('alerts', 2000, async () => void at.push(performance.now()));
    await expect.poll(() => at.length, WAIT).toBeGreaterThanOrEqual(1);
    await sleep(1000);
    const first = at.length;
    await stop();
    return first;
  };

  it('is done once, not as often as it was missed, when all were stopped for several turns', async () => {
    const prefix = prefixOf();
    const queue = await open(prefix);
    let turns = 0;
    const stop = await queue.every('alerts', EVERY, async () => void turns++);
    await expect.poll(() => turns, WAIT).toBeGreaterThanOrEqual(1);
    await stop();
    await queue.close();
    await sleep(EVERY * 6);
    const later = await open(prefix);
    // One at once, and the next at its time at most.
    expect(await turnsSoon(later)).toBeLessThanOrEqual(2);
  });

  it('goes on when the process that had the turn was killed', async () => {
    const prefix = prefixOf();
    const task = { ...(await place.elsewhere()), prefix, timing: shortTiming, every: EVERY };
    const script = join(packageRoot, 'test/support/vanishing-worker.mjs');
    const child = spawn(process.execPath, [script, JSON.stringify(task)], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [said] = await once(child.stdout, 'data');
    expect(String(said)).toBe('taken\n');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const queue = await open(prefix);
    await queue.reclaim();
    let turns = 0;
    const stop = await queue.every('alerts', EVERY, async () => void turns++);
    await expect.poll(() => turns, WAIT).toBeGreaterThanOrEqual(3);
    await stop();
  });
});
