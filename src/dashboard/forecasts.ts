import { FEWEST_FOR_FORECAST, type ForecastFigure } from '../../schemas/dashboard.js';
import { daysBetween } from '../domain/calendar.js';
import { append } from '../domain/relay/append.js';
import { forecast, WAY_DOWN, wayOf } from '../domain/relay/forecast.js';
import { workingDaysBetween } from '../domain/working-days.js';
import type { DashboardDeps } from './around.js';
import { type Counted, keyAt } from './counted.js';
import type { TimedHop } from './figures.models.js';
import { type FigureLetter, selectTold } from './figures.repo.js';

/** Matters for which a forecast is made, the next deadline first. */
const MOST_FORECASTS = 50;
/** A matter whose last letter is older is not waited for any more. */
const WAITED_FOR_DAYS = 120;

/** When open matters will come to the levels below the lowest that is seen of them, those with the next deadline first. */
export async function forecasts(
  { db }: DashboardDeps,
  { hops, letters, reckoning, workplace }: Counted,
  timed: readonly TimedHop[],
): Promise<ForecastFigure[]> {
  const { asOf } = reckoning;
  const past = new Map<string, number[]>();
  for (const { from, to, days } of timed) if (days !== null) append(past, wayOf(from, to), days);
  const lowest = new Map<number, FigureLetter>();
  const depth = (letter: FigureLetter) => WAY_DOWN.indexOf(hops.level(letter) as (typeof WAY_DOWN)[number]);
  for (const letter of letters.values()) {
    const known = lowest.get(letter.family);
    const deeper =
      !known ||
      depth(letter) > depth(known) ||
      (depth(letter) === depth(known) && (letter.date ?? '') > (known.date ?? ''));
    if (depth(letter) >= 0 && deeper) lowest.set(letter.family, letter);
  }
  const open = [...lowest.values()].flatMap((letter) => {
    const { date } = letter;
    if (date === null || date > asOf || daysBetween(date, asOf) > WAITED_FOR_DAYS) return [];
    const deadline = hops.deadlines(letter.place).find((day) => day >= asOf) ?? null;
    return deadline === null ? [] : [{ letter, date, deadline }];
  });
  open.sort((a, b) => (a.deadline < b.deadline ? -1 : a.deadline > b.deadline ? 1 : 0));
  const some = open.slice(0, MOST_FORECASTS);
  const told = await selectTold(
    db,
    some.map(({ letter }) => letter),
  );
  return some.flatMap(({ letter, date, deadline }): ForecastFigure[] => {
    const level = hops.level(letter);
    const days = forecast({ level, date, asOf, waited: daysBetween(date, asOf) }, past, FEWEST_FOR_FORECAST);
    const row = told.get(letter.place);
    if (days.length === 0 || !row || row.letter.secrecy !== null) return [];
    const left = (day: string | undefined) => (day === undefined ? null : workingDaysBetween(workplace, day, deadline));
    return [
      {
        key: keyAt(letter)!,
        subject: row.letter.subject,
        reference: row.letter.reference?.normalized ?? null,
        level,
        date,
        deadline,
        steps: days.map((step) => ({
          level: step.level,
          enough: step.days !== null,
          n: step.n,
          early: step.days?.early ?? null,
          middle: step.days?.middle ?? null,
          late: step.days?.late ?? null,
          workingDaysLeft: left(step.days?.middle),
          workingDaysLeftLate: left(step.days?.late),
        })),
      },
    ];
  });
}
