import { deflateSync } from 'node:zlib';
import type { SKRSContext2D } from '@napi-rs/canvas';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { drawEmblem } from '../../../fixtures/make/ink.js';
import { drawModules, qrModules } from '../../../fixtures/make/qr.js';
import { codeText } from '../../../src/reading/codes/code-text.js';
import { findFinders } from '../../../src/reading/codes/finders.js';
import { layerCodes } from '../../../src/reading/codes/layer-codes.js';
import { readCodes } from '../../../src/reading/codes/read-codes.js';
import type { PageImage } from '../../../src/reading/image.js';
import { pageContent } from '../../../src/reading/pdf-content.js';
import { withPdf } from '../../../src/reading/pdf-document.js';
import { recognisePage } from '../../../src/reading/recognise/recognise-page.js';
import { drawPage, sarabun, turned } from '../../support/page-image.js';
import { draw, image as imageObject, onePage } from '../../support/raw-pdf.js';

const URL = 'https://example.go.th/r/2568?a=1';
const TEXT = 'ติดต่อ กองคลัง โทร. ๐ ๒๒๔๑ ๙๐๐๐';
const LINES = ['เรื่อง การประชุมชี้แจงแนวทางการดำเนินงาน', 'เรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด'];

/** Lines of print with a code below them, its upper left corner at (900, 500). */
async function letter(content: string | Uint8Array, side = 180, paint?: (pen: SKRSContext2D) => void) {
  const modules = await qrModules(content);
  return drawPage((pen) => {
    for (const [i, line] of LINES.entries()) pen.fillText(line, 120, 200 + i * 70);
    paint?.(pen);
    drawModules(pen, modules, 900, 500, side);
  });
}
const box = ({ width, height }: PageImage, side: number, x = 900, y = 500) =>
  [x / width, y / height, (x + side) / width, (y + side) / height].map((value) => expect.closeTo(value, 2));
const texts = async (image: PageImage) => (await readCodes(image)).map(({ text }) => text);

describe('readCodes', () => {
  const fetched = vi.fn(() => Promise.reject(new Error('no network')));
  beforeEach(() => void vi.stubGlobal('fetch', fetched));
  afterEach(() => {
    vi.unstubAllGlobals();
    expect(fetched).not.toHaveBeenCalled();
  });

  it('finds a code with its text and its place', async () => {
    const page = await letter(URL);
    expect(await readCodes(page)).toEqual([{ kind: 'qr', bbox: box(page, 180), text: URL }]);
  });

  it.each([90, 180, 270] as const)('reads one that was turned by %i degrees', async (degrees) => {
    expect(await texts(await turned(await letter(URL), degrees))).toEqual([URL]);
  });

  it('reads small modules, blurred and with the noise of a JPEG', async () => {
    const page = await letter(URL, 85);
    const raw = { width: page.width, height: page.height, channels: page.channels };
    const jpeg = await sharp(page.data, { raw }).blur(0.6).jpeg({ quality: 40 }).toBuffer();
    const data = new Uint8Array(await sharp(jpeg).raw().toBuffer());
    expect(await texts({ ...page, data })).toEqual([URL]);
  });

  it('reads coloured ones and light ones on a dark ground', async () => {
    const light = await letter(URL, 180, (pen) => {
      pen.fillStyle = '#123a5c';
      pen.fillRect(850, 450, 280, 280);
      pen.fillStyle = '#ffe9a0';
    });
    const blue = await letter(URL, 180, (pen) => {
      pen.fillStyle = '#2a4a9a';
    });
    expect([await texts(light), await texts(blue)]).toEqual([[URL], [URL]]);
  });

  it('reads several, from the top down', async () => {
    const [first, second, third] = await Promise.all(['a1', 'https://b.go.th/2', TEXT].map(qrModules));
    const page = await drawPage((pen) => {
      drawModules(pen, third!, 120, 600, 150);
      drawModules(pen, second!, 700, 330, 150);
      drawModules(pen, first!, 120, 40, 150);
    });
    expect(await texts(page)).toEqual(['a1', 'https://b.go.th/2', TEXT]);
  });

  it('tells of one that cannot be read that it is there', async () => {
    // The finders and the alternating modules between them are left, the rest is painted over.
    const page = await letter(URL);
    const spoiled = await drawPage((pen) => {
      pen.putImageData(toImageData(pen, page), 0, 0);
      pen.fillRect(970, 570, 70, 70);
    });
    expect(await readCodes(spoiled)).toEqual([{ kind: 'qr', bbox: box(page, 180), text: '' }]);
  });

  it('finds nothing in print, in a grid, in three framed squares, or on a small image', async () => {
    const print = await drawPage((pen) => {
      for (let y = 60; y < 880; y += 44) pen.fillText('กำหนดการประชุมชี้แจง ๑๒๓๔๕ ๖๗๘๙๐ (ว ๕๒๔)', 60, y);
    });
    const grid = await drawPage((pen) => {
      for (let x = 100; x < 1000; x += 12) for (let y = 100; y < 800; y += 12) pen.fillRect(x, y, 6, 6);
    });
    const squares = await drawPage((pen) => {
      pen.lineWidth = 8;
      for (const [x, y] of [
        [200, 200],
        [500, 200],
        [200, 500],
      ] as const) {
        pen.strokeRect(x, y, 48, 48);
        pen.fillRect(x + 12, y + 12, 24, 24);
      }
    });
    expect(findFinders(squares)).toHaveLength(3);
    const tiny = { data: new Uint8Array(4), width: 2, height: 2, channels: 1 as const, dpi: null };
    for (const page of [print, grid, squares, tiny]) expect(await readCodes(page)).toEqual([]);
  });

  it.each([
    ['a script', 'javascript:alert(1)', 'javascript:alert(1)'],
    ['control characters', 'a\u0007\u001b[31mb\0c', 'a\ufffd\ufffd[31mb\ufffdc'],
    ['writing turned round', 'abc\u202e\u2066fed', 'abc\ufffd\ufffdfed'],
    ['lines', ' หนึ่ง\r\nสอง\n', 'หนึ่ง\nสอง'],
    ['an old encoding', Uint8Array.from([0xb7, 0xb4, 0xca, 0xcd, 0xba]), 'ทดสอบ'],
  ])('gives text that is safe to show for %s', async (_, content, expected) => {
    expect(await texts(await letter(content))).toEqual([expected]);
  });

  it('cuts off what the largest code of digits has more than one of letters', async () => {
    const modules = await qrModules('9'.repeat(7089));
    expect(modules.side).toBe(177);
    const page = await drawPage((pen) => drawModules(pen, modules, 200, 100, 177 * 4));
    expect((await texts(page)).map((text) => [text.length, new Set(text).size])).toEqual([[4300, 1]]);
  });
});

