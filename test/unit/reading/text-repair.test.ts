import { describe, expect, it } from 'vitest';
import { repairCells, repairText } from '../../../src/reading/text-repair.js';
import { fc } from '../../support/property.js';

describe('repairText', () => {
  it.each([
    [
      'shifted marks of old fonts',
      'ส\uf70aงเส\u0e23\u0e34มท\uf70bองถ\u0e34\u0e48น ป\uf702 องค\uf70eการ',
      'ส่งเสริมท้องถิ่น ปี องค์การ',
    ],
    ['NIKHAHIT and SARA AA', 'จ\u0e4dานวน', 'จำนวน'],
    ['a tone mark between the two', 'น\u0e4d\u0e49า', 'น้ำ'],
    ['a tone mark before the two', 'น\u0e49\u0e4dา', 'น้ำ'],
    ['a tone mark after SARA AM', 'น\u0e33\u0e49', 'น้ำ'],
    ['the doubled half of SARA AM', 'สำ ารวจ กำาหนด', 'สำรวจ กำหนด'],
    ['a blank before a mark', 'ผู ้สูงอายุ', 'ผู้สูงอายุ'],
    ['two SARA E for SARA AE', 'เเละ', 'และ'],
    ['a tone mark drawn before its vowel', 'ท\u0e48\u0e35', 'ที่'],
    ['a mark drawn twice', 'ที\u0e48\u0e48', 'ที่'],
    ['NULs, zero-width and symbol-font characters', '\0ที่\u200b \uf0a8มท', 'ที่ มท'],
    ['unbreakable blanks', 'ที่\u00a0มท', 'ที่ มท'],
  ])('mends %s', (_, spoiled, whole) => expect(repairText(spoiled)).toBe(whole));

  it('leaves clean text as it stands', () => {
    const clean = 'ที่ มท ๐๘๑๐.๗/ว ๕๒๔ ลงวันที่ ๒๗ มกราคม ๒๕๖๘ น้ำ แก้ (ITA) 0-2241-9000 ฯลฯ ๆ';
    expect(repairText(clean)).toBe(clean);
  });

  it('keeps the place of what it replaces', () => {
    const cells = [...'จ\u0e4dาน'].map((char, i) => ({ char, x0: i * 10, x1: i * 10 + 10 }));
    expect(repairCells(cells)).toEqual([
      { char: 'จ', x0: 0, x1: 10 },
      { char: 'ำ', x0: 10, x1: 30 },
      { char: 'น', x0: 30, x1: 40 },
    ]);
  });

  it('never throws and leaves nothing of the private use area', () => {
    const unit = fc.constantFrom(...'กน าำ\u0e4d\u0e48\u0e49\u0e34\u0e31\u0e40\uf70a\uf712\uf0a8\0 1a');
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 40 }), (units) => !/[\0\ue000-\uf8ff]/.test(repairText(units.join('')))),
    );
  });
});
