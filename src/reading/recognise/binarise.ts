import { zeros } from '../page-memory.js';
import type { Plane } from './pixels.js';

/** Paper is measured in squares of this side. */
const SQUARE = 8;

/** How bright the paper of a plane is, square by square, and how dark its ink. */
export interface Paper {
  /** Squares in a row. */
  across: number;
  /** Mean brightness round each square. */
  level: Float32Array;
  /** No pixel of a square is darker than this: squares without ink are told without a second look. */
  bound: Uint8Array;
  /** The usual ink as a share of the paper round it. */
  ink: number;
}

/** Measures the paper and ink of a plane. */
export function paperOf(plane: Plane): Paper {
  const { width: w, height: h } = plane;
  const across = Math.ceil(w / SQUARE);
  const sums = new Int32Array(across * Math.ceil(h / SQUARE));
  const bound = new Uint8Array(sums.length).fill(255);
  sumSquares(plane, across, sums, bound);
  const paper = { across, level: meansAround(sums, w, h, Math.max(12, Math.round(w / 60))), bound, ink: 0 };
  return { ...paper, ink: usualInk(plane, paper) };
}

/**
 * Adds up the squares of a plane, eight pixels at a time: this is the one pass over every pixel. The bits that numbers have in common are
 * no more than the least of them. Rows do not begin at whole words: up to three pixels are counted to the square on their left.
 */
function sumSquares({ data, width: w, height: h }: Plane, across: number, sums: Int32Array, bound: Uint8Array): void {
  const shift = data.byteOffset & 3;
  const words = new Int32Array(data.buffer, data.byteOffset - shift, (data.length + shift) >> 2);
  for (let y = 0; y < h; y++) {
    const start = y * w + shift;
    const row = Math.floor(y / SQUARE) * across;
    const offset = -start & 3;
    const single = (x: number) => {
      const b = row + (x >> 3);
      sums[b]! += data[y * w + x]!;
      bound[b]! &= data[y * w + x]!;
    };
    const head = Math.min(w, offset);
    for (let x = 0; x < head; x++) single(x);
    let x = head;
    for (let k = (start + head) >> 2, b = row; x + 8 <= w; x += 8, k += 2, b++) {
      const u = words[k]!;
      const v = words[k + 1]!;
      const pairs = (u & 0xff00ff) + ((u >>> 8) & 0xff00ff) + (v & 0xff00ff) + ((v >>> 8) & 0xff00ff);
      sums[b]! += (pairs & 0xffff) + (pairs >>> 16);
      bound[b]! &= commonBits(u & v);
      if (offset) bound[b + 1]! &= commonBits(v);
    }
    for (; x < w; x++) single(x);
  }
}

const commonBits = (word: number) => word & (word >>> 8) & (word >>> 16) & (word >>> 24);

/** Calls `see` with the first and last row and column of each square that may hold a pixel below `most` of its level. */
function darkSquares(
  { width: w, height: h }: Plane,
  { across, level, bound }: Paper,
  most: (level: number) => number,
  see: (y0: number, y1: number, x0: number, x1: number, most: number, level: number) => void,
): void {
  for (let b = 0; b < level.length; b++) {
    // Whole numbers compare faster, and the samples are whole.
    const limit = Math.ceil(most(level[b]!));
    if (bound[b]! >= limit) continue;
    const x = (b % across) * SQUARE;
    const y = Math.floor(b / across) * SQUARE;
    see(y, Math.min(h, y + SQUARE), x, Math.min(w, x + SQUARE), limit, level[b]!);
  }
}

