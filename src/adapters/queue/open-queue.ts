import type { PGlite } from '@electric-sql/pglite';
import { Queue as BullQueue, FlowProducer, type Job, type JobsOptions, QueueEvents } from 'bullmq';
import type { FileJob, JobPayload, Stage } from '../../../schemas/jobs.js';
import { stages } from '../../../schemas/jobs.js';
import type { JobCounts, JobDefinitions, JobEvent, Logger, WorkOptions, WorkQueue } from '../../ports.js';
import { type Backing, openPglite, openPostgres, openRedis, TIMING, type Timing } from './backing.js';
import { startTurns } from './every.js';
import { answered, reasonOf } from './failure.js';
import { startWorker } from './work.js';

export interface QueueOptions {
  jobs: JobDefinitions;
  log: Logger;
  /** With it the jobs are in Redis. */
  redisUrl?: string | undefined;
  /** Without `redisUrl` they are in this PostgreSQL, in a schema of their own. */
  databaseUrl?: string | undefined;
  /** Without either they are in the store's embedded database. */
  pglite?: PGlite | undefined;
  /** Keeps the jobs of several installations (or tests) on one server apart. */
  prefix?: string;
  /** For tests. */
  timing?: Timing;
}

/** A clerk who waits goes before a bulk import; 1 is first. */
const PRIORITY: Record<FileJob['priority'], number> = { upload: 1, import: 10 };

/** Rows hold what became of the work, so a job that ended well is not kept; failed ones a week, for who looks for the cause. */
const KEEP = { removeOnComplete: true, removeOnFail: { age: 7 * 86_400, count: 1000 } } as const;

const ALIVE_STATES = ['waiting', 'prioritized', 'delayed', 'active'] as const;
const ALIVE = new Set<string>(ALIVE_STATES);
const EVENTS = ['waiting', 'active', 'progress', 'completed', 'failed'] as const;

/** Opens the queue on the first of Redis, PostgreSQL and the embedded database that is given. */
export async function openQueue(options: QueueOptions): Promise<WorkQueue> {
  const { log, redisUrl, databaseUrl, pglite } = options;
  if (redisUrl) return new StageQueue(options, await openRedis(redisUrl, log));
  if (databaseUrl) return new StageQueue(options, await openPostgres(databaseUrl, log));
  if (pglite) return new StageQueue(options, await openPglite(pglite, options.timing ?? TIMING));
  throw new TypeError('openQueue needs redisUrl, databaseUrl or pglite');
}

class StageQueue implements WorkQueue {
  private readonly queues: Record<Stage, BullQueue>;
  private readonly flows: FlowProducer;
  private readonly stops = new Set<() => Promise<void>>();
  private closing: Promise<void> | undefined;

  constructor(
    private readonly options: QueueOptions,
    private readonly backing: Backing,
  ) {
    const complain = (error: Error) => options.log.warn('queue', { reason: reasonOf(error) });
    const { factory } = backing;
    // BullMQ types a connection by its backend; the pairing is the backing's.
    const connection = { connection: backing.connection as never };
    const queues = stages.map((stage) => {
      const queue = new BullQueue(this.name(stage), connection, factory as never);
      queue.on('error', complain);
      return [stage, queue] as const;
    });
    this.queues = Object.fromEntries(queues) as Record<Stage, BullQueue>;
    this.flows = new FlowProducer(connection, factory as never);
    this.flows.on('error', complain);
  }

  async enqueue<S extends Stage>(stage: S, payload: JobPayload<S>): Promise<void> {
    await answered(() => this.queues[stage].add(stage, payload, this.entry(stage, payload).opts));
  }

  async addFileFlow(job: FileJob, pages: readonly number[]): Promise<void> {
    const parent = this.entry('compose', job);
    const children = pages.map((page) => {
      const child = this.entry('read-page', { ...job, page });
      // A page that failed for good is recorded as such and must not keep the others' letters from being composed.
      return { ...child, opts: { ...child.opts, ignoreDependencyOnFailure: true } };
    });
    await answered(async () => {
      // Pages that ended meanwhile would be read again.
      if (await this.jobLives('compose', job)) return;
      await this.flows.add({ ...parent, children });
    });
  }

