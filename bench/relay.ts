import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'drizzle-orm';
import type { FileRecord } from '../schemas/record.js';
import { openBench } from './relay/database.js';
import { generated } from './relay/letters.js';
import { linkOne, type Store, storeLetters } from './relay/load.js';
import { scored } from './relay/score.js';

/**
 * How long one new letter takes to link in a store of 10 thousand, 100 thousand and a million, and how right the links are:
 *
 *   npm run bench:relay -- [--sizes 10000,100000,1000000] [--on pglite,postgres] [--check]
 *
 * The letters are those of ../shared/eval/relay-scale.mjs, linked in their order, many files a transaction, but the last
 * 2,000 one by one as the stage `link` does it: those are timed, in turn with as many of the smallest size, so that the load
 * of the machine falls on both alike. Quote the growth: single times depend on the machine. PostgreSQL is the server of
 * TEST_DATABASE_URL. `--check`: exit code 1 where precision is under 0.999 or recall under 0.97.
 */
const ONE_BY_ONE = 2000;
const WANTED = { precision: 0.999, recall: 0.97 };

const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,100000,1000000' },
    on: { type: 'string', default: 'pglite,postgres' },
    check: { type: 'boolean', default: false },
  },
});
const say = (line: string) => process.stdout.write(`${line}\n`);

/** A store with all letters in it, of which the last are still to be linked. */
interface Loaded {
  name: string;
  store: Store;
  truthPath: string;
  waiting: FileRecord[];
  linked: number;
  /** Milliseconds of linking the others. */
  bulk: number;
  close(): Promise<void>;
}

async function load(on: string, size: number, folder: string): Promise<Loaded | null> {
  const database = await openBench(on, folder);
  if (!database) return null;
  const store: Store = { db: database.db, next: 1 };
  const truthPath = join(folder, `${on}-${size}.jsonl`);
  const linked = Math.max(0, size - ONE_BY_ONE);
  const waiting: FileRecord[] = [];
  let bulk = 0;
  for await (const { records, at } of generated(size, truthPath, linked)) {
    bulk += await storeLetters(store, records, at < linked);
    if (at >= linked) waiting.push(...records);
  }
  return { name: database.name, store, truthPath, waiting, linked, bulk, close: database.close };
}

/** Links the letters that wait, one of each store in turn; the milliseconds of each, by store. */
async function linkInTurn(stores: readonly Loaded[]): Promise<number[][]> {
  const times = stores.map((): number[] => []);
  for (let i = 0; stores.some(({ waiting }) => i < waiting.length); i++) {
    for (const [at, { store, waiting }] of stores.entries()) {
      if (i < waiting.length) times[at]!.push(await linkOne(store, waiting[i]!));
    }
  }
  return times;
}

const mean = (each: readonly number[]) => each.reduce((sum, one) => sum + one, 0) / each.length;
const median = (each: readonly number[]) => [...each].sort((a, b) => a - b)[Math.floor(each.length / 2)]!;

async function megabytes({ db }: Store, of: string): Promise<string> {
  const answer = await db.execute(sql.raw(`select (${of})::text as bytes`));
  const { rows } = answer as unknown as { rows: { bytes: string }[] };
  return `${(Number(rows[0]!.bytes) / 2 ** 20).toFixed(0)} MB`;
}

/** Prints the figures of one store, timed beside another where one is given. */
async function measure(loaded: Loaded, size: number, beside: Loaded | null, least: number): Promise<void> {
  const [times, smaller] = await linkInTurn(beside ? [loaded, beside] : [loaded]);
  const { precision, recall, ...score } = await scored(loaded.store, loaded.truthPath, size);
  const linking = ['letters', 'citations'].map((what) => `pg_total_relation_size('wian.relay_${what}')`).join(' + ');
  const whole = await megabytes(loaded.store, 'pg_database_size(current_database())');
  say(`${loaded.name}, ${size.toLocaleString('en')} letters`);
  say(`  link one letter    median ${median(times!).toFixed(2)} ms, mean ${mean(times!).toFixed(2)} ms`);
  if (smaller) {
    const [mid, all] = [median, mean].map((of) => (of(times!) / of(smaller)).toFixed(2));
    say(`  growth             from ${least.toLocaleString('en')} letters: median ${mid}, mean ${all} times as long`);
  }
  if (loaded.linked > 0) say(`  link in bulk       ${(loaded.bulk / loaded.linked).toFixed(2)} ms a letter`);
  say(`  links              precision ${precision.toFixed(5)}, recall ${recall.toFixed(5)}`);
  say(
    `                     ${score.wrong} wrong of ${score.given}, recall of corrected ${score.correctedRecall.toFixed(5)}`,
  );
  say(`  database           ${whole}, of it for linking ${await megabytes(loaded.store, linking)}`);
  if (options.check && (precision < WANTED.precision || recall < WANTED.recall)) process.exitCode = 1;
}

const folder = await mkdtemp(join(tmpdir(), 'wian-bench-relay-'));
try {
  const sizes = options.sizes.split(',').map(Number);
  const least = Math.min(...sizes);
  for (const on of options.on.split(',')) {
    for (const size of sizes) {
      const loaded = await load(on, size, folder);
      if (!loaded) {
        say(`${on}: skipped, TEST_DATABASE_URL names no server`);
        break;
      }
      const beside = size > least ? await load(on, least, folder) : null;
      await measure(loaded, size, beside, least);
      await beside?.close();
      await loaded.close();
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
