import type { Alternative, Secrecy, Speed } from '../../../schemas/common.js';
import type { LetterKind, Reference } from '../../../schemas/record.js';
import { leadingSpeed, secrecyOf, speedOf } from '../class-lines.js';
import { type DateMention, findDates, weekdayRepairs } from '../dates.js';
import { alikeCode, isKnownCode } from '../letter-codes.js';
import { dateLineOf, orderNumberOf, referenceLineOf } from '../line-kinds.js';
import { type DocLine, locatedText, wholeLine } from '../lines.js';
import { loose } from '../loose.js';
import { RELIABILITY } from '../reliability.js';
import { GIVEN_ON } from '../sections.js';
import { WEEKDAYS } from '../tables/months.js';
import { type LetterWarning, warn } from '../warnings.js';
import { type Field, type Found, fieldAt, fieldOf, NOTHING } from './field.js';
import { guessed, isHandwritten } from './guesses.js';

/** The letter's own number: the ที่ line of its head, never one of a citation. */
export function readReference(head: readonly DocLine[], kind: LetterKind): Found<Reference> {
  return besideOthers(
    firstReference(head, kind),
    head.flatMap((line) => referenceLineOf(line.text)?.reference?.normalized ?? []),
    (reference) => reference.normalized,
    'reference',
  );
}

/**
 * A value against the other readings of it that stand in the same head (a number or a day read twice, in print and in a stamp or over the
 * fold): one that differs stands beside it, and a person decides.
 */
function besideOthers<T>(
  found: Found<T>,
  readings: readonly string[],
  textOf: (value: T) => string | null,
  name: 'reference' | 'date',
): Found<T> {
  const { field, warnings } = found;
  const own = field && textOf(field.value);
  const others =
    own === null ? [] : [...new Set(readings)].filter((reading) => reading !== own).slice(0, MOST_READINGS);
  // A code that was mended is not what stands on its own line.
  if (!field || others.length === 0 || field.alternatives?.some(({ value }) => others.includes(String(value))))
    return found;
  const confidence = Math.min(field.confidence, RELIABILITY.doubtful);
  const alternatives = others.map((value) => ({
    value,
    confidence: (1 - confidence) / others.length,
    why: 'stands there too',
  }));
  return {
    field: { ...field, confidence, alternatives: [...(field.alternatives ?? []), ...alternatives] },
    warnings: [...warnings, warn(`${name}.two_readings`, name)],
  };
}

/** A person chooses among a few. */
const MOST_READINGS = 4;

function firstReference(head: readonly DocLine[], kind: LetterKind): Found<Reference> {
  if (kind === 'order' || kind === 'announcement') return readOrderNumber(head);
  let blank: Found<Reference> | null = null;
  for (const line of head) {
    const read = referenceLineOf(line.text);
    if (read === null) continue;
    const { reference, start, end } = read;
    if (reference?.normalized) {
      const field = fieldOf(reference, line, start, end, RELIABILITY.reference);
      if (!isKnownCode(reference.code)) return unknownCode(field);
      const doubt = doubtfulForm(reference);
      if (doubt) {
        field.confidence = Math.min(field.confidence, RELIABILITY.doubtful);
        return { field: { ...field, ...doubt.alternatives }, warnings: [warn(doubt.code, 'reference')] };
      }
      if (/[๐-๙]/.test(field.value.raw) && /[0-9]/.test(field.value.raw) && field.evidence[0]?.bbox) {
        // Thai and Arabic digits in one printed number: part of it was written by hand.
        field.confidence = Math.min(field.confidence, RELIABILITY.doubtful);
      }
      const number = guessed(field, line, start, end, (text) => referenceLineOf(text)?.reference?.normalized ?? null);
      const warnings = isHandwritten(line, start, end) ? [warn('reference.handwritten', 'reference')] : [];
      if (reference.suffix === null) return { field: number, warnings };
      // A number with a second slash may be a misread digit (๕๓๗ as ๕๓/๓): kept, and shown as doubtful.
      const doubted = { ...number, confidence: Math.min(number.confidence, RELIABILITY.doubtful) };
      return { field: doubted, warnings: [...warnings, warn('reference.suffix_unexplained', 'reference')] };
    }
    const warnings = [warn('reference.blank', 'reference')];
    blank ??= reference
      ? { field: fieldOf(reference, line, start, end, RELIABILITY.reference), warnings }
      : { field: null, warnings };
  }
  return blank ?? NOTHING;
}

/** Universities number their units with two digits (อว ๖๙.๑.๑). */
const SHORT_UNITS = /^(?:อว|ศธ)\s\d{2}\D/;

