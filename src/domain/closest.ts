import { withoutMarks } from './loose.js';

/**
 * Repair of closed vocabularies (labels, speed, secrecy, head words, codes, names of agencies and places): never of free text, names of
 * persons, numbers or dates. Whoever repairs a value says so: a warning, what was printed as an alternative, a confidence below sure.
 */

/** Levenshtein distance of two short texts; `limit + 1` as soon as it must exceed `limit`. */
export function editDistance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  // What both begin and end with takes no edit; most words of a list differ at once, so this decides them.
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return distance(a.slice(start, a.length - end), b.slice(start, b.length - end), limit);
}

function distance(a: string, b: string, limit: number): number {
  const most = Math.max(a.length, b.length);
  if (Math.min(a.length, b.length) === 0 || limit === 1) return Math.min(most, limit + 1);
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const value = Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + cost);
      row.push(value);
      least = Math.min(least, value);
    }
    if (least > limit) return limit + 1;
    previous = row;
  }
  return previous[b.length]!;
}

/** The one word of a closed list within `limit` edits of `text`; null where none or several are as near. */
export function closest(text: string, words: readonly string[], limit: number): { word: string; edits: number } | null {
  let best: { word: string; edits: number } | null = null;
  let tie = false;
  for (const word of words) {
    const edits = editDistance(text, word, limit);
    if (edits > limit) continue;
    if (best === null || edits < best.edits) {
      best = { word, edits };
      tie = false;
    } else if (edits === best.edits) {
      tie = true;
    }
  }
  return tie ? null : best;
}

/** Shorter words are too near to others: ด่วน is one letter from ส่วน, ถึง from จึง. */
const LEAST_LETTERS = 5;

/** How many edits a word of a closed list may carry and still be known (DOMAIN 9): one, two in words of more than ten letters. */
const mostEdits = (word: string) => (word.length > 10 ? 2 : 1);

/** A shorter word is not what a text is repaired to, but the text may be one: พนโท is one letter from พันโท and from พลโท. */
const besideShort = (text: string, words: readonly string[]): boolean =>
  words.some((word) => word.length < LEAST_LETTERS && editDistance(text, word, 1) <= 1);

/**
 * The one word of a closed list that `text` is a misreading of; null where it is none, or might be two. A word itself comes back
 * unchanged. Marks that readers lose or swap count as one edit together where enough letters are left without them.
 */
export function mended(text: string, words: readonly string[]): string | null {
  if (words.includes(text)) return text;
  const own = words.filter((word) => word.length >= LEAST_LETTERS);
  for (let limit = 1; limit <= 2; limit++) {
    const near = own.filter((word) => limit <= mostEdits(word) && editDistance(text, word, limit) <= limit);
    if (near.length > 1 || (near.length === 1 && besideShort(text, words))) return null;
    if (near.length === 1) return near[0]!;
  }
  const bare = withoutMarks(text);
  const near = own.filter((word) => {
    const letters = withoutMarks(word);
    return letters.length >= LEAST_LETTERS && editDistance(bare, letters, 1) <= 1;
  });
  return near.length === 1 ? near[0]! : null;
}
