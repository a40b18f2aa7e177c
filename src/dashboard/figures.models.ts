import { type ArrivalFigure, FEWEST_FOR_MEDIAN, type HopFigure, LATE_BELOW } from '../../schemas/dashboard.js';
import type { ArrivalEvidence, Level } from '../../schemas/matters.js';
import { daysBetween } from '../domain/calendar.js';
import { append } from '../domain/relay/append.js';
import { spreadOf } from '../domain/relay/spread.js';
import { type Workplace, workingDaysBetween } from '../domain/working-days.js';

/** A letter carried on, with the key of the letter to show it by. */
export interface TimedHop {
  from: Level;
  to: Level;
  organisation: string | null;
  days: number | null;
  held: number | null;
  key: string | null;
}

/** A letter that came to an organisation, or of which that is not known (`date` null). */
export interface CameIn {
  level: Level;
  organisation: string | null;
  date: string | null;
  evidence: ArrivalEvidence;
  /** The next deadline on that day; null where none is set. */
  deadline: string | null;
}

const LEVELS: readonly Level[] = ['central', 'province', 'district', 'local', 'other'];
const rank = (level: Level) => LEVELS.indexOf(level);

/** Of each way between two levels, or of each organisation on it. */
export function hopFigures(hops: readonly TimedHop[], by: 'level' | 'organisation'): HopFigure[] {
  const groups = new Map<string, TimedHop[]>();
  for (const hop of hops) {
    if (hop.days === null || (by === 'organisation' && hop.organisation === null)) continue;
    append(groups, `${hop.from} ${hop.to}${by === 'organisation' ? ` ${hop.organisation}` : ''}`, hop);
  }
  const figures = [...groups.values()].map((group): HopFigure => {
    const { from, to, organisation } = group[0]!;
    const days = group.map((hop) => hop.days!);
    const worst = group.reduce((most, hop) => (hop.days! > most.days! ? hop : most));
    return {
      from,
      to,
      organisation: by === 'organisation' ? organisation : null,
      ...spreadOf(days, FEWEST_FOR_MEDIAN),
      held: spreadOf(
        group.flatMap(({ held }) => held ?? []),
        FEWEST_FOR_MEDIAN,
      ),
      worstKey: worst.key,
    };
  });
  const byLevel = (a: HopFigure, b: HopFigure) => rank(a.to) - rank(b.to) || rank(a.from) - rank(b.from);
  return figures.sort(
    (a, b) => byLevel(a, b) || (b.median ?? -1) - (a.median ?? -1) || (b.worst ?? 0) - (a.worst ?? 0),
  );
}

/** Of each level, or of each organisation; working days are counted in `workplace`. */
export function arrivalFigures(
  came: readonly CameIn[],
  workplace: Workplace,
  by: 'level' | 'organisation',
): ArrivalFigure[] {
  const groups = new Map<string, ArrivalFigure>();
  const left = new Map<string, number>();
  const leftOn = (date: string, deadline: string) => {
    const pair = `${date} ${deadline}`;
    if (!left.has(pair)) left.set(pair, workingDaysBetween(workplace, date, deadline));
    return left.get(pair)!;
  };
  for (const { level, organisation, date, deadline } of came) {
    if (by === 'organisation' && organisation === null) continue;
    const key = by === 'organisation' ? `${level} ${organisation}` : level;
    const none = { n: 0, late: 0, expired: 0, withoutDeadline: 0, unknown: 0 };
    const figure = groups.get(key) ?? { level, organisation: by === 'organisation' ? organisation : null, ...none };
    groups.set(key, figure);
    if (date === null) figure.unknown++;
    else if (deadline === null) figure.withoutDeadline++;
    else {
      figure.n++;
      if (leftOn(date, deadline) < LATE_BELOW) figure.late++;
      if (daysBetween(date, deadline) < 0) figure.expired++;
    }
  }
  const share = ({ n, late }: ArrivalFigure) => (n === 0 ? -1 : late / n);
  return [...groups.values()].sort((a, b) => rank(a.level) - rank(b.level) || share(b) - share(a) || b.n - a.n);
}
