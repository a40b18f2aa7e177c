import { jobPayloads } from '../schemas/jobs.js';
import type { JobDefinition } from '../src/ports.js';
import { fileJobId } from './job-ids.js';

/** Puts the pages of a file together to letters, when all of them have ended. */
export const composeJob = {
  stage: 'compose',
  payload: jobPayloads.compose,
  attempts: 5,
  backoffMs: 500,
  jobId: fileJobId,
} as const satisfies JobDefinition<'compose'>;
