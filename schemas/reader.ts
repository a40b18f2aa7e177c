import { z } from 'zod';
import { isoDate } from './common.js';
import { inspection, pageReading, pageSource } from './page.js';

/** What passes between the application and a page reader's process. The result itself goes through a file, not through here. */

/** Widths in which pictures of pages are made, in pixels: a phone, a PC, enlarged. */
export const pictureWidths = [1000, 1600, 2400] as const;

/** A page as it is to be shown: upright as its reader read it (`rotation`, clockwise), so that the boxes of evidence lie on it. */
export const pictureOf = z.object({
  type: inspection.shape.type,
  page: z.int().min(1),
  source: pageSource,
  rotation: pageReading.shape.rotation,
  width: z.literal(pictureWidths),
});
export type PictureOf = z.infer<typeof pictureOf>;

const pageNumber = z.int().min(1);

/**
 * A copy of a file with a receive stamp (ตรารับหนังสือ แบบที่ 12) on `page`, beside what was read of it (`pages`: the reading of that page at the least, of a
 * picture those of all). `span`: the pages that the copy holds; null for all. `time`: `09:30`; a null leaves the row to be filled in by hand.
 */
export const stampOf = z.object({
  type: inspection.shape.type,
  pages: z.array(pageReading),
  page: pageNumber,
  span: z.tuple([pageNumber, pageNumber]).nullable(),
  stamp: z.object({ office: z.string(), number: z.string(), date: isoDate.nullable(), time: z.string().nullable() }),
});
export type StampOf = z.infer<typeof stampOf>;

const task = z.object({
  id: z.int(),
  /** The original, by a local path. */
  path: z.string(),
  limits: z.object({ maxFileBytes: z.number(), maxPages: z.number(), maxPixels: z.number() }),
  /** Where the result is to be written: as JSON, a PDF or picture as it is. */
  out: z.string(),
});

export const readerTask = z.discriminatedUnion('kind', [
  task.extend({ kind: z.literal('inspect') }),
  task.extend({ kind: z.literal('page'), inspection, page: z.int().min(1) }),
  task.extend({ kind: z.literal('searchable'), type: inspection.shape.type, pages: z.array(pageReading) }),
  task.extend({ kind: z.literal('picture'), of: pictureOf }),
  task.extend({ kind: z.literal('stamped'), of: stampOf }),
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
