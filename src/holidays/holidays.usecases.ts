import type { HolidayItem, HolidayRequest, ImportAnswer } from '../../schemas/holidays.js';
import { replan } from '../alerts/alerts.usecases.js';
import { appendAudit } from '../audit/audit.repo.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { partsOf } from '../domain/calendar.js';
import type { Database } from '../shared/database.js';
import { WianError } from '../shared/errors.js';
import { builtInYear, effectiveTable } from './built-in.js';
import { isProvince, readHolidays } from './holidays.models.js';
import { deleteHoliday, deleteYear, putHolidays, selectHolidays } from './holidays.repo.js';

type HolidayDeps = Pick<Deps, 'db' | 'clock' | 'office'>;

/** The days that close government offices, of one Gregorian year or all, in order. */
export async function listHolidays(deps: Pick<Deps, 'db'>, input: { year?: number } = {}): Promise<HolidayItem[]> {
  const table = effectiveTable(await selectHolidays(deps.db));
  return table.filter(({ date }) => input.year === undefined || partsOf(date).year === input.year);
}

/**
 * Takes a CSV file's days in the place of those of the years it names, for the whole country and for each province that it names; other years stay.
 * Deadlines that may fall on another day by it are worked out anew, in the same transaction. With a problem nothing is changed at all.
 */
export async function importHolidays(
  deps: HolidayDeps,
  input: { content: Uint8Array; dryRun?: boolean; actor?: string },
): Promise<ImportAnswer> {
  const { rows, problems } = readHolidays(input.content);
  if (problems.length > 0) return { days: 0, years: [], deadlines: 0, problems };
  const scopes = new Map(rows.map(({ date, province }) => [`${date.slice(0, 4)} ${province ?? ''}`, province]));
  const years = [...new Set(rows.map(({ date }) => partsOf(date).year))].sort((a, b) => a - b);
  const answer = { days: rows.length, years, deadlines: 0, problems: [] };
  if (input.dryRun) return answer;
  return deps.db.transaction(async (tx) => {
    for (const [scope, province] of scopes) await deleteYear(tx, partsOf(scope).year, province);
    await putHolidays(tx, rows);
    const detail = { days: rows.length, years };
    return {
      ...answer,
      deadlines: await changed(deps, tx, `${years[0]}-01-01`, 'holidays.imported', detail, input.actor),
    };
  });
}

/** Adds one announced day, or replaces it; resolves to how many deadlines were worked out anew. */
export async function addHoliday(deps: HolidayDeps, input: HolidayRequest & { actor?: string }): Promise<number> {
  const province = checked(input.province);
  const kind = input.kind ?? (province === null ? 'special' : 'local');
  const { date, name, source } = input;
  return deps.db.transaction(async (tx) => {
    if (province === null) await ownYear(tx, date);
    await putHolidays(tx, [{ date, name, source, kind, status: 'announced', province }]);
    return changed(deps, tx, date, 'holidays.added', { date, province }, input.actor);
  });
}

/** Takes one day out; resolves to how many deadlines were worked out anew. Rejects with `record.not_found`. */
export async function removeHoliday(
  deps: HolidayDeps,
  input: { date: string; province?: string | null; actor?: string },
): Promise<number> {
  const province = checked(input.province);
  const { date } = input;
  return deps.db.transaction(async (tx) => {
    if (province === null) await ownYear(tx, date);
    if (!(await deleteHoliday(tx, date, province))) throw new WianError('record.not_found', date);
    return changed(deps, tx, date, 'holidays.removed', { date, province }, input.actor);
  });
}

function checked(province: string | null | undefined): string | null {
  if (province === null || province === undefined) return null;
  const name = province.replace(/^จังหวัด/, '');
  if (!isProvince(name)) throw new WianError('request.invalid', `province ${province}`);
  return name;
}

/** A year is stored as a whole: whoever changes a day of a built-in one takes all of it over first. */
async function ownYear(tx: Database, date: string): Promise<void> {
  const { year } = partsOf(date);
  const stored = await selectHolidays(tx);
  if (stored.some((day) => day.province === null && partsOf(day.date).year === year)) return;
  await putHolidays(tx, builtInYear(year));
}

async function changed(
  deps: HolidayDeps,
  tx: Database,
  from: string,
  action: string,
  detail: Record<string, unknown>,
  actor = 'wian',
): Promise<number> {
  const deadlines = await replan({ ...deps, db: tx }, { from });
  await appendAudit(tx, { at: deps.clock.now(), actor, action, receipt: null, detail: { ...detail, deadlines } });
  return deadlines;
}
