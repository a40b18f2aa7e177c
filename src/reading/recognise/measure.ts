import type { Component } from './components.js';

export const median = (values: number[]): number => {
  if (!values.length) return 0;
  const sorted = Float64Array.from(values).sort();
  return sorted[sorted.length >> 1]!;
};

const letterLike = (c: Component) => c.width < c.height * 3 && c.width >= c.height * 0.25;

/**
 * The height of a consonant without ascender in pixels: the commonest height of letter-like patches, tall ones counting more so
 * that specks do not win. 0 where nothing looks like a letter.
 */
export function consonantHeight(patches: Component[]): number {
  const histogram = new Float64Array(200);
  let any = false;
  for (const c of patches) {
    if (c.height < 5 || c.height > 150 || !letterLike(c) || c.area < c.width * c.height * 0.12) continue;
    histogram[c.height]! += c.height;
    any = true;
  }
  if (!any) return 0;
  let best = 0;
  let mode = 12;
  for (let i = 6; i < 140; i++) {
    const k = Math.max(1, Math.round(i * 0.08));
    let sum = 0;
    for (let j = -k; j <= k; j++) sum += histogram[i + j] ?? 0;
    sum /= Math.sqrt(2 * k + 1);
    if (sum > best) {
      best = sum;
      mode = i;
    }
  }
  const near = patches.filter((c) => c.height >= mode * 0.85 && c.height <= mode * 1.15 && letterLike(c));
  return median(near.map((c) => c.height)) || mode;
}

/** Letters are gathered on rows of so many to a consonant height: coarse ones find the angle's neighbourhood, fine ones the angle. */
const COARSE_ROWS = 2;
const FINE_ROWS = 6;
/** So many letters are enough to find the neighbourhood. */
const COARSE_LETTERS = 500;
/** Steps in fiftieths of a degree: whole numbers, so that the angles tried are the same on every machine. */
const STEPS = [15, 5, 1] as const;

/**
 * The tangent of the page's skew, positive where lines fall to the right: the angle within ±`limit` degrees at which the bottoms of
 * letters gather on the fewest rows. 0 where there are too few letters to tell.
 */
export function skewTangent(patches: Component[], xHeight: number, limit = 4, fewest = 20): number {
  const letters = patches.filter((c) => c.height > xHeight * 0.7 && c.height < xHeight * 1.5 && c.width < xHeight * 6);
  if (letters.length < fewest) return 0;
  const every = Math.ceil(letters.length / COARSE_LETTERS);
  const some = letters.filter((_, i) => i % every === 0);
  const coarse = bestAngle(gathering(some, xHeight / COARSE_ROWS, limit), 0, limit * 50, STEPS[0]);
  const fine = gathering(letters, Math.max(1, xHeight / FINE_ROWS), limit);
  const near = bestAngle(fine, coarse, STEPS[0] + STEPS[1], STEPS[1]);
  return tangentOf(bestAngle(fine, near, STEPS[1], STEPS[2]));
}

const tangentOf = (fiftieths: number) => Math.tan((fiftieths * Math.PI) / 9000);

/** The angle with the highest score in steps within `reach` of `middle`, which wins a tie. */
function bestAngle(score: (fiftieths: number) => number, middle: number, reach: number, step: number): number {
  let angle = middle;
  let best = score(middle);
  for (let a = middle - reach; a <= middle + reach; a += step) {
    const s = score(a);
    if (s > best) {
      best = s;
      angle = a;
    }
  }
  return angle;
}

/** How closely the bottoms of letters gather on rows of `bin` pixels that fall by an angle. */
function gathering(letters: Component[], bin: number, limit: number): (fiftieths: number) => number {
  const middles = Float64Array.from(letters, (c) => (c.x0 + c.x1) / 2);
  const feet = Float64Array.from(letters, (c) => c.y1);
  const reach = Math.tan((limit + 1) * (Math.PI / 180)) * middles.reduce((a, b) => Math.max(a, b));
  const first = Math.floor(-reach / bin) - 1;
  const rows = new Int32Array(Math.ceil((feet.reduce((a, b) => Math.max(a, b)) + reach) / bin) - first + 2);
  return (fiftieths) => {
    const t = tangentOf(fiftieths) / bin;
    rows.fill(0);
    for (let i = 0; i < feet.length; i++) rows[Math.round(feet[i]! / bin - t * middles[i]!) - first]!++;
    let sum = 0;
    for (const n of rows) sum += n * n;
    return sum;
  };
}
