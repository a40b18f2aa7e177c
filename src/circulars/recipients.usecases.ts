import type { Letter } from '../../schemas/record.js';
import { annexLines } from '../domain/compose.js';
import type { DocLine } from '../domain/lines.js';
import { waitsForAnnex } from '../domain/recipients/resolve.js';
import { resolveLetters } from '../domain/recipients/resolve-letters.js';
import { storedGazetteer } from '../people/gazetteers.js';
import { lockOrganisations } from '../people/people.repo.js';
import type { Database } from '../shared/database.js';
import type { Deps } from './circulars.deps.js';
import { selectReadings } from './circulars.repo.js';
import { replaceRecipients, selectStaleLetters, selectStaleReceipts, updateEffective } from './recipients.repo.js';

/**
 * The letters of a file with their addressees resolved by what is known now; to be called in the transaction that writes them, which
 * no import can pass meanwhile. The pages are read again only where an addressee waits for a list.
 */
export async function resolveInStore(
  { db }: Pick<Deps, 'db'>,
  tx: Database,
  receipt: number,
  letters: readonly Letter[],
): Promise<Letter[]> {
  await lockOrganisations(tx, 'shared');
  const gazetteer = await storedGazetteer(db, tx);
  const lists: DocLine[][] = letters.some(({ recipients }) => recipients.some(waitsForAnnex))
    ? annexLines((await selectReadings(tx, receipt)).filter((reading) => reading !== null))
    : [];
  return resolveLetters(letters, gazetteer, () => lists);
}

/** Files at once between two looks at what is left. */
const BATCH = 50;

/**
 * Resolves again what imports of organisations have marked, file by file. May be killed and run again at any point: what is not done
 * keeps its mark. `stopped` is asked between files. Resolves to how many letters it looked at.
 */
export async function settleRecipients(deps: Pick<Deps, 'db'>, stopped: () => boolean = () => false): Promise<number> {
  let done = 0;
  for (;;) {
    const receipts = await selectStaleReceipts(deps.db, BATCH);
    if (receipts.length === 0) return done;
    for (const receipt of receipts) {
      if (stopped()) return done;
      done += await deps.db.transaction(async (tx) => settleFile(deps, tx, receipt));
    }
  }
}

async function settleFile(deps: Pick<Deps, 'db'>, tx: Database, receipt: number): Promise<number> {
  // Before any row, as an import does: each would wait for the other.
  await lockOrganisations(tx, 'shared');
  const stale = await selectStaleLetters(tx, receipt);
  const last = Math.max(-1, ...stale.map(({ ordinal }) => ordinal));
  // A letter's list is found by its place in the file.
  const placed: Letter[] = Array.from({ length: last + 1 }, (_, ordinal) => {
    const { letter } = stale.find((each) => each.ordinal === ordinal) ?? stale[0]!;
    return letter;
  });
  const resolved = await resolveInStore(deps, tx, receipt, placed);
  for (const place of stale) await updateEffective(tx, place, resolved[place.ordinal]!);
  const done = stale.map(({ ordinal }) => ({ ordinal, letter: resolved[ordinal]! }));
  await replaceRecipients(tx, receipt, done);
  return stale.length;
}
