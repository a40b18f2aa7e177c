import { degrees, PDFDocument, PDFName, PDFNumber } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { encryptedPdf } from '../../../fixtures/make/broken.js';
import type { Box } from '../../../schemas/common.js';
import { stampPdf } from '../../../src/printing/stamp-pdf.js';
import { STAMP, stampPlace } from '../../../src/printing/stamp-place.js';
import { fc } from '../../support/property.js';
import { extracted } from '../../support/searchable.js';

const stamp = { office: 'เทศบาลตำบลท่าข้าม', number: '123', date: '2025-02-05', time: '09:30' };
const ROWS = ['เทศบาลตำบลท่าข้าม', 'เลขรับ ๑๒๓', 'วันที่ ๕ กุมภาพันธ์ ๒๕๖๘', 'เวลา ๐๙.๓๐ น.'];

async function letter(change: (page: ReturnType<PDFDocument['addPage']>) => void = () => {}, objectStreams = false) {
  const document = await PDFDocument.create({ updateMetadata: false });
  document.addPage([595.28, 841.89]).drawText('first', { x: 100, y: 400 });
  const page = document.addPage([595.28, 841.89]);
  page.drawText('LETTER', { x: 100, y: 400 });
  change(page);
  return Buffer.from(await document.save({ useObjectStreams: objectStreams }));
}

const asked = (original: Uint8Array) => ({ original, stamp, page: 2, rotation: 0, busy: [] as Box[] }) as const;

const A4 = { width: 595.28, height: 841.89 };
const share = fc.double({ min: 0, max: 1, noNaN: true });
const box = fc
  .tuple(share, share, share, share)
  .map(([a, b, c, d]): Box => [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)]);

