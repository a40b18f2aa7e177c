import { jobPayloads } from '../schemas/jobs.js';
import type { JobDefinition } from '../src/ports.js';
import { fileJobId } from './job-ids.js';

/** Ties the citations of a file's letters to the letters they name. */
export const linkJob = {
  stage: 'link',
  payload: jobPayloads.link,
  attempts: 5,
  backoffMs: 500,
  jobId: fileJobId,
} as const satisfies JobDefinition<'link'>;
