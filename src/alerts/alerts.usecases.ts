import type { DeadlineItem } from '../../schemas/api.js';
import type { FileJob } from '../../schemas/jobs.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { storedDate } from '../circulars/circulars.models.js';
import { changeFile, findJobFile, selectLetters } from '../circulars/circulars.repo.js';
import { daysBetween, thaiDay } from '../domain/calendar.js';
import { keyOf } from '../relay/relay.models.js';
import { replaceDeadlines, selectDeadlines } from './alerts.repo.js';

/** The last stage: writes the deadlines of a linked file's letters, as corrected, where they can be looked up by date. */
export async function runPlan(deps: Pick<Deps, 'db' | 'clock'>, job: FileJob): Promise<void> {
  const file = await findJobFile(deps.db, job);
  if (file?.status !== 'linked') return;
  await deps.db.transaction(async (tx) => {
    const mine = await changeFile(tx, file, ['linked'], { status: 'done', changedAt: deps.clock.now() });
    if (!mine) return;
    const letters = await selectLetters(tx, [file.receipt]);
    const rows = letters.flatMap(({ receipt, ordinal, effective }) =>
      effective.deadlines.map((record, position) => ({
        receipt,
        ordinal,
        position,
        date: storedDate(record.date),
        time: record.time,
        kind: record.kind,
        binds: record.binds,
        optional: record.optional,
        fromDate: storedDate(record.from),
        text: record.text,
        record,
      })),
    );
    await replaceDeadlines(tx, file.receipt, rows);
  });
}

/**
 * All deadlines as seen on a day (`asOf`, ISO; without it today in Thailand), the earliest first,
 * those without a date last. `from` leaves out those that ended before that day.
 */
export async function listDeadlines(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: { asOf?: string; from?: string } = {},
): Promise<DeadlineItem[]> {
  const asOf = input.asOf ?? thaiDay(deps.clock.now());
  const rows = await selectDeadlines(deps.db, input);
  return rows.map(({ receipt, number, letter, deadline }) => ({
    key: keyOf({ receipt, number: number ?? 0 }),
    letter,
    deadline,
    daysLeft: deadline.date === null ? null : daysBetween(asOf, deadline.date),
  }));
}
