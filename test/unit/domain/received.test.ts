import { describe, expect, it } from 'vitest';
import { readStamp } from '../../../src/domain/fields/received.js';
import { docLines } from '../../../src/domain/lines.js';
import { textPages } from '../../support/text-pages.js';

const OFFICE = 'เทศบาลตำบลบ้านใหม่';
const read = (rows: string[]) => readStamp(docLines(textPages(rows.join('\n'))));

describe('readStamp', () => {
  it.each<[string, string[], (string | null)[]]>([
    ['a whole one', ['เลขที่รับ ๔๗๙', 'วันที่ ๒๘ ก.พ. ๒๕๖๘', 'เวลา ๑๐.๓๖ น.'], ['479', '2025-02-28', '10:36']],
    ['no labels but the values', ['1790', '12 พ.ย. 67', '10.55'], ['1790', '2024-11-12', '10:55']],
    ['a label of which two letters were read', ['๖ง ๑๗๕', 'วันที่ ๑๗ ธ.ค. ๖๗', 'เวลา'], ['175', '2024-12-17', null]],
    [
      'dots of the form between what stands on them',
      ['รับที่ 8.5.0......', 'วันที่ ๑๙.ธ.ค..๖๘.', 'เวลา 0.8..3.4....'],
      ['850', '2025-12-19', '08:34'],
    ],
    ['a day in numbers', ['เลขรับ ๒๔๙๘', 'วันที่ ๙/๕/๒๕.๖๗', 'เวลา ๑๖.๐๒ น..'], ['2498', '2024-05-09', '16:02']],
    ['a day in numbers with a short year', ['เลขรับ 77', '12/3/68', 'เวลา 1114'], ['77', '2025-03-12', '11:14']],
    ['all in one row', ['เลขรับ ๒๐๗ / ๕ มิ.ย. ๒๕๖๘ / ๑๓.๐๕ น.'], ['207', '2025-06-05', '13:05']],
    ['all in one row with words', ['รับที่ 18 วันที่ 5 มิถุนายน 2568 เวลา 9.05 น.'], ['18', '2025-06-05', '09:05']],
    ['a number that was not read', ['รับที่', 'วันที่ 22 ม.ค. 2568', '๐', 'เวลา .........'], [null, '2025-01-22', null]],
    ['a day that no month has', ['รับที่ 5', 'วันที่ 31/4/68', 'เวลา 25.10'], ['5', null, null]],
  ])('%s', (_, rows, [number, date, time]) => {
    expect(read([OFFICE, ...rows])).toMatchObject({ office: OFFICE, number, date, time });
  });

  it('takes an office on two lines, and no row of the form for it', () => {
    const rows = ['วันที่ ๒๘ ก.พ. ๒๕๖๘', 'เวลา ๑๐.๓๖ น.'];
    expect(read(['กองการศึกษา', OFFICE, 'เลขรับ ๙', ...rows]).office).toBe(`กองการศึกษา ${OFFICE}`);
    expect(read([OFFICE, ...rows])).toMatchObject({ office: OFFICE, number: null, date: '2025-02-28' });
    expect(read(['เลขรับ ๙', ...rows]).office).toBeNull();
  });

  it('is doubted where number or day is missing', () => {
    const whole = read([OFFICE, 'เลขรับ ๙', 'วันที่ ๒๘ ก.พ. ๒๕๖๘']);
    expect(read([OFFICE, 'เลขรับ', 'วันที่ ๒๘ ก.พ. ๒๕๖๘']).confidence).toBeLessThan(whole.confidence);
  });
});
