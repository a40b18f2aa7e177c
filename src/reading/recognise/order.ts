import type { TextLine } from './baseline.js';

/** Lines as a person reads a letter: rows from the top down, and within a row from left to right. */
export function inOrder<T extends { place: TextLine }>(lines: T[], xHeight: number): T[] {
  const rows: T[][] = [];
  for (const l of [...lines].sort((a, b) => a.place.base - b.place.base || a.place.x0 - b.place.x0)) {
    const row = rows.at(-1);
    if (row && l.place.base - row[0]!.place.base < xHeight * 0.8) row.push(l);
    else rows.push([l]);
  }
  return rows.flatMap((row) => row.sort((a, b) => a.place.x0 - b.place.x0));
}
