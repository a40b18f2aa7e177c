import { beforeAll, describe, expect, it } from 'vitest';
import type { PageImage } from '../../../src/reading/image.js';
import { setUpright } from '../../../src/reading/recognise/orientation.js';
import { recognisePage } from '../../../src/reading/recognise/recognise-page.js';
import { drawPage, folded, LETTER, sarabun } from '../../support/page-image.js';

const WIDTH = 1654;
const HEIGHT = 1500;
const LINES = [...LETTER, ...LETTER];
const base = (i: number) => 260 + i * 100;

/** A page whose paper curls up and down by `depth` pixels from left to right, less at its foot. */
function curled(page: PageImage, depth: number): PageImage {
  const { width, height, channels } = page;
  const data = new Uint8Array(page.data.length).fill(255);
  for (let x = 0; x < width; x++) {
    for (let y = 0; y < height; y++) {
      const from = y - Math.round(sunkBy(x, y, depth));
      if (from < 0 || from >= height) continue;
      for (let k = 0; k < channels; k++) {
        data[(y * width + x) * channels + k] = page.data[(from * width + x) * channels + k]!;
      }
    }
  }
  return { ...page, data };
}

const sunkBy = (x: number, y: number, depth: number) =>
  depth * Math.sin((x / WIDTH) * Math.PI * 1.5) * (1 - (0.4 * y) / HEIGHT);

describe('a page whose paper curls', () => {
  let flat: PageImage;

  beforeAll(async () => {
    flat = await drawPage(
      (pen) => {
        pen.font = sarabun(46);
        for (const [i, line] of LINES.entries()) pen.fillText(line, 160, base(i));
      },
      { width: WIDTH, height: HEIGHT },
    );
  });

  it.each([12, -20, 45])('is read line by line, with boxes where its lines are seen (%s pixels)', async (depth) => {
    const { lines } = await recognisePage(curled(flat, depth));
    expect(lines.map((l) => folded(l.text))).toEqual(LINES.map(folded));
    for (const [i, { bbox }] of lines.entries()) {
      const [x0, y0, x1, y1] = bbox!;
      // Both ends of the line, a little above its base, lie in the box.
      for (const x of [170, (x0 + x1) * 0.5 * WIDTH, x1 * WIDTH - 20]) {
        const seen = base(i) - 12 + sunkBy(x, base(i), depth);
        expect(x / WIDTH).toBeGreaterThan(x0);
        expect(seen / HEIGHT).toBeGreaterThan(y0);
        expect(seen / HEIGHT).toBeLessThan(y1);
      }
    }
  });

  it('is left as it is where it is flat, askew or not', async () => {
    expect((await setUpright(flat))!.image).toBe(flat);
    const askew = curled(flat, 0);
    for (let x = 0; x < WIDTH; x++) {
      const fall = Math.round(x * 0.03);
      for (let y = 0; y < HEIGHT; y++) {
        for (let k = 0; k < 3; k++) {
          askew.data[(y * WIDTH + x) * 3 + k] = y < fall ? 255 : flat.data[((y - fall) * WIDTH + x) * 3 + k]!;
        }
      }
    }
    expect((await setUpright(askew))!.image).toBe(askew);
  });
});
