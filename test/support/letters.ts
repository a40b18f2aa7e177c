import type { Citation, Deadline, Letter } from '../../schemas/record.js';
import { blankLetter } from '../../src/domain/blank-letter.js';
import { parseReference } from '../../src/domain/reference.js';

/** A letter with nothing in it but what is given; `ref` is its number as printed. */
export function letterOf(given: Partial<Letter> & { ref?: string }): Letter {
  const { ref, ...rest } = given;
  return {
    kind: 'external',
    pages: [1, 1],
    ...blankLetter(),
    reference: ref === undefined ? null : parseReference(ref),
    ...rest,
  };
}

export function citationOf(given: Partial<Citation>): Letter['references'][number] {
  return {
    issuer: null,
    reference: null,
    date: null,
    speed: null,
    text: `หนังสือ ที่ ${given.reference} ลงวันที่ ${given.date}`,
    confidence: 0.9,
    evidence: [],
    ...given,
  };
}

export function deadlineOf(given: Partial<Deadline>): Deadline {
  return {
    date: null,
    time: null,
    kind: 'due',
    binds: 'recipient',
    optional: false,
    from: null,
    text: 'ภายใน',
    confidence: 0.9,
    evidence: [],
    ...given,
  };
}
