import type { Box } from '../../../schemas/common.js';
import type { TextLine } from './baseline.js';
import { median } from './measure.js';
import type { ReadLine } from './read-lines.js';

/**
 * Print of a page is level to a fiftieth, on scans of every kind; what was written or stamped onto it later mostly is not. Slopes are
 * those of the page set level. Short words have no slope to speak of.
 */
const ASKEW = 0.025;
const LETTERS = 6;
/** So many of a line's letters tell its slope. */
const ENOUGH = 24;
/** Lines this long tell whether the page itself is level: on a photograph, or a sheet that buckled, it is not. */
const LONG = 20;
const MOST_UNEVEN = 0.01;
const LEAST_LONG = 3;
/** Lines of one writing lie at nearly one slope, and follow within so many line heights. */
const ALIKE = 0.03;
const PITCH = 1.4;
/** More of a page than this is not a note on it. */
const MOST_SHARE = 0.3;

/** Groups of lines that lie askew on a page whose print is level. */
export function askewGroups(read: ReadLine[]): ReadLine[][] {
  const slopes = new Map(read.map((r) => [r, slopeOf(r.place)]));
  const long = read.filter((r) => r.place.letters.length >= LONG).map((r) => Math.abs(slopes.get(r) ?? 0));
  const uneven = long.sort((a, b) => a - b)[Math.floor((long.length - 1) * 0.9)] ?? 1;
  if (long.length < LEAST_LONG || uneven > MOST_UNEVEN) return [];
  const groups: ReadLine[][] = [];
  for (const seed of read) {
    const slope = slopes.get(seed) ?? 0;
    if (Math.abs(slope) < ASKEW || groups.some((g) => g.includes(seed))) continue;
    const group = [seed];
    // Grows while it grows: each line of the group may bring the next.
    for (const line of group) {
      const alike = (r: ReadLine) => {
        const own = slopes.get(r);
        return own === null || (Math.abs(own! - slope) < ALIKE && Math.abs(own!) > ASKEW / 2);
      };
      group.push(
        ...read.filter((r) => !groups.flat().includes(r) && !group.includes(r) && alike(r) && beside(line, r)),
      );
    }
    groups.push(group);
  }
  const letters = (lines: ReadLine[]) => lines.reduce((sum, r) => sum + r.place.letters.length, 0);
  return letters(groups.flat()) > letters(read) * MOST_SHARE ? [] : groups;
}

/** The slope of a line's letters: the median over its pairs of like letters, null where it is too short to have one. */
function slopeOf({ letters, xHeight }: TextLine): number | null {
  const all = letters.filter((c) => c.height > xHeight * 0.6 && c.width < c.height * 3);
  if (all.length < LETTERS) return null;
  const every = Math.ceil(all.length / ENOUGH);
  const telling = all.filter((_, i) => i % every === 0);
  const slopes = telling.flatMap((a) =>
    telling
      .filter((b) => b.middle - a.middle > xHeight * 1.5 && Math.abs(a.height - b.height) < xHeight * 0.4)
      .map((b) => (b.base - a.base) / (b.middle - a.middle)),
  );
  return slopes.length ? median(slopes) : null;
}

/** Whether a line stands right beside, over or under another. */
function beside(a: ReadLine, b: ReadLine): boolean {
  const [p, q] = [boxOf(a), boxOf(b)];
  const height = Math.min(p[3] - p[1], q[3] - q[1]);
  const apart = Math.abs(p[1] + p[3] - q[1] - q[3]) / 2;
  // Boxes are fractions of the page's width and height; a line is about as high as a blank between words of a note is wide.
  return apart < height * PITCH && Math.min(p[2], q[2]) - Math.max(p[0], q[0]) > -height * PITCH;
}

const boxOf = (r: ReadLine): Box => r.line.bbox!;
