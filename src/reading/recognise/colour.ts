import { zeros } from '../page-memory.js';
import { baseAt, type Placed, place, type TextLine } from './baseline.js';
import { dropRules } from './binarise.js';
import { components } from './components.js';
import { type Page, pageLines } from './layout.js';
import { consonantHeight } from './measure.js';
import { type ReadLine, readLines } from './read-lines.js';

/** Ink of this share of the page, or there is nothing coloured to read. */
const LEAST_SHARE = 1e-4;
const MOST_SHARE = 0.1;
const SURE = 0.85;

/** The patches of coloured ink on a page, its rules taken out; none where there is hardly any, or the whole page is coloured. */
export function colouredPatches(page: Page): { ink: Uint8Array; patches: Placed[] } | null {
  if (!page.colourInk) return null;
  const ink = zeros(page.colourInk.length);
  ink.set(page.colourInk);
  let inked = 0;
  for (let i = 0; i < ink.length; i++) inked += ink[i]!;
  const share = inked / ink.length;
  if (share < LEAST_SHARE || share > MOST_SHARE) return null;
  dropRules(ink, page.width, page.height, Math.round(page.xHeight * 3));
  return { ink, patches: place(components(ink, page.width, page.height, 3), page.tangent) };
}

/**
 * The lines in coloured ink, which the body plane leaves out: red ด่วนที่สุด, headings, blue notes, stamps without a frame. Lines that run
 * through print that was already read are left out: those are strokes over it.
 */
export async function readColoured(
  page: Page,
  found: ReturnType<typeof colouredPatches>,
  body: ReadLine[],
  skip: (x: number, y: number) => boolean,
): Promise<ReadLine[]> {
  if (!found) return [];
  const patches = found.patches.filter((c) => !skip((c.x0 + c.x1) / 2, (c.y0 + c.y1) / 2));
  // Coloured headings are larger than the print; the lines finder looks for half and twice a size only.
  const measured = consonantHeight(patches.filter((c) => c.height > page.xHeight * 0.6));
  const xHeight = measured < page.xHeight * 3 ? Math.max(measured, page.xHeight) : page.xHeight;
  const coloured: Page = { ...page, xHeight, ink: found.ink, patches };
  const lines = pageLines(coloured).filter((l) => !body.some((r) => crosses(r.place, l)));
  const read = await readLines(page, page.planes.grey, lines);
  return read.filter((r) => r.line.confidence >= SURE).map((r) => ({ ...r, coloured: true }));
}

/** Whether two lines lie on one another. */
function crosses(a: TextLine, b: TextLine): boolean {
  const shared = Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0);
  if (shared <= 0) return false;
  const x = (Math.max(a.x0, b.x0) + Math.min(a.x1, b.x1)) / 2;
  return Math.abs(baseAt(a, x) - baseAt(b, x)) < Math.max(a.xHeight, b.xHeight) * 1.2;
}
