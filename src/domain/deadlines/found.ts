import type { Deadline } from '../../../schemas/record.js';

/** A deadline as a rule found it, with its place in the body; evidence and page come later. */
export interface Found extends Omit<Deadline, 'text' | 'evidence'> {
  start: number;
  end: number;
}

/** What the rules fill in only now and then. */
export const PLAIN = { date: null, time: null, from: null, optional: false } as const;

/**
 * How often a deadline of each rule is right in date, kind, time and rule of recurrence. Counted are the 323 deadlines of the letters
 * in text of the seeds, of the set in view and of four others, after the rules were mended on them; in brackets the last of the
 * sets, which words its limits in other ways than those before, as it was first read. A bracket of an earlier set is that set as it
 * was first read. Rules with too few cases to measure, or with an error among the unseen that no rule tells apart since, stay
 * below 0.9, so that a clerk looks at them.
 */
export const CONFIDENCE = {
  /**
   * ภายในวันที่ D behind a demand: 119 of 119 (14 of 19; three were days on which something is shut, which are doubted since, one the
   * end of what had begun and one a contractor's; an earlier set 61 of 62).
   */
  due: 0.96,
  /** ภายใน… with no demand in its clause: 2 of 2. */
  dueUndemanded: 0.7,
  /** ภายในวันที่ D with a demand that nobody is told to meet: with `ended` 17 of 17 (4 of 6); it may be the sender's own. */
  dueUntold: 0.85,
  /** ขอให้ส่ง…ก่อนวันที่ D, the day before: 7 of 7 (2 of 3; ในหรือก่อนวันที่, then taken for it, is a trigger of its own since). */
  before: 0.92,
  /** ก่อนวันที่ D a clause away from what is asked, a number of days before, or before a part of a day: 3 of 3. */
  beforeVague: 0.8,
  /**
   * A period with both ends, or ถึงวันที่ D, of an application, a hearing or a task that somebody is told to do: 57 of 57 (5 of 5; an
   * earlier set 18 of 21, where the wrong ones were the sender's own plan, in one case a report of every day between).
   */
  window: 0.95,
  /** A period with a verb only behind it, none that is known, or nobody told: 8 of 8 (2 of 5; two were rules that go on, one a price; an earlier set 0 of 2). */
  windowVague: 0.7,
  /** ในวันที่ D เวลา T with an occasion to attend: 27 of 27 (4 of 4; an earlier set 9 of 9). */
  event: 0.95,
  /**
   * An occasion without a time, of several days, within one, or recalled from an earlier letter: 10 of 11 (1 of 6: its hour stood in
   * another paragraph or in words, or it was a day before the occasion).
   */
  eventVague: 0.8,
  /** The last day of something that is shut, a day of a column of limits, วันสิ้นสุดการรับ… D: see `dueUntold`. */
  ended: 0.85,
  /** ภายในสิ้นเดือน M: 14 of 14 (1 of 1; an earlier set 5 of 6, the wrong one was the sender's own, now told by the verb before แล้วเสร็จ). */
  month: 0.95,
  /** ภายใน ๑๕ วัน นับแต่วันที่ได้รับหนังสือ: 20 of 20 (2 of 2; an earlier set 7 of 7). */
  relative: 0.95,
  /** ภายใน ๗ วัน, from when is not said, and days of a month that stands elsewhere: 2 of 2 (1 of 1). */
  relativeUnsaid: 0.6,
  /**
   * ขอให้รายงานทุกวันที่ D, ภายในวันที่ D ของทุกเดือน: 10 of 10 (3 of 6; ทุกวันจันทร์แรกของเดือน and ทุกวันที่ ๑๐ ของเดือนมกราคม เมษายน… are
   * rules of their own since, ได้ทุกวันทำการ is leave; two earlier sets 6 of 6).
   */
  recurrence: 0.92,
  /** The same where nobody is told, or with words behind it that change it: 2 of 2. */
  recurrenceVague: 0.75,
  /** รายงานเป็นรายไตรมาส without a day: 1 of 1. */
  recurrenceBare: 0.6,
  /** 6 of 6 (1 of 1, three were missed). */
  urgency: 0.6,
  /** A new date for an old one: 12 of 12 (0 of 4, whose kind was taken for a window; an earlier set 7 of 8). */
  superseding: 0.75,
  /** 1 of 1 (an earlier set 0 of 1, where rules were cancelled and not a day). */
  cancelled: 0.6,
  /** At most this where the weekday or the year was not as printed. */
  weekdayMismatch: 0.5,
  yearInferred: 0.8,
  /** The name of a month or weekday, or the word before the date, was mended by one letter. */
  repaired: 0.8,
  /** All the days together that one misread digit would make agree with the printed weekday. */
  otherDay: 0.4,
} as const;
