import type { Deps } from '../circulars/circulars.deps.js';
import { thaiDay } from '../domain/calendar.js';
import type { Gazetteer } from '../domain/gazetteer/gazetteer.js';
import { holidayCalendar } from '../domain/working-days.js';
import { effectiveTable } from '../holidays/built-in.js';
import { selectHolidays } from '../holidays/holidays.repo.js';
import { provinceNameIn, provinceNameOf } from '../people/gazetteers.js';
import type { Reckoning } from './alerts.models.js';

export type PlanDeps = Pick<Deps, 'db' | 'clock' | 'office'>;

/** What deadlines are worked out by on a day (today in Thailand, without one). */
export async function reckoningOf(deps: PlanDeps, asOf = thaiDay(deps.clock.now())): Promise<Reckoning> {
  const holidays = holidayCalendar(effectiveTable(await selectHolidays(deps.db)));
  return { holidays, office: deps.office, asOf };
}

/** By what an organisation reckons: its own province's holidays count. */
export async function reckoningFor(deps: PlanDeps, organisation: string, asOf?: string): Promise<Reckoning> {
  const province = (await provinceNameOf(deps.db, organisation)) ?? deps.office.province;
  return reckoningOf({ ...deps, office: { ...deps.office, province } }, asOf);
}

/** By what each of several organisations reckons: as `reckoningFor`, with one look at the holidays. */
export async function reckoningsFor(
  deps: PlanDeps,
  codes: readonly string[],
  gazetteer: Gazetteer,
): Promise<Map<string, Reckoning>> {
  const common = await reckoningOf(deps);
  return new Map(
    codes.map((code) => {
      const province = provinceNameIn(gazetteer, code) ?? common.office.province;
      return [code, { ...common, office: { ...common.office, province } }];
    }),
  );
}
