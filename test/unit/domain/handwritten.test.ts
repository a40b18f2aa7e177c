import { describe, expect, it } from 'vitest';
import type { Line, PageReading } from '../../../schemas/page.js';
import { composeLetters } from '../../../src/domain/compose.js';
import { textPages } from '../../support/text-pages.js';

type Other = [of: string, text: string, confidence: number];

const REST = [
  'กรมการปกครอง',
  'เรื่อง การประชุม',
  'เรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด',
  'ขอแสดงความนับถือ',
  '(นายทดสอบ ระบบดี)',
  'อธิบดีกรมการปกครอง',
];

/** A line of a scan; what stands between < and > was written by hand, and `others` are what the reader nearly took characters for. */
function line(marked: string, others: Other[] = []): Line {
  const start = marked.indexOf('<');
  const text = marked.replace(/[<>]/g, '');
  const hand = start < 0 ? [] : [{ start, end: marked.indexOf('>') - 1 }];
  const doubted = (i: number) =>
    hand.some((h) => i >= h.start && i < h.end) || others.some(([of]) => text.indexOf(of) === i);
  const places = Array.from(text, (_, i) => i / 100);
  return {
    text,
    bbox: [0.1, 0.1, 0.5, 0.12],
    confidence: 0.9,
    chars: { p: places.map((_, i) => (doubted(i) ? 0.5 : 0.99)), x0: places, x1: places.map((x) => x + 0.01) },
    alternatives: others.map(([of, other, confidence]) => ({
      start: text.indexOf(of),
      end: text.indexOf(of) + 1,
      text: other,
      confidence,
    })),
    handwritten: hand,
  };
}

function letterOf(number: Line, date: Line) {
  const page: PageReading = { ...textPages(REST.join('\n'))[0]!, source: 'ocr', width: 1240, height: 1754 };
  page.lines = [number, page.lines[0]!, date, ...page.lines.slice(1)];
  return composeLetters([page])[0]!;
}

describe('a number that was filled in by hand', () => {
  const printed = line('๑๔ มีนาคม ๒๕๖๘');

  it('is marked so, and given with what else it may be, the likeliest first', () => {
    const number = line('ที่ มท ๐๘๑๐.๗/ว <๕๒๔>', [
      ['๕', '๘', 0.3],
      ['๔', '๙', 0.1],
    ]);
    const letter = letterOf(number, printed);
    expect(letter.reference).toMatchObject({ normalized: 'มท 0810.7/ว 524' });
    expect(letter.confidence.reference).toBeLessThan(0.9);
    expect(letter.warnings.map((w) => [w.code, w.field])).toContainEqual(['reference.handwritten', 'reference']);
    const guesses = letter.alternatives.reference!;
    expect(guesses.map((guess) => guess.value)).toEqual(['มท 0810.7/ว 824', 'มท 0810.7/ว 529', 'มท 0810.7/ว 829']);
    const all = [letter.confidence.reference!, ...guesses.map((guess) => guess.confidence)];
    expect(all).toEqual([...all].sort((a, b) => b - a));
    expect(all.reduce((sum, p) => sum + p, 0)).toBeLessThanOrEqual(1);
  });

  it('is marked so where it is the day, and only days of the month are given', () => {
    const day = line('<๑๔> มีนาคม ๒๕๖๘', [
      ['๑', '๓', 0.4],
      ['๔', '๙', 0.2],
    ]);
    const letter = letterOf(line('ที่ มท ๐๘๑๐.๗/ว ๕๒๔'), day);
    expect(letter.date).toBe('2025-03-14');
    expect(letter.warnings.map((w) => w.code)).toEqual(['date.handwritten']);
    expect(letter.alternatives).toEqual({
      date: [{ value: '2025-03-19', confidence: expect.any(Number), why: 'similar characters' }],
    });
  });

  it('leaves a sure printed number alone, though one character was close', () => {
    const close = line('ที่ มท ๐๘๑๐.๗/ว ๕๒๔');
    close.alternatives = [{ start: 16, end: 17, text: '๘', confidence: 0.04 }];
    const letter = letterOf(close, printed);
    expect(letter.confidence.reference).toBeGreaterThan(0.9);
    expect([letter.warnings, letter.alternatives]).toEqual([[], {}]);
  });

  it('gives the other readings of a doubted printed number without calling it handwriting', () => {
    const letter = letterOf(line('ที่ มท ๐๘๑๐.๗/ว ๕๒๔', [['๕', '๘', 0.3]]), printed);
    expect(letter.warnings).toEqual([]);
    expect(letter.alternatives.reference!.map((guess) => guess.value)).toEqual(['มท 0810.7/ว 824']);
  });
});