describe('codeText', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);

  it('takes the bytes as UTF-8 or TIS-620, and the decoder at its word where they are neither or the code says more', () => {
    expect(codeText(bytes('ก๑'), 'à¸', false)).toBe('ก๑');
    expect(codeText(Uint8Array.from([0xa1, 0xd2]), '¡Ò', false)).toBe('กา');
    expect(codeText(Uint8Array.from([0x63, 0x61, 0x66, 0xe9]), 'café', false)).toBe('café');
    expect(codeText(Uint8Array.from([0x8e, 0xa1]), '本', true)).toBe('本');
  });

  it('leaves nothing that has no look of its own but line breaks', () => {
    const seen = codeText(bytes('a\u200bb\u00adc\u2028d\ufeffe\u0085f\ue000g\tก\u0e48'), '', false);
    expect(seen).toBe('a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf\ufffdg\ufffdก\u0e48');
  });
});

describe('recognisePage', () => {
  it('keeps a code apart from the print', async () => {
    const reading = await recognisePage(await letter(URL));
    expect(reading.lines.map(({ text }) => text.replace(/\s/g, ''))).toEqual(
      LINES.map((text) => text.replace(/\s/g, '')),
    );
    expect(reading.regions).toEqual([{ kind: 'qr', bbox: expect.any(Array), text: URL }]);
  });

  it('gives the code of a page without print, and of one that lies on its side', async () => {
    const modules = await qrModules(URL);
    const alone = await drawPage((pen) => drawModules(pen, modules, 900, 500, 180));
    expect((await recognisePage(alone)).regions).toEqual([{ kind: 'qr', bbox: box(alone, 180), text: URL }]);
    const page = await letter(URL);
    const reading = await recognisePage(await turned(page, 90));
    expect(reading.rotation).toBe(270);
    expect(reading.regions).toEqual([{ kind: 'qr', bbox: box(page, 180), text: URL }]);
  });

  it('tells the emblem at the head from print, codes and pictures elsewhere', async () => {
    const write = (pen: SKRSContext2D) => {
      pen.font = sarabun(34);
      for (const [i, line] of LINES.entries()) pen.fillText(line, 120, 420 + i * 70);
    };
    const page = await drawPage(
      (pen) => {
        drawEmblem(pen as never, 620, 60, 180);
        drawEmblem(pen as never, 220, 900, 180);
        write(pen);
      },
      { height: 1754 },
    );
    const { regions } = await recognisePage(page);
    expect(regions).toEqual([{ kind: 'emblem', bbox: expect.any(Array), text: '' }]);
    const [x0, , x1, y1] = regions[0]!.bbox;
    expect([(x0 + x1) / 2, y1]).toEqual([expect.closeTo(620 / 1240, 2), expect.closeTo(240 / 1754, 2)]);
  });
});

