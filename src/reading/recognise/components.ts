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

/** The 8-connected patches of an ink mask, by runs and union-find; patches below `minArea` are left out. */
export function components(ink: Uint8Array, w: number, h: number, minArea = 1): Component[] {
  const parent: number[] = [];
  const box: { x0: number; x1: number; y0: number; y1: number; area: number }[] = [];
  const root = (a: number): number => {
    let r = a;
    while (parent[r] !== r) r = parent[r] = parent[parent[r]!]!;
    return r;
  };
  let above: { x0: number; x1: number; label: number }[] = [];
  for (let y = 0; y < h; y++) {
    const row: typeof above = [];
    for (let x = 0, o = y * w; x < w; ) {
      if (!ink[o + x]) {
        x++;
        continue;
      }
      const start = x;
      while (x < w && ink[o + x]) x++;
      row.push({ x0: start, x1: x - 1, label: -1 });
    }
    let p = 0;
    for (const run of row) {
      while (p < above.length && above[p]!.x1 < run.x0 - 1) p++;
      for (let q = p; q < above.length && above[q]!.x0 <= run.x1 + 1; q++) {
        const other = root(above[q]!.label);
        if (run.label < 0) run.label = other;
        else if (root(run.label) !== other) {
          const mine = root(run.label);
          parent[other] = mine;
          const a = box[mine]!;
          const b = box[other]!;
          a.x0 = Math.min(a.x0, b.x0);
          a.x1 = Math.max(a.x1, b.x1);
          a.y0 = Math.min(a.y0, b.y0);
          a.y1 = Math.max(a.y1, b.y1);
          a.area += b.area;
        }
      }
      if (run.label < 0) {
        run.label = parent.length;
        parent.push(run.label);
        box.push({ x0: run.x0, x1: run.x1, y0: y, y1: y, area: 0 });
      }
      run.label = root(run.label);
      const b = box[run.label]!;
      if (run.x0 < b.x0) b.x0 = run.x0;
      if (run.x1 > b.x1) b.x1 = run.x1;
      b.y1 = y;
      b.area += run.x1 - run.x0 + 1;
    }
    above = row;
  }
  const found = box
    .filter((b, i) => parent[i] === i && b.area >= minArea)
    .map((b) => ({ ...b, width: b.x1 - b.x0 + 1, height: b.y1 - b.y0 + 1 }));
  return found.length <= MOST ? found : found.sort((a, b) => b.area - a.area).slice(0, MOST);
}
