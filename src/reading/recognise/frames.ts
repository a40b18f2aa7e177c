import { zeros } from '../page-memory.js';
import { type Component, components } from './components.js';
import type { Plane } from './pixels.js';

/**
 * A ruled box: its middle and its sides in pixels. `tangent` is the tilt of its level rules (positive where they fall to the right),
 * `lean` that of its upright ones (the same where it is turned; different on a photograph).
 */
export interface Frame {
  x: number;
  y: number;
  width: number;
  height: number;
  tangent: number;
  lean: number;
}

/** Receive stamps in consonant heights: three to six lines of a few words. Tables are larger, tick boxes smaller. */
const WIDTH = [12, 45] as const;
const HEIGHT = [4, 18] as const;
/** How much of a side must be inked. A dense row of print stays below a half. */
const SOLID = 0.7;
const MOST_TILT = 8;
/** Boxes looked at on one page; a page of little boxes is a form. */
const MOST = 12;

/** The boxes of a receive stamp's size on a page. `ink` must still have its rules. */
export function findFrames(ink: Uint8Array, w: number, h: number, xHeight: number): Frame[] {
  const fits = (c: Component) =>
    c.width >= xHeight * WIDTH[0] &&
    c.height >= xHeight * HEIGHT[0] &&
    c.width <= xHeight * WIDTH[1] * 1.6 &&
    c.height <= xHeight * HEIGHT[1] * 2 &&
    c.area < c.width * c.height * 0.5;
  // Light rules break; on the halved page small breaks are closed.
  const windows = components(halve(ink, w, h), w >> 1, h >> 1, 3).map((c) => ({
    x0: c.x0 * 2,
    x1: c.x1 * 2 + 1,
    y0: c.y0 * 2,
    y1: c.y1 * 2 + 1,
    width: c.width * 2,
    height: c.height * 2,
    area: c.area,
  }));
  const found: Frame[] = [];
  for (const c of windows
    .filter(fits)
    .sort((a, b) => b.area - a.area)
    .slice(0, MOST)) {
    const frame = frameIn(ink, w, c, xHeight);
    if (frame && !found.some((f) => inFrame(f, frame.x, frame.y))) found.push(frame);
  }
  return found.sort((a, b) => a.y - b.y || a.x - b.x);
}

/** The page at half its size; a pixel has ink where any of its four had. */
function halve(ink: Uint8Array, w: number, h: number): Uint8Array {
  const width = w >> 1;
  const height = h >> 1;
  const out = zeros(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0, p = 2 * y * w; x < width; x++, p += 2) {
      out[y * width + x] = ink[p]! | ink[p + 1]! | ink[p + w]! | ink[p + w + 1]!;
    }
  }
  return out;
}

/** Rules are long: one column in so many tells enough of a level one, one row in so many of an upright one. */
const SAMPLE = 4;

/** Looks in a component's box for two solid parallel rules with two solid upright ones between them, at every tilt. */
function frameIn(ink: Uint8Array, w: number, c: Component, xHeight: number): Frame | null {
  const columns = inkIn(ink, w, c, SAMPLE, 1);
  const level = bestTilt(columns.y, columns.x, -1, xHeight * (HEIGHT[0] - 0.5), xHeight * HEIGHT[1]);
  if (!level) return null;
  // Upright rules: only ink between the two level ones counts.
  const [top, bottom] = level.peaks;
  const rows = inkIn(ink, w, c, 1, SAMPLE, (x, y) => {
    const v = y - level.tangent * x;
    return v >= top - 2 && v <= bottom + 2;
  });
  const upright = bestTilt(rows.x, rows.y, 1, xHeight * WIDTH[0], xHeight * WIDTH[1]);
  if (!upright) return null;
  const width = upright.peaks[1] - upright.peaks[0];
  const height = bottom - top;
  if (upright.low < height * SOLID * 0.8 || level.score < width * SOLID * 2) return null;
  // From the sheared coordinates u = x + lean·y, v = y - tangent·x back to the page.
  const u = (upright.peaks[0] + upright.peaks[1]) / 2;
  const v = (top + bottom) / 2;
  const y = (v + level.tangent * u) / (1 + level.tangent * upright.tangent);
  return { x: u - upright.tangent * y, y, width, height, tangent: level.tangent, lean: upright.tangent };
}

