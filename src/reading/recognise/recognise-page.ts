import type { Warning } from '../../../schemas/common.js';
import type { PageReading, Region } from '../../../schemas/page.js';
import { readCodes } from '../codes/read-codes.js';
import type { PageImage } from '../image.js';
import { openTesseract } from '../second-opinion.js';
import type { TextLine } from './baseline.js';
import { doubtEnds } from './broken-off.js';
import { colouredPatches, readColoured } from './colour.js';
import type { Component } from './components.js';
import { doubtful, readAgain } from './doubt.js';
import { emblems } from './emblem.js';
import { setUprightAtFullHeight } from './flat-fax.js';
import { inFrame } from './frames.js';
import { doubtHandwriting } from './handwriting.js';
import { type Page, pageLines } from './layout.js';
import { partLooseStamps } from './loose-stamps.js';
import { liesIn, marksFirst, readMarks } from './marks.js';
import { partNotes } from './notes.js';
import { inTurn, lineOnPicture, regionOnPicture, skewed, turned } from './on-picture.js';
import { inOrder } from './order.js';
import type { Rotation } from './orientation.js';
import { type ReadLine, readAll, readLines } from './read-lines.js';
import { rectify } from './rectify.js';
import { readStamps } from './stamps.js';

export type RecognisedPage = Pick<PageReading, 'lines' | 'regions' | 'rotation' | 'confidence' | 'warnings'>;

/**
 * Reads a page image: its printed lines in reading order, and apart from them what is not print of the letter. Boxes are fractions of
 * the page set upright; `rotation` is how far the image was turned clockwise for it. The same image gives the same result, whatever
 * was read before. Boxes lie on the picture as it was given, turned upright. A page without print has no lines and a confidence of 0.
 */
export async function recognisePage(image: PageImage): Promise<RecognisedPage> {
  const sheet = await rectify(image);
  const upright = await setUprightAtFullHeight(sheet.image);
  if (!upright) return withoutPrint(image);
  const { page, rotation } = upright;
  const codes = await readCodes(upright.image);
  const stamps = await readStamps(upright.image, page);
  const stamped = (x: number, y: number) => stamps.some((s) => inFrame(s.frame, x, y, page.xHeight * 0.3));
  const inStamp = (c: Component) => stamped((c.x0 + c.x1) / 2, (c.y0 + c.y1) / 2);
  // What could not be decoded may be something else, and print must not be lost over it.
  const decoded = codes.filter(({ text }) => text !== '');
  const apart = (x: number, y: number) => stamped(x, y) || inBoxes(page, decoded, x, y);
  const isApart = (c: Component) => apart((c.x0 + c.x1) / 2, (c.y0 + c.y1) / 2);
  const disturbed = stamps.length + decoded.length > 0;
  const all = await readAll(page, page.planes.body, disturbed ? pageLines(page, isApart) : upright.lines);
  const again = await readAgain(page, doubtful(all), openTesseract);
  const own = all.filter((r) => r.print && !again.lines.has(r));
  const body = await readThrough(page, [...own, ...again.lines.values()], upright.lines, inStamp);
  const colour = colouredPatches(page);
  const coloured = await readColoured(page, colour, body, apart);
  const marks = await readMarks(page, colour?.patches ?? [], [...body, ...coloured]);
  const others = [...body, ...coloured].filter((r) => !marks.some((m) => liesIn(r, m)));
  const unframed = partLooseStamps(marksFirst(inOrder([...others, ...marks], page.xHeight), marks));
  const { print, notes } = partNotes(unframed.print);
  doubtHandwriting(page, print);
  if (print.length + stamps.length + unframed.stamps.length + notes.length === 0)
    return withoutPrint(image, again.warnings);
  const emblem = emblems(page, (x, y) => stamped(x, y) || inBoxes(page, codes, x, y));
  const back = rotation === 0 ? 0 : ((360 - rotation) as Rotation);
  const onPicture = inTurn(turned(back), upright.on, sheet.on, turned(rotation));
  const on = inTurn(skewed(page), onPicture);
  const lines = print.map((r) => lineOnPicture(r.line, on));
  const regions = [
    ...[...stamps.map((s) => s.region), ...codes, ...emblem].map((region) => regionOnPicture(region, onPicture)),
    ...[...unframed.stamps, ...notes].map((region) => regionOnPicture(region, on)),
  ];
  const confidence = lines.length ? lines.reduce((s, l) => s + l.confidence, 0) / lines.length : 0;
  return { lines, regions, rotation, confidence, warnings: again.warnings };
}

/** There is no telling which way up such a page is, but it may hold a code. */
async function withoutPrint(image: PageImage, warnings: Warning[] = []): Promise<RecognisedPage> {
  return { lines: [], regions: await readCodes(image), rotation: 0, confidence: 0, warnings };
}

/** Whether a point of the page lies in one of the regions. */
function inBoxes({ width, height }: Page, regions: Region[], x: number, y: number): boolean {
  const [u, v] = [x / width, y / height];
  return regions.some(({ bbox: [x0, y0, x1, y1] }) => u >= x0 && u <= x1 && v >= y0 && v <= y1);
}

/** Below this a line that runs into a stamp is cut at its frame. */
const READABLE = 0.9;

/** A stamp may lie over the end of a printed line: such a line is read through the stamp where that goes well. */
async function readThrough(
  page: Page,
  body: ReadLine[],
  whole: TextLine[],
  inStamp: (c: Component) => boolean,
): Promise<ReadLine[]> {
  const running = whole.filter((l) => {
    const inside = l.letters.filter(inStamp).length;
    const outside = l.letters.length - inside;
    // A row of the stamp that ran into an emblem or a stroke beside it is no line of the page.
    return inside > 0 && outside >= 3 && outside >= inside;
  });
  const read = (await readLines(page, page.planes.body, running)).filter((r) => r.line.confidence >= READABLE);
  const kept = body.filter((b) => !read.some((r) => b.place.letters.some((c) => has(r.place, c))));
  for (const line of kept) {
    const before = running.find((l) => l !== line.place && line.place.letters.some((c) => has(l, c)));
    doubtEnds(line, page.width, before);
  }
  for (const line of read) doubtEnds(line, page.width);
  return [...kept, ...read];
}

const has = (line: TextLine, c: Component) => line.letters.some((l) => l.x0 === c.x0 && l.y0 === c.y0);
