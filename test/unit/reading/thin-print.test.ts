import { describe, expect, it } from 'vitest';
import type { PageImage } from '../../../src/reading/image.js';
import { recognisePage } from '../../../src/reading/recognise/recognise-page.js';
import { lookAt, thickened } from '../../../src/reading/recognise/thin-print.js';
import { drawPage, folded, LETTER, sarabun } from '../../support/page-image.js';

/** A page of 200 dpi in black and white; of every hundred inked pixels so many are lost, in spots of two by two. */
async function copy(lost: number): Promise<PageImage> {
  const drawn = await drawPage(
    (pen) => {
      pen.font = sarabun(46);
      for (const [i, line] of LETTER.entries()) pen.fillText(line, 160, 260 + i * 96);
    },
    { width: 1654, height: 1200 },
  );
  const { width, height } = drawn;
  const data = new Uint8Array(width * height);
  let seed = 11;
  const spots = Uint8Array.from({ length: ((width + 1) >> 1) * ((height + 1) >> 1) }, () => {
    seed = (seed * 16807) % 2147483647;
    return seed % 100 < lost ? 1 : 0;
  });
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const spot = spots[(y >> 1) * ((width + 1) >> 1) + (x >> 1)];
      data[y * width + x] = drawn.data[(y * width + x) * 3]! < 128 && !spot ? 0 : 255;
    }
  }
  return { data, width, height, channels: 1, dpi: 200 };
}

describe('lookAt', () => {
  it('leaves sound print as it is', async () => {
    const page = await copy(0);
    expect((await lookAt(page))!.image === page).toBe(true);
  });

  it('mends strokes that are broken up, so that lines are found and digits read', async () => {
    const page = await copy(30);
    expect((await lookAt(page))!.image === page).toBe(false);
    const { lines } = await recognisePage(page);
    expect(lines).toHaveLength(LETTER.length);
    const digits = (text: string) => (text.match(/[๐-๙]+/g) ?? []).join(' ');
    expect(lines.map((l) => digits(folded(l.text)))).toEqual(LETTER.map((l) => digits(folded(l))));
  });
});

describe('thickened', () => {
  it('makes each sample as dark as the darkest beside, above and below it, channel by channel, without leaving its row', () => {
    const width = 4;
    const data = new Uint8Array(width * 3 * 3).fill(255);
    const set = (x: number, y: number, channel: number, v: number) => {
      data[(y * width + x) * 3 + channel] = v;
    };
    set(3, 0, 0, 10);
    set(0, 2, 1, 20);
    const { data: out } = thickened({ data, width, height: 3, channels: 3, dpi: null });
    const channel = (c: number) => Array.from({ length: 12 }, (_, i) => out[i * 3 + c]);
    expect(channel(0)).toEqual([255, 255, 10, 10, 255, 255, 10, 10, 255, 255, 255, 255]);
    expect(channel(1)).toEqual([255, 255, 255, 255, 20, 20, 255, 255, 20, 20, 255, 255]);
    expect(channel(2)).toEqual(new Array(12).fill(255));
  });
});
