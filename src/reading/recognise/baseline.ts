import type { Component } from './components.js';
import { eliminate } from './eliminate.js';
import { median } from './measure.js';

/** A patch with its place on the straightened page: the middle, and top and bottom after the page's skew is taken out. */
export interface Placed extends Component {
  middle: number;
  base: number;
  top: number;
}

/**
 * A line of text on the straightened page: `base` at `middle`, with slope and curve (a parabola), found through the bottoms of its
 * letters. `xHeight` is the line's own.
 */
export interface TextLine {
  letters: Placed[];
  x0: number;
  x1: number;
  middle: number;
  base: number;
  slope: number;
  curve: number;
  xHeight: number;
}

/** Puts patches on the straightened page; `tangent` is the page's skew. */
export const place = (patches: Component[], tangent: number): Placed[] =>
  patches.map(({ x0, x1, y0, y1, width, height, area }) => {
    const middle = (x0 + x1) / 2;
    const rise = tangent * middle;
    return { x0, x1, y0, y1, width, height, area, middle, base: y1 - rise, top: y0 - rise };
  });

/** The height of the base line at `x`; beyond the line's ends it goes on straight from the end, without running off the parabola. */
export function baseAt(line: TextLine, x: number): number {
  const bent = (x < line.x0 ? line.x0 : Math.min(x, line.x1)) - line.middle;
  return line.base + line.slope * (x - line.middle) + line.curve * bent * bent;
}

/** A line through letters, level or fitted where there are enough of them. */
export function lineOf(letters: Placed[], xHeight: number): TextLine {
  let x0 = Infinity;
  let x1 = -Infinity;
  for (const c of letters) {
    if (c.x0 < x0) x0 = c.x0;
    if (c.x1 > x1) x1 = c.x1;
  }
  const rough = median(letters.map((c) => c.base));
  const base = median(letters.filter((c) => Math.abs(c.base - rough) < xHeight * 0.3).map((c) => c.base)) || rough;
  const line: TextLine = { letters, x0, x1, middle: (x0 + x1) / 2, base, slope: 0, curve: 0, xHeight };
  fitBase(line, xHeight);
  return line;
}

/** Least squares with the outliers (ตัวเชิง, tall letters) thrown out round by round; the line stays as it was where the fit is wild. */
function fitBase(line: TextLine, xHeight: number): void {
  let kept = line.letters.filter((c) => c.height < xHeight * 1.35);
  if (line.letters.length < 12 || kept.length < 10) return;
  const half = Math.max(1, (line.x1 - line.x0) / 2);
  const bowed = half > xHeight * 8;
  for (let round = 0; round < 4; round++) {
    const order = round > 0 && kept.length >= 20 && bowed ? 3 : 2;
    const z = solve(kept, order, line.middle, half);
    if (!z) return;
    const residue = (c: Placed) => {
      const u = (c.middle - line.middle) / half;
      return c.base - (z[0] + z[1] * u + z[2] * u * u);
    };
    if (Math.abs(z[1] / half) > 0.15 || Math.abs(z[2]) > xHeight * 3) return;
    const offset = median(kept.map(residue));
    line.base = z[0] + offset;
    line.slope = z[1] / half;
    line.curve = z[2] / (half * half);
    const tolerance = xHeight * [0.8, 0.45, 0.3, 0.3][round]!;
    const near = line.letters.filter((c) => c.height < xHeight * 1.35 && Math.abs(residue(c) - offset) < tolerance);
    if (near.length < 10) return;
    kept = near;
  }
}

/** The polynomial of `order` coefficients nearest to the feet of letters, by its normal equations. */
function solve(points: Placed[], order: 2 | 3, middle: number, half: number): [number, number, number] | null {
  const a = Array.from({ length: order }, () => new Float64Array(order + 1));
  for (const c of points) {
    const u = (c.middle - middle) / half;
    const powers = [1, u, u * u];
    for (let i = 0; i < order; i++) {
      for (let j = 0; j < order; j++) a[i]![j]! += powers[i]! * powers[j]!;
      a[i]![order]! += powers[i]! * c.base;
    }
  }
  const found = eliminate(a, 1e-9);
  return found && [found[0]!, found[1]!, found[2] ?? 0];
}
