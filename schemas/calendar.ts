import { z } from 'zod';
import { isoDate } from './common.js';
import { letterLine, noticeDeadline, relayTask } from './notices.js';

/** The calendar of an organisation's deadlines, and the secret addresses under which other calendars read it. */

export const calendarQuery = z.object({
  from: isoDate,
  to: isoDate,
  mine: z.enum(['true', 'false']).default('false'),
});

/**
 * A deadline on its day. `id`: the same as long as the deadline is in the letter. `notice`: the letter in the inbox; null for one that is only kept.
 * Of a secret letter there is none for who is not named for such: the day until which something has to be done is not its number or date. `on`: the day it stands on; `until`: the last it may be,
 * where that is another. `relay`: the task to pass the letter on by a day that was worked back from that of those below and stands in no letter; `due` then says that day.
 */
export const calendarItem = z.object({
  id: z.string(),
  on: isoDate,
  until: isoDate.nullable(),
  time: z.string().nullable(),
  notice: z.int().nullable(),
  letter: letterLine,
  due: noticeDeadline,
  done: z.boolean(),
  relay: relayTask.nullable(),
});
export type CalendarItem = z.infer<typeof calendarItem>;
export const calendarAnswer = z.object({ items: z.array(calendarItem), province: z.string().nullable() });
export type CalendarAnswer = z.infer<typeof calendarAnswer>;

export const feed = z.object({
  id: z.int(),
  person: z.string(),
  createdAt: z.string(),
  seenAt: z.string().nullable(),
});
export type Feed = z.infer<typeof feed>;
/** `path`: the address, which is shown this once: only its hash is kept. */
export const newFeed = feed.extend({ path: z.string() });
export type NewFeed = z.infer<typeof newFeed>;
export const feedParams = z.object({ id: z.coerce.number().int().min(1).max(2_147_483_647) });
export const feedFile = z.object({ file: z.string().max(200) });
