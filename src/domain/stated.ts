import type { Alternative, Secrecy, Warning } from '../../schemas/common.js';
import type { Stated } from '../../schemas/exchange.js';
import type { Letter, Reference } from '../../schemas/record.js';
import { formatThaiDate } from './dates.js';
import { issuerNamed } from './fields/issuer.js';
import { toArabicDigits } from './numerals.js';
import { parseReference } from './reference.js';
import { normalForm, withoutBlanks } from './text.js';
import { type LetterWarning, warn } from './warnings.js';

/**
 * What the sender of an electronic letter stated of it, laid over what was read of its pages. The sender typed it, so it goes before a reading of a picture; but nobody has
 * proved who that was, and people mistype: what differs is given with both readings and goes to a person.
 */

/** `letter`: of the letter itself; `attachment`: of a file that went with it, of which nothing but its class is stated. */
export interface Statement {
  of: 'letter' | 'attachment';
  stated: Stated;
  /** The organisation that sent it, and those above it; empty where the table of codes does not name it. */
  senders: readonly string[];
  /** From when on it lay over what was read of the file; null while its message is being taken in. */
  since: Date | null;
}

/** Not measured yet: no collection of such messages is at hand. What agrees was found in two ways; what stands alone or differs is below the line from where on a value is sure. */
export const SURENESS = { agrees: 0.99, alone: 0.85, differs: 0.6 } as const;
/** From open to the highest class. */
export const SECRECY_ORDER: readonly (Secrecy | null)[] = [null, 'confidential', 'secret', 'top-secret'];
const AS_READ = 'as read';
const EARLIER = 'stated in an earlier message';

export const plain = (text: string): string => withoutBlanks(toArabicDigits(normalForm(text)));
const higher = (a: Secrecy | null, b: Secrecy | null): Secrecy | null =>
  SECRECY_ORDER.indexOf(a) >= SECRECY_ORDER.indexOf(b) ? a : b;

export const statedFields = ['reference', 'date', 'subject', 'speed', 'secrecy', 'issuer', 'references'] as const;
export type StatedField = (typeof statedFields)[number];
type Field = StatedField;
const warningOf = (field: Field, how: 'exchange_differs' | 'exchange_alone'): Warning =>
  warn(`${field}.${how}` as LetterWarning, field);

/** Doubts about a reading that a sender who states the same has settled, or that there is none. */
const SETTLED =
  /\.(?:handwritten|repaired|two_readings|missing|blank|code_repaired|letters_in_number|suffix_unexplained)$/;

/** A field set to what was stated. `others`: what stands against it. */
function laid<F extends Field>(letter: Letter, field: F, value: Letter[F], others: readonly Alternative[]): Letter {
  const before = letter[field];
  const read = before !== null && !(Array.isArray(before) && before.length === 0);
  const sureness = others.length > 0 ? SURENESS.differs : read ? SURENESS.agrees : SURENESS.alone;
  const { [field]: known = [], ...alternatives } = letter.alternatives;
  const kept = others.length > 0 ? [...others, ...known] : [];
  const told = letter.warnings.filter((one) => one.field !== field || !SETTLED.test(one.code));
  const how = others.length > 0 ? 'exchange_differs' : read ? null : 'exchange_alone';
  return {
    ...letter,
    [field]: value,
    confidence: { ...letter.confidence, [field]: sureness },
    alternatives: kept.length > 0 ? { ...alternatives, [field]: kept } : alternatives,
    warnings: how ? [...told, warningOf(field, how)] : told,
    provenance: { ...letter.provenance, [field]: 'exchange' },
  };
}

/** A field that stays as it was read, with the doubt that the sender states it otherwise. */
const doubted = (letter: Letter, field: Field): Letter => ({
  ...letter,
  confidence: { ...letter.confidence, [field]: Math.min(letter.confidence[field] ?? 1, SURENESS.differs) },
  warnings: [...letter.warnings, warningOf(field, 'exchange_differs')],
});

