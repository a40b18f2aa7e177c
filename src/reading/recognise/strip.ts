import { zeros } from '../page-memory.js';
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
  data: Uint8Array;
  width: number;
  left: number;
  scale: number;
}

/** Cuts a line out of a plane along its base line (bilinear) and spreads its contrast as in training. */
export function cutStrip({ data, width: w, height: h }: Plane, line: TextLine, tangent: number): Strip {
  const scale = TRAINED_HEIGHT / line.xHeight;
  const margin = 0.45 * line.xHeight;
  const left = line.x0 - margin;
  const needed = Math.ceil(((line.x1 + margin - left) * scale) / 8) * 8;
  const width = Math.min(MOST_WIDTH, Math.max(32, needed));
  const strip = zeros(STRIP_HEIGHT * width);
  const histogram = new Uint32Array(256);
  // Rows in 65536ths of a pixel, columns in 256ths: whole numbers are several times faster here.
  const tops = new Float64Array(width);
  const columns = new Int32Array(width);
  for (let j = 0; j < width; j++) {
    const x = left + (j + 0.5) / scale - 0.5;
    columns[j] = Math.min(Math.max(Math.trunc(x * 256), 0), (w - 1) * 256 - 1);
    tops[j] = Math.trunc((baseAt(line, x) + tangent * x + 1 - BASE_ROW / scale) * 65536);
  }
  sample(data, w, h, tops, columns, Math.round(65536 / scale), strip, histogram);
  return { data: spread(strip, histogram), width, left, scale };
}

/** The loop over all pixels of a strip: by itself, with plain arrays and numbers alone, it stays compiled. */
function sample(
  data: Uint8Array,
  w: number,
  h: number,
  tops: Float64Array,
  columns: Int32Array,
  step: number,
  strip: Uint8Array,
  histogram: Uint32Array,
): void {
  const width = columns.length;
  const most = (h - 1) * 65536 - 1;
  for (let j = 0; j < width; j++) {
    const column = columns[j]! >> 8;
    const right = columns[j]! & 255;
    const left = 256 - right;
    let y = tops[j]!;
    for (let i = 0, to = j; i < STRIP_HEIGHT; i++, to += width, y += step) {
      const fy = y < 0 ? 0 : y > most ? most : y;
      const lower = (fy >> 8) & 255;
      const p = (fy >> 16) * w + column;
      const above = data[p]! * left + data[p + 1]! * right;
      const below = data[p + w]! * left + data[p + w + 1]! * right;
      const v = (above * (256 - lower) + below * lower) >> 16;
      strip[to] = v;
      histogram[v]!++;
    }
  }
}

/** Maps the 1st percentile to black and the 90th to white, never stretching a flat strip beyond a fifth of the range. */
function spread(samples: Uint8Array, histogram: Uint32Array): Uint8Array {
  const percentile = (share: number) => {
    let seen = 0;
    for (let v = 0; v < 256; v++) if ((seen += histogram[v]!) >= share * samples.length) return v;
    return 255;
  };
  const low = percentile(0.01);
  const gain = 255 / Math.max(percentile(0.9) - low, 50);
  const to = Uint8Array.from({ length: 256 }, (_, v) => Math.min(255, Math.max(0, (v - low) * gain)));
  for (let i = 0; i < samples.length; i++) samples[i] = to[samples[i]!]!;
  return samples;
}
