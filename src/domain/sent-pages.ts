import type { Citation, Letter } from '../../schemas/record.js';
import { refCost, refParts } from './relay/distance.js';

/** What one digit that is often misread costs (see `distance.ts`): with the same day it is the same letter. */
const MISREAD = 0.3;

/**
 * Whether a citation names this letter, told strictly: by its number (and no other day), by a number of which one digit is often misread and the
 * very day, or, where it gives no number, by the day and the issuer. What is only like it may be somebody else's letter.
 */
function names(citation: Citation, letter: Letter): boolean {
  const { date } = citation;
  const cited = refParts(citation.reference);
  const own = refParts(letter.reference?.normalized ?? null);
  const sameDay = date !== null && date === letter.date;
  if (cited && own) {
    const cost = refCost(cited, own);
    return cost === 0 ? date === null || letter.date === null || sameDay : cost <= MISREAD && sameDay;
  }
  if (citation.reference !== null || !sameDay) return false;
  const issuer = letter.issuer?.name ?? null;
  return citation.issuer !== null && issuer !== null && alike(citation.issuer, issuer);
}

const bare = (name: string) => name.replace(/\s+/g, '');
const alike = (a: string, b: string) => bare(a).includes(bare(b)) || bare(b).includes(bare(a));

const citationsIn = (letter: Letter): Citation[] => [
  ...letter.references,
  ...letter.enclosures.flatMap(({ citation }) => citation ?? []),
  ...(letter.mentions ?? []),
];

/**
 * The last page of a file that goes with one of its letters: the letter, its attachments, and the letters enclosed behind it, which are those that
 * it cites or one of them cites; up to the next letter that is none of these. In a batch of letters scanned in one go that one is another
 * matter, and nobody who is sent the first may see it. `shared`: the next letter begins on a page of these, so that the pages cannot be told apart
 * and a person has to say what is sent.
 *
 * `letters`: all of the file, in their order, attachments among them; `ordinal`: the place of the one that is sent. `linked`: the places of letters that linking
 * found cited, by the place of the citing one: numbers and days are often cited wrongly, and there all that is known was weighed.
 */
export function sentPages(
  letters: readonly Letter[],
  ordinal: number,
  linked: ReadonlyMap<number, ReadonlySet<number>> = new Map(),
): { lastPage: number; shared: boolean } {
  const sent = letters[ordinal];
  if (!sent) return { lastPage: 0, shared: true };
  const cited = [...citationsIn(sent)];
  const found = new Set(linked.get(ordinal));
  let [, lastPage] = sent.pages;
  for (const [at, next] of letters.entries()) {
    if (at <= ordinal) continue;
    if (next.kind !== 'attachment') {
      const isCited = found.has(at) || cited.some((citation) => names(citation, next));
      if (!isCited) return { lastPage, shared: next.pages[0] <= lastPage };
      cited.push(...citationsIn(next));
      for (const one of linked.get(at) ?? []) found.add(one);
    }
    lastPage = Math.max(lastPage, next.pages[1]);
  }
  return { lastPage, shared: false };
}
