import type { Letter } from '../../schemas/record.js';
import { applyStatements } from '../domain/stated.js';
import { selectStatements } from '../exchange/exchange.repo.js';
import type { Database } from '../shared/database.js';
import type { Deps } from './circulars.deps.js';
import { applyCorrections } from './circulars.models.js';
import { resolveInStore } from './recipients.usecases.js';
import { askSenders } from './sender-otherwise.js';
import { selectLiveCorrections } from './splits.repo.js';

/**
 * The letters of a file as they count, from what was read of it: over that goes what senders stated of it electronically, over that what people put right, and then
 * its addressees are resolved; what a sender says otherwise than people set is asked. To be called in the transaction that writes them. Whatever reads a file anew goes through here, so that a rerun or a split keeps all of it.
 */
export async function lettersThatCount(
  deps: Pick<Deps, 'db'>,
  tx: Database,
  receipt: number,
  read: readonly Letter[],
): Promise<Letter[]> {
  const statements = await selectStatements(deps.db, tx, receipt);
  const made = await selectLiveCorrections(tx, receipt);
  const stated = applyStatements(read, statements, applyCorrections(read, made));
  const counted = askSenders(applyCorrections(stated, made), read, statements, made);
  return resolveInStore(deps, tx, receipt, counted);
}
