import { describe, expect, it } from 'vitest';
import { parseInteger, parseNumberWord, toArabicDigits, toThaiDigits } from '../../../src/domain/numerals.js';

describe('digits', () => {
  it('writes Thai digits as Arabic and back, keeping the length', () => {
    expect(toArabicDigits('ที่ มท ๐๘๑๐.๗/ว ๕๒๔')).toBe('ที่ มท 0810.7/ว 524');
    expect(toThaiDigits('มท 0810.7/ว 524')).toBe('มท ๐๘๑๐.๗/ว ๕๒๔');
    expect(toArabicDigits('๐๑๒๓๔๕๖๗๘๙')).toBe('0123456789');
  });

  it.each([
    ['๒๕๖๘', 2568],
    [' 2๕ ', 25],
    ['', null],
    ['๒.๕', null],
    ['1234567890123456', null],
  ])('parses %j as %j', (text, value) => expect(parseInteger(text)).toBe(value));
});

describe('number words', () => {
  it.each([
    ['สิบห้า', 15],
    ['สามสิบ', 30],
    ['หกสิบ', 60],
    ['ยี่สิบเอ็ด', 21],
    ['หนึ่งร้อยแปดสิบ', 180],
    ['สองพันห้าร้อย', 2500],
    ['เจ็ด', 7],
    ['', null],
    ['สิบคน', null],
    ['สองสาม', null],
  ])('parses %j as %j', (text, value) => expect(parseNumberWord(text)).toBe(value));
});
