import { z } from 'zod';
import { citation, deadline } from './record.js';

/** `<file>#<n>`, n counting the letters of that file from 0, attachments not counted. */
export const letterKey = z.string();

export const difference = z.object({
  field: z.enum(['reference', 'date', 'speed']),
  cited: z.string(),
  found: z.string(),
});
export type Difference = z.infer<typeof difference>;

/** One step down the line, from the cited (upper) letter to the citing (lower) one. `days`: null where a date is blank. */
export const hop = z.object({
  from: letterKey,
  to: letterKey,
  days: z.int().nullable(),
  citation,
  match: z.enum(['exact', 'corrected']),
  differences: z.array(difference),
});
export type Hop = z.infer<typeof hop>;

/** Letters that carry one matter down the line. */
export const family = z.object({
  subject: z.string().nullable(),
  origin: letterKey,
  letters: z.array(letterKey),
  hops: z.array(hop),
  missing: z.array(citation),
  deadlines: z.array(z.object({ ...deadline.shape, stated_by: z.array(letterKey) })),
});
export type Family = z.infer<typeof family>;

export const families = z.object({ families: z.array(family) });
export type Families = z.infer<typeof families>;
