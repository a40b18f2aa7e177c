import type { PDFContext, PDFRef } from 'pdf-lib';
import { embedFont, hex } from '../../shared/pdf-font.js';
import { ASCENT, DESCENT, glyphlessFont, WIDTH } from './glyphless-font.js';

/**
 * Width of a mark that stands over or under its letter. pdf.js takes it for nothing whatever is said here, so it should be small;
 * poppler takes two letters that begin within a tenth of the font's size of one another for one printed twice, so it cannot be nothing.
 */
export const MARK_WIDTH = 160;
const NAME = 'WianGlyphless';
/** What stands for letters beyond the most that a font can have. */
const OTHER = '\ufffd';
const MOST = 0xffff;

export const isMark = (char: string) => /^\p{Mn}$/u.test(char);

/** The letters of a document's unseen text: each gets a code of two bytes when it is first met. */
export class Glyphs {
  private readonly codes = new Map<string, number>([[OTHER, 0]]);

  /** The codes of a text, in hexadecimal. It must not hold halves of surrogate pairs. */
  encode(text: string): string {
    return Array.from(text, (char) => hex(this.codeOf(char))).join('');
  }

  private codeOf(char: string): number {
    const known = this.codes.get(char);
    if (known !== undefined) return known;
    if (this.codes.size > MOST) return 0;
    this.codes.set(char, this.codes.size);
    return this.codes.size - 1;
  }

  /** Puts the font's objects under `font`, which the pages name. To be called when all text is encoded. */
  write(context: PDFContext, font: PDFRef): PDFRef[] {
    const marks = [...this.codes].filter(([char]) => isMark(char));
    return embedFont(context, font, {
      name: NAME,
      file: glyphlessFont(),
      box: [0, DESCENT, WIDTH, ASCENT],
      ascent: ASCENT,
      descent: DESCENT,
      capHeight: ASCENT,
      stem: 80,
      glyphs: Array.from({ length: this.codes.size }, () => 1),
      width: WIDTH,
      widths: marks.flatMap(([, code]) => [code, [MARK_WIDTH]]),
      texts: [...this.codes].map(([char, code]) => [code, char] as const),
    });
  }
}
