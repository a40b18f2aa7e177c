import { and, asc, eq, gte, lt, or } from 'drizzle-orm';
import type { Holiday } from '../../schemas/holidays.js';
import type { Database } from '../shared/database.js';
import { holidays } from './holidays.table.js';

/** All stored days, in order. */
export async function selectHolidays(db: Database): Promise<Holiday[]> {
  const rows = await db.select().from(holidays).orderBy(asc(holidays.date), asc(holidays.province));
  return rows.map((row) => ({ ...row, province: row.province || null }));
}

const inYear = (year: number) => and(gte(holidays.date, `${year}-01-01`), lt(holidays.date, `${year + 1}-01-01`));

/** Takes out the days of a year: those of the whole country, or of one province. */
export async function deleteYear(db: Database, year: number, province: string | null): Promise<void> {
  await db.delete(holidays).where(and(inYear(year), eq(holidays.province, province ?? '')));
}

/** Puts days in; one that is there is replaced. */
export async function putHolidays(db: Database, rows: readonly Holiday[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 500) {
    const some = rows.slice(at, at + 500).map((row) => ({ ...row, province: row.province ?? '' }));
    const same = some.map(({ date, province }) => and(eq(holidays.date, date), eq(holidays.province, province)));
    await db.delete(holidays).where(or(...same));
    await db.insert(holidays).values(some);
  }
}

/** Takes one day out; false where it was not there. */
export async function deleteHoliday(db: Database, date: string, province: string | null): Promise<boolean> {
  const gone = await db
    .delete(holidays)
    .where(and(eq(holidays.date, date), eq(holidays.province, province ?? '')))
    .returning({ date: holidays.date });
  return gone.length > 0;
}
