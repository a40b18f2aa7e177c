import type { Component } from './components.js';
import type { Plane } from './pixels.js';

/** A ruled box, possibly tilted: its middle, its sides and the tangent of its tilt (positive where it falls to the right). Pixels. */
export interface Frame {
  x: number;
  y: number;
  width: number;
  height: number;
  tangent: number;
}

/** Receive stamps in consonant heights: three to six lines of a few words. Tables are larger, tick boxes smaller. */
const WIDTH = [12, 45] as const;
const HEIGHT = [4, 18] as const;
/** How much of a side must be inked. A dense row of print stays below a half. */
const SOLID = 0.7;
const MOST_TILT = 8;
/** Boxes looked at on one page; a page of little boxes is a form. */
const MOST = 8;

/** The boxes of a receive stamp's size on a page. `ink` must still have its rules; `patches` are its components. */
export function findFrames(ink: Uint8Array, w: number, patches: Component[], xHeight: number): Frame[] {
  const fits = (c: Component) =>
    c.width >= xHeight * WIDTH[0] &&
    c.height >= xHeight * HEIGHT[0] &&
    c.width <= xHeight * WIDTH[1] * 1.6 &&
    c.height <= xHeight * HEIGHT[1] * 2 &&
    c.area < c.width * c.height * 0.35;
  return patches
    .filter(fits)
    .sort((a, b) => b.area - a.area)
    .slice(0, MOST)
    .map((c) => frameIn(ink, w, c, xHeight))
    .filter((f): f is Frame => f !== null)
    .sort((a, b) => a.y - b.y || a.x - b.x);
}

/** Looks in a component's box for two solid parallel rules with two solid upright ones between them, at every tilt. */
function frameIn(ink: Uint8Array, w: number, c: Component, xHeight: number): Frame | null {
  const xs: number[] = [];
  const ys: number[] = [];
  for (let y = c.y0; y <= c.y1; y++) {
    for (let x = c.x0; x <= c.x1; x++) {
      if (!ink[y * w + x]) continue;
      xs.push(x);
      ys.push(y);
    }
  }
  let best: { score: number; tangent: number; peaks: [number, number] } | null = null;
  for (let step = -MOST_TILT * 4; step <= MOST_TILT * 4; step++) {
    const tangent = Math.tan((step * Math.PI) / 720);
    const rows = histogram(ys, xs, -tangent);
    const peaks = twoPeaks(rows, xHeight * (HEIGHT[0] - 0.5), xHeight * HEIGHT[1]);
    if (peaks && (!best || peaks.score > best.score)) best = { ...peaks, tangent };
  }
  if (!best || best.peaks[1] - best.peaks[0] < 4) return null;
  const { tangent, peaks } = best;
  // Upright rules: only ink between the two level ones counts.
  const inner: number[] = [];
  const innerY: number[] = [];
  xs.forEach((x, i) => {
    const v = ys[i]! - tangent * x;
    if (v < peaks[0] - 2 || v > peaks[1] + 2) return;
    inner.push(x);
    innerY.push(ys[i]!);
  });
  const sides = twoPeaks(histogram(inner, innerY, tangent), xHeight * WIDTH[0], xHeight * WIDTH[1]);
  if (!sides) return null;
  const width = sides.peaks[1] - sides.peaks[0];
  const height = peaks[1] - peaks[0];
  if (sides.low < height * SOLID * 0.8 || best.score < width * SOLID * 2) return null;
  const u = (sides.peaks[0] + sides.peaks[1]) / 2;
  const v = (peaks[0] + peaks[1]) / 2;
  // From the sheared coordinates (u = x + t·y, v = y - t·x) back to the page.
  const x = (u - tangent * v) / (1 + tangent * tangent);
  return { x, y: v + tangent * x, width, height, tangent };
}

/** How many points fall on each whole value of a + factor·b, each counted on the two rows that it touches (rules are thick). */
function histogram(a: number[], b: number[], factor: number): Map<number, number> {
  const out = new Map<number, number>();
  a.forEach((value, i) => {
    const k = Math.round(value + factor * b[i]!);
    out.set(k, (out.get(k) ?? 0) + 1);
  });
  return out;
}

/** The two strongest values at a distance within the range; `low` is the weaker one's count. */
function twoPeaks(rows: Map<number, number>, least: number, most: number) {
  const strong = [...rows].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 24);
  let best: { score: number; low: number; peaks: [number, number] } | null = null;
  for (const [a, na] of strong) {
    for (const [b, nb] of strong) {
      if (b - a < least || b - a > most || na + nb <= (best?.score ?? 0)) continue;
      best = { score: na + nb, low: Math.min(na, nb), peaks: [a, b] };
    }
  }
  return best;
}

/** Whether a point of the page lies in a frame, `margin` pixels beyond its rules included. */
export function inFrame(f: Frame, x: number, y: number, margin = 0): boolean {
  const u = x - f.x + f.tangent * (y - f.y);
  const v = y - f.y - f.tangent * (x - f.x);
  return Math.abs(u) <= f.width / 2 + margin && Math.abs(v) <= f.height / 2 + margin;
}

/** The inside of a frame, set level, `factor` times as large (bilinear). `scale` is plane pixels a page pixel. */
export function cutFrame(plane: Plane, f: Frame, scale: number, factor: number, inset: number): Plane {
  const { data: g, width: w, height: h } = plane;
  const inner = { width: f.width - 2 * inset, height: f.height - 2 * inset };
  const width = Math.max(1, Math.round(inner.width * scale * factor));
  const height = Math.max(1, Math.round(inner.height * scale * factor));
  const data = new Uint8Array(width * height);
  for (let j = 0; j < height; j++) {
    for (let i = 0; i < width; i++) {
      const u = i / (scale * factor) - inner.width / 2;
      const v = j / (scale * factor) - inner.height / 2;
      const x = (f.x + u - f.tangent * v) * scale;
      const y = (f.y + v + f.tangent * u) * scale;
      const fx = Math.min(Math.max(x, 0), w - 1.001);
      const fy = Math.min(Math.max(y, 0), h - 1.001);
      const ix = Math.floor(fx);
      const iy = Math.floor(fy);
      const ax = fx - ix;
      const ay = fy - iy;
      const p = iy * w + ix;
      data[j * width + i] =
        (g[p]! * (1 - ax) + g[p + 1]! * ax) * (1 - ay) + (g[p + w]! * (1 - ax) + g[p + w + 1]! * ax) * ay;
    }
  }
  return { data, width, height };
}
