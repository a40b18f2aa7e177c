import type { Box } from '../../../schemas/common.js';
import type { Region } from '../../../schemas/page.js';
import type { Placed } from './baseline.js';
import type { Page } from './layout.js';

/**
 * The emblem at the head of a letter: the garuda 3 cm high in the middle, or 1.5 cm high on the left of a memorandum (สารบรรณ ข้อ 71),
 * or an agency's own in its place. Lengths are in consonant heights, of which a centimetre has about five.
 */
const SIDE = [5.5, 24] as const;
/** Width by height. */
const ASPECT = [0.65, 1.5] as const;
/** It begins in this share of the page from the top. */
const TOP = 0.16;
/** Where its middle may lie, in shares of the page's width. */
const PLACES = [
  [0.06, 0.32],
  [0.4, 0.6],
] as const;
/** Ink by area of the box: a drawing has more than the outline of a box, and less than a blot. */
const INKED = [0.12, 0.75] as const;
/** Its pieces lie closer together. */
const GAP = 0.6;
/** Pieces larger than a letter with its marks make up most of it. */
const LARGE = 2.4;
const LARGE_SHARE = 0.6;

/** The emblem of a page as a region, if there is one. `skip` says of a place whether it belongs to a stamp or a code. */
export function emblems(page: Page, skip: (x: number, y: number) => boolean): Region[] {
  const { xHeight, width, height } = page;
  const head = page.patches.filter((c) => c.y0 < height * TOP * 2 && !skip((c.x0 + c.x1) / 2, (c.y0 + c.y1) / 2));
  const isLarge = (c: Placed) => Math.max(c.width, c.height) >= xHeight * LARGE && c.width < xHeight * SIDE[1];
  for (const seed of head.filter((c) => isLarge(c) && c.y0 < height * TOP).sort((a, b) => b.area - a.area)) {
    const pieces = grow(seed, head, xHeight);
    const [x0, y0, x1, y1] = boundsOf(pieces);
    const [wide, high] = [x1 - x0, y1 - y0];
    const inked = pieces.reduce((sum, c) => sum + c.area, 0);
    const large = pieces.filter(isLarge).reduce((sum, c) => sum + c.area, 0);
    const middle = (x0 + x1) / 2 / width;
    const fits =
      within(Math.min(wide, high), SIDE, xHeight) &&
      within(Math.max(wide, high), SIDE, xHeight) &&
      within(wide / high, ASPECT) &&
      within(inked / (wide * high), INKED) &&
      large >= inked * LARGE_SHARE &&
      y0 < height * TOP &&
      PLACES.some((place) => within(middle, place));
    if (fits) return [{ kind: 'emblem', bbox: [x0 / width, y0 / height, x1 / width, y1 / height], text: '' }];
  }
  return [];
}

const within = (value: number, [low, high]: readonly [number, number], unit = 1) =>
  value >= low * unit && value <= high * unit;

/** A patch with all that lies close to it, and close to that; no further once it is larger than any emblem. */
function grow(seed: Placed, patches: Placed[], xHeight: number): Placed[] {
  const pieces = [seed];
  const rest = new Set(patches.filter((c) => c !== seed));
  let box = boundsOf(pieces);
  for (let grown = true; grown && box[2] - box[0] < xHeight * SIDE[1] * 1.2; ) {
    grown = false;
    for (const c of rest) {
      const gap = xHeight * GAP;
      if (c.x0 > box[2] + gap || c.x1 < box[0] - gap || c.y0 > box[3] + gap || c.y1 < box[1] - gap) continue;
      pieces.push(c);
      rest.delete(c);
      box = boundsOf([...pieces.slice(-1), { x0: box[0], y0: box[1], x1: box[2], y1: box[3] }]);
      grown = true;
    }
  }
  return pieces;
}

function boundsOf(pieces: { x0: number; y0: number; x1: number; y1: number }[]): Box {
  return [
    Math.min(...pieces.map((c) => c.x0)),
    Math.min(...pieces.map((c) => c.y0)),
    Math.max(...pieces.map((c) => c.x1)),
    Math.max(...pieces.map((c) => c.y1)),
  ];
}
