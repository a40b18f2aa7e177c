import type { Box } from '../../../schemas/common.js';
import type { Line, PageReading } from '../../../schemas/page.js';
import type { PageImage } from '../image.js';
import { baseAt, type TextLine } from './baseline.js';
import { type Decoded, decode } from './decode.js';
import type { Page } from './layout.js';
import { STRIDE, score } from './network.js';
import { readingOrder } from './order.js';
import { setUpright } from './orientation.js';
import type { Plane } from './pixels.js';
import { cutStrip } from './strip.js';

export type RecognisedPage = Pick<PageReading, 'lines' | 'regions' | 'rotation' | 'confidence' | 'warnings'>;

export async function recognisePage(image: PageImage): Promise<RecognisedPage> {
  const upright = await setUpright(image);
  if (!upright) return { lines: [], regions: [], rotation: 0, confidence: 0, warnings: [] };
  const { page, rotation } = upright;
  const lines: Line[] = [];
  for (const line of readingOrder(upright.lines, page.xHeight)) {
    const read = await readLine(page, page.planes.body, line);
    if (read) lines.push(read);
  }
  const confidence = lines.length ? lines.reduce((s, l) => s + l.confidence, 0) / lines.length : 0;
  return { lines, regions: [], rotation, confidence, warnings: [] };
}

async function readLine(page: Page, plane: Plane, line: TextLine): Promise<Line | null> {
  const strip = cutStrip(plane, line, page.tangent);
  const read = decode(await score(strip));
  if (!isText(read, (line.x1 - line.x0) / line.xHeight)) return null;
  const across = (frame: number) => (strip.left + (frame * STRIDE) / strip.scale) / page.width;
  return {
    text: read.text,
    bbox: boxOf(page, line),
    confidence: read.confidence,
    chars: { p: read.p, x0: read.from.map(across), x1: read.to.map(across) },
    ...(read.alternatives.length ? { alternatives: read.alternatives } : {}),
  };
}

/** Whether what was read is print: emblems, signatures and specks read as few characters, with little probability, or wide apart. */
function isText(read: Decoded, width: number): boolean {
  const n = [...read.text].filter((c) => !/[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]/.test(c)).length;
  if (n === 0 || read.confidence < 0.6 || n <= width * 0.25 - 1) return false;
  return n > 2 || (read.confidence >= 0.85 && /[\u0e01-\u0e5ba-z0-9]/i.test(read.text));
}

function boxOf(page: Page, line: TextLine): Box {
  const y = (x: number) => baseAt(line, x) + page.tangent * x;
  const ends = [y(line.x0), y(line.x1)];
  const unit = (v: number) => Math.min(1, Math.max(0, v));
  return [
    unit(line.x0 / page.width),
    unit((Math.min(...ends) - 1.9 * line.xHeight) / page.height),
    unit(line.x1 / page.width),
    unit((Math.max(...ends) + 0.6 * line.xHeight) / page.height),
  ];
}
