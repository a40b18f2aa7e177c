import type { Citation, Letter } from '../../../schemas/record.js';
import { withoutMarks } from '../loose.js';
import { toArabicDigits } from '../numerals.js';
import { type RefParts, refParts } from './distance.js';

/** A letter of the contract with its key, `<file>#<n>`. */
export interface KeyedLetter {
  key: string;
  letter: Letter;
}

/** What linking compares of a letter, taken from it once. Two letters of one file have one `file`. */
export interface Compared {
  key: string;
  file: string;
  /** As normalized; `ref` is what can be compared of it. */
  reference: string | null;
  ref: RefParts | null;
  date: string | null;
  speed: string | null;
  /** Names as `folded`. */
  issuer: string;
  subject: string;
  recipients: string;
}

/** A letter in its place among those of a family. */
export interface Node extends Compared {
  index: number;
  letter: Letter;
}

/** Arabic digits, no blanks, no upper and lower marks: names and subjects for comparison. */
export function folded(text: string | null | undefined): string {
  return withoutMarks(toArabicDigits((text ?? '').slice(0, 600))).replace(/[\s\u200b“”"'‘’.]+/g, '');
}

export function comparedOf({ key, letter }: KeyedLetter): Compared {
  const hash = key.lastIndexOf('#');
  const reference = letter.reference?.normalized ?? null;
  return {
    key,
    file: hash < 0 ? key : key.slice(0, hash),
    reference,
    ref: refParts(reference),
    date: letter.date,
    speed: letter.speed,
    issuer: folded(letter.issuer?.name),
    subject: folded(letter.subject),
    recipients: folded(letter.recipients.map((recipient) => recipient.text).join(' ')),
  };
}

export function nodeOf(of: KeyedLetter, index: number): Node {
  return { ...comparedOf(of), index, letter: of.letter };
}

/** A citation with its comparable parts. */
export interface Cited {
  citation: Citation;
  ref: RefParts | null;
  issuer: string;
}

export function citedOf({ issuer, reference, date, speed, text }: Citation): Cited {
  return { citation: { issuer, reference, date, speed, text }, ref: refParts(reference), issuer: folded(issuer) };
}

/** What tells one citation of a letter from its others. */
export const citationKey = (ref: RefParts | null, { reference, date }: Pick<Citation, 'reference' | 'date'>): string =>
  `${ref?.key ?? reference}|${date}`;

/** อ้างถึง, copies under สิ่งที่ส่งมาด้วย, and letters named in the text, each once. */
export function citationsOf(letter: Letter): Cited[] {
  const all: Citation[] = [
    ...letter.references,
    ...letter.enclosures.flatMap((enclosure) => enclosure.citation ?? []),
    ...(letter.mentions ?? []),
  ];
  const seen = new Set<string>();
  const cited: Cited[] = [];
  for (const citation of all) {
    const one = citedOf(citation);
    const key = citationKey(one.ref, citation);
    if ((citation.reference === null && citation.date === null) || seen.has(key)) continue;
    seen.add(key);
    cited.push(one);
  }
  return cited;
}
