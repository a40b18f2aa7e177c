import { describe, expect, it } from 'vitest';
import { parseTypedDay, parseTypedTime } from '../../../src/domain/typed-day.js';

describe('a typed day', () => {
  it.each([
    ['๒๗ ม.ค. ๒๕๖๘', '2025-01-27'],
    ['27 มกราคม 2568', '2025-01-27'],
    ['27 ม.ค. 68', '2025-01-27'],
    ['วันที่ ๒๗ มกราคม พ.ศ. ๒๕๖๘', '2025-01-27'],
    ['27/1/2568', '2025-01-27'],
    ['๒๗/๑/๖๘', '2025-01-27'],
    ['27-01-2568', '2025-01-27'],
    ['270168', '2025-01-27'],
    ['27012568', '2025-01-27'],
    ['2025-01-27', '2025-01-27'],
    ['27/1/2025', '2025-01-27'],
    ['29 ก.พ. 2567', '2024-02-29'],
  ])('%s', (text, iso) => expect(parseTypedDay(text)).toBe(iso));

  it.each(['', '27', '27 มกราคม', '30/2/2568', '29 ก.พ. 2568', '27/13/2568', '1 ม.ค. 2568 ถึง 2 ม.ค. 2568', 'พรุ่งนี้'])(
    'is none: %s',
    (text) => expect(parseTypedDay(text)).toBeNull(),
  );
});

describe('a typed time', () => {
  it.each([
    ['9.30', '09:30'],
    ['๐๙.๓๐ น.', '09:30'],
    ['16:00', '16:00'],
    ['930', '09:30'],
    ['1630', '16:30'],
    ['9', '09:00'],
  ])('%s', (text, time) => expect(parseTypedTime(text)).toBe(time));

  it.each(['', '24:00', '9.75', 'เช้า'])('is none: %s', (text) => expect(parseTypedTime(text)).toBeNull());
});
