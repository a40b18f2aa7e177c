import type { Box } from '../../../schemas/common.js';
import type { Region } from '../../../schemas/page.js';
import { boxThrough, type Fill, type PageContent } from '../pdf-content.js';
import type { PdfPage } from '../pdf-document.js';
import { decoded, renderPart, samples } from '../pdf-images.js';
import { readCodes } from './read-codes.js';

/** Smaller pictures (7 mm) hold no code that a telephone could read. In points. */
const LEAST_SIDE = 20;
/** A drawn code: at least so many filled pieces, none far from the next, in a square. */
const LEAST_PIECES = 60;
const MOST_SIDE = 360;
const NEAR = 6;
const SQUARE = 1.25;
/** A rule or the border of a table, not a module or a run of them. */
const isRule = (wide: number, high: number) => Math.max(wide, high) > 8 * Math.min(wide, high);
/** Places are rendered at 400 dpi, or more coarsely where they are large. */
const SCALE = 400 / 72;
const MOST_PIXELS = 4_000_000;

/**
 * The QR codes of a page with a text layer, which is not rendered for it: its images are looked at as they are, and only places where
 * something is painted that could be a code in another form are drawn. Boxes are fractions of the page.
 */
export async function layerCodes(page: PdfPage, content: PageContent): Promise<Region[]> {
  const { width, height } = page.getViewport({ scale: 1 });
  const regions: Region[] = [];
  for (const { id, place } of content.images) {
    const [x0, y0, x1, y1] = boxThrough(place, [0, 0, 1, 1]);
    if (x1 - x0 < LEAST_SIDE || y1 - y0 < LEAST_SIDE) continue;
    const found = await decoded(page, id);
    const image = found && samples(found);
    if (!image) continue;
    for (const region of await readCodes(image)) {
      // The image's rows run down, its unit square up.
      const [u0, v0, u1, v1] = region.bbox;
      regions.push({ ...region, bbox: shares(boxThrough(place, [u0, 1 - v1, u1, 1 - v0]), width, height) });
    }
  }
  const drawn = drawnPlaces(content).filter(([x0, y0, x1, y1]) => x1 > 0 && y1 > 0 && x0 < width && y0 < height);
  if (drawn.length === 0) return regions;
  const [left, top, right, bottom] = around(drawn);
  const part = {
    left: Math.max(0, left - NEAR),
    top: Math.max(0, top - NEAR),
    width: Math.min(width, right + NEAR) - Math.max(0, left - NEAR),
    height: Math.min(height, bottom + NEAR) - Math.max(0, top - NEAR),
  };
  const scale = Math.min(SCALE, Math.sqrt(MOST_PIXELS / (part.width * part.height)));
  for (const region of await readCodes(await renderPart(page, part, scale))) {
    const [u0, v0, u1, v1] = region.bbox;
    const box: Fill['box'] = [
      part.left + u0 * part.width,
      part.top + v0 * part.height,
      part.left + u1 * part.width,
      part.top + v1 * part.height,
    ];
    regions.push({ ...region, bbox: shares(box, width, height) });
  }
  return regions;
}

/** Where masks and inline images lie, and squares of many filled pieces. */
function drawnPlaces({ masks, fills }: PageContent): Fill['box'][] {
  const pictures = masks.map((place) => boxThrough(place, [0, 0, 1, 1]));
  const large = pictures.filter(([x0, y0, x1, y1]) => x1 - x0 >= LEAST_SIDE && y1 - y0 >= LEAST_SIDE);
  const modules = fills.filter(({ box: [x0, y0, x1, y1], pieces }) => {
    const [wide, high] = [x1 - x0, y1 - y0];
    return Math.max(wide, high) <= MOST_SIDE && (pieces > 1 || !isRule(wide, high));
  });
  const squares = clusters(modules).filter(({ box: [x0, y0, x1, y1], pieces }) => {
    const [wide, high] = [x1 - x0, y1 - y0];
    const even = Math.max(wide, high) <= SQUARE * Math.min(wide, high);
    return even && pieces >= LEAST_PIECES && wide >= LEAST_SIDE && wide <= MOST_SIDE;
  });
  return [...large, ...squares.map(({ box }) => box)];
}

/** Puts fills together that lie close to one another, by cells of the page. */
function clusters(fills: Fill[]): Fill[] {
  const found: Fill[] = fills.map((fill) => ({ ...fill }));
  const parent = fills.map((_, i) => i);
  const root = (a: number): number => {
    let r = a;
    while (parent[r] !== r) r = parent[r] = parent[parent[r]!]!;
    return r;
  };
  const cells = new Map<string, number>();
  fills.forEach(({ box }, i) => {
    for (let x = Math.floor(box[0] / NEAR); x <= Math.floor(box[2] / NEAR) + 1; x++) {
      for (let y = Math.floor(box[1] / NEAR); y <= Math.floor(box[3] / NEAR) + 1; y++) {
        const other = cells.get(`${x} ${y}`);
        if (other === undefined) cells.set(`${x} ${y}`, i);
        else if (root(other) !== root(i)) {
          const [a, b] = [root(other), root(i)];
          parent[b] = a;
          found[a] = { box: around([found[a]!.box, found[b]!.box]), pieces: found[a]!.pieces + found[b]!.pieces };
        }
      }
    }
  });
  return found.filter((_, i) => parent[i] === i);
}

const around = (boxes: Fill['box'][]): Fill['box'] => [
  boxes.reduce((least, box) => Math.min(least, box[0]), Infinity),
  boxes.reduce((least, box) => Math.min(least, box[1]), Infinity),
  boxes.reduce((most, box) => Math.max(most, box[2]), -Infinity),
  boxes.reduce((most, box) => Math.max(most, box[3]), -Infinity),
];

const share = (value: number, of: number) => Math.min(1, Math.max(0, value / of));
const shares = ([x0, y0, x1, y1]: Fill['box'], width: number, height: number): Box => [
  share(x0, width),
  share(y0, height),
  share(x1, width),
  share(y1, height),
];
