import { decodePDFRawStream, PDFDict, type PDFDocument, PDFName, PDFRawStream } from 'pdf-lib';
import { savePdf } from '../../fixtures/make/containers.js';
import { type Context, PdfPaper } from '../../fixtures/make/paper.js';
import { mendTextLayer } from '../../fixtures/make/text-layer.js';

/**
 * A page with an embedded typeface, and what its layer says changed character by character: its picture stays as it is drawn. Places
 * are in points from the upper left corner.
 */
export async function drawnPdf(
  draw: (pen: Context) => void,
  change: (char: string) => string = (char) => char,
): Promise<Uint8Array> {
  const paper = new PdfPaper();
  draw(paper.next());
  const pdf = await mendTextLayer(paper.close());
  for (const { font, map } of characterMaps(pdf)) {
    const table = [...glyphs(map)].map(([glyph, char]) => `<${glyph}> <${hex(change(char))}>`);
    const text = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Changed def /CMapType 2 def
      1 begincodespacerange <0000> <FFFF> endcodespacerange
      ${table.length} beginbfchar\n${table.join('\n')}\nendbfchar endcmap end end`;
    font.set(PDFName.of('ToUnicode'), pdf.context.register(pdf.context.flateStream(text)));
  }
  return savePdf(pdf);
}

function characterMaps(pdf: PDFDocument): { font: PDFDict; map: string }[] {
  return pdf.context.enumerateIndirectObjects().flatMap(([, font]) => {
    if (!(font instanceof PDFDict)) return [];
    const ref = font.get(PDFName.of('ToUnicode'));
    const stream = ref && pdf.context.lookup(ref);
    if (!(stream instanceof PDFRawStream)) return [];
    return [{ font, map: Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1') }];
  });
}

const hex = (text: string) =>
  [...Array(text.length).keys()].map((i) => text.charCodeAt(i).toString(16).padStart(4, '0')).join('');

/** What the glyphs of a character map stand for: entries of one glyph, and ranges of them. */
function glyphs(map: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, glyph, codes] of map.matchAll(/^<([0-9a-f]{4})> <((?:[0-9a-f]{4})+)>$/gim)) {
    found.set(
      glyph!,
      codes!.replace(/.{4}/g, (code) => String.fromCharCode(Number.parseInt(code, 16))),
    );
  }
  for (const [, from, to, code] of map.matchAll(/^<([0-9a-f]{4})> <([0-9a-f]{4})> <([0-9a-f]{4})>$/gim)) {
    const first = Number.parseInt(from!, 16);
    for (let glyph = first; glyph <= Number.parseInt(to!, 16); glyph++) {
      const char = String.fromCharCode(Number.parseInt(code!, 16) + glyph - first);
      found.set(glyph.toString(16).padStart(4, '0'), char);
    }
  }
  return found;
}
