/**
 * The keys under which a letter is found: all runs of two and three units of its folded text, as numbers. Whatever is asked for, in Thai or
 * not, a word or a part of one, lies in a letter only if all its runs do; so the index leaves nothing out, and what it gives too much is
 * taken out by looking at the text. It needs no dictionary and no locale: words cut otherwise by another version of one cannot hide a letter.
 */

/** Where a key stands: in the whole text, in the number, subject and issuer (`head`), in the issuer's name; or it is a value of a field. */
export type Place = 'text' | 'head' | 'issuer' | 'number' | 'kind' | 'speed';
const SEED: Record<Place, number> = {
  text: 0x2545f491,
  head: 0x5bd1e995,
  issuer: 0x1b873593,
  number: 0x27d4eb2f,
  kind: 0x165667b1,
  speed: 0x3c6ef372,
};

/** A key as a signed number of 32 bits (murmur's mixing). Two runs that share one by chance cost a look at the text, no more. */
export function key(place: Place, value: string): number {
  let hash = SEED[place];
  for (let i = 0; i < value.length; i++) {
    hash ^= Math.imul(value.charCodeAt(i) + 0x9e37, 0xcc9e2d51);
    hash = Math.imul((hash << 13) | (hash >>> 19), 5) + 0x6546b64;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}

/** Adds the keys of a folded text to `into`. Runs do not cross a line. */
export function addGrams(into: Set<number>, place: Place, folded: string, sizes: readonly number[]): void {
  for (const line of folded.split('\n')) {
    for (const size of sizes) {
      for (let i = 0; i + size <= line.length; i++) into.add(key(place, line.slice(i, i + size)));
    }
  }
}

/** More of them narrow nothing down, and each is another list to read. */
const MOST_GRAMS = 16;

/** The keys that every text with this folded term in it has; spread over a long term. None for one unit in the text. */
export function gramsOfTerm(place: Place, term: string): number[] {
  const size = Math.min(term.length, 3);
  if (size === 0 || (size === 1 && place !== 'head')) return [];
  const last = term.length - size;
  const count = Math.min(last + 1, MOST_GRAMS);
  const starts = Array.from({ length: count }, (_, i) => (count === 1 ? 0 : Math.round((i * last) / (count - 1))));
  return [...new Set(starts.map((start) => key(place, term.slice(start, start + size))))];
}