/** What stands against the last value: the reading, and what earlier messages stated. */
function others<T>(
  letter: Letter,
  field: Field,
  read: T | null,
  values: readonly T[],
  same: (a: T, b: T) => boolean,
  shown: (value: T) => unknown,
): Alternative[] {
  const last = values.at(-1)!;
  const found: Alternative[] = [];
  const add = (value: T, confidence: number, why: string) => {
    if (!same(value, last) && !found.some((one) => one.value === shown(value))) {
      found.push({ value: shown(value), confidence, why });
    }
  };
  if (read !== null) add(read, letter.confidence[field] ?? SURENESS.differs, AS_READ);
  for (const value of values.slice(0, -1).reverse()) add(value, SURENESS.differs, EARLIER);
  return found;
}

/** A number of no known form is kept as it was typed. */
export const referenceOf = (typed: string): Reference =>
  parseReference(typed) ?? {
    raw: typed,
    normalized: null,
    code: null,
    unit: null,
    series: null,
    number: null,
    suffix: null,
    circular: false,
  };
export const numberOf = ({ normalized, raw }: Reference): string => normalized ?? raw;

/** A letter with what all messages stated of it, in their order. */
export function laidOver(letter: Letter, statements: readonly Statement[]): Letter {
  const all = statements.map(({ stated }) => stated);
  const last = all.at(-1)!;
  let result = letter;

  const numbers = all.map(({ reference }) => referenceOf(reference));
  const sameNumber = (a: Reference, b: Reference) => plain(numberOf(a)) === plain(numberOf(b));
  const otherNumbers = others(letter, 'reference', letter.reference, numbers, sameNumber, numberOf);
  result = laid(result, 'reference', numbers.at(-1)!, otherNumbers);

  const days = all.map(({ date }) => date);
  result = laid(
    result,
    'date',
    last.date,
    others(letter, 'date', letter.date, days, Object.is, (day) => day),
  );

  const subjects = all.map(({ subject }) => subject);
  const sameText = (a: string, b: string) => plain(a) === plain(b);
  const otherSubjects = others(letter, 'subject', letter.subject, subjects, sameText, (text) => text);
  result = laid(result, 'subject', last.subject, otherSubjects);

  // Normal is what a form is filled with before anybody looks: it does not take away what is printed.
  if (last.speed === null && letter.speed !== null) result = doubted(result, 'speed');
  else if (last.speed !== null) {
    const others: Alternative[] =
      letter.speed === null || letter.speed === last.speed
        ? []
        : [{ value: letter.speed, confidence: letter.confidence.speed ?? SURENESS.differs, why: AS_READ }];
    result = laid(result, 'speed', last.speed, others);
  }

  result = sender(result, statements.at(-1)!.senders);
  return references(result, last.references);
}

/** Who issued it: a letter of a ministry is sent by one of its departments, which is no difference. */
function sender(letter: Letter, senders: readonly string[]): Letter {
  const [name] = senders;
  if (name === undefined) return letter;
  const read = letter.issuer;
  if (read && senders.slice(1).some((above) => plain(above) === plain(read.name))) return letter;
  const stated = issuerNamed(name, read?.province ?? null, letter.reference?.unit ?? null);
  const same = read !== null && plain(read.name) === plain(stated.name);
  const against =
    read === null || same
      ? []
      : [{ value: read.name, confidence: letter.confidence.issuer ?? SURENESS.differs, why: AS_READ }];
  return laid(letter, 'issuer', same ? read : stated, against);
}

