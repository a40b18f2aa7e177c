import type { Choice } from '../domain/relay/choice.js';
import { type KeyName, type Keys, keyNames, letterKeys } from '../domain/relay/lookup.js';
import { type Cited, type Compared, citedOf } from '../domain/relay/nodes.js';
import { namedCandidates } from '../domain/relay/relate.js';
import type { relayCitations, relayLetters } from './relay.table.js';

/** A letter's place in the store. */
export interface Place {
  receipt: number;
  ordinal: number;
}

/** A linked letter as stored. */
export interface LinkedLetter extends Compared, Place {
  family: number;
}

type LetterRow = typeof relayLetters.$inferSelect;
type CitationRow = typeof relayCitations.$inferInsert;

/** The key of a letter, `<receipt>#<n>`. */
export const keyOf = ({ receipt, number }: { receipt: number; number: number }): string => `${receipt}#${number}`;

/** The key of a letter that is `<sha256>#<n>` among all letters, as people see it. */
export const shownKey = (receipt: number, key: string): string =>
  keyOf({ receipt, number: Number(key.slice(key.indexOf('#') + 1)) });

/** A place as one number; no file has a million letters. */
export const placeId = ({ receipt, ordinal }: Place): number => receipt * 2 ** 20 + ordinal;

/** A key as a number of 53 bits (cyrb53); letters that share it by chance are weighed and found to be others. */
export function keyHash(text: string): number {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 2 ** 32 * (2097151 & b) + (a >>> 0);
}

type HashedKeys = { [name in KeyName as `${name}Key`]: number | null };

function hashedKeys(keys: Keys): HashedKeys {
  const hashed = keyNames.map((name) => [`${name}Key`, keys[name] === null ? null : keyHash(keys[name])]);
  return Object.fromEntries(hashed) as HashedKeys;
}

export function letterRow(letter: LinkedLetter): LetterRow {
  const { receipt, ordinal, key, date, speed, issuer, subject, recipients, family } = letter;
  const normalized = letter.reference;
  const shown = { receipt, ordinal, key, normalized, date, speed, issuer, subject, recipients, family };
  return { ...shown, ...hashedKeys(letterKeys(letter)) };
}

/** The letter that was chosen for a citation, if any. */
export const chosenOf = (choice: Choice<LinkedLetter>): LinkedLetter | null =>
  choice.kind === 'link' ? choice.match.node : null;

/** What became of a citation. `settled`: see `isSettled`. */
export function outcomeColumns(
  choice: Choice<LinkedLetter>,
  settled: boolean,
  keys: Keys,
  around: string | null,
): Omit<CitationRow, keyof Place | 'position' | 'citation'> {
  const hashed = hashedKeys(keys);
  const open = settled ? { numberKey: null, unitKey: null, dayKey: null, matterKey: null } : hashed;
  return {
    citedReceipt: chosenOf(choice)?.receipt ?? null,
    citedOrdinal: chosenOf(choice)?.ordinal ?? null,
    match: choice.kind === 'link' ? choice.match.match : null,
    differences: choice.kind === 'link' ? choice.match.differences : [],
    candidates: choice.kind === 'ask' ? namedCandidates(choice, ({ receipt, key }) => shownKey(receipt, key)) : null,
    ...open,
    referenceKey: hashed.referenceKey,
    around: settled ? null : around,
  };
}

/** A citation of a linked letter as stored, with its letter's place. */
export interface LinkedCitation extends Place {
  position: number;
  cited: Cited;
  to: Place | null;
  /** A person was to choose. */
  asked: boolean;
}

export function linkedCitation(row: typeof relayCitations.$inferSelect): LinkedCitation {
  const { receipt, ordinal, position, citedReceipt, citedOrdinal } = row;
  const to = citedReceipt === null || citedOrdinal === null ? null : { receipt: citedReceipt, ordinal: citedOrdinal };
  return { receipt, ordinal, position, cited: citedOf(row.citation), to, asked: row.candidates !== null };
}
