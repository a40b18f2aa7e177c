import type { SQL } from 'drizzle-orm';
import type { Database } from '../shared/database.js';
import type { Conditions } from './search.conditions.js';
import { countByKeys, type Key, probeYoungest, selectByKeys, selectByReceipts, verified } from './search.repo.js';

/**
 * The letters that meet conditions, the youngest first, found in whichever way costs little, a piece at a time: who takes no more than a page of
 * them pays for no more. Each piece is bounded, whatever is asked.
 */

/** What a walk found up to a letter: the caller may stop there and go on behind it. */
export interface Piece {
  hits: Key[];
  /** The last letter that was looked at; null where nothing was. */
  last: Key | null;
  /** How many were looked at. */
  looked: number;
}

/** Beside the conditions, what helps to choose the way. */
export interface Ways {
  from?: string;
  to?: string;
  /** Files that hold all that is wanted; null where nothing narrows them. */
  receipts: SQL | null;
  /** Whether these are so few that their letters are looked through one by one. */
  few: boolean;
  /** Whether they are so many that putting them in order costs more than going on through the days. */
  many?: boolean;
  /** A last look at letters that meet all conditions: what no query can tell. */
  keep?: (keys: readonly Key[]) => Promise<Key[]>;
}

/** How much is done at once. Tests give other numbers, so that a few letters take every way. */
export interface Bounds {
  /** An office of so few files has their letters looked through one by one. */
  fewFiles: number;
  /** What the index gives so few of is taken from it at once. */
  rare: number;
  /** Else the youngest letters are looked at first: where one in twenty is wanted, that is a page. */
  probe: number;
  /** Letters that are taken from the index at once. */
  taken: number;
  /** Letters whose texts are looked at at once: few first, since most that the index gives are wanted. */
  chunks: readonly number[];
  /** Letters looked at for one page, at most: what is behind them comes with the next. */
  looked: number;
  /** Counted exactly up to here; with a filter of deadlines, each of which is worked out for the office that asks, up to the second. */
  counted: number;
  countedDue: number;
}
/** A letter whose days alone leave it out costs so much less than one that is worked out. */
const PASSED_AT_ONCE = 10;

export const USUAL: Bounds = {
  fewFiles: 1500,
  rare: 5000,
  probe: 400,
  taken: 1000,
  chunks: [60, 240, 700],
  looked: 4000,
  counted: 1000,
  countedDue: 200,
};

export async function* walk(
  db: Database,
  conditions: Conditions,
  ways: Ways,
  start: Key | null,
  bounds: Bounds,
): AsyncGenerator<Piece> {
  let after = start;
  const keep = async (keys: readonly Key[]) => (ways.keep ? ways.keep(keys) : [...keys]);
  const few = ways.few && ways.receipts !== null;
  if (!few && !(await isRare(db, conditions, bounds))) {
    // Without keys, where one in twenty is wanted, they go on being looked at: to put all that may be wanted in order would cost more.
    for (let span = bounds.probe, dense = true; dense; ) {
      const probed = await probeYoungest(db, conditions, { ...ways, after, span });
      // What no query can tell is worked out for no more letters than a page wants.
      for (const some of ways.keep ? pieces(probed, bounds) : [probed]) {
        const wanted = some.filter(({ hit }) => hit);
        after = some.at(-1) ?? after;
        const passed = some.length - wanted.length;
        const looked = wanted.length + (ways.many ? Math.ceil(passed / PASSED_AT_ONCE) : passed);
        yield { hits: await keep(wanted), last: after, looked };
      }
      if (probed.length < span) return;
      const wanted = probed.filter(({ hit }) => hit).length;
      dense = conditions.keys.length === 0 && (ways.many === true || 20 * wanted >= probed.length);
      if (wanted === 0) span = Math.min(4 * span, 10 * bounds.probe);
    }
  }
  for (;;) {
    const found = await more(db, conditions, { ...ways, few }, after, bounds);
    for (const some of pieces(found.keys, bounds)) {
      const hits = found.proven ? some : await verified(db, some, conditions);
      yield { hits: await keep(hits), last: some.at(-1)!, looked: some.length };
    }
    if (found.end) return;
    after = found.last;
  }
}

/** Few first, since most that are looked at are wanted. */
function* pieces<T>(all: readonly T[], { chunks }: Bounds): Generator<T[]> {
  for (let at = 0, chunk = 0; at < all.length; chunk++) {
    const size = chunks[Math.min(chunk, chunks.length - 1)]!;
    yield all.slice(at, at + size);
    at += size;
  }
}

/** Whether the index gives so few letters that all of them are soon looked at: then the youngest need no look of their own. */
async function isRare(db: Database, { keys }: Conditions, { rare }: Bounds): Promise<boolean> {
  return keys.length > 0 && (await countByKeys(db, keys, rare + 1)) <= rare;
}

/** The next letters that may be wanted. `proven`: those given meet all conditions. */
async function more(
  db: Database,
  conditions: Conditions,
  ways: Ways,
  after: Key | null,
  bounds: Bounds,
): Promise<{ keys: Key[]; proven: boolean; last: Key | null; end: boolean }> {
  const { few } = ways;
  if (!few && conditions.keys.length === 0 && ways.receipts === null) {
    const span = 10 * bounds.probe;
    const probed = await probeYoungest(db, conditions, { ...ways, after, span });
    const keys = probed.filter(({ hit }) => hit);
    return { keys, proven: true, last: probed.at(-1) ?? null, end: probed.length < span };
  }
  const by = { after, most: bounds.taken };
  const keys =
    few || conditions.keys.length === 0
      ? await selectByReceipts(db, ways.receipts!, conditions, by)
      : await selectByKeys(db, conditions, by);
  return { keys, proven: false, last: keys.at(-1) ?? null, end: keys.length < bounds.taken };
}
