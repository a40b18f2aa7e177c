import { z } from 'zod';
import { type Holiday, holiday } from '../../schemas/holidays.js';
import { gregorianYear, isoDay } from '../domain/calendar.js';
import { toArabicDigits } from '../domain/numerals.js';
import { PROVINCES } from '../domain/tables/provinces.js';
import { fault, readRows } from '../shared/csv.js';
import type { Problem } from '../shared/errors.js';

/** `2568-01-01` or `2025-01-01`, in either digits, as an ISO day; a year from 2400 on is Buddhist. Null where there is no such day. */
export function parseDay(text: string): string | null {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(toArabicDigits(text.trim()));
  if (!match) return null;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const gregorian = year >= 2400 ? gregorianYear(year, month) : year;
  return gregorian === null ? null : isoDay(gregorian, month, day);
}

const oneOf = <T extends readonly [string, ...string[]]>(values: T) => z.enum(values, { error: values.join(' | ') });
const said = (error: string) => z.string({ error }).min(1, { error });

/** A line of the file that README.md beside this describes. */
const row = z.object({
  date: said('YYYY-MM-DD').transform((text, context) => {
    const day = parseDay(text);
    if (day === null) context.addIssue({ code: 'custom', message: 'YYYY-MM-DD' });
    return day ?? '';
  }),
  name: said('ชื่อวันหยุด, name'),
  kind: oneOf(holiday.shape.kind.options as [string, ...string[]]).transform((kind) => kind as Holiday['kind']),
  source: said('ที่มา, source'),
  status: oneOf(holiday.shape.status.options as [string, ...string[]]).transform(
    (status) => status as Holiday['status'],
  ),
  province: z
    .string()
    .transform((name) => name.replace(/^จังหวัด/, ''))
    .refine(isProvince, { error: 'ชื่อจังหวัด, name of a province' })
    .nullable()
    .default(null),
});

/** Whether there is a province of this name. */
export function isProvince(name: string): boolean {
  return PROVINCES.some((one) => one === name);
}

/** The days of a CSV file. Where there are problems it is not to be used at all. */
export function readHolidays(content: Uint8Array): { rows: Holiday[]; problems: Problem[] } {
  const { rows, problems } = readRows(content, row);
  const seen = new Set<string>();
  for (const { line, value } of rows) {
    const key = `${value.date} ${value.province ?? ''}`;
    if (seen.has(key)) problems.push(fault(line, 'csv.duplicate', 'date', value.date));
    seen.add(key);
  }
  return { rows: rows.map(({ value }) => value), problems: problems.sort((a, b) => a.line - b.line) };
}
