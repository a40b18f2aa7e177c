import type { PageImage } from '../image.js';
import { place, type TextLine } from './baseline.js';
import type { Component } from './components.js';
import { decode } from './decode.js';
import { firstLook, type Page, pageLines, preparePage } from './layout.js';
import { findLines } from './lines.js';
import { consonantHeight, skewTangent } from './measure.js';
import { score } from './network.js';
import { asItIs, type OnPicture } from './on-picture.js';
import { turn } from './pixels.js';
import { levelled, type Sheet } from './rectify.js';
import { cutStrip } from './strip.js';

export type Rotation = 0 | 90 | 180 | 270;

/** Lines that a page is judged by, the longest first. */
const SAMPLE = 5;
/** Upright print is read with a mean of 0.96 and more, upside down with 0.68 to 0.75. */
const SURELY_UPRIGHT = 0.88;
/** Lines across the page must be this much weaker than lines down the page before it counts as lying on its side. */
const CLEARLY = 1.25;

/** Lines that fall or rise by more degrees are levelled before anything else: their letters lean, and boxes round them overlap. */
const STEEP = 4;
/** The steepest lines looked for, and how many letters must stand in them before a page is believed to be so askew. */
const STEEPEST = 15;
const LEAST_LETTERS = 30;

/** A page set upright: `rotation` is how far the image was turned clockwise for it; `on` leads from there back to the image as it was. */
export interface Upright {
  image: PageImage;
  page: Page;
  lines: TextLine[];
  rotation: Rotation;
  on: OnPicture;
}

/**
 * Sets a page upright. Whether it lies on its side is told by the letters' chains on the small image, which way up by reading a few
 * lines; a page that reads well as it is costs nothing more. Null where nothing looks like print.
 */
export async function setUpright(image: PageImage): Promise<Upright | null> {
  const look = await firstLines(image);
  if (!look) return null;
  if (Math.abs(look.degrees) <= STEEP) return upright({ image, on: asItIs }, look);
  const sheet = await levelled(image, look.degrees);
  const again = await firstLines(sheet.image);
  return again && upright(sheet, again);
}

/** What the letters' chains on the small image say. */
interface FirstLines {
  sideways: boolean;
  /** In pixels of the image. */
  xHeight: number;
  /** How far lines fall to the right. */
  degrees: number;
}

async function firstLines(image: PageImage): Promise<FirstLines | null> {
  const look = await firstLook(image);
  if (!look) return null;
  const width = Math.round(image.width * look.scale);
  const height = Math.round(image.height * look.scale);
  const across = strength(look.patches, width);
  const down = strength(
    look.patches.map((c) => lieDown(c, height)),
    height,
  );
  const sideways = down.letters > across.letters * CLEARLY;
  const { xHeight, degrees } = sideways ? down : across;
  return xHeight ? { sideways, xHeight: xHeight / look.scale, degrees } : null;
}

async function upright({ image, on }: Sheet, { sideways, xHeight }: FirstLines): Promise<Upright | null> {
  let best: (Upright & { confidence: number }) | null = null;
  for (const rotation of sideways ? ([90, 270] as const) : ([0, 180] as const)) {
    const turned = turn(image, rotation);
    const page = await preparePage(turned, xHeight);
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

/** How many letters stand in the dozen longest lines across the page, and how far those fall. */
function strength(patches: Component[], width: number): { letters: number; xHeight: number; degrees: number } {
  const xHeight = consonantHeight(patches);
  if (!xHeight) return { letters: 0, xHeight, degrees: 0 };
  const along = (tangent: number) => {
    const lines = findLines(place(patches, tangent), xHeight, width);
    const lengths = lines.map((l) => l.letters.length).sort((a, b) => b - a);
    const letters = lengths.slice(0, 12).reduce((a, b) => a + b, 0);
    return { letters, xHeight, degrees: (Math.atan(tangent) * 180) / Math.PI };
  };
  const tangent = skewTangent(patches, xHeight, STEEPEST);
  const found = along(tangent);
  if (Math.abs(found.degrees) <= STEEP) return found;
  const flat = along(skewTangent(patches, xHeight));
  return found.letters >= LEAST_LETTERS && found.letters > flat.letters * 0.9 ? found : flat;
}

async function sampleConfidence(page: Page, lines: TextLine[]): Promise<number> {
  const longest = [...lines].sort((a, b) => b.letters.length - a.letters.length || a.base - b.base).slice(0, SAMPLE);
  let sum = 0;
  let characters = 0;
  for (const line of longest) {
    const read = decode(await score(cutStrip(page.planes.body, line, page.tangent)));
    sum += read.confidence * read.text.length;
    characters += read.text.length;
  }
  return characters ? sum / characters : 0;
}
