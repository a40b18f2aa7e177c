import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FileJob, Stage } from '../../schemas/jobs.js';
import type { JobEvent, RunningJob, WorkQueue } from '../../src/ports.js';
import { WianError } from '../../src/shared/errors.js';
import { packageRoot } from '../../src/shared/package-root.js';
import { type Place, quickJobs, shortTiming } from '../support/queue-places.js';

const file = (digit: string, priority: FileJob['priority'] = 'upload'): FileJob => ({
  sha256: digit.repeat(64),
  revision: 1,
  priority,
});
const short = (id: string) => id.replace(/^f-(.)\1+/, '$1');

/** What every implementation of the queue port has to keep. */
export function queueContract(name: string, makePlace: () => Promise<Place>): void {
  describe(`the queue on ${name}`, () => {
    let place: Place;
    let queue: WorkQueue;
    let prefix: string;
    let tests = 0;
    /** What happened, in order: `stage id#attempt`, and `failed id code`. */
    let log: string[];

    beforeAll(async () => {
      place = await makePlace();
    });
    afterAll(() => place.close());
    beforeEach(async () => {
      prefix = `test-${process.pid}-${Date.now()}-${++tests}`;
      log = [];
      queue = await place.open(prefix);
    });
    afterEach(() => queue.close());

    const work = (stage: Stage, run: (job: RunningJob) => unknown = () => undefined, concurrency = 1, on = queue) =>
      on.work(stage, {
        concurrency,
        run: async (job) => {
          log.push(`${stage} ${short(job.id)}#${job.attempt}`);
          await run(job);
        },
        failed: async (job, error) => {
          log.push(`failed ${short(job.id)} ${error instanceof WianError ? error.code : (error as Error).message}`);
        },
      });
    const logged = (...lines: string[]) => expect.poll(() => log, { timeout: 10_000 }).toEqual(lines);
    /** Nothing is left to be done, so what is in the log is all. */
    const quiet = () =>
      expect
        .poll(async () => Object.values(await queue.counts()).reduce((n, c) => n + c.waiting + c.active, 0), {
          timeout: 10_000,
        })
        .toBe(0);

    it('hands over the payload as it was put in', async () => {
      const payloads: unknown[] = [];
      await work('read-page', (job) => payloads.push(job.payload));
      await queue.enqueue('read-page', { ...file('a'), page: 12 });
      await expect.poll(() => payloads).toEqual([{ ...file('a'), page: 12 }]);
    });

    it("takes a clerk's uploads before a bulk import, each in the order they came", async () => {
      for (const digit of ['1', '2']) await queue.enqueue('inspect', file(digit, 'import'));
      for (const digit of ['3', '4']) await queue.enqueue('inspect', file(digit));
      await work('inspect');
      await logged('inspect 3-r1#1', 'inspect 4-r1#1', 'inspect 1-r1#1', 'inspect 2-r1#1');
    });

    it('takes the same work put in many times as one job, waiting or running', async () => {
      await Promise.all(Array.from({ length: 20 }, () => queue.enqueue('inspect', file('a'))));
      expect((await queue.counts()).inspect).toEqual({ waiting: 1, active: 0, failed: 0 });
      await work('inspect', () => queue.enqueue('inspect', file('a')));
      await quiet();
      expect(log).toEqual(['inspect a-r1#1']);
    });

    it('takes work that ended well again when it is asked for again', async () => {
      await work('inspect');
      await queue.enqueue('inspect', file('a'));
      await quiet();
      await queue.enqueue('inspect', file('a'));
      await logged('inspect a-r1#1', 'inspect a-r1#1');
    });

    it('takes another revision as other work', async () => {
      await queue.enqueue('inspect', file('a'));
      await queue.enqueue('inspect', { ...file('a'), revision: 2 });
      await work('inspect');
      await logged('inspect a-r1#1', 'inspect a-r2#1');
    });

    it('tries a passing failure again, each time later, and then succeeds', async () => {
      const times: number[] = [];
      await work('inspect', (job) => {
        times.push(performance.now());
        if (job.attempt < 3) throw new Error('not yet');
      });
      await queue.enqueue('inspect', file('a'));
      await logged('inspect a-r1#1', 'inspect a-r1#2', 'inspect a-r1#3');
      expect(times[1]! - times[0]!).toBeGreaterThan(45);
      expect(times[2]! - times[1]!).toBeGreaterThan(95);
      await quiet();
      expect((await queue.counts()).inspect.failed).toBe(0);
    });

    it('tells of a failure once, when no tries are left', async () => {
      await work('inspect', () => Promise.reject(new WianError('page.crashed')));
      await queue.enqueue('inspect', file('a'));
      await logged('inspect a-r1#1', 'inspect a-r1#2', 'inspect a-r1#3', 'failed a-r1 page.crashed');
      await quiet();
      expect((await queue.counts()).inspect.failed).toBe(1);
      expect(log).toHaveLength(4);
    });

    it('never tries a final error again', async () => {
      await work('inspect', () => Promise.reject(new WianError('pdf.encrypted')));
      await queue.enqueue('inspect', file('a'));
      await logged('inspect a-r1#1', 'failed a-r1 pdf.encrypted');
      await sleep(300);
      await quiet();
      expect(log).toHaveLength(2);
    });

    it('fails the job also when the failure could not be recorded, and goes on with the next', async () => {
      await queue.work('inspect', {
        concurrency: 1,
        run: async ({ id }) => {
          log.push(short(id));
          if (id.startsWith('f-a')) throw new WianError('pdf.damaged');
        },
        failed: () => Promise.reject(new Error('the database is away')),
      });
      await queue.enqueue('inspect', file('a'));
      await queue.enqueue('inspect', file('b'));
      await logged('a-r1', 'b-r1');
      await quiet();
      expect((await queue.counts()).inspect.failed).toBe(1);
    });

    it('lets a failed job swallow the same work, but not that of a new revision', async () => {
      let broken = true;
      await work('inspect', () => (broken ? Promise.reject(new WianError('pdf.damaged')) : undefined));
      await queue.enqueue('inspect', file('a'));
      await logged('inspect a-r1#1', 'failed a-r1 pdf.damaged');
      await quiet();
      broken = false;
      await queue.enqueue('inspect', file('a'));
      await sleep(200);
      expect(log).toHaveLength(2);
      await queue.enqueue('inspect', { ...file('a'), revision: 2 });
      await logged('inspect a-r1#1', 'failed a-r1 pdf.damaged', 'inspect a-r2#1');
    });

    it('composes a file when all its pages have ended, one of them failed for good', async () => {
      const done: string[] = [];
      await work('compose', () => done.push('compose'));
      await work(
        'read-page',
        async (job) => {
          await sleep(20);
          if (job.id.endsWith('p2')) throw new WianError('page.unreadable');
          if (job.id.endsWith('p3')) throw new Error('each time');
          done.push(job.id.slice(-2));
        },
        2,
      );
      await queue.addFileFlow(file('a'), [1, 2, 3, 4]);
      await expect.poll(() => done, { timeout: 10_000 }).toEqual(['p1', 'p4', 'compose']);
      expect(log.filter((line) => line.startsWith('failed')).sort()).toEqual([
        'failed a-r1-p2 page.unreadable',
        'failed a-r1-p3 each time',
      ]);
      expect(log.at(-1)).toBe('compose a-r1#1');
      await quiet();
    });

    it('composes when every page failed, and a file of which no page is left to read', async () => {
      await work('compose');
      await work('read-page', () => Promise.reject(new WianError('page.unreadable')));
      await queue.addFileFlow(file('a'), [1]);
      await logged('read-page a-r1-p1#1', 'failed a-r1-p1 page.unreadable', 'compose a-r1#1');
      await queue.addFileFlow(file('b'), []);
      await expect.poll(() => log.at(-1)).toBe('compose b-r1#1');
    });

    it('takes a flow put in twice as one', async () => {
      await queue.addFileFlow(file('a'), [1, 2]);
      await queue.addFileFlow(file('a'), [1, 2]);
      await work('read-page', () => queue.addFileFlow(file('a'), [1, 2]));
      await work('compose', () => queue.addFileFlow(file('a'), [1, 2]));
      await quiet();
      expect(log).toEqual(['read-page a-r1-p1#1', 'read-page a-r1-p2#1', 'compose a-r1#1']);
    });

    it('notices that a flow lost a page, which a new revision mends', async () => {
      await queue.addFileFlow(file('a'), [1, 2, 3]);
      expect(await queue.jobLives('compose', file('a'))).toBe(true);
      await place.lose(prefix, quickJobs['read-page'].jobId({ ...file('a'), page: 2 }));
      expect(await queue.jobLives('compose', file('a'))).toBe(false);
      const again = { ...file('a'), revision: 2 };
      await queue.addFileFlow(again, [2]);
      expect(await queue.jobLives('compose', again)).toBe(true);
      await work('compose');
      await work('read-page');
      await expect.poll(() => log.at(-1), { timeout: 10_000 }).toBe('compose a-r2#1');
    });

    it('knows whether a job is alive', async () => {
      const lives = () => queue.jobLives('inspect', file('a'));
      expect(await lives()).toBe(false);
      await queue.enqueue('inspect', file('a'));
      expect(await lives()).toBe(true);
      const during: boolean[] = [];
      await work('inspect', async (job) => {
        during.push(await lives());
        if (job.attempt === 1) throw new Error('again');
        throw new WianError('pdf.damaged');
      });
      await logged('inspect a-r1#1', 'inspect a-r1#2', 'failed a-r1 pdf.damaged');
      await quiet();
      expect(during).toEqual([true, true]);
      expect(await lives()).toBe(false);
    });

    it('does as many jobs at once as asked for', async () => {
      let now = 0;
      let most = 0;
      await work(
        'read-page',
        async () => {
          most = Math.max(most, ++now);
          await sleep(50);
          now--;
        },
        3,
      );
      for (let page = 1; page <= 9; page++) await queue.enqueue('read-page', { ...file('a'), page });
      await expect.poll(() => log.length).toBe(9);
      await quiet();
      expect(most).toBe(3);
    });

    it('tells another opener what happens, with the progress', async () => {
      const watcher = await place.open(prefix);
      const events: JobEvent[] = [];
      const stop = await watcher.watch((event) => events.push(event));
      await sleep(200);
      await work('inspect', async (job) => {
        await job.progress(0.5);
        if (job.id.startsWith('f-b')) throw new WianError('pdf.damaged');
      });
      const seen = async (digit: string) => {
        await queue.enqueue('inspect', file(digit));
        const jobId = quickJobs.inspect.jobId(file(digit));
        const mine = () => events.filter((event) => event.jobId === jobId && event.stage === 'inspect');
        await expect
          .poll(() => mine().some(({ kind }) => kind === 'completed' || kind === 'failed'), { timeout: 10_000 })
          .toBe(true);
        return mine().map(({ kind, progress }) => (progress === undefined ? kind : `${kind} ${progress}`));
      };
      expect(await seen('a')).toEqual(['waiting', 'active', 'progress 0.5', 'completed']);
      expect(await seen('b')).toEqual(['waiting', 'active', 'progress 0.5', 'failed']);
      await stop();
      await watcher.close();
    });

    it('keeps two prefixes apart', async () => {
      const other = await place.open(`${prefix}-other`);
      await queue.enqueue('inspect', file('a'));
      await work('inspect', undefined, 1, other);
      await sleep(300);
      expect(log).toEqual([]);
      expect(await other.jobLives('inspect', file('a'))).toBe(false);
      await other.close();
      await work('inspect');
      await logged('inspect a-r1#1');
    });

    it('lets a running job end when it is closed, and takes no further', async () => {
      const other = await place.open(prefix);
      let ended = false;
      await work(
        'inspect',
        async () => {
          await sleep(300);
          ended = true;
        },
        1,
        other,
      );
      await queue.enqueue('inspect', file('a'));
      await queue.enqueue('inspect', file('b'));
      await expect.poll(() => log.length).toBe(1);
      await other.close();
      expect(ended).toBe(true);
      expect((await queue.counts()).inspect).toEqual({ waiting: 1, active: 0, failed: 0 });
    });

    it('leaves a job that takes too long to the next worker, as the same try, whatever becomes of it', async () => {
      const other = await place.open(prefix, { timing: { ...shortTiming, grace: 100 } });
      let end: (error: Error) => void = () => undefined;
      const ended = new Promise<void>((_, reject) => {
        end = reject;
      });
      await work('inspect', () => ended, 1, other);
      await queue.enqueue('inspect', file('a'));
      await logged('inspect a-r1#1');
      // The job never ends by itself: without the grace this would wait for good.
      await other.close();
      end(new WianError('pdf.damaged'));
      await sleep(100);
      expect(await queue.jobLives('inspect', file('a'))).toBe(true);
      await queue.reclaim();
      await work('inspect');
      await logged('inspect a-r1#1', 'inspect a-r1#1');
      await quiet();
    });

    /** Lets another process take the job and kills it there. */
    async function vanish(payload: FileJob) {
      await queue.close();
      const task = { ...(await place.elsewhere()), prefix, timing: shortTiming, payload };
      const script = join(packageRoot, 'test/support/vanishing-worker.mjs');
      const child = spawn(process.execPath, [script, JSON.stringify(task)], { stdio: ['ignore', 'pipe', 'inherit'] });
      const [said] = await once(child.stdout, 'data');
      expect(String(said)).toBe('taken\n');
      child.kill('SIGKILL');
      await once(child, 'exit');
    }

    it('gives the job of a killed process to another within seconds', async () => {
      await vanish(file('a'));
      queue = await place.open(prefix);
      expect(await queue.jobLives('inspect', file('a'))).toBe(true);
      expect(await queue.reclaim()).toBe(queue.alone ? 1 : 0);
      await work('inspect');
      await logged('inspect a-r1#1');
      await quiet();
    });

    it('fails a job that loses its process again and again, and tells of it', async () => {
      await vanish(file('a'));
      queue = await place.open(prefix, { timing: { ...shortTiming, maxStalled: 0 } });
      await queue.reclaim();
      await work('inspect');
      await logged('failed a-r1 page.crashed');
      expect(await queue.jobLives('inspect', file('a'))).toBe(false);
    });
  });
}
