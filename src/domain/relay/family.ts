import type { Ask, Family, LinkedFamily } from '../../../schemas/families.js';
import type { Citation, Deadline } from '../../../schemas/record.js';
import { append } from './append.js';
import { copiesOf } from './copies.js';
import { detailsOf, groupsOf, type Papers, type Surroundings, surroundingsOf } from './details.js';
import { refParts } from './distance.js';
import { Groups } from './groups.js';
import type { Compared, Node } from './nodes.js';
import type { Link } from './relate.js';

/**
 * Letters joined by links, the papers of one letter among them, with origin, order, deadlines, the citations that lead nowhere,
 * those that are asked, and what the letters tell together. A letter alone is no family, unless it asks. `register`: see `surroundingsOf`.
 */
export function familiesOf(
  nodes: readonly Node[],
  links: readonly Link[],
  missing: ReadonlyMap<Node, Citation[]>,
  asks: ReadonlyMap<Node, Ask[]>,
  register: readonly Compared[] = [],
): Family[] {
  const around = surroundingsOf(nodes, register);
  const groups = new Groups();
  for (const { from, to } of links) groups.join(from.index, to.index);
  for (const [first, ...papers] of copiesOf(nodes)) for (const paper of papers) groups.join(first!.index, paper.index);
  const members = new Map<number, Node[]>();
  for (const node of nodes) append(members, groups.root(node.index), node);
  const linksOf = new Map<number, Link[]>();
  for (const link of links) append(linksOf, groups.root(link.from.index), link);
  return [...members].flatMap(([root, list]) => {
    const own = linksOf.get(root) ?? [];
    const open = list.flatMap((node) => asks.get(node) ?? []);
    if (own.length === 0 && open.length === 0) return [];
    return [familyOf(list, own, once(list.flatMap((node) => missing.get(node) ?? [])), open, around)];
  });
}

/** These letters as one family, however many links join them: what somebody sees of one that is larger. None but one at least. */
export function oneFamilyOf(
  nodes: readonly Node[],
  links: readonly Link[],
  missing: ReadonlyMap<Node, Citation[]>,
  asks: ReadonlyMap<Node, Ask[]>,
  register: readonly Compared[] = [],
): Family {
  const around = surroundingsOf(nodes, register);
  const all = once(nodes.flatMap((node) => missing.get(node) ?? []));
  return familyOf(
    nodes,
    links,
    all,
    nodes.flatMap((node) => asks.get(node) ?? []),
    around,
  );
}

function familyOf(
  members: readonly Node[],
  links: readonly Link[],
  missing: Citation[],
  asks: Ask[],
  around: Surroundings,
): Family {
  const groups = groupsOf(members);
  const ordered = inOrder(members, links, groups);
  const origin = ordered[0]!;
  const rank = new Map(ordered.map((node, i) => [node, i]));
  const byRank = [...links].sort((a, b) => rank.get(a.from)! - rank.get(b.from)! || rank.get(a.to)! - rank.get(b.to)!);
  const linked: LinkedFamily = {
    subject: origin.letter.subject ?? ordered.find((node) => node.letter.subject !== null)?.letter.subject ?? null,
    origin: origin.key,
    letters: ordered.map((node) => node.key),
    hops: byRank.map((link) => link.hop),
    missing: missing.filter(isNotAmong(links)),
    asks,
    deadlines: deadlinesOf(ordered),
  };
  return detailsOf(linked, ordered, groups, around);
}

/** One paper of a letter may lead where another does not: what one of them led to is not missing. */
function isNotAmong(links: readonly Link[]): (citation: Citation) => boolean {
  const led = new Set(links.map(({ hop }) => citationKey(hop.citation)));
  return (citation) => !led.has(citationKey(citation));
}

const citationKey = ({ reference, date }: Citation) => `${refParts(reference)?.key ?? reference}|${date}`;

/** From the origin down the hops; earlier dates first among those of one step. The papers of one letter stand together. */
function inOrder(members: readonly Node[], links: readonly Link[], groups: Papers): Node[] {
  const letterOf = (node: Node) => groups.get(node)![0]!;
  const letters = members.filter((node) => letterOf(node) === node);
  const down = new Map<Node, Node[]>();
  const above = new Set<Node>();
  for (const { from, to } of links) {
    if (letterOf(from) === letterOf(to)) continue;
    append(down, letterOf(from), letterOf(to));
    above.add(letterOf(to));
  }
  const byDate = (a: Node, b: Node) =>
    (a.date ?? '9') < (b.date ?? '9') ? -1 : (a.date ?? '9') > (b.date ?? '9') ? 1 : a.key < b.key ? -1 : 1;
  const tops = letters
    .filter((node) => !above.has(node))
    .sort((a, b) => reach(b, down) - reach(a, down) || byDate(a, b));
  const ordered: Node[] = [];
  const seen = new Set<Node>();
  // Letters that cite each other in a ring have no top; they follow by date.
  for (const top of [...tops, ...[...letters].sort(byDate)]) {
    const queue = [top];
    for (let i = 0; i < queue.length; i++) {
      const node = queue[i]!;
      if (seen.has(node)) continue;
      seen.add(node);
      ordered.push(...groups.get(node)!);
      queue.push(...[...(down.get(node) ?? [])].sort(byDate));
    }
  }
  return ordered;
}

/** How many letters came down from one. */
function reach(top: Node, down: ReadonlyMap<Node, Node[]>): number {
  const seen = new Set<Node>([top]);
  const queue = [top];
  for (let i = 0; i < queue.length; i++) {
    for (const next of down.get(queue[i]!) ?? []) {
      if (!seen.has(next)) {
        seen.add(next);
        queue.push(next);
      }
    }
  }
  return seen.size;
}

/** One citation that several letters make is missing once. */
function once(citations: readonly Citation[]): Citation[] {
  const byKey = new Map<string, Citation>();
  for (const citation of citations) {
    const key = citationKey(citation);
    if (!byKey.has(key)) byKey.set(key, citation);
  }
  return [...byKey.values()];
}

/** The deadlines of a family, nearest first; one that several letters state is listed once with all of them. */
function deadlinesOf(nodes: readonly Node[]): Family['deadlines'] {
  const byKey = new Map<string, Deadline & { stated_by: string[] }>();
  for (const node of nodes) {
    for (const deadline of node.letter.deadlines) {
      // What is counted from receipt falls on another day for each reader.
      const key =
        deadline.date !== null
          ? `${deadline.date} ${deadline.time ?? ''} ${deadline.kind === 'event'}`
          : (deadline.recurrence ?? `${node.key} ${deadline.text}`);
      const known = byKey.get(key);
      if (!known) byKey.set(key, { ...deadline, stated_by: [node.key] });
      else if (!known.stated_by.includes(node.key)) known.stated_by.push(node.key);
    }
  }
  return [...byKey.values()].sort((a, b) =>
    (a.date ?? '9') < (b.date ?? '9') ? -1 : (a.date ?? '9') > (b.date ?? '9') ? 1 : 0,
  );
}
