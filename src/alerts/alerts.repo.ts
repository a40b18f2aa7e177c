import { and, asc, eq, gte, isNull, or } from 'drizzle-orm';
import { letters } from '../circulars/circulars.table.js';
import type { Database } from '../shared/database.js';
import { deadlines } from './alerts.table.js';

type NewDeadline = typeof deadlines.$inferInsert;

/** Puts a file's deadlines in the place of those it had. */
export async function replaceDeadlines(db: Database, receipt: number, rows: readonly NewDeadline[]): Promise<void> {
  await db.delete(deadlines).where(eq(deadlines.receipt, receipt));
  for (let at = 0; at < rows.length; at += 500) await db.insert(deadlines).values(rows.slice(at, at + 500));
}

/** Deadlines with their letters, the earliest first, those without a date last. `from`: leaves out those that ended before. */
export function selectDeadlines(db: Database, by: { from?: string } = {}) {
  return db
    .select({
      receipt: deadlines.receipt,
      number: letters.number,
      letter: letters.effective,
      deadline: deadlines.record,
    })
    .from(deadlines)
    .innerJoin(letters, and(eq(letters.receipt, deadlines.receipt), eq(letters.ordinal, deadlines.ordinal)))
    .where(by.from === undefined ? undefined : or(gte(deadlines.date, by.from), isNull(deadlines.date)))
    .orderBy(
      asc(deadlines.date),
      asc(deadlines.time),
      asc(deadlines.receipt),
      asc(deadlines.ordinal),
      asc(deadlines.position),
    );
}
