import type { Family } from '../../schemas/families.js';
import type { FileJob } from '../../schemas/jobs.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { changeFile, findJobFile } from '../circulars/circulars.repo.js';
import { familiesFrom, type Outcome } from '../domain/relay/relate.js';
import type { Database } from '../shared/database.js';
import { linkFiles } from './link.js';
import { placeId, shownKey } from './relay.models.js';
import { lockRelay, selectFamilies, selectFamilyIds, selectRegister } from './relay.repo.js';

/**
 * Ties the letters of a composed file to those of the whole store, both ways, then hands on to `plan`. The links do not
 * depend on the order in which the files came.
 */
export async function runLink(deps: Pick<Deps, 'db' | 'queue' | 'clock'>, job: FileJob): Promise<void> {
  const file = await findJobFile(deps.db, job);
  if (!file) return;
  if (file.status === 'composed') {
    await deps.db.transaction(async (tx) => {
      await lockRelay(tx);
      const mine = await changeFile(tx, file, ['composed'], { status: 'linked', changedAt: deps.clock.now() });
      if (mine) await linkFiles(tx, [file.receipt]);
    });
  } else if (file.status !== 'linked') return;
  await deps.queue.enqueue('plan', job);
}

/** Families of one answer, where none are asked for. */
const PAGE = 200;

/** Which families: those behind `after` (the `next` of an answer), and with a letter in the files of these receipts. */
export interface FamiliesInput {
  after?: number;
  limit?: number;
  firstReceipt?: number;
  lastReceipt?: number;
}

/** Relay families, letters named `<receipt>#<n>`. `next`: what to ask for after these; null where these are the last. */
export async function listFamilies(
  deps: Pick<Deps, 'db'>,
  input: FamiliesInput = {},
): Promise<{ families: Family[]; next: number | null }> {
  const { after = 0, limit = PAGE, ...receipts } = input;
  const ids = await selectFamilyIds(deps.db, { after, limit, ...receipts });
  return { families: await composeFamilies(deps.db, ids), next: ids.length < limit ? null : ids.at(-1)! };
}

/** The same, page after page. */
export async function* eachFamily(deps: Pick<Deps, 'db'>, input: FamiliesInput = {}): AsyncGenerator<Family> {
  for (let after: number | null = 0; after !== null; ) {
    const page: Awaited<ReturnType<typeof listFamilies>> = await listFamilies(deps, { ...input, after });
    yield* page.families;
    after = page.next;
  }
}

/** Families as they stand now, in the order of the receipts of their letters. */
async function composeFamilies(db: Database, ids: readonly number[]): Promise<Family[]> {
  if (ids.length === 0) return [];
  const stored = await selectFamilies(db, ids);
  // By key, as `relateLetters` has them.
  stored.letters.sort((a, b) => (a.key < b.key ? -1 : 1));
  const nodes = stored.letters.map((letter, index) => ({ ...letter, index }));
  const byPlace = new Map(nodes.map((node) => [placeId(node), node]));
  const outcomes = stored.citations.flatMap(({ citedReceipt, citedOrdinal, ...row }): Outcome[] => {
    const citing = byPlace.get(placeId(row));
    if (!citing) return [];
    const { citation, match, differences } = row;
    const candidates = row.candidates ?? [];
    if (citedReceipt === null || citedOrdinal === null || match === null)
      return [{ citing, citation, chosen: null, candidates }];
    const node = byPlace.get(placeId({ receipt: citedReceipt, ordinal: citedOrdinal }));
    // A file that is being read again may have lost the letter; it is linked anew in a moment.
    return node ? [{ citing, citation, chosen: { node, match, differences }, candidates }] : [];
  });
  const names = new Map(nodes.map(({ key, receipt }) => [key, shownKey(receipt, key)]));
  const register = await selectRegister(db, nodes);
  return renamed(familiesFrom(nodes, outcomes, register).families, names).sort(
    (a, b) => Number.parseInt(a.origin, 10) - Number.parseInt(b.origin, 10),
  );
}

/** The same value with every key in it, wherever it stands, as people see it. */
function renamed<T>(value: T, names: ReadonlyMap<string, string>): T {
  if (typeof value === 'string') return (names.get(value) ?? value) as T;
  if (Array.isArray(value)) return value.map((item) => renamed(item, names)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, renamed(item, names)])) as T;
}
