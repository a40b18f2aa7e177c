import { describe, expect, it } from 'vitest';
import { composeLetters } from '../../../src/domain/compose.js';
import { calibrated, calibratedLetter } from '../../../src/domain/confidence.js';
import { SURE } from '../../../src/domain/labels.js';
import { fc } from '../../support/property.js';
import { textPages } from '../../support/text-pages.js';

const entry = fc.record({
  slope: fc.double({ min: 0.05, max: 5, noNaN: true }),
  shift: fc.double({ min: -6, max: 6, noNaN: true }),
});
const probability = fc.double({ min: 0, max: 1, noNaN: true });

describe('a confidence measured in the place of that of a rule', () => {
  it('stays a probability, and what a rule thinks surer stays surer', () => {
    fc.assert(
      fc.property(entry, probability, probability, (of, a, b) => {
        const table = { date: of };
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((given) => calibrated('date', given, table)) as [
          number,
          number,
        ];
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(high).toBeGreaterThanOrEqual(low);
      }),
    );
  });

  it('never makes a doubted value sure', () => {
    fc.assert(
      fc.property(entry, fc.double({ min: 0, max: SURE - 1e-9, noNaN: true }), (of, given) => {
        expect(calibrated('date', given, { date: of })).toBeLessThan(SURE);
      }),
    );
  });

  it('is that of the rule where nothing was measured', () => {
    expect(calibrated('links', 0.95, { date: { slope: 1, shift: 2 } })).toBe(0.95);
  });

  it('is worked out by the logistic curve', () => {
    // ln(0.95 / 0.05) = 2.944; e^-(2.944 + 1) = 0.01936; 1 / 1.01936 = 0.9810.
    expect(calibrated('date', 0.95, { date: { slope: 1, shift: 1 } })).toBe(0.981);
  });

  it('reaches the fields, the items of lists, and an empty list of deadlines by its own measure', () => {
    const text = 'ที่ มท ๐๘๑๐.๗/ว ๕๒๔\n๒๗ มกราคม ๒๕๖๘\nเรื่อง การประชุม\nเรียน นายอำเภอ ทุกอำเภอ\nด้วยเป็นการดี\nขอแสดงความนับถือ';
    const [letter] = composeLetters(textPages(text), { today: null, calibration: {} });
    const table = {
      recipient: { slope: 1, shift: -9 },
      'deadlines, none': { slope: 1, shift: -9 },
      'deadlines, all': { slope: 1, shift: 9 },
    };
    const measured = calibratedLetter(letter!, table);
    expect(letter!.recipients).toHaveLength(1);
    expect(measured.recipients[0]!.confidence).toBeLessThan(0.1);
    expect(measured.confidence.deadlines).toBeLessThan(0.1);
    expect(measured.confidence.date).toBe(letter!.confidence.date);
  });
});
