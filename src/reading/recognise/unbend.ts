import type { PageImage } from '../image.js';
import type { Placed } from './baseline.js';
import { eliminate } from './eliminate.js';
import { median } from './measure.js';
import type { OnPicture } from './on-picture.js';
import type { Sheet } from './rectify.js';

/** Powers of the way across that a bend is made of: paper that curls over an edge and back needs the fifth. */
const POWERS = 5;
const TERMS = POWERS * 2;
/** Lines that a bend is told by: so many letters each, so far across the page, and so many of them. */
const LETTERS = 12;
const ACROSS = 0.3;
const LINES = 6;
/** Lines that are off their chords by more, in consonant heights, are bent. Those of a flat scan stay below a tenth. */
const BENT = 0.2;
/** Lines whose slopes differ by more run together as far things do. */
const CONVERGING = 0.03;
/** No paper that can be read is bent further, in shares of its height. */
const MOST = 0.08;

/**
 * How far print has sunk, from what would be level lines: `terms` of u, u v, u², u² v … in shares of the picture's height, where u and v go
 * from -1 to 1 across and down the picture.
 */
export interface Bend {
  terms: Float64Array;
}

const termsAt = (u: number, v: number): number[] => {
  const out: number[] = [];
  for (let power = 1, w = u; power <= POWERS; power++, w *= u) out.push(w, w * v);
  return out;
};

const sunk = ({ terms }: Bend, u: number, v: number): number =>
  termsAt(u, v).reduce((sum, term, i) => sum + term * terms[i]!, 0);

/**
 * The bend of a page whose paper curls, or that is seen from aside, as its chains of letters show it: after it is taken away each of them is
 * level. Null where lines are straight, or there are too few to tell. (Least squares over all chains, each at a height of its own.)
 */
export function bendOf(chains: Placed[][], width: number, height: number, xHeight: number): Bend | null {
  const lines = chains
    .map((chain) => chain.filter((c) => c.height < xHeight * 1.35))
    .filter((chain) => chain.length >= LETTERS && span(chain) > width * ACROSS);
  if (lines.length < LINES) return null;
  const points = lines.map((chain) =>
    chain.map((c) => {
      const [u, v] = [(2 * c.middle) / width - 1, (2 * c.y1) / height - 1];
      return { u, v, y: c.y1 / height, terms: termsAt(u, v) };
    }),
  );
  let kept = points;
  let bend: Bend | null = null;
  // Tails and stops lie off the base line: what is far off is left out, round by round.
  for (const tolerance of [1, 0.5, 0.35]) {
    bend = fitted(kept);
    if (!bend) return null;
    const found = bend;
    kept = kept.map((line) => {
      const rest = line.map((p) => p.y - sunk(found, p.u, p.v));
      const middle = median(rest);
      return line.filter((_, i) => Math.abs(rest[i]! - middle) < (tolerance * xHeight) / height);
    });
  }
  const shape = bend!;
  const shapes = kept.filter((line) => line.length >= LETTERS).map((line) => shapeOf(shape, line[0]!, line.at(-1)!));
  if (shapes.length < LINES) return null;
  const slopes = shapes.map(({ slope }) => (slope * height) / width).sort((a, b) => a - b);
  const converging = slopes[Math.floor(slopes.length * 0.9)]! - slopes[Math.floor(slopes.length * 0.1)]!;
  const off = median(shapes.map((s) => s.off)) * height;
  const most = Math.max(...shapes.map((s) => s.off));
  return most < MOST && (off > BENT * xHeight || converging > CONVERGING) ? shape : null;
}

const span = (chain: Placed[]) => Math.max(...chain.map((c) => c.x1)) - Math.min(...chain.map((c) => c.x0));

/** How far a line is off its chord, in shares of the height, and the chord's slope in these by shares of the width. */
function shapeOf(bend: Bend, from: { u: number; v: number }, to: { u: number; v: number }) {
  const at = (t: number) => sunk(bend, from.u + (to.u - from.u) * t, from.v + (to.v - from.v) * t);
  const [first, last] = [at(0), at(1)];
  let off = 0;
  for (let t = 0.1; t < 1; t += 0.1) off = Math.max(off, Math.abs(at(t) - first - (last - first) * t));
  return { off, slope: ((last - first) * 2) / (to.u - from.u || 1) };
}

/** Least squares over the differences to each line's own mean. */
function fitted(lines: { y: number; terms: number[] }[][]): Bend | null {
  const a = Array.from({ length: TERMS }, () => new Float64Array(TERMS + 1));
  for (const line of lines) {
    const mean = new Float64Array(TERMS + 1);
    for (const { y, terms } of line)
      [...terms, y].forEach((t, i) => {
        mean[i]! += t / line.length;
      });
    for (const { y, terms } of line) {
      const row = [...terms, y].map((t, i) => t - mean[i]!);
      for (let i = 0; i < TERMS; i++) for (let j = 0; j <= TERMS; j++) a[i]![j]! += row[i]! * row[j]!;
    }
  }
  // A touch of damping: where lines do not reach, the bend must not run off.
  for (let i = 0; i < TERMS; i++) a[i]![i]! += 1e-3;
  const terms = eliminate(a, 1e-12);
  return terms && { terms: Float64Array.from(terms) };
}

/** The picture with a bend taken away, each column moved up and down (linear between pixels). */
export function unbent(image: PageImage, bend: Bend): Sheet {
  const { width, height, channels, data: from } = image;
  const data = new Uint8Array(from.length);
  const row = width * channels;
  const way = sourceOf(bend);
  for (let x = 0; x < width; x++) {
    const [first, step] = way((x + 0.5) / width);
    for (let y = 0; y < height; y++) {
      const at = (first + step * ((y + 0.5) / height)) * height - 0.5;
      const clamped = at < 0 ? 0 : at > height - 1.001 ? height - 1.001 : at;
      const upper = Math.trunc(clamped);
      const share = clamped - upper;
      const p = upper * row + x * channels;
      const to = y * row + x * channels;
      for (let k = 0; k < channels; k++) data[to + k] = from[p + k]! * (1 - share) + from[p + k + row]! * share + 0.5;
    }
  }
  const on: OnPicture = (x, y) => {
    const [first, step] = way(x);
    return [x, first + step * y];
  };
  return { image: { ...image, data }, on };
}

/** For a column (a share of the width) where its points stand in the bent picture: `first + step * y`, in shares of the height. */
function sourceOf(bend: Bend): (x: number) => [first: number, step: number] {
  return (x) => {
    const u = 2 * x - 1;
    const middle = sunk(bend, u, 0);
    const byV = sunk(bend, u, 1) - middle;
    // y' = y + middle + byV (2 y' - 1), solved for y'.
    const step = 1 / (1 - 2 * byV);
    return [(middle - byV) * step, step];
  };
}