/** A form of the number that stands on paper only by accident, most likely. Kept as printed. */
function doubtfulForm(
  reference: Reference,
): { code: LetterWarning; alternatives?: Pick<Field<Reference>, 'alternatives'> } | null {
  if (/[A-Za-z๏]/.test(reference.raw)) return { code: 'reference.letters_in_number' };
  const short = /^\d{2,3}(?!\d)/.test(reference.unit ?? '') && reference.code?.length === 2;
  if (!short || SHORT_UNITS.test(reference.normalized ?? '')) return null;
  const padded = reference.normalized!.replace(/(?<=^\D+)\d/u, (digit) => `0${digit}`);
  return {
    code: 'reference.unit_unusual',
    alternatives: { alternatives: [{ value: padded, confidence: RELIABILITY.doubtful / 2, why: 'leading zero lost' }] },
  };
}

/** A code that no agency has was misread: the one known code that looks alike takes its place, for a person to confirm. */
function unknownCode(field: Field<Reference>): Found<Reference> {
  const { value } = field;
  const confidence = Math.min(field.confidence, RELIABILITY.doubtful);
  const code = value.code === null ? null : alikeCode(value.code);
  if (code === null)
    return { field: { ...field, confidence }, warnings: [warn('reference.code_unknown', 'reference')] };
  const normalized = value.normalized && code + value.normalized.slice(code.length);
  return {
    field: {
      ...field,
      value: { ...value, code, normalized },
      confidence,
      alternatives: [{ value: value.normalized, confidence: 1 - confidence, why: 'as read' }],
    },
    warnings: [warn('reference.code_repaired', 'reference')],
  };
}

function readOrderNumber(head: readonly DocLine[]): Found<Reference> {
  for (const line of head) {
    const reference = orderNumberOf(line.text);
    if (!reference) continue;
    const [start, end] = [0, line.text.length];
    const field = fieldOf(reference, line, start, end, RELIABILITY.reference);
    return {
      field: guessed(field, line, start, end, (text) => orderNumberOf(text)?.normalized ?? null),
      warnings: isHandwritten(line, start, end) ? [warn('reference.handwritten', 'reference')] : [],
    };
  }
  return NOTHING;
}

/** A letter's own date has its year in four digits (สารบรรณ ข้อ 11); fewer were covered or lost, unless the month is short too. */
const WHOLE_YEAR = /[\d๐-๙]{4}|\..{0,6}[\d๐-๙]{2}/;
/** A letter writes its month out (สารบรรณ ข้อ 11); a short one without วันที่ before it is mostly a stamp's, and stands back behind a whole one. */
const SHORT_MONTH = /\./;
const LABELLED = new RegExp(loose('วันที่'));
const BLANK_DATE = new RegExp(`${loose('วันที่')}[\\s.…_]{0,60}(?:[\\d๐-๙]{4})?$`);

/**
 * The letter's own date: on its own line of the head, behind วันที่ on a memorandum, under the text of a stamped letter, after
 * สั่ง ณ or ประกาศ ณ. A blank day gives null and a warning; no day is guessed.
 */
export function readDate(head: readonly DocLine[], tail: readonly DocLine[], kind: LetterKind): Found<string> {
  const whole = head.flatMap((line) => {
    const own = dateLineOf(line.text);
    return own?.iso && !SHORT_MONTH.test(line.text) && WHOLE_YEAR.test(line.text) ? own.iso : [];
  });
  return besideOthers(firstDate(head, tail, kind), whole, (date) => date, 'date');
}

function firstDate(head: readonly DocLine[], tail: readonly DocLine[], kind: LetterKind): Found<string> {
  const given = kind === 'order' || kind === 'announcement' || kind === 'certificate';
  const sealed = given ? tail.filter((line) => GIVEN_ON.test(line.text)) : [];
  const places = given
    ? sealed.length > 0
      ? sealed
      : tail.filter((line) => dateLineOf(line.text) !== null)
    : kind === 'stamped'
      ? [...tail, ...head]
      : head;
  let blank = false;
  let short: Found<string> | null = null;
  for (const line of places) {
    const start = given ? 0 : dateStart(line.text);
    if (start === null) continue;
    const located = locatedText([wholeLine(line)]);
    const mention = findDates(line.text).find((found) => found.end > start && found.from === null);
    if (!mention) {
      blank ||= BLANK_DATE.test(line.text);
      continue;
    }
    const printed = line.text.slice(mention.start, mention.end);
    if (mention.iso === null || mention.precision !== 'day' || mention.yearInferred || !WHOLE_YEAR.test(printed)) {
      blank = true;
      continue;
    }
    const read = fieldAt(mention.iso, located, mention.start, mention.end, RELIABILITY.date);
    const field = guessed(read, line, mention.start, mention.end, (text) => dayIn(text, start));
    const warnings = isHandwritten(line, mention.start, mention.end) ? [warn('date.handwritten', 'date')] : [];
    if (mention.weekday === 'mismatch') warnings.push(warn('date.weekday_mismatch', 'date'));
    if (mention.repaired) warnings.push(warn('date.repaired', 'date'));
    const stampLike = SHORT_MONTH.test(printed) && !LABELLED.test(line.text);
    const doubted = { ...field, confidence: Math.min(field.confidence, RELIABILITY.doubtful) };
    const otherDays = mention.weekday === 'mismatch' ? daysOf(mention, printed) : [];
    if (otherDays.length > 0) doubted.alternatives = [...(field.alternatives ?? []), ...otherDays];
    const found = { field: stampLike || mention.weekday === 'mismatch' ? doubted : field, warnings };
    if (!stampLike) return found;
    short ??= found;
  }
  return short ?? { field: null, warnings: blank ? [warn('date.blank', 'date')] : [] };
}

