import { describe, expect, it } from 'vitest';
import { greyWhereColourless } from '../../src/reading/pixels.js';
import { binarise, dropRules } from '../../src/reading/recognise/binarise.js';
import { components } from '../../src/reading/recognise/components.js';
import { fc } from '../support/property.js';

/** A mask of ink with its size; rows of any length, so that they begin at any place of a word. */
const mask = fc.record({ w: fc.integer({ min: 1, max: 23 }), h: fc.integer({ min: 1, max: 17 }) }).chain(({ w, h }) =>
  fc.record({
    w: fc.constant(w),
    h: fc.constant(h),
    ink: fc
      .array(fc.constantFrom(0, 0, 1), { minLength: w * h, maxLength: w * h })
      .map((bits) => Uint8Array.from(bits)),
  }),
);

/** The patches of a mask as a person would find them: from a pixel to its eight neighbours. */
function flooded(ink: Uint8Array, w: number, h: number): string[] {
  const left = ink.slice();
  const found: string[] = [];
  for (let start = 0; start < left.length; start++) {
    if (!left[start]) continue;
    const todo = [start];
    left[start] = 0;
    const xs: number[] = [];
    const ys: number[] = [];
    for (let p = todo.pop(); p !== undefined; p = todo.pop()) {
      const [x, y] = [p % w, Math.floor(p / w)];
      xs.push(x);
      ys.push(y);
      for (let v = Math.max(0, y - 1); v <= Math.min(h - 1, y + 1); v++) {
        for (let u = Math.max(0, x - 1); u <= Math.min(w - 1, x + 1); u++) {
          if (!left[v * w + u]) continue;
          left[v * w + u] = 0;
          todo.push(v * w + u);
        }
      }
    }
    found.push([Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys), xs.length].join());
  }
  return found.sort();
}

describe('ink', () => {
  it('is parted into the patches that hang together', () => {
    fc.assert(
      fc.property(mask, ({ ink, w, h }) => {
        const found = components(ink, w, h).map((c) => [c.x0, c.x1, c.y0, c.y1, c.area].join());
        expect(found.sort()).toEqual(flooded(ink, w, h));
      }),
    );
  });

  it('loses every run as long as a rule, across and down, and nothing else', () => {
    fc.assert(
      fc.property(mask, fc.integer({ min: 2, max: 6 }), ({ ink, w, h }, length) => {
        const inRun = (x: number, y: number, dx: number, dy: number) => {
          const inked = (k: number) => {
            const [u, v] = [x + k * dx, y + k * dy];
            return u >= 0 && v >= 0 && u < w && v < h && ink[v * w + u] === 1;
          };
          let run = 1;
          for (let k = 1; inked(k); k++) run++;
          for (let k = -1; inked(k); k--) run++;
          return run >= length;
        };
        const wanted = ink.map((v, p) => {
          const [x, y] = [p % w, Math.floor(p / w)];
          return v && (inRun(x, y, 1, 0) || inRun(x, y, 0, 1)) ? 0 : v;
        });
        dropRules(ink, w, h, length);
        expect(ink).toEqual(wanted);
      }),
    );
  });

  it.each([
    ['white paper', 255, 0],
    ['grey paper', 150, 0],
    ['paper in uneven light', 240, 90],
  ])('is told from %s', (_, paper, falls) => {
    const [w, h] = [301, 187];
    const data = Uint8Array.from({ length: w * h }, (_, p) => paper - ((p % w) / w) * falls);
    const stroke = (p: number) => p % w > 20 && p % w < 280 && Math.floor(p / w) % 40 >= 37 && p % 7 < 5;
    for (let p = 0; p < data.length; p++) if (stroke(p)) data[p]! *= 0.3;
    const ink = binarise({ data, width: w, height: h });
    expect(ink).toEqual(Uint8Array.from(data, (_, p) => (stroke(p) ? 1 : 0)));
  });

  it('is none on blank paper', () => {
    expect(binarise({ data: new Uint8Array(100 * 50).fill(230), width: 100, height: 50 }).every((v) => v === 0)).toBe(
      true,
    );
  });
});

describe('a picture without colour', () => {
  it('is kept as one channel, unless a single pixel has a tint', () => {
    const grey = fc.uint8Array({ minLength: 1, maxLength: 9000 });
    const tint = fc.option(fc.record({ at: fc.nat(), channel: fc.nat(2) }));
    fc.assert(
      fc.property(grey, tint, fc.nat(3), (samples, tinted, offset) => {
        const data = new Uint8Array(samples.length * 3 + offset).subarray(offset);
        data.forEach((_, j) => {
          data[j] = samples[Math.floor(j / 3)]!;
        });
        if (tinted) data[(tinted.at % samples.length) * 3 + tinted.channel]! ^= 1;
        const image = { data, width: samples.length, height: 1, channels: 3 as const, dpi: null };
        const kept = greyWhereColourless(image);
        if (tinted) expect(kept).toBe(image);
        else expect(kept).toEqual({ ...image, data: samples, channels: 1 });
      }),
    );
  });
});