describe('where the receive stamp goes', () => {
  it('is the upper right corner, in full size, where nothing stands there', () => {
    const place = stampPlace({ ...A4, busy: [[0.1, 0.3, 0.9, 0.9]] });
    expect(place.scale).toBe(1);
    expect(place.y).toBeLessThan(40);
    expect(A4.width - (place.x + STAMP.width)).toBeLessThan(40);
  });

  it('goes below a stamp that is there already', () => {
    const first: Box = [0.68, 0.02, 0.98, 0.12];
    const place = stampPlace({ ...A4, busy: [first] });
    expect(place.scale).toBe(1);
    expect(place.y).toBeGreaterThan(first[3] * A4.height);
    expect(place.x + STAMP.width).toBeGreaterThan(0.9 * A4.width);
  });

  it('is smaller where the margin is all that is free', () => {
    const place = stampPlace({ ...A4, busy: [[0, 0.085, 1, 1]] });
    expect(place.scale).toBeLessThan(1);
    expect(place.y + STAMP.height * place.scale).toBeLessThan(0.085 * A4.height);
  });

  it('never covers what stands on the page, on any page', () => {
    const side = fc.double({ min: 200, max: 2400, noNaN: true });
    fc.assert(
      fc.property(side, side, fc.array(box, { maxLength: 12 }), (width, height, busy) => {
        const { x, y, scale, strip } = stampPlace({ width, height, busy });
        const [x1, y1] = [x + STAMP.width * scale, y + STAMP.height * scale];
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x1).toBeLessThanOrEqual(width);
        // Paper that is put on lies above the page; otherwise the stamp is on the page, beside everything.
        expect(y1).toBeLessThanOrEqual(strip > 0 ? strip : height);
        if (strip > 0) return;
        for (const [bx0, by0, bx1, by1] of busy) {
          const apart = bx1 * width <= x || bx0 * width >= x1 || by1 * height <= y || by0 * height >= y1;
          expect(apart).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a copy with the stamp', () => {
  it.each([false, true])('begins with the bytes of the original (packed objects: %s)', async (packed) => {
    const original = await letter(undefined, packed);
    const before = Buffer.from(original);
    const made = await stampPdf(asked(original));
    expect(original.equals(before)).toBe(true);
    expect(made.pdf.subarray(0, original.length).equals(original)).toBe(true);
    expect(made).toMatchObject({ appended: true, signed: false });
    const { text, pieces } = await extracted(made.pdf, 2);
    for (const row of ROWS) expect(text).toContain(row);
    expect(text).toContain('LETTER');
    for (const { text: piece, box: where } of pieces) {
      if (piece !== 'LETTER') expect(where[0] > 0.6 && where[3] < 0.15, piece).toBe(true);
    }
    expect((await extracted(made.pdf, 1)).text).toBe('first');
  });

  it.each([0, 90, 180, 270] as const)(
    'is upright on a page shown turned by %d°, in its upper right corner',
    async (turn) => {
      const original = await letter((page) => page.setRotation(degrees(turn)));
      const { pieces } = await extracted((await stampPdf(asked(original))).pdf, 2);
      checkUpright(pieces);
    },
  );

  it.each([90, 180, 270] as const)('follows a text that was scanned turned by %d°', async (rotation) => {
    const made = await stampPdf({ ...asked(await letter()), rotation });
    checkUpright((await extracted(made.pdf, 2, rotation)).pieces);
  });

  it('puts paper on above where the page is full, and moves nothing of the letter', async () => {
    for (const turn of [0, 90, 180, 270]) {
      const original = await letter((page) => page.setRotation(degrees(turn)));
      const made = await stampPdf({ ...asked(original), busy: [[0, 0, 1, 1]] });
      const [before, after] = [await extracted(original, 2), await extracted(made.pdf, 2)];
      expect(after.size[0]).toBeCloseTo(before.size[0], 1);
      expect(after.size[1]).toBeCloseTo(before.size[1] + made.place.strip, 1);
      const top = made.place.strip / after.size[1];
      for (const { text, box: where } of after.pieces) {
        if (text !== 'LETTER') expect(where[3], text).toBeLessThan(top);
        else expect((where[1] - top) * after.size[1]).toBeCloseTo(before.pieces[0]!.box[1] * before.size[1], 0);
      }
    }
  });

  it('keeps to the part of the page that is shown, and to its unit', async () => {
    const cropped = await letter((page) => page.setCropBox(50, 60, 400, 500));
    expect(
      (await extracted((await stampPdf(asked(cropped))).pdf, 2)).pieces.every(
        ({ box: [x0, , x1] }) => x0 > 0 && x1 < 1,
      ),
    ).toBe(true);
    const large = await letter((page) => page.node.set(PDFName.of('UserUnit'), PDFNumber.of(2)));
    const made = await stampPdf(asked(large));
    expect(made.place.x + STAMP.width).toBeCloseTo(2 * 595.28 - 19.84, 0);
  });

  it('says that a letter is signed, and leaves what the signature covers as it is', async () => {
    const original = Buffer.concat([await letter(), Buffer.from('\n% /ByteRange [0 10 20 30]\n')]);
    const made = await stampPdf(asked(original));
    expect(made).toMatchObject({ signed: true, appended: true });
    expect(made.pdf.subarray(0, original.length).equals(original)).toBe(true);
  });

  it('leaves rows blank that are to be filled in by hand', async () => {
    const made = await stampPdf({ ...asked(await letter()), stamp: { ...stamp, date: null, time: null } });
    const { text } = await extracted(made.pdf, 2);
    expect(text).toContain('วันที่');
    expect(text).not.toContain('น.');
  });

  it('refuses what it cannot add to, and a page that is not there', async () => {
    await expect(stampPdf(asked(Buffer.from('no pdf')))).rejects.toMatchObject({ code: 'pdf.damaged' });
    await expect(stampPdf(asked(encryptedPdf('')))).rejects.toMatchObject({ code: 'pdf.encrypted' });
    await expect(stampPdf({ ...asked(await letter()), page: 3 })).rejects.toMatchObject({ code: 'record.not_found' });
  });
});

function checkUpright(pieces: Awaited<ReturnType<typeof extracted>>['pieces']): void {
  const rows = ROWS.map((row) => pieces.find(({ text }) => row.startsWith(text) && text.length > 2));
  const tops = rows.map((row) => row!.box[1]);
  expect(tops).toEqual([...tops].sort((a, b) => a - b));
  for (const row of rows) {
    const [x0, y0, x1, y1] = row!.box;
    expect(x1 - x0).toBeGreaterThan(0);
    expect(y1 - y0).toBeGreaterThan(0);
    expect(x0).toBeGreaterThan(0.55);
    expect(y1).toBeLessThan(0.2);
  }
}
