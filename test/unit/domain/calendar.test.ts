import { describe, expect, it } from 'vitest';
import { buddhistYear, daysBetween, gregorianYear, thaiDay } from '../../../src/domain/calendar.js';

describe('the calendar', () => {
  it('changes the day at midnight in Thailand, seven hours before Greenwich', () => {
    expect(thaiDay(new Date('2025-02-27T16:59:59Z'))).toBe('2025-02-27');
    expect(thaiDay(new Date('2025-02-27T17:00:00Z'))).toBe('2025-02-28');
  });

  it('counts days over the end of a leap February', () => {
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
    expect(daysBetween('2025-03-01', '2025-02-28')).toBe(-1);
  });

  it('knows that the year began in April until 2483, which had nine months', () => {
    expect(gregorianYear(2568, 1)).toBe(2025);
    expect(gregorianYear(2480, 2)).toBe(1938);
    expect(gregorianYear(2483, 2)).toBeNull();
    expect(buddhistYear('1938-02-01')).toBe(2480);
  });
});
