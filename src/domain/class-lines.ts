import type { Secrecy, Speed } from '../../schemas/common.js';
import { mended } from './closest.js';
import { loose, looseAny } from './loose.js';
import { SECRECY_WORDS, SPEED_WORDS } from './tables/classes.js';

/** ชั้นความเร็ว and ชั้นความลับ as they stand on lines of their own or before ที่. All take normal-form text. */

const SPEED = looseAny(SPEED_WORDS.map(([word]) => word));
const SECRECY = looseAny(SECRECY_WORDS.map(([word]) => word));
/** Both classes may stand in one row. */
const ALONE = new RegExp(`^(?:(?<speed>${SPEED})(?:${SECRECY})?|(?:${SECRECY})(?<behind>${SPEED}))$`);
const SECRET_ALONE = new RegExp(`^(?:(?:${SPEED})?(?<secrecy>${SECRECY})|(?<before>${SECRECY})(?:${SPEED}))$`);
const speedExact = SPEED_WORDS.map(([word, value]) => [new RegExp(`^${loose(word)}$`), value] as const);
const secrecyExact = SECRECY_WORDS.map(([word, value]) => [new RegExp(`^${loose(word)}$`), value] as const);
/** The word goes on in a blank, or its blank was lost before ที่ and a number. */
const speedFirst = SPEED_WORDS.map(
  ([word, value]) => [new RegExp(`^${loose(word)}(?=\\s|$|${loose('ที่')}\\s)\\s?`), value] as const,
);

const bareOf = (text: string) => text.replace(/[\s()"“”'\-–.*]+/g, '');
/** The longest line of two class words. */
const MOST_LETTERS = 24;

function valueIn<T>(word: string, patterns: readonly (readonly [RegExp, T])[]): T | null {
  return patterns.find(([pattern]) => pattern.test(word))?.[1] ?? null;
}

function wordOf<T>(bare: string, words: readonly (readonly [string, T])[]): T | null {
  const near = mended(
    bare,
    words.map(([word]) => word),
  );
  return words.find(([word]) => word === near)?.[1] ?? null;
}

/** The speed on a line that holds nothing else but, at most, the secrecy. `exact` is false where the word was misread. */
export function speedOf(text: string): { speed: Speed; exact: boolean } | null {
  const bare = bareOf(text);
  if (bare.length > MOST_LETTERS) return null;
  const groups = ALONE.exec(bare)?.groups;
  if (groups) return { speed: valueIn(groups.speed ?? groups.behind!, speedExact)!, exact: true };
  const speed = wordOf(bare, SPEED_WORDS);
  return speed && { speed, exact: false };
}

/** A speed word at the start of a line that goes on. */
export function leadingSpeed(text: string): { speed: Speed; length: number } | null {
  for (const [pattern, speed] of speedFirst) {
    const match = pattern.exec(text);
    if (match) return { speed, length: match[0].length };
  }
  return null;
}

/** The secrecy on a line that holds nothing else but, at most, the speed. `exact` is false where the word was misread. */
export function secrecyOf(text: string): { secrecy: Secrecy; exact: boolean } | null {
  const bare = bareOf(text);
  if (bare.length > MOST_LETTERS) return null;
  const groups = SECRET_ALONE.exec(bare)?.groups;
  if (groups) return { secrecy: valueIn(groups.secrecy ?? groups.before!, secrecyExact)!, exact: true };
  const secrecy = wordOf(bare, SECRECY_WORDS);
  return secrecy && { secrecy, exact: false };
}

/** Speed and secrecy repeat at the top and bottom of every page. */
export function isClassLine(text: string): boolean {
  return secrecyOf(text)?.exact === true || speedOf(text)?.exact === true;
}
