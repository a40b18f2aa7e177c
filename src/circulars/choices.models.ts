import type { CheckedField, Choice, SaidReading } from '../../schemas/check.js';
import type { Alternative, Secrecy, Speed } from '../../schemas/common.js';
import type { Citation, Letter } from '../../schemas/record.js';
import { formatThaiDate } from '../domain/dates.js';
import { SECRECY_LABEL, SPEED_LABEL } from '../domain/labels.js';
import { toThaiDigits } from '../domain/numerals.js';
import { chosenOrganisation } from '../domain/recipients/resolve-letters.js';
import { statedFields } from '../domain/stated.js';
import { askedOf } from '../domain/stated-otherwise.js';
import { SPEED_WORDS } from '../domain/tables/classes.js';
import { CITING, citationsIn, type Otherwise } from './otherwise.models.js';

/** A number, day or class as a clerk reads it. */
export function shownValue(field: string, value: string): string {
  if (field === 'date') return formatThaiDate(value, { digits: 'thai' });
  if (field === 'secrecy') return SECRECY_LABEL[value as Secrecy] ?? value;
  return field === 'speed' ? (SPEED_LABEL[value as Speed] ?? value) : toThaiDigits(value);
}

const speedOf = (word: string): string => SPEED_WORDS.find(([known]) => known === word)?.[1] ?? word;

/** A value as it is shown on a chip. */
function textOf(field: CheckedField, value: unknown): string {
  if (typeof value === 'string') return shownValue(field, value);
  const { name, text, raw, normalized } = (value ?? {}) as Record<string, string | null | undefined>;
  return toThaiDigits(normalized ?? name ?? text ?? raw ?? NONE);
}

const NONE = 'ไม่มี';

/** The values that a person may take for a field with one press: what was read, what it may be instead, what other letters say. */
export function choicesOf(letter: Letter, field: CheckedField, otherwise: readonly Otherwise[]): Choice[] {
  const value = letter[field];
  const own = otherwise.filter((one) => one.field === field);
  const asked = askedOf(letter, field) !== null;
  if (Array.isArray(value)) {
    const whole = asked && field === 'references' ? wholeChoices(letter) : [];
    return [...whole, ...value.flatMap((_, item) => itemChoices(letter, field, item, own))];
  }
  const plain = field === 'reference' ? (letter.reference?.normalized ?? letter.reference?.raw ?? null) : value;
  const others: Choice[] = [
    ...own.map((one) =>
      choiceOf(field, null, one.about === 'speed' ? speedOf(one.there) : one.there, whoCites(one), one),
    ),
    ...(letter.alternatives[field] ?? []).map((one) => alternativeChoice(field, null, one)),
  ];
  const from = letter.provenance?.[field] ? SENDER_SAYS : asked ? AS_SET : 'ตามที่อ่านได้จากฉบับนี้';
  const mine = choiceOf(field, null, plain ?? null, from);
  const suggested = own.find((one) => one.suggested && one.suggested.value === one.here)?.suggested?.reason ?? null;
  return distinct([...(plain == null && !asked ? [] : [{ ...mine, suggested }]), ...others]);
}

const SENDER_SAYS = 'ตามที่ผู้ส่งระบุมาทางอิเล็กทรอนิกส์';
const AS_SET = 'ตามที่ผู้ตรวจกำหนดไว้';

const textOfAll = (all: readonly Citation[]) => all.map((one) => citedText(one) || one.text).join(' · ') || NONE;

/** The fields of which the sender says otherwise than people set, with both readings. */
export function saidReadings(letter: Letter): SaidReading[] {
  const textIn = (field: CheckedField, value: unknown) =>
    Array.isArray(value) ? textOfAll(value as Citation[]) : textOf(field, value);
  return statedFields
    .filter((field) => askedOf(letter, field) !== null)
    .map((field) => ({
      field,
      here: textIn(field, letter[field]),
      there: textIn(field, letter.alternatives[field]?.[0]?.value),
    }));
}

/** The list of references as people set it, and with what the sender says of it. */
function wholeChoices(letter: Letter): Choice[] {
  const choice = (value: readonly Citation[], why: string): Choice => ({
    ...choiceOf('references', null, value, why),
    text: textOfAll(value),
  });
  const said = letter.alternatives.references?.[0]?.value as Letter['references'] | undefined;
  return said ? [choice(letter.references, AS_SET), choice(said, SENDER_SAYS)] : [];
}

const whoCites = ({ other }: Otherwise) => `${other.issuer ?? 'หนังสืออีกฉบับ'} อ้างถึงไว้อย่างนี้`;

function choiceOf(
  field: CheckedField,
  item: number | null,
  value: unknown,
  why: string | null,
  one?: Otherwise,
): Choice {
  const suggested = one?.suggested && one.suggested.value === one.there ? one.suggested.reason : null;
  return { item, value, text: textOf(field, value), why, other: one?.other ?? null, suggested };
}

const alternativeChoice = (field: CheckedField, item: number | null, { value, why }: Alternative): Choice =>
  choiceOf(field, item, value, whyText(why));

/** Of two ways to the same value the first is kept. */
function distinct(choices: readonly Choice[]): Choice[] {
  const byText = new Map<string, Choice>();
  for (const one of choices) {
    const key = `${one.item} ${one.text}`;
    const known = byText.get(key);
    if (!known) byText.set(key, one);
    else if (known.suggested === null && one.suggested !== null)
      byText.set(key, { ...known, suggested: one.suggested });
  }
  const all = [...byText.values()];
  // One value alone is no choice.
  return all.filter(({ item }) => all.filter((other) => other.item === item).length > 1);
}

