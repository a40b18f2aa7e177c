import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';

/** What can be wrong with a CSV file, in Thai and English. The codes are stable. */
const PROBLEMS = {
  'csv.unreadable': ['อ่านเป็น CSV ไม่ได้', 'This is no CSV.'],
  'csv.encoding': ['ไม่ใช่ UTF-8', 'The file is not UTF-8.'],
  'csv.empty': ['ไม่มีข้อมูล', 'The file holds no rows.'],
  'csv.column_missing': ['ขาดคอลัมน์', 'A column is missing.'],
  'csv.column_unknown': ['ไม่รู้จักคอลัมน์', 'A column is not known.'],
  'csv.value_invalid': ['ค่าไม่ถูกต้อง', 'A value is not valid.'],
  'csv.duplicate': ['ซ้ำกับบรรทัดก่อนหน้า', 'The same stands in an earlier line.'],
} as const;

export type CsvCode = keyof typeof PROBLEMS;

/** What is wrong with one line (from 1, the header being the first) and column of a CSV file. */
export const csvProblem = z.object({
  line: z.int(),
  column: z.string().nullable(),
  code: z.string(),
  message: z.string(),
});
export type CsvProblem = z.infer<typeof csvProblem>;

/** A problem with its message in both languages; `detail` is what was expected, or what stands there. */
export function problemOf(code: CsvCode, line: number, column: string | null = null, detail?: string): CsvProblem {
  const [th, en] = PROBLEMS[code];
  return { line, column, code, message: `${th}${detail ? ` (${detail})` : ''} / ${en}` };
}

/** More problems than this are one: it is another kind of file. */
const MOST_PROBLEMS = 100;

/**
 * Reads a CSV file by its header: one value of `row` a line, with the number of the line it starts on. Columns may stand in any
 * order; an empty cell is a missing one. Whatever does not fit is a problem of its line, and no row of it is given. Never throws.
 */
export function readCsv<T extends z.ZodObject>(
  content: Uint8Array | string,
  row: T,
): { rows: { line: number; value: z.infer<T> }[]; problems: CsvProblem[] } {
  const none = (problem: CsvProblem) => ({ rows: [], problems: [problem] });
  let records: { record: string[]; info: { lines: number } }[];
  try {
    const text = typeof content === 'string' ? content : new TextDecoder('utf-8', { fatal: true }).decode(content);
    const options = { bom: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true };
    records = parse(text, options) as unknown as typeof records;
  } catch (error) {
    if (error instanceof CsvError) return none(problemOf('csv.unreadable', Number(error.lines ?? 1), null, error.code));
    return none(problemOf('csv.encoding', 1));
  }
  const [head, ...body] = records;
  if (!head || body.length === 0) return none(problemOf('csv.empty', 1));
  const names = head.record;
  const known = Object.keys(row.shape);
  const problems = [
    ...known
      .filter((name) => !names.includes(name) && !row.shape[name]!.safeParse(undefined).success)
      .map((name) => problemOf('csv.column_missing', head.info.lines, name)),
    ...names
      .filter((name, at) => !known.includes(name) || names.indexOf(name) !== at)
      .map((name) => problemOf('csv.column_unknown', head.info.lines, name)),
  ];
  if (problems.length > 0) return { rows: [], problems };
  const rows: { line: number; value: z.infer<T> }[] = [];
  for (const { record, info } of body) {
    // `info` says on which line a record ends; line breaks inside its cells lie before that.
    const line = info.lines - record.join('').split('\n').length + 1;
    const cells = Object.fromEntries(names.flatMap((name, at) => (record[at] ? [[name, record[at]]] : [])));
    const parsed = row.safeParse(cells);
    if (record.length > names.length)
      problems.push(problemOf('csv.value_invalid', line, null, `${record.length} > ${names.length}`));
    else if (parsed.success) rows.push({ line, value: parsed.data });
    else {
      for (const { path, message } of parsed.error.issues) {
        problems.push(problemOf('csv.value_invalid', line, String(path[0] ?? ''), message));
      }
    }
    if (problems.length >= MOST_PROBLEMS) break;
  }
  return { rows, problems: problems.slice(0, MOST_PROBLEMS) };
}
