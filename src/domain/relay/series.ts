import { daysBetween } from '../calendar.js';
import { append } from './append.js';
import type { Compared } from './nodes.js';

/** A letter as its issuer's register has it: the running number, and the day it was given. */
export interface Numbered {
  key: string;
  /** Spelling of the whole reference (`RefParts.key`). */
  ref: string;
  unit: string;
  number: number;
  date: string;
}

/** Letters signed on one day get their numbers in any order, and some wait a day or two for theirs. */
export const LOOSE_DAYS = 3;
/** Neighbours looked at on each side. */
const NEAR = 5;
/** Fewer neighbours than this condemn nobody. */
const ENOUGH = 3;
/** A register does not grow three times as fast in one half of a year as in the other; before this day of the year nothing is said. */
const RATE = 3;
const SETTLED_DAY = 30;

/** One issuer's numbers rise with the date and begin anew each calendar year: one series for each of these. */
export function seriesKey({ issuer, ref, date }: Pick<Compared, 'issuer' | 'ref' | 'date'>): string | null {
  if (!ref || date === null || issuer === '' || ref.suffix !== '' || ref.code === '') return null;
  return `${issuer}|${ref.code}|${ref.series}|${date.slice(0, 4)}`;
}

/** The letters of each series by date, each once. */
export function seriesOf(nodes: readonly Compared[]): ReadonlyMap<string, Numbered[]> {
  const series = new Map<string, Numbered[]>();
  const seen = new Set<string>();
  for (const node of nodes) {
    const key = seriesKey(node);
    const ref = node.ref!;
    if (key === null || seen.has(`${key}|${ref.key}|${node.date}`)) continue;
    seen.add(`${key}|${ref.key}|${node.date}`);
    append(series, key, { key: node.key, ref: ref.key, unit: ref.unit, number: Number(ref.number), date: node.date! });
  }
  for (const list of series.values()) list.sort(byDate);
  return series;
}

const byDate = (a: Numbered, b: Numbered) =>
  a.date < b.date ? -1 : a.date > b.date ? 1 : a.number - b.number || (a.key < b.key ? -1 : 1);

type Place = Pick<Numbered, 'number' | 'date' | 'unit'>;

/** The nearest letters clearly before and clearly after a day, in order of date. */
function neighbours(series: readonly Numbered[], date: string, leave: (other: Numbered) => boolean) {
  let at = 0;
  for (let high = series.length; at < high; ) {
    const middle = (at + high) >> 1;
    if (series[middle]!.date < date) at = middle + 1;
    else high = middle;
  }
  const before: Numbered[] = [];
  const after: Numbered[] = [];
  // Many letters of the days around are passed over; a limit keeps the walk short where a day has hundreds.
  const walk = (step: 1 | -1, found: Numbered[]) => {
    for (let i = step > 0 ? at : at - 1, seen = 0; found.length < NEAR && seen < 400; i += step, seen++) {
      const other = series[i];
      if (!other) return;
      if (Math.abs(daysBetween(other.date, date)) > LOOSE_DAYS && !leave(other)) found.push(other);
    }
  };
  walk(-1, before);
  walk(1, after);
  return { before: before.reverse(), after };
}

function inOrder(list: readonly Numbered[]): boolean {
  return list.every((item, i) => {
    const next = list[i + 1];
    return !next || item.number < next.number || daysBetween(item.date, next.date) <= LOOSE_DAYS;
  });
}

/**
 * Whether a number can have been given on a day, by the other letters of its series: `breaks` where the number is lower than
 * an earlier letter's, higher than a later one's, or out of all proportion; null where no letter says anything.
 */
export function fitsSeries(
  series: readonly Numbered[],
  { number, date, unit }: Place,
  leave: (other: Numbered) => boolean = () => false,
): 'fits' | 'breaks' | null {
  const { before, after } = neighbours(series, date, leave);
  const around = [...before, ...after];
  if (around.length === 0 || !inOrder(around)) return null;
  // A group may keep a register of its own: one letter of another group tells no order yet.
  const ordered = around.length > 1 || around[0]!.unit === unit;
  if (ordered && isOutOfTurn(number, before, after)) return 'breaks';
  const day = dayOfYear(date);
  const rates = around.filter((other) => dayOfYear(other.date) >= SETTLED_DAY && day >= SETTLED_DAY);
  const expected = rates.map((other) => (other.number * day) / dayOfYear(other.date)).sort((a, b) => a - b);
  const middle = expected[expected.length >> 1];
  return middle !== undefined && (number > middle * RATE || number * RATE < middle)
    ? 'breaks'
    : ordered || middle !== undefined
      ? 'fits'
      : null;
}

const isOutOfTurn = (number: number, before: readonly Numbered[], after: readonly Numbered[]) =>
  before.some((other) => other.number >= number) || after.some((other) => other.number <= number);

const dayOfYear = (date: string) => daysBetween(`${date.slice(0, 4)}-01-01`, date) + 1;

/**
 * The letters of one series whose number breaks the order of those around them, which are in order themselves: one of its
 * digits, or of its date, was misread or mistyped. Takes the series in any order.
 */
export function seriesCheck(letters: readonly Numbered[]): Numbered[] {
  const series = [...letters].sort(byDate);
  return series.filter((letter) => {
    const { before, after } = neighbours(series, letter.date, (other) => other === letter);
    if (before.length + after.length < ENOUGH || !inOrder([...before, ...after])) return false;
    return isOutOfTurn(letter.number, before, after);
  });
}
