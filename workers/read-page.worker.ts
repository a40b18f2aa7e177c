import { failPage, pageToRead, storePage } from '../src/circulars/stages.usecases.js';
import { readPageJob } from './read-page.job.js';
import type { StageWorker } from './stage-worker.js';

export const readPageWorker = {
  job: readPageJob,
  concurrency: (readers) => readers,
  async run(deps, job) {
    const task = await pageToRead(deps, job);
    if (task) await storePage(deps, job, await deps.reader.readPage(task.path, task.inspection, task.page));
  },
  /** The page's failure is recorded in its place; the file goes on without it. */
  failed: (deps, job, error) => failPage(deps, job, error.toRecord()),
} as const satisfies StageWorker<'read-page'>;
