import { baseAt, lineOf, type Placed, type TextLine } from './baseline.js';

/** Says whether ink (a dotted leader, a rule) joins two pieces of one line between `x0` and `x1` at height `base`. */
export type Bridge = (x0: number, x1: number, base: number) => boolean;

/** A gap of this many consonant heights splits a row: columns, the letterhead's two sides, จำนวน ๑ ชุด. */
const SPLIT = 3.2;
/** Over a gap of this many nothing joins, whatever ink lies in it. */
const WIDEST = 14;
/** More pieces than a page has; what is left of a page of noise after the longest is not looked at. */
const MOST_PIECES = 400;

/** Chains letters into lines on their base lines. `xHeight` is the size looked for; patches of other sizes are left alone. */
export function findLines(patches: Placed[], xHeight: number, pageWidth: number, bridge?: Bridge): TextLine[] {
  const lines = joinChains(chains(patches, xHeight), xHeight, bridge);
  takeSmall(lines, patches, xHeight);
  return lines.filter((l) => (l.letters.length >= 2 || l.x1 - l.x0 > xHeight * 0.35) && l.x1 - l.x0 < pageWidth * 0.99);
}

/** Lines as chains of letters make them, without the marks and stops at their ends. */
function joinChains(found: Placed[][], xHeight: number, bridge?: Bridge): TextLine[] {
  let pieces = found.map((letters) => lineOf(letters, xHeight));
  if (pieces.length > MOST_PIECES) {
    pieces = pieces.sort((a, b) => b.letters.length - a.letters.length).slice(0, MOST_PIECES);
  }
  return dropGhosts(join(pieces, xHeight, bridge), xHeight);
}

/** Letters of about the same size, each with the next one beside it: they may wind. */
export function chains(patches: Placed[], xHeight: number): Placed[][] {
  const letters = patches.filter(
    (c) =>
      c.height >= xHeight * 0.62 &&
      c.height <= xHeight * 1.75 &&
      c.width <= xHeight * 14 &&
      c.width >= xHeight * 0.12 &&
      c.area > c.width * c.height * 0.07,
  );
  letters.sort((a, b) => a.x0 - b.x0 || a.y0 - b.y0);
  return chain(letters, xHeight);
}

/** Links each letter to the nearest one on its right that stands on the same base line. */
function chain(letters: Placed[], xHeight: number): Placed[][] {
  const parent = letters.map((_, i) => i);
  const root = (a: number): number => {
    let r = a;
    while (parent[r] !== r) r = parent[r] = parent[parent[r]!]!;
    return r;
  };
  const rows = new Map<number, number[]>();
  const rowOf = (c: Placed) => Math.round(c.base / xHeight);
  letters.forEach((c, i) => {
    const row = rows.get(rowOf(c));
    if (row) row.push(i);
    else rows.set(rowOf(c), [i]);
  });
  letters.forEach((c, i) => {
    let next = -1;
    let nearest = Infinity;
    for (let d = -1; d <= 1; d++) {
      for (const j of rows.get(rowOf(c) + d) ?? []) {
        const o = letters[j]!;
        if (j === i || o.x0 <= c.x0) continue;
        const gap = o.x0 - c.x1;
        if (gap > xHeight * SPLIT || gap < -xHeight * 0.8) continue;
        const drop = Math.abs(o.base - c.base);
        const overlap = Math.min(o.base, c.base) - Math.max(o.top, c.top);
        const beside = overlap > 0.75 * Math.min(c.height, o.height) && drop < xHeight * 0.62;
        if (drop > xHeight * 0.3 && !beside) continue;
        const distance = Math.max(0, gap) + drop * 2;
        if (distance < nearest) {
          nearest = distance;
          next = j;
        }
      }
    }
    if (next >= 0) parent[root(next)] = root(i);
  });
  const groups = new Map<number, Placed[]>();
  letters.forEach((c, i) => {
    const group = groups.get(root(i));
    if (group) group.push(c);
    else groups.set(root(i), [c]);
  });
  return [...groups.values()];
}

