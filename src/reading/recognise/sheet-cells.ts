import type { PageImage } from '../image.js';

/** Cells along the longer side of the small picture in which the sheet is looked for, and samples along a cell's side. */
const CELLS = 256;
const SAMPLES = 5;
/** A sheet fills at least this share of the picture, and stands out at least so much from what it lies on. */
const LEAST_AREA = 0.2;
const CONTRAST = 0.18;
/** Neighbouring cells that differ by more lie on both sides of an edge. */
const STEP = 0.08;

/** Brightness cell by cell. */
export interface Cells {
  level: Float32Array;
  across: number;
  down: number;
}

/** How bright a pixel is: its brightest channel, so that yellow paper is paper. */
export function brightness({ data, channels }: PageImage, at: number): number {
  if (channels === 1) return data[at]!;
  const p = at * 3;
  return Math.max(data[p]!, data[p + 1]!, data[p + 2]!);
}

/** The brightest of a few samples a cell: print vanishes, paper stays. */
export function brightCells(image: PageImage): Cells {
  const { width, height } = image;
  const side = Math.max(1, Math.max(width, height) / CELLS);
  const across = Math.max(1, Math.floor(width / side));
  const down = Math.max(1, Math.floor(height / side));
  const level = new Float32Array(across * down);
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      let most = 0;
      for (let j = 0; j < SAMPLES; j++) {
        const v = Math.floor(((y + (j + 0.5) / SAMPLES) * height) / down);
        for (let i = 0; i < SAMPLES; i++) {
          const u = Math.floor(((x + (i + 0.5) / SAMPLES) * width) / across);
          most = Math.max(most, brightness(image, v * width + u));
        }
      }
      level[y * across + x] = most;
    }
  }
  return { level, across, down };
}

/** Brightness with dark spots of up to four cells across filled in: headings, stamps, the emblem's body. */
export function closed(cells: Cells): Cells {
  return spread(spread(spread(spread(cells, Math.max), Math.max), Math.min), Math.min);
}

function spread({ level, across, down }: Cells, choose: (...values: number[]) => number): Cells {
  const rows = new Float32Array(level.length);
  const out = new Float32Array(level.length);
  for (let y = 0; y < down; y++) {
    for (let x = 0, p = y * across; x < across; x++, p++) {
      rows[p] = choose(level[p]!, level[x > 0 ? p - 1 : p]!, level[x < across - 1 ? p + 1 : p]!);
    }
  }
  for (let y = 0, p = 0; y < down; y++) {
    for (let x = 0; x < across; x++, p++) {
      out[p] = choose(rows[p]!, rows[y > 0 ? p - across : p]!, rows[y < down - 1 ? p + across : p]!);
    }
  }
  return { level: out, across, down };
}

/** The cells that are reached from the middle of the brightest field without a sharp step; null where those are few. */
export function grownPart({ level, across, down }: Cells): Uint8Array | null {
  const fields = { level: new Float32Array(64), across: 8, down: 8 };
  for (let p = 0; p < level.length; p++) {
    const x = Math.floor(((p % across) * 8) / across);
    const y = Math.floor((Math.floor(p / across) * 8) / down);
    // The outermost fields may be a bright wall or window.
    if (x > 0 && y > 0 && x < 7 && y < 7) fields.level[y * 8 + x]! += level[p]!;
  }
  const field = fields.level.indexOf(Math.max(...fields.level));
  const seed =
    Math.floor(((Math.floor(field / 8) + 0.5) * down) / 8) * across + Math.floor((((field % 8) + 0.5) * across) / 8);
  const mask = new Uint8Array(level.length);
  mask[seed] = 1;
  const stack = [seed];
  for (let p = stack.pop(); p !== undefined; p = stack.pop()) {
    const x = p % across;
    for (const q of [x > 0 ? p - 1 : p, x < across - 1 ? p + 1 : p, p - across, p + across]) {
      if (q < 0 || q >= level.length || mask[q]) continue;
      if (Math.abs(level[q]! - level[p]!) > STEP * Math.max(level[p]!, level[q]!)) continue;
      mask[q] = 1;
      stack.push(q);
    }
  }
  return largestPart(mask, { level, across, down });
}

/** The largest part that is brighter than what divides the picture best into two (Otsu); null where the two hardly differ. */
export function brightPart(cells: Cells): Uint8Array | null {
  const { level } = cells;
  const histogram = new Float64Array(256);
  for (const v of level) histogram[Math.floor(v)]!++;
  const total = level.length;
  const sum = histogram.reduce((s, n, v) => s + n * v, 0);
  let below = 0;
  let sumBelow = 0;
  let best = { spread: 0, at: 0, low: 0, high: 0 };
  for (let v = 0; v < 255; v++) {
    below += histogram[v]!;
    sumBelow += histogram[v]! * v;
    if (!below || below === total) continue;
    const low = sumBelow / below;
    const high = (sum - sumBelow) / (total - below);
    const apart = below * (total - below) * (high - low) ** 2;
    if (apart > best.spread) best = { spread: apart, at: v, low, high };
  }
  if (best.high - best.low < best.high * CONTRAST) return null;
  const mask = Uint8Array.from(level, (v) => (v > best.at ? 1 : 0));
  return largestPart(mask, cells);
}

/** The largest connected part of a mask, holes between its leftmost and rightmost cells of a row filled; null where it is small. */
function largestPart(mask: Uint8Array, { across, down }: Cells): Uint8Array | null {
  const part = new Int32Array(mask.length);
  const stack: number[] = [];
  let best = { part: 0, size: 0 };
  for (let start = 0, count = 0; start < mask.length; start++) {
    if (!mask[start] || part[start]) continue;
    count++;
    let size = 0;
    part[start] = count;
    stack.push(start);
    for (let p = stack.pop(); p !== undefined; p = stack.pop()) {
      size++;
      const x = p % across;
      for (const q of [x > 0 ? p - 1 : p, x < across - 1 ? p + 1 : p, p - across, p + across]) {
        if (q < 0 || q >= mask.length || !mask[q] || part[q]) continue;
        part[q] = count;
        stack.push(q);
      }
    }
    if (size > best.size) best = { part: count, size };
  }
  if (best.size < mask.length * LEAST_AREA) return null;
  const out = new Uint8Array(mask.length);
  for (let y = 0; y < down; y++) {
    const row = part.subarray(y * across, (y + 1) * across);
    const first = row.indexOf(best.part);
    if (first >= 0) out.fill(1, y * across + first, y * across + row.lastIndexOf(best.part) + 1);
  }
  return out;
}
