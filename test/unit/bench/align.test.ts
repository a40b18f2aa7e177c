import { describe, expect, it } from 'vitest';
import { alignPage, foldText } from '../../../bench/read/align.js';
import type { Line } from '../../../schemas/page.js';

const line = (text: string): Line => ({
  text,
  bbox: null,
  confidence: 0.5,
  chars: { p: [...text].map((_, at) => at / 100), x0: [], x1: [] },
});
const wrong = (lines: string[], truth: string) =>
  alignPage(lines.map(line), truth)
    .judged.filter(({ read, truth: stands }) => read !== stands)
    .map(({ read, truth: stands }) => `${stands}>${read}`);

describe('reading set against truth', () => {
  it('folds white space, digits and SARA AM', () => {
    expect(foldText('น\u0e4dา ๑๒–3').join('')).toBe('นำ12-3');
  });

  it('names what was misread, added and passed over', () => {
    const found = alignPage([line('ลงวันที ๒๗ มกรราคม ๒๕๕๘')], 'ลงวันที่ ๒๗ มกราคม ๒๕๖๘');
    expect(found.missed).toEqual(['่']);
    expect(found.judged.filter((c) => c.read !== c.truth).map(({ read, truth }) => [truth, read])).toEqual([
      ['', 'ร'],
      ['6', '5'],
    ]);
    expect(found.outside).toEqual([]);
  });

  it('keeps each character with its probability', () => {
    const found = alignPage([line('ก ขค')], 'กขค');
    expect(found.judged.map(({ p }) => p)).toEqual([0, 0.02, 0.03]);
  });

  it('does not mind the order of the lines', () => {
    expect(wrong(['เรื่อง การประชุม', 'ที่ มท ๐๘๑๐.๗/ว ๕๒๔'], 'ที่ มท ๐๘๑๐.๗/ว ๕๒๔\nเรื่อง การประชุม')).toEqual([]);
  });

  it('finds in its place what was read in the midst of another line', () => {
    const truth = 'สำเนาหนังสือกรมการปกครอง\nลงวันที่ ๒๗ มกราคม\nจำนวน ๑ ชุด';
    expect(wrong(['สำเนาหนังสือ จำนวน ๑ ชุด กรมการปกครอง', 'ลงวันที่ ๒๗ มกราคม'], truth)).toEqual([]);
  });

  it('counts what stands nowhere in the midst of a line as wrong', () => {
    expect(wrong(['สำเนาหนังสือ ๙๙๙๙๙ กรมการปกครอง'], 'สำเนาหนังสือกรมการปกครอง')).toEqual(Array(5).fill('>9'));
  });

  it('sets a stamp apart that the truth does not have', () => {
    const found = alignPage([line('เรื่อง การประชุม'), line('เลขรับ ๔๕๖/๒๕๖๘')], 'เรื่อง การประชุม');
    expect(found.outside.map(({ read }) => read).join('')).toBe('เลขรับ456/2568');
    expect(found.judged).toHaveLength(foldText('เรื่องการประชุม').length);
  });

  it('takes a line of the truth once', () => {
    const found = alignPage([line('หน้า ๑'), line('หน้า ๑')], 'หน้า ๑');
    expect(found.judged).toHaveLength(5);
    expect(found.outside).toHaveLength(5);
  });
});
