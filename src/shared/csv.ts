import { parse } from 'csv-parse/sync';
import type { z } from 'zod';
import type { Problem } from './errors.js';

export interface CsvRow {
  line: number;
  /** The cells by the name of their column, without blanks at the ends. A column that the file lacks is ''. */
  cells: Readonly<Record<string, string>>;
}

/** A column by the name it has here, the other headings it may have, and whether a file must have it. */
export interface CsvColumn {
  name: string;
  headings?: readonly string[];
  required?: boolean;
}

const FAULTS = {
  'csv.encoding': 'ไฟล์ต้องเป็น UTF-8 / The file has to be UTF-8.',
  'csv.empty': 'ไม่มีหัวคอลัมน์หรือไม่มีข้อมูล / There is no header, or nothing behind it.',
  'csv.syntax': 'เครื่องหมายคำพูดหรือเครื่องหมายจุลภาคไม่ถูกต้อง / Quotes or commas are not right.',
  'csv.column_missing': 'ไม่มีคอลัมน์ที่ต้องมี / A column that is needed is missing.',
  'csv.column_unknown': 'ไม่รู้จักคอลัมน์นี้ / This column is not known.',
  'csv.column_twice': 'มีคอลัมน์นี้สองครั้ง / This column is there twice.',
  'csv.cells': 'จำนวนช่องไม่เท่ากับหัวคอลัมน์ / The line has more or fewer cells than the header.',
  'csv.value': 'ค่าไม่ถูกต้อง / A value is not valid.',
  'csv.duplicate': 'ซ้ำกับบรรทัดก่อนหน้า / The same stands in an earlier line.',
  'csv.characters': 'มีอักขระที่มองไม่เห็นในช่องนี้ / There are invisible characters in this cell.',
} as const;

/** What is wrong in a line; `expected` says what would be right. */
export const fault = (
  line: number,
  code: keyof typeof FAULTS,
  column: string | null = null,
  expected?: string,
): Problem => ({
  line,
  column,
  code,
  message: expected === undefined ? FAULTS[code] : FAULTS[code].replace(' / ', ` (${expected}) / `),
});

/** Control characters and those that turn the direction of writing; a name that holds one looks like another. */
const INVISIBLE = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;
/** No row of a list is longer; a quote that is never closed would otherwise swallow the file. */
const LONGEST_ROW = 20_000;

/**
 * Reads a table with a header (RFC 4180, UTF-8 with or without byte order mark, any line end). Blank lines do not count. Never throws:
 * all that is wrong is listed, with its line.
 */
export function readCsv(content: Uint8Array, columns: readonly CsvColumn[]): { rows: CsvRow[]; problems: Problem[] } {
  const records = recordsOf(content);
  if ('problem' in records) return { rows: [], problems: [records.problem] };
  const [header, ...lines] = records.list;
  if (!header) return { rows: [], problems: [fault(1, 'csv.empty')] };
  const { names, problems } = headerOf(header, columns);
  if (problems.length > 0) return { rows: [], problems };
  const rows = lines.map(({ line, cells }): CsvRow => {
    if (cells.length !== names.length) problems.push(fault(line, 'csv.cells'));
    const named = names.map((name, n): [string, string] => [name, (cells[n] ?? '').trim().normalize('NFC')]);
    for (const [name, cell] of named) if (INVISIBLE.test(cell)) problems.push(fault(line, 'csv.characters', name));
    return {
      line,
      cells: { ...Object.fromEntries(columns.map(({ name }) => [name, ''])), ...Object.fromEntries(named) },
    };
  });
  return { rows, problems };
}

interface Line {
  line: number;
  cells: string[];
}

function recordsOf(content: Uint8Array): { list: Line[] } | { problem: Problem } {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return { problem: fault(1, 'csv.encoding') };
  }
  try {
    const parsed = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      max_record_size: LONGEST_ROW,
    }) as unknown as { info: { lines: number }; record: string[] }[];
    let next = 1;
    const list = parsed.map(({ info, record }) => {
      // The parser counts the line a record ends on; one with a line break in a cell began earlier.
      const line = Math.max(next, info.lines - record.reduce((sum, cell) => sum + breaks(cell), 0));
      next = info.lines + 1;
      return { line, cells: record };
    });
    return { list: list.filter(({ cells }) => cells.some((cell) => cell.trim() !== '')) };
  } catch (error) {
    const line = (error as { lines?: unknown }).lines;
    return { problem: fault(typeof line === 'number' ? line : 1, 'csv.syntax') };
  }
}

const breaks = (cell: string) => cell.match(/\r\n|\r|\n/g)?.length ?? 0;

function headerOf(header: Line, columns: readonly CsvColumn[]): { names: string[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const names = header.cells.map((cell) => {
    const heading = cell.trim().normalize('NFC');
    const column = columns.find(({ name, headings }) => name === heading.toLowerCase() || headings?.includes(heading));
    if (!column) problems.push(fault(header.line, 'csv.column_unknown', heading.slice(0, 40)));
    return column?.name ?? heading;
  });
  for (const { name, required } of columns) {
    const times = names.filter((each) => each === name).length;
    if (times > 1) problems.push(fault(header.line, 'csv.column_twice', name));
    if (times === 0 && required) problems.push(fault(header.line, 'csv.column_missing', name));
  }
  return { names, problems };
}

/** More problems than this are one: it is another kind of file. */
const MOST_PROBLEMS = 100;

/**
 * The same, each line as a value of `row`: its columns are those of the table, an empty cell is a missing one. A line that does not fit is a
 * problem and gives no value.
 */
export function readRows<T extends z.ZodObject>(
  content: Uint8Array,
  row: T,
): { rows: { line: number; value: z.infer<T> }[]; problems: Problem[] } {
  const columns = Object.entries(row.shape).map(([name, cell]) => ({
    name,
    required: !(cell as z.ZodType).safeParse(undefined).success,
  }));
  const { rows, problems } = readCsv(content, columns);
  const wrong = new Set(problems.map(({ line }) => line));
  const values = rows.flatMap(({ line, cells }) => {
    if (wrong.has(line)) return [];
    const parsed = row.safeParse(Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== '')));
    if (parsed.success) return [{ line, value: parsed.data }];
    for (const { path, message } of parsed.error.issues) {
      problems.push(fault(line, 'csv.value', String(path[0] ?? ''), message));
    }
    return [];
  });
  if (values.length === 0 && problems.length === 0) problems.push(fault(1, 'csv.empty'));
  return { rows: values, problems: problems.sort((a, b) => a.line - b.line).slice(0, MOST_PROBLEMS) };
}

/** A line of such a table. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`;
}

/**
 * A text for a cell that a spreadsheet opens: one that it would take for a formula gets an apostrophe before it. A person's text may come from
 * anybody.
 */
export function spreadsheetCell(text: string): string {
  return /^[\s]*[=+\-@]|^[\t\r]/.test(text) ? `'${text}` : text;
}
