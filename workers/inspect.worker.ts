import { runInspect } from '../src/circulars/stages.usecases.js';
import { inspectJob } from './inspect.job.js';
import { failWholeFile, type StageWorker } from './stage-worker.js';

export const inspectWorker = {
  job: inspectJob,
  concurrency: () => 2,
  async run(deps, job) {
    const pages = await runInspect(deps, job);
    if (pages) await deps.queue.addFileFlow(job, pages);
  },
  failed: failWholeFile,
} as const satisfies StageWorker<'inspect'>;
