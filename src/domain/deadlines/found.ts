import type { Deadline } from '../../../schemas/record.js';

/** A deadline as a rule found it, with its place in the body; evidence and page come later. */
export interface Found extends Omit<Deadline, 'text' | 'evidence'> {
  start: number;
  end: number;
}

/** What the rules fill in only now and then. */
export const PLAIN = { date: null, time: null, from: null, optional: false } as const;

/**
 * How often a deadline of each rule is right in date, kind and time. Counted are the letters in text of the seeds, of the set
 * in view and of three unseen ones, after the rules were mended; in brackets the unseen sets alone as they were first read.
 * Rules with too few cases to measure, or with an error among the unseen that no rule tells apart since, stay below 0.9, so
 * that a clerk looks at them.
 */
export const CONFIDENCE = {
  /** ภายในวันที่ D behind a demand: 87 of 87 (61 of 62; the wrong one was the sender's own). */
  due: 0.96,
  /** ภายใน… with no demand in its clause: none. */
  dueUndemanded: 0.7,
  /** ภายในวันที่ D with a demand that nobody is told to meet: 2 of 2; it may be the sender's own. */
  dueUntold: 0.85,
  /** ก่อนวันที่ D, the day before: 1 of 1. */
  before: 0.8,
  /**
   * A period with both ends, or ถึงวันที่ D, of an application, a hearing or a task that somebody is told to do: 47 of 47 (18 of
   * 21; the wrong ones were the sender's own plan, in one case a report of every day between).
   */
  window: 0.95,
  /** A period with a verb only behind it, none that is known, or nobody told: 7 of 7 (0 of 2; the second was a forecast). */
  windowVague: 0.7,
  /** ในวันที่ D เวลา T with an occasion to attend: 18 of 18 (9 of 9). */
  event: 0.95,
  /** An occasion without a time, of several days, within one, or recalled from an earlier letter: 9 of 9 (7 of 10; two were moved or called off below). */
  eventVague: 0.8,
  /** วันสิ้นสุดการรับ… D: none. */
  ended: 0.85,
  /** ภายในสิ้นเดือน M: 13 of 13 (5 of 6; the wrong one was the sender's own, now told by the verb before แล้วเสร็จ). */
  month: 0.95,
  /** ภายใน ๑๕ วัน นับแต่วันที่ได้รับหนังสือ: 15 of 15 (7 of 7). */
  relative: 0.95,
  /** ภายใน ๗ วัน, from when is not said: 1 of 1 (1 of 1). */
  relativeUnsaid: 0.6,
  /** ทุกวันที่ D, ภายในวันที่ D ของทุกเดือน: 5 of 5 (5 of 5). */
  recurrence: 0.75,
  /** รายงานเป็นรายไตรมาส without a day: none. */
  recurrenceBare: 0.6,
  /** 2 of 2 (1 of 1). */
  urgency: 0.6,
  /** A new date for an old one: 8 of 8 (7 of 8). */
  superseding: 0.75,
  /** 1 of 1 (0 of 1, where rules were cancelled and not a day). */
  cancelled: 0.6,
  /** At most this where the weekday or the year was not as printed. */
  weekdayMismatch: 0.5,
  yearInferred: 0.8,
  /** The name of a month or weekday, or the word before the date, was mended by one letter. */
  repaired: 0.8,
  /** All the days together that one misread digit would make agree with the printed weekday. */
  otherDay: 0.4,
} as const;
