/**
 * Words compared without their upper and lower marks. Readers lose or swap those more than anything else
 * (วันที้ for วันที่, แจ้งว้า for แจ้งว่า), while the consonants and full vowels stay.
 */

const MARK = '[\\u0e31\\u0e34-\\u0e3a\\u0e47-\\u0e4e]';
const MARKS = new RegExp(MARK, 'g');

/** The word without its marks. */
export function withoutMarks(word: string): string {
  return word.replace(MARKS, '');
}

/**
 * Regular-expression source that matches `word` with any marks, blanks in the word matching any short run of blanks.
 * Every letter is followed by at most two marks, so matching stays linear.
 */
export function loose(word: string): string {
  return [...withoutMarks(word)]
    .map((letter) => {
      if (letter === ' ') return '\\s{0,3}';
      const literal = letter.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
      return /[ก-ฮ]/.test(letter) ? `${literal}${MARK}{0,2}` : literal;
    })
    .join('');
}

/** Alternation of words in their loose form, the longest first, as a group that does not capture. */
export function looseAny(words: readonly string[]): string {
  const byLength = [...words].sort((a, b) => b.length - a.length);
  return `(?:${byLength.map(loose).join('|')})`;
}

/** As `looseAny`, but words of fewer than four letters must stand exactly: ส่ง without its mark is found in many words. */
export function cueAny(words: readonly string[]): string {
  const byLength = [...words].sort((a, b) => b.length - a.length);
  return `(?:${byLength.map((word) => (withoutMarks(word).length < 4 ? escaped(word) : loose(word))).join('|')})`;
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
