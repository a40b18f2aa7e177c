import type { Family } from '../../schemas/families.js';
import type { FileFailure, FileRecord } from '../../schemas/record.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { exportRecord } from '../circulars/lists.usecases.js';
import { tellLetters } from '../domain/relay/tell.js';
import { shownKey } from './relay.models.js';
import { selectLinkLetters } from './relay.repo.js';
import { eachFamily } from './relay.usecases.js';

/**
 * A file as `exportRecord` gives it, with what letters of other files say of its letters today: a number read by hand is
 * confirmed by the district's citation of it when that comes in. Nothing of it is stored: the next letter may say more.
 */
export async function tellRecord(
  deps: Pick<Deps, 'db'>,
  input: { receipt: number; file?: string },
): Promise<FileRecord | FileFailure> {
  const record = await exportRecord(deps, input);
  if ('error' in record) return record;
  const own = `${input.receipt}#`;
  const near: Family[] = [];
  for await (const family of eachFamily(deps, { firstReceipt: input.receipt, lastReceipt: input.receipt }))
    near.push(family);
  if (near.length === 0) return record;
  const receipts = new Set(near.flatMap(({ letters }) => letters.map((key) => Number.parseInt(key, 10))));
  const stored = await selectLinkLetters(deps.db, [...receipts]);
  const keyed = stored.map(({ receipt, key, letter }) => ({ key: shownKey(receipt, key), letter }));
  const told = new Map(tellLetters(keyed, near, 'files').map((letter, i) => [keyed[i]!.key, letter]));
  let number = 0;
  const letters = record.letters.map((letter) =>
    letter.kind === 'attachment' ? letter : (told.get(`${own}${number++}`) ?? letter),
  );
  return { ...record, letters };
}