/** The days that fall on the printed weekday and differ in one digit, for a person to choose among. */
function daysOf(mention: DateMention, printed: string): Alternative[] {
  const weekday = WEEKDAYS.findIndex((names) => names.some((name) => new RegExp(loose(name)).test(printed)));
  const days = weekday < 0 ? [] : weekdayRepairs(mention, weekday).slice(0, MOST_READINGS);
  const confidence = days.length === 0 ? 0 : (1 - RELIABILITY.doubtful) / days.length;
  return days.map((value) => ({ value, confidence, why: 'agrees with the weekday' }));
}

/** The whole day that a line gives from `start` on; null where it gives none. */
function dayIn(text: string, start: number): string | null {
  const mention = findDates(text).find((found) => found.end > start && found.from === null);
  return mention?.precision === 'day' && !mention.yearInferred ? mention.iso : null;
}

const MEMO_DATE = new RegExp(`(?:^|\\s)${loose('วันที่')}\\s?`);

/** Where a head line may hold the letter's date; null where it holds something else. */
function dateStart(text: string): number | null {
  const line = dateLineOf(text);
  if (line) return line.start;
  const memo = MEMO_DATE.exec(text);
  if (memo && (memo.index === 0 || referenceLineOf(text) !== null)) return memo.index;
  return null;
}

/** ชั้นความเร็ว on its own line, or before ที่. One misread (ส่วนที่สุด) is repaired and shown as doubtful. */
export function readSpeed(head: readonly DocLine[]): Found<Speed> {
  let near: Found<Speed> | null = null;
  for (const line of head) {
    const alone = speedOf(line.text);
    const lead = leadingSpeed(line.text);
    if (alone?.exact)
      return { field: fieldOf(alone.speed, line, 0, line.text.length, RELIABILITY.speed), warnings: [] };
    if (lead) return { field: fieldOf(lead.speed, line, 0, lead.length, RELIABILITY.speed), warnings: [] };
    if (alone) near ??= repairedWord(alone.speed, line, 'speed');
    const number = referenceLineOf(line.text);
    const behind = number?.reference ? line.text.slice(number.rest).search(/\S/) : -1;
    const last = behind < 0 ? null : speedOf(line.text.slice(number!.rest));
    if (last?.exact)
      return {
        field: fieldOf(last.speed, line, number!.rest + behind, line.text.length, RELIABILITY.speed),
        warnings: [],
      };
  }
  return near ?? NOTHING;
}

/** A class word that was misread: the nearest one, for a person to confirm. */
function repairedWord<T>(value: T, line: DocLine, name: 'speed' | 'secrecy'): Found<T> {
  const field = fieldOf(value, line, 0, line.text.length, RELIABILITY.doubtful);
  const alternatives = [{ value: line.text, confidence: 1 - field.confidence, why: 'as printed' }];
  return { field: { ...field, alternatives }, warnings: [warn(`${name}.repaired`, name)] };
}

/** ชั้นความลับ, printed at the top and bottom of every page; the highest one counts. */
export function readSecrecy(lines: readonly DocLine[]): Found<Secrecy> {
  const order: Secrecy[] = ['top-secret', 'secret', 'confidential'];
  const marked = lines.flatMap((line) => {
    const secrecy = secrecyOf(line.text);
    return secrecy ? [{ line, ...secrecy }] : [];
  });
  marked.sort((a, b) => order.indexOf(a.secrecy) - order.indexOf(b.secrecy));
  const highest = marked[0];
  if (!highest) return NOTHING;
  const top = marked.find(({ exact, secrecy }) => exact && secrecy === highest.secrecy);
  if (!top) return repairedWord(highest.secrecy, highest.line, 'secrecy');
  return { field: fieldOf(top.secrecy, top.line, 0, top.line.text.length, RELIABILITY.secrecy), warnings: [] };
}
