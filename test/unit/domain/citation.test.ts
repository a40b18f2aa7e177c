import { describe, expect, it } from 'vitest';
import { findCitations, parseCitation } from '../../../src/domain/citation.js';

describe('parseCitation', () => {
  it.each([
    [
      'สำเนาหนังสือกรมการปกครอง ด่วนที่สุด ที่ มท ๐๓๐๙.๓/ว ๑๒ ลงวันที่ ๙ มกราคม ๒๕๖๘ จำนวน ๑ ชุด',
      { issuer: 'กรมการปกครอง', reference: 'มท 0309.3/ว 12', date: '2025-01-09', speed: 'most-urgent' },
      'สำเนาหนังสือกรมการปกครอง ด่วนที่สุด ที่ มท ๐๓๐๙.๓/ว ๑๒ ลงวันที่ ๙ มกราคม ๒๕๖๘',
    ],
    [
      'หนังสือสำนักงาน ป.ป.ท. ลับ ที่ ปป 0004/55 ลว. 15 ก.ย. 2566',
      { issuer: 'สำนักงาน ป.ป.ท.', reference: 'ปป 0004/55', date: '2023-09-15', speed: null },
      'หนังสือสำนักงาน ป.ป.ท. ลับ ที่ ปป 0004/55 ลว. 15 ก.ย. 2566',
    ],
    [
      'หนังสืออำเภอเถิน ด่วนมาก ที่ ลป ๐๐๒๓.๘/ว ลงวันที่ ๒ มิถุนายน ๒๕๖๘',
      { issuer: 'อำเภอเถิน', reference: null, date: '2025-06-02', speed: 'very-urgent' },
      'หนังสืออำเภอเถิน ด่วนมาก ที่ ลป ๐๐๒๓.๘/ว ลงวันที่ ๒ มิถุนายน ๒๕๖๘',
    ],
    [
      'คำสั่งจังหวัดน่าน ที่ ๑๒๓/๒๕๖๗ ลงวันที่ ๕ มีนาคม ๒๕๖๗',
      { issuer: 'จังหวัดน่าน', reference: '123/2567', date: '2024-03-05', speed: null },
      'คำสั่งจังหวัดน่าน ที่ ๑๒๓/๒๕๖๗ ลงวันที่ ๕ มีนาคม ๒๕๖๗',
    ],
  ])('%s', (text, citation, cited) => {
    expect(parseCitation(text)!.citation).toEqual({ ...citation, text: cited });
  });

  it.each(['คู่มือการใช้งานระบบ จำนวน ๑ เล่ม', 'แบบหนังสือรับรอง', '', 'กำหนดการประชุมวันที่ ๙ มกราคม ๒๕๖๘'])(
    '%j cites no letter',
    (text) => expect(parseCitation(text)).toBeNull(),
  );
});

describe('findCitations', () => {
  it('finds what running text cites, with the sender and the date of each', () => {
    const text =
      'ด้วยจังหวัดน่านได้รับหนังสือกรมอนามัย ที่ สธ ๐๙๒๓/๑๕ ลงวันที่ ๑ มีนาคม ๒๕๖๘ แจ้งว่า ตามหนังสือกรมบัญชีกลาง ด่วนที่สุด ที่ กค ๐๔๐๒/ว ๗ ลงวันที่ ๒ มกราคม ๒๕๖๘ ให้ถือปฏิบัติ';
    expect(findCitations(text).map(({ citation }) => [citation.issuer, citation.reference, citation.date])).toEqual([
      ['กรมอนามัย', 'สธ 0923/15', '2025-03-01'],
      ['กรมบัญชีกลาง', 'กค 0402/ว 7', '2025-01-02'],
    ]);
  });
});
