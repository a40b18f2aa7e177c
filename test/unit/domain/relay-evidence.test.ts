import { describe, expect, it } from 'vitest';
import type { Letter } from '../../../schemas/record.js';
import { relateLetters } from '../../../src/domain/relay/relate.js';
import { tellLetters } from '../../../src/domain/relay/tell.js';
import { warn } from '../../../src/domain/warnings.js';
import { deadlineOf } from '../../support/letters.js';
import { department, district, keyed, otherProvince, province } from '../../support/relay.js';

/** The letters after their families told them, by key. Those of one file tell when it is read, those of others later. */
function told(letters: Record<string, Letter>, between: 'one file' | 'files' = 'one file'): Record<string, Letter> {
  const list = keyed(letters);
  const after = tellLetters(list, relateLetters(list).families, between);
  return Object.fromEntries(list.map(({ key }, i) => [key, after[i]!]));
}
const upper = (given: Parameters<typeof department>[0] = {}) =>
  department({ confidence: { reference: 0.98, date: 0.98 }, ...given });
const byHand = () =>
  upper({
    confidence: { reference: 0.55, date: 0.98 },
    alternatives: { reference: [{ value: 'มท 0810.7/ว 529', confidence: 0.2, why: 'similar characters' }] },
    warnings: [warn('reference.handwritten', 'reference'), warn('letter.unsigned', 'signer')],
  });
const codes = ({ warnings }: Letter) => warnings.map(({ code }) => code);

describe('a citation that says the same', () => {
  it('confirms a number written by hand, and answers the doubt', () => {
    const { 'a.pdf#1': letter } = told({ 'a.pdf#1': byHand(), 'a.pdf#0': province() });
    // 1 - (1 - 0.55)(1 - 0.9 * 0.95)
    expect(letter!.confidence.reference).toBeCloseTo(0.9348, 4);
    expect(codes(letter!)).toEqual(['letter.unsigned']);
    expect(letter!.alternatives).toEqual({});
    expect(letter!.reference).toEqual(byHand().reference);
  });

  it('makes nothing surer than two papers by one reader can', () => {
    const { 'a.pdf#1': letter } = told({ 'a.pdf#1': upper({ confidence: { reference: 0.9 } }), 'a.pdf#0': province() });
    expect(letter!.confidence.reference).toBe(0.97);
    const { 'a.pdf#1': sure } = told({ 'a.pdf#1': upper(), 'a.pdf#0': province() });
    expect(sure!.confidence).toEqual({ reference: 0.98, date: 0.98 });
  });

  it('is itself confirmed by the letter', () => {
    const { 'a.pdf#0': letter } = told({ 'a.pdf#1': upper(), 'a.pdf#0': province() });
    expect(letter!.references[0]!.confidence).toBe(0.97);
  });

  it('says nothing of fields that it does not name, or that are not there', () => {
    const letters = { 'a.pdf#1': upper({ date: null, confidence: { reference: 0.9 } }), 'a.pdf#0': province() };
    expect(told(letters)['a.pdf#1']!.confidence).toEqual({ reference: 0.97 });
    const undated = told({ 'a.pdf#1': upper({ confidence: { date: 0.6 } }), 'a.pdf#0': province({ date: null }) });
    expect(undated['a.pdf#1']!.confidence).toEqual({ date: 0.6 });
  });
});

