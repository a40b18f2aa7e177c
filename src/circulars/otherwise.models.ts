import type { CheckedField, LetterRef } from '../../schemas/check.js';
import type { Difference, Family } from '../../schemas/families.js';
import type { Citation, Letter } from '../../schemas/record.js';

/** What another letter says otherwise. `item`: of the citation in the field, where it is this letter that cites. */
export interface Otherwise {
  field: CheckedField;
  item: number | null;
  about: Difference['field'];
  here: string;
  there: string;
  other: LetterRef;
  suggested: Difference['suggested'];
}

/** The lists whose items are citations or hold one. */
export const CITING = ['references', 'enclosures', 'mentions'] as const;
type Citing = (typeof CITING)[number];

/** The citations of one list of a letter, each in its place; null where an enclosure is no copy of a letter. */
export const citationsIn = (letter: Letter, place: Citing): (Citation | null)[] =>
  place === 'enclosures' ? letter.enclosures.map(({ citation }) => citation) : (letter[place] ?? []);

/** Whether two citations are the same words and the same reading of them. */
export const isSameCitation = (a: Pick<Citation, 'reference' | 'date' | 'text'>, b: Citation | null) =>
  b !== null && a.reference === b.reference && a.date === b.date && a.text === b.text;

/** Where a citation stands in its letter; null where it no longer does. */
export function placeOf(letter: Letter, citation: Citation): { place: Citing; item: number } | null {
  for (const place of CITING) {
    const item = citationsIn(letter, place).findIndex((one) => isSameCitation(citation, one));
    if (item >= 0) return { place, item };
  }
  return null;
}

/** What the letters of its families say otherwise than this letter. */
export function otherwiseOf(
  key: string,
  letter: Letter,
  families: readonly Family[],
  refOf: (key: string) => LetterRef | undefined,
): Otherwise[] {
  const found: Otherwise[] = [];
  for (const { hops, copies } of families) {
    for (const { from, to, citation, differences } of hops) {
      const other = refOf(from === key ? to : from);
      const place = to === key ? placeOf(letter, citation) : null;
      if (!other || !(from === key || place)) continue;
      for (const { field: about, cited, found: own, suggested: likelier } of differences) {
        const suggested = likelier && { ...likelier, reason: withoutKeys(likelier.reason) };
        found.push(
          place
            ? { field: place.place, item: place.item, about, here: cited, there: own, other, suggested }
            : { field: about, item: null, about, here: own, there: cited, other, suggested },
        );
      }
    }
    for (const { letter: first, copy, differences } of copies) {
      const other = refOf(first === key ? copy : first);
      if (!other || (first !== key && copy !== key)) continue;
      for (const { field: about, letter: a, copy: b } of differences) {
        const [here, there] = first === key ? [a, b] : [b, a];
        found.push({ field: about, item: null, about, here, there, other, suggested: null });
      }
    }
  }
  return found;
}

/** The reason of a suggestion as people read it: keys of letters say nothing to them. */
const withoutKeys = (reason: string): string => reason.replace(/\s?\[[^\]\s]*#\d+\]/g, '');
