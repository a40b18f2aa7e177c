import type { Alternative } from '../../schemas/common.js';
import type { Letter } from '../../schemas/record.js';
import { addDays, buddhistYear } from './calendar.js';
import { rounded } from './confidence.js';
import { findDates } from './dates.js';
import { SURE } from './labels.js';
import { toArabicDigits } from './numerals.js';
import { RELIABILITY } from './reliability.js';
import { AGENCY_CODES } from './tables/agency-codes.js';
import { PROVINCE_CODES } from './tables/provinces.js';
import { type LetterWarning, warn } from './warnings.js';

/**
 * What the values of one letter say of each other. A check never changes a value: where two contradict, both are doubted and a warning
 * says why; where one confirms another, the chance that it is misread falls by how seldom a misread one would agree.
 */

/** What is known besides the letter. `today` is the day in Thailand, null where nobody says: then nothing is held against it. */
export interface CheckContext {
  today: string | null;
}

/** A value of a letter: a single field, or an item of a list. */
type Place = 'date' | 'reference' | 'issuer' | `${'received' | 'references' | 'deadlines'}.${number}`;

interface Doubt {
  code: LetterWarning;
  /** The values that contradict each other; the warning names the first. */
  places: Place[];
  alternatives?: Alternative[];
}

/** `places` agree; a misread value would do so by accident with this probability. */
interface Agreement {
  place: Place;
  chance: number;
}

/** The regulation on whose forms all of this rests (ระเบียบงานสารบรรณ) is in force since this day: an older letter is a misread year. */
const OLDEST = '1983-06-01';
/** A letter may be dated for the day after it is written. */
const DAYS_AHEAD = 1;
/** Nobody is given more time than this; a later day is a misread year. */
const LONGEST_DAYS = 5 * 366;

/** The letter's printed date. */
const printedDate = (letter: Letter) => (letter.evidence.date ?? []).map(({ text }) => text).join(' ');
const places = (list: 'received' | 'references' | 'deadlines', holds: number[]) =>
  holds.map((at) => `${list}.${at}` as const);
const indices = <T>(items: readonly T[], holds: (item: T) => boolean) =>
  items.flatMap((item, at) => (holds(item) ? at : []));

const ERA_YEAR = /(พ\s?\.?\s?ศ\s?\.?|ค\s?\.?\s?ศ\s?\.?)?\s{0,3}(?<!\d)(\d{4})(?!\d)/u;

/** ค.ศ. in a letter, or a year that does not fit the era before it. */
function isOfOtherEra(printed: string): boolean {
  const [, era, digits] = ERA_YEAR.exec(toArabicDigits(printed)) ?? [];
  return digits !== undefined && (Number(digits) < 2400 || (era?.startsWith('ค') ?? false));
}

/** A text with a day in it whose year is of the other era: the numbers of a citation are no years. */
const namesOtherEra = ({ text }: { text: string }): boolean =>
  findDates(text).some(({ start, end }) => isOfOtherEra(text.slice(start, end)));

function wrongEra(letter: Letter): Doubt[] {
  const cited = indices(letter.references, namesOtherEra);
  const due = indices(letter.deadlines, namesOtherEra);
  return [
    ...(isOfOtherEra(printedDate(letter)) ? [{ code: 'date.era' as const, places: ['date' as const] }] : []),
    ...(cited.length > 0 ? [{ code: 'citation.era' as const, places: places('references', cited) }] : []),
    ...(due.length > 0 ? [{ code: 'deadline.era' as const, places: places('deadlines', due) }] : []),
  ];
}

/** A deadline on a weekday that is not the one printed before it: a digit or the word is misread, or the writer erred. */
function deadlineWeekday({ deadlines }: Letter): Doubt[] {
  const wrong = indices(deadlines, ({ text }) => findDates(text).some(({ weekday }) => weekday === 'mismatch'));
  return wrong.length > 0 ? [{ code: 'deadline.weekday_mismatch', places: places('deadlines', wrong) }] : [];
}

function outOfRange(date: string | null, { today }: CheckContext): Doubt[] {
  if (date === null) return [];
  if (date < OLDEST) return [{ code: 'date.out_of_range', places: ['date'] }];
  return today !== null && date > addDays(today, DAYS_AHEAD) ? [{ code: 'date.in_future', places: ['date'] }] : [];
}

