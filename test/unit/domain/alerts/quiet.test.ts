import { describe, expect, it } from 'vitest';
import { afterQuiet } from '../../../../src/domain/alerts/quiet.js';
import { fc } from '../../../support/property.js';

/** A moment by Thailand's clock. */
const at = (text: string) => new Date(`${text}+07:00`);
const night = { from: '19:00', to: '07:00' };
const noon = { from: '12:00', to: '13:00' };

describe('the end of quiet hours', () => {
  it.each([
    ['over midnight, in the evening', night, '2025-02-10T19:00:00', '2025-02-11T07:00:00'],
    ['over midnight, past midnight', night, '2025-02-11T00:00:00', '2025-02-11T07:00:00'],
    ['over midnight, in their last moment', night, '2025-02-11T06:59:59.999', '2025-02-11T07:00:00'],
    ['at their end', night, '2025-02-11T07:00:00', '2025-02-11T07:00:00'],
    ['by day', night, '2025-02-11T18:59:59', '2025-02-11T18:59:59'],
    ['on the last evening of a year', night, '2024-12-31T23:30:00', '2025-01-01T07:00:00'],
    ['on the eve of a leap day', night, '2024-02-28T21:00:00', '2024-02-29T07:00:00'],
    ['within a day', noon, '2025-02-11T12:30:00', '2025-02-11T13:00:00'],
    ['within a day, before them', noon, '2025-02-11T11:59:00', '2025-02-11T11:59:00'],
    ['within a day, after them', noon, '2025-02-11T13:00:00', '2025-02-11T13:00:00'],
    ['that end when they begin', { from: '08:00', to: '08:00' }, '2025-02-11T08:00:00', '2025-02-11T08:00:00'],
    ['where there are none', null, '2025-02-11T02:00:00', '2025-02-11T02:00:00'],
  ])('%s', (_, quiet, asked, told) => {
    expect(afterQuiet(at(asked), quiet)).toEqual(at(told));
  });

  it('is never earlier, less than a day later, and stays where it is', () => {
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
    const moment = fc.date({ min: at('1999-01-01T00:00:00'), max: at('2099-12-31T00:00:00'), noInvalidDate: true });
    fc.assert(
      fc.property(moment, time, time, (asked, from, to) => {
        const told = afterQuiet(asked, { from, to });
        const waits = told.getTime() - asked.getTime();
        expect(waits).toBeGreaterThanOrEqual(0);
        expect(waits).toBeLessThan(86_400_000);
        expect(afterQuiet(told, { from, to })).toEqual(told);
        if (waits > 0) expect(new Date(told.getTime() + 7 * 3_600_000).toISOString().slice(11)).toBe(`${to}:00.000Z`);
      }),
    );
  });
});
