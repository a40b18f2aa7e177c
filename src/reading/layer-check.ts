import { align } from './align.js';
import type { Distrust } from './text-trust.js';

/** A line of a text layer with the font of each unit of it, and what a reading of the picture has in its place. */
export interface Checked {
  text: string;
  fonts: readonly string[];
  seen: string;
}

/** What the picture says of a layer. */
export interface PictureVerdict {
  distrust: Distrust[];
  /** Kinds of digits (`digitKind`) that the page shows in the other script: some fonts draw ๕ where 5 is typed. */
  otherScript: ReadonlySet<string>;
}

/**
 * Measured on layers made in 12 typefaces (36 honest, 16 of each kind of false one), the honest ones of the sets and real files:
 * honest layers differ from the reading of their picture in 0 to 3 % of the characters, with half of the tone marks lost in 5 %, a form
 * with nothing but dotted leaders in 13 %; with each consonant replaced by the next one, or text that nobody sees, in 51 % and more.
 */
const MOST_UNLIKE = 0.3;
/**
 * Digits in whose place another character is read, or that the layer lacks: on honest layers one of 1,324 (อ taken for 0), with two digits
 * of a font exchanged 11 % and more, with all of them shifted 88 % and more.
 */
const MOST_WRONG_DIGITS = 0.05;
/** The digits of a kind are all in one script, on honest pages without exception; where neither script has so many nobody knows. */
const NEARLY_ALL = 0.8;
/** No line of a sheet is longer; a hostile one may be, and is then unlike its picture. */
const LONGEST = 400;

const THAI_DIGITS = '๐๑๒๓๔๕๖๗๘๙';
const isThai = (digit: string) => THAI_DIGITS.includes(digit);
const value = (digit: string) => (isThai(digit) ? String(THAI_DIGITS.indexOf(digit)) : digit);
const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);

export const isDigit = (char: string): boolean => /^[0-9๐-๙]$/.test(char);

/** The same digit in the other script. */
export const inOtherScript = (digit: string): string => (isThai(digit) ? value(digit) : THAI_DIGITS[Number(digit)]!);

/** Digits that go by one table of characters: those of one font in one script. */
export const digitKind = (font: string, digit: string): string => `${font} ${isThai(digit) ? 'thai' : 'arabic'}`;

/** A digit of the layer, and the character in its place on the picture. */
interface DigitPair {
  kind: string;
  digit: string;
  seen: string | undefined;
}

/** A line beside its picture: characters that differ, of how many; its digits, and how many the picture has where the layer has none. */
interface Compared {
  edits: number;
  length: number;
  digits: DigitPair[];
  strays: number;
}

/** Compares lines of a layer with what was read in their place on the picture, digits by themselves once more. */
export function compareWithPicture(lines: readonly Checked[]): PictureVerdict {
  const compared = lines.map(compareLine);
  const digits = compared.flatMap((line) => line.digits);
  const right = digits.filter(isBorneOut);
  // A digit that was passed over in reading contradicts nothing.
  const contradicted = digits.filter((pair) => pair.seen !== undefined && !isBorneOut(pair)).length;
  const strays = sum(compared.map((line) => line.strays));
  const shares = otherScripts(right);
  const distrust: Distrust[] = [];
  const unlike = sum(compared.map(({ edits }) => edits)) > MOST_UNLIKE * sum(compared.map(({ length }) => length));
  if (unlike) distrust.push('unlike-picture');
  const mixed = [...shares.values()].some((share) => share > 1 - NEARLY_ALL && share < NEARLY_ALL);
  const wrong = contradicted + strays > MOST_WRONG_DIGITS * (digits.length + strays);
  if (wrong || someNeverSeen(digits, right) || mixed) distrust.push('digits-unlike-picture');
  return { distrust, otherScript: new Set([...shares.keys()].filter((kind) => shares.get(kind)! >= NEARLY_ALL)) };
}

/** A character that is compared, folded, and its place in the text. */
interface Unit {
  char: string;
  same: string;
  at: number;
}

/** Letters, marks and digits: blanks, leaders and signs are not asked for. */
function unitsOf(text: string): Unit[] {
  return [...Array(Math.min(text.length, LONGEST)).keys()].flatMap((at) => {
    const char = text[at]!;
    if (!/[\p{L}\p{M}\p{Nd}]/u.test(char)) return [];
    return [{ char, same: isDigit(char) ? value(char) : char.toLowerCase(), at }];
  });
}

function compareLine({ text, fonts, seen }: Checked): Compared {
  const layer = unitsOf(text);
  const picture = unitsOf(seen);
  const same = (units: Unit[]) => units.map((unit) => unit.same);
  const { edits, places } = align(same(layer), same(picture));
  const digits = layer.flatMap(({ char, at }, i): DigitPair[] =>
    isDigit(char) ? [{ kind: digitKind(fonts[at]!, char), digit: char, seen: picture[places[i]!]?.char }] : [],
  );
  const answered = new Set(places.filter((_, i) => isDigit(layer[i]!.char)));
  const strays = picture.filter(({ char }, j) => isDigit(char) && !answered.has(j)).length;
  return { edits, length: Math.max(layer.length, picture.length), digits, strays };
}

const isBorneOut = ({ digit, seen }: DigitPair) => seen !== undefined && isDigit(seen) && value(seen) === value(digit);

/** Whether the picture bears some digit of some kind out nowhere: on a page full of digits two exchanged ones are few. */
function someNeverSeen(digits: DigitPair[], right: DigitPair[]): boolean {
  const nameOf = ({ kind, digit }: DigitPair) => `${kind} ${digit}`;
  const seen = new Set(right.map(nameOf));
  return digits.some((pair) => !seen.has(nameOf(pair)));
}

/** For each kind of digits the share that the page shows in the other script; naught, which looks alike in both, is not asked. */
function otherScripts(right: DigitPair[]): Map<string, number> {
  const byKind = new Map<string, boolean[]>();
  for (const { kind, digit, seen } of right) {
    if (value(digit) === '0') continue;
    byKind.set(kind, [...(byKind.get(kind) ?? []), isThai(seen!) !== isThai(digit)]);
  }
  return new Map([...byKind].map(([kind, other]) => [kind, other.filter(Boolean).length / other.length]));
}
