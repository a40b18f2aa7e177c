import { baseAt, type TextLine } from './baseline.js';
import { TRAINED_HEIGHT } from './layout.js';
import type { Plane } from './pixels.js';

/** Height of a strip, and the row of the base line in it: as in training. */
export const STRIP_HEIGHT = 48;
const BASE_ROW = 34;
/** Wider than any line of a page at the trained size; a cut here only meets hostile input. */
const MOST_WIDTH = 6000;

/** A line cut out of its page, straightened and scaled. Strip column c stands at `left + c / scale` of the page. */
export interface Strip {
  data: Float32Array;
  width: number;
  left: number;
  scale: number;
}

/** Cuts a line out of a plane along its base line (bilinear) and spreads its contrast as in training. */
export function cutStrip(plane: Plane, line: TextLine, tangent: number): Strip {
  const { data: g, width: w, height: h } = plane;
  const scale = TRAINED_HEIGHT / line.xHeight;
  const margin = 0.45 * line.xHeight;
  const left = line.x0 - margin;
  const needed = Math.ceil(((line.x1 + margin - left) * scale) / 8) * 8;
  const width = Math.min(MOST_WIDTH, Math.max(32, needed));
  const out = new Float32Array(STRIP_HEIGHT * width);
  const histogram = new Uint32Array(256);
  for (let j = 0; j < width; j++) {
    const x = left + (j + 0.5) / scale - 0.5;
    const base = baseAt(line, x) + tangent * x + 1;
    const fx = Math.min(Math.max(x, 0), w - 1.001);
    const ix = Math.floor(fx);
    const ax = fx - ix;
    for (let i = 0; i < STRIP_HEIGHT; i++) {
      const y = base + (i - BASE_ROW) / scale;
      const fy = Math.min(Math.max(y, 0), h - 1.001);
      const iy = Math.floor(fy);
      const ay = fy - iy;
      const p = iy * w + ix;
      const upper = g[p]! * (1 - ax) + g[p + 1]! * ax;
      const lower = g[p + w]! * (1 - ax) + g[p + w + 1]! * ax;
      const v = Math.floor(upper * (1 - ay) + lower * ay);
      out[i * width + j] = v;
      histogram[v]!++;
    }
  }
  spread(out, histogram);
  return { data: out, width, left, scale };
}

/** Maps the 1st percentile to black and the 90th to white, never stretching a flat strip beyond a fifth of the range. */
function spread(strip: Float32Array, histogram: Uint32Array): void {
  const percentile = (share: number) => {
    let seen = 0;
    for (let v = 0; v < 256; v++) if ((seen += histogram[v]!) >= share * strip.length) return v;
    return 255;
  };
  const low = percentile(0.01);
  const gain = 255 / Math.max(percentile(0.9) - low, 50);
  for (let i = 0; i < strip.length; i++) strip[i] = Math.floor(Math.min(255, Math.max(0, (strip[i]! - low) * gain)));
}
