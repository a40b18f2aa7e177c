import type { PageImage } from '../image.js';
import { baseAt, type TextLine } from './baseline.js';
import { firstLook, pageLines, preparePage } from './layout.js';
import { consonantHeight } from './measure.js';
import { readAll } from './read-lines.js';

/** The one row of a picture that is wanted; lengths in shares of the picture's height. */
export interface Row {
  /** Its base line lies here, give or take `reach`. */
  base: number;
  reach: number;
  /** Its letters are higher than this. Most of a form's row may be the dots of leaders, which are no measure of it. */
  least: number;
}

/**
 * What stands in one row of a picture that is upright and sharp: a quick reading, which looks for nothing else. Empty where nothing looks
 * like print.
 */
export async function readRow(image: PageImage, { base, reach, least }: Row): Promise<string> {
  const look = await firstLook(image);
  const xHeight = look && consonantHeight(look.patches.filter((c) => c.height > least * look.height));
  if (!xHeight) return '';
  const page = preparePage({ ...look, xHeight });
  const inRow = pageLines(page).filter((line) => Math.abs(baseAt(line, line.middle) / page.height - base) <= reach);
  const read = await readAll(page, page.planes.body, apart(inRow));
  return read
    .sort((a, b) => a.place.x0 - b.place.x0)
    .map(({ line }) => line.text)
    .join(' ');
}

/** Lines side by side: of those that lie over one another the one with the most letters. */
function apart(lines: TextLine[]): TextLine[] {
  const kept: TextLine[] = [];
  for (const line of [...lines].sort((a, b) => b.letters.length - a.letters.length || a.x0 - b.x0)) {
    const middle = (line.x0 + line.x1) / 2;
    if (!kept.some((k) => middle > k.x0 && middle < k.x1)) kept.push(line);
  }
  return kept;
}
