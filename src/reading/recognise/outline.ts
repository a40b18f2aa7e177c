import type { PageImage } from '../image.js';
import type { Corners, Point } from './projection.js';
import { brightCells, brightness, brightPart, type Cells, closed, grownPart } from './sheet-cells.js';

/** Points looked at along each edge of the picture, and how far in, as a share of its sides. */
const RIM_POINTS = 240;
const RIM_DEPTH = 0.015;
/** Paper is at least this bright, as a share of the usual paper of the picture. */
const PAPER = 0.72;
/** A picture with less of its rim dark shows nothing but paper. */
const DARK_RIM = 0.05;
/** An edge of a sheet is darker on its other side by so much. */
const DROP = 0.12;
/** Edges of a sheet meet at right angles; seen from the side, at a sine of this at least. Opposite ones are about as long. */
const LEAST_SINE = 0.85;
const LEAST_RATIO = 0.55;
/** How far the edges of a sheet may be from straight, in shares of their length; how far its area from that of its outline. */
const BENT = 0.03;
const OFF_AREA = 0.08;

/**
 * The corners of the sheet that a picture shows lying on something darker (a table, the inside of a copier), in pixels; null where the
 * picture is all paper, or no sheet with four straight edges stands out. A scan costs a few thousand looks.
 */
export function sheetOutline(image: PageImage): Corners | null {
  if (image.width < 64 || image.height < 64 || !hasDarkRim(image)) return null;
  const cells = closed(brightCells(image));
  // Grown from the paper up to its edges, which a soft shadow is not; or, where the paper is in pieces, all that is bright.
  const corners = fourCorners(grownPart(cells), cells) ?? fourCorners(brightPart(cells), cells);
  if (!corners) return null;
  const scale = image.width / cells.across;
  const [a, b, c, d] = corners.map(([x, y]): Point => [x * scale, y * (image.height / cells.down)]);
  return [a!, b!, c!, d!];
}

function hasDarkRim(image: PageImage): boolean {
  const { width, height } = image;
  const look = (x: number, y: number) =>
    brightness(
      image,
      Math.min(height - 1, Math.floor(y * height)) * width + Math.min(width - 1, Math.floor(x * width)),
    );
  const inner: number[] = [];
  for (let i = 0; i < 48; i++) for (let j = 0; j < 48; j++) inner.push(look((i + 0.5) / 48, (j + 0.5) / 48));
  const paper = inner.sort((a, b) => a - b)[Math.floor(inner.length * 0.75)]!;
  let dark = 0;
  for (let i = 0; i < RIM_POINTS; i++) {
    const t = (i + 0.5) / RIM_POINTS;
    for (const [x, y] of [
      [t, RIM_DEPTH],
      [t, 1 - RIM_DEPTH],
      [RIM_DEPTH, t],
      [1 - RIM_DEPTH, t],
    ] as const) {
      if (look(x, y) < paper * PAPER) dark++;
    }
  }
  return dark > RIM_POINTS * 4 * DARK_RIM;
}

/** The corners where the four edges of a mask meet, in cells; null where it is no sheet, or an edge lies beyond the picture. */
function fourCorners(mask: Uint8Array | null, cells: Cells): Corners | null {
  if (!mask) return null;
  const { across } = cells;
  const extreme = (sx: number, sy: number): Point => {
    let best: Point = [0, 0];
    let most = -Infinity;
    for (let p = 0; p < mask.length; p++) {
      if (!mask[p]) continue;
      const x = p % across;
      const y = Math.floor(p / across);
      if (sx * x + sy * y > most) {
        most = sx * x + sy * y;
        best = [x + 0.5, y + 0.5];
      }
    }
    return best;
  };
  const rough = [extreme(-1, -1), extreme(1, -1), extreme(1, 1), extreme(-1, 1)];
  const edges = rough.map((from, i) => edge(mask, cells, from, rough[(i + 1) % 4]!));
  if (edges.some((e) => e === null)) return null;
  const corners = edges.map((e, i) => meeting(edges[(i + 3) % 4]!, e!));
  if (corners.some((c) => c === null)) return null;
  const outline = corners as unknown as Corners;
  const inside = mask.reduce((sum, v) => sum + v, 0);
  const area = areaOf(outline);
  const fits = Math.abs(inside / area - 1) < OFF_AREA;
  return fits && isConvex(outline) && isSheet(outline) ? outline : null;
}

