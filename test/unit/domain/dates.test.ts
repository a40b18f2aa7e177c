import { describe, expect, it } from 'vitest';
import { findDates, formatThaiDate, monthEnd, parseThaiDate, weekdayRepairs } from '../../../src/domain/dates.js';
import { findTimes } from '../../../src/domain/times.js';

describe('findDates', () => {
  it.each([
    ['วันที่ ๒๘ กุมภาพันธ์ ๒๕๖๘', '2025-02-28'],
    ['ภายในวันที่ 7 กุมภาพันธ์ 2561', '2018-02-07'],
    ['๑๐ มกราคม พ.ศ. ๒๕๖๘', '2025-01-10'],
    ['วันที่ ๙ เดือน ธันวาคม พ.ศ. 2563', '2020-12-09'],
    ['31 พ.ค.54', '2011-05-31'],
    ['24 พค 62', '2019-05-24'],
    ['๕ กรกฏาคม ๒๕๖๔', '2021-07-05'],
    ['5 มีนาดม 2564', '2021-03-05'],
    ['วันที้ ๕ พฤศจกายน ๒๕๖๗', '2024-11-05'],
    ['- ๕ ก.พ. ๒๕๖๘', '2025-02-05'],
    ['28/02/2568', '2025-02-28'],
    ['๑ มกราคม ค.ศ. ๒๐๒๕', '2025-01-01'],
    ['วันที่ ๑๓ มกราคม พ.ศ. ๖๘', '2025-01-13'],
    ['๒๙ กุมภาพันธ์ ๒๕๖๗', '2024-02-29'],
  ])('reads %s', (text, iso) => {
    expect(findDates(text).map((mention) => mention.iso)).toEqual([iso]);
  });

  it.each([
    ['ระหว่างวันที่ 10 มกราคม - 28 กุมภาพันธ์ 2568', '2025-01-10', '2025-02-28'],
    ['ตั้งแต่วันที่ ๑๗ มีนาคม ถึง ๑๒ พฤษภาคม ๒๕๖๘', '2025-03-17', '2025-05-12'],
    ['ตั้งแต่วันที่ ๑๐ มกราคม ๒๕๖๘ ถึงวันที่ ๒๘ กุมภาพันธ์ ๒๕๖๘', '2025-01-10', '2025-02-28'],
    ['๑๐-๑๒ มีนาคม ๒๕๖๘', '2025-03-10', '2025-03-12'],
    ['20-25 สิงหาคม 2557', '2014-08-20', '2014-08-25'],
    ['28 ก.พ.-4 มี.ค.63', '2020-02-28', '2020-03-04'],
    ['6-7,13-14,และ20-21 กันยายน 2557', '2014-09-06', '2014-09-21'],
    ['18,26 มีนาคม 2556', '2013-03-18', '2013-03-26'],
    ['๑๐ ธันวาคม - ๕ มกราคม ๒๕๖๘', '2024-12-10', '2025-01-05'],
    ['ระหว่างเดือน ม.ค. – 30 พ.ย. 61', '2018-01-01', '2018-11-30'],
  ])('reads the range %s', (text, from, iso) => {
    expect(findDates(text)).toMatchObject([{ from, iso }]);
  });

  it.each([
    'สำนักงาน ก.พ.ร. ๒๕๖๘',
    'สำนักงาน ก.พ. ที่ นร ๑๐๐๔',
    'แผนพัฒนา พ.ศ. ๒๕๖๘ - ๒๕๗๒',
    'โทร. ๐-๕๔๕๓-๔๑๑๙ ต่อ ๓๐๕',
    'ครั้งที่ ๓/๒๕๖๙ คำสั่งที่ ๑๒๓/๒๕๖๙',
    'ปีงบประมาณ พ.ศ. ๒๕๖๘',
  ])('sees no date in %s', (text) => {
    expect(findDates(text)).toEqual([]);
  });

  it('leaves a blank day blank', () => {
    expect(findDates('วันที่      กุมภาพันธ์ ๒๕๖๘')).toMatchObject([
      { iso: null, precision: 'month', blankDay: true, year: 2025, month: 2 },
    ]);
    expect(findDates('วันที่ ...... กุมภาพันธ์ ๒๕๖๘')).toMatchObject([{ iso: null, blankDay: true }]);
    expect(parseThaiDate('วันที่      กุมภาพันธ์ ๒๕๖๘')).toBeNull();
  });

  it('checks the printed weekday', () => {
    expect(findDates('วันอังคารที่ ๒๓ กุมภาพันธ์ ๒๕๖๔')[0]?.weekday).toBe('match');
    const [wrong] = findDates('วันพุธที่ ๒๓ กุมภาพันธ์ ๒๕๖๔');
    expect(wrong?.weekday).toBe('mismatch');
    expect(weekdayRepairs(wrong!, 3)).toContain('2021-02-03');
  });

  it('takes a missing year from the paragraph, else from the letter', () => {
    const text = 'เปิดระบบวันที่ ๕ พฤศจิกายน ๒๕๕๗ และยืนยันได้จนถึงวันที่ ๑๐ พ.ย.';
    expect(findDates(text)[1]).toMatchObject({ iso: '2014-11-10', yearInferred: true });
    expect(findDates('ภายในวันที่ ๓ มกราคม', { letterDate: '2024-12-20' })[0]).toMatchObject({ iso: '2025-01-03' });
    expect(findDates('ภายในวันที่ ๓ มกราคม')[0]).toMatchObject({ iso: null, year: null });
  });

  it('counts years before 2484 from April', () => {
    expect(parseThaiDate('๑ กุมภาพันธ์ ๒๔๗๐')).toBe('1928-02-01');
    expect(parseThaiDate('๒๔ มิถุนายน ๒๔๗๕')).toBe('1932-06-24');
    expect(parseThaiDate('๑ กุมภาพันธ์ ๒๔๘๓')).toBeNull();
    expect(formatThaiDate('1928-02-01')).toBe('๑ กุมภาพันธ์ ๒๔๗๐');
  });

  it('knows the last day of a month', () => {
    const [mention] = findDates('ภายในเดือน กุมภาพันธ์ ๒๕๖๗');
    expect(mention && monthEnd(mention)).toBe('2024-02-29');
  });

  it('refuses days that are none', () => {
    expect(parseThaiDate('๓๐ กุมภาพันธ์ ๒๕๖๘')).toBeNull();
    expect(parseThaiDate('๒๙ กุมภาพันธ์ ๒๕๖๘')).toBeNull();
  });
});

