import type { PdfPage } from './pdf-document.js';
import { pdfjs } from './pdf-document.js';

/** An affine map [a, b, c, d, e, f], as PDF writes it: x' = ax + cy + e, y' = bx + dy + f. */
export type Matrix = readonly [number, number, number, number, number, number];

/** An image painted on a page. `place` maps the unit square (y up, as in PDF) to points from the page's upper left corner. */
export interface PaintedImage {
  id: string;
  width: number;
  height: number;
  place: Matrix;
  /** Share of the page's area that the image covers. */
  cover: number;
}

/** What a page paints, in the order of painting, as far as the choice of reading it needs. */
export interface PageContent {
  images: PaintedImage[];
  /** Image masks and inline images: pictures too, but only a rendering shows them right. */
  otherPictures: number;
  /** Anything visible that is not an image: text, lines, fills. */
  drawings: number;
  /** Drawings and pictures that come after the last image and so may lie over it. */
  overLastImage: number;
  /** Runs of text that are shown, and those in the invisible mode that OCR programs use for their layer. */
  visibleText: number;
  invisibleText: number;
}

/** The map that does `n` first and then `m`. */
export const multiply = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
];

const INVISIBLE = 3;
const CLIP_ONLY = 7;

/** Word ends a page with a blank: nothing that one sees. pdf.js gives the run as glyphs and shifts between them. */
const isBlank = (glyphs: unknown) =>
  Array.isArray(glyphs) && glyphs.every((glyph) => typeof glyph === 'number' || glyph?.unicode?.trim() === '');

/** Walks the operators of a page. Decodes the page's images on the way, which `objs` of the page then holds. */
export async function pageContent(page: PdfPage): Promise<PageContent> {
  const { OPS } = await pdfjs();
  const { fnArray, argsArray } = await page.getOperatorList();
  const viewport = page.getViewport({ scale: 1 });
  const pageArea = viewport.width * viewport.height;
  const painted: Record<number, true> = {};
  for (const op of [OPS.fill, OPS.stroke, OPS.eoFill, OPS.fillStroke, OPS.eoFillStroke, OPS.closeStroke])
    painted[op] = true;
  for (const op of [OPS.closeFillStroke, OPS.closeEOFillStroke, OPS.shadingFill, OPS.rawFillPath]) painted[op] = true;
  const text = new Set([OPS.showText, OPS.showSpacedText, OPS.nextLineShowText, OPS.nextLineSetSpacingShowText]);
  const otherPicture = new Set([
    OPS.paintImageMaskXObject,
    OPS.paintImageMaskXObjectGroup,
    OPS.paintImageMaskXObjectRepeat,
    OPS.paintSolidColorImageMask,
    OPS.paintInlineImageXObject,
    OPS.paintInlineImageXObjectGroup,
    OPS.paintImageXObjectRepeat,
  ]);

  const content: PageContent = {
    images: [],
    otherPictures: 0,
    drawings: 0,
    overLastImage: 0,
    visibleText: 0,
    invisibleText: 0,
  };
  let matrix = viewport.transform as unknown as Matrix;
  let mode = 0;
  const stack: { matrix: Matrix; mode: number }[] = [];
  fnArray.forEach((op, i) => {
    const args = argsArray[i];
    if (op === OPS.save || op === OPS.beginAnnotation) stack.push({ matrix, mode });
    else if (op === OPS.restore || op === OPS.endAnnotation || op === OPS.paintFormXObjectEnd) {
      const saved = stack.pop();
      if (saved) ({ matrix, mode } = saved);
    } else if (op === OPS.transform) matrix = multiply(matrix, args as Matrix);
    else if (op === OPS.paintFormXObjectBegin) {
      stack.push({ matrix, mode });
      if (args?.[0]) matrix = multiply(matrix, args[0] as Matrix);
    } else if (op === OPS.setTextRenderingMode) mode = args[0];
    else if (text.has(op)) {
      if (isBlank(args[0])) return;
      if (mode === INVISIBLE || mode === CLIP_ONLY) content.invisibleText++;
      else {
        content.visibleText++;
        content.drawings++;
        content.overLastImage++;
      }
    } else if (op === OPS.paintImageXObject) {
      const cover = Math.abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) / pageArea;
      content.images.push({ id: args[0], width: args[1], height: args[2], place: matrix, cover });
      content.overLastImage = 0;
    } else if (otherPicture.has(op)) {
      content.otherPictures++;
      content.overLastImage++;
    } else if (painted[op] || (op === OPS.constructPath && painted[args[0]])) {
      content.drawings++;
      content.overLastImage++;
    }
  });
  return content;
}
