import type { PageImage } from '../image.js';
import { type Placed, place, type TextLine } from './baseline.js';
import type { Component } from './components.js';
import { firstLook, type Look, type Page, pageLines, preparePage } from './layout.js';
import { chains } from './lines.js';
import { consonantHeight, skewTangent } from './measure.js';
import { asItIs, inTurn, type OnPicture } from './on-picture.js';
import { turn } from './pixels.js';
import { readAll } from './read-lines.js';
import { levelled, type Sheet } from './rectify.js';
import { lookAt } from './thin-print.js';
import { type Bend, bendOf, unbent } from './unbend.js';

export type Rotation = 0 | 90 | 180 | 270;

/** Lines that a page is judged by, the longest first. */
const SAMPLE = 5;
/** Upright print is read with a mean of 0.96 and more, upside down with 0.68 to 0.75. */
export const SURELY_UPRIGHT = 0.88;
/** Lines across the page must be this much weaker than lines down the page before it counts as lying on its side. */
const CLEARLY = 1.25;

/** Lines that fall or rise by more degrees are levelled before anything else: their letters lean, and boxes round them overlap. */
const STEEP = 4;
/** The steepest lines looked for, and how many letters must stand in them before a page is believed to be so askew. */
const STEEPEST = 15;
const LEAST_LETTERS = 30;
/** How lines run is told by so many letters; a full page has twice as many. */
const ENOUGH = 900;

/**
 * A page set upright: `rotation` is how far the image was turned clockwise for it; `on` leads from there back to the image as it was. Some of
 * its lines were read with a mean of `confidence`.
 */
export interface Upright {
  image: PageImage;
  page: Page;
  lines: TextLine[];
  rotation: Rotation;
  on: OnPicture;
  confidence: number;
}

/**
 * Sets a page upright. Whether it lies on its side is told by the letters' chains, which way up by reading a few
 * lines; a page that reads well as it is costs nothing more. Null where nothing looks like print.
 */
export async function setUpright(image: PageImage): Promise<Upright | null> {
  const seen = await lookAt(image);
  const first = seen && firstLines(seen.look);
  if (!first) return null;
  const sheet = { image: seen.image, on: asItIs };
  if (Math.abs(first.degrees) <= STEEP) return flattened(sheet, first);
  const level = await levelled(seen.image, first.degrees);
  const look = await firstLook(level.image);
  return look && flattened(level, firstLines(look));
}

/** Goes on with the sheet as it is, or with its bend taken away. */
async function flattened(sheet: Sheet, first: FirstLines): Promise<Upright | null> {
  const bend = first.sideways ? null : bent(first);
  if (!bend) return upright(sheet, first);
  const flat = unbent(sheet.image, bend);
  const look = await firstLook(flat.image);
  return look && upright({ image: flat.image, on: inTurn(flat.on, sheet.on) }, firstLines(look));
}

/** How the page is bent: the letters round its middle say whether it is, all of them how. */
function bent({ look, chains: some, tangent }: FirstLines): Bend | null {
  const { patches, width, height, xHeight } = look;
  if (!bendOf(some, width, height, xHeight)) return null;
  return bendOf(chains(place(patches, tangent), xHeight), width, height, xHeight);
}

/** What the letters' chains on a picture say. */
interface FirstLines {
  look: Look;
  sideways: boolean;
  /** How far lines fall to the right. */
  degrees: number;
  tangent: number;
  /** The letters round the middle, chained. */
  chains: Placed[][];
}

function firstLines(look: Look): FirstLines {
  const { height } = look;
  const patches = inTheMiddle(look);
  const across = strength(patches);
  const down = strength(patches.map((c) => lieDown(c, height)));
  const sideways = down.letters > across.letters * CLEARLY;
  return { look, sideways, ...(sideways ? down : across) };
}

/** The letter-like patches round the middle of a picture: enough to tell how its lines run. */
function inTheMiddle({ patches, width, height, xHeight }: Look): Component[] {
  const least = xHeight * 0.6;
  const most = xHeight * 1.8;
  const letters = patches.filter((c) => {
    const [short, long] = c.width < c.height ? [c.width, c.height] : [c.height, c.width];
    return long >= least && short <= most && short > xHeight * 0.1;
  });
  if (letters.length <= ENOUGH) return letters;
  const off = (c: Component) => Math.max(Math.abs((c.x0 + c.x1) / width - 1), Math.abs((c.y0 + c.y1) / height - 1));
  return letters
    .map((c) => ({ c, off: off(c) }))
    .sort((a, b) => a.off - b.off)
    .slice(0, ENOUGH)
    .map(({ c }) => c);
}

async function upright({ image, on }: Sheet, { look, sideways }: FirstLines): Promise<Upright | null> {
  let best: Upright | null = null;
  for (const rotation of sideways ? ([90, 270] as const) : ([0, 180] as const)) {
    const turned = turn(image, rotation);
    const seen = rotation === 0 ? look : await firstLook(turned);
    if (!seen) continue;
    const page = preparePage(seen);
    const lines = pageLines(page);
    const confidence = await sampleConfidence(page, lines);
    if (!best || confidence > best.confidence) best = { image: turned, page, lines, rotation, on, confidence };
    if (confidence >= SURELY_UPRIGHT) break;
  }
  return best;
}

/** A patch's box after the page is turned 90° clockwise. */
const lieDown = (c: Component, height: number): Component => ({
  x0: height - 1 - c.y1,
  x1: height - 1 - c.y0,
  y0: c.x0,
  y1: c.x1,
  width: c.height,
  height: c.width,
  area: c.area,
});

/** The chains of letters across the page, how many stand in the dozen longest, and how far those fall. */
function strength(patches: Component[]): Chained {
  const xHeight = consonantHeight(patches);
  if (!xHeight) return { letters: 0, degrees: 0, tangent: 0, chains: [] };
  const along = (tangent: number): Chained => {
    const found = chains(place(patches, tangent), xHeight);
    const letters = found
      .map((chain) => chain.length)
      .sort((a, b) => b - a)
      .slice(0, 12)
      .reduce((a, b) => a + b, 0);
    return { letters, degrees: (Math.atan(tangent) * 180) / Math.PI, tangent, chains: found };
  };
  const tangent = skewTangent(patches, xHeight, STEEPEST);
  const found = along(tangent);
  if (Math.abs(found.degrees) <= STEEP) return found;
  const flat = along(skewTangent(patches, xHeight));
  return found.letters >= LEAST_LETTERS && found.letters > flat.letters * 0.9 ? found : flat;
}

type Chained = Pick<FirstLines, 'degrees' | 'tangent' | 'chains'> & { letters: number };

async function sampleConfidence(page: Page, lines: TextLine[]): Promise<number> {
  const longest = [...lines].sort((a, b) => b.letters.length - a.letters.length || a.base - b.base).slice(0, SAMPLE);
  let sum = 0;
  let characters = 0;
  for (const { line } of await readAll(page, page.planes.body, longest)) {
    sum += line.confidence * line.text.length;
    characters += line.text.length;
  }
  return characters ? sum / characters : 0;
}
