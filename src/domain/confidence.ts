import type { Letter } from '../../schemas/record.js';
import { SURE } from './labels.js';
import { FIELD_CALIBRATION } from './tables/field-calibration.js';

/**
 * How the confidence that a rule gives is turned into the measured one, by field: p = 1 / (1 + e^-(slope · ln(s / (1 - s)) + shift)).
 * A field without an entry keeps what its rule gives. Fitted by `bench/confidence.ts`.
 */
export type FieldCalibration = Readonly<Record<string, { slope: number; shift: number }>>;

/** A confidence as records hold it, with four digits. */
export const rounded = (p: number): number => Math.round(p * 10_000) / 10_000;

/** Nothing is certain, and the logarithm of a certainty has no end. */
const [LEAST, MOST] = [0.005, 0.998];

/** `ln(p / (1 - p))` within bounds. */
export function logit(p: number): number {
  const bounded = Math.min(MOST, Math.max(LEAST, p));
  return Math.log(bounded / (1 - bounded));
}

/**
 * The measured probability that a person would leave a value as it is. What a rule doubts (below 0.9) stays doubted however often
 * such values were right: the reason for the doubt is shown beside it, and a person looks.
 */
export function calibrated(field: string, given: number, table: FieldCalibration): number {
  const entry = table[field];
  if (!entry) return given;
  const p = 1 / (1 + Math.exp(-(entry.slope * logit(given) + entry.shift)));
  return rounded(given < SURE ? Math.min(p, SURE - 0.001) : p);
}

/** The name under which the whole list of deadlines is measured: an empty one is another matter than one with entries. */
const listName = (letter: Pick<Letter, 'deadlines'>, field: string): string =>
  field === 'deadlines' ? (letter.deadlines.length > 0 ? 'deadlines, all' : 'deadlines, none') : field;

/** A letter with measured confidences in the place of those of the rules. */
export function calibratedLetter(letter: Letter, table: FieldCalibration = FIELD_CALIBRATION): Letter {
  const items = <T extends { confidence: number }>(field: string, list: readonly T[]): T[] =>
    list.map((item) => ({ ...item, confidence: calibrated(field, item.confidence, table) }));
  const fields = Object.entries(letter.confidence).map(([field, given]) => [
    field,
    calibrated(listName(letter, field), given, table),
  ]);
  return {
    ...letter,
    recipients: items('recipient', letter.recipients),
    references: items('citation', letter.references),
    deadlines: items('deadline', letter.deadlines),
    received: items('receive stamp', letter.received),
    confidence: Object.fromEntries(fields) as Letter['confidence'],
  };
}
