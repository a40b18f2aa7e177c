import { inArray, sql } from 'drizzle-orm';
import type { QueueAnswer } from '../../schemas/check.js';
import { daysBetween, thaiDay } from '../domain/calendar.js';
import type { Actor } from '../people/actor.js';
import { selectChoices } from '../relay/choices.repo.js';
import { toldLetters } from '../relay/records.usecases.js';
import type { Database } from '../shared/database.js';
import { list } from '../shared/sql.js';
import { doubtfulFields } from './check.models.js';
import { countWaiting, selectWaiting } from './check.repo.js';
import { saidReadings } from './choices.models.js';
import type { Deps } from './circulars.deps.js';
import { type LetterRow, selectFiles, selectLetters } from './circulars.repo.js';
import { files, letters } from './circulars.table.js';
import type { LetterAt } from './correct.usecases.js';
import { citationsOf, refOf, refsIn } from './letter-refs.js';
import { otherwiseOf } from './otherwise.models.js';
import { logSecretRows, shownNames } from './secrecy.js';

/**
 * The letters that wait to be checked by the actor's office, with how much of each is in doubt, behind the first `after` of them. That a secret one was
 * shown is written down.
 */
export async function checkQueue(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: { actor: Actor; after: number; limit: number },
): Promise<QueueAnswer> {
  const { actor } = input;
  const page = await selectWaiting(deps.db, actor, input);
  const rows = await lettersAt(deps.db, page);
  await logSecretRows(deps, actor, rows);
  const receipts = [...new Set(rows.map(({ receipt }) => receipt))];
  const { families, told } = await toldLetters(deps, { receipts, actor });
  const refs = await refsIn(deps.db, actor, families);
  const said = await selectChoices(deps.db, receipts);
  const of = await selectFiles(deps.db, {}, sql`${files.receipt} = any(${list(receipts, 'integer')})`);
  const names = await shownNames(deps.db, actor, of);
  const byPlace = new Map(rows.map((row) => [`${row.receipt} ${row.ordinal}`, row]));
  const today = thaiDay(deps.clock.now());
  const items = page.flatMap(({ receipt, ordinal, receivedAt, due }) => {
    const row = byPlace.get(`${receipt} ${ordinal}`);
    if (!row) return [];
    const ref = refOf(row);
    const key = ref.key ?? '';
    const letter = told.get(key) ?? row.effective;
    const own = families.filter(({ letters: keys }) => keys.includes(key));
    const otherwise = otherwiseOf(key, letter, own, refs);
    const citations = citationsOf(key, row, letter, own, said, refs);
    const doubtful = doubtfulFields(letter, otherwise, citations);
    return [
      {
        ...ref,
        file: names.get(receipt) ?? '',
        receivedAt: receivedAt.toISOString(),
        due,
        daysLeft: due === null ? null : daysBetween(today, due),
        doubts: doubtful.length,
        doubtful,
        said: saidReadings(letter),
      },
    ];
  });
  return { total: await countWaiting(deps.db, actor), items };
}

async function lettersAt(db: Database, places: readonly LetterAt[]): Promise<LetterRow[]> {
  if (places.length === 0) return [];
  const rows = await selectLetters(
    db,
    [...new Set(places.map(({ receipt }) => receipt))],
    inArray(letters.ordinal, [...new Set(places.map(({ ordinal }) => ordinal))]),
  );
  const asked = new Set(places.map(({ receipt, ordinal }) => `${receipt} ${ordinal}`));
  return rows.filter(({ receipt, ordinal }) => asked.has(`${receipt} ${ordinal}`));
}
