import { type PDFContext, type PDFRef, PDFString } from 'pdf-lib';
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
/** Entries that a list of a ToUnicode map may have. */
const BLOCK = 100;

export const isMark = (char: string) => /^\p{Mn}$/u.test(char);

const hex = (code: number) => code.toString(16).padStart(4, '0');
const utf16 = (char: string) => Array.from({ length: char.length }, (_, i) => hex(char.charCodeAt(i))).join('');

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

  /** Lists what each code means, so that the text can be searched and copied. */
  private toUnicode(): string {
    const entries = [...this.codes].map(([char, code]) => `<${hex(code)}> <${utf16(char)}>`);
    const blocks: string[] = [];
    for (let at = 0; at < entries.length; at += BLOCK) {
      const block = entries.slice(at, at + BLOCK);
      blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
    }
    return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
${blocks.join('\n')}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`;
  }

  /** Puts the font's objects under `font`, which the pages name. To be called when all text is encoded. */
  write(context: PDFContext, font: PDFRef): PDFRef[] {
    const file = glyphlessFont();
    const glyphOne = Buffer.alloc(this.codes.size * 2);
    for (let at = 1; at < glyphOne.length; at += 2) glyphOne[at] = 1;
    const marks = [...this.codes].filter(([char]) => isMark(char));
    const fontFile = context.register(context.flateStream(file, { Length1: file.length }));
    const descriptor = context.register(
      context.obj({
        Type: 'FontDescriptor',
        FontName: NAME,
        Flags: 4,
        FontBBox: [0, DESCENT, WIDTH, ASCENT],
        ItalicAngle: 0,
        Ascent: ASCENT,
        Descent: DESCENT,
        CapHeight: ASCENT,
        StemV: 80,
        FontFile2: fontFile,
      }),
    );
    const glyphMap = context.register(context.flateStream(glyphOne));
    const descendant = context.register(
      context.obj({
        Type: 'Font',
        Subtype: 'CIDFontType2',
        BaseFont: NAME,
        CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 },
        FontDescriptor: descriptor,
        CIDToGIDMap: glyphMap,
        DW: WIDTH,
        W: marks.flatMap(([, code]) => [code, [MARK_WIDTH]]),
      }),
    );
    const toUnicode = context.register(context.flateStream(this.toUnicode()));
    const type0 = { Type: 'Font', Subtype: 'Type0', BaseFont: NAME, Encoding: 'Identity-H' };
    context.assign(font, context.obj({ ...type0, DescendantFonts: [descendant], ToUnicode: toUnicode }));
    return [fontFile, descriptor, glyphMap, descendant, toUnicode, font];
  }
}
