import type { Box } from '../../../schemas/common.js';
import type { Line, Region } from '../../../schemas/page.js';
import type { Page } from './layout.js';

/** Where a point of the page as it was laid out stands on the picture set upright; both in fractions of their width and height. */
export type OnPicture = (x: number, y: number) => [x: number, y: number];

/** Where nothing was done to the picture. */
export const asItIs: OnPicture = (x, y) => [x, y];

/** Lines are laid out as if the page were level: their boxes fall and rise with the page's skew on its picture. */
export function skewed(page: Page): OnPicture {
  const fall = (page.tangent * page.width) / page.height;
  return (x, y) => [x, y + fall * x];
}

/** Where a point of a picture stands after the picture is turned clockwise. */
export function turned(degrees: 0 | 90 | 180 | 270): OnPicture {
  if (degrees === 90) return (x, y) => [1 - y, x];
  if (degrees === 180) return (x, y) => [1 - x, 1 - y];
  if (degrees === 270) return (x, y) => [y, 1 - x];
  return asItIs;
}

/** One way after the other, the first one first. */
export const inTurn =
  (...ways: OnPicture[]): OnPicture =>
  (x, y) =>
    ways.reduce<[number, number]>(([u, v], way) => way(u, v), [x, y]);

/** The box on the picture that holds a box of the page. */
function boxOnPicture([x0, y0, x1, y1]: Box, on: OnPicture): Box {
  const corners = [on(x0, y0), on(x1, y0), on(x1, y1), on(x0, y1)];
  const xs = corners.map(([x]) => unit(x));
  const ys = corners.map(([, y]) => unit(y));
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** A line with its box and the edges of its characters brought onto the picture. */
export function lineOnPicture(line: Line, on: OnPicture): Line {
  const { bbox, chars } = line;
  if (!bbox) return line;
  const middle = (bbox[1] + bbox[3]) / 2;
  const across = (x: number) => on(x, middle)[0];
  return {
    ...line,
    bbox: boxOnPicture(bbox, on),
    ...(chars && { chars: { ...chars, x0: chars.x0.map(across), x1: chars.x1.map(across) } }),
  };
}

export const regionOnPicture = (region: Region, on: OnPicture): Region => ({
  ...region,
  bbox: boxOnPicture(region.bbox, on),
});

const unit = (v: number) => Math.min(1, Math.max(0, v));
