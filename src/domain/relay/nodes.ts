import type { Citation, Letter } from '../../../schemas/record.js';
import { withoutMarks } from '../loose.js';
import { toArabicDigits } from '../numerals.js';
import { type RefParts, refParts } from './distance.js';

/** A letter of the contract with its key, `<file>#<n>`. */
export interface KeyedLetter {
  key: string;
  letter: Letter;
}

/** What linking looks at, taken from a letter once. */
export interface Node {
  index: number;
  key: string;
  file: string;
  letter: Letter;
  ref: RefParts | null;
  date: string | null;
  issuer: string;
  subject: string;
  recipients: string;
}

/** Arabic digits, no blanks, no upper and lower marks: names and subjects for comparison. */
export function folded(text: string | null | undefined): string {
  return withoutMarks(toArabicDigits((text ?? '').slice(0, 600))).replace(/[\s\u200b“”"'‘’.]+/g, '');
}

export function nodeOf({ key, letter }: KeyedLetter, index: number): Node {
  const hash = key.lastIndexOf('#');
  return {
    index,
    key,
    file: hash < 0 ? key : key.slice(0, hash),
    letter,
    ref: refParts(letter.reference?.normalized ?? null),
    date: letter.date,
    issuer: folded(letter.issuer?.name),
    subject: folded(letter.subject),
    recipients: folded(letter.recipients.map((recipient) => recipient.text).join(' ')),
  };
}

/** A citation with its comparable parts. */
export interface Cited {
  citation: Citation;
  ref: RefParts | null;
  issuer: string;
}

/** อ้างถึง, copies under สิ่งที่ส่งมาด้วย, and letters named in the text, each once. */
export function citationsOf(letter: Letter): Cited[] {
  const all: Citation[] = [
    ...letter.references,
    ...letter.enclosures.flatMap((enclosure) => enclosure.citation ?? []),
    ...(letter.mentions ?? []),
  ];
  const seen = new Set<string>();
  const cited: Cited[] = [];
  for (const { issuer, reference, date, speed, text } of all) {
    const ref = refParts(reference);
    const key = `${ref?.key ?? reference}|${date}`;
    if ((reference === null && date === null) || seen.has(key)) continue;
    seen.add(key);
    cited.push({ citation: { issuer, reference, date, speed, text }, ref, issuer: folded(issuer) });
  }
  return cited;
}
