import { PDFDict, PDFDocument, PDFName } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { breakLines, pieces } from '../../../src/domain/line-breaks.js';
import { face } from '../../../src/printing/fonts.js';
import { shape, widthOf } from '../../../src/printing/shape.js';
import { asThSarabun, Sheets } from '../../../src/printing/sheets.js';
import { fc } from '../../support/property.js';
import { extracted } from '../../support/searchable.js';

/** What is hard about Thai: tone marks over vowels and over ำ, high and low strokes, letters that lose their foot, other scripts between. */
const HARD = [
  'จำนวน น้ำดื่ม ถ้อยคำ ก่ำ ทำ',
  'ปี่ ป่า ปั้น ปั๊ม ปี๊บ ฝึก ฟื้นฟู ฟ้า โป๊ะ',
  'ญู ฐุ ฎุ ฬู่ ผู้รู้ กู้ชื่อ เป็น',
  'ที่ มท ๐๘๑๐.๗/ว ๕๒๔ ลงวันที่ ๒๗ มกราคม ๒๕๖๘',
  'คู่มือ (ITA) “e-Saraban” 100% – saraban@dla.go.th ฯลฯ',
];

async function set(lines: readonly string[], size: number): Promise<Uint8Array> {
  const sheets = await Sheets.begin('ทดสอบ');
  const sheet = sheets.next();
  for (const [n, line] of lines.entries()) sheet.text(line, 60, 80 + n * size * 3, { size });
  return sheets.finish();
}

describe('Thai set in a PDF', () => {
  it.each([asThSarabun(14), asThSarabun(16), 14])('is copied out as it was typed, at %d points', async (size) => {
    const { text } = await extracted(await set(HARD, size));
    for (const line of HARD) expect(text).toContain(line);
  });

  it('raises a tone mark over a vowel and moves it aside from a high stroke', () => {
    const glyphs = (text: string) => shape(text, 400).runs.flatMap((run) => run.glyphs);
    const low = glyphs('ก่').at(-1)!;
    const onVowel = glyphs('กี่').at(-1)!;
    const byStroke = glyphs('ปี่').at(-1)!;
    expect(onVowel.glyph).not.toBe(low.glyph);
    expect(byStroke.dx).toBeLessThan(onVowel.dx - 50);
    for (const mark of [low, onVowel, byStroke]) expect(mark.advance).toBe(0);
  });

  it('keeps the text of any Thai syllable, and its width the sum of its letters', () => {
    const consonant = fc.constantFrom(...'กขคฆงจฉชฐญฎฏณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ');
    const vowel = fc.constantFrom('', 'ั', 'ิ', 'ี', 'ึ', 'ื', 'ุ', 'ู', 'ำ', '็');
    const tone = fc.constantFrom('', '่', '้', '๊', '๋', '์');
    fc.assert(
      fc.property(consonant, vowel, tone, (letter, above, mark) => {
        const text = above === 'ำ' ? `${letter}${mark === '์' ? '' : mark}ำ` : `${letter}${above}${mark}`;
        const { runs, width } = shape(text, 400);
        const copied = runs.flatMap(({ glyphs }) => glyphs.map((glyph) => glyph.text)).join('');
        expect(copied.replace('ํา', 'ำ')).toBe(text);
        const advance = (char: string) => face('thai', 400).font.glyphForCodePoint(char.codePointAt(0)!).advanceWidth;
        expect(width).toBe(advance(letter) + (above === 'ำ' ? advance('ำ') : 0));
      }),
      { numRuns: 400 },
    );
  });

  it('prints a question mark for what Sarabun has no letter for', () => {
    const printed = shape('ก漢ข', 400).runs.flatMap(({ glyphs }) => glyphs.map(({ text }) => text));
    expect(printed.join('')).toBe('ก?ข');
  });

  it('embeds each face that is used, once, and writes the same bytes again', async () => {
    const [first, second] = [await set(HARD, 14), await set(HARD, 14)];
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
    const document = await PDFDocument.load(first);
    const faces = document.context
      .enumerateIndirectObjects()
      .filter(([, object]) => object instanceof PDFDict && object.has(PDFName.of('FontFile2')));
    expect(faces).toHaveLength(2);
  });
});

describe('breaking lines', () => {
  const measure = (text: string) => widthOf(text, 14, 400);

  it('breaks between words and keeps a number and its unit of digits whole', () => {
    const lines = breakLines(measure, 'กรมส่งเสริมการปกครองท้องถิ่น ที่ มท ๐๘๑๐.๗/ว ๕๒๔', 110);
    expect(lines.join('').replaceAll(' ', '')).toBe('กรมส่งเสริมการปกครองท้องถิ่นที่มท๐๘๑๐.๗/ว๕๒๔');
    expect(lines.some((line) => line.includes('๐๘๑๐.๗/'))).toBe(true);
    expect(lines.length).toBeGreaterThan(1);
  });

  it('fits any text into any width that holds a syllable, and loses nothing of it', () => {
    const words = fc.array(
      fc.constantFrom('หนังสือ', 'น้ำดื่ม', 'ก', ' ', '๒๕๖๘', 'Assessment', '(ITA)', 'https://a.example/bcd'),
      {
        maxLength: 12,
      },
    );
    // The widest syllable of these that is never cut must fit the first line too, which the indent makes narrower.
    const narrowest = Math.ceil(Math.max(...['ห', 'ดื่', 'น้ำ'].map(measure))) + 20;
    fc.assert(
      fc.property(
        words,
        fc.integer({ min: narrowest, max: 300 }),
        fc.integer({ min: 0, max: 20 }),
        (parts, width, indent) => {
          const text = parts.join('');
          const lines = breakLines(measure, text, width, indent);
          expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
          for (const [n, line] of lines.entries()) {
            expect(measure(line)).toBeLessThanOrEqual(n === 0 ? width - indent + 0.001 : width + 0.001);
          }
        },
      ),
    );
  });

  it('gives pieces that are the text again', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => pieces(text).join('') === text));
  });
});
