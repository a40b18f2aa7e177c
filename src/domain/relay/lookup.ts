import { addDays, daysBetween } from '../calendar.js';
import { append } from './append.js';
import type { RefParts } from './distance.js';
import type { Cited, Compared } from './nodes.js';
import { LOOSE_DAYS } from './series.js';

/** No list of candidates is read further than this: linking stays linear however alike the letters are. */
export const MOST = 64;
/** A citation is off by days, not by months. */
const DAYS = 45;
const SUBJECT_HEAD = 20;
/** How far around a letter's day its issuer's register is looked at. */
const REGISTER_DAYS = 12;

/**
 * What a citation and the letter it means have in common, whatever one of them has wrong: the whole number; the day and the
 * number, its unit misread; the day and the unit, its number misread; the day and the issuer; the issuer and the matter, in
 * the same weeks. Each holds a handful of letters at most, also in a store of many years.
 */
export const keyNames = ['reference', 'number', 'unit', 'day', 'matter'] as const;
export type KeyName = (typeof keyNames)[number];
export type Keys = Record<KeyName, string | null>;

function keysOf(ref: RefParts | null, date: string | null, issuer: string, subject: string): Keys {
  return {
    reference: ref?.key ?? null,
    number: ref && date && `${ref.code}|${ref.series}|${ref.number}|${date}`,
    unit: ref && date && `${ref.code}|${ref.unit}|${ref.series}|${date}`,
    day: issuer && date ? `${issuer}|${date}` : null,
    matter: issuer && subject ? `${issuer}|${subject.slice(0, SUBJECT_HEAD)}` : null,
  };
}

/** The keys under which a letter is looked up. */
export function letterKeys({ ref, date, issuer, subject }: Compared): Keys {
  return keysOf(ref, date, issuer, subject);
}

/** The keys of a letter's issuer on the days around its own, those too near to tell the order of numbers left out. */
export function registerKeys({ date, issuer }: Compared): string[] {
  if (date === null || issuer === '') return [];
  const days = Array.from({ length: REGISTER_DAYS - LOOSE_DAYS }, (_, i) => LOOSE_DAYS + 1 + i);
  return days.flatMap((by) => [-by, by].map((step) => `${issuer}|${addDays(date, step)}`));
}

/** The keys under which a citation looks for its letter; a letter's matter is that of the citing one. */
export function citationKeys(citing: Compared, { ref, citation, issuer }: Cited): Keys {
  return keysOf(ref, citation.date, issuer, citing.subject);
}

/** The day around which a citation looks for letters on its matter; null: no such day. */
export function dayAround(citing: Compared, { citation }: Cited): string | null {
  return citation.date ?? citing.date;
}

/** The first and last day of the weeks in which a letter on the matter is looked for. */
export function weeksAround(day: string): [first: string, last: string] {
  return [addDays(day, -DAYS), addDays(day, DAYS)];
}

/** Letters by everything that a citation may have right, so that each citation meets a handful of letters and no more. */
export class Lookup<N extends Compared> {
  readonly #lists: Record<KeyName | 'file', Map<string, N[]>> = {
    file: new Map(),
    reference: new Map(),
    number: new Map(),
    unit: new Map(),
    day: new Map(),
    matter: new Map(),
  };

  constructor(nodes: readonly N[]) {
    const ordered = [...nodes].sort((a, b) => compare(a.key, b.key));
    for (const node of ordered) {
      append(this.#lists.file, node.file, node);
      const keys = letterKeys(node);
      for (const name of keyNames) if (keys[name] !== null) append(this.#lists[name], keys[name], node);
    }
    for (const list of this.#lists.matter.values()) list.sort((a, b) => compare(a.date ?? '', b.date ?? ''));
  }

  /** Letters that the citation may mean, each once, the citing one left out. */
  candidates(citing: Compared, cited: Cited): Set<N> {
    const keys = citationKeys(citing, cited);
    const found = new Set<N>(this.#lists.file.get(citing.file));
    for (const name of keyNames) {
      const list = keys[name] === null ? undefined : this.#lists[name].get(keys[name]);
      if (!list) continue;
      const near = name === 'matter' ? around(list, dayAround(citing, cited)) : list.slice(0, MOST);
      for (const node of near) found.add(node);
    }
    for (const node of found) if (node.key === citing.key) found.delete(node);
    return found;
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Of a list sorted by date: the letters without a date, and half as many on either side of a day, in its weeks. */
function around<N extends Compared>(list: readonly N[], day: string | null): readonly N[] {
  if (day === null) return [];
  const at = lowerBound(list, day);
  const undated = lowerBound(list, '0');
  const dated = list.slice(Math.max(undated, at - MOST / 2), at + MOST / 2);
  return [
    ...list.slice(0, Math.min(undated, MOST)),
    ...dated.filter(({ date }) => date !== null && Math.abs(daysBetween(day, date)) <= DAYS),
  ];
}

/** How many letters of a list sorted by date stand before a day, those without a date included. */
function lowerBound(list: readonly Compared[], day: string): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]!.date ?? '') < day) low = middle + 1;
    else high = middle;
  }
  return low;
}
