import type { Letter, LetterKind } from '../../schemas/record.js';
import { refParts } from './relay/distance.js';

/** Papers of these kinds also travel with a letter as its annex: the order that names a committee, the announcement of a scholarship. */
const ANNEXED: ReadonlySet<LetterKind> = new Set(['order', 'announcement', 'certificate']);

/**
 * What the letters of a bundle name by number or day. An order, an announcement or a certificate behind a letter is one more letter of the
 * relay where a letter before it cites it; one that is only listed as what is sent along is its attachment.
 */
export class NamedLetters {
  #letters = 0;
  readonly #numbers = new Set<string>();
  readonly #days = new Set<string>();

  isAnnex({ kind, reference, date }: Letter): boolean {
    if (this.#letters === 0 || !ANNEXED.has(kind)) return false;
    const number = refParts(reference?.normalized ?? null)?.key;
    return !(number !== undefined && this.#numbers.has(number)) && !(date !== null && this.#days.has(date));
  }

  add(letter: Letter): void {
    if (!ANNEXED.has(letter.kind)) this.#letters++;
    const cited = [
      ...letter.references,
      ...letter.enclosures.flatMap(({ citation }) => citation ?? []),
      ...(letter.mentions ?? []),
    ];
    for (const { reference, date } of cited) {
      const number = refParts(reference)?.key;
      if (number !== undefined) this.#numbers.add(number);
      if (date !== null) this.#days.add(date);
    }
  }
}