  async jobLives<S extends Stage>(stage: S, payload: JobPayload<S>): Promise<boolean> {
    return answered(async () => {
      const job = await this.queues[stage].getJob(this.options.jobs[stage].jobId(payload as never));
      const state = await job?.getState();
      if (job && state === 'waiting-children') return this.pagesLive(job);
      return state !== undefined && ALIVE.has(state);
    });
  }

  async counts(): Promise<Record<Stage, JobCounts>> {
    const counts = stages.map(async (stage) => {
      const n = await this.queues[stage].getJobCounts(...ALIVE_STATES, 'waiting-children', 'failed');
      const waiting = ['waiting', 'prioritized', 'delayed', 'waiting-children'].reduce(
        (sum, s) => sum + (n[s] ?? 0),
        0,
      );
      return [stage, { waiting, active: n.active ?? 0, failed: n.failed ?? 0 }] as const;
    });
    return Object.fromEntries(await answered(() => Promise.all(counts))) as Record<Stage, JobCounts>;
  }

  async watch(listener: (event: JobEvent) => void): Promise<() => Promise<void>> {
    const sources = stages.map((stage) => {
      const connection = { connection: this.backing.connection as never };
      const events = new QueueEvents(this.name(stage), connection, this.backing.factory as never);
      events.on('error', (error) => this.options.log.warn('queue: events', { reason: reasonOf(error) }));
      for (const kind of EVENTS) {
        events.on(kind, (event: { jobId: string; data?: unknown }) => {
          const progress = typeof event.data === 'number' ? { progress: event.data } : {};
          listener({ stage, kind, jobId: event.jobId, ...progress });
        });
      }
      return events;
    });
    await Promise.all(sources.map((events) => events.waitUntilReady()));
    return this.closedWithUs(async () => void (await Promise.all(sources.map((events) => events.close()))));
  }

  async work(stage: Stage, options: WorkOptions): Promise<() => Promise<void>> {
    const { log, timing = TIMING } = this.options;
    return this.closedWithUs(
      await startWorker({ name: this.name(stage), backing: this.backing, log, timing }, options),
    );
  }

  async every(name: string, everyMs: number, run: () => Promise<void>): Promise<() => Promise<void>> {
    const { log, timing = TIMING } = this.options;
    const place = { name: `${this.options.prefix ?? 'wian'}-every-${name}`, backing: this.backing, log, timing };
    return this.closedWithUs(await startTurns(place, everyMs, run));
  }

  get alone(): boolean {
    return this.backing.kind === 'pglite';
  }

  reclaim(): Promise<number> {
    return this.backing.reclaim(stages.map((stage) => this.name(stage)));
  }

  close(): Promise<void> {
    this.closing ??= (async () => {
      await Promise.all([...this.stops].map((stop) => stop()));
      await Promise.all([this.flows.close(), ...stages.map((stage) => this.queues[stage].close())]);
      await this.backing.close();
    })();
    return this.closing;
  }

  private name(stage: Stage): string {
    return `${this.options.prefix ?? 'wian'}-${stage}`;
  }

  /** A job as BullMQ takes it. */
  private entry<S extends Stage>(stage: S, payload: JobPayload<S>) {
    const { attempts, backoffMs, jobId } = this.options.jobs[stage];
    const opts = {
      jobId: jobId(payload as never),
      priority: PRIORITY[payload.priority],
      attempts,
      backoff: { type: 'exponential', delay: backoffMs },
      ...KEEP,
    } satisfies JobsOptions;
    return { name: stage, queueName: this.name(stage), data: payload, opts };
  }

  private async pagesLive(compose: Job): Promise<boolean> {
    const { unprocessed = [] } = await compose.getDependencies({ unprocessed: { count: 1000 } });
    // A page's key ends with its job id, which holds no colon.
    const ids = unprocessed.map((key) => key.slice(key.lastIndexOf(':') + 1));
    const states = await Promise.all(ids.map((id) => this.queues['read-page'].getJobState(id)));
    return states.length > 0 && states.every((state) => ALIVE.has(state));
  }

  /** Makes a stop that runs once, and at the latest when the queue is closed. */
  private closedWithUs(stop: () => Promise<void>): () => Promise<void> {
    let stopped: Promise<void> | undefined;
    const once = () => {
      this.stops.delete(once);
      stopped ??= stop();
      return stopped;
    };
    this.stops.add(once);
    return once;
  }
}
