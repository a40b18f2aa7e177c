import { leadingSpeed, secrecyOf, speedOf } from './class-lines.js';
import {
  bracketedName,
  dateLineOf,
  isAddress,
  isClosing,
  isContact,
  isMemoTitle,
  isNoise,
  isOrganisation,
  isPageMark,
  isPosition,
  isUnit,
  labelOf,
  referenceLineOf,
} from './line-kinds.js';
import type { DocLine } from './lines.js';
import { printedWidth } from './text.js';

/** How many printed lines above เรียน the head of a letter may take. */
export const HEAD_LINES = 24;

/** Goes up from a letter's first label over all that belongs to its head: letterhead, date, speed, stamps, initials. */
export function headStart(
  lines: readonly DocLine[],
  first: number,
  free: number,
  stamped: ReadonlySet<number>,
): number {
  let start = first;
  for (let i = first; i > free && first - i < HEAD_LINES; i--) {
    const here = lines[i]!;
    const above = lines[i - 1]!;
    if (here.opensPage) break;
    if (!belongsToHead(above.text) && !stamped.has(i - 1)) break;
    // A stamp below the last letter of the page stays with it where the wider gap follows the stamp.
    const below = free > 0 && lines[free - 1]!.page === above.page;
    if (below && stamped.has(i - 1) && !stamped.has(i) && here.gap > topGap(lines, i - 1, stamped)) break;
    start = i - 1;
  }
  return start;
}

function topGap(lines: readonly DocLine[], at: number, stamped: ReadonlySet<number>): number {
  let i = at;
  while (i > 0 && stamped.has(i - 1)) i--;
  return lines[i]!.opensPage ? Number.POSITIVE_INFINITY : lines[i]!.gap;
}

function belongsToHead(text: string): boolean {
  if (isContact(text) || isClosing(text) || bracketedName(text) !== null || isPosition(text) || isPageMark(text))
    return false;
  if (labelOf(text) !== null && labelOf(text)?.label !== 'office') return false;
  if (isUnit(text) && !isOrganisation(text)) return false;
  return (
    isOrganisation(text) ||
    isAddress(text) ||
    isNoise(text) ||
    isMemoTitle(text) ||
    speedOf(text) !== null ||
    leadingSpeed(text) !== null ||
    secrecyOf(text) !== null ||
    dateLineOf(text) !== null ||
    referenceLineOf(text) !== null ||
    printedWidth(text) <= 16
  );
}