/** Joins pieces that go on from one another on one base line, over a wide gap only where a bridge spans it. */
function join(pieces: TextLine[], xHeight: number, bridge?: Bridge): TextLine[] {
  const lines = [...pieces].sort((a, b) => a.x0 - b.x0 || a.base - b.base);
  const meet = (a: TextLine, b: TextLine): boolean => {
    const gap = b.x0 - a.x1;
    const x = (a.x1 + b.x0) / 2;
    const left = baseAt(a, x);
    const right = baseAt(b, x);
    if (Math.abs(left - right) > xHeight * 0.45) return false;
    return gap <= xHeight * SPLIT || (bridge?.(a.x1, b.x0, (left + right) / 2) ?? false);
  };
  for (let i = 0; i < lines.length; i++) {
    for (let j = i + 1; j < lines.length; j++) {
      const a = lines[i]!;
      const b = lines[j]!;
      // They are in order: what follows begins further on still.
      if (b.x0 - a.x1 > xHeight * WIDEST) break;
      if (!meet(a, b)) continue;
      const more = a.letters.length >= b.letters.length ? a : b;
      const letters = a.letters.concat(b.letters);
      const fewer = Math.min(a.letters.length, b.letters.length);
      // A scrap beside a long line must not bend it: the long line keeps its fit.
      lines[i] =
        fewer >= 5 || letters.length < 40
          ? lineOf(letters, xHeight)
          : { ...more, letters, x0: Math.min(a.x0, b.x0), x1: Math.max(a.x1, b.x1) };
      lines.splice(j, 1);
      j = i;
    }
  }
  return lines;
}

/** Drops short pieces that lie in the band of a longer line: its rows of vowels and tone marks. */
function dropGhosts(lines: TextLine[], xHeight: number): TextLine[] {
  const kept: TextLine[] = [];
  for (const l of [...lines].sort((a, b) => b.letters.length - a.letters.length || a.base - b.base || a.x0 - b.x0)) {
    const ghost = kept.some((k) => {
      if (k.letters.length < 3 * l.letters.length && k.letters.length < 6) return false;
      const d = l.base - baseAt(k, (l.x0 + l.x1) / 2);
      return d > -1.75 * xHeight && d < xHeight * 0.95 && l.x0 >= k.x0 - xHeight && l.x1 <= k.x1 + xHeight * 2;
    });
    if (!ghost) kept.push(l);
  }
  return kept;
}

/** Stretches lines over the thin letters, full stops and marks at their ends. */
function takeSmall(lines: TextLine[], patches: Placed[], xHeight: number): void {
  const small = patches.filter((c) => c.height <= xHeight * 2.6 && c.width <= xHeight * 6 && c.area >= 4);
  small.sort((a, b) => a.base - b.base);
  const bases = Float64Array.from(small, (c) => c.base);
  for (const line of lines) {
    const ends = [baseAt(line, line.x0), baseAt(line, line.middle), baseAt(line, line.x1)];
    // A line's growth may fall or rise a little further; nothing lower than a tail or higher than two marks belongs to it.
    const from = firstFrom(bases, Math.min(...ends) - 3.2 * xHeight);
    const to = firstFrom(bases, Math.max(...ends) + 2 * xHeight);
    growOver(line, small.slice(from, to), xHeight);
  }
}

/** The first place in sorted values that is not below `least`. */
function firstFrom(values: Float64Array, least: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

function growOver(line: TextLine, around: Placed[], xHeight: number): void {
  const near = around.filter((c) => {
    const base = baseAt(line, c.middle);
    return c.top >= base - 2.15 * xHeight && c.base <= base + 0.95 * xHeight;
  });
  for (let round = 0, grown = true; grown && round < 4; round++) {
    grown = false;
    for (const c of near) {
      const above = c.base < baseAt(line, c.middle) - xHeight;
      if (above && (c.middle < line.x0 - xHeight * 0.4 || c.middle > line.x1 + xHeight * 0.4)) continue;
      if (c.x0 < line.x0 && line.x0 - c.x1 < xHeight * 1.4) {
        line.x0 = c.x0;
        grown = true;
      } else if (c.x1 > line.x1 && c.x0 - line.x1 < xHeight * 1.4) {
        line.x1 = c.x1;
        grown = true;
      }
    }
  }
}