function itemChoices(letter: Letter, field: CheckedField, item: number, own: readonly Otherwise[]): Choice[] {
  if (field === 'recipients') return recipientChoices(letter, item);
  if (field === 'deadlines') return deadlineChoices(letter, item);
  const citing = CITING.find((place) => place === field);
  const citation = citing && citationsIn(letter, citing)[item];
  if (!citing || !citation) return [];
  const differing = own.filter((one) => one.item === item);
  if (differing.length === 0) return [];
  const [first] = differing;
  const said = Object.fromEntries(
    differing.map(({ about, there }) => [about, about === 'speed' ? speedOf(there) : there]),
  );
  const changed = { ...citation, ...said };
  const wrap = (one: Citation): unknown =>
    citing === 'enclosures'
      ? { ...letter.enclosures[item], citation: one }
      : { ...(letter[citing] ?? [])[item], ...one };
  const reason = (side: 'here' | 'there') =>
    differing.find((one) => one.suggested && one.suggested.value === one[side])?.suggested?.reason ?? null;
  const other = first!.other;
  return [
    {
      item,
      value: wrap(citation),
      text: citedText(citation),
      why: 'ตามที่หนังสือฉบับนี้อ้างถึง',
      other: null,
      suggested: reason('here'),
    },
    {
      item,
      value: wrap(changed),
      text: citedText(changed),
      why: `ตามหนังสือของ ${other.issuer ?? 'ฉบับที่อ้างถึง'} เอง`,
      other,
      suggested: reason('there'),
    },
  ];
}

const citedText = ({ reference, date, speed }: Pick<Citation, 'reference' | 'date' | 'speed'>): string =>
  [
    speed && SPEED_LABEL[speed],
    reference && `ที่ ${toThaiDigits(reference)}`,
    date && `ลงวันที่ ${formatThaiDate(date, { digits: 'thai' })}`,
  ]
    .filter(Boolean)
    .join(' ');

function recipientChoices(letter: Letter, item: number): Choice[] {
  const recipient = letter.recipients[item]!;
  const { resolved } = recipient;
  const candidates = resolved?.state === 'unknown' ? (resolved.candidates ?? []) : [];
  const named = candidates.map(
    (organisation): Choice => ({
      item,
      value: { ...recipient, resolved: chosenOrganisation(organisation) },
      text: organisation.name,
      why: `รหัส ${toThaiDigits(organisation.code)}`,
      other: null,
      suggested: null,
    }),
  );
  const printed = (recipient.alternatives ?? []).map(
    ({ value, why }): Choice => ({
      item,
      value: { ...recipient, text: String(value) },
      text: String(value),
      why: whyText(why),
      other: null,
      suggested: null,
    }),
  );
  const asRead: Choice = {
    item,
    value: recipient,
    text: recipient.text,
    why: 'ตามที่อ่านได้',
    other: null,
    suggested: null,
  };
  return printed.length > 0 ? [asRead, ...printed, ...named] : named;
}

function deadlineChoices(letter: Letter, item: number): Choice[] {
  const deadline = letter.deadlines[item]!;
  const days = (deadline.alternatives ?? []).filter(({ value }) => typeof value === 'string');
  if (days.length === 0 || deadline.date === null) return [];
  const choice = (date: string, why: string): Choice => ({
    item,
    value: { ...deadline, date },
    text: shownValue('date', date),
    why,
    other: null,
    suggested: null,
  });
  return distinct([
    choice(deadline.date, 'ตามที่อ่านได้'),
    ...days.map(({ value, why }) => choice(String(value), whyText(why))),
  ]);
}

/** The reasons of the rules, as a clerk reads them. */
const WHY: readonly (readonly [RegExp, string])[] = [
  [/^similar characters$/, 'ตัวอักษรคล้ายกัน'],
  [/^as printed$/, 'ตามที่พิมพ์ไว้'],
  [/^as read$/, 'ตามที่อ่านได้'],
  [/^stands there too$/, 'มีอยู่ที่หัวหนังสือด้วย'],
  [/^the sender states\b.*$/, SENDER_SAYS],
  [/^stated in an earlier message$/, 'ผู้ส่งเคยระบุไว้อย่างนี้'],
  [/^leading zero lost$/, 'เลขศูนย์ข้างหน้าอาจหายไป'],
  [/^(?:agrees with the weekday|weekday as printed)$/, 'ตรงกับชื่อวันที่พิมพ์ไว้'],
  [/^either is allowed$/, 'ทำวันใดวันหนึ่งก็ได้'],
  [/^same day of the month$/, 'วันเดียวกันของเดือน'],
  [/^cited by another letter\b.*$/, 'หนังสืออีกฉบับอ้างถึงไว้อย่างนี้'],
  [/^cited by (.+) as .*$/, '$1 อ้างถึงไว้อย่างนี้'],
  [/^another copy reads .*$/, 'สำเนาอีกฉบับอ่านได้อย่างนี้'],
  [/^stated by another letter\b.*$/, 'หนังสืออีกฉบับระบุไว้อย่างนี้'],
  [/^stated by (.+) as .*$/, 'หนังสือของ $1 ระบุไว้อย่างนี้'],
  [/^the letter of (.+) has .*$/, 'หนังสือของ $1 เองเป็นอย่างนี้'],
];

function whyText(why: string): string {
  const known = WHY.find(([pattern]) => pattern.test(why));
  return known ? why.replace(known[0], known[1]) : why;
}
