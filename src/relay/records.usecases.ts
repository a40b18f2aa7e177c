import type { Family } from '../../schemas/families.js';
import type { FileFailure, FileRecord, Letter } from '../../schemas/record.js';
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
  input: { receipt: number; file?: string; actor: Actor },
): Promise<FileRecord | FileFailure> {
  const { record, letters: places } = await exportNumbered(deps, input);
  if ('error' in record) return record;
  const { told } = await toldLetters(deps, { receipts: [input.receipt], actor: input.actor });
  const letters = record.letters.map((letter, at) => {
    const { number, veiled } = places[at]!;
    return number === null || veiled ? letter : (told.get(`${input.receipt}#${number}`) ?? letter);
  });
  return { ...record, letters };
}

/**
 * The families of the letters of these files as an actor may see them, and by key (`<receipt>#<n>`) the letters in them with what letters of other
 * files say. Whom a secret letter was shown to is written down by who asks.
 */
export async function toldLetters(
  deps: Pick<Deps, 'db'>,
  input: { receipts: readonly number[]; actor: Actor },
): Promise<{ families: Family[]; told: Map<string, Letter> }> {
  const families: Family[] = [];
  for await (const family of eachFamily(deps, input)) families.push(family);
  const receipts = new Set(families.flatMap(({ letters }) => letters.map((key) => Number.parseInt(key, 10))));
  const stored = receipts.size > 0 ? await selectLinkLetters(deps.db, [...receipts]) : [];
  const keyed = stored.map(({ receipt, key, letter }) => ({ key: shownKey(receipt, key), letter }));
  const told = new Map(tellLetters(keyed, families, 'files').map((letter, i) => [keyed[i]!.key, letter]));
  const shown = new Set(families.flatMap(({ letters }) => letters));
  return { families, told: new Map([...told].filter(([key]) => shown.has(key))) };
}