/** Whether a letter can be of this day at all: by one that is misread into the future every deadline would be past. */
export const isPossibleDate = (date: string, context: CheckContext): boolean => outOfRange(date, context).length === 0;

/** A letter is received on its day or later, and a citation is no younger than what cites it. */
function datesInOrder(letter: Letter, { today }: CheckContext): Doubt[] {
  const { date } = letter;
  const early = indices(letter.received, (stamp) => date !== null && stamp.date !== null && stamp.date < date);
  const late = indices(letter.received, (stamp) => today !== null && stamp.date !== null && stamp.date > today);
  const younger = indices(letter.references, (cited) => date !== null && cited.date !== null && cited.date > date);
  const enclosed = letter.enclosures.some(({ citation }) => date !== null && (citation?.date ?? '') > date);
  return [
    ...(early.length > 0
      ? [{ code: 'received.before_date' as const, places: between(letter, places('received', early)) }]
      : []),
    ...(late.length > 0 ? [{ code: 'received.in_future' as const, places: places('received', late) }] : []),
    ...(younger.length > 0 || enclosed
      ? [{ code: 'date.before_citation' as const, places: between(letter, places('references', younger)) }]
      : []),
  ];
}

/** The doubt falls on the weaker of two readings where one is unsure already; two sure ones share it. */
function between(letter: Letter, others: Place[]): Place[] {
  const weak = others.filter((place) => confidenceAt(letter, place) < SURE);
  return weak.length > 0 ? (['date', ...weak].filter((place) => place !== 'date') as Place[]) : ['date', ...others];
}

/** พร on a letter of another province, a ministry's code on a province's letter, one ministry's code on the letter of another. */
function codeAgainstIssuer({ issuer, reference }: Letter): Doubt[] {
  const code = reference?.code;
  if (!code || !issuer || issuer.level === 'other') return [];
  const province = PROVINCE_CODES[code];
  const known = province !== undefined || AGENCY_CODES[code] !== undefined;
  const ministry = Object.values(AGENCY_CODES).includes(issuer.name) && AGENCY_CODES[code] !== issuer.name;
  const contradicts =
    issuer.level === 'province'
      ? (issuer.name.startsWith('จังหวัด') || province !== undefined) && province !== issuer.province
      : known && (issuer.level === 'district' ? province === undefined : ministry && code !== 'ตร');
  return contradicts ? [{ code: 'reference.code_issuer_mismatch', places: ['reference', 'issuer'] }] : [];
}

/** Offices of a province are 00NN, local bodies five digits from 5 or 7 (DOMAIN 2.3); Bangkok counts as a ministry does. */
const LOCAL_UNIT = /^[57]\d{4}/;
const UNITS: Readonly<Record<string, (unit: string, name: string) => boolean>> = {
  province: (unit, name) => unit.startsWith('00') || !name.startsWith('จังหวัด'),
  district: (unit) => !LOCAL_UNIT.test(unit),
  local: (unit) => LOCAL_UNIT.test(unit),
};

function unitAgainstLevel({ issuer, reference }: Letter): Doubt[] {
  const { code, unit } = reference ?? {};
  if (!issuer || !unit || !code || code === 'กท' || PROVINCE_CODES[code] === undefined) return [];
  const fits = UNITS[issuer.level]?.(unit, issuer.name) ?? true;
  return fits ? [] : [{ code: 'reference.unit_level_mismatch', places: ['reference'] }];
}

/** คำสั่งที่ ๓๒๕/๒๕๖๗ is dated in 2567. */
function orderYear({ reference, date }: Letter): Doubt[] {
  const year = /^\d+\/(25\d{2})$/.exec(reference?.normalized ?? '')?.[1];
  if (year === undefined || date === null || buddhistYear(date) === Number(year)) return [];
  return [{ code: 'reference.year_mismatch', places: ['reference', 'date'] }];
}

/** A deadline before the letter, or years behind it. */
function deadlinesInReach({ date, deadlines }: Letter): Doubt[] {
  if (date === null) return [];
  const last = addDays(date, LONGEST_DAYS);
  const far = indices(
    deadlines,
    (deadline) => deadline.date !== null && (deadline.date < date || deadline.date > last),
  );
  return far.length > 0 ? [{ code: 'deadline.out_of_range', places: places('deadlines', far) }] : [];
}

