import { z } from 'zod';
import { inspection, pageReading } from './page.js';

/** What passes between the application and a page reader's process. The result itself goes through a file, not through here. */

const task = z.object({
  id: z.int(),
  /** The original, by a local path. */
  path: z.string(),
  limits: z.object({ maxFileBytes: z.number(), maxPages: z.number(), maxPixels: z.number() }),
  /** Where the result is to be written: as JSON, a PDF as it is. */
  out: z.string(),
});

export const readerTask = z.discriminatedUnion('kind', [
  task.extend({ kind: z.literal('inspect') }),
  task.extend({ kind: z.literal('page'), inspection, page: z.int().min(1) }),
  task.extend({ kind: z.literal('searchable'), type: inspection.shape.type, pages: z.array(pageReading) }),
]);
export type ReaderTask = z.infer<typeof readerTask>;

/** Either the hash of what was written, or the code of an error with a detail that holds no text of the page. */
export const readerAnswer = z.object({
  id: z.int(),
  /** Memory of the process, in bytes: one that has grown too large is replaced. */
  rss: z.number(),
  sha256: z.string().optional(),
  error: z.object({ code: z.string(), detail: z.string().optional() }).optional(),
});
export type ReaderAnswer = z.infer<typeof readerAnswer>;
