import type { Letter } from '../../schemas/record.js';
import { described, type Statement } from '../domain/stated.js';
import { asking, saidOf, saidOtherwise, sameSaid } from '../domain/stated-otherwise.js';
import { rankOf } from './circulars.models.js';
import type { CorrectionRow } from './circulars.repo.js';

/** Under this name an answer to what a sender says otherwise stands among the corrections of its letter, kept as those are. */
export const SENDER = 'sender';

/** The answer: a person saw that the sender says this of the field, and settled it. */
export interface SenderAnswer {
  field: string;
  said: string;
}

/**
 * The letters of a file, as they count, with what their senders say otherwise than people set, where nobody has answered that. `read`: as they were read; `made`: what people
 * did to them, the oldest first.
 */
export function askSenders(
  counted: readonly Letter[],
  read: readonly Letter[],
  statements: readonly Statement[],
  made: readonly CorrectionRow[],
): Letter[] {
  const own = statements.filter(({ of }) => of === 'letter');
  if (own.length === 0 || made.length === 0) return [...counted];
  const places = own.map(({ stated }) => described(read, stated, counted));
  return counted.map((letter, ordinal) => {
    const about = own.filter((_, at) => places[at] === ordinal);
    const last = about.at(-1);
    if (!last) return letter;
    const rank = rankOf(read, ordinal);
    const mine = made.filter((one) => one.firstPage === letter.pages[0] && one.rank === rank);
    const open = saidOtherwise(letter, last).filter(({ field, said }) => {
      const set = mine.filter((one) => one.field === field);
      const answered = mine.some((one) => one.field === SENDER && isAnswer(one.newValue as SenderAnswer, field, said));
      if (set.length === 0 || answered) return false;
      // Of messages that say the same, the first told it.
      const since = about
        .filter((one) => one.since && sameSaid(saidOf(field, one), said))
        .reduce((first, one) => Math.min(first, one.since!.getTime()), Number.POSITIVE_INFINITY);
      const saw = (one: CorrectionRow) =>
        one.correctedAt.getTime() >= since &&
        !saidOtherwise({ ...letter, [field]: one.oldValue }, last).some((other) => other.field === field);
      return !set.some(saw);
    });
    return asking(letter, open);
  });
}

const isAnswer = (answer: SenderAnswer, field: string, said: string): boolean =>
  answer.field === field && sameSaid(answer.said, said);
