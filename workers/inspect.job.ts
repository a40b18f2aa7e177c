import { jobPayloads } from '../schemas/jobs.js';
import type { JobDefinition } from '../src/ports.js';
import { fileJobId } from './job-ids.js';

/** A first look at a stored file; puts in the flow of its pages. */
export const inspectJob = {
  stage: 'inspect',
  payload: jobPayloads.inspect,
  attempts: 4,
  backoffMs: 500,
  jobId: fileJobId,
} as const satisfies JobDefinition<'inspect'>;
