import type { PageImage } from '../image.js';
import type { Finder } from './finders.js';

export type Point = [x: number, y: number];

/** A place on an image where three finders stand as in a QR code. The corners are the code's own, clockwise from the upper left. */
export interface Square {
  corners: [Point, Point, Point, Point];
  /** A module's side in pixels. */
  unit: number;
}

/** Codes on one page that are looked at: letters have one or two, a sheet of them as many as fit. */
const MOST = 40;
/** From the middle of a finder to the edge of the code, in modules. */
const EDGE = 3.5;
/** Modules between the middles of two finders: 14 in the smallest code (21 wide), 170 in the largest. */
const SPAN = [12, 180] as const;

/** About half of a code's modules are dark; of a block of print a fifth is at most. Samples are taken on a grid of so many to the side. */
const DARK = [0.3, 0.7] as const;
const GRID = 28;

interface Triple {
  square: Square;
  finders: Finder[];
  error: number;
}

/** The squares that finders stand at the corners of and that are as dark as a code, the best first; a finder belongs to one of them. */
export function squaresOf(image: PageImage, finders: readonly Finder[]): Square[] {
  const triples: Triple[] = [];
  for (const corner of finders) {
    const alike = finders.filter((f) => f !== corner && f.unit < corner.unit * 1.5 && corner.unit < f.unit * 1.5);
    for (const [i, right] of alike.entries()) {
      for (const down of alike.slice(i + 1)) {
        const triple = tripleOf(corner, right, down);
        if (triple) triples.push(triple);
      }
    }
  }
  const taken = new Set<Finder>();
  const squares: Square[] = [];
  for (const { finders: three, square } of triples.sort((a, b) => a.error - b.error)) {
    if (squares.length >= MOST || three.some((f) => taken.has(f)) || !isDarkAsCode(image, square)) continue;
    for (const finder of three) taken.add(finder);
    squares.push(square);
  }
  return squares;
}

/** Two sides of about the same length at about a right angle, seen from the corner between them. */
function tripleOf(corner: Finder, a: Finder, b: Finder): Triple | null {
  const [ax, ay, bx, by] = [a.x - corner.x, a.y - corner.y, b.x - corner.x, b.y - corner.y];
  const [one, other] = [Math.hypot(ax, ay), Math.hypot(bx, by)];
  const unit = (corner.unit + a.unit + b.unit) / 3;
  const span = (one + other) / 2;
  if (span < SPAN[0] * unit * 0.7 || span > SPAN[1] * unit) return null;
  const uneven = Math.abs(one - other) / span;
  const slant = Math.abs(ax * bx + ay * by) / (one * other);
  if (uneven > 0.2 || slant > 0.2) return null;
  // Clockwise from the corner: first along the top, then down the side (the y axis points down).
  const [top, side] = ax * by - ay * bx > 0 ? [a, b] : [b, a];
  const far = { x: top.x + side.x - corner.x, y: top.y + side.y - corner.y };
  const [mx, my] = [(top.x + side.x) / 2, (top.y + side.y) / 2];
  // A finder's middle lies 3.5 modules inside both edges: the code is larger than the span of the middles by 7 modules.
  const grown = 1 + (2 * EDGE * unitAlong(unit, ax, ay)) / span;
  const outward = ({ x, y }: { x: number; y: number }): Point => [mx + (x - mx) * grown, my + (y - my) * grown];
  const corners: Square['corners'] = [outward(corner), outward(top), outward(far), outward(side)];
  const sizes = Math.max(corner.unit, a.unit, b.unit) / Math.min(corner.unit, a.unit, b.unit) - 1;
  return { square: { corners, unit }, finders: [corner, a, b], error: uneven + slant + sizes * 0.5 };
}

/** A module's side where the code is turned: rows and columns cross a turned finder on the slant, which is longer. */
function unitAlong(unit: number, x: number, y: number): number {
  return (unit * Math.max(Math.abs(x), Math.abs(y))) / Math.hypot(x, y);
}

/** The share of samples inside the square that lie below their mean: a half in a code, whatever its colours. */
function isDarkAsCode(image: PageImage, square: Square): boolean {
  const places = Array.from(
    { length: GRID * GRID },
    (_, i): Point => [((i % GRID) + 0.5) / GRID, (Math.floor(i / GRID) + 0.5) / GRID],
  );
  const dark = darkAt(image, square, places);
  const share = dark.filter(Boolean).length / dark.length;
  return share >= DARK[0] && share <= DARK[1];
}

/** How many of the modules between two finders must alternate. */
const ALTERNATING = 0.8;

/**
 * Whether the modules between the finders alternate as in a code (its timing patterns): three finders and ink may be an emblem or a
 * chance, these hardly ever are.
 */
export function isCode(image: PageImage, square: Square): boolean {
  const [[ax, ay], [bx, by]] = square.corners;
  const measured = Math.hypot(bx - ax, by - ay) / unitAlong(square.unit, bx - ax, by - ay);
  const version = Math.round((measured - 17) / 4);
  return [version, version - 1, version + 1].some((v) => v >= 1 && v <= 40 && alternates(image, square, 17 + 4 * v));
}

function alternates(image: PageImage, square: Square, modules: number): boolean {
  const along = Array.from({ length: modules - 16 }, (_, i) => (i + 8.5) / modules);
  const inside = 6.5 / modules;
  return [along.map((u): Point => [u, inside]), along.map((v): Point => [inside, v])].every((places) => {
    const dark = darkAt(image, square, places);
    const even = dark.filter((value, i) => value === (i % 2 === 0)).length / dark.length;
    // A light code on a dark ground has them the other way round.
    return even >= ALTERNATING || even <= 1 - ALTERNATING;
  });
}

/** Whether the image is darker than the mean of these places, given in shares of the square's sides. Places off the image are light. */
function darkAt({ data, width, height, channels }: PageImage, { corners }: Square, places: Point[]): boolean[] {
  const [[ax, ay], [bx, by], , [dx, dy]] = corners;
  const samples = places.map(([u, v]) => {
    const x = Math.round(ax + (bx - ax) * u + (dx - ax) * v);
    const y = Math.round(ay + (by - ay) * u + (dy - ay) * v);
    const on = x >= 0 && y >= 0 && x < width && y < height;
    return on ? data[(y * width + x) * channels + (channels === 1 ? 0 : 1)]! : 255;
  });
  const mean = samples.reduce((sum, value) => sum + value, 0) / samples.length;
  return samples.map((value) => value < mean);
}
