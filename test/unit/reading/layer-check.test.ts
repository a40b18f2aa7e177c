import { describe, expect, it } from 'vitest';
import { type Checked, compareWithPicture, digitKind, inOtherScript } from '../../../src/reading/layer-check.js';

const LINE = 'ที่ มท ๐๘๑๐.๗/ว ๕๒๔ ลงวันที่ ๒๙ มกราคม ๒๕๖๘';

const beside = (text: string, seen: string, font: (at: number) => string = () => 'a'): Checked => ({
  text,
  fonts: [...Array(text.length).keys()].map(font),
  seen,
});

const distrust = (...lines: Checked[]) => compareWithPicture(lines).distrust;

describe('compareWithPicture', () => {
  it.each([
    ['the same', LINE],
    ['blanks and signs elsewhere', 'ที่ มท๐๘๑๐ ๗ ว๕๒๔  ลงวันที่ ๒๙ มกราคม ๒๕๖๘...'],
    ['a digit that was passed over', LINE.replace('๐.๗', '.๗')],
    ['some marks misread', LINE.replace('ที่', 'ที').replace('วันที่', 'วันที')],
  ])('believes a layer where the picture has %s', (_, seen) => expect(distrust(beside(LINE, seen))).toEqual([]));

  it('does not mind one misread digit of thirty', () => {
    expect(distrust(beside(LINE, LINE), beside(LINE, LINE.replace('๒๕๖๘', '๒๕๖๖')))).toEqual([]);
  });

  it('finds a number that differs among words that do not', () => {
    expect(distrust(beside(LINE, LINE.replace('๕๒๔', '๖๓๕')))).toEqual(['digits-unlike-picture']);
  });

  it('finds digits that the layer does not have', () => {
    expect(distrust(beside(LINE.replace(/[๐-๙]/g, ''), LINE))).toContain('digits-unlike-picture');
  });

  it('finds two digits that are exchanged where others are many', () => {
    const many = '๑๒๓๔๕๐๘๗'.repeat(8);
    expect(distrust(beside(`${many}๖๙`, `${many}๙๖`))).toEqual(['digits-unlike-picture']);
  });

  it('finds other words, and words of which there is nothing to be seen', () => {
    expect(distrust(beside('ขอเชิญประชุมคณะกรรมการ', 'แบบสำรวจข้อมูลโรงเรียน'))).toEqual(['unlike-picture']);
    expect(distrust(beside('ขอเชิญประชุมคณะกรรมการ', ''))).toEqual(['unlike-picture']);
  });

  it('cannot be worn out by a line without end', () => {
    expect(distrust(beside('ก'.repeat(100_000), 'ก'))).toEqual(['unlike-picture']);
  });

  it('tells the fonts whose digits are shown in the other script', () => {
    const text = 'วันที่ 27 เมษายน 2569 โทร. 12345';
    const seen = 'วันที่ ๒๗ เมษายน ๒๕๖๙ โทร. 12345';
    const telephone = text.indexOf('12345');
    const { distrust, otherScript } = compareWithPicture([beside(text, seen, (at) => (at < telephone ? 'a' : 'b'))]);
    expect(distrust).toEqual([]);
    expect([...otherScript]).toEqual([digitKind('a', '2')]);
  });

  it('does not believe digits of one font that are shown now in this script, now in that', () => {
    expect(distrust(beside('27 2569 12345', '๒๗ ๒๕๖๙ 12345'))).toEqual(['digits-unlike-picture']);
  });

  it('does not go by naught, which looks alike in both scripts', () => {
    expect(compareWithPicture([beside('ข้อ 0', 'ข้อ ๐')])).toEqual({ distrust: [], otherScript: new Set() });
  });
});

describe('inOtherScript', () => {
  it.each([
    ['5', '๕'],
    ['๐', '0'],
  ])('%s → %s', (digit, other) => expect(inOtherScript(digit)).toBe(other));
});
