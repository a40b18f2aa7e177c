import { runCompose } from '../src/circulars/stages.usecases.js';
import { composeJob } from './compose.job.js';
import { failWholeFile, type StageWorker } from './stage-worker.js';

export const composeWorker = {
  job: composeJob,
  concurrency: () => 1,
  run: runCompose,
  failed: failWholeFile,
} as const satisfies StageWorker<'compose'>;
