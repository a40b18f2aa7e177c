import { type PDFContext, type PDFObject, type PDFRef, PDFString } from 'pdf-lib';

/** A TrueType font as a PDF embeds it, its letters by codes of two bytes. Lengths are in thousandths of the type's size. */
export interface EmbeddedFont {
  name: string;
  file: Buffer;
  box: readonly [number, number, number, number];
  ascent: number;
  descent: number;
  capHeight: number;
  stem: number;
  /** The glyph of each code, from 0. */
  glyphs: readonly number[];
  /** Width of a code that `widths` (the entry W of ISO 32000-1, 9.7.4.3) does not name. */
  width: number;
  widths: readonly (number | readonly number[])[];
  /** What is found and copied for each code. */
  texts: readonly (readonly [code: number, text: string])[];
}

/** Puts a font's objects under `font`, which the pages name; all objects that are new. */
export function embedFont(context: PDFContext, font: PDFRef, embedded: EmbeddedFont): PDFRef[] {
  const { name, file, ascent, descent, box, capHeight, stem, width } = embedded;
  const glyphMap = Buffer.alloc(embedded.glyphs.length * 2);
  for (const [code, glyph] of embedded.glyphs.entries()) glyphMap.writeUInt16BE(glyph, 2 * code);
  const refs: PDFRef[] = [];
  const add = (object: PDFObject) => {
    const ref = context.register(object);
    refs.push(ref);
    return ref;
  };
  const FontDescriptor = add(
    context.obj({
      Type: 'FontDescriptor',
      FontName: name,
      Flags: 4,
      FontBBox: [...box],
      ItalicAngle: 0,
      Ascent: ascent,
      Descent: descent,
      CapHeight: capHeight,
      StemV: stem,
      FontFile2: add(context.flateStream(file, { Length1: file.length })),
    }),
  );
  const descendant = add(
    context.obj({
      Type: 'Font',
      Subtype: 'CIDFontType2',
      BaseFont: name,
      CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 },
      FontDescriptor,
      CIDToGIDMap: add(context.flateStream(glyphMap)),
      DW: width,
      W: embedded.widths.map((each) => (typeof each === 'number' ? each : [...each])),
    }),
  );
  const ToUnicode = add(context.flateStream(toUnicode(embedded.texts)));
  const type0 = { Type: 'Font', Subtype: 'Type0', BaseFont: name, Encoding: 'Identity-H' };
  context.assign(font, context.obj({ ...type0, DescendantFonts: [descendant], ToUnicode }));
  return [...refs, font];
}

/** A number of two bytes as a PDF has it. */
export const hex = (value: number): string => value.toString(16).padStart(4, '0');
const utf16 = (text: string) => Array.from({ length: text.length }, (_, at) => hex(text.charCodeAt(at))).join('');

/** Entries that a list of a ToUnicode map may have. */
const BLOCK = 100;

function toUnicode(texts: EmbeddedFont['texts']): string {
  const entries = texts.map(([code, text]) => `<${hex(code)}> <${utf16(text)}>`);
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
