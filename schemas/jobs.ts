import { z } from 'zod';

/** The stages of a file's way, one queue each. A job names rows; no text of a letter goes through a queue. */
export const stages = ['inspect', 'read-page', 'compose', 'link', 'plan'] as const;
export type Stage = (typeof stages)[number];

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** `revision` counts the runs asked for (first reading 1, each retry one more): a finished job of the same id swallows a new one. */
export const fileJob = z.object({ sha256, revision: z.int().min(1), priority: z.enum(['upload', 'import']) });
export type FileJob = z.infer<typeof fileJob>;

export const pageJob = z.object({ ...fileJob.shape, page: z.int().min(1) });
export type PageJob = z.infer<typeof pageJob>;

export const jobPayloads = {
  inspect: fileJob,
  'read-page': pageJob,
  compose: fileJob,
  link: fileJob,
  plan: fileJob,
} as const satisfies Record<Stage, z.ZodType>;
export type JobPayload<S extends Stage> = z.infer<(typeof jobPayloads)[S]>;
