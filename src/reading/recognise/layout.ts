import type { PageImage } from '../image.js';
import { zeros } from '../page-memory.js';
import { baseAt, type Placed, place, type TextLine } from './baseline.js';
import { binarise, dropRules, type Paper, paperOf } from './binarise.js';
import { type Component, components } from './components.js';
import { type Frame, findFrames } from './frames.js';
import { type Bridge, findLines } from './lines.js';
import { consonantHeight, median, skewTangent } from './measure.js';
import { halved, type Planes, planes, resize } from './pixels.js';
import { paintOver, tickBoxes } from './tick-boxes.js';

/** The consonant height that the network was trained on, in pixels; strips are cut at it. */
export const TRAINED_HEIGHT = 15.5;
/** Pages are halved until their short side is no longer than this: A4 at 300 dpi (2480) once. */
const SHORT_SIDE = 1800;
/** 16-point print on A4 has the trained size at this many pixels a short side; between pixels of a larger copy strips would lose fine strokes. */
const USUAL_SIDE = 1360;
/** Consonants of such heights are laid out as they are; those of 16-point print come to 14 pixels (150 or 300 dpi) and 15 (200 dpi). */
const LEAST_HEIGHT = 11.5;
const MOST_HEIGHT = 26;
/** Small print is enlarged this far at most: beyond it there is nothing to see. */
const MOST_ENLARGED = 1.6;
const MOST_PIXELS = 16_000_000;
/** A full table has 150 lines in its columns; what is more is noise. */
const MOST_LINES = 250;
/** Letters of a line in consonant heights by its width: those of print come to more, wide blanks included. */
const DENSE = 0.4;
/** Where less of the ink is black than this the print itself is coloured: a letter from an ink-jet in blue, a poster. */
const BLACK = 0.25;
/** Ink whose channels lie this far apart is coloured. */
const COLOURED = 28;

/** A page as it is laid out, with what was measured on it. Lengths are in pixels of `planes`. */
export interface Page {
  /** The upright picture that the page was made of; null where something on the page was painted over. */
  image: PageImage | null;
  planes: Planes;
  width: number;
  height: number;
  xHeight: number;
  /** Tangent of the skew. */
  tangent: number;
  /** Ink of the body, and its patches; rules are taken out of both. */
  ink: Uint8Array;
  patches: Placed[];
  /** Coloured ink alone, or null on a grey page. */
  colourInk: Uint8Array | null;
  /** Boxes of a receive stamp's size, in any ink. */
  frames: Frame[];
}

/** A picture brought near the network's size, its planes, and what stands out on it at first sight. Lengths are in its pixels. */
export interface Look {
  /** The picture looked at, as it was given. */
  image: PageImage;
  planes: Planes;
  /** The paper of the grey plane, which has every ink. */
  paper: Paper;
  width: number;
  height: number;
  /** Ink of the body, rules and all, and its patches. */
  ink: Uint8Array;
  patches: Component[];
  /** Height of a consonant. */
  xHeight: number;
}

/**
 * A first look at a picture; null where nothing looks like a letter. A page is brought near the size that usual print needs,
 * by halving where that is enough; strips are brought to the network's size as they are cut. Print much larger or smaller is scaled again.
 */
export async function firstLook(image: PageImage): Promise<Look | null> {
  let copy = image;
  while (Math.min(copy.width, copy.height) > SHORT_SIDE) copy = halved(copy);
  const shrink = USUAL_SIDE / Math.min(copy.width, copy.height);
  if (shrink < 0.9) copy = await resize(copy, shrink);
  const look = lookAt(image, copy);
  if (!look || (look.xHeight >= LEAST_HEIGHT && look.xHeight <= MOST_HEIGHT)) return look;
  const most = Math.sqrt(MOST_PIXELS / (image.width * image.height));
  const own = (look.xHeight * image.width) / copy.width;
  const factor = Math.min(TRAINED_HEIGHT / own, MOST_ENLARGED, most);
  return lookAt(image, await resize(image, factor)) ?? look;
}

