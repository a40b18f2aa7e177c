import { describe, expect, it } from 'vitest';
import { readStamp } from '../../../src/domain/fields/received.js';
import { regionLines } from '../../../src/domain/lines.js';
import { recognisePage } from '../../../src/reading/recognise/recognise-page.js';
import { drawPage, folded, LETTER, sarabun } from '../../support/page-image.js';
import { textPages } from '../../support/text-pages.js';

interface Design {
  office: string[];
  rows: [label: string, value: string][];
  colour: string;
  degrees: number;
  frame: 'single' | 'double' | 'round';
  /** Size of the values, in pixels; the labels have 24. */
  size: number;
  /** How far digits run together, in pixels. */
  tight?: number;
  thick?: number;
}

/** A page with a receive stamp over its head. */
const stampedPage = ({ office, rows, colour, degrees, frame, size, tight = 0, thick = 0 }: Design) =>
  drawPage((pen) => {
    for (const [i, line] of LETTER.entries()) pen.fillText(line, 120, 480 + i * 70);
    pen.translate(700, degrees < 0 ? 130 : 50);
    pen.rotate((degrees * Math.PI) / 180);
    [pen.fillStyle, pen.strokeStyle, pen.lineWidth] = [colour, colour, 3];
    const height = 40 * (office.length + rows.length) + 20;
    if (frame === 'round') {
      pen.beginPath();
      pen.roundRect(0, 0, 440, height, 16);
      pen.stroke();
    } else pen.strokeRect(0, 0, 440, height);
    if (frame === 'double') pen.strokeRect(7, 7, 426, height - 14);
    pen.font = sarabun(24);
    for (const [i, line] of office.entries()) pen.fillText(line, (440 - pen.measureText(line).width) / 2, 36 + i * 40);
    for (const [i, [label, value]] of rows.entries()) {
      const y = 38 + (office.length + i) * 40;
      pen.font = sarabun(24);
      pen.fillText(label, 24, y);
      let x = 40 + pen.measureText(label).width;
      pen.font = sarabun(size);
      pen.lineWidth = thick;
      for (const char of tight ? value : [value]) {
        pen.fillText(char, x, y);
        if (thick) pen.strokeText(char, x, y);
        x += pen.measureText(char).width - tight;
      }
    }
  });

describe('a receive stamp', () => {
  it.each<[string, Design, Record<string, string>]>([
    [
      'in red, its values larger than its labels',
      {
        office: ['ที่ว่าการอำเภอเกาะคา'],
        rows: [
          ['รับที่', '3347'],
          ['วันที่', '4 มี.ค. 2568'],
          ['เวลา', '09.46 น.'],
        ],
        colour: '#c02820',
        degrees: 8,
        frame: 'round',
        size: 36,
      },
      { office: 'ที่ว่าการอำเภอเกาะคา', number: '3347', date: '2025-03-04', time: '09:46' },
    ],
    [
      'with the office on two lines in a double frame',
      {
        office: ['สำนักงานส่งเสริมการปกครองท้องถิ่น', 'จังหวัดลำปาง'],
        rows: [
          ['เลขรับ', '๓๔๑๕'],
          ['วันที่', '๒๙ ม.ค. ๖๘'],
          ['เวลา', '๐๙.๑๕ น.'],
        ],
        colour: '#2840b0',
        degrees: -7,
        frame: 'double',
        size: 28,
      },
      {
        office: 'สำนักงานส่งเสริมการปกครองท้องถิ่น จังหวัดลำปาง',
        number: '3415',
        date: '2025-01-29',
        time: '09:15',
      },
    ],
    [
      'with the thick digits of a numbering machine, which run together',
      {
        office: ['ที่ว่าการอำเภอป่าติ้ว'],
        rows: [
          ['เลขที่', '2496'],
          ['วันที่', '22 ม.ค. 2568'],
          ['เวลา', '14.37 น.'],
        ],
        colour: '#181818',
        degrees: 2,
        frame: 'single',
        size: 36,
        tight: 3,
        thick: 2,
      },
      { office: 'ที่ว่าการอำเภอป่าติ้ว', number: '2496', date: '2025-01-22' },
    ],
  ])('is read %s', async (_, design, wanted) => {
    const reading = await recognisePage(await stampedPage(design));
    expect(reading.lines.map((l) => folded(l.text))).toEqual(LETTER.map(folded));
    expect(reading.regions.map((r) => r.kind)).toEqual(['stamp']);
    const lines = regionLines({ ...textPages('')[0]!, confidence: 1 }, reading.regions[0]!);
    const stamp = readStamp(lines);
    expect({ ...stamp, office: folded(stamp.office ?? '') }).toMatchObject({
      ...wanted,
      office: folded(wanted.office!),
    });
  });
});
