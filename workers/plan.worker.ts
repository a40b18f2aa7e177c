import { runPlan } from '../src/alerts/alerts.usecases.js';
import { planJob } from './plan.job.js';
import { failWholeFile, type StageWorker } from './stage-worker.js';

export const planWorker = {
  job: planJob,
  concurrency: () => 1,
  run: runPlan,
  failed: failWholeFile,
} as const satisfies StageWorker<'plan'>;
