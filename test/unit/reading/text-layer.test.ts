import { describe, expect, it } from 'vitest';
import { withPdf } from '../../../src/reading/pdf-document.js';
import { readTextLayer, type TextLayer } from '../../../src/reading/text-layer.js';
import { onePage, write } from '../../support/raw-pdf.js';

const limits = { maxFileBytes: 1e8, maxPages: 50, maxPixels: 20_000_000 };

const layer = (content: string, page = ''): Promise<TextLayer> =>
  withPdf(onePage(content, 'null', page), limits, async ({ document }) => readTextLayer(await document.getPage(1)));

const texts = async (content: string, page = '') => (await layer(content, page)).lines.map(({ text }) => text);

describe('readTextLayer', () => {
  it('reads rows from the top, the columns of a row from the left', async () => {
    const content = write([
      [300, 700, '๒๗ มกราคม ๒๕๖๘'],
      [350, 750, 'กรมส่งเสริมการปกครองท้องถิ่น'],
      [70, 750, 'ที่ มท ๐๘๑๐.๗/ว ๕๒๔'],
    ]);
    expect(await texts(content)).toEqual(['ที่ มท ๐๘๑๐.๗/ว ๕๒๔', 'กรมส่งเสริมการปกครองท้องถิ่น', '๒๗ มกราคม ๒๕๖๘']);
  });

  it('joins the pieces of a line, with a blank where there is a gap', async () => {
    // Each character of the test's font is 8 points wide at 16 points.
    expect(
      await texts(
        write([
          [70, 700, 'กรม'],
          [94, 700, 'การ'],
          [130, 700, 'ปก'],
        ]),
      ),
    ).toEqual(['กรมการ ปก']);
  });

  it('keeps one of two writings on the same place', async () => {
    expect(
      await texts(
        write([
          [70, 700, 'ด่วนมาก'],
          [70.3, 700, 'ด่วนมาก'],
        ]),
      ),
    ).toEqual(['ด่วนมาก']);
  });

  it('mends the text and keeps what the file says beside it', async () => {
    const { lines, raw } = await layer(write([[70, 700, 'จ\u0e4dานวน ส\uf70aง']]));
    expect(lines.map(({ text }) => text)).toEqual(['จำนวน ส่ง']);
    expect(raw).toBe('จ\u0e4dานวน ส\uf70aง');
  });

  it('tells where lines and characters stand', async () => {
    const { lines, width, height } = await layer(write([[119, 421, 'กขคง']]));
    expect([width, height]).toEqual([595, 842]);
    const [x0, y0, x1, y1] = lines[0]!.bbox!;
    expect(x0).toBeCloseTo(119 / 595, 3);
    expect(x1).toBeCloseTo((119 + 32) / 595, 3);
    expect(y0).toBeLessThan(0.5 - 8 / 842);
    expect(y1).toBeGreaterThan(0.5);
    expect(y1).toBeLessThan(0.51);
    expect(lines[0]!.chars?.x0.map((x) => Math.round(x * 595))).toEqual([119, 127, 135, 143]);
    expect(lines[0]!.chars?.p).toHaveLength(4);
  });

  it('tells how a line is drawn: its type, and the font of each character that is left after repair', async () => {
    const { drawn, lines } = await layer(write([[70, 700, 'จ\u0e4dานวน ๕']], 14));
    const [{ fonts, ...how }] = drawn as [(typeof drawn)[number]];
    expect(how).toEqual({ turns: 0, askew: false, size: 14 });
    expect(fonts).toHaveLength(lines[0]!.text.length);
    expect(new Set(fonts).size).toBe(1);
    expect(fonts[0]).not.toBe('');
  });

  it('reads a page that is shown turned', async () => {
    // Written upwards along the left edge of an upright page, and turned a quarter clockwise to be read.
    const turned = 'BT /F1 16 Tf 0 1 -1 0 100 200 Tm <0e01> Tj ET';
    const { lines, width, height } = await layer(turned, '/Rotate 90');
    expect([width, height]).toEqual([842, 595]);
    const [x0, , , y1] = lines[0]!.bbox!;
    expect(x0).toBeCloseTo(200 / 842, 2);
    expect(y1).toBeCloseTo((100 + 0.3 * 16) / 595, 2);
  });

  it('reads text that runs up the side, with its box on the page as shown', async () => {
    const { lines } = await layer('BT /F1 16 Tf 0 1 -1 0 100 200 Tm <0e010e02> Tj ET');
    const [x0, y0, x1, y1] = lines[0]!.bbox!;
    expect(lines[0]!.text).toBe('กข');
    expect(x0).toBeLessThan(100 / 595);
    expect(x1).toBeGreaterThan(100 / 595);
    expect(y1).toBeCloseTo(1 - 200 / 842, 3);
    expect(y0).toBeCloseTo(1 - 216 / 842, 3);
  });

  it('leaves out what stands beside the page', async () => {
    expect(
      await texts(
        write([
          [70, 700, 'กรม'],
          [700, 700, 'ลบ'],
          [70, -50, 'ลบ'],
        ]),
      ),
    ).toEqual(['กรม']);
  });

  it('stops at more text than a page can hold', async () => {
    const much = write(Array.from({ length: 25_000 }, (_, i) => [10 + (i % 50) * 11, 10 + (i % 80) * 10, `${i}`]));
    const { raw } = await layer(much);
    expect(raw.length).toBeLessThan(250_000);
  });
});
