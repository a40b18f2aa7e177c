import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'drizzle-orm';
import { type BenchDatabase, openBench } from './relay/database.js';
import { generated } from './relay/letters.js';
import { linkOneByOne, type Store, storeLetters } from './relay/load.js';
import { scored } from './relay/score.js';

/**
 * How long one new letter takes to link in a store of 10 thousand, 100 thousand and a million, and how right the links are:
 *
 *   npm run bench:relay -- [--sizes 10000,100000,1000000] [--on pglite,postgres] [--check]
 *
 * The letters are those of ../shared/eval/relay-scale.mjs, linked in their order, many files a transaction, but the last
 * 2,000 one by one as the stage `link` does it: those are timed. PostgreSQL is the server of TEST_DATABASE_URL. `--check`:
 * exit code 1 where precision is under 0.999 or recall under 0.97. Quote the growth: single times depend on the machine.
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

interface Times {
  mean: number;
  median: number;
}

function timesOf(each: number[]): Times {
  const sorted = [...each].sort((a, b) => a - b);
  return {
    mean: each.reduce((sum, one) => sum + one, 0) / each.length,
    median: sorted[Math.floor(sorted.length / 2)]!,
  };
}

async function megabytes(db: Store['db'], of: string): Promise<string> {
  const { rows } = (await db.execute(sql.raw(`select (${of})::text as bytes`))) as unknown as {
    rows: { bytes: string }[];
  };
  return `${(Number(rows[0]!.bytes) / 2 ** 20).toFixed(0)} MB`;
}

async function measure(
  database: BenchDatabase,
  size: number,
  folder: string,
): Promise<{ times: Times; good: boolean }> {
  const truthPath = join(folder, `truth-${size}.jsonl`);
  const store: Store = { db: database.db, next: 1 };
  const from = Math.max(0, size - ONE_BY_ONE);
  const start = performance.now();
  let bulk = 0;
  const each: number[] = [];
  for await (const { records, at } of generated(size, truthPath, from)) {
    if (at < from) bulk += await storeLetters(store, records, true);
    else {
      await storeLetters(store, records, false);
      each.push(...(await linkOneByOne(store, records)));
    }
  }
  const times = timesOf(each);
  const score = await scored(store, truthPath, size);
  const count = size.toLocaleString('en');
  const minutes = (performance.now() - start) / 60_000;
  say(`${database.name}, ${count} letters (loaded and linked in ${minutes.toFixed(1)} minutes)`);
  say(
    `  link one letter    ${times.median.toFixed(2)} ms median, ${times.mean.toFixed(2)} ms mean of the last ${each.length}`,
  );
  if (from > 0) say(`  link in bulk       ${(bulk / from).toFixed(2)} ms a letter`);
  say(
    `  links              precision ${score.precision.toFixed(5)}, recall ${score.recall.toFixed(5)}, wrong ${score.wrong} of ${score.given}`,
  );
  say(`  corrected          recall ${score.correctedRecall.toFixed(5)} of ${score.corrected}`);
  const relay = await megabytes(
    store.db,
    `pg_total_relation_size('wian.relay_letters') + pg_total_relation_size('wian.relay_citations')`,
  );
  say(
    `  database           ${await megabytes(store.db, 'pg_database_size(current_database())')}, of it for linking ${relay}`,
  );
  return { times, good: score.precision >= WANTED.precision && score.recall >= WANTED.recall };
}

const folder = await mkdtemp(join(tmpdir(), 'wian-bench-relay-'));
try {
  for (const name of options.on.split(',')) {
    const measured: Times[] = [];
    const sizes = options.sizes.split(',').map(Number);
    for (const size of sizes) {
      const database = await openBench(name, folder);
      if (!database) {
        say(`${name}: skipped, TEST_DATABASE_URL names no server`);
        break;
      }
      try {
        const { times, good } = await measure(database, size, folder);
        measured.push(times);
        if (options.check && !good) process.exitCode = 1;
      } finally {
        await database.close();
      }
    }
    const [first, last] = [measured[0], measured.at(-1)];
    if (first && last && measured.length > 1) {
      const growth = `median ${(last.median / first.median).toFixed(2)}, mean ${(last.mean / first.mean).toFixed(2)}`;
      say(
        `${name}: growth from ${sizes[0]!.toLocaleString('en')} to ${sizes.at(-1)!.toLocaleString('en')} letters: ${growth}`,
      );
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
