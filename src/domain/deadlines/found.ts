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
 * in view and of two unseen ones, after the rules were mended; in brackets the two unseen sets alone as they were first read.
 * Rules with too few cases to measure, or with an error among the unseen, stay below 0.9, so that a clerk looks at them.
 */
export const CONFIDENCE = {
  /** ภายในวันที่ D behind a demand: 68 of 68 (40 of 40). */
  due: 0.96,
  /** ภายใน… with no demand in its clause: none. */
  dueUndemanded: 0.7,
  /** ภายในวันที่ D with a demand that nobody is told to meet: it may be the sender's own. */
  dueUntold: 0.85,
  /** ก่อนวันที่ D, the day before: 1 of 1. */
  before: 0.8,
  /**
   * A period with both ends, or ถึงวันที่ D, of an application, a hearing or a task that somebody is told to do: 40 of 40 (12 of
   * 13; the wrong one was the sender's own, which nobody was told to do: now `windowVague`).
   */
  window: 0.95,
  /** A period with a verb only behind it, none that is known, or nobody told: 6 of 6 (0 of 1). */
  windowVague: 0.7,
  /** ในวันที่ D เวลา T with an occasion to attend: 13 of 13 (4 of 4). */
  event: 0.95,
  /** An occasion without a time, of several days, within one, or recalled from an earlier letter: 7 of 7 (5 of 6). */
  eventVague: 0.8,
  /** วันสิ้นสุดการรับ… D: none. */
  ended: 0.85,
  /** ภายในสิ้นเดือน M: 10 of 10 (2 of 2). */
  month: 0.95,
  /** ภายใน ๑๕ วัน นับแต่วันที่ได้รับหนังสือ: 11 of 11 (3 of 3). */
  relative: 0.95,
  /** ภายใน ๗ วัน, from when is not said: none. */
  relativeUnsaid: 0.6,
  /** 2 of 2 (2 of 2). */
  recurrence: 0.75,
  /** รายงานเป็นรายไตรมาส without a day: none. */
  recurrenceBare: 0.6,
  /** 1 of 1. */
  urgency: 0.6,
  /** A new date for an old one: 5 of 5 (4 of 5). */
  superseding: 0.75,
  /** None in the truth of these letters. */
  cancelled: 0.6,
  /** At most this where the weekday or the year was not as printed. */
  weekdayMismatch: 0.5,
  yearInferred: 0.8,
  /** The name of a month or weekday, or the word before the date, was mended by one letter. */
  repaired: 0.8,
  /** All the days together that one misread digit would make agree with the printed weekday. */
  otherDay: 0.4,
} as const;