describe('formatThaiDate', () => {
  it('writes long and short forms', () => {
    expect(formatThaiDate('2025-01-27')).toBe('๒๗ มกราคม ๒๕๖๘');
    expect(formatThaiDate('2025-01-27', { digits: 'arabic' })).toBe('27 มกราคม 2568');
    expect(formatThaiDate('2025-01-27', { short: true })).toBe('๒๗ ม.ค. ๖๘');
  });
});

describe('findTimes', () => {
  it.each([
    ['เวลา ๐๘.๐๐ น.', '08:00'],
    ['เวลา 24.00 น.', '24:00'],
    ['เวลาเที่ยงคืน', '24:00'],
    ['ภายในเวลาราชการ', '16:30'],
    ['ใน 19.00 น.', '19:00'],
    ['เวลา ๙ นาฬิกา', '09:00'],
    ['เวลา ๑๓:๓๐ น.', '13:30'],
  ])('reads %s', (text, time) => {
    expect(findTimes(text).map((mention) => mention.time)).toEqual([time]);
  });

  it('reads a span', () => {
    expect(findTimes('เวลา ๐๙.๐๐ - ๑๒.๐๐ น.')).toMatchObject([{ from: '09:00', time: '12:00' }]);
  });

  it.each(['ที่ มท ๐๘๑๐.๗/ว ๕๒๔', 'เวลา ๒๕.๐๐ น.', 'มาตรา ๔.๒๐'])('sees none in %s', (text) => {
    expect(findTimes(text)).toEqual([]);
  });
});
