import type { Reference } from '../../schemas/record.js';
import { toArabicDigits } from './numerals.js';
import { normalForm } from './text.js';

/**
 * The grammar of เลขที่หนังสือ (สารบรรณ ข้อ 11.1 and 32): two letters of the agency, the unit, and the dispatch number behind a
 * slash, with ว where the letter is a circular. All patterns are anchored or bounded, so hostile text costs linear time.
 */

/** A reference number inside a longer text. `end` is exclusive. */
export interface FoundReference {
  start: number;
  end: number;
  reference: Reference;
}

const CODE = '(?<code>[ก-ฮ]{2})';
const COMMITTEE = '(?:\\s?\\(\\s?(?<committee>[ก-ฮ][ก-ฮ.]{1,7})\\s?\\))?';
const PART = '(?:\\s?\\(\\d{1,2}\\))?';
const BRANCH = `${PART}(?:\\s?\\.\\s?\\d{1,4}){0,3}${PART}`;
/** `0716/3` in `นร 0716/3/175`: a slash inside the unit, known by the second slash. */
const INNER = '(?:\\/\\d{1,2}(?=\\s?\\/\\s?(?:[ก-ฮ]|\\d)))?';
const SEPARATOR = '(?:\\s?[\\/\\-]\\s?|\\s?\\.\\s?(?=ว)|\\s?(?=ว))';
/** ว, or ว(ล) of circulars with a secrecy class. */
const SERIES = '(?:(?<series>[ก-ฮ](?:\\s?\\([ก-ฮ]\\))?)\\.?\\s?)?';
const NUMBER = '(?<number>\\d{1,6})(?:\\s?\\/\\s?(?<suffix>\\d{1,3}))?(?![\\d๐-๙])';

const LETTER_NUMBER = new RegExp(
  `${CODE}\\.?\\s{0,2}${COMMITTEE}\\s{0,2}(?<unit>\\d{4,6}${BRANCH}${INNER})${SEPARATOR}${SERIES}${NUMBER}`,
  'uy',
);
/** A code of its own length, with dots or without (สปสช. ๔.๓๘/ว ๑๒๓): bodies outside ภาคผนวก 1 choose code and unit themselves. */
const OWN_CODE = '(?<code>[ก-ฮ]\\.?[ก-ฮ]\\.?[ก-ฮ]\\.?(?:[ก-ฮ]\\.?){0,3})';
const OWN_NUMBER = new RegExp(
  `${OWN_CODE}\\s{0,2}${COMMITTEE}\\s{0,2}(?<unit>\\d{1,6}${BRANCH})${SEPARATOR}${SERIES}${NUMBER}`,
  'uy',
);
/** Two or three digits before the slash: a university's (อว ๖๙.๑.๑), or a unit that lost one. Kept as printed. */
const SHORT_NUMBER = new RegExp(
  `${CODE}\\.?\\s{0,2}${COMMITTEE}\\s{0,2}(?<unit>\\d{2,3}${BRANCH})(?:\\s?\\/\\s?|\\s?(?=ว))${SERIES}${NUMBER}`,
  'uy',
);
/** The unit with the number still to be filled in: `นว 52007.3/`, `สท 0023.8/ว`, dots or blanks behind. */
const BLANK_NUMBER = new RegExp(
  `(?:${CODE}\\.?|${OWN_CODE.replace('code', 'own')})\\s{0,2}${COMMITTEE}\\s{0,2}(?<unit>\\d{1,6}${BRANCH})(?:\\s?\\/\\s?(?<series>[ก-ฮ])?|\\s?(?<bare>ว))(?:[\\s.…_-]|null){0,40}$`,
  'uy',
);
/** A unit alone, or one that lost a digit: kept as it is, never guessed. */
const UNIT_ALONE = new RegExp(`${CODE}\\.?\\s{0,2}${COMMITTEE}\\s{0,2}\\d{3,6}${BRANCH}`, 'uy');
/** คำสั่งที่ 325/2567: number and year, with or without the letters of the office. */
const ORDER_NUMBER = /(?:(?<code>[ก-ฮ]{2}|(?:[ก-ฮ]\.?){3,6})\s)?(?<number>\d{1,5})\s?\/\s?(?<year>25\d{2})(?!\d)/uy;
/** A zero read as the letter or sign that looks like it, beside another digit. */
const LETTER_ZERO = /(?<=[\d/. ])[Oo๏](?=[\d./Oo๏])|(?<=\d)[Oo๏]/gu;

/** Padding has no meaning: 026695 is 26695. */
function unpadded(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '');
}

function blankReference(raw: string, groups: Record<string, string | undefined>): Reference {
  return {
    raw,
    normalized: null,
    code: (groups.code ?? groups.own)?.replaceAll('.', '') ?? null,
    unit: groups.unit?.replace(/\s/g, '') ?? null,
    series: groups.series ?? groups.bare ?? null,
    number: null,
    suffix: null,
    circular: (groups.series ?? groups.bare) === 'ว',
  };
}

