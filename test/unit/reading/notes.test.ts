import { describe, expect, it } from 'vitest';
import { recognisePage } from '../../../src/reading/recognise/recognise-page.js';
import { drawPage, folded, LETTER, sarabun } from '../../support/page-image.js';

interface Later {
  lines: string[];
  at: [x: number, y: number];
  degrees: number;
  size?: number;
  colour?: string;
}

/** A letter, and what came onto it later. */
const page = ({ lines, at, degrees, size = 34, colour = '#000' }: Later) =>
  drawPage((pen) => {
    for (const [i, line] of LETTER.entries()) pen.fillText(line, 120, 300 + i * 70);
    pen.font = sarabun(size);
    pen.fillStyle = colour;
    pen.translate(...at);
    pen.rotate((degrees * Math.PI) / 180);
    for (const [i, line] of lines.entries()) pen.fillText(line, i * 20, i * size * 1.4);
  });

describe('a note that lies askew', () => {
  it.each<[string, Later]>([
    ['over the letter', { lines: ['เรียน ปลัดเทศบาล', 'เพื่อโปรดพิจารณา'], at: [700, 90], degrees: 4 }],
    ['at the foot, smaller', { lines: ['มอบ กองช่าง ดำเนินการ'], at: [90, 800], degrees: -3, size: 28 }],
    [
      'in blue, without a word of notes',
      { lines: ['กองการศึกษารับไปดำเนินการ'], at: [500, 160], degrees: 3, colour: '#2038a0' },
    ],
    [
      'in blue, its second line without a word of notes',
      { lines: ['มอบ กลุ่มงานส่งเสริม', 'และกองคลังทุกคน'], at: [140, 780], degrees: -5, colour: '#2038a0' },
    ],
  ])('is set apart from the letter %s', async (_, later) => {
    const reading = await recognisePage(await page(later));
    expect(reading.lines.map((l) => folded(l.text))).toEqual(LETTER.map(folded));
    expect(reading.regions.map((r) => [r.kind, folded(r.text)])).toEqual([['hand', folded(later.lines.join(''))]]);
    // The box begins where the note was drawn and holds its first letters.
    const [x0, y0, x1, y1] = reading.regions[0]!.bbox;
    const [x, y] = [later.at[0] / 1240, (later.at[1] - 10) / 900];
    expect(Math.abs(x0 - x)).toBeLessThan(0.02);
    expect([x1 > x + 0.1, y0 < y, y1 > y]).toEqual([true, true, true]);
  });

  it('is a receive stamp where it holds a short day and a time, however well it reads', async () => {
    const lines = ['ที่ว่าการอำเภอปัว', '๒๑๐๙', '๑๙ พ.ค. ๒๕๖๘', 'เวลา ๐๙.๕๘ น.'];
    const reading = await recognisePage(await page({ lines, at: [760, 60], degrees: 3.5 }));
    expect(reading.lines.map((l) => folded(l.text))).toEqual(LETTER.map(folded));
    expect(reading.regions.map(({ kind }) => kind)).toEqual(['stamp']);
    expect(folded(reading.regions[0]!.text)).toContain(folded(lines[2]!));
  });

  it.each<[string, Later]>([
    ['a name stamped askew', { lines: ['(นายสมชาย ใจมั่นคง)', 'นายกเทศมนตรีตำบลบ้านใหม่'], at: [700, 740], degrees: -4 }],
    [
      'a position stamped askew',
      { lines: ['ปลัดเทศบาล ปฏิบัติหน้าที่', 'นายกเทศบาลตำบลบ้านใหม่'], at: [700, 740], degrees: -2 },
    ],
    ['a day stamped in red', { lines: ['๑๔ มีนาคม ๒๕๖๘'], at: [620, 180], degrees: 3, colour: '#c02820' }],
    ['a mark of speed stamped in red', { lines: ['ด่วนที่สุด'], at: [120, 180], degrees: -4, size: 54, colour: '#c02820' }],
    ['level words of a note', { lines: ['แจ้งผู้เกี่ยวข้องทุกกอง'], at: [120, 760], degrees: 0 }],
  ])('is not %s', async (_, later) => {
    const reading = await recognisePage(await page(later));
    const over = later.at[1] < 300;
    const all = over ? [...later.lines, ...LETTER] : [...LETTER, ...later.lines];
    expect(reading.lines.map((l) => folded(l.text))).toEqual(all.map(folded));
    expect(reading.regions).toEqual([]);
  });
});
