import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Holiday, HolidayItem } from '../../schemas/holidays.js';
import { partsOf } from '../domain/calendar.js';
import { packageRoot } from '../shared/package-root.js';
import { readHolidays } from './holidays.models.js';

let shipped: readonly Holiday[] | undefined;

/** The table that is shipped, read once, when days are first counted. */
function builtIn(): readonly Holiday[] {
  if (shipped) return shipped;
  const { rows, problems } = readHolidays(readFileSync(join(packageRoot, 'src/holidays/th-government.csv')));
  if (problems.length > 0) throw new Error(`th-government.csv: ${problems.map(({ message }) => message).join(', ')}`);
  shipped = rows;
  return rows;
}

const yearOf = ({ date }: Holiday): number => partsOf(date).year;

/**
 * The table as it stands: the years of the whole country that are stored, all stored days of provinces, and the built-in table for the
 * other years. A year is never mixed of the two, so that a day that somebody took out does not come back.
 */
export function effectiveTable(stored: readonly Holiday[]): HolidayItem[] {
  const years = new Set(stored.filter(({ province }) => province === null).map(yearOf));
  const built = builtIn().filter((day) => !years.has(yearOf(day)));
  return [
    ...stored.map((day) => ({ ...day, builtIn: false })),
    ...built.map((day) => ({ ...day, builtIn: true })),
  ].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : (a.province ?? '').localeCompare(b.province ?? '')));
}

/** The built-in days of a year. */
export function builtInYear(year: number): Holiday[] {
  return builtIn().filter((day) => yearOf(day) === year);
}
