import { describe, expect, it } from 'vitest';
import { ofOtherProvince } from '../../../src/domain/stamps.js';

describe('a receive stamp of another province', () => {
  it.each([
    ['สำนักงานส่งเสริมการปกครองท้องถิ่น จังหวัดนนทบุรี', 'แพร่', true],
    ['ที่ทำการปกครองจังหวัด แพร่', 'แพร่', false],
    // Its own is named beside another one: whose it is, nobody knows.
    ['ศาลากลางจังหวัดแพร่ รับจากจังหวัดน่าน', 'แพร่', false],
    // ตาก is a province, ตากใบ a district.
    ['ที่ว่าการอำเภอตากใบ', 'แพร่', false],
    ['เทศบาลเมือง', 'แพร่', false],
    [null, 'แพร่', false],
    ['จังหวัดนนทบุรี', null, false],
  ])('%s, read in %s: %s', (office, province, other) => {
    expect(ofOtherProvince(office, province)).toBe(other);
  });
});
