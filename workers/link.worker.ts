import { runLink } from '../src/relay/relay.usecases.js';
import { linkJob } from './link.job.js';
import { failWholeFile, type StageWorker } from './stage-worker.js';

export const linkWorker = {
  job: linkJob,
  // Families are worked out under one lock: several at once would only wait for each other.
  concurrency: () => 1,
  run: runLink,
  failed: failWholeFile,
} as const satisfies StageWorker<'link'>;
