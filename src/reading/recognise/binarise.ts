import type { Plane } from './pixels.js';

/**
 * Ink (1) and paper (0). The threshold of a pixel lies between the local paper level and the page's own ink level, so that uneven
 * light does not matter and half-bright strokes (lifted colour, show-through) fall out. Plain Otsu ruins Thai's thin loops.
 */
export function binarise({ data, width: w, height: h }: Plane, share = 0.42): Uint8Array {
  const mean = localMean(data, w, h, Math.max(12, Math.round(w / 60)));
  const darkness = new Uint32Array(128);
  let dark = 0;
  for (let i = 0; i < data.length; i++) {
    const v = data[i]!;
    const m = mean[i]!;
    if (v < m * 0.8 && v < m - 20) {
      darkness[Math.min(127, Math.floor((128 * v) / m))]!++;
      dark++;
    }
  }
  let ink = 0;
  for (let i = 0, seen = 0; i < 128; i++) {
    seen += darkness[i]!;
    if (seen >= dark * 0.25) {
      ink = i / 128;
      break;
    }
  }
  const threshold = Math.min(0.88, 1 - share * (1 - ink));
  const out = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) out[i] = data[i]! < mean[i]! * threshold ? 1 : 0;
  return out;
}

/** The mean over a square of side 2·radius + 1 around each pixel, cut at the border. */
function localMean(data: Uint8Array, w: number, h: number, radius: number): Float32Array {
  const out = new Float32Array(w * h);
  const column = new Uint32Array(w);
  const addRow = (y: number, sign: 1 | -1) => {
    for (let x = 0, p = y * w; x < w; x++, p++) column[x]! += sign * data[p]!;
  };
  let top = 0;
  let bottom = 0;
  for (let y = 0; y < h; y++) {
    const y1 = Math.min(h, y + radius + 1);
    const y0 = Math.max(0, y - radius);
    while (bottom < y1) addRow(bottom++, 1);
    while (top < y0) addRow(top++, -1);
    let sum = 0;
    let left = 0;
    let right = 0;
    for (let x = 0, p = y * w; x < w; x++, p++) {
      const x1 = Math.min(w, x + radius + 1);
      const x0 = Math.max(0, x - radius);
      while (right < x1) sum += column[right++]!;
      while (left < x0) sum -= column[left++]!;
      out[p] = sum / ((y1 - y0) * (x1 - x0));
    }
  }
  return out;
}

/** Erases ink runs of `length` pixels and more, across and down: underlines, table rules, stamp frames, scanner streaks. In place. */
export function dropRules(ink: Uint8Array, w: number, h: number, length: number): void {
  const doomed: [start: number, count: number, step: number][] = [];
  const scan = (lines: number, along: number, lineStep: number, step: number) => {
    for (let l = 0; l < lines; l++) {
      for (let i = 0, p = l * lineStep; i < along; ) {
        const start = i;
        while (i < along && ink[p]) {
          i++;
          p += step;
        }
        if (i - start >= length) doomed.push([l * lineStep + start * step, i - start, step]);
        i++;
        p += step;
      }
    }
  };
  scan(h, w, w, 1);
  scan(w, h, 1, w);
  for (const [start, count, step] of doomed) for (let i = 0; i < count; i++) ink[start + i * step] = 0;
}