describe('a citation that differs', () => {
  const letters = () => ({
    'a.pdf#1': upper(),
    'a.pdf#0': province({ reference: 'มท 0810.7/ว 424', date: '2025-01-29' }),
  });

  it('makes number and date a matter for a person, with both readings', () => {
    const { 'a.pdf#1': letter } = told(letters());
    expect(letter!.confidence.reference).toBeLessThan(0.9);
    expect(letter!.confidence.date).toBeLessThan(0.9);
    expect(letter!.reference!.normalized).toBe('มท 0810.7/ว 524');
    expect(letter!.alternatives).toMatchObject({
      reference: [{ value: 'มท 0810.7/ว 424', why: 'cited by จังหวัดน่าน as มท 0810.7/ว 424' }],
      date: [{ value: '2025-01-29', why: 'cited by จังหวัดน่าน as 2025-01-29' }],
    });
    expect(codes(letter!)).toEqual(['reference.cited_otherwise', 'date.cited_otherwise']);
  });

  it('gives the two readings no more than one probability between them', () => {
    const { 'a.pdf#1': letter } = told(letters());
    for (const field of ['reference', 'date']) {
      const sum = letter!.alternatives[field]!.reduce((all, one) => all + one.confidence, letter!.confidence[field]!);
      expect(sum).toBeLessThanOrEqual(1.0001);
    }
  });

  it('is itself doubted, with what the letter says', () => {
    const [citation] = told(letters())['a.pdf#0']!.references;
    expect(citation!.confidence).toBeLessThan(0.9);
    expect(citation).toMatchObject({
      reference: 'มท 0810.7/ว 424',
      alternatives: [{ value: { reference: 'มท 0810.7/ว 524', date: '2025-01-27' } }],
    });
  });

  it('weighs more against a number written by hand', () => {
    const printed = told(letters())['a.pdf#1']!.confidence.reference!;
    const written = told({ ...letters(), 'a.pdf#1': byHand() })['a.pdf#1']!;
    expect(written.confidence.reference).toBeLessThan(printed);
    expect(codes(written)).toContain('reference.handwritten');
  });

  it('is not outvoted: two that agree and one that differs still go to a person', () => {
    const bundle = {
      'a.pdf#2': upper(),
      'a.pdf#1': province(),
      'a.pdf#0': otherProvince({ reference: 'มท 0810.7/ว 424' }),
    };
    expect(told(bundle)['a.pdf#2']!.confidence.reference).toBeLessThan(0.9);
  });

  it('still stands when a letter of another file agrees later', () => {
    const read = told(letters())['a.pdf#1']!;
    const later = { 'a.pdf#1': read, 'b.pdf#0': otherProvince() };
    expect(told(later, 'files')['a.pdf#1']!.confidence.reference).toBeLessThan(0.9);
    expect(told(later, 'files')['a.pdf#1']!.alternatives.reference).toHaveLength(1);
  });

  it('never touches what a person set', () => {
    const set = upper({ confidence: { reference: 1, date: 1 } });
    expect(told({ ...letters(), 'a.pdf#1': set })['a.pdf#1']).toEqual(set);
  });

  it('doubts the speed too', () => {
    const bundle = {
      'a.pdf#1': upper({ speed: 'urgent', confidence: { speed: 0.98 } }),
      'a.pdf#0': province({ speed: 'most-urgent' }),
    };
    const { 'a.pdf#1': letter } = told(bundle);
    expect(letter!.confidence.speed).toBeLessThan(0.9);
    expect(letter!.alternatives.speed).toMatchObject([{ value: 'most-urgent' }]);
    expect(codes(letter!)).toEqual(['speed.cited_otherwise']);
  });
});

describe('who tells whom', () => {
  const letters = { 'a.pdf#0': byHand(), 'b.pdf#0': province() };

  it('letters of other files tell when families are looked at, not when a file is read', () => {
    expect(told(letters)['a.pdf#0']!.confidence.reference).toBe(0.55);
    expect(told(letters, 'files')['a.pdf#0']!.confidence.reference).toBeGreaterThan(0.9);
  });

  it('nothing is told twice', () => {
    const bundle = { 'a.pdf#1': byHand(), 'a.pdf#0': province() };
    const once = told(bundle);
    expect(told(once, 'files')).toEqual(once);
  });

  it('another paper of a letter confirms print, and not the same strokes of a pen', () => {
    const paper = (given: Letter) => told({ 'a.pdf#0': given, 'b.pdf#1': upper(), 'b.pdf#0': province() }, 'files');
    expect(paper(upper({ confidence: { date: 0.8 } }))['a.pdf#0']!.confidence.date).toBe(0.97);
    const citing = { 'a.pdf#1': byHand(), 'a.pdf#0': province(), 'b.pdf#0': byHand() };
    // The citation in the other file goes to the paper bound with it.
    expect(told(citing, 'files')['b.pdf#0']!.confidence.reference).toBe(0.55);
  });

  it('another paper that reads another day casts a doubt', () => {
    const letters = { 'a.pdf#0': upper({ date: '2025-01-29' }), 'b.pdf#1': upper(), 'b.pdf#0': province() };
    const { 'a.pdf#0': letter } = told(letters, 'files');
    expect(letter!.confidence.date).toBeLessThan(0.9);
    expect(letter!.alternatives.date).toMatchObject([{ value: '2025-01-27', why: 'another copy reads 2025-01-27' }]);
  });
});

