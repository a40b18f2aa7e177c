import type { Family } from '../../schemas/families.js';
import type { FileFailure, FileRecord } from '../../schemas/record.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { exportNumbered } from '../circulars/lists.usecases.js';
import { tellLetters } from '../domain/relay/tell.js';
import type { Actor } from '../people/actor.js';
import { shownKey } from './relay.models.js';
import { selectLinkLetters } from './relay.repo.js';
import { eachFamily } from './relay.usecases.js';

/**
 * A file as `exportRecord` gives it, with what letters of other files say of its letters today: a number read by hand is
 * confirmed by the district's citation of it when that comes in. Nothing of it is stored: the next letter may say more.
 */
export async function tellRecord(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: { receipt: number; file?: string; actor?: Actor },
): Promise<FileRecord | FileFailure> {
  const { record, letters: places } = await exportNumbered(deps, input);
  if ('error' in record) return record;
  const own = `${input.receipt}#`;
  const near: Family[] = [];
  const { receipt, actor } = input;
  for await (const family of eachFamily(deps, { firstReceipt: receipt, lastReceipt: receipt, actor }))
    near.push(family);
  if (near.length === 0) return record;
  const receipts = new Set(near.flatMap(({ letters }) => letters.map((key) => Number.parseInt(key, 10))));
  const stored = await selectLinkLetters(deps.db, [...receipts]);
  const keyed = stored.map(({ receipt, key, letter }) => ({ key: shownKey(receipt, key), letter }));
  const told = new Map(tellLetters(keyed, near, 'files').map((letter, i) => [keyed[i]!.key, letter]));
  const letters = record.letters.map((letter, at) => {
    const { number, veiled } = places[at]!;
    return number === null || veiled ? letter : (told.get(`${own}${number}`) ?? letter);
  });
  return { ...record, letters };
}
