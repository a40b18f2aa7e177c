import type { Component } from './components.js';
import type { Plane } from './pixels.js';

/** Side of a tick box in consonant heights. */
const SIDE = [0.8, 2.4] as const;
/** How much of each side must be inked: round letters and digits (๐ ๒ O) stay below two thirds. */
const SOLID = 0.85;

/** The empty boxes of a form (☐), which would be read as digits. */
export function tickBoxes(ink: Uint8Array, w: number, patches: Component[], xHeight: number): Component[] {
  return patches.filter((c) => {
    if (c.width < xHeight * SIDE[0] || c.width > xHeight * SIDE[1]) return false;
    if (Math.abs(c.width - c.height) > 0.2 * c.width || c.area > c.width * c.height * 0.6) return false;
    const depth = Math.max(2, Math.round(c.width * 0.15));
    return [0, 1, 2, 3].every((side) => covered(ink, w, c, side, depth) >= SOLID);
  });
}

/** The share of a side's pixels that have ink within `depth` of the border. Sides: 0 top, 1 bottom, 2 left, 3 right. */
function covered(ink: Uint8Array, w: number, c: Component, side: number, depth: number): number {
  const length = side < 2 ? c.width : c.height;
  let inked = 0;
  for (let i = 0; i < length; i++) {
    for (let d = 0; d < depth; d++) {
      const x = side < 2 ? c.x0 + i : side === 2 ? c.x0 + d : c.x1 - d;
      const y = side < 2 ? (side === 0 ? c.y0 + d : c.y1 - d) : c.y0 + i;
      if (!ink[y * w + x]) continue;
      inked++;
      break;
    }
  }
  return inked / length;
}

/** A copy of the plane with the patches painted over in the shade of the paper beside each. */
export function paintOver(plane: Plane, patches: Component[]): Plane {
  const data = plane.data.slice();
  for (const c of patches) {
    const y0 = Math.max(0, c.y0 - 2);
    const y1 = Math.min(plane.height - 1, c.y1 + 2);
    const x0 = Math.max(0, c.x0 - 2);
    const x1 = Math.min(plane.width - 1, c.x1 + 2);
    const paper = data[y0 * plane.width + x0]!;
    for (let y = y0; y <= y1; y++) data.fill(paper, y * plane.width + x0, y * plane.width + x1 + 1);
  }
  return { ...plane, data };
}
