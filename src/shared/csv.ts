import { parse } from 'csv-parse/sync';
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
  'csv.empty': 'ไม่มีบรรทัดหัวคอลัมน์ / There is no header.',
  'csv.syntax': 'เครื่องหมายคำพูดหรือเครื่องหมายจุลภาคไม่ถูกต้อง / Quotes or commas are not right.',
  'csv.column_missing': 'ไม่มีคอลัมน์ที่ต้องมี / A column that is needed is missing.',
  'csv.column_unknown': 'ไม่รู้จักคอลัมน์นี้ / This column is not known.',
  'csv.column_twice': 'มีคอลัมน์นี้สองครั้ง / This column is there twice.',
  'csv.cells': 'จำนวนช่องไม่เท่ากับหัวคอลัมน์ / The line has more or fewer cells than the header.',
  'csv.characters': 'มีอักขระที่มองไม่เห็นในช่องนี้ / There are invisible characters in this cell.',
} as const;

const fault = (line: number, code: keyof typeof FAULTS, column: string | null = null): Problem => ({
  line,
  column,
  code,
  message: FAULTS[code],
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

/** A line of such a table. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`;
}
