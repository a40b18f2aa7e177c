import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PageImage } from '../../../src/reading/image.js';
import { setUprightAtFullHeight } from '../../../src/reading/recognise/flat-fax.js';
import { recognisePage } from '../../../src/reading/recognise/recognise-page.js';
import { drawPage, folded, LETTER, sarabun } from '../../support/page-image.js';

const TOP = 300;
const APART = 96;
/** A fax of 204 dots to the inch across, black and white: the whole of an A4 page, or its upper half. */
const drawn = (height: number) =>
  drawPage(
    (pen) => {
      pen.font = sarabun(40);
      for (const [i, line] of LETTER.entries()) pen.fillText(line, 200, TOP + i * APART);
    },
    { width: 1728, height },
  );

async function sent({ data, ...size }: PageImage, height: number): Promise<PageImage> {
  const picture = sharp(data, { raw: size }).greyscale().resize(size.width, height, { fit: 'fill' }).threshold(150);
  const raw = await picture.toColourspace('b-w').raw().toBuffer();
  return { data: new Uint8Array(raw), width: size.width, height, channels: 1, dpi: null };
}

describe('setUprightAtFullHeight', () => {
  let flat: PageImage;
  beforeAll(async () => {
    flat = await sent(await drawn(2380), 1143);
  });

  it('reads a standard fax that does not say how flat its dots are', async () => {
    const { lines, rotation } = await recognisePage(flat);
    expect(rotation).toBe(0);
    expect(lines.map(({ text }) => folded(text))).toEqual(LETTER.map(folded));
  });

  it('gives boxes on the picture as it came', async () => {
    const { lines } = await recognisePage(flat);
    for (const [i, { bbox }] of lines.entries()) {
      const base = (TOP + i * APART) / 2380;
      expect(bbox![1]).toBeLessThan(base);
      expect(bbox![1]).toBeGreaterThan(base - 0.04);
      expect(bbox![3]).toBeGreaterThan(base);
      expect(bbox![3]).toBeLessThan(base + 0.02);
    }
  });

  it('leaves half a page in fine resolution as it is', async () => {
    const half = await sent(await drawn(1143), 1143);
    expect((await setUprightAtFullHeight(half))!.image === half).toBe(true);
  });

  it('leaves a wide picture as it is that reads no better for it', async () => {
    const data = new Uint8Array(1728 * 1143).fill(255);
    for (let i = 0; i < data.length; i += 97) data[i] = 0;
    const upright = await setUprightAtFullHeight({ data, width: 1728, height: 1143, channels: 1, dpi: null });
    expect(upright === null || upright.image.height === 1143).toBe(true);
  });
});
