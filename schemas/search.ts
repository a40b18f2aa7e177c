import { z } from 'zod';
import { isoDate, secrecy, speed } from './common.js';
import { letterKind } from './record.js';

/** Search over the letters that somebody sees, and วันนี้. */

/** A range of a text in UTF-16 units, from `start` to before `end`: what was asked for stands there. */
export const mark = z.tuple([z.int().min(0), z.int().min(0)]);

export const searchOrders = ['relevance', 'date'] as const;
export const deadlineFilters = ['overdue', 'none'] as const;

const filters = {
  /** What was typed: words, parts of words, a number. `"…"`: in this order, not by words. */
  q: z.string().max(20_000).default(''),
  /** Days of the letter's date, both counting. */
  from: isoDate.optional(),
  to: isoDate.optional(),
  speed: speed.optional(),
  kind: letterKind.optional(),
  /** Part of the sender's name. */
  agency: z.string().max(300).optional(),
  /** `overdue`: has ended and is not done; `none`: nothing has to be done until a day. */
  deadline: z.enum(deadlineFilters).optional(),
  /** Days on which something that binds the addressee falls, both counting. */
  dueFrom: isoDate.optional(),
  dueTo: isoDate.optional(),
  /** เลขทะเบียนรับ of the organisation, `๑๒๓/๒๕๖๙` or without the year. */
  register: z.string().max(40).optional(),
};

export const searchQuery = z.object({
  ...filters,
  order: z.enum(searchOrders).default('relevance'),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  /** The `next` of the answer before. */
  after: z
    .string()
    .regex(/^[pw]\.[0-2]\.\d{4}-\d\d-\d\d\.\d{1,9}\.\d{1,9}$/)
    .optional(),
});
export type SearchInput = z.infer<typeof searchQuery>;

/** `words`: as the answer told, so that the same is counted as was found. */
export const countQuery = z.object({ ...filters, words: z.enum(['true', 'false']).default('false') });
export const csvQuery = z.object({ ...filters, order: z.enum(searchOrders).default('relevance') });

const marked = z.object({ text: z.string(), marks: z.array(mark) });

/** The earliest deadline of the letter that binds its addressee, as for the organisation that asks. */
export const searchDeadline = z.object({
  dueOn: isoDate,
  lastOn: isoDate.nullable(),
  estimate: z.boolean(),
  daysLeft: z.int(),
  workingDaysLeft: z.int(),
  reason: z.string(),
});

/** A letter that was found; `secrecy` with `veiled`: number and date is all that is shown of it. */
export const searchItem = z.object({
  receipt: z.int(),
  ordinal: z.int(),
  kind: letterKind,
  reference: marked.nullable(),
  date: isoDate.nullable(),
  speed: speed.nullable(),
  secrecy: secrecy.nullable(),
  veiled: z.boolean(),
  issuer: marked.nullable(),
  subject: marked.nullable(),
  /** Where else it stands: the piece of the page round it. */
  snippet: marked.extend({ page: z.int(), before: z.boolean(), after: z.boolean() }).nullable(),
  /** เลขทะเบียนรับ of the organisation that asks. */
  register: z.object({ number: z.int(), year: z.int() }).nullable(),
  deadline: searchDeadline.nullable(),
});
export type SearchItem = z.infer<typeof searchItem>;

/**
 * `words`: nowhere do the terms stand in one piece; these letters have all their words. `cut`: what was asked was too long, and only its
 * start was looked for. `headOnly`: of single characters, only number, subject and sender were looked through. `next` null: these are the last.
 */
export const searchAnswer = z.object({
  items: z.array(searchItem),
  next: z.string().nullable(),
  words: z.boolean(),
  cut: z.boolean(),
  headOnly: z.boolean(),
});
export type SearchAnswer = z.infer<typeof searchAnswer>;

/** `more`: there are at least so many, and nobody counted on. */
export const countAnswer = z.object({ count: z.int(), more: z.boolean() });
export type CountAnswer = z.infer<typeof countAnswer>;

export const agenciesQuery = z.object({ q: z.string().max(300) });
export const agenciesAnswer = z.array(z.string());
