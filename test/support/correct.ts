import type { Deps } from '../../src/circulars/circulars.deps.js';
import { correctLetter } from '../../src/circulars/correct.usecases.js';
import { machine } from '../../src/people/actor.js';

/** Puts one field right as the machine does, whatever stands there. */
export const correctField = (
  store: Pick<Deps, 'db' | 'queue' | 'clock'>,
  given: { receipt: number; letter: number; field: string; value: unknown; actor: string },
): Promise<void> =>
  correctLetter(store, {
    receipt: given.receipt,
    ordinal: given.letter,
    changes: [{ field: given.field, value: given.value }],
    actor: machine(given.actor),
  });