describe('a deadline that several letters state', () => {
  const stating = (high: string, low: string, confidence = 0.8, more: Parameters<typeof deadlineOf>[0] = {}) =>
    told({
      'a.pdf#1': upper({ deadlines: [deadlineOf({ date: high, confidence: 0.95 })], confidence: { deadlines: 0.95 } }),
      'a.pdf#0': province(
        {},
        { deadlines: [deadlineOf({ date: low, confidence, ...more })], confidence: { deadlines: confidence } },
      ),
    });
  const last = (letters: Record<string, Letter>, key: string) => letters[key]!.deadlines[0]!;

  it('is confirmed, and its list with it', () => {
    const letters = stating('2025-02-28', '2025-02-28');
    expect(last(letters, 'a.pdf#0').confidence).toBe(0.95);
    expect(letters['a.pdf#0']!.confidence.deadlines).toBe(0.95);
  });

  it.each([
    ['a later one, a look-alike digit off', '2025-02-21', '2025-02-27', true],
    ['an earlier one below is an inner date', '2025-02-27', '2025-02-21', false],
    ['no look-alike', '2025-02-25', '2025-02-28', false],
    ['another month', '2025-02-21', '2025-03-21', false],
  ])('is doubted both ways by another: %s', (_what, high, low, doubted) => {
    const letters = stating(high, low, 0.95);
    for (const [key, other] of [
      ['a.pdf#1', low],
      ['a.pdf#0', high],
    ] as const) {
      const { confidence, alternatives } = last(letters, key);
      if (!doubted) {
        expect([confidence, alternatives]).toEqual([0.95, undefined]);
        continue;
      }
      expect(confidence).toBeLessThan(0.9);
      expect(letters[key]!.confidence.deadlines).toBeLessThan(0.9);
      expect(alternatives).toMatchObject([{ value: other }]);
      expect(codes(letters[key]!)).toEqual(['deadline.stated_otherwise']);
    }
  });

  it('stands as a person set it', () => {
    const set = (date: string) => ({
      deadlines: [deadlineOf({ date, confidence: 0.95 })],
      confidence: { deadlines: 1 },
    });
    const bundle = { 'a.pdf#1': upper(set('2025-02-21')), 'a.pdf#0': province({}, set('2025-02-27')) };
    const letters = told(bundle);
    expect([last(letters, 'a.pdf#1'), last(letters, 'a.pdf#0')].map(({ confidence }) => confidence)).toEqual([
      0.95, 0.95,
    ]);
    expect(codes(letters['a.pdf#0']!)).toEqual([]);
  });

  it('stands on the weekday printed with it', () => {
    // 27 February 2025 is a Thursday.
    const letters = stating('2025-02-21', '2025-02-27', 0.95, { text: 'ภายในวันพฤหัสบดีที่ ๒๗ กุมภาพันธ์ ๒๕๖๘' });
    expect(last(letters, 'a.pdf#0').confidence).toBe(0.95);
  });

  it('is not doubted where the letter states both, or of another kind', () => {
    const both = [
      deadlineOf({ date: '2025-02-27', confidence: 0.95 }),
      deadlineOf({ date: '2025-02-21', confidence: 0.95 }),
    ];
    const bundle = {
      'a.pdf#1': upper({ deadlines: [deadlineOf({ date: '2025-02-21', confidence: 0.95 })] }),
      'a.pdf#0': province({}, { deadlines: both }),
    };
    expect(told(bundle)['a.pdf#0']!.deadlines.map(({ confidence }) => confidence)).toEqual([0.95, 0.95]);
    expect(last(stating('2025-02-21', '2025-02-27', 0.95, { kind: 'event' }), 'a.pdf#0').confidence).toBe(0.95);
  });

  it('goes with two against one: only the one is doubted', () => {
    const of = (date: string) => ({ deadlines: [deadlineOf({ date, confidence: 0.95 })] });
    const letters = told({
      'a.pdf#2': upper(of('2025-03-27')),
      'a.pdf#1': province({}, of('2025-03-21')),
      'a.pdf#0': district({}, of('2025-03-27')),
    });
    const sure = ['a.pdf#2', 'a.pdf#1', 'a.pdf#0'].map((key) => last(letters, key).confidence >= 0.9);
    expect(sure).toEqual([true, false, true]);
  });
});
