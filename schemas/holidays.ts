import { z } from 'zod';
import { isoDate, problem } from './common.js';

/** A day that closes government offices; in one province where it is named, otherwise everywhere. `computed`: not announced yet. */
export const holiday = z.object({
  date: isoDate,
  name: z.string(),
  kind: z.enum(['official', 'substitute', 'special', 'local']),
  source: z.string(),
  status: z.enum(['announced', 'computed']),
  province: z.string().nullable(),
});
export type Holiday = z.infer<typeof holiday>;

/** A day as listed: `builtIn` where the year stands as it was shipped. */
export const holidayItem = z.object({ ...holiday.shape, builtIn: z.boolean() });
export type HolidayItem = z.infer<typeof holidayItem>;

/**
 * The answer to an import. Nothing is stored where there are `problems`, or on a dry run. `years` are those that are replaced (Gregorian), `deadlines`
 * how many were worked out anew.
 */
export const importAnswer = z.object({
  days: z.int(),
  years: z.array(z.int()),
  deadlines: z.int(),
  problems: z.array(problem),
});
export type ImportAnswer = z.infer<typeof importAnswer>;

/** A year as it is written: from 2400 on พ.ศ. */
const year = z.coerce
  .number()
  .int()
  .min(1900)
  .max(2800)
  .transform((value) => (value >= 2400 ? value - 543 : value));
export const holidaysQuery = z.object({ year: year.optional() });
export const importQuery = z.object({ dryRun: z.stringbool().default(false) });
export const holidayRequest = z.object({
  date: isoDate,
  name: z.string().min(1).max(300),
  source: z.string().min(1).max(1000),
  kind: holiday.shape.kind.optional(),
  province: z.string().min(1).max(100).nullable().optional(),
});
export type HolidayRequest = z.infer<typeof holidayRequest>;
export const holidayParams = z.object({ date: isoDate });
export const provinceQuery = z.object({ province: z.string().min(1).max(100).optional() });
export const changeAnswer = z.object({ deadlines: z.int() });
