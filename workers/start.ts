import { type Stage, stages } from '../schemas/jobs.js';
import { sweep } from '../src/circulars/circulars.usecases.js';
import { settleRecipients } from '../src/circulars/recipients.usecases.js';
import type { Logger, WorkOptions, WorkQueue } from '../src/ports.js';
import { settleIndex } from '../src/search/search.index.js';
import { composeWorker } from './compose.worker.js';
import { inspectWorker } from './inspect.worker.js';
import { linkWorker } from './link.worker.js';
import { planWorker } from './plan.worker.js';
import { readPageWorker } from './read-page.worker.js';
import { asRecorded, type StageWorker, type WorkerDeps } from './stage-worker.js';

/** A stage's worker with its payload's type behind it: parsed at the door, never cast. */
interface StageHandler {
  stage: Stage;
  options(deps: WorkerDeps, readers: number): WorkOptions;
}

function handler<S extends Stage>(worker: StageWorker<S>): StageHandler {
  const { stage, payload } = worker.job;
  return {
    stage,
    options: (deps, readers) => ({
      concurrency: worker.concurrency(readers),
      run: async (job) => worker.run(deps, payload.parse(job.payload)),
      failed: async (job, error) => worker.failed(deps, payload.parse(job.payload), asRecorded(error)),
    }),
  };
}

const HANDLERS = [
  handler(inspectWorker),
  handler(readPageWorker),
  handler(composeWorker),
  handler(linkWorker),
  handler(planWorker),
];

/**
 * How often rows are looked at whose job may have vanished, and how long nothing must have changed about them. A plain
 * interval and not a job: it has to run also when the queue has lost everything it held. That several processes do it at
 * once is harmless, since a row is started again under the revision it was found with, or not at all.
 */
const SWEEP_MS = 120_000;

export interface WorkersOptions {
  deps: Omit<WorkerDeps, 'queue'> & { queue: WorkQueue };
  log: Logger;
  /** Pages read at once. */
  readers: number;
}

/**
 * Starts the workers of all stages, after it has put back to work what a killed process left. `close` stops taking jobs and
 * waits a few seconds for the running ones; the queue and the readers are their opener's to close.
 */
export async function startWorkers({ deps, log, readers }: WorkersOptions): Promise<{ close(): Promise<void> }> {
  const handlers = onePerStage(HANDLERS);
  const freed = await deps.queue.reclaim();
  // Where nobody else can be between a commit and its job, what has no job has lost it.
  const started = await sweep(deps, { graceMs: deps.queue.alone ? 0 : SWEEP_MS });
  if (freed || started.length) log.info('workers: resumed after a stop', { jobs: freed, files: started.length });

  const stops: (() => Promise<void>)[] = [];
  for (const { stage, options } of handlers) stops.push(await deps.queue.work(stage, options(deps, readers)));

  let closing = false;
  // An import of organisations may have been cut off before all letters that it concerns were looked at again.
  const settle = async () => {
    const letters = await settleRecipients(deps, () => closing);
    if (letters) log.info('workers: addressees were resolved again', { letters });
  };
  let sweeping: Promise<void> | undefined;
  const mend = (first: () => Promise<void>) => {
    sweeping ??= first()
      .then(settle)
      .catch((error: Error) => log.error('workers: the sweep failed', { reason: error.name }))
      .finally(() => {
        sweeping = undefined;
      });
  };
  // A store of before there was a search, or of an earlier form of it.
  mend(async () => {
    const letters = await settleIndex(deps, () => closing);
    if (letters) log.info('workers: letters were put into the search', { letters });
  });
  const timer = setInterval(
    () =>
      mend(async () => {
        const receipts = await sweep(deps, { graceMs: SWEEP_MS });
        if (receipts.length) log.warn('workers: files without a job were started again', { receipts });
      }),
    SWEEP_MS,
  );
  return {
    async close() {
      closing = true;
      clearInterval(timer);
      await Promise.all([sweeping, ...stops.map((stop) => stop())]);
    },
  };
}

/** The handlers in the order of the stages. Throws, naming the fix, when a stage has none or two. */
export function onePerStage<H extends { stage: Stage }>(handlers: readonly H[]): H[] {
  return stages.map((stage) => {
    const [handler, second] = handlers.filter((each) => each.stage === stage);
    if (!handler) {
      throw new Error(`The stage ${stage} has no worker: write workers/${stage}.worker.ts and list it in start.ts`);
    }
    if (second) {
      throw new Error(`The stage ${stage} has two workers: take one of them out of the list in workers/start.ts`);
    }
    return handler;
  });
}
