import type { Box } from '../../schemas/common.js';
import { centimetre } from './sheets.js';

/** ตรารับหนังสือ is 2.5 by 5 centimetres (ระเบียบงานสารบรรณ พ.ศ. 2526 ข้อ 73, แบบที่ 12). */
export const STAMP = { width: 5 * centimetre, height: 2.5 * centimetre } as const;

/** A page as one reads it, in points, and what stands on it, in fractions from its upper left corner. */
export interface Surface {
  width: number;
  height: number;
  busy: readonly Box[];
}

/** Where a stamp goes: from the page's upper left corner, in points. `strip`: how much paper is put on above, where there was no room. */
export interface Place {
  x: number;
  y: number;
  scale: number;
  strip: number;
}

/** The stamp may be made smaller where it would not fit otherwise; under this it cannot be read any more. */
const SCALES = [1, 0.9, 0.8, 0.7, 0.6];
const EDGE = 0.7 * centimetre;
/** Blank between the stamp and what stands beside it. */
const GAP = 0.15 * centimetre;
const STEP = 0.2 * centimetre;
/** How far down it still belongs to the head of the letter, as a part of the page. */
const LOWEST = 0.45;

/**
 * The free place nearest to the upper right corner (ข้อ 38.1), where the stamp covers none of what stands there; first in its full size, then
 * smaller. Where there is none, the sheet is made longer at the top: a stamp over a number or a date would hide what counts.
 */
export function stampPlace({ width, height, busy }: Surface): Place {
  const boxes = busy.map(([x0, y0, x1, y1]) => [x0 * width, y0 * height, x1 * width, y1 * height] as const);
  const free = (x: number, y: number, w: number, h: number) =>
    boxes.every(([x0, y0, x1, y1]) => x1 + GAP <= x || x0 - GAP >= x + w || y1 + GAP <= y || y0 - GAP >= y + h);
  for (const scale of SCALES) {
    const [w, h] = [STAMP.width * scale, STAMP.height * scale];
    let best: { place: Place; far: number } | null = null;
    for (let y = EDGE; y + h <= Math.max(height * LOWEST, EDGE + h) && y + h <= height; y += STEP) {
      for (let x = width - EDGE - w; x >= Math.max(EDGE, width / 2 - w / 2); x -= STEP) {
        const far = width - EDGE - w - x + (y - EDGE);
        if (best && far >= best.far) break;
        if (free(x, y, w, h)) best = { place: { x, y, scale, strip: 0 }, far };
      }
    }
    if (best) return best.place;
  }
  const scale = Math.min(1, (width - 2 * GAP) / STAMP.width);
  const strip = STAMP.height * scale + 2 * EDGE;
  return { x: Math.max(GAP, width - EDGE - STAMP.width * scale), y: EDGE, scale, strip };
}
