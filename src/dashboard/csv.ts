import { csvLine, spreadsheetCell } from '../shared/csv.js';

/** The columns of a table: heading, and the value of a row. */
export type CsvTable<R> = readonly (readonly [
  heading: string,
  value: (row: R) => string | number | null | undefined,
])[];

const cellOf = (value: string | number | null | undefined): string => {
  if (typeof value !== 'string') return value === null || value === undefined ? '' : String(value);
  return spreadsheetCell(value);
};

/** Rows as CSV with a byte order mark, without which Excel reads Thai as another code page. */
export function csvTable<R>(table: CsvTable<R>, rows: readonly R[]): string {
  const head = csvLine(table.map(([heading]) => heading));
  return `\ufeff${head}${rows.map((row) => csvLine(table.map(([, value]) => cellOf(value(row))))).join('')}`;
}
