import type { JobDefinitions } from '../src/ports.js';
import { composeJob } from './compose.job.js';
import { inspectJob } from './inspect.job.js';
import { linkJob } from './link.job.js';
import { planJob } from './plan.job.js';
import { readPageJob } from './read-page.job.js';

/** The definitions of all stages. `pageAttempts`: tries for a page before its failure is recorded. */
export function jobDefinitions(settings: { pageAttempts?: number } = {}): JobDefinitions {
  return {
    inspect: inspectJob,
    'read-page': { ...readPageJob, attempts: settings.pageAttempts ?? readPageJob.attempts },
    compose: composeJob,
    link: linkJob,
    plan: planJob,
  };
}
