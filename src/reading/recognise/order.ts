import type { TextLine } from './baseline.js';

/** Lines as a person reads a letter: rows from the top down, and within a row from left to right. */
export function readingOrder(lines: TextLine[], xHeight: number): TextLine[] {
  const rows: TextLine[][] = [];
  for (const line of [...lines].sort((a, b) => a.base - b.base || a.x0 - b.x0)) {
    const row = rows.at(-1);
    if (row && line.base - row[0]!.base < xHeight * 0.8) row.push(line);
    else rows.push([line]);
  }
  return rows.flatMap((row) => row.sort((a, b) => a.x0 - b.x0));
}
