import type { Secrecy } from '../../schemas/common.js';
import type { Letter } from '../../schemas/record.js';
import { storedDate } from '../circulars/circulars.models.js';
import { thaiDay } from '../domain/calendar.js';
import { fold } from '../domain/search/fold.js';
import { addGrams, key } from '../domain/search/grams.js';
import type { searchLetters, searchTexts } from './search.table.js';

/** Put up by one when the folding or the keys change: rows of before are made again at the next start. */
export const FORM = 1;

/** A letter to be put into the index, with the text of its pages. */
export interface Indexed {
  receipt: number;
  ordinal: number;
  firstPage: number;
  lastPage: number;
  rank: number;
  /** The class of it, or of the letter that it travels with. */
  secrecy: Secrecy | null;
  letter: Letter;
  receivedAt: Date;
}

export interface IndexRows {
  letters: (typeof searchLetters.$inferInsert)[];
  texts: (typeof searchTexts.$inferInsert)[];
}

/** What a letter's number is found by: `มท0810.7/ว524`; empty where it has none. */
export const numberOf = ({ reference }: Letter): string => fold(reference?.normalized ?? reference?.raw ?? '');

/** The letters of a file that say what a secret one says: itself, what travels with it, and what stands on the same pages. In their order. */
function secretOnes(letters: readonly Indexed[]): boolean[] {
  const secret = letters.filter(({ secrecy }) => secrecy !== null);
  return letters.map((one) =>
    secret.some(({ firstPage, lastPage }) => firstPage <= one.lastPage && one.firstPage <= lastPage),
  );
}

/** A number whole and by its ends, as people ask for it: `มท0810.7/ว524`, `0810.7/ว524`, `ว524`, `524`. As `isNumber` of the repository. */
function numberKeys(number: string): string[] {
  const ends = [number, number.replace(/^[^0-9/]+/, ''), number.split('/').at(-1)!, /[0-9]+$/.exec(number)?.[0] ?? ''];
  return [...new Set(ends)].filter((end) => end !== '');
}

/** The rows of the letters of one file; `textOf` gives the printed text of a page. */
export function indexRows(letters: readonly Indexed[], textOf: (page: number) => string): IndexRows {
  const secret = secretOnes(letters);
  const folded = new Map<number, string>();
  const pageText = (page: number) => {
    const known = folded.get(page) ?? fold(textOf(page));
    folded.set(page, known);
    return known;
  };
  const rows: IndexRows = { letters: [], texts: [] };
  let above: string | null = null;
  for (const [at, { receipt, ordinal, firstPage, lastPage, rank, letter, receivedAt }] of letters.entries()) {
    const number = numberOf(letter);
    const issuer = fold(letter.issuer?.name ?? '');
    const head = [number, fold(letter.reference?.raw ?? ''), fold(letter.subject ?? letter.title ?? ''), issuer]
      .filter((line, place, all) => line !== '' && all.indexOf(line) === place)
      .join('\n');
    const pages = Array.from({ length: lastPage - firstPage + 1 }, (_, of) => pageText(firstPage + of));
    const body = [head, ...pages].join('\n');
    const date = storedDate(letter.date);
    if (date !== null || letter.kind !== 'attachment') above = date;
    const keys = new Set([key('kind', letter.kind), ...numberKeys(number).map((tail) => key('number', tail))]);
    if (letter.speed) keys.add(key('speed', letter.speed));
    addGrams(keys, 'issuer', issuer, [1, 2, 3]);
    addGrams(keys, 'head', head, [1, 2, 3]);
    addGrams(keys, 'text', body, [2, 3]);
    const place = { receipt, ordinal };
    rows.texts.push({ ...place, head, body });
    rows.letters.push({
      ...place,
      firstPage,
      rank,
      day: date ?? above ?? thaiDay(receivedAt),
      dated: date !== null,
      secret: secret[at]!,
      kind: letter.kind,
      speed: letter.speed,
      number,
      issuer,
      form: FORM,
      keys: [...keys],
    });
  }
  return rows;
}
