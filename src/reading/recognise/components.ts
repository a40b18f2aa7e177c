/** A connected patch of ink: its box (inclusive pixels) and its area in pixels. */
export interface Component {
  x0: number;
  x1: number;
  y0: number;
  y1: number;
  width: number;
  height: number;
  area: number;
}

/** More patches than any page of text has; a page of noise is cut down to its largest. */
const MOST = 15_000;

/** The runs of ink in one row, from left to right. Kept flat: a page has a hundred thousand runs, too many for an object each. */
interface Row {
  count: number;
  from: Int32Array;
  to: Int32Array;
  label: Int32Array;
}

const rowOf = (w: number): Row => {
  const most = (w >> 1) + 1;
  return { count: 0, from: new Int32Array(most), to: new Int32Array(most), label: new Int32Array(most) };
};

/** The 8-connected patches of an ink mask, by runs and union-find; patches below `minArea` are left out. */
export function components(ink: Uint8Array, w: number, h: number, minArea = 1): Component[] {
  const parent: number[] = [];
  const left: number[] = [];
  const right: number[] = [];
  const top: number[] = [];
  const bottom: number[] = [];
  const area: number[] = [];
  const root = (a: number): number => {
    let r = a;
    while (parent[r] !== r) r = parent[r] = parent[parent[r]!]!;
    return r;
  };
  const join = (from: number, to: number) => {
    parent[from] = to;
    if (left[from]! < left[to]!) left[to] = left[from]!;
    if (right[from]! > right[to]!) right[to] = right[from]!;
    if (top[from]! < top[to]!) top[to] = top[from]!;
    area[to]! += area[from]!;
  };
  const eights = new Float64Array(ink.buffer, ink.byteOffset, ink.length >> 3);
  let above = rowOf(w);
  let row = rowOf(w);
  for (let y = 0; y < h; y++) {
    findRuns(ink, eights, y * w, w, row);
    for (let i = 0, p = 0; i < row.count; i++) {
      const x0 = row.from[i]!;
      const x1 = row.to[i]!;
      let label = -1;
      while (p < above.count && above.to[p]! < x0 - 1) p++;
      for (let q = p; q < above.count && above.from[q]! <= x1 + 1; q++) {
        const other = root(above.label[q]!);
        if (label >= 0 && label !== other) join(other, label);
        else label = other;
      }
      if (label < 0) {
        label = parent.push(parent.length) - 1;
        left.push(x0);
        right.push(x1);
        top.push(y);
        bottom.push(y);
        area.push(0);
      }
      if (x0 < left[label]!) left[label] = x0;
      if (x1 > right[label]!) right[label] = x1;
      bottom[label] = y;
      area[label]! += x1 - x0 + 1;
      row.label[i] = label;
    }
    [above, row] = [row, above];
  }
  let found: number[] = [];
  for (let i = 0; i < parent.length; i++) if (parent[i] === i && area[i]! >= minArea) found.push(i);
  if (found.length > MOST) found = found.sort((a, b) => area[b]! - area[a]!).slice(0, MOST);
  return found.map((i) => {
    const [x0, x1, y0, y1] = [left[i]!, right[i]!, top[i]!, bottom[i]!];
    return { x0, x1, y0, y1, width: x1 - x0 + 1, height: y1 - y0 + 1, area: area[i]! };
  });
}

/** Finds the runs of a row that begins at `start`; paper is passed by eight pixels at a time (`eights` is the same mask). */
function findRuns(ink: Uint8Array, eights: Float64Array, start: number, w: number, row: Row): void {
  const end = start + w;
  let count = 0;
  for (let p = start; p < end; ) {
    if (ink[p] === 0) {
      p++;
      if ((p & 7) === 0) while (p < end && eights[p >> 3] === 0) p += 8;
      continue;
    }
    row.from[count] = p - start;
    while (p < end && ink[p] !== 0) p++;
    row.to[count++] = p - start - 1;
  }
  row.count = count;
}
