import type { Families, Hop } from '../../../schemas/families.js';
import type { Citation } from '../../../schemas/record.js';
import { daysBetween } from '../calendar.js';
import { append, familiesOf } from './family.js';
import { Lookup } from './lookup.js';
import { type Cited, type Compared, citationsOf, type KeyedLetter, type Node, nodeOf } from './nodes.js';
import { type Match, weigh } from './weigh.js';

export type { KeyedLetter } from './nodes.js';

/** A step between two letters. */
export interface Link {
  from: Node;
  to: Node;
  hop: Hop;
}

/** Two letters that fit a wrong citation about as well leave it open. */
const CLEAR = 0.15;

/**
 * Joins letters that cite one another into the families that carry one matter down the line. Exact citations link by number
 * and date; others only where issuer, subject, binding, addressee and dates settle it, with every disagreement listed. The
 * work grows with the number of letters and citations, not with its square. Attachments are left out; keys must be unique.
 */
export function relateLetters(letters: readonly KeyedLetter[]): Families {
  // By key, so that the order in which files come decides nothing.
  const nodes = letters
    .filter(({ letter }) => letter.kind !== 'attachment')
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(nodeOf);
  const lookup = new Lookup(nodes);
  return familiesFrom(
    nodes,
    nodes.flatMap((node) =>
      citationsOf(node.letter).map((cited) => ({
        citing: node,
        citation: cited.citation,
        chosen: choose(node, cited, lookup),
      })),
    ),
  );
}

/** A citation and the letter that was chosen for it, if any. */
export interface Choice {
  citing: Node;
  citation: Citation;
  chosen: Pick<Match<Node>, 'node' | 'match' | 'differences'> | null;
}

/**
 * The families that chosen citations join letters into, in the order of the letters. The choices of one letter come in the
 * order of its citations; the second of two that mean the same letter adds nothing.
 */
export function familiesFrom(nodes: readonly Node[], choices: readonly Choice[]): Families {
  const links: Link[] = [];
  const missing = new Map<Node, Citation[]>();
  const above = new Map<Node, Set<Node>>();
  for (const { citing, citation, chosen } of choices) {
    const known = above.get(citing) ?? new Set();
    above.set(citing, known);
    if (!chosen) append(missing, citing, citation);
    else if (!known.has(chosen.node)) {
      known.add(chosen.node);
      links.push(linkOf(chosen, citing, citation));
    }
  }
  return { families: familiesOf(nodes, links, missing) };
}

/** The letter that a citation means, of all those that the look-up holds; null where none does, or two do about as well. */
export function choose<N extends Compared>(citing: Compared, cited: Cited, lookup: Lookup<N>): Match<N> | null {
  const matches: Match<N>[] = [];
  for (const node of lookup.candidates(citing, cited)) {
    const match = weigh(citing, cited, node);
    if (match) matches.push(match);
  }
  matches.sort((a, b) => rank(a) - rank(b) || a.cost - b.cost || (a.node.key < b.node.key ? -1 : 1));
  const [first, second] = matches;
  if (!first || !second || rank(first) < rank(second)) return first ?? null;
  // The same letter in two files is no doubt, nor is one that lacks the number beside the one that has it; two letters are.
  const sameNumber = first.node.ref?.key === second.node.ref?.key;
  const twins = sameNumber && first.node.date === second.node.date;
  const numbered = first.match === 'exact' && cited.ref !== null && first.node.ref !== null && !sameNumber;
  return twins || numbered || second.cost - first.cost >= CLEAR ? first : null;
}

/** A wrong digit can hit the number of another matter: then the letter on the same matter, one digit away, is meant. */
function rank(match: Match<Compared>): number {
  if (match.match === 'exact') return match.strange ? 2 : 0;
  return match.sameMatter ? 1 : 3;
}

function linkOf({ node, match, differences }: NonNullable<Choice['chosen']>, to: Node, citation: Citation): Link {
  const days = node.date !== null && to.date !== null ? daysBetween(node.date, to.date) : null;
  return { from: node, to, hop: { from: node.key, to: to.key, days, citation, match, differences } };
}
