import { GlobalFonts } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { glyphlessFont } from '../../../src/reading/searchable/glyphless-font.js';
import { withoutText } from '../../../src/reading/searchable/unseen-text.js';
import { wordsOf } from '../../../src/reading/searchable/words.js';
import { lineOf } from '../../support/searchable.js';

const cut = (content: string, all = false) =>
  withoutText(Buffer.from(content, 'latin1'), all)?.toString('latin1') ?? null;
const operators = (content: string | null) => content?.split(/\s+/).filter(Boolean).join(' ');

describe('withoutText', () => {
  it.each([
    ['a text', 'BT 3 Tr 1 0 0 1 9 9 Tm (a) Tj ET', 'BT 3 Tr 1 0 0 1 9 9 Tm ET'],
    ['parts of a text, with what looks like operators in it', 'BT 3 Tr [(Tj \\) Tr) -9 <00>] TJ ET', 'BT 3 Tr ET'],
    ['a text on the next line, but not the line', "BT 3 Tr (a) ' 0 Tr (b) ' ET", "BT 3 Tr T* 0 Tr (b) ' ET"],
    ['text in the mode that was saved', '3 Tr q 0 Tr BT (a) Tj ET Q BT (b) Tj ET', '3 Tr q 0 Tr BT (a) Tj ET Q BT ET'],
  ])('takes out %s', (_what, content, expected) => expect(operators(cut(content))).toBe(expected));

  it.each([
    ['nothing is unseen', 'BT 0 Tr (a) Tj ET q 1 0 0 1 0 0 cm /Im Do Q'],
    ['a text that is seen would move', 'BT 3 Tr (a) Tj 0 Tr (b) Tj ET'],
    ['the spacing would be lost', 'BT 3 Tr 1 2 (a) " ET'],
    ['the data of an image stand in it', 'BI /W 1 /H 1 ID (((( EI BT 3 Tr (a) Tj ET'],
  ])('leaves everything where %s', (_why, content) => expect(cut(content)).toBeNull());

  it('takes out all text where none is seen, unless it clips what follows', () => {
    expect(operators(cut('BT (a) Tj 3 Tr (b) Tj ET /Im Do', true))).toBe('BT 3 Tr ET /Im Do');
    expect(cut('BT 7 Tr (a) Tj ET /Im Do', true)).toBeNull();
  });
});

describe('wordsOf', () => {
  const BOX = [0.1, 0.1, 0.5, 0.12] as [number, number, number, number];

  it('takes the places of the characters', () => {
    const line = lineOf('ที่ มท', BOX);
    expect(wordsOf(line)).toMatchObject([
      { text: 'ที่', x0: 0.1, x1: line.chars!.x1[2], marked: true },
      { text: 'มท', x0: line.chars!.x0[4], x1: 0.5, marked: false },
    ]);
  });

  it.each([
    ['are missing', undefined],
    ['run backwards', { p: [1, 1, 1], x0: [0.4, 0.2, 0.1], x1: [0.5, 0.3, 0.2] }],
    ['are none', { p: [1, 1, 1], x0: [Number.NaN, 0.2, 0.3], x1: [0.2, 0.3, 0.4] }],
  ])('spreads the words over the box where the places %s', (_how, chars) => {
    const [first, last] = wordsOf({ ...lineOf('ก ข', BOX), chars });
    expect([first!.x0, last!.x1].map((x) => x.toFixed(3))).toEqual(['0.100', '0.500']);
    expect(first!.x1).toBeLessThan(last!.x0);
  });
});

it('the font without glyphs is one that programs open', () => {
  expect(GlobalFonts.register(glyphlessFont(), 'Glyphless')).toBeTruthy();
});
