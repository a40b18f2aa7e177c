import type { SKRSContext2D } from '@napi-rs/canvas';
import { beforeAll, describe, expect, it } from 'vitest';
import { pageReading } from '../../../schemas/page.js';
import type { PageImage } from '../../../src/reading/image.js';
import { recognisePage } from '../../../src/reading/recognise/recognise-page.js';
import { drawPage, folded, LETTER, sarabun, turned } from '../../support/page-image.js';

/** Lines one below the other, 70 pixels apart. */
function write(pen: SKRSContext2D, lines: string[], x: number, y: number) {
  for (const [i, line] of lines.entries()) pen.fillText(line, x, y + i * 70);
}
const textOf = (reading: { lines: { text: string }[] }) => reading.lines.map((l) => l.text);

describe('recognisePage', () => {
  let letter: PageImage;
  beforeAll(async () => {
    letter = await drawPage((pen) => write(pen, LETTER, 120, 200));
  });

  it('reads the lines of a letter from the top down', async () => {
    const reading = await recognisePage(letter);
    expect(textOf(reading).map(folded)).toEqual(LETTER.map(folded));
    expect(reading.rotation).toBe(0);
    expect(reading.confidence).toBeGreaterThan(0.95);
    expect(reading.regions).toEqual([]);
  });

  it('gives each character a probability and a place, and boxes round what was drawn', async () => {
    const reading = await recognisePage(letter);
    expect(pageReading.shape.lines.safeParse(reading.lines).success).toBe(true);
    reading.lines.forEach((line, i) => {
      const { p, x0, x1 } = line.chars!;
      expect([p.length, x0.length, x1.length]).toEqual([line.text.length, line.text.length, line.text.length]);
      expect(line.text).toBe(line.text.normalize('NFC'));
      const [left, top, right, bottom] = line.bbox!;
      const base = (200 + i * 70) / letter.height;
      expect(top).toBeLessThan(base - 0.015);
      expect(bottom).toBeGreaterThan(base);
      expect(bottom - top).toBeLessThan(70 / letter.height);
      // Drawn from x = 120; each place lies in the line's box and none runs backwards.
      expect(Math.abs(left - 120 / letter.width)).toBeLessThan(0.01);
      for (let k = 0; k < p.length; k++) {
        expect(x0[k]!).toBeLessThan(x1[k]!);
        expect(x0[k]!).toBeGreaterThan(left - 0.02);
        expect(x1[k]!).toBeLessThan(right + 0.02);
        if (k) expect(x0[k]!).toBeGreaterThanOrEqual(x0[k - 1]!);
      }
    });
  });

  it('reads a letter that is printed in blue from end to end', async () => {
    const blue = await drawPage((pen) => {
      pen.fillStyle = '#1f3fa0';
      write(pen, LETTER, 120, 200);
    });
    expect(textOf(await recognisePage(blue)).map(folded)).toEqual(LETTER.map(folded));
  });

  it.each([90, 180, 270] as const)('sets a page upright that was turned by %i degrees', async (degrees) => {
    const reading = await recognisePage(await turned(letter, degrees));
    expect((reading.rotation + degrees) % 360).toBe(0);
    expect(textOf(reading).map(folded)).toEqual(LETTER.map(folded));
  });

  it('gives the same result again, whatever was read in between', async () => {
    const first = await recognisePage(letter);
    await recognisePage(await drawPage((pen) => pen.fillText('สำเนาถูกต้อง ๙๘๗๖๕๔๓๒๑๐', 200, 300)));
    expect(await recognisePage(letter)).toEqual(first);
  });

  it('reads all ten Thai digits, and the Arabic ones as such', async () => {
    const rows = ['๐๑๒๓๔ ๕๖๗๘๙', '๙๘๗๖๕ ๔๓๒๑๐', '๑๓๕๗๙ ๒๔๖๘๐', '01234 56789'];
    const page = await drawPage((pen) =>
      write(
        pen,
        rows.map((row) => `โทรศัพท์หมายเลข ${row}`),
        150,
        200,
      ),
    );
    const digits = textOf(await recognisePage(page)).map((text) => (text.match(/[0-9๐-๙]/g) ?? []).join(''));
    expect(digits).toEqual(rows.map(folded));
  });

  it('keeps two columns of one row apart, left before right', async () => {
    const page = await drawPage((pen) => {
      pen.fillText('ที่ มท ๐๘๑๐.๓/ว ๓๑๖๒', 120, 200);
      pen.fillText('กรมส่งเสริมการปกครองท้องถิ่น', 720, 200);
      pen.fillText('ถนนนครราชสีมา กทม. ๑๐๓๐๐', 720, 260);
      pen.fillText('๑๓ มกราคม ๒๕๖๘', 560, 340);
    });
    expect(textOf(await recognisePage(page)).map(folded)).toEqual(
      ['ที่ มท ๐๘๑๐.๓/ว ๓๑๖๒', 'กรมส่งเสริมการปกครองท้องถิ่น', 'ถนนนครราชสีมา กทม. ๑๐๓๐๐', '๑๓ มกราคม ๒๕๖๘'].map(folded),
    );
  });

  it('keeps a tilted receive stamp out of the text', async () => {
    const page = await drawPage((pen) => {
      write(pen, LETTER, 120, 320);
      pen.save();
      pen.translate(780, 60);
      pen.rotate(0.05);
      pen.lineWidth = 3;
      pen.strokeRect(0, 0, 390, 160);
      pen.font = sarabun(24);
      pen.fillText('เทศบาลตำบลบ้านใหม่', 90, 36);
      pen.fillText('เลขที่รับ  ๔๗๙', 14, 74);
      pen.fillText('วันที่  ๒๘ ก.พ. ๒๕๖๘', 14, 110);
      pen.fillText('เวลา  ๑๐.๓๖ น.', 14, 146);
      pen.restore();
    });
    const reading = await recognisePage(page);
    expect(textOf(reading).map(folded)).toEqual(LETTER.map(folded));
    expect(reading.regions.map((r) => r.kind)).toEqual(['stamp']);
    const [stamp] = reading.regions;
    expect(stamp!.text.split('\n').map(folded)).toEqual([
      'เทศบาลตำบลบ้านใหม่',
      'เลขที่รับ๔๗๙',
      'วันที่๒๘ก.พ.๒๕๖๘',
      'เวลา๑๐.๓๖น.',
    ]);
    expect(stamp!.bbox[0]).toBeGreaterThan(0.6);
  });

  it('knows a receive stamp without a frame by its rows', async () => {
    const page = await drawPage((pen) => {
      write(pen, LETTER, 120, 420);
      pen.font = sarabun(28);
      pen.fillText('เลขที่รับ ๒๑๐๙', 820, 80);
      pen.fillText('วันที่ ๑๙ พ.ค. ๒๕๖๘', 820, 125);
      pen.fillText('เวลา ๐๙.๕๘ น.', 820, 170);
    });
    const reading = await recognisePage(page);
    expect(textOf(reading).map(folded)).toEqual(LETTER.map(folded));
    expect(reading.regions.map((r) => [r.kind, folded(r.text)])).toEqual([
      ['stamp', 'เลขที่รับ๒๑๐๙วันที่๑๙พ.ค.๒๕๖๘เวลา๐๙.๕๘น.'],
    ]);
  });

  it('sets a note beside the signature apart from the letter', async () => {
    const end = [...LETTER.slice(0, 3), 'จึงเรียนมาเพื่อโปรดทราบ'];
    const page = await drawPage(
      (pen) => {
        write(pen, end, 120, 120);
        pen.fillText('ขอแสดงความนับถือ', 760, 460);
        pen.fillText('(นายสมชาย ใจมั่นคง)', 740, 640);
        pen.fillText('อธิบดีกรมส่งเสริมการเกษตร', 700, 700);
        pen.fillText('ทราบ แจ้งผู้เกี่ยวข้อง', 140, 530);
        pen.fillText('โทร. ๐ ๒๒๔๑ ๙๐๐๐', 120, 820);
      },
      { height: 1000 },
    );
    const reading = await recognisePage(page);
    expect(textOf(reading).map(folded)).toEqual(
      [...end, 'ขอแสดงความนับถือ', '(นายสมชาย ใจมั่นคง)', 'อธิบดีกรมส่งเสริมการเกษตร', 'โทร. ๐ ๒๒๔๑ ๙๐๐๐'].map(folded),
    );
    expect(reading.regions.map((r) => [r.kind, folded(r.text)])).toEqual([['hand', 'ทราบแจ้งผู้เกี่ยวข้อง']]);
  });

  it('keeps the text of a page that lies askew out of the notes beside its signature, and boxes on its picture', async () => {
    const end = [...LETTER.slice(0, 3), 'จึงเรียนมาเพื่อโปรดทราบ'];
    const skew = (-3.5 * Math.PI) / 180;
    const page = await drawPage(
      (pen) => {
        pen.translate(620, 500);
        pen.rotate(skew);
        pen.translate(-620, -500);
        write(pen, end, 120, 180);
        pen.fillText('ขอแสดงความนับถือ', 760, 460);
        pen.fillText('(นายสมชาย ใจมั่นคง)', 740, 640);
      },
      { height: 1000 },
    );
    const { lines, regions } = await recognisePage(page);
    expect(lines.map((l) => folded(l.text))).toEqual([...end, 'ขอแสดงความนับถือ', '(นายสมชาย ใจมั่นคง)'].map(folded));
    expect(regions).toEqual([]);
    // The last line of the body rises from left to right: its box holds the foot of both ends as drawn.
    const [left, top, right, bottom] = lines[3]!.bbox!;
    const drawn = (x: number, y: number) => [
      (620 + (x - 620) * Math.cos(skew) - (y - 500) * Math.sin(skew)) / page.width,
      (500 + (x - 620) * Math.sin(skew) + (y - 500) * Math.cos(skew)) / page.height,
    ];
    const [x, y] = drawn(120, 390);
    expect(Math.abs(left - x!)).toBeLessThan(0.01);
    expect(y!).toBeLessThan(bottom);
    expect(bottom - y!).toBeLessThan(0.02);
    const width = (right - left) * page.width;
    const rise = width * Math.tan(-skew);
    expect(top).toBeLessThan(y! - rise / page.height);
  });

  it.each(['พันจ่าเอก', 'ว่าที่ร้อยตรี'])('keeps the rank %s to the left above the name', async (rank) => {
    const page = await drawPage(
      (pen) => {
        write(pen, LETTER, 120, 120);
        pen.fillText('ขอแสดงความนับถือ', 760, 500);
        pen.fillText(rank, 600, 640);
        pen.fillText('(วิชัย ใจมั่นคง)', 780, 700);
        pen.fillText('อธิบดีกรมส่งเสริมการเกษตร', 700, 760);
      },
      { height: 1000 },
    );
    const { lines, regions } = await recognisePage(page);
    expect(lines.slice(5, 8).map((l) => folded(l.text))).toEqual(['ขอแสดงความนับถือ', rank, '(วิชัยใจมั่นคง)']);
    expect(regions).toEqual([]);
  });

  it('reads a red heading beside black print', async () => {
    const page = await drawPage((pen) => {
      write(pen, LETTER, 120, 320);
      pen.fillStyle = '#c8282d';
      pen.font = sarabun(56);
      pen.fillText('ด่วนที่สุด', 120, 220);
    });
    expect(textOf(await recognisePage(page)).map(folded)).toEqual(['ด่วนที่สุด', ...LETTER].map(folded));
  });

  it.each([
    ['black above the emblem', 'ลับ', { x: 600, y: 90, size: 58, tilt: 0, ink: '#000', frame: false }],
    ['red in a frame, tilted', 'ลับมาก', { x: 500, y: 120, size: 66, tilt: -5, ink: '#c83228', frame: true }],
    ['blue, falling', 'ด่วนที่สุด', { x: 130, y: 130, size: 76, tilt: 6, ink: '#2846c8', frame: false }],
    ['at the foot of the page', 'ลับที่สุด', { x: 520, y: 1640, size: 60, tilt: 0, ink: '#c83228', frame: false }],
  ])('reads a mark of speed or secrecy, %s', async (_, word, { x, y, size, tilt, ink, frame }) => {
    const page = await drawPage(
      (pen) => {
        write(pen, LETTER, 120, 400);
        pen.fillStyle = ink;
        pen.strokeStyle = ink;
        pen.lineWidth = 4;
        pen.font = sarabun(size);
        pen.translate(x, y);
        pen.rotate((tilt * Math.PI) / 180);
        pen.fillText(word, 0, 0);
        const { width } = pen.measureText(word);
        if (frame) pen.strokeRect(-size * 0.3, -size * 1.05, width + size * 0.6, size * 1.4);
      },
      { height: 1754 },
    );
    const read = textOf(await recognisePage(page)).map(folded);
    expect(read).toEqual((y < 900 ? [word, ...LETTER] : [...LETTER, word]).map(folded));
  });

  it('takes no other word from tilted or framed red ink', async () => {
    const page = await drawPage((pen) => {
      write(pen, LETTER, 120, 400);
      pen.fillStyle = '#c83228';
      pen.font = sarabun(60);
      pen.translate(500, 170);
      pen.rotate(-0.1);
      pen.fillText('สำเนาคู่ฉบับ', 0, 0);
    });
    expect(textOf(await recognisePage(page)).some((text) => /ลับ|ด่วน/.test(text))).toBe(false);
  });

  it.each([
    ['printed like the rest', 34, 0, 0.9, 1],
    ['larger and thicker', 54, 2, 0, 0.89],
    ['off the base line', 36, 0, 0, 0.89, 11],
  ])('gives digits their due that are %s', async (_, size, thick, least, most, lift = 0) => {
    const page = await drawPage((pen) => {
      write(pen, LETTER, 120, 400);
      pen.fillText('ที่ มท ๐๘๑๐.๔/ว', 120, 220);
      const unit = pen.measureText('ที่ มท ๐๘๑๐.๔/ว ').width;
      pen.fillText('มกราคม ๒๕๖๘', 660, 290);
      pen.font = sarabun(size);
      pen.lineWidth = thick;
      for (const [text, x, y] of [
        ['๕๑๒๐', 120 + unit, 220 - lift],
        ['๒๔', 655 - pen.measureText('๒๔').width - 8, 290 - lift],
      ] as const) {
        pen.fillText(text, x, y);
        if (thick) pen.strokeText(text, x, y);
      }
    });
    const { lines } = await recognisePage(page);
    const probabilities = (line: (typeof lines)[number], from: number, to?: number) => line.chars!.p.slice(from, to);
    const number = lines.find((l) => l.text.startsWith('ที่'))!;
    const day = lines.find((l) => /มกราคม ๒๕๖๘$/.test(l.text) && !l.text.includes('อ้าง'))!;
    const own = number.text.indexOf('ว ') + 2;
    const doubted = [...probabilities(number, own), ...probabilities(day, 0, 2)];
    expect(Math.min(...doubted)).toBeGreaterThanOrEqual(least);
    expect(Math.max(...doubted)).toBeLessThanOrEqual(most);
    const marked = [number, day].map((l) =>
      (l.handwritten ?? []).some((h) => /[๐-๙]/.test(l.text.slice(h.start, h.end))),
    );
    expect(marked).toEqual([most < 0.9, most < 0.9]);
    // The printed part of both lines stays as sure as it was.
    expect(Math.min(...probabilities(number, 0, own - 3), ...probabilities(day, 3))).toBeGreaterThan(0.9);
  });

  it('finds nothing on a blank page, a black one, noise or a single pixel', async () => {
    const blank = await drawPage(() => {});
    const black = await drawPage((pen) => pen.fillRect(0, 0, 1240, 900));
    let seed = 7;
    const noise = Uint8Array.from({ length: 240 * 160 }, () => (seed = (seed * 16807) % 2147483647) & 255);
    const pages: PageImage[] = [
      blank,
      black,
      { data: noise, width: 240, height: 160, channels: 1, dpi: null },
      { data: Uint8Array.of(0), width: 1, height: 1, channels: 1, dpi: null },
    ];
    for (const page of pages) {
      expect(await recognisePage(page)).toMatchObject({ lines: [], regions: [], rotation: 0, confidence: 0 });
    }
  });
});
