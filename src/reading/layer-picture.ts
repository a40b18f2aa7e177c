import type { Line } from '../../schemas/page.js';
import type { PageImage } from './image.js';
import { type Checked, compareWithPicture, digitKind, inOtherScript } from './layer-check.js';
import { linesToCheck } from './layer-lines.js';
import type { PdfPage } from './pdf-document.js';
import { type PagePart, renderPart } from './pdf-images.js';
import type { TextLayer } from './text-layer.js';
import type { Distrust } from './text-trust.js';

/** Type is drawn at so many pixels to its body: 16 points of TH Sarabun at 270 dpi, whatever size the page claims to have. */
const BODY = 60;
const LONGEST_SIDE = 8000;
const MOST_PIXELS = 4_000_000;
/** A line's box reaches so far above and below its base line, in bodies (see `readTextLayer`), and its picture further by a margin. */
const ABOVE = 0.85;
const BELOW = 0.3;
const MARGIN = 0.5;
const HIGH = ABOVE + BELOW + 2 * MARGIN;
/** Base lines measured on the picture lie this near to the layer's. */
const REACH = 0.35;
/** Consonants of TH Sarabun, the lowest for their body, are twice as high as this; the dots of leaders are half. */
const LEAST_LETTER = 0.15;
const ROW = { base: (ABOVE + MARGIN) / HIGH, reach: REACH / HIGH, least: LEAST_LETTER / HIGH };

/** Why a layer is not to be believed, and its lines with their digits in the script that stands on the page. */
export interface CheckedLayer {
  distrust: Distrust[];
  lines: Line[];
}

/**
 * Checks a layer against the picture of its page: some lines, drawn one by one, are read and compared. A layer in letters that
 * the recogniser does not know is left as it is.
 */
export async function checkOnPicture(page: PdfPage, layer: TextLayer): Promise<CheckedLayer> {
  const chosen = linesToCheck(layer);
  if (chosen.length === 0) return { distrust: [], lines: layer.lines };
  const { readRow } = await import('./recognise/read-row.js');
  const checked: Checked[] = [];
  for (const i of chosen) {
    const seen = await readRow(await lineImage(page, layer, i), ROW);
    checked.push({ text: layer.lines[i]!.text, fonts: layer.drawn[i]!.fonts, seen });
  }
  const { distrust, otherScript } = compareWithPicture(checked);
  return { distrust, lines: layer.lines.map((line, i) => shown(line, layer.drawn[i]!.fonts, otherScript)) };
}

/** A line with its digits as the page shows them. An address stays as it was typed: only so does it open. */
function shown(line: Line, fonts: readonly string[], otherScript: ReadonlySet<string>): Line {
  if (otherScript.size === 0) return line;
  const text = line.text.replace(/\S+/g, (word, at: number) => {
    if (/[a-z]/i.test(word)) return word;
    return word.replace(/[0-9๐-๙]/g, (digit, i: number) =>
      otherScript.has(digitKind(fonts[at + i]!, digit)) ? inOtherScript(digit) : digit,
    );
  });
  return { ...line, text };
}

/** The picture of a line, upright and in grey: coloured ink is text too, where the layer has it. */
async function lineImage(page: PdfPage, { lines, drawn, width, height }: TextLayer, i: number): Promise<PageImage> {
  const [x0, y0, x1, y1] = lines[i]!.bbox!;
  const { size, turns } = drawn[i]!;
  const margin = MARGIN * size;
  const part: PagePart = {
    left: x0 * width - margin,
    top: y0 * height - margin,
    width: (x1 - x0) * width + 2 * margin,
    height: (y1 - y0) * height + 2 * margin,
  };
  const most = Math.sqrt(MOST_PIXELS / (part.width * part.height));
  const scale = Math.min(BODY / size, most, LONGEST_SIDE / Math.max(part.width, part.height));
  const { turn } = await import('./recognise/pixels.js');
  const back = ([0, 270, 180, 90] as const)[turns]!;
  return turn(inGrey(await renderPart(page, part, scale)), back);
}

function inGrey(image: PageImage): PageImage {
  if (image.channels === 1) return image;
  const { data, width, height } = image;
  const grey = Uint8Array.from({ length: width * height }, (_, i) => {
    const at = i * 3;
    return (data[at]! * 77 + data[at + 1]! * 150 + data[at + 2]! * 29) >> 8;
  });
  return { ...image, data: grey, channels: 1 };
}