/** The places of ink in a component's box, in one column of `stepX` and one row of `stepY`, where `wanted` says so. */
function inkIn(
  ink: Uint8Array,
  w: number,
  c: Component,
  stepX: number,
  stepY: number,
  wanted: (x: number, y: number) => boolean = () => true,
): { x: Int32Array; y: Int32Array } {
  const most = Math.ceil(c.width / stepX) * Math.ceil(c.height / stepY);
  const xs = new Int32Array(most);
  const ys = new Int32Array(most);
  let n = 0;
  for (let y = c.y0; y <= c.y1; y += stepY) {
    for (let x = c.x0; x <= c.x1; x += stepX) {
      if (!ink[y * w + x] || !wanted(x, y)) continue;
      xs[n] = x;
      ys[n++] = y;
    }
  }
  return { x: xs.subarray(0, n), y: ys.subarray(0, n) };
}

/** The tilt at which two parallel rules stand out most: values a + sign·tangent·b gather on two rows. */
function bestTilt(a: Int32Array, b: Int32Array, sign: 1 | -1, least: number, most: number) {
  let best: (Peaks & { tangent: number }) | null = null;
  if (!a.length) return best;
  const [nearest, farthest] = range(b);
  const [lowest, highest] = range(a);
  const reach = Math.ceil((farthest - nearest) * Math.tan((MOST_TILT * Math.PI) / 180)) + 1;
  const rows = new Int32Array(highest - lowest + 2 * reach + 1);
  for (let step = -MOST_TILT * 4; step <= MOST_TILT * 4; step++) {
    const tangent = Math.tan((step * Math.PI) / 720);
    const slope = sign * tangent;
    rows.fill(0);
    for (let i = 0; i < a.length; i++) rows[Math.round(a[i]! - lowest + reach + slope * (b[i]! - nearest))]!++;
    const peaks = twoPeaks(rows, lowest - reach + slope * nearest, least, most);
    if (peaks && (!best || peaks.score > best.score)) best = { ...peaks, tangent };
  }
  return best;
}

function range(values: Int32Array): [low: number, high: number] {
  let low = Infinity;
  let high = -Infinity;
  for (const v of values) {
    if (v < low) low = v;
    if (v > high) high = v;
  }
  return [low, high];
}

interface Peaks {
  score: number;
  low: number;
  peaks: [number, number];
}

/** More rows than these are not looked at for the two strongest ones. */
const STRONGEST = 24;

/** The two strongest rows at a distance within the range, `low` the weaker one's count; `first` is what the first row stands for. */
function twoPeaks(rows: Int32Array, first: number, least: number, most: number): Peaks | null {
  const strong: number[] = [];
  let weakest = 0;
  for (let i = 0; i < rows.length; i++) {
    const n = rows[i]!;
    if (n <= weakest) continue;
    let at = strong.length === STRONGEST ? STRONGEST - 1 : strong.push(i) - 1;
    for (; at > 0 && rows[strong[at - 1]!]! < n; at--) strong[at] = strong[at - 1]!;
    strong[at] = i;
    if (strong.length === STRONGEST) weakest = rows[strong[STRONGEST - 1]!]!;
  }
  let best: Peaks | null = null;
  for (const a of strong) {
    for (const b of strong) {
      const score = (rows[a]! + rows[b]!) * SAMPLE;
      if (b - a < least || b - a > most || score <= (best?.score ?? 0)) continue;
      best = { score, low: Math.min(rows[a]!, rows[b]!) * SAMPLE, peaks: [a + first, b + first] };
    }
  }
  return best;
}

/** Whether a point of the page lies in a frame, `margin` pixels beyond its rules included. */
export function inFrame(f: Frame, x: number, y: number, margin = 0): boolean {
  const v = (y - f.y - f.tangent * (x - f.x)) / (1 + f.tangent * f.lean);
  const u = x - f.x + f.lean * v;
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
      const x = (f.x + u - f.lean * v) * scale;
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
