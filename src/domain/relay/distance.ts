import { daysBetween, partsOf } from '../calendar.js';

/**
 * Digits that readers and typists take for one another: the pairs proven on real letters (๔/๕, ๗/๙, ๗/๓ …) cost little, any
 * other change costs one, a lost or added digit 0.7.
 */
const CLOSE = new Set(['45', '79', '37', '17', '68', '26', '89'].flatMap((pair) => [pair, pair[1]! + pair[0]!]));
const CLOSE_COST = 0.3;
const GAP_COST = 0.7;

/** Cost of reading one run of digits as another; 0 where they are the same. Runs longer than 12 are never close. */
export function digitCost(a: string, b: string): number {
  if (a === b) return 0;
  if (a.length > 12 || b.length > 12) return 9;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j * GAP_COST);
  for (let i = 1; i <= a.length; i++) {
    const next = [i * GAP_COST];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const change = same ? 0 : CLOSE.has(a[i - 1]! + b[j - 1]!) ? CLOSE_COST : 1;
      next.push(Math.min(row[j - 1]! + change, row[j]! + GAP_COST, next[j - 1]! + GAP_COST));
    }
    row = next;
  }
  return row[b.length]!;
}

/** Reference numbers taken apart for comparison: `มท 0810.7/ว 524`. */
export interface RefParts {
  code: string;
  unit: string;
  series: string;
  number: string;
  suffix: string;
  /** One spelling of the whole, the same for two references that cost nothing to take for one another. */
  key: string;
}

export const digitsOf = (text: string): string => text.replace(/\D/g, '');

const NORMAL =
  /^(?<code>[^\d/]{0,40}?)\s?(?<unit>\d[\d.()/]{0,24}?)?\/(?<series>[ก-ฮ]?)\s?(?<number>\d{1,8})(?:\/(?<suffix>\d{1,4}))?$/;

/** Parts of a normalized reference; null where it has none that could be compared. */
export function refParts(normalized: string | null): RefParts | null {
  if (normalized === null || normalized.length > 80) return null;
  const groups = NORMAL.exec(normalized.trim())?.groups;
  if (!groups) return null;
  const number = (groups.number ?? '').replace(/^0+(?=\d)/, '');
  const parts = {
    code: (groups.code ?? '').replace(/[\s.]/g, ''),
    unit: groups.unit ?? '',
    series: groups.series ?? '',
    number,
    suffix: groups.suffix ?? '',
  };
  const unit = digitsOf(parts.unit);
  return { ...parts, key: [parts.code, unit, parts.series, number, parts.suffix].join('|') };
}

/** Cost of taking one reference for another; infinite across letter codes, and between ว 53 and 53, which are two letters. */
export function refCost(a: RefParts, b: RefParts): number {
  if (a.key === b.key) return 0;
  if (a.code !== b.code || a.series !== b.series) return Number.POSITIVE_INFINITY;
  const suffix = a.suffix === b.suffix ? 0 : 0.7;
  return digitCost(digitsOf(a.unit), digitsOf(b.unit)) + digitCost(a.number, b.number) + suffix;
}

/** Days between a cited and a found date, and whether one wrong digit or month word explains it. */
export function dateGap(cited: string, found: string): { days: number; slip: boolean } {
  const a = partsOf(cited);
  const b = partsOf(found);
  const differing = Number(a.day !== b.day) + Number(a.month !== b.month) + Number(a.year !== b.year);
  const oneDigit = (x: number, y: number) =>
    [...String(x).padStart(4, '0')].filter((d, i) => d !== String(y).padStart(4, '0')[i]).length === 1;
  const slip =
    differing === 1 && (a.month !== b.month || (a.day === b.day ? oneDigit(a.year, b.year) : oneDigit(a.day, b.day)));
  return { days: Math.abs(daysBetween(cited, found)), slip };
}
