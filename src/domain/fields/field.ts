import type { Alternative, Evidence, Warning } from '../../../schemas/common.js';
import type { DocLine } from '../lines.js';
import { locatedText, type Part } from '../lines.js';
import type { LocatedText } from '../located-text.js';

/** A value as a rule read it, with how sure it is and where it stands. */
export interface Field<T> {
  value: T;
  confidence: number;
  evidence: Evidence[];
  alternatives?: Alternative[];
}

/** A field with what a clerk should know about it; `field` is null where the letter has none. */
export interface Found<T> {
  field: Field<T> | null;
  warnings: Warning[];
}

export const NOTHING: Found<never> = { field: null, warnings: [] };

/** A value read from a run of a located text, as sure as its rule and its characters together. */
export function fieldAt<T>(value: T, located: LocatedText, start: number, end: number, reliability: number): Field<T> {
  return { value, confidence: located.confidence(start, end) * reliability, evidence: located.locate(start, end) };
}

/** A value read from a run of one line. */
export function fieldOf<T>(value: T, line: DocLine, start: number, end: number, reliability: number): Field<T> {
  return fieldAt(value, locatedText([{ line, start, end, glue: '\n' }]), 0, end - start, reliability);
}

/** A text joined from parts, on one line with single spaces. */
export function oneLine(parts: readonly Part[]): LocatedText {
  return locatedText(parts.map((part) => (part.glue === '\n' ? { ...part, glue: ' ' as const } : part)));
}
