import type { LinkedFamily } from '../../../schemas/families.js';
import type { Letter } from '../../../schemas/record.js';
import { withEvidence } from './apply-evidence.js';
import { type Between, relayEvidence } from './evidence.js';
import type { KeyedLetter } from './nodes.js';

/**
 * The letters with what the others of their families say of them, in the order given; those in no family as they are. A record
 * has been told by its own file when it was read: of families only the letters of other files tell it more.
 */
export function tellLetters(
  letters: readonly KeyedLetter[],
  families: readonly Pick<LinkedFamily, 'letters' | 'hops'>[],
  between: Between,
): Letter[] {
  const byKey = new Map(letters.map(({ key, letter }) => [key, letter]));
  const told = new Map<string, Letter>();
  for (const { letters: keys, hops } of families) {
    const members = keys.flatMap((key) => (byKey.has(key) ? [{ key, letter: byKey.get(key)! }] : []));
    for (const [key, evidence] of relayEvidence(members, hops, between)) {
      told.set(key, withEvidence(byKey.get(key)!, evidence));
    }
  }
  return letters.map(({ key, letter }) => told.get(key) ?? letter);
}