const DOUBTS: readonly ((letter: Letter, context: CheckContext) => Doubt[])[] = [
  wrongEra,
  ({ date }, context) => outOfRange(date, context),
  datesInOrder,
  codeAgainstIssuer,
  unitAgainstLevel,
  orderYear,
  deadlinesInReach,
  deadlineWeekday,
];

/** A printed weekday is right for one misread day in seven. */
function weekdayAgrees(letter: Letter): Agreement[] {
  const mention = findDates(printedDate(letter))[0];
  return mention?.weekday === 'match' && mention.iso === letter.date ? [{ place: 'date', chance: 1 / 7 }] : [];
}

/** A receive stamp of the next days: a misread month or year would not lie so close, a misread day might. */
const SOON_DAYS = 31;

function stampAgrees({ date, received }: Letter): Agreement[] {
  if (date === null) return [];
  const soon = addDays(date, SOON_DAYS);
  const near = received.some((stamp) => stamp.date !== null && stamp.date >= date && stamp.date <= soon);
  return near ? [{ place: 'date', chance: 1 / 2 }] : [];
}

/** The letter code of the very province or ministry that the letterhead names. */
function codeAgrees({ issuer, reference }: Letter): Agreement[] {
  if (!issuer || !reference?.code || !reference.normalized) return [];
  const province = PROVINCE_CODES[reference.code];
  const own = issuer.name === `จังหวัด${province}` || issuer.name === AGENCY_CODES[reference.code];
  return own ? [{ place: 'issuer', chance: 1 / 5 }] : [];
}

const AGREEMENTS: readonly ((letter: Letter) => Agreement[])[] = [weekdayAgrees, stampAgrees, codeAgrees];

/** The letter with its confidences raised where values agree, lowered with a warning where they contradict. */
export function checked(letter: Letter, context: CheckContext): Letter {
  const doubts = DOUBTS.flatMap((check) => check(letter, context));
  const doubted = new Map<Place, Doubt>();
  for (const doubt of doubts) for (const place of doubt.places) doubted.set(place, doubt);
  const agreed = AGREEMENTS.flatMap((check) => check(letter)).filter(({ place }) => !doubted.has(place));
  const after = new Map<Place, number>();
  for (const { place, chance } of agreed)
    after.set(place, raised(after.get(place) ?? confidenceAt(letter, place), chance));
  for (const place of doubted.keys()) after.set(place, Math.min(confidenceAt(letter, place), RELIABILITY.doubtful));
  const judged = <T extends { confidence: number }>(list: string, items: T[]) =>
    items.map((item, at) => ({ ...item, confidence: after.get(`${list}.${at}` as Place) ?? item.confidence }));
  const single = Object.fromEntries([...after].filter(([place]) => !place.includes('.')));
  const deadlines = judged('deadlines', letter.deadlines);
  // What is past is told by the letter's date: where that is doubted, one may be missing from the list.
  const most = Math.min(doubted.has('date') ? RELIABILITY.doubtful : 1, ...deadlines.map((one) => one.confidence));
  const list = Math.min(letter.confidence.deadlines ?? 1, most);
  return {
    ...letter,
    references: judged('references', letter.references),
    deadlines,
    received: judged('received', letter.received),
    confidence: { ...letter.confidence, deadlines: list, ...single },
    warnings: [...letter.warnings, ...doubts.map(({ code, places: [first] }) => warn(code, fieldOf(first)))],
  };
}

const fieldOf = (place: Place | undefined) => place?.split('.', 1)[0] ?? null;

function confidenceAt(letter: Letter, place: Place): number {
  const [list, at] = place.split('.') as ['received' | 'references' | 'deadlines', string | undefined];
  return (at === undefined ? letter.confidence[list] : letter[list][Number(at)]?.confidence) ?? 0;
}

/** Bayes: the value was right with `confidence`, and a wrong one agrees with `chance`. */
function raised(confidence: number, chance: number): number {
  return rounded(confidence / (confidence + (1 - confidence) * chance || 1));
}
