import type { SKRSContext2D } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import type { PageImage } from '../../../src/reading/image.js';
import { sheetOutline } from '../../../src/reading/recognise/outline.js';
import { type Corners, cutOut, type Point, projection } from '../../../src/reading/recognise/projection.js';
import { recognisePage } from '../../../src/reading/recognise/recognise-page.js';
import { levelled, rectify } from '../../../src/reading/recognise/rectify.js';
import { drawPage, folded, sarabun, turned } from '../../support/page-image.js';

const LETTER = [
  'ที่ มท ๐๘๑๐.๔/ว ๓๑๖๒',
  'เรื่อง การประชุมชี้แจงแนวทางการดำเนินงานประจำปี ๒๕๖๘',
  'เรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด',
  'ตามหนังสือที่อ้างถึง ขอให้หน่วยงานในพื้นที่ดำเนินการให้แล้วเสร็จ',
  'และรายงานผลให้ทราบภายในวันที่ ๓๐ เมษายน ๒๕๖๘ ต่อไป',
];
/** The sheet on the table: its upper left corner and its size, in pixels of the table. */
const SHEET = { x: 200, y: 160, width: 1240, height: 1754 };
const TABLE = { width: 1640, height: 2080 };
/** The corners of what the camera sees, in pixels of the table. */
const VIEWS: Record<string, Corners> = {
  'from above': [
    [0, 0],
    [1640, 0],
    [1640, 2080],
    [0, 2080],
  ],
  'from the foot': [
    [60, 40],
    [1580, 40],
    [1660, 2060],
    [-20, 2060],
  ],
  'from the left, turned': [
    [40, 120],
    [1500, -30],
    [1690, 2000],
    [-60, 1990],
  ],
};

function write(pen: SKRSContext2D, x: number, y: number) {
  for (const [i, line] of LETTER.entries()) pen.fillText(line, x, y + i * 90);
}

/** A letter on a table, seen by a camera; where a point of the photo lies on the table is what `seen` tells. */
async function photo(
  view: Corners,
  shadow = false,
): Promise<{ image: PageImage; seen: (s: number, t: number) => Point }> {
  const table = await drawPage((pen) => {
    pen.fillStyle = '#6b5037';
    pen.fillRect(0, 0, TABLE.width, TABLE.height);
    pen.fillStyle = '#f4f1e8';
    pen.fillRect(SHEET.x, SHEET.y, SHEET.width, SHEET.height);
    pen.fillStyle = '#222';
    pen.font = sarabun(36);
    write(pen, SHEET.x + 120, SHEET.y + 300);
    if (!shadow) return;
    const dark = pen.createLinearGradient(300, 0, 900, 500);
    dark.addColorStop(0, 'rgba(0,0,0,0)');
    dark.addColorStop(1, 'rgba(0,0,0,0.45)');
    pen.fillStyle = dark;
    pen.fillRect(0, 0, TABLE.width, TABLE.height);
  }, TABLE);
  return { image: cutOut(table, view, 1500, 1900), seen: projection(view) };
}

describe('projection', () => {
  const corners: Corners = [
    [10, 20],
    [110, 30],
    [90, 220],
    [5, 180],
  ];
  it('takes corners to corners, and the middle to where the diagonals meet', () => {
    const on = projection(corners);
    const unit: Point[] = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ];
    for (const [i, [s, t]] of unit.entries()) {
      const [x, y] = on(s, t);
      expect(x).toBeCloseTo(corners[i]![0], 8);
      expect(y).toBeCloseTo(corners[i]![1], 8);
    }
    const [x, y] = on(0.5, 0.5);
    const across = ([ax, ay]: Point, [bx, by]: Point) => (bx - ax) * (y - ay) - (by - ay) * (x - ax);
    expect(across(corners[0], corners[2])).toBeCloseTo(0, 6);
    expect(across(corners[1], corners[3])).toBeCloseTo(0, 6);
  });
});

describe('sheetOutline', () => {
  it.each(Object.keys(VIEWS))('finds the sheet on a table, %s, with and without a shadow over it', async (view) => {
    for (const shadow of [false, true]) {
      const { image, seen } = await photo(VIEWS[view]!, shadow);
      const found = sheetOutline(image)!.map(([x, y]) => seen(x / image.width, y / image.height));
      const { x, y, width, height } = SHEET;
      const drawn = [
        [x, y],
        [x + width, y],
        [x + width, y + height],
        [x, y + height],
      ];
      for (const [i, [u, v]] of found.entries()) {
        expect(Math.hypot(u - drawn[i]![0]!, v - drawn[i]![1]!)).toBeLessThan(SHEET.width * 0.01);
      }
    }
  });

  it('finds none on a scan, a poster with a dark ground, a photo that shows no edge, or noise', async () => {
    const scan = await drawPage((pen) => write(pen, 120, 200));
    const poster = await drawPage((pen) => {
      pen.fillStyle = '#123a5c';
      pen.fillRect(0, 0, 1240, 900);
      pen.fillStyle = '#fff';
      write(pen, 120, 200);
    });
    const shaded = await drawPage((pen) => {
      const dark = pen.createLinearGradient(0, 0, 1240, 0);
      dark.addColorStop(0, '#fff');
      dark.addColorStop(1, '#777');
      pen.fillStyle = dark;
      pen.fillRect(0, 0, 1240, 900);
      pen.fillStyle = '#000';
      write(pen, 120, 200);
    });
    let seed = 7;
    const noise: PageImage = {
      data: Uint8Array.from({ length: 400 * 300 }, () => (seed = (seed * 16807) % 2147483647) & 255),
      width: 400,
      height: 300,
      channels: 1,
      dpi: null,
    };
    for (const image of [scan, poster, shaded, noise]) expect(sheetOutline(image)).toBeNull();
  });
});

