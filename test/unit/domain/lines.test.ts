import { describe, expect, it } from 'vitest';
import type { PageReading } from '../../../schemas/page.js';
import { docLines, locatedText, paragraph, wholeLine, wrapGlue } from '../../../src/domain/lines.js';
import { textPages } from '../../support/text-pages.js';

/** A scanned line: each character as wide as the next, probability 0.9 but for the digit given. */
function scanned(text: string, y: number, weakDigit = 1): PageReading['lines'][number] {
  const n = text.length;
  return {
    text,
    bbox: [0.1, y, 0.9, y + 0.02],
    confidence: 0.5,
    chars: {
      p: [...text].map((char) => (/\d/.test(char) ? weakDigit : 0.9)),
      x0: Array.from({ length: n }, (_, i) => 0.1 + (0.8 * i) / n),
      x1: Array.from({ length: n }, (_, i) => 0.1 + (0.8 * (i + 1)) / n),
    },
  };
}

const page = (lines: PageReading['lines']): PageReading => ({ ...textPages('')[0]!, source: 'ocr', lines });

describe('docLines', () => {
  it('turns blank lines into gaps and marks where a page opens', () => {
    const lines = docLines(textPages('\n\nก\nข\n\n\nค\fง'));
    expect(lines.map(({ text, gap, opensPage, page }) => [text, gap, opensPage, page])).toEqual([
      ['ก', 0, true, 1],
      ['ข', 0, false, 1],
      ['ค', 2, false, 1],
      ['ง', 0, true, 2],
    ]);
  });
});

describe('locatedText', () => {
  it('gives the box of a run of characters and the text read inside it', () => {
    const [first, second] = docLines([page([scanned('abcd 12', 0.1, 0.6), scanned('34 xyz', 0.2)])]);
    const located = locatedText(paragraph([first!, second!]));
    expect(located.text).toBe('abcd 12 34 xyz');
    const evidence = located.locate(5, 10);
    expect(evidence.map((entry) => entry.text)).toEqual(['12', '34']);
    expect(evidence[0]!.bbox![0]).toBeCloseTo(0.1 + (0.8 * 5) / 7);
    expect(evidence[0]!.bbox![2]).toBeCloseTo(0.9);
    expect(evidence[1]!.bbox!.slice(0, 2)).toEqual([0.1, 0.2]);
  });

  it('is as sure as the weakest digit, else as the mean of the letters', () => {
    const [line] = docLines([page([scanned('abcd 12', 0.1, 0.6)])]);
    const located = locatedText([wholeLine(line!)]);
    expect(located.confidence(0, 7)).toBeCloseTo(0.6);
    expect(located.confidence(0, 4)).toBeCloseTo(0.9);
  });

  it('falls back to the line where there are no characters, and has no box for text input', () => {
    const [line] = docLines(textPages('ลงวันที่ ๑๒'));
    const located = locatedText([wholeLine(line!)]);
    expect(located.confidence(0, 5)).toBe(1);
    expect(located.locate(9, 11)).toEqual([{ page: 1, bbox: null, text: '๑๒' }]);
  });

  it('gives the text as printed, also where normal form dropped some of it', () => {
    const [line] = docLines(textPages('**ที่ ก\u200bก ๑**'));
    const located = locatedText([wholeLine(line!)]);
    expect(located.text).toBe('ที่ กก ๑');
    expect(located.locate(4, 6)[0]!.text).toBe('ก\u200bก');
  });
});

it.each([
  ['ประจำ', 'ปีงบประมาณ', ''],
  ['วันที่', '๒๘ มกราคม', ' '],
  ['(GECC', 'Online)', ' '],
  ['ด่วนที่สุด', 'ที่ มท ๐๘๑๐/๑', ' '],
  ['ลงวัน', 'ที่ ๔ มีนาคม', ''],
])('a wrap between %j and %j leaves %j', (before, after, glue) => expect(wrapGlue(before, after)).toBe(glue));
