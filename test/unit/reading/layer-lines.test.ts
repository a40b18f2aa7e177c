import { describe, expect, it } from 'vitest';
import { linesToCheck } from '../../../src/reading/layer-lines.js';

/** A layer of these lines; a font's name before a line stands for the whole of it. */
const layer = (...lines: string[]) => {
  const parts = lines.map((line) => (line.includes('|') ? line.split('|') : ['a', line]) as [string, string]);
  return {
    lines: parts.map(([, text]) => ({ text, bbox: [0, 0, 1, 1] as [number, number, number, number], confidence: 1 })),
    drawn: parts.map(([font, text]) => ({
      turns: 0,
      askew: false,
      size: 16,
      fonts: new Array<string>(text.length).fill(font),
    })),
    raw: '',
    width: 595,
    height: 842,
  };
};

const LONG = 'ตามหนังสือที่อ้างถึง ขอให้หน่วยงานในพื้นที่ดำเนินการให้แล้วเสร็จ';

describe('linesToCheck', () => {
  it('takes the longest line, then those with digits that no other has', () => {
    expect(linesToCheck(layer('วันที่ ๑๒', 'ขอเชิญ', LONG, 'ว ๑๒๓๔', '๕ ชุด'))).toEqual([2, 3, 4]);
  });

  it('sees a digit once in every font and in either script', () => {
    expect(linesToCheck(layer(LONG, 'ว ๑๒', 'b|ว ๑๒', 'ว 12', 'ว ๒๑'))).toEqual([0, 1, 2, 3]);
  });

  it('sees the letters of every font', () => {
    expect(linesToCheck(layer(LONG, 'b|บันทึกข้อความ', 'c|ลับ'))).toEqual([0, 1]);
  });

  it('leaves out what cannot be read, and has nothing where that is all', () => {
    expect(linesToCheck(layer('通知书第一百二十三号文件内容', LONG))).toEqual([1]);
    expect(linesToCheck(layer('通知书第一百二十三号文件内容', '. . . . . –'))).toEqual([]);
  });

  it('looks at eight lines at most', () => {
    expect(linesToCheck(layer(...[...Array(30).keys()].map((i) => `font${i}|ว ๑๒`)))).toHaveLength(8);
  });
});
