import { jobPayloads } from '../schemas/jobs.js';
import type { JobDefinition } from '../src/ports.js';
import { fileJobId } from './job-ids.js';

/** Works out what a file's deadlines mean for the people who have to keep them. */
export const planJob = {
  stage: 'plan',
  payload: jobPayloads.plan,
  attempts: 5,
  backoffMs: 500,
  jobId: fileJobId,
} as const satisfies JobDefinition<'plan'>;
