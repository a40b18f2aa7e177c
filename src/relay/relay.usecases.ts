import type { Family } from '../../schemas/families.js';
import type { FileJob } from '../../schemas/jobs.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { changeFile, findJobFile } from '../circulars/circulars.repo.js';
import { logSecretView } from '../circulars/secrecy.js';
import type { Node } from '../domain/relay/nodes.js';
import { familiesFrom, type Outcome } from '../domain/relay/relate.js';
import type { Actor } from '../people/actor.js';
import type { Database } from '../shared/database.js';
import { linkFiles } from './link.js';
import { type LinkedLetter, placeId, shownKey } from './relay.models.js';
import { lockRelay, selectFamilies, selectFamilyIds, selectReadableKeys, selectRegister } from './relay.repo.js';

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

/** Which families: those behind `after` (the `next` of an answer), and with a letter in the files of these receipts; as the actor sees them. */
export interface FamiliesInput {
  actor: Actor;
  after?: number;
  limit?: number;
  receipts?: readonly number[];
  firstReceipt?: number;
  lastReceipt?: number;
}

/**
 * Relay families, letters named `<receipt>#<n>`; that an actor was shown a secret letter in them is written down. `next`: what to ask for after
 * these; null where these are the last.
 */
export async function listFamilies(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: FamiliesInput,
): Promise<{ families: Family[]; next: number | null }> {
  const { secret, ...page } = await familiesPage(deps, input);
  await logSecretView(deps.db, { at: deps.clock.now(), actor: input.actor, letters: secret });
  return page;
}

async function familiesPage(deps: Pick<Deps, 'db'>, input: FamiliesInput) {
  const { after = 0, limit = PAGE, actor, ...receipts } = input;
  const ids = await selectFamilyIds(deps.db, { after, limit, ...receipts });
  return { ...(await composeFamilies(deps.db, ids, actor)), next: ids.length < limit ? null : ids.at(-1)! };
}

/** The same, page after page, for a use case that writes down itself what was shown. */
export async function* eachFamily(deps: Pick<Deps, 'db'>, input: FamiliesInput): AsyncGenerator<Family> {
  for (let after: number | null = 0; after !== null; ) {
    const page: Awaited<ReturnType<typeof familiesPage>> = await familiesPage(deps, { ...input, after });
    yield* page.families;
    after = page.next;
  }
}

/**
 * Families as they stand now, in the order of the receipts of their letters. For an actor they are made of the letters that the actor may read: what
 * others have is missing to them, as what nobody has.
 */
async function composeFamilies(
  db: Database,
  ids: readonly number[],
  actor: Actor,
): Promise<{ families: Family[]; secret: LinkedLetter[] }> {
  if (ids.length === 0) return { families: [], secret: [] };
  const all = await selectFamilies(db, ids);
  const sees = await sightOf(db, actor, [
    ...all.letters.map(({ receipt }) => receipt),
    ...all.citations.flatMap(({ candidates }) => (candidates ?? []).map(({ key }) => Number.parseInt(key, 10))),
  ]);
  const letters = all.letters.filter((letter) => sees(shownKey(letter.receipt, letter.key)));
  const { nodes, names, outcomes } = outcomesOf({ ...all, letters });
  const known = new Set(all.letters.map(placeId));
  // A file that is being read again may have lost a letter that is cited; it is linked anew in a moment.
  const standing = outcomes
    .filter(({ absent }) => absent === null || known.has(absent))
    .map((one) => ({ ...one, candidates: one.candidates.filter(({ key }) => sees(key)) }));
  const near = await selectRegister(db, nodes);
  const seesNear = await sightOf(
    db,
    actor,
    near.map(({ receipt }) => receipt),
  );
  const register = near.filter(({ receipt, key }) => seesNear(shownKey(receipt, key)));
  const families = renamed(familiesFrom(nodes, standing, register).families, names);
  families.sort((a, b) => Number.parseInt(a.origin, 10) - Number.parseInt(b.origin, 10));
  return { families, secret: letters.filter(({ letter }) => letter.secrecy !== null) };
}

type Stored = Awaited<ReturnType<typeof selectFamilies>>;
/** A letter of a family with its place. */
export type StoredNode = Node & Stored['letters'][number];

/** What became of a citation. `absent`: the place of the letter that was chosen where it is not among those given. */
type Placed = Outcome & { absent: number | null };

/**
 * The letters of families and what became of their citations; `names`: the keys as people see them.
 */
export function outcomesOf(stored: Stored): {
  nodes: StoredNode[];
  names: Map<string, string>;
  outcomes: Placed[];
} {
  // By key, as `relateLetters` has them.
  const sorted = [...stored.letters].sort((a, b) => (a.key < b.key ? -1 : 1));
  const nodes = sorted.map((letter, index) => ({ ...letter, index }));
  const byPlace = new Map(nodes.map((node) => [placeId(node), node]));
  const outcomes = stored.citations.flatMap(({ citedReceipt, citedOrdinal, ...row }): Placed[] => {
    const citing = byPlace.get(placeId(row));
    if (!citing) return [];
    const { citation, match, differences } = row;
    const open = { citing, citation, chosen: null, candidates: row.candidates ?? [], absent: null };
    if (citedReceipt === null || citedOrdinal === null || match === null) return [open];
    const place = placeId({ receipt: citedReceipt, ordinal: citedOrdinal });
    const node = byPlace.get(place);
    return [node ? { ...open, chosen: { node, match, differences } } : { ...open, candidates: [], absent: place }];
  });
  return { nodes, names: new Map(nodes.map(({ key, receipt }) => [key, shownKey(receipt, key)])), outcomes };
}

/** Whether an actor may read the letter of a key, in the files of these receipts. */
async function sightOf(db: Database, actor: Actor, receipts: readonly number[]): Promise<(key: string) => boolean> {
  if (actor.kind === 'machine') return () => true;
  const keys = await selectReadableKeys(db, actor, [...new Set(receipts)]);
  return (key) => keys.has(key);
}

/** A key of a letter by its content, as reasons name it within their text. */
const KEY = /[0-9a-f]{64}#\d+/g;

/** The same value with every key in it, wherever it stands, as people see it. */
export function renamed<T>(value: T, names: ReadonlyMap<string, string>): T {
  if (typeof value === 'string') return value.replace(KEY, (key) => names.get(key) ?? key) as T;
  if (Array.isArray(value)) return value.map((item) => renamed(item, names)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, renamed(item, names)])) as T;
}
