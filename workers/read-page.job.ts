import { jobPayloads } from '../schemas/jobs.js';
import type { JobDefinition } from '../src/ports.js';
import { pageJobId } from './job-ids.js';

/** Reads one page in a sandboxed process. How often it is tried is the setting WIAN_PAGE_ATTEMPTS. */
export const readPageJob = {
  stage: 'read-page',
  payload: jobPayloads['read-page'],
  attempts: 3,
  backoffMs: 1000,
  jobId: pageJobId,
} as const satisfies JobDefinition<'read-page'>;
