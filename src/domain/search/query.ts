import { toArabicDigits } from '../numerals.js';
import { parseReference } from '../reference.js';
import { normalForm } from '../text.js';
import { fold } from './fold.js';

/** What somebody typed into the box, taken apart. Never throws; what is too long is cut, and said to be. */
export interface SearchQuery {
  /** Folded; a letter has all of them, each in one piece. */
  terms: string[];
  /** The words of the terms where they are more than the terms, to be tried where no letter has the terms in one piece; null otherwise. */
  words: string[] | null;
  /** The whole of it, where it can be a letter's number or the end of one: `มท0810.7/ว524`, `ว524`, `524`. */
  number: string | null;
  /** เลขทะเบียนรับ that was asked for; `year` is Buddhist. */
  register: RegisterNumber | null;
  /** Whether something was left out because it was too much. */
  cut: boolean;
}
export interface RegisterNumber {
  number: number;
  year: number | null;
}

const MOST_UNITS = 300;
const MOST_TERMS = 8;
const MOST_TERM = 100;

const REGISTER =
  /^\s*(?:เลข\s?(?:ทะเบียน)?\s?รับ(?:ที่)?|ทะเบียนรับ(?:ที่)?|รับที่)\s*:?\s*(\d{1,7})(?:\s*\/\s*(25\d\d|\d\d))?(?!\d)/u;
const BARE_REGISTER = /^\s*(\d{1,7})(?:\s*\/\s*(25\d\d|\d\d))?\s*$/u;

const registerOf = (found: RegExpExecArray | null): RegisterNumber | null =>
  found && {
    number: Number(found[1]),
    year: found[2] === undefined ? null : found[2].length === 2 ? 2500 + Number(found[2]) : Number(found[2]),
  };

/** เลขทะเบียนรับ as people write it (`๑๒๓/๒๕๖๙`, `123/69`, `เลขรับ 123`); null where the text is none. */
export function parseRegisterNumber(text: string): RegisterNumber | null {
  const plain = toArabicDigits(normalForm(text.slice(0, MOST_UNITS)));
  return registerOf(REGISTER.exec(plain) ?? BARE_REGISTER.exec(plain));
}

const MONTHS = 'มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม';
/** Blanks inside one thing: a number, a day. */
const JOINED: [RegExp, string][] = [
  [/\s*\/\s*/gu, '/'],
  [/(^|[\s/])ว\.?\s+(?=\d)/gu, '$1ว'],
  [/(^|\s)([ก-ฮ]{2})\.?\s+(?=\d{3,})/gu, '$1$2'],
  [new RegExp(`(^|\\s)(\\d{1,2})\\s+(${MONTHS})(?:\\s+(\\d{4}))?(?=\\s|$)`, 'gu'), '$1$2$3$4'],
];

const NUMBER = /^(?:[^\s/]{1,30}(?:\/\d{1,2})?\/)?[ก-ฮ]?(?:\([ก-ฮ]\))?\d{1,6}(?:\/\d{1,3})?$/u;

let segmenter: Intl.Segmenter | undefined;

/** The words of a folded term, by the dictionary of the runtime; only questions are cut so, never letters: see docs/decisions/0014-search.md. */
function wordsOf(term: string): string[] {
  segmenter ??= new Intl.Segmenter('th', { granularity: 'word' });
  const words = [...segmenter.segment(term)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
  return words.filter((word) => word.length > 1);
}

export function parseSearch(text: string): SearchQuery {
  let plain = toArabicDigits(normalForm(text.slice(0, MOST_UNITS)));
  let cut = text.length > MOST_UNITS;
  const asked = REGISTER.exec(plain);
  if (asked) plain = plain.slice(asked[0].length);
  const exact: string[] = [];
  let open = plain.replace(/["“”]([^"“”]{1,200})["“”]/gu, (_, inner: string) => {
    exact.push(fold(inner));
    return ' ';
  });
  const reference = exact.length === 0 ? parseReference(open.trim()) : null;
  // ว 0524 is ว 524; what is only the start of the text is left to the terms.
  const whole = reference?.normalized && fold(reference.raw) === fold(open) ? fold(reference.normalized) : null;
  for (const [pattern, joined] of JOINED) open = open.replace(pattern, joined);
  const loose = whole !== null ? [whole] : open.split(/\s+/u).map(fold);
  const all = [...new Set([...exact, ...loose].filter((term) => term !== ''))];
  const terms = all.slice(0, MOST_TERMS).map((term) => term.slice(0, MOST_TERM));
  cut ||= terms.length < all.length || all.some((term) => term.length > MOST_TERM);
  const number = terms.length === 1 && exact.length === 0 && NUMBER.test(terms[0]!) ? terms[0]! : null;
  const words = number
    ? []
    : [...new Set(terms.flatMap((term) => (exact.includes(term) ? [term] : nonEmpty(wordsOf(term), term))))];
  const more = words.length > terms.length && words.length <= 3 * MOST_TERMS;
  return { terms, words: more ? words : null, number, register: registerOf(asked), cut };
}

const nonEmpty = (words: string[], term: string) => (words.length > 0 ? words : [term]);
