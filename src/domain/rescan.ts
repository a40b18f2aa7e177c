import type { Letter } from '../../schemas/record.js';
import { editDistance } from './closest.js';
import { toArabicDigits } from './numerals.js';

/** The first letter of a file, by which two scans of one paper are known: the letters bound behind it came with others too. */
export type Cover = Pick<Letter, 'reference' | 'date' | 'issuer' | 'subject'>;

const folded = (text: string | null | undefined) => toArabicDigits(text ?? '').replace(/[\s\p{P}]+/gu, '');

/**
 * Why two files may be scans of one letter, their first letters being these: both bear one number, date and issuer (`reference`), or one subject
 * and date, with numbers that are a character apart or not read (`subject`). Null where they are not. It is a question for a person: an office
 * sends several letters of one subject on one day.
 */
export function rescanReason(a: Cover, b: Cover): 'reference' | 'subject' | null {
  if (a.date === null || a.date !== b.date) return null;
  const [issuerA, issuerB] = [folded(a.issuer?.name), folded(b.issuer?.name)];
  if (issuerA && issuerB && issuerA !== issuerB) return null;
  const [numberA, numberB] = [a.reference?.normalized ?? null, b.reference?.normalized ?? null];
  if (numberA !== null && numberA === numberB) return 'reference';
  const subject = folded(a.subject);
  if (subject === '' || subject !== folded(b.subject)) return null;
  const near = numberA === null || numberB === null || editDistance(numberA, numberB, 1) <= 1;
  return near ? 'subject' : null;
}