/** Letters that are referred to: those that were read stay, whether or not the sender lists them. */
function references(letter: Letter, stated: Stated['references']): Letter {
  const list = [...letter.references];
  let differs = false;
  let added = false;
  for (const one of stated) {
    const number = one.reference === null ? null : numberOf(referenceOf(one.reference));
    const sameNumber = list.findIndex((read) => number !== null && read.reference === number);
    const sameDay = list.findIndex(
      (read) =>
        one.date !== null && read.date === one.date && !stated.some((other) => other !== one && isSame(other, read)),
    );
    const at = sameNumber >= 0 ? sameNumber : sameDay;
    const read = list[at];
    if (!read) {
      const text = [number, one.date && `ลงวันที่ ${formatThaiDate(one.date, { digits: 'thai' })}`, one.subject]
        .filter(Boolean)
        .join(' ');
      list.push({
        issuer: null,
        reference: number,
        date: one.date,
        speed: null,
        text,
        confidence: SURENESS.alone,
        evidence: [],
      });
      added = true;
      continue;
    }
    const otherNumber = number !== null && read.reference !== null && read.reference !== number;
    const otherDay = one.date !== null && read.date !== null && read.date !== one.date;
    differs ||= otherNumber || otherDay;
    const against: Alternative[] =
      otherNumber || otherDay
        ? [{ value: otherNumber ? read.reference : read.date, confidence: read.confidence, why: AS_READ }]
        : [];
    list[at] = {
      ...read,
      reference: number ?? read.reference,
      date: one.date ?? read.date,
      confidence: against.length > 0 ? SURENESS.differs : SURENESS.agrees,
      ...(against.length > 0 && { alternatives: against }),
    };
  }
  if (stated.length === 0) return letter;
  const told = [
    ...(differs ? [warningOf('references', 'exchange_differs')] : []),
    ...(added ? [warningOf('references', 'exchange_alone')] : []),
  ];
  return {
    ...letter,
    references: list,
    warnings: [...letter.warnings, ...told],
    provenance: { ...letter.provenance, references: 'exchange' },
  };
}

const isSame = (stated: Stated['references'][number], read: Letter['references'][number]): boolean =>
  stated.reference !== null && numberOf(referenceOf(stated.reference)) === read.reference;

/**
 * Which letter of its file a message describes: the one with its number, as people put it right (`set`) or as it was read, else the first that is one.
 */
export function described(read: readonly Letter[], { reference }: Stated, set: readonly Letter[] = read): number {
  const number = numberOf(referenceOf(reference));
  const bears = [set, read]
    .map((letters) => letters.findIndex((letter) => letter.reference?.normalized === number))
    .find((at) => at >= 0);
  if (bears !== undefined) return bears;
  return Math.max(
    0,
    read.findIndex(({ kind }) => kind !== 'attachment'),
  );
}

/** The class of a letter, never lower than one that was read or stated; on the letter itself a difference is told. */
export function classed(letter: Letter, stated: Secrecy | null, isDescribed: boolean): Letter {
  const secrecy = higher(letter.secrecy, stated);
  if (!isDescribed) return secrecy === letter.secrecy ? letter : { ...letter, secrecy };
  if (letter.secrecy === stated) return stated === null ? letter : laid(letter, 'secrecy', stated, []);
  if (secrecy === letter.secrecy) return doubted(letter, 'secrecy');
  const read = letter.secrecy;
  const confidence = letter.confidence.secrecy ?? SURENESS.differs;
  return laid(letter, 'secrecy', secrecy, read === null ? [] : [{ value: read, confidence, why: AS_READ }]);
}

/**
 * The letters of a file with what was stated of it in messages, the earliest first. The last one goes before the others; all of a file is at least of the highest class that
 * was stated of it (a letter and what goes with it are of one class), and a class that was read is never lowered. `set`: the same letters as people put them right.
 */
export function applyStatements(
  read: readonly Letter[],
  statements: readonly Statement[],
  set: readonly Letter[] = read,
): Letter[] {
  if (statements.length === 0 || read.length === 0) return [...read];
  const own = statements.filter(({ of }) => of === 'letter');
  const places = own.map(({ stated }) => described(read, stated, set));
  const highest = statements.reduce<Secrecy | null>((most, { stated }) => higher(most, stated.secrecy), null);
  return read.map((letter, at) => {
    const about = own.filter((_, index) => places[index] === at);
    const over = about.length > 0 ? laidOver(letter, about) : letter;
    return classed(over, highest, about.length > 0);
  });
}
