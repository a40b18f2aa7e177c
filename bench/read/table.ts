/** One table of the report, with a word under it. */
export interface Table {
  title: string;
  head: string[];
  rows: string[][];
  notes: string[];
}

export const percent = (share: number, digits = 2) => `${(share * 100).toFixed(digits)} %`;
export const none = '–';

/** A table as Markdown, columns padded so that it reads well in a terminal too. */
export function markdown({ title, head, rows, notes }: Table): string {
  const widths = head.map((cell, at) => Math.max(3, ...[cell, ...rows.map((row) => row[at] ?? '')].map(widthOf)));
  const line = (cells: string[]) => `| ${widths.map((width, at) => padded(cells[at] ?? '', width)).join(' | ')} |`;
  const rule = `|${widths.map((width, at) => `${'-'.repeat(width + 1)}${at ? ':' : '-'}`).join('|')}|`;
  return [`### ${title}`, '', line(head), rule, ...rows.map(line), ...notes.flatMap((note) => ['', note]), ''].join(
    '\n',
  );
}

/** Columns that a text takes: marks over and under Thai letters take none. */
const widthOf = (text: string) => [...text.replace(/[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]/g, '')].length;
const padded = (text: string, width: number) => text + ' '.repeat(Math.max(0, width - widthOf(text)));

export const median = (values: readonly number[]) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};
