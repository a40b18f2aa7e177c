import type { PageImage } from '../image.js';
import { baseAt, type TextLine } from './baseline.js';
import { type Page, TRAINED_HEIGHT } from './layout.js';
import { type Plane, planes } from './pixels.js';
import { cutStrip, type Strip } from './strip.js';

/** Consonants below this height gain from the pixels that laying out did without. */
const SMALL = 0.85 * TRAINED_HEIGHT;
/** A picture with fewer pixels than this for each of the page's has nothing to add. */
const FINER = 1.3;
/** How far marks and tails reach beyond a base line, in consonant heights, with some paper. */
const REACH = 3;

/**
 * Cuts a line's strip from the plane that it was found on or, where it is small print on a page that was made smaller, from the picture itself.
 * Lengths of the strip are in pixels of the page either way.
 */
export function stripOf(page: Page, plane: Plane, line: TextLine): Strip {
  const { image, tangent } = page;
  const finer = image ? image.width / page.width : 1;
  const which = plane === page.planes.body ? 'body' : plane === page.planes.grey ? 'grey' : null;
  if (!image || !which || line.xHeight >= SMALL || finer < FINER) return cutStrip(plane, line, tangent);
  const bases = [line.x0, line.middle, line.x1].map((x) => baseAt(line, x) + tangent * x);
  const top = Math.max(0, Math.floor((Math.min(...bases) - REACH * line.xHeight) * finer));
  const bottom = Math.min(image.height, Math.ceil((Math.max(...bases) + REACH * line.xHeight) * finer));
  if (bottom - top < 2) return cutStrip(plane, line, tangent);
  const large: TextLine = {
    ...line,
    x0: line.x0 * finer,
    x1: line.x1 * finer,
    middle: line.middle * finer,
    base: line.base * finer - top,
    curve: line.curve / finer,
    xHeight: line.xHeight * finer,
  };
  const strip = cutStrip(planes(rows(image, top, bottom))[which], large, tangent);
  return { ...strip, left: strip.left / finer, scale: strip.scale * finer };
}

function rows(image: PageImage, top: number, bottom: number): PageImage {
  const row = image.width * image.channels;
  return { ...image, data: image.data.subarray(top * row, bottom * row), height: bottom - top };
}
