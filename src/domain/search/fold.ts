import { toArabicDigits } from '../numerals.js';
import { normalForm, type TrackedText, trackedNormalForm } from '../text.js';

/**
 * The form in which letters are searched: normal form (SARA AM, marks in their order), ๑ as 1, small letters, and no blanks. Thai puts blanks
 * where it likes, and a line may end between any two words, so that a blank never tells two words apart.
 */

/** Small letters where that does not change the length: `İ` would become two units, and every place behind it would be off. */
function small(char: string): string {
  const lower = char.toLowerCase();
  return lower.length === char.length ? lower : char;
}

/** As {@link fold}; `origin[i]` is the index in the source of the unit `i`. */
export function trackedFold(source: string): TrackedText {
  // Blanks go first: marks that stood on both sides of one are put in order with each other.
  const kept: number[] = [];
  for (let i = 0; i < source.length; i++) if (!/\s/.test(source.charAt(i))) kept.push(i);
  const { text, origin } = trackedNormalForm(source.replace(/\s+/g, ''));
  return { text: smallDigits(text), origin: origin.map((at) => kept[at]!) };
}

/** The form in which texts and what is asked for are compared. Folding twice changes nothing. */
export function fold(source: string): string {
  return smallDigits(normalForm(source.replace(/\s+/g, '')));
}

const smallDigits = (text: string) => toArabicDigits(text).replace(/\p{Lu}/gu, small);
