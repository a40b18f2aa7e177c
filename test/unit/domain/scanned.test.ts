import { describe, expect, it } from 'vitest';
import type { PageReading } from '../../../schemas/page.js';
import { composeLetters } from '../../../src/domain/compose.js';
import { textPages } from '../../support/text-pages.js';

/** Lines of a scan as [left edge, right edge, text], one below the other. */
function scan(rows: [number, number, string][]): PageReading {
  const lines = rows.map(([x0, x1, text], i) => ({
    text,
    bbox: [x0, 0.05 + i * 0.025, x1, 0.07 + i * 0.025] as [number, number, number, number],
    confidence: 0.99,
  }));
  return { ...textPages('')[0]!, source: 'ocr', width: 2480, height: 3508, lines };
}

const HEAD: [number, number, string][] = [
  [0.14, 0.33, 'ที่ อว ๖๔๑๒.๓/๑๗'],
  [0.64, 0.8, 'คณะวิทยาศาสตร์'],
  [0.64, 0.76, 'มหาวิทยาลัยตัวอย่าง'],
  [0.64, 0.86, 'ต.บ้านสวน อ.เมือง จ.สุโขทัย ๖๔๒๒๐'],
  [0.53, 0.65, '๑๒ กันยายน ๒๕๖๕'],
];
const REST: [number, number, string][] = [
  [0.14, 0.5, 'เรียน คณบดีคณะครุศาสตร์'],
  [0.14, 0.38, 'สิ่งที่ส่งมาด้วย แบบสอบถาม'],
  [0.8, 0.9, 'จำนวน ๒ ชุด'],
  [0.26, 0.9, 'ด้วยคณะวิทยาศาสตร์ขอความอนุเคราะห์ให้ตอบแบบสอบถามภายในวันที่ ๓๐ กันยายน ๒๕๖๕ เพื่อใช้ในการวิจัย'],
  [0.26, 0.6, 'จึงเรียนมาเพื่อโปรดพิจารณา'],
  [0.53, 0.66, 'ขอแสดงความนับถือ'],
];

describe('a scanned page', () => {
  it('leaves a stamp beside the subject out of it, though the stamp was read as text', () => {
    const [letter] = composeLetters([
      scan([
        ...HEAD,
        [0.71, 0.87, 'ภาควิชาเคมี'],
        [0.71, 0.88, 'เลขที่รับ..o771'],
        [0.14, 0.56, 'เรื่อง ขอความอนุเคราะห์ตอบแบบสอบถาม'],
        [0.71, 0.74, 'วันที่..'],
        [0.78, 0.89, '1ร W. 8'],
        ...REST,
        [0.5, 0.7, '(นายทดสอบ ระบบดี)'],
        [0.5, 0.7, 'คณบดีคณะวิทยาศาสตร์'],
      ]),
    ]);
    expect(letter).toMatchObject({
      subject: 'ขอความอนุเคราะห์ตอบแบบสอบถาม',
      issuer: { name: 'มหาวิทยาลัยตัวอย่าง', level: 'other' },
      date: '2022-09-12',
      enclosures: [{ text: 'แบบสอบถาม จำนวน ๒ ชุด' }],
    });
    expect(letter!.evidence.date![0]!.bbox![0]).toBeCloseTo(0.53);
  });

  it('goes on with a long list of addressees in the line that hangs below it, and not with the paragraph', () => {
    const [letter] = composeLetters([
      scan([
        ...HEAD,
        [0.14, 0.5, 'เรื่อง ขอความอนุเคราะห์'],
        [0.14, 0.86, 'เรียน ผู้อำนวยการสำนัก หัวหน้าสำนักงาน ก.ก. เลขาธิการสภากรุงเทพมหานคร เลขาธิการผู้ว่าราชการ'],
        [0.19, 0.85, 'กรุงเทพมหานคร ผู้อำนวยการเขต และหัวหน้าส่วนราชการในสังกัดสำนักปลัดกรุงเทพมหานคร'],
        ...REST.slice(3),
      ]),
    ]);
    expect(letter!.recipients.map(({ text }) => text)).toEqual([
      'ผู้อำนวยการสำนัก',
      'หัวหน้าสำนักงาน ก.ก.',
      'เลขาธิการสภากรุงเทพมหานคร',
      'เลขาธิการผู้ว่าราชการกรุงเทพมหานคร',
      'ผู้อำนวยการเขต',
      'หัวหน้าส่วนราชการในสังกัดสำนักปลัดกรุงเทพมหานคร',
    ]);
    expect(letter!.deadlines.map(({ date }) => date)).toEqual(['2022-09-30']);
  });

  it('takes the name under the closing, not that of a clerk to its left', () => {
    const [letter] = composeLetters([
      scan([
        ...HEAD,
        [0.14, 0.5, 'เรื่อง ขอความอนุเคราะห์'],
        ...REST,
        [0.05, 0.25, '(นางสาวธุรการ รับเรื่อง)'],
        [0.25, 0.7, 'ๆ m๑ 9 (รองศาสตราจารย์ทดสอบ ระบบดี)'],
        [0.35, 0.43, '294'],
        [0.5, 0.7, 'คณบดีคณะวิทยาศาสตร์'],
        [0.14, 0.4, 'งานวิชาการ'],
        [0.14, 0.5, 'โทร ๐๓๘ ๑๐๒๐๖๐'],
      ]),
    ]);
    expect(letter!.signer).toEqual({ name: 'รองศาสตราจารย์ทดสอบ ระบบดี', position: 'คณบดีคณะวิทยาศาสตร์' });
    expect(letter!.contact?.phones).toEqual(['0-3810-2060']);
  });

  it('names the sender from the signer where a stamp covers the letterhead, and says so', () => {
    const [letter] = composeLetters([
      scan([
        [0.14, 0.33, 'ที่ นน ๐๑๑๘/ว ๕'],
        [0.58, 0.8, 'ที่ว่าการอำเภษหำ๖๐๙'],
        [0.53, 0.65, '๑๒ กันยายน ๒๕๖๕'],
        [0.14, 0.5, 'เรื่อง การสำรวจ'],
        [0.14, 0.5, 'เรียน กำนันทุกตำบล'],
        [0.26, 0.9, 'ด้วยอำเภอจะสำรวจแหล่งน้ำ ขอให้แจ้งราษฎรทราบ'],
        [0.53, 0.66, 'ขอแสดงความนับถือ'],
        [0.5, 0.7, '(นายทดสอบ ระบบดี)'],
        [0.5, 0.7, 'นายอำเภอปัว'],
      ]),
    ]);
    expect(letter!.issuer).toEqual({ name: 'อำเภอปัว', level: 'district', province: 'น่าน' });
    expect(letter!.confidence.issuer).toBeLessThan(0.9);
    expect(letter!.warnings.map((warning) => warning.code)).toContain('issuer.from_signer');
  });

  it('doubts a code that no agency has, and gives the one that looks alike', () => {
    const rows = [...HEAD, [0.14, 0.5, 'เรื่อง การสำรวจ'], ...REST] as [number, number, string][];
    rows[0] = [0.14, 0.33, 'ที่ ภค ๐๔๐๘/๑๗'];
    const [letter] = composeLetters([scan(rows)]);
    expect(letter!.reference).toMatchObject({ normalized: 'กค 0408/17', raw: 'ภค ๐๔๐๘/๑๗' });
    expect(letter!.confidence.reference).toBeLessThan(0.9);
    expect(letter!.alternatives.reference).toMatchObject([{ value: 'ภค 0408/17' }]);
  });
});
