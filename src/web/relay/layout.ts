import type { ChainEdge, ChainNode, Level, MatterChain } from '../../../schemas/matters.js';

/** Where the stops of a chain stand in its picture: columns from the highest level to the lowest, pure. */

const ORDER: readonly Level[] = ['central', 'province', 'district', 'local', 'other'];
/** More letters in one column than this are told as one stop with their number, until somebody opens it. */
export const MOST_IN_COLUMN = 8;

/** A stop, or many of one column as one. */
export interface Stop {
  id: string;
  column: number;
  row: number;
  node: ChainNode | null;
  group: ChainNode[];
}

export interface Laid {
  columns: { id: string; level: Level | null; count: number; collapsed: boolean }[];
  stops: Stop[];
  edges: { id: string; from: string; to: string; edges: ChainEdge[] }[];
}

/** The level that a stop stands on: a letter that is only cited stands above the highest that cites it. */
function placesOf({ nodes, edges }: MatterChain): Map<string, { level: number; depth: number }> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const above = new Map<string, string[]>();
  for (const { from, to } of edges) above.set(to, [...(above.get(to) ?? []), from]);
  const below = new Map<string, string[]>();
  for (const { from, to } of edges) below.set(from, [...(below.get(from) ?? []), to]);
  const places = new Map<string, { level: number; depth: number }>();
  const place = (id: string, path: readonly string[]): { level: number; depth: number } => {
    const known = places.get(id);
    if (known || path.includes(id)) return known ?? { level: ORDER.length, depth: 0 };
    const node = byId.get(id)!;
    const next = [...path, id];
    if (node.kind === 'cited') {
      const levels = (below.get(id) ?? []).map((to) => ORDER.indexOf(byId.get(to)?.level ?? 'other'));
      const found = { level: Math.min(...levels, ORDER.length) - 0.5, depth: 0 };
      places.set(id, found);
      return found;
    }
    const uppers = (above.get(id) ?? []).map((from) => place(from, next));
    const highest = Math.max(-1, ...uppers.map(({ level }) => level));
    const own = node.level === null ? highest + 0.5 : ORDER.indexOf(node.level);
    // A letter never stands left of the one that it carries on.
    const level = Math.max(own, highest);
    const depth = Math.max(-1, ...uppers.filter((upper) => upper.level === level).map((upper) => upper.depth)) + 1;
    const found = { level, depth };
    places.set(id, found);
    return found;
  };
  for (const { id } of nodes) place(id, []);
  return places;
}

/** `open`: the columns that somebody opened. */
export function layOut(chain: MatterChain, open: ReadonlySet<string>): Laid {
  const places = placesOf(chain);
  const keyOf = (id: string) => {
    const { level, depth } = places.get(id)!;
    return `${level} ${depth}`;
  };
  const keys = [...new Set(chain.nodes.map(({ id }) => keyOf(id)))].sort((a, b) => {
    const [x, y] = [a, b].map((key) => key.split(' ').map(Number) as [number, number]);
    return x![0] - y![0] || x![1] - y![1];
  });
  const stopOf = new Map<string, string>();
  const stops: Stop[] = [];
  const columns = keys.map((key, column): Laid['columns'][number] => {
    const nodes = chain.nodes.filter(({ id }) => keyOf(id) === key);
    const collapsed = nodes.length > MOST_IN_COLUMN && !open.has(key);
    if (collapsed) {
      const id = `group ${key}`;
      // The own letter is always seen.
      const own = nodes.filter((node) => node.own);
      own.forEach((node, row) => {
        stops.push({ id: node.id, column, row, node, group: [] });
      });
      const others = nodes.filter((node) => !node.own);
      stops.push({ id, column, row: own.length, node: null, group: others });
      for (const node of others) stopOf.set(node.id, id);
    } else {
      nodes.forEach((node, row) => {
        stops.push({ id: node.id, column, row, node, group: [] });
      });
    }
    return { id: key, level: nodes[0]?.level ?? null, count: nodes.length, collapsed };
  });
  const grouped = new Map<string, ChainEdge[]>();
  for (const edge of chain.edges) {
    const id = `${stopOf.get(edge.from) ?? edge.from}>${stopOf.get(edge.to) ?? edge.to}`;
    grouped.set(id, [...(grouped.get(id) ?? []), edge]);
  }
  const edges = [...grouped].map(([id, list]) => ({
    id,
    from: stopOf.get(list[0]!.from) ?? list[0]!.from,
    to: stopOf.get(list[0]!.to) ?? list[0]!.to,
    edges: list,
  }));
  return { columns, stops, edges: edges.filter(({ from, to }) => from !== to) };
}

/** The stops of a chain from above, each after one that leads to it; `depth` from the top. */
export function inOrder({ nodes, edges }: MatterChain): { node: ChainNode; depth: number; edge: ChainEdge | null }[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const reached = new Set(edges.map(({ to }) => to));
  const told = new Set<string>();
  const list: { node: ChainNode; depth: number; edge: ChainEdge | null }[] = [];
  const walk = (id: string, depth: number, edge: ChainEdge | null) => {
    const node = byId.get(id);
    if (!node || told.has(id)) return;
    told.add(id);
    list.push({ node, depth, edge });
    for (const next of edges) if (next.from === id) walk(next.to, depth + 1, next);
  };
  for (const { id } of nodes) if (!reached.has(id)) walk(id, 0, null);
  for (const { id } of nodes) walk(id, 0, null);
  return list;
}
