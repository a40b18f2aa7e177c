import { z } from 'zod';
import { box, probability, warning } from './common.js';

/** Part of a page that is not printed text of the letter: a receive stamp, handwriting, the emblem, a QR code. */
export const region = z.object({
  kind: z.enum(['stamp', 'hand', 'emblem', 'qr']),
  bbox: box,
  text: z.string(),
});
export type Region = z.infer<typeof region>;

/** Another reading of the characters from `start` (inclusive) to `end` (exclusive) of a line. */
export const lineAlternative = z.object({
  start: z.int().min(0),
  end: z.int().min(0),
  text: z.string(),
  confidence: probability,
});

/** Characters of a line, from `start` (inclusive) to `end` (exclusive), in UTF-16 units of its text. */
export const lineRange = z.object({ start: z.int().min(0), end: z.int().min(0) });

/**
 * One printed line, or one column's part of a line. An empty `text` is a blank line (text input only). `handwritten` are the numbers in it
 * that were filled in by hand.
 * `chars` holds, for each UTF-16 unit of `text`, the probability and the left and right edge in fractions of the page width.
 */
export const line = z.object({
  text: z.string(),
  bbox: box.nullable(),
  confidence: probability,
  chars: z.object({ p: z.array(probability), x0: z.array(z.number()), x1: z.array(z.number()) }).optional(),
  alternatives: z.array(lineAlternative).optional(),
  handwritten: z.array(lineRange).optional(),
});
export type Line = z.infer<typeof line>;

export const pageSource = z.enum(['ocr', 'text-layer', 'text']);

/** A failure that was recorded instead of a text. */
export const recordedError = z.object({ code: z.string(), message: z.string() });
export type RecordedError = z.infer<typeof recordedError>;

/** What one page reader wrote: the page's lines in reading order. A page that could not be read has `error` and no lines. */
export const pageReading = z.object({
  number: z.int().min(1),
  source: pageSource,
  width: z.number().min(0),
  height: z.number().min(0),
  rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
  lines: z.array(line),
  regions: z.array(region),
  confidence: probability,
  warnings: z.array(warning),
  error: recordedError.optional(),
});
export type PageReading = z.infer<typeof pageReading>;

/** How one page is going to be read. */
export const pagePlan = z.object({ number: z.int().min(1), source: pageSource });

/** What a first look at a file says: its type and its pages. */
export const inspection = z.object({
  type: z.enum(['pdf', 'png', 'jpeg', 'tiff', 'webp', 'text']),
  pages: z.array(pagePlan),
  warnings: z.array(warning),
});
export type Inspection = z.infer<typeof inspection>;