describe('rectify', () => {
  it('leaves a scan as it is', async () => {
    const scan = await drawPage((pen) => write(pen, 120, 200));
    expect((await rectify(scan)).image).toBe(scan);
  });

  it("cuts a page out of a copier's dark border without touching its pixels", async () => {
    const page = await drawPage((pen) => {
      pen.fillRect(0, 0, 1240, 900);
      pen.fillStyle = '#fff';
      pen.fillRect(90, 70, 1100, 780);
      pen.fillStyle = '#000';
      write(pen, 200, 200);
    });
    const { image, on } = await rectify(page);
    expect(Math.abs(image.width - 1100)).toBeLessThan(8);
    expect(Math.abs(image.height - 780)).toBeLessThan(8);
    const [x, y] = on(0, 0).map((v, i) => Math.round(v * (i ? page.height : page.width))) as [number, number];
    for (const [u, v] of [
      [150, 120],
      [400, 137],
      [700, 300],
    ] as const) {
      const own = image.data.subarray((v * image.width + u) * 3, (v * image.width + u) * 3 + 3);
      const at = ((v + y) * page.width + u + x) * 3;
      expect([...own]).toEqual([...page.data.subarray(at, at + 3)]);
    }
  });
});

describe('levelled', () => {
  it('turns a picture about its middle and tells where its points were', async () => {
    const image: PageImage = {
      data: new Uint8Array(200 * 100).fill(90),
      width: 200,
      height: 100,
      channels: 1,
      dpi: null,
    };
    const { image: level, on } = await levelled(image, 10);
    expect(on(0.5, 0.5).map((v) => Math.round(v * 1e6) / 1e6)).toEqual([0.5, 0.5]);
    // A level line of the new picture falls by ten degrees on the old one.
    const [[ax, ay], [bx, by]] = [on(0.4, 0.5), on(0.6, 0.5)];
    const degrees = (Math.atan2((by - ay) * image.height, (bx - ax) * image.width) * 180) / Math.PI;
    expect(degrees).toBeCloseTo(10, 6);
    expect(level.data[0]).toBe(255);
    expect(level.data[Math.floor(level.height / 2) * level.width + Math.floor(level.width / 2)]).toBe(90);
  });
});

describe('recognisePage', () => {
  it.each(Object.keys(VIEWS))('reads a photo taken %s and puts its boxes where the lines are seen', async (view) => {
    const { image, seen } = await photo(VIEWS[view]!, true);
    const reading = await recognisePage(image);
    expect(reading.lines.map((l) => folded(l.text))).toEqual(LETTER.map(folded));
    reading.lines.forEach(({ bbox, chars }, i) => {
      const base = SHEET.y + 300 + i * 90;
      const [x0, y0, x1, y1] = bbox!;
      // The foot of the first letter, and the places of all, as they stand on the table.
      expect(Math.abs(seen(x0, (y0 + y1) / 2)[0] - SHEET.x - 120)).toBeLessThan(30);
      expect(seen(x0, y1)[1]).toBeGreaterThan(base - 4);
      expect(seen(x0, y0)[1]).toBeLessThan(base - 20);
      expect(seen(x1, y1)[1]).toBeGreaterThan(base - 4);
      expect(seen(x1, y0)[1]).toBeLessThan(base - 20);
      expect(y1 - y0).toBeLessThan(0.08);
      expect(Math.min(...chars!.x0)).toBeGreaterThan(x0 - 0.02);
      expect(Math.max(...chars!.x1)).toBeLessThan(x1 + 0.02);
    });
  });

  it('reads a page that lies twelve degrees askew, on its side as well', async () => {
    const page = await drawPage((pen) => {
      pen.translate(620, 450);
      pen.rotate((-12 * Math.PI) / 180);
      pen.translate(-620, -450);
      write(pen, 150, 260);
    });
    for (const [degrees, image] of [
      [0, page],
      [90, await turned(page, 90)],
    ] as const) {
      const reading = await recognisePage(image);
      expect((reading.rotation + degrees) % 360).toBe(0);
      expect(reading.lines.map((l) => folded(l.text))).toEqual(LETTER.map(folded));
    }
  });
});
