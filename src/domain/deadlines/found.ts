import type { Deadline } from '../../../schemas/record.js';

/** A deadline as a rule found it, with its place in the body; evidence and page come later. */
export interface Found extends Omit<Deadline, 'text' | 'evidence' | 'alternatives'> {
  start: number;
  end: number;
}

/** What the rules fill in only now and then. */
export const PLAIN = { date: null, time: null, from: null, optional: false } as const;

/**
 * How often a deadline of each rule is right in date, kind and time, measured on the made-up letters and the seeds; rules
 * that those hold too seldom to measure stay below 0.9, so that a clerk looks at them.
 */
export const CONFIDENCE = {
  /** ภายในวันที่ D behind a demand. */
  due: 0.96,
  /** ภายใน… with no demand in its clause. */
  dueUndemanded: 0.7,
  /** ก่อนวันที่ D: the day before. */
  before: 0.8,
  /** A period with both ends, or ถึงวันที่ D, of an application, a hearing or a task. */
  window: 0.95,
  /** A period with a verb only behind it, or none that is known. */
  windowVague: 0.7,
  /** ในวันที่ D เวลา T with an occasion to attend. */
  event: 0.95,
  /** An occasion without a time, or of several days. */
  eventVague: 0.8,
  /** วันสิ้นสุดการรับ… D. */
  ended: 0.85,
  /** ภายในสิ้นเดือน M. */
  month: 0.95,
  /** ภายใน ๑๕ วัน นับแต่วันที่ได้รับหนังสือ. */
  relative: 0.95,
  /** ภายใน ๗ วัน, from when is not said. */
  relativeUnsaid: 0.6,
  recurrence: 0.75,
  urgency: 0.6,
  /** A new date for an old one. */
  superseding: 0.75,
  cancelled: 0.6,
  /** At most this where the weekday or the year was not as printed. */
  weekdayMismatch: 0.5,
  yearInferred: 0.8,
} as const;
