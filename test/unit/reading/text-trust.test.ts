import { describe, expect, it } from 'vitest';
import { judgeText } from '../../../src/reading/text-trust.js';
import { wordShare } from '../../../src/reading/thai-words.js';

/** A made-up letter, in the words that such letters use. */
const LETTER = `ที่ มท ๐๘๑๐.๗/ว ๕๒๔
สำนักงานส่งเสริมการปกครองท้องถิ่น อำเภอเมือง
เรื่อง การประชาสัมพันธ์โครงการอบรมประจำปีงบประมาณ พ.ศ. ๒๕๖๘
เรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด
ด้วยกรมส่งเสริมการปกครองท้องถิ่นได้กำหนดดำเนินโครงการอบรมเจ้าหน้าที่ เพื่อให้การปฏิบัติงานของ
องค์กรปกครองส่วนท้องถิ่นเป็นไปด้วยความเรียบร้อย จำนวน ๓ รุ่น ระหว่างวันที่ ๑๖ - ๑๙ มิถุนายน ๒๕๖๘
จึงขอความร่วมมือจังหวัดแจ้งให้องค์กรปกครองส่วนท้องถิ่นในพื้นที่ทราบ และส่งรายชื่อผู้เข้ารับการอบรม
ภายในวันที่ ๓๐ พฤษภาคม ๒๕๖๘ ทั้งนี้ สามารถดูรายละเอียดเพิ่มเติมได้ที่เว็บไซต์ของกรม
จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการต่อไป`;

const judge = (text: string, overPicture = false) => judgeText(text, text, overPicture);

describe('judgeText', () => {
  it('believes a clean letter, also as an OCR layer', () => {
    expect(judge(LETTER)).toEqual({ empty: false, distrust: [] });
    expect(judge(LETTER, true)).toEqual({ empty: false, distrust: [] });
  });

  it('has no opinion of a page number', () => expect(judge('- ๒ -')).toEqual({ empty: true, distrust: [] }));

  it.each([
    ['lost-characters', LETTER.replaceAll('ั', '\0')],
    ['unmapped-characters', LETTER.replaceAll('ร', '\ue123')],
    ['marks-after-blanks', LETTER.replaceAll(/([่้])/g, ' $1')],
    ['tone-marks-missing', LETTER.replaceAll(/[่้]/g, '')],
    ['sara-am-missing', LETTER.replaceAll('ำ', 'า')],
    ['sara-am-missing', LETTER.replaceAll('ำ', '้า')],
    ['unknown-words', LETTER.replaceAll('้', '\u0001').replaceAll('ู', '้').replaceAll('\u0001', 'ู').replaceAll('อ', 'ฮ')],
  ])('distrusts a layer for %s', (reason, text) => expect(judge(text).distrust).toContain(reason));

  it('tells the work of an engine without ๔ ๖ ๗ ๘ ๙ over a picture', () => {
    const misread = LETTER.replaceAll(/[๔๖-๙]/g, '๓');
    expect(judge(misread, true).distrust).toContain('thai-digits-missing');
    expect(judge(misread).distrust).toEqual([]);
  });

  it('distrusts an English reading of Thai, and believes English', () => {
    const junk = 'nsuAnasauis msUnAsav dvutiov uv nM rnnU sUlJs qnS wFsn eXnl dlnnJ tWnsn mnJs AulJus nsUd wnFn sdfG';
    expect(judge(junk).distrust).toContain('latin-junk');
    const english = 'The Department of Local Administration would like to invite you to the meeting on the date below.';
    expect(judge(english.repeat(3)).distrust).toEqual([]);
  });

  it('lets abbreviations and addresses in a Thai letter stand', () => {
    const text = `${LETTER} ระบบ ITA, e-LAAS และ LHR https://www.dla.go.th/XyZqW เบอร์ CCTV PDF DLA MOU NGO HRD`;
    expect(judge(text).distrust).toEqual([]);
  });
});

describe('wordShare', () => {
  it('parts words from rubbish, and tells nothing of little text', () => {
    expect(wordShare(LETTER)).toBeGreaterThan(0.95);
    expect(wordShare('ฬฅฆณฯฉธฎ'.repeat(10))).toBeLessThan(0.5);
    expect(wordShare('ที่ มท')).toBeNull();
  });
});