function lookAt(image: PageImage, copy: PageImage): Look | null {
  const parts = planes(copy);
  const { width, height } = parts.body;
  const paper = paperOf(parts.grey);
  let ink = binarise(parts.body, parts.chroma ? paperOf(parts.body) : paper);
  if (parts.chroma) {
    const all = binarise(parts.grey, paper);
    if (inked(ink) < inked(all) * BLACK) {
      parts.body = parts.grey;
      ink = all;
    }
  }
  const patches = components(ink, width, height, 3);
  const xHeight = consonantHeight(patches);
  return xHeight ? { image, planes: parts, paper, width, height, ink, patches, xHeight } : null;
}

const inked = (ink: Uint8Array): number => {
  let sum = 0;
  for (let i = 0; i < ink.length; i++) sum += ink[i]!;
  return sum;
};

/** Finds the rules, frames, letter size and skew of an upright page. The ink of `look` is used up: its rules are taken out. */
export function preparePage({
  image,
  planes: parts,
  paper,
  width,
  height,
  ink,
  patches: found,
  xHeight: expected,
}: Look): Page {
  // Stamp ink is faint and uneven: a lighter threshold keeps its frame whole.
  const faint = binarise(parts.grey, paper, 0.2);
  const chroma = parts.chroma?.data;
  const colourInk = chroma ? zeros(faint.length) : null;
  if (colourInk) for (let i = 0; i < faint.length; i++) colourInk[i] = faint[i]! && chroma![i]! > COLOURED ? 1 : 0;
  const frames = findFrames(faint, width, height, expected);
  const ruled = dropRules(ink, width, height, Math.max(4, Math.round(expected * 3)));
  const all = ruled ? components(ink, width, height, 3) : found;
  const boxes = tickBoxes(ink, width, all, expected);
  const patches = boxes.length ? all.filter((c) => !boxes.includes(c)) : all;
  const body = boxes.length ? paintOver(parts.body, boxes) : parts.body;
  const measured = consonantHeight(patches);
  const own = measured > expected * 0.7 && measured < expected * 1.4 ? measured : expected;
  const tangent = skewTangent(patches, own);
  return {
    image: boxes.length ? null : image,
    planes: { ...parts, body },
    width,
    height,
    xHeight: own,
    tangent,
    ink,
    patches: place(patches, tangent),
    colourInk,
    frames,
  };
}

/** All lines of a page in no particular order; patches for which `skip` says so (those in a stamp) are left out. */
export function pageLines(page: Page, skip: (patch: Placed) => boolean = () => false): TextLine[] {
  const { xHeight, tangent, ink, width, height } = page;
  const patches = page.patches.filter((c) => !skip(c));
  const bridge: Bridge = (x0, x1, base) => {
    let inked = 0;
    let columns = 0;
    for (let x = Math.ceil(x0); x < x1; x++, columns++) {
      const y = Math.round(base + tangent * x);
      for (let v = y - Math.round(xHeight * 0.95); v <= y; v++) {
        if (v >= 0 && v < height && ink[v * width + x]) {
          inked++;
          break;
        }
      }
    }
    return inked > columns * 0.5;
  };
  let lines = findLines(patches, xHeight, width, bridge);
  for (const l of lines) l.xHeight = ownHeight(l, xHeight);
  // Headings and big ด่วนที่สุด, then small print: only where no line was found yet.
  for (const factor of [1.9, 0.62]) {
    const least = xHeight * (factor > 1 ? 1.2 : 0.3);
    // A few tall letters of small print make a line too, but one with gaps between them: it does not keep the others from being found.
    const whole = (l: TextLine) => factor > 1 || l.letters.length * xHeight > (l.x1 - l.x0) * DENSE;
    const long = lines.filter((l) => l.letters.length >= 3 && whole(l));
    const rest = patches.filter((c) => c.height > least && !long.some((l) => inBand(c, l, xHeight)));
    for (const l of findLines(rest, xHeight * factor, width, bridge)) {
      // Large words may be as short as ลับ.
      if (l.letters.length < (factor > 1 ? 2 : 3) || l.x1 - l.x0 <= xHeight * 2.5) continue;
      l.xHeight = ownHeight(l, xHeight * factor);
      lines = replace(lines, l, xHeight);
    }
  }
  if (lines.length > MOST_LINES) {
    lines = lines.sort((a, b) => b.letters.length - a.letters.length || a.base - b.base).slice(0, MOST_LINES);
  }
  for (const l of lines) if (l.letters.length >= 4) takeLoose(l, lines, patches, xHeight);
  keepApart(lines, xHeight);
  return lines;
}

