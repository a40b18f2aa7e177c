import type { Family } from '../../../schemas/families.js';
import type { Citation, Deadline } from '../../../schemas/record.js';
import { refParts } from './distance.js';
import { Groups } from './groups.js';
import type { Node } from './nodes.js';
import type { Link } from './relate.js';

/** Adds to the list under a key. */
export function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** Letters joined by links, with origin, order, deadlines and the citations that lead nowhere. A letter alone is no family. */
export function familiesOf(
  nodes: readonly Node[],
  links: readonly Link[],
  missing: ReadonlyMap<Node, Citation[]>,
): Family[] {
  const groups = new Groups();
  for (const { from, to } of links) groups.join(from.index, to.index);
  const members = new Map<number, Node[]>();
  for (const node of nodes) append(members, groups.root(node.index), node);
  const linksOf = new Map<number, Link[]>();
  for (const link of links) append(linksOf, groups.root(link.from.index), link);
  return [...members].flatMap(([root, list]) => {
    const own = linksOf.get(root) ?? [];
    if (own.length === 0) return [];
    return [familyOf(list, own, once(list.flatMap((node) => missing.get(node) ?? [])))];
  });
}

function familyOf(members: readonly Node[], links: readonly Link[], missing: Citation[]): Family {
  const ordered = inOrder(members, links);
  const origin = ordered[0]!;
  const rank = new Map(ordered.map((node, i) => [node, i]));
  const byRank = [...links].sort((a, b) => rank.get(a.from)! - rank.get(b.from)! || rank.get(a.to)! - rank.get(b.to)!);
  return {
    subject: origin.letter.subject ?? ordered.find((node) => node.letter.subject !== null)?.letter.subject ?? null,
    origin: origin.key,
    letters: ordered.map((node) => node.key),
    hops: byRank.map((link) => link.hop),
    missing,
    deadlines: deadlinesOf(ordered),
  };
}

/** From the origin down the hops; earlier dates first among those of one step. */
function inOrder(members: readonly Node[], links: readonly Link[]): Node[] {
  const down = new Map<Node, Node[]>();
  const above = new Map<Node, number>();
  for (const { from, to } of links) {
    append(down, from, to);
    above.set(to, (above.get(to) ?? 0) + 1);
  }
  const byDate = (a: Node, b: Node) =>
    (a.date ?? '9') < (b.date ?? '9') ? -1 : (a.date ?? '9') > (b.date ?? '9') ? 1 : a.key < b.key ? -1 : 1;
  const tops = members
    .filter((node) => !above.has(node))
    .sort((a, b) => reach(b, down) - reach(a, down) || byDate(a, b));
  const ordered: Node[] = [];
  const seen = new Set<Node>();
  // Letters that cite each other in a ring have no top; they follow by date.
  for (const top of [...tops, ...[...members].sort(byDate)]) {
    const queue = [top];
    for (let i = 0; i < queue.length; i++) {
      const node = queue[i]!;
      if (seen.has(node)) continue;
      seen.add(node);
      ordered.push(node);
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
    const key = `${refParts(citation.reference)?.key ?? citation.reference}|${citation.date}`;
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
