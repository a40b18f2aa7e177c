import { baseAt, type TextLine } from './baseline.js';

/** Lines as a person reads a letter: rows from the top down, and within a row from left to right. */
export function inOrder<T extends { place: TextLine }>(lines: T[], xHeight: number): T[] {
  const rows: { longest: TextLine; lines: T[] }[] = [];
  for (const l of [...lines].sort((a, b) => a.place.base - b.place.base || a.place.x0 - b.place.x0)) {
    // Judged along the row's longest line: on a photograph rows are neither level nor straight.
    const row = rows.slice(-3).find((r) => sameRow(r.longest, l.place, xHeight));
    if (row) {
      row.lines.push(l);
      if (l.place.x1 - l.place.x0 > row.longest.x1 - row.longest.x0) row.longest = l.place;
    } else rows.push({ longest: l.place, lines: [l] });
  }
  return rows.flatMap((row) => row.lines.sort((a, b) => a.place.x0 - b.place.x0));
}

function sameRow(long: TextLine, other: TextLine, xHeight: number): boolean {
  const level = Math.abs(baseAt(long, other.middle) - other.base) < xHeight * 0.8;
  const overlap = Math.min(long.x1, other.x1) - Math.max(long.x0, other.x0);
  return level && overlap < xHeight;
}
