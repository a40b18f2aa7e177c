import type { Hop, LinkedFamily, Receipt, Step } from '../../../schemas/families.js';
import { daysBetween } from '../calendar.js';
import { append } from './append.js';
import { isOwnStamp } from './arrival.js';
import type { Node } from './nodes.js';

/** The parts of a family that its steps are counted from. `groups`: each letter with its copies, itself first. */
export interface Levels {
  ordered: readonly Node[];
  groups: ReadonlyMap<Node, readonly Node[]>;
  hops: readonly Hop[];
  deadlines: LinkedFamily['deadlines'];
}

/** The relay level by level, from the origin down: days spent, and days left to the nearest deadline that can still be kept. */
export function stepsOf({ ordered, groups, hops, deadlines }: Levels): Step[] {
  const letterOf = new Map<string, Node>();
  for (const node of ordered) letterOf.set(node.key, groups.get(node)![0]!);
  const above = new Map<Node, Set<Node>>();
  const below = new Map<Node, Node[]>();
  for (const { from, to } of hops) {
    const [upper, lower] = [letterOf.get(from)!, letterOf.get(to)!];
    if (upper === lower) continue;
    if (!above.get(lower)?.has(upper)) append(below, upper, lower);
    above.set(lower, (above.get(lower) ?? new Set()).add(upper));
  }
  const stated = new Map<Node, string[]>();
  for (const { date, stated_by } of binding(deadlines)) {
    for (const key of stated_by) append(stated, letterOf.get(key)!, date);
  }
  const known = downwards(ordered, above, below, stated);
  return ordered
    .filter((node) => letterOf.get(node.key) === node)
    .map((node) => {
      const dates = known.get(node) ?? [];
      const uppers = [...(above.get(node) ?? [])].flatMap(({ date }) => date ?? []).sort();
      const deadline = node.date === null ? null : nearest(dates, node.date);
      return {
        letter: node.key,
        date: node.date,
        days: node.date !== null && uppers.length > 0 ? daysBetween(uppers.at(-1)!, node.date) : null,
        deadline,
        days_left: left(node.date, deadline),
        expired_before_receipt: node.date === null ? [] : dates.filter((date) => date < node.date!),
        receipts: receiptsOf(node, groups.get(node)!, below.get(node) ?? [], dates),
      };
    });
}

/** Dated deadlines that hold: none that was called off or moved, none that only cancels. */
export function binding(deadlines: LinkedFamily['deadlines']): { date: string; stated_by: string[] }[] {
  const gone = new Set(deadlines.flatMap(({ supersedes }) => supersedes?.date ?? []));
  return deadlines.flatMap(({ date, supersedes, stated_by }) =>
    date === null || gone.has(date) || supersedes?.change === 'cancel' ? [] : [{ date, stated_by }],
  );
}

/**
 * What each letter knows of deadlines, ascending: its own (`stated`), and those of the letters above it. Those in a ring follow as they stand.
 * `above` and `below`: the next letters.
 */
export function downwards<N>(
  ordered: readonly N[],
  above: ReadonlyMap<N, ReadonlySet<N>>,
  below: ReadonlyMap<N, readonly N[]>,
  stated: ReadonlyMap<N, readonly string[]>,
): Map<N, string[]> {
  const known = new Map<N, Set<string>>();
  const open = new Map(ordered.map((node) => [node, above.get(node)?.size ?? 0]));
  const queue = ordered.filter((node) => open.get(node) === 0);
  const seen = new Set(queue);
  const take = (node: N) => {
    const own = known.get(node) ?? new Set<string>();
    for (const date of stated.get(node) ?? []) own.add(date);
    known.set(node, own);
    for (const lower of below.get(node) ?? []) {
      known.set(lower, new Set([...(known.get(lower) ?? []), ...own]));
      open.set(lower, open.get(lower)! - 1);
      if (open.get(lower)! > 0 || seen.has(lower)) continue;
      seen.add(lower);
      queue.push(lower);
    }
  };
  for (let i = 0; i < queue.length; i++) take(queue[i]!);
  for (const node of ordered) if (!seen.has(node)) take(node);
  return new Map([...known].map(([node, dates]) => [node, [...dates].sort()]));
}

/** The first deadline of a sorted list that has not passed on a day, else the last that has. */
export function nearest(dates: readonly string[], day: string): string | null {
  return dates.find((date) => date >= day) ?? dates.at(-1) ?? null;
}

const left = (day: string | null, deadline: string | null) =>
  day === null || deadline === null ? null : daysBetween(day, deadline);

/** Where a letter came in, by all stamps on it, each once. */
function receiptsOf(
  letter: Node,
  copies: readonly Node[],
  lower: readonly Node[],
  dates: readonly string[],
): Receipt[] {
  const found = new Map<string, Receipt>();
  for (const { key, letter: paper } of copies) {
    for (const { office, date } of paper.received) {
      // A stamp read as earlier than the letter was misread.
      if (date === null || (letter.date !== null && date < letter.date) || found.has(`${office}|${date}`)) continue;
      found.set(`${office}|${date}`, {
        on: key,
        office,
        date,
        to: lower.find((next) => isOwnStamp(office, next) === true)?.key ?? null,
        days: letter.date === null ? null : daysBetween(letter.date, date),
        days_left: left(date, nearest(dates, date)),
      });
    }
  }
  return [...found.values()].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}
