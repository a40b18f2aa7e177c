import type { PageReading } from '../../../schemas/page.js';
import type { PageImage } from '../image.js';
import { inFrame } from './frames.js';
import { pageLines } from './layout.js';
import { setUpright } from './orientation.js';
import { readLines } from './read-lines.js';
import { readStamps } from './stamps.js';

export type RecognisedPage = Pick<PageReading, 'lines' | 'regions' | 'rotation' | 'confidence' | 'warnings'>;

/**
 * Reads a page image: its printed lines in reading order, and apart from them what is not print of the letter. Boxes are fractions of
 * the page set upright; `rotation` is how far the image was turned clockwise for it. The same image gives the same result, whatever
 * was read before. A page without print has no lines and a confidence of 0.
 */
export async function recognisePage(image: PageImage): Promise<RecognisedPage> {
  const upright = await setUpright(image);
  if (!upright) return { lines: [], regions: [], rotation: 0, confidence: 0, warnings: [] };
  const { page, rotation } = upright;
  const stamps = await readStamps(upright.image, page);
  const stamped = (x: number, y: number) => stamps.some((s) => inFrame(s.frame, x, y, page.xHeight * 0.3));
  const places = stamps.length ? pageLines(page, (c) => stamped((c.x0 + c.x1) / 2, (c.y0 + c.y1) / 2)) : upright.lines;
  const read = await readLines(page, page.planes.body, places);
  const lines = read.map((r) => r.line);
  const confidence = lines.length ? lines.reduce((s, l) => s + l.confidence, 0) / lines.length : 0;
  return { lines, regions: stamps.map((s) => s.region), rotation, confidence, warnings: [] };
}
