import type { Evidence } from '../../schemas/common.js';

/** A run of text joined from lines, that still knows where each of its characters stands on the paper. */
export interface LocatedText {
  /** Normal form (see `text.ts`); lines of one paragraph joined, paragraphs parted by `\n`. */
  readonly text: string;
  /** Where the characters from `start` (inclusive) to `end` (exclusive) stand, one entry a line. */
  locate(start: number, end: number): Evidence[];
  /** The lowest probability of any digit in that run, or the mean of all characters where it holds none. */
  confidence(start: number, end: number): number;
}