/** The share of the paper's brightness below which a quarter of the dark pixels lie. */
function usualInk(plane: Plane, paper: Paper): number {
  const { data, width: w } = plane;
  const darkness = new Uint32Array(128);
  let dark = 0;
  const clearlyDark = (level: number) => Math.min(level * 0.8, level - 20);
  darkSquares(plane, paper, clearlyDark, (y0, y1, x0, x1, most, level) => {
    const share = 128 / level;
    // Every other row will do to learn what ink is like.
    for (let y = y0; y < y1; y += 2) {
      for (let p = y * w + x0, end = y * w + x1; p < end; p++) {
        const v = data[p]!;
        if (v >= most) continue;
        darkness[Math.trunc(v * share)]!++;
        dark++;
      }
    }
  });
  for (let i = 0, seen = 0; i < 128; i++) {
    seen += darkness[i]!;
    if (seen >= dark * 0.25) return i / 128;
  }
  return 0;
}

/**
 * Ink (1) and paper (0). The threshold of a pixel lies between the local paper level and the page's own ink level, so that uneven
 * light does not matter and half-bright strokes (lifted colour, show-through) fall out. Plain Otsu ruins Thai's thin loops.
 */
export function binarise(plane: Plane, paper = paperOf(plane), share = 0.42): Uint8Array {
  const { data, width: w } = plane;
  const threshold = Math.min(0.88, 1 - share * (1 - paper.ink));
  const out = zeros(data.length);
  const inked = (level: number) => level * threshold;
  darkSquares(plane, paper, inked, (y0, y1, x0, x1, most) => {
    for (let y = y0; y < y1; y++) {
      for (let p = y * w + x0, end = y * w + x1; p < end; p++) out[p] = data[p]! < most ? 1 : 0;
    }
  });
  return out;
}

/** The mean brightness over a field of about 2·radius + 1 pixels a side round each square, cut at the border. */
function meansAround(sums: Int32Array, w: number, h: number, radius: number): Float32Array {
  const across = Math.ceil(w / SQUARE);
  const down = Math.ceil(h / SQUARE);
  const reach = Math.max(1, Math.round((2 * radius + 1) / SQUARE / 2 - 0.5));
  const out = new Float32Array(sums.length);
  const column = new Int32Array(across);
  for (let y = 0; y < down; y++) {
    const top = Math.max(0, y - reach);
    const bottom = Math.min(down, y + reach + 1);
    column.fill(0);
    for (let v = top; v < bottom; v++) for (let x = 0; x < across; x++) column[x]! += sums[v * across + x]!;
    const rows = Math.min(h, bottom * SQUARE) - top * SQUARE;
    for (let x = 0; x < across; x++) {
      const left = Math.max(0, x - reach);
      const right = Math.min(across, x + reach + 1);
      let sum = 0;
      for (let u = left; u < right; u++) sum += column[u]!;
      out[y * across + x] = sum / (rows * (Math.min(w, right * SQUARE) - left * SQUARE));
    }
  }
  return out;
}

/**
 * Erases ink runs of `length` pixels and more, across and down: underlines, table rules, stamp frames, scanner streaks. In place; says whether
 * there were any.
 */
export function dropRules(ink: Uint8Array, w: number, h: number, length: number): boolean {
  const doomed: [start: number, count: number, step: number][] = [];
  // A run of that length covers a place in every `length`: only those are looked at, and what is inked there is followed both ways.
  const follow = (line: number, along: number, step: number, at: number): number => {
    let first = at;
    let last = at;
    while (first > 0 && ink[line + (first - 1) * step]) first--;
    while (last + 1 < along && ink[line + (last + 1) * step]) last++;
    if (last - first + 1 >= length) doomed.push([line + first * step, last - first + 1, step]);
    return last;
  };
  for (let y = 0; y < h; y++) {
    for (let x = length - 1, past = -1; x < w; x += length) {
      if (x > past && ink[y * w + x]) past = follow(y * w, w, 1, x);
    }
  }
  const past = new Int32Array(w).fill(-1);
  for (let y = length - 1; y < h; y += length) {
    for (let x = 0; x < w; x++) if (ink[y * w + x] && y > past[x]!) past[x] = follow(x, h, w, y);
  }
  for (const [start, count, step] of doomed) for (let i = 0; i < count; i++) ink[start + i * step] = 0;
  return doomed.length > 0;
}
