import type { Letter } from '../../schemas/record.js';
import { SENDER_OTHERWISE } from './labels.js';
import {
  classed,
  laidOver,
  numberOf,
  plain,
  referenceOf,
  type StatedField,
  type Statement,
  SURENESS,
  statedFields,
} from './stated.js';
import { type LetterWarning, warn } from './warnings.js';

/**
 * What a sender stated of a letter after a person had set the field. What the person set stands; that the sender says otherwise is asked, with both readings, until a person
 * has answered. What lay over the reading before the person set it was before their eyes, and is not asked again.
 */

const WHY = 'the sender states ';

/** `value` as a correction takes it; `said`: the sender's own words for it, by which an answer to it is known. */
export interface SaidOtherwise {
  field: StatedField;
  said: string;
  value: unknown;
}

/** What a statement says of a field, as a text. */
export function saidOf(field: StatedField, { stated, senders }: Statement): string {
  switch (field) {
    case 'reference':
      return numberOf(referenceOf(stated.reference));
    case 'issuer':
      return senders[0] ?? '';
    case 'references':
      return stated.references
        .map(({ reference, date }) =>
          `${reference === null ? '' : numberOf(referenceOf(reference))} ${date ?? ''}`.trim(),
        )
        .join('; ');
    default:
      return stated[field] ?? '';
  }
}

/** Whether two texts of a field say the same. */
export const sameSaid = (a: string, b: string): boolean => plain(a) === plain(b);

/**
 * What a sender states otherwise than stands in a letter. A lower class than the letter's own is none: "normal" is what a form is filled with before anybody looks.
 */
export function saidOtherwise(letter: Letter, statement: Statement): SaidOtherwise[] {
  const bare: Letter = { ...letter, warnings: [], alternatives: {}, provenance: {} };
  const over = classed(laidOver(bare, [statement]), statement.stated.secrecy, true);
  const told = new Set(over.warnings.map(({ field }) => field));
  return statedFields
    .filter((field) => told.has(field) && over.provenance?.[field] === 'exchange')
    .map((field) => ({ field, said: saidOf(field, statement), value: saidValue(over, field) }));
}

function saidValue(letter: Letter, field: StatedField): unknown {
  if (field === 'reference') return letter.reference && numberOf(letter.reference);
  return field === 'issuer' ? letter.issuer?.name : letter[field];
}

/** The letter with the question: what stands in it stays as sure as it was. */
export const asking = (letter: Letter, questions: readonly SaidOtherwise[]): Letter =>
  questions.length === 0
    ? letter
    : {
        ...letter,
        alternatives: {
          ...letter.alternatives,
          ...Object.fromEntries(
            questions.map(({ field, said, value }) => [
              field,
              [{ value, confidence: SURENESS.differs, why: `${WHY}${said}` }],
            ]),
          ),
        },
        warnings: [
          ...letter.warnings,
          ...questions.map(({ field }) => warn(`${field}${SENDER_OTHERWISE}` as LetterWarning, field)),
        ],
      };

/** What the sender says of a field of a letter that is asked; null where nothing is. */
export function askedOf({ warnings, alternatives }: Letter, field: string): string | null {
  if (!warnings.some((one) => one.field === field && one.code.endsWith(SENDER_OTHERWISE))) return null;
  const why = alternatives[field]?.find((one) => one.why.startsWith(WHY))?.why;
  return why === undefined ? null : why.slice(WHY.length);
}
