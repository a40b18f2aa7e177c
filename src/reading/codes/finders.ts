import type { PageImage } from '../image.js';

/**
 * One of the three corner squares of a QR code: dark, light, dark (three wide), light, dark along every line through its middle. Lengths
 * are pixels of the image; `unit` is a module's.
 */
export interface Finder {
  x: number;
  y: number;
  unit: number;
}

/** Rows looked at on a page, whatever its resolution: they lie 0.75 mm apart on A4, and a finder's middle is three modules high. */
const ROWS = 400;
/** Of a block, every third sample tells whether it is worth looking at. */
const GLANCE = 3;
/** A threshold holds for so many pixels of a row: uneven light, tinted grounds. */
const BLOCK = 32;
/** A block whose samples lie closer together is all paper or all ink. */
const CONTRAST = 48;
/** How far a run may be from its share, in modules: print spreads, small modules are two pixels wide. */
const TOLERANCE = 0.6;
/** Smaller modules cannot be told apart. */
const LEAST_UNIT = 1.2;
/** A page of text gives a few chance ones, a page made to hurt many. */
const MOST = 200;

/**
 * The finders on an image, in no particular order. It is looked at in some rows, in its green channel; only where a row has the right
 * run of dark and light is the column looked at as well. Ink may be dark on light or light on dark.
 */
export function findFinders(image: PageImage): Finder[] {
  const { data, width, height, channels } = image;
  const green = channels === 1 ? 0 : 1;
  const step = Math.max(1, Math.round(height / ROWS));
  const glance = channels * GLANCE;
  const found: Finder[] = [];
  const take = (x: number, y: number, unit: number, threshold: number) => {
    if (found.length >= MOST || found.some((f) => near(f, x, y, unit))) return;
    const finder = confirm(image, x, y, unit, threshold);
    if (finder && !found.some((f) => near(f, finder.x, finder.y, finder.unit))) found.push(finder);
  };
  for (let y = step >> 1; y < height; y += step) {
    let threshold = 128;
    let dark = false;
    let start = 0;
    // The last four whole runs, the nearest first.
    let r1 = 0;
    let r2 = 0;
    let r3 = 0;
    let r4 = 0;
    for (let left = 0; left < width; left += BLOCK) {
      const right = Math.min(width, left + BLOCK);
      const from = (y * width + left) * channels + green;
      const to = (y * width + right) * channels;
      let low = 255;
      let high = 0;
      for (let i = from; i < to; i += glance) {
        const v = data[i]!;
        if (v < low) low = v;
        if (v > high) high = v;
      }
      if (high - low >= CONTRAST) threshold = (low + high) >> 1;
      if (dark ? high < threshold : low >= threshold) continue;
      for (let x = left, i = from; x < right; x++, i += channels) {
        if (data[i]! < threshold === dark) continue;
        const run = x - start;
        if (isFinder(run, r1, r2, r3, r4)) {
          const unit = (run + r1 + r2 + r3 + r4) / 7;
          take(start - r1 - r2 / 2, y, unit, threshold);
        }
        r4 = r3;
        r3 = r2;
        r2 = r1;
        r1 = run;
        start = x;
        dark = !dark;
      }
    }
  }
  return found;
}

const near = (f: Finder, x: number, y: number, unit: number) =>
  Math.abs(f.x - x) < 3 * f.unit && Math.abs(f.y - y) < 3 * f.unit && unit < f.unit * 2 && f.unit < unit * 2;

/** Whether five runs in a row stand as 1 : 1 : 3 : 1 : 1. */
function isFinder(a: number, b: number, c: number, d: number, e: number): boolean {
  if (a === 0 || b === 0 || d === 0 || e === 0 || c < a || c < e) return false;
  const unit = (a + b + c + d + e) / 7;
  const most = unit * TOLERANCE;
  return (
    unit >= LEAST_UNIT &&
    Math.abs(a - unit) <= most &&
    Math.abs(b - unit) <= most &&
    Math.abs(d - unit) <= most &&
    Math.abs(e - unit) <= most &&
    Math.abs(c - 3 * unit) <= 2 * most
  );
}

/** Looks down the column, then along the row through its middle; both must have the same runs of about the same size. */
function confirm(image: PageImage, x: number, y: number, unit: number, threshold: number): Finder | null {
  const down = cross(image, x, y, 0, 1, unit, threshold);
  if (!down) return null;
  const across = cross(image, x, y + down.shift, 1, 0, unit, threshold);
  if (!across || down.unit > across.unit * 1.7 || across.unit > down.unit * 1.7) return null;
  return { x: x + across.shift, y: y + down.shift, unit: (down.unit + across.unit) / 2 };
}

/** The runs through a point in one direction and back: how far their middle lies from the point, and the module's size. */
function cross(
  { data, width, height, channels }: PageImage,
  x: number,
  y: number,
  dx: number,
  dy: number,
  unit: number,
  threshold: number,
): { shift: number; unit: number } | null {
  const green = channels === 1 ? 0 : 1;
  const [cx, cy] = [Math.round(x), Math.round(y)];
  const darkAt = (n: number): boolean | null => {
    const [px, py] = [cx + dx * n, cy + dy * n];
    if (px < 0 || py < 0 || px >= width || py >= height) return null;
    return data[(py * width + px) * channels + green]! < threshold;
  };
  const middle = darkAt(0);
  if (middle === null) return null;
  // No run is longer than a finder is wide.
  const most = unit * 8;
  const runs = (way: 1 | -1): number[] => {
    const lengths = [0, 0, 0];
    for (let run = 0, n = way; run < 3; n += way) {
      const sample = darkAt(n);
      if (sample === null || lengths[run]! > most) return sample === null && run === 2 ? lengths : [];
      if (sample === (run === 1 ? !middle : middle)) lengths[run]!++;
      else if (++run < 3) lengths[run]!++;
    }
    return lengths;
  };
  const [back, forth] = [runs(-1), runs(1)];
  if (back.length === 0 || forth.length === 0) return null;
  const stone = back[0]! + 1 + forth[0]!;
  if (!isFinder(back[2]!, back[1]!, stone, forth[1]!, forth[2]!)) return null;
  return {
    shift: (forth[0]! - back[0]!) / 2,
    unit: (back[2]! + back[1]! + stone + forth[1]! + forth[2]!) / 7,
  };
}
