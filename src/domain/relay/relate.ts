import type { Families, Hop } from '../../../schemas/families.js';
import type { Citation } from '../../../schemas/record.js';
import { daysBetween } from '../calendar.js';
import { append, familiesOf } from './family.js';
import { Lookup } from './lookup.js';
import { type Cited, citationsOf, type KeyedLetter, type Node, nodeOf } from './nodes.js';
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
  const links: Link[] = [];
  const missing = new Map<Node, Citation[]>();
  for (const node of nodes) {
    const above = new Set<Node>();
    for (const cited of citationsOf(node.letter)) {
      const best = choose(node, cited, lookup);
      if (!best) {
        append(missing, node, cited.citation);
      } else if (!above.has(best.node)) {
        above.add(best.node);
        links.push(linkOf(best, node, cited.citation));
      }
    }
  }
  return { families: familiesOf(nodes, links, missing) };
}

function choose(citing: Node, cited: Cited, lookup: Lookup): Match | null {
  const matches: Match[] = [];
  for (const node of lookup.candidates(citing, cited)) {
    const match = weigh(citing, cited, node);
    if (match) matches.push(match);
  }
  matches.sort((a, b) => rank(a) - rank(b) || a.cost - b.cost || (a.node.key < b.node.key ? -1 : 1));
  const [first, second] = matches;
  if (!first || !second || rank(first) < rank(second)) return first ?? null;
  if (first.match === 'exact') return first;
  // The same letter in two files is no doubt; two letters are.
  const twins = first.node.ref?.key === second.node.ref?.key && first.node.date === second.node.date;
  return twins || second.cost - first.cost >= CLEAR ? first : null;
}

/** A wrong digit can hit the number of another matter: then the letter on the same matter, one digit away, is meant. */
function rank(match: Match): number {
  if (match.match === 'exact') return match.strange ? 2 : 0;
  return match.sameMatter ? 1 : 3;
}

function linkOf({ node, match, differences }: Match, to: Node, citation: Citation): Link {
  const days = node.date !== null && to.date !== null ? daysBetween(node.date, to.date) : null;
  return { from: node, to, hop: { from: node.key, to: to.key, days, citation, match, differences } };
}