function letterReference(raw: string, groups: Record<string, string | undefined>): Reference {
  const code = groups.code!.replaceAll('.', '');
  const committee = groups.committee ? ` (${groups.committee.replace(/\s/g, '')})` : '';
  const unit = groups.unit!.replace(/\s/g, '');
  const series = groups.series?.replace(/\s/g, '') ?? null;
  const number = unpadded(groups.number!);
  const suffix = groups.suffix ? unpadded(groups.suffix) : null;
  const normalized = `${code}${committee} ${unit}/${series ? `${series} ` : ''}${number}${suffix ? `/${suffix}` : ''}`;
  return { raw, normalized, code, unit, series, number, suffix, circular: series?.startsWith('ว') === true };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

const AT_WORD = /^(?:คำสั่ง)?(?:เลข)?ที่\s?[.:]{0,3}\s?/;

/** No reference number is longer. */
const MOST_LENGTH = 60;

/**
 * The reference number at the start of a text in normal form with single spaces, behind ที่ or without it. A blank or
 * damaged number gives a `Reference` whose `normalized` is null.
 */
export function matchReference(text: string): FoundReference | null {
  const plain = toArabicDigits(text);
  const start = AT_WORD.exec(plain)?.[0].length ?? 0;
  const found = (match: RegExpExecArray, read: typeof letterReference): FoundReference => {
    const raw = text.slice(start, start + match[0].length).trimEnd();
    return { start, end: start + raw.length, reference: read(raw, match.groups!) };
  };
  const zeros = plain.slice(start, start + MOST_LENGTH).replace(LETTER_ZERO, '0');
  const whole = matchAt(LETTER_NUMBER, plain, start) ?? matchAt(LETTER_NUMBER, plain.slice(0, start) + zeros, start);
  if (whole) return found(whole, letterReference);
  const order = matchAt(ORDER_NUMBER, plain, start);
  if (order) return found(order, orderReference);
  const own = matchAt(OWN_NUMBER, plain, start) ?? matchAt(SHORT_NUMBER, plain, start);
  if (own) return found(own, letterReference);
  const blank = matchAt(BLANK_NUMBER, plain, start);
  if (blank) return found(blank, blankReference);
  const alone = matchAt(UNIT_ALONE, plain, start);
  // มท. ๕๐๘๒๘ is a ministry's internal telephone number: letter codes have no dot and a blank.
  return alone && !/^[ก-ฮ]{2}\.\s/.test(plain.slice(start)) ? found(alone, blankReference) : null;
}

/** Reads one reference number as {@link matchReference} does, from any spelling; null where the text is none. */
export function parseReference(raw: string): Reference | null {
  const kept = normalForm(raw).trim();
  const match = matchReference(kept.replace(/\s+/g, ' '));
  return match ? { ...match.reference, raw: kept } : numberAlone(kept);
}

/** ว 10 ลว. 15 ก.ย. 48: the number without code and unit, as notes cite a letter whose sender is known. */
function numberAlone(raw: string): Reference | null {
  const number = /^ว\.?\s?(\d{1,6})(?=\s?(?:ลว|ลงวันที่|$))/u.exec(toArabicDigits(raw))?.[1];
  if (number === undefined) return null;
  return { ...blankReference(raw, { series: 'ว' }), number: unpadded(number) };
}

/** คำสั่งที่ ๓๒๕/๒๕๖๗ becomes `325/2567`. */
function orderReference(raw: string, groups: Record<string, string | undefined>): Reference {
  const number = unpadded(groups.number!);
  return {
    raw,
    normalized: `${number}/${groups.year}`,
    code: groups.code?.replaceAll('.', '') ?? null,
    unit: null,
    series: null,
    number,
    suffix: null,
    circular: false,
  };
}

/** Reads an order's number, `325/2567`; null where there is none. */
export function parseOrderNumber(raw: string): Reference | null {
  const kept = normalForm(raw).trim();
  const text = toArabicDigits(kept);
  const start = AT_WORD.exec(text)?.[0].length ?? 0;
  const order = matchAt(ORDER_NUMBER, text, start);
  return order ? orderReference(kept, order.groups!) : null;
}

const ORDER_LIKE = /\s\d{1,5}\s?\/\s?25\d{2}$/u;

/** Every whole reference number that stands in normal-form text behind ที่ (also at the start of a line); in order. */
export function findReferences(text: string): FoundReference[] {
  const plain = toArabicDigits(text);
  const found: FoundReference[] = [];
  // Of its two marks the reader may have lost or swapped any.
  const anchor = /ท[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{0,3}\s{0,3}(?=[ก-ฮ]\.?[ก-ฮ])/gu;
  for (let hit = anchor.exec(plain); hit !== null; hit = anchor.exec(plain)) {
    const start = hit.index + hit[0].length;
    const match = matchAt(LETTER_NUMBER, plain, start) ?? matchAt(OWN_NUMBER, plain, start);
    // The third meeting of a board in 2568 (ที่ กพร ๓/๒๕๖๘) has no unit before the slash.
    if (!match || (match.groups!.code!.length > 2 && ORDER_LIKE.test(match[0]))) continue;
    const end = start + match[0].length;
    found.push({ start, end, reference: letterReference(text.slice(start, end), match.groups!) });
    anchor.lastIndex = end;
  }
  return found;
}
