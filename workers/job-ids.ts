import type { FileJob, PageJob } from '../schemas/jobs.js';

/**
 * The rule of job ids, in one place. An id is made from the payload alone, so that the same work put in twice is one job.
 * It may hold no `:` and not be an integer (BullMQ refuses both), hence the hyphens and letters. Twenty hexadecimal
 * digits of the sha256 tell a thousand million files apart; the revision lets a retry be a new job.
 */
export const fileJobId = (job: FileJob): string => `f-${job.sha256.slice(0, 20)}-r${job.revision}`;

export const pageJobId = (job: PageJob): string => `${fileJobId(job)}-p${job.page}`;