describe('layerCodes', () => {
  const limits = { maxFileBytes: 1e8, maxPages: 50, maxPixels: 20_000_000 };
  const codes = (bytes: Uint8Array) =>
    withPdf(bytes, limits, async ({ document }) => {
      const page = await document.getPage(1);
      return layerCodes(page, await pageContent(page));
    });
  /** A code as an image of 4 pixels a module, in grey. */
  async function picture() {
    const modules = await qrModules(URL);
    const side = (modules.side + 8) * 4;
    const page = await drawPage((pen) => drawModules(pen, modules, 16, 16, modules.side * 4), {
      width: side,
      height: side,
    });
    return { side, grey: Buffer.from(page.data.filter((_, i) => i % 3 === 0)) };
  }
  /** The same as squares of `unit` points with their upper left corner at (100, 742). */
  async function squares(unit: number, paint: (x: number, y: number) => string): Promise<string> {
    const { side, dark } = await qrModules(URL);
    return dark
      .map((isDark, i) => (isDark ? paint(100 + (i % side) * unit, 742 - Math.floor(i / side) * unit) : ''))
      .join('\n');
  }
  const near = (left: number, top: number, right: number, bottom: number) =>
    [left / 595, top / 842, right / 595, bottom / 842].map((value) => expect.closeTo(value, 2));

  it('finds a code that is an image, where the page puts it', async () => {
    const { side, grey } = await picture();
    const quiet = (16 / side) * 120;
    const object = imageObject(side, side, '/FlateDecode', deflateSync(grey), '/DeviceGray');
    const found = await codes(onePage(draw('120 0 0 120 400 100'), object));
    const place = near(400 + quiet, 842 - 220 + quiet, 520 - quiet, 742 - quiet);
    expect(found).toEqual([{ kind: 'qr', bbox: place, text: URL }]);
  });

  it('finds it on a page that is turned', async () => {
    const { side, grey } = await picture();
    const object = imageObject(side, side, '/FlateDecode', deflateSync(grey), '/DeviceGray');
    const [found] = await codes(onePage(draw('120 0 0 120 400 100'), object, '/Rotate 90'));
    expect(found?.text).toBe(URL);
    const [x0, y0, x1, y1] = found!.bbox;
    expect([((x0 + x1) / 2) * 842, ((y0 + y1) / 2) * 595]).toEqual([expect.closeTo(160, 0), expect.closeTo(460, 0)]);
  });

  it.each([
    ['one square after the other', (x: number, y: number) => `${x} ${y - 2} 2 2 re f`],
    ['one path', (x: number, y: number) => `${x} ${y - 2} 2 2 re`],
    ['one stroke', (x: number, y: number) => `${x} ${y - 1} m ${x + 2} ${y - 1} l`],
  ])('finds a code drawn as %s', async (way, paint) => {
    const end = way === 'one path' ? ' f' : way === 'one stroke' ? ' S' : '';
    const found = await codes(onePage(`2 w ${await squares(2, paint)}${end}`));
    const { side } = await qrModules(URL);
    expect(found).toEqual([{ kind: 'qr', bbox: near(100, 100, 100 + side * 2, 100 + side * 2), text: URL }]);
  });

  it('finds none in a table or in text', async () => {
    const rules = Array.from(
      { length: 90 },
      (_, i) => `${100 + (i % 9) * 20} ${700 - Math.floor(i / 9) * 20} 20 0.5 re f`,
    );
    expect(await codes(onePage(`${rules.join('\n')} BT /F1 14 Tf 1 0 0 1 60 60 Tm <0e01> Tj ET`))).toEqual([]);
  });
});

function toImageData(pen: SKRSContext2D, { data, width, height }: PageImage) {
  const image = pen.createImageData(width, height);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) image.data[i * 4 + c] = data[i * 3 + c]!;
    image.data[i * 4 + 3] = 255;
  }
  return image;
}
