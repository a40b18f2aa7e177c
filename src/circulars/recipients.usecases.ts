import type { Letter } from '../../schemas/record.js';
import { annexLines } from '../domain/compose.js';
import type { Gazetteer } from '../domain/gazetteer/gazetteer.js';
import type { DocLine } from '../domain/lines.js';
import { waitsForAnnex } from '../domain/recipients/resolve.js';
import { resolveLetters } from '../domain/recipients/resolve-letters.js';
import { storedGazetteer } from '../people/gazetteers.js';
import { lockOrganisations } from '../people/people.repo.js';
import type { Database } from '../shared/database.js';
import type { Deps } from './circulars.deps.js';
import { selectReadings } from './circulars.repo.js';
import { replaceRecipients, selectStaleLetters, selectStaleReceipts, updateEffective } from './recipients.repo.js';
import { selectBegins } from './splits.repo.js';

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
  return resolveWith(await storedGazetteer(db, tx), tx, receipt, letters);
}

async function resolveWith(
  gazetteer: Gazetteer,
  tx: Database,
  receipt: number,
  letters: readonly Letter[],
): Promise<Letter[]> {
  const lists: DocLine[][] = letters.some(({ recipients }) => recipients.some(waitsForAnnex))
    ? annexLines(
        (await selectReadings(tx, receipt)).filter((reading) => reading !== null),
        await selectBegins(tx, receipt),
      )
    : [];
  return resolveLetters(letters, gazetteer, () => lists);
}

/** Files a transaction: their letters are held for a fraction of a second. */
const BATCH = 20;

/**
 * Resolves again what imports of organisations have marked, some files at a time. May be killed and run again at any point: what is not
 * done keeps its mark. `stopped` is asked between. Resolves to how many letters it looked at.
 */
export async function settleRecipients(
  { db }: Pick<Deps, 'db'>,
  stopped: () => boolean = () => false,
): Promise<number> {
  let done = 0;
  for (;;) {
    const receipts = await selectStaleReceipts(db, BATCH);
    if (receipts.length === 0 || stopped()) return done;
    done += await db.transaction(async (tx) => {
      // Before any row, as an import does: each would wait for the other.
      await lockOrganisations(tx, 'shared');
      const gazetteer = await storedGazetteer(db, tx);
      let letters = 0;
      for (const receipt of receipts) letters += await settleFile(gazetteer, tx, receipt);
      return letters;
    });
  }
}

async function settleFile(gazetteer: Gazetteer, tx: Database, receipt: number): Promise<number> {
  const stale = await selectStaleLetters(tx, receipt);
  if (stale.length === 0) return 0;
  // A letter's list is found by its place in the file.
  const last = stale.at(-1)!.ordinal;
  const byPlace = new Map(stale.map(({ ordinal, letter }) => [ordinal, letter]));
  const placed = Array.from({ length: last + 1 }, (_, ordinal) => byPlace.get(ordinal) ?? stale[0]!.letter);
  const resolved = await resolveWith(gazetteer, tx, receipt, placed);
  for (const place of stale) await updateEffective(tx, place, resolved[place.ordinal]!);
  await replaceRecipients(
    tx,
    receipt,
    stale.map(({ ordinal }) => ({ ordinal, letter: resolved[ordinal]! })),
  );
  return stale.length;
}
