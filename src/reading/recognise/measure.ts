import type { Component } from './components.js';

export const median = (values: number[]): number => {
  if (!values.length) return 0;
  const sorted = [...values].sort((a, b) => a - b);
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

/**
 * The tangent of the page's skew, positive where lines fall to the right: the angle within ±`limit` degrees at which the bottoms of
 * letters gather on the fewest rows. 0 where there are too few letters to tell.
 */
export function skewTangent(patches: Component[], xHeight: number, limit = 4, fewest = 20): number {
  const letters = patches.filter((c) => c.height > xHeight * 0.7 && c.height < xHeight * 1.5 && c.width < xHeight * 6);
  if (letters.length < fewest) return 0;
  const bin = Math.max(1, xHeight / 6);
  const middles = Float64Array.from(letters, (c) => (c.x0 + c.x1) / 2);
  const feet = Float64Array.from(letters, (c) => c.y1);
  const reach = Math.tan((limit + 1) * (Math.PI / 180)) * middles.reduce((a, b) => Math.max(a, b));
  const first = Math.floor(-reach / bin) - 1;
  const rows = new Int32Array(Math.ceil((feet.reduce((a, b) => Math.max(a, b)) + reach) / bin) - first + 2);
  const score = (degrees: number) => {
    const t = Math.tan((degrees * Math.PI) / 180);
    rows.fill(0);
    for (let i = 0; i < feet.length; i++) rows[Math.round((feet[i]! - t * middles[i]!) / bin) - first]!++;
    let sum = 0;
    for (const n of rows) sum += n * n;
    return sum;
  };
  // Steps are whole numbers so that the angles tried are the same on every machine; the straight page wins a tie.
  let angle = 0;
  let best = score(0);
  const tryAngle = (a: number) => {
    const s = score(a);
    if (s > best) {
      best = s;
      angle = a;
    }
  };
  for (let i = -limit * 10; i <= limit * 10; i++) tryAngle(i / 10);
  const coarse = angle;
  for (let i = -5; i <= 5; i++) tryAngle(coarse + i / 50);
  return Math.tan((angle * Math.PI) / 180);
}
