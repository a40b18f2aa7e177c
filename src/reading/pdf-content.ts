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

/** A painted path of straight lines: its box in points from the page's upper left corner, and of how many closed pieces it is made. */
export interface Fill {
  box: [x0: number, y0: number, x1: number, y1: number];
  pieces: number;
}

/** What a page paints, in the order of painting, as far as the choice of reading it needs. */
export interface PageContent {
  images: PaintedImage[];
  /** Image masks and inline images: pictures too, but only a rendering shows them right. */
  otherPictures: number;
  /** Places of those that are one picture each. */
  masks: Matrix[];
  /** Filled areas with straight edges, and strokes of many pieces: as a code is drawn without an image. */
  fills: Fill[];
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

const UNIT = [0, 0, 1, 1];
const INVISIBLE = 3;
const CLIP_ONLY = 7;

/** Word ends a page with a blank: nothing that one sees. pdf.js gives the run as glyphs and shifts between them. */
const isBlank = (glyphs: unknown) =>
  Array.isArray(glyphs) && glyphs.every((glyph) => typeof glyph === 'number' || glyph?.unicode?.trim() === '');

/** Drawings have tens of thousands of areas; a code has some hundreds. */
const MOST_FILLS = 20_000;
const MANY = 50;

/** The corners of a box after a map, as the box round them. */
export function boxThrough(m: Matrix, [x0, y0, x1, y1]: readonly number[]): Fill['box'] {
  const xs: number[] = [];
  const ys: number[] = [];
  for (const [x, y] of [
    [x0!, y0!],
    [x1!, y0!],
    [x0!, y1!],
    [x1!, y1!],
  ] as const) {
    xs.push(m[0] * x + m[2] * y + m[4]);
    ys.push(m[1] * x + m[3] * y + m[5]);
  }
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** Closed pieces of a path in pdf.js's own coding (0 move, 1 line, 4 close), or null where it has curves. */
function straightPieces(path: unknown): number | null {
  if (!(path instanceof Float32Array)) return null;
  let pieces = 0;
  for (let i = 0; i < path.length; ) {
    const op = path[i];
    if (op === 0) pieces++;
    else if (op !== 1 && op !== 4) return null;
    i += op === 4 ? 1 : 3;
  }
  return pieces;
}

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
  const filled = new Set([OPS.fill, OPS.eoFill, OPS.fillStroke, OPS.eoFillStroke]);
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
    masks: [],
    fills: [],
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
      if (op === OPS.paintImageMaskXObject || op === OPS.paintInlineImageXObject) content.masks.push(matrix);
      if (op === OPS.paintSolidColorImageMask) content.fills.push({ box: boxThrough(matrix, UNIT), pieces: 1 });
    } else if (painted[op] || (op === OPS.constructPath && painted[args[0]])) {
      content.drawings++;
      content.overLastImage++;
      const pieces = op === OPS.constructPath ? straightPieces(args[1]?.[0]) : null;
      if (pieces && (pieces >= MANY || filled.has(args[0])) && args[2] && content.fills.length < MOST_FILLS)
        content.fills.push({ box: boxThrough(matrix, args[2]), pieces });
    }
  });
  return content;
}