/** Two lines side by side on one base line may both have grown over the dots between them, and into one another: each ends before the other's letters. */
function keepApart(lines: TextLine[], xHeight: number): void {
  const spans = lines.map((line) => ({
    line,
    first: Math.min(...line.letters.map((c) => c.x0)),
    last: Math.max(...line.letters.map((c) => c.x1)),
  }));
  for (const a of spans) {
    for (const b of spans) {
      if (a.last >= b.first || a.line.x1 <= b.line.x0) continue;
      const x = (a.last + b.first) / 2;
      if (Math.abs(baseAt(a.line, x) - baseAt(b.line, x)) > xHeight * 0.5) continue;
      b.line.x0 = Math.max(b.line.x0, Math.min(b.first, a.last + xHeight * 0.3));
      a.line.x1 = Math.min(a.line.x1, b.line.x0);
    }
  }
}

/** Puts a line in place of the scraps that lie inside it, unless a longer one already stands there. */
function replace(lines: TextLine[], l: TextLine, xHeight: number): TextLine[] {
  const top = l.base - l.xHeight * 1.2;
  const bottom = l.base + l.xHeight * 0.2;
  const inside = (k: TextLine) =>
    k.letters.length < l.letters.length &&
    k.x0 >= l.x0 - xHeight &&
    k.x1 <= l.x1 + xHeight &&
    k.base > top &&
    k.base - k.xHeight < bottom;
  const kept = lines.filter((k) => !inside(k));
  const taken = kept.some(
    (k) =>
      k.letters.length >= l.letters.length &&
      k.x0 < l.x1 &&
      k.x1 > l.x0 &&
      Math.abs(k.base - l.base) < Math.min(k.xHeight, l.xHeight) * 0.8,
  );
  return taken ? kept : [...kept, l];
}

/** A line's own consonant height, where it differs enough from the page's to matter. */
function ownHeight(line: TextLine, xHeight: number): number {
  const heights = line.letters.filter((c) => c.width < c.height * 3).map((c) => c.height);
  if (heights.length < 5) return xHeight;
  const m = median(heights);
  return m > xHeight * 0.6 && m < xHeight * 1.7 && Math.abs(m / xHeight - 1) > 0.13 ? m : xHeight;
}

const inBand = (c: Placed, l: TextLine, xHeight: number) => {
  const base = baseAt(l, c.middle);
  return (
    c.middle >= l.x0 - xHeight * 0.3 &&
    c.middle <= l.x1 + xHeight * 0.3 &&
    c.base > base - 1.9 * l.xHeight &&
    c.top < base + 0.9 * l.xHeight
  );
};

/** Takes in loose ink at a line's ends: a running number or day written by hand stands taller than print and off its base line. */
function takeLoose(line: TextLine, lines: TextLine[], patches: Placed[], xHeight: number): void {
  for (let round = 0, grown = true; grown && round < 6; round++) {
    grown = false;
    for (const c of patches) {
      if (c.height < xHeight * 0.7 || c.height > xHeight * 3.6 || c.width > xHeight * 7) continue;
      if (c.width < xHeight * 0.2 || c.area < xHeight * 1.2) continue;
      const left = c.x1 < line.x0 + xHeight * 0.3;
      if (!left && c.x0 <= line.x1 - xHeight * 0.3) continue;
      if ((left ? line.x0 - c.x1 : c.x0 - line.x1) > xHeight * 2.6) continue;
      if (left ? c.x0 >= line.x0 : c.x1 <= line.x1) continue;
      const base = baseAt(line, c.middle);
      const centre = (c.base + c.top) / 2;
      if (centre < base - 1.5 * line.xHeight || centre > base + 0.35 * line.xHeight) continue;
      if (c.base < base - 0.9 * line.xHeight) continue;
      const foreign = (k: TextLine) =>
        k !== line && k.letters.length >= 3 && inBand(c, k, xHeight) && Math.abs(k.base - line.base) > xHeight * 0.5;
      if (lines.some(foreign)) continue;
      if (left) line.x0 = c.x0;
      else line.x1 = c.x1;
      grown = true;
    }
  }
}
