import { type Job, UnrecoverableError, Worker } from 'bullmq';
import type { Logger, RunningJob, WorkOptions } from '../../ports.js';
import { WianError } from '../../shared/errors.js';
import type { Backing, Timing } from './backing.js';
import { keptError, placesOf, reasonOf } from './failure.js';

interface WorkerPlace {
  name: string;
  backing: Backing;
  log: Logger;
  timing: Timing;
}

/** Starts a BullMQ worker on one queue; see `WorkQueue.work`. */
export async function startWorker(place: WorkerPlace, options: WorkOptions): Promise<() => Promise<void>> {
  const { name, backing, log } = place;
  /** Jobs whose final failure was told by the processor, until BullMQ has moved them. */
  const told = new Set<string>();

  const tell = async (job: RunningJob, error: unknown) => {
    try {
      await options.failed(job, error);
    } catch (problem) {
      // The row keeps its unfinished state, and the sweep tries the work again.
      log.error('queue: a failure could not be recorded', { job: job.id, reason: reasonOf(problem) });
    }
  };

  const attempt = async (job: Job) => {
    const running = runningJob(job);
    try {
      await options.run(running);
    } catch (error) {
      if (abandoned) return;
      const final = error instanceof WianError && error.final;
      const last = final || running.attempt >= (job.opts.attempts ?? 1);
      const fields = { job: running.id, attempt: running.attempt, reason: reasonOf(error), at: placesOf(error)[0] };
      log[last ? 'error' : 'warn'](last ? 'queue: job failed' : 'queue: job will be tried again', fields);
      if (last) {
        told.add(running.id);
        await tell(running, error);
      }
      throw keptError((reason) => (final ? new UnrecoverableError(reason) : new Error(reason)), error);
    }
  };

  /** What a worker that did not wait for its jobs hears of them must not reach the queue: they are the next worker's. */
  let abandoned = false;
  const underWay = new Set<Promise<void>>();
  const process = async (job: Job) => {
    const work = attempt(job);
    underWay.add(work);
    try {
      await work;
    } finally {
      underWay.delete(work);
    }
    if (abandoned) await new Promise(() => undefined);
  };

  const worker = new Worker(
    name,
    process,
    {
      connection: backing.connection as never,
      concurrency: options.concurrency,
      lockDuration: place.timing.lockDuration,
      stalledInterval: place.timing.stalledInterval,
      maxStalledCount: place.timing.maxStalled,
    },
    backing.factory as never,
  );
  worker.on('error', (error) => log.warn('queue: worker', { queue: name, reason: reasonOf(error) }));
  worker.on('failed', (job) => {
    // A job that lost its workers too often is failed by BullMQ without being run.
    if (!job?.id || told.delete(job.id) || job.finishedOn === undefined) return;
    void tell(runningJob(job), new WianError('page.crashed', 'its process vanished too often'));
  });
  await worker.waitUntilReady();

  return async () => {
    await worker.pause(true);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, place.timing.grace);
    });
    await Promise.race([Promise.allSettled(underWay), late]);
    clearTimeout(timer);
    abandoned = underWay.size > 0;
    await worker.close(abandoned);
  };
}

function runningJob(job: Job): RunningJob {
  return {
    id: job.id ?? '',
    payload: job.data,
    attempt: job.attemptsMade + 1,
    progress: (part) => job.updateProgress(part),
  };
}