/** A straight line: a point on it and its direction (of length 1). */
interface Edge {
  at: Point;
  along: Point;
}

/** The straight edge of a mask between two corners (clockwise); null where it is bent, or is the picture's own. */
function edge(mask: Uint8Array, { level, across, down }: Cells, from: Point, to: Point): Edge | null {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  if (length < 16) return null;
  // Outward of a clockwise outline, the y axis pointing down.
  const [nx, ny] = [dy / length, -dx / length];
  const points: Point[] = [];
  let open = 0;
  let sharp = 0;
  const levelAt = (x: number, y: number) => {
    const [cx, cy] = [Math.floor(x), Math.floor(y)];
    return cx < 0 || cy < 0 || cx >= across || cy >= down ? null : level[cy * across + cx]!;
  };
  const reach = length * 0.08;
  for (let i = 0; i <= 40; i++) {
    const t = 0.08 + (0.84 * i) / 40;
    for (let d = reach; d > -reach; d -= 0.5) {
      const x = from[0] + dx * t + nx * d;
      const y = from[1] + dy * t + ny * d;
      const [cx, cy] = [Math.floor(x), Math.floor(y)];
      if (cx < 0 || cy < 0 || cx >= across || cy >= down || !mask[cy * across + cx]) continue;
      if (cx < 2 || cy < 2 || cx >= across - 2 || cy >= down - 2) open++;
      const within = levelAt(x - nx * 2.5, y - ny * 2.5);
      const beyond = levelAt(x + nx * 2.5, y + ny * 2.5);
      if (within !== null && beyond !== null && beyond < within * (1 - DROP)) sharp++;
      points.push([x, y]);
      break;
    }
  }
  if (points.length < 30 || open > points.length * 0.3 || sharp < points.length * 0.6) return null;
  return straight(points, length);
}

/** Total least squares, once more without the worst fifth; null where the points do not lie on a line. */
function straight(points: Point[], length: number): Edge | null {
  let kept = points;
  for (let round = 0; ; round++) {
    const n = kept.length;
    const mx = kept.reduce((s, p) => s + p[0], 0) / n;
    const my = kept.reduce((s, p) => s + p[1], 0) / n;
    let [xx, xy, yy] = [0, 0, 0];
    for (const [x, y] of kept) {
      xx += (x - mx) ** 2;
      xy += (x - mx) * (y - my);
      yy += (y - my) ** 2;
    }
    const angle = Math.atan2(2 * xy, xx - yy) / 2;
    const found: Edge = { at: [mx, my], along: [Math.cos(angle), Math.sin(angle)] };
    const off = ([x, y]: Point) => Math.abs((x - mx) * found.along[1] - (y - my) * found.along[0]);
    if (round === 1) return kept.every((p) => off(p) < length * BENT) ? found : null;
    kept = [...kept].sort((a, b) => off(a) - off(b)).slice(0, Math.ceil(n * 0.8));
  }
}

function meeting(a: Edge, b: Edge): Point | null {
  const cross = a.along[0] * b.along[1] - a.along[1] * b.along[0];
  if (Math.abs(cross) < LEAST_SINE) return null;
  const t = ((b.at[0] - a.at[0]) * b.along[1] - (b.at[1] - a.at[1]) * b.along[0]) / cross;
  return [a.at[0] + a.along[0] * t, a.at[1] + a.along[1] * t];
}

const areaOf = (corners: Corners) =>
  Math.abs(
    corners.reduce((sum, [x, y], i) => {
      const [u, v] = corners[(i + 1) % 4]!;
      return sum + (x * v - u * y) / 2;
    }, 0),
  );

function isConvex(corners: Corners): boolean {
  return corners.every(([x, y], i) => {
    const [u, v] = corners[(i + 1) % 4]!;
    const [s, t] = corners[(i + 2) % 4]!;
    return (u - x) * (t - v) - (v - y) * (s - u) > 0;
  });
}

/** Whether opposite edges are about as long: no shadow's edge is among them. */
function isSheet(corners: Corners): boolean {
  const [a, b, c, d] = corners.map(([x, y], i) => {
    const [u, v] = corners[(i + 1) % 4]!;
    return Math.hypot(u - x, v - y);
  });
  const alike = (p: number, q: number) => Math.min(p, q) > Math.max(p, q) * LEAST_RATIO;
  return alike(a!, c!) && alike(b!, d!);
}
