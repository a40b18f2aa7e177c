import type { Ask, Families, Family, LinkedHop } from '../../../schemas/families.js';
import type { Citation } from '../../../schemas/record.js';
import { daysBetween } from '../calendar.js';
import { append } from './append.js';
import { type Choice, choiceOf } from './choice.js';
import { familiesOf, oneFamilyOf } from './family.js';
import { Lookup } from './lookup.js';
import { type Cited, type Compared, citationsOf, type KeyedLetter, type Node, nodeOf } from './nodes.js';
import { type Match, weigh } from './weigh.js';

export type { KeyedLetter } from './nodes.js';

/** A step between two letters. */
export interface Link {
  from: Node;
  to: Node;
  hop: LinkedHop;
}

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
      citationsOf(node.letter).map((cited): Outcome => {
        const choice = choose(node, cited, lookup);
        return {
          citing: node,
          citation: cited.citation,
          chosen: choice.kind === 'link' ? choice.match : null,
          candidates: choice.kind === 'ask' ? namedCandidates(choice, ({ key }) => key) : [],
        };
      }),
    ),
  );
}

/** A citation, the letter that was chosen for it, if any, and those that a person is asked about where it is open. */
export interface Outcome {
  citing: Node;
  citation: Citation;
  chosen: Pick<Match<Node>, 'node' | 'match' | 'differences'> | null;
  candidates: Ask['candidates'];
}

/** The letters of an open citation as they are shown. */
export function namedCandidates<N extends Compared>(
  { candidates }: Extract<Choice<N>, { kind: 'ask' }>,
  keyOf: (node: N) => string,
): Ask['candidates'] {
  return candidates.map(({ node, ...rest }) => ({ key: keyOf(node), ...rest }));
}

/**
 * The families that the outcomes of citations join letters into, in the order of the letters. The outcomes of one letter come in
 * the order of its citations; the second of two that mean the same letter adds nothing. `register`: see `surroundingsOf`.
 */
export function familiesFrom(
  nodes: readonly Node[],
  outcomes: readonly Outcome[],
  register: readonly Compared[] = [],
): Families {
  const { links, missing, asks } = linked(outcomes);
  return { families: familiesOf(nodes, links, missing, asks, register) };
}

/** The same for letters that are known to be of one family. */
export function familyFrom(
  nodes: readonly Node[],
  outcomes: readonly Outcome[],
  register: readonly Compared[] = [],
): Family {
  const { links, missing, asks } = linked(outcomes);
  return oneFamilyOf(nodes, links, missing, asks, register);
}

function linked(outcomes: readonly Outcome[]) {
  const links: Link[] = [];
  const missing = new Map<Node, Citation[]>();
  const asks = new Map<Node, Ask[]>();
  const above = new Map<Node, Set<Node>>();
  for (const { citing, citation, chosen, candidates } of outcomes) {
    const known = above.get(citing) ?? new Set();
    above.set(citing, known);
    if (candidates.length > 0) append(asks, citing, { citation, by: citing.key, candidates });
    else if (!chosen) append(missing, citing, citation);
    else if (!known.has(chosen.node)) {
      known.add(chosen.node);
      links.push(linkOf(chosen, citing, citation));
    }
  }
  return { links, missing, asks };
}

/** What becomes of a citation, of all letters that the look-up holds. */
export function choose<N extends Compared>(citing: Compared, cited: Cited, lookup: Lookup<N>): Choice<N> {
  const matches: Match<N>[] = [];
  for (const node of lookup.candidates(citing, cited)) {
    const match = weigh(citing, cited, node);
    if (match) matches.push(match);
  }
  return choiceOf(matches, cited);
}

function linkOf({ node, match, differences }: NonNullable<Outcome['chosen']>, to: Node, citation: Citation): Link {
  const days = node.date !== null && to.date !== null ? daysBetween(node.date, to.date) : null;
  return { from: node, to, hop: { from: node.key, to: to.key, days, citation, match, differences } };
}
