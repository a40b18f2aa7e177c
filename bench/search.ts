import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'drizzle-orm';
import { type SearchAnswer, searchQuery } from '../schemas/search.js';
import { fold } from '../src/domain/search/fold.js';
import { parseSearch } from '../src/domain/search/query.js';
import type { Actor } from '../src/people/actor.js';
import { countLetters, type SearchDeps, searchLetters } from '../src/search/search.usecases.js';
import { type BenchDatabase, openBench } from './relay/database.js';
import { setsOf } from './search/letters.js';
import { copyFiles, loadFiles, withoutKeysIndex } from './search/load.js';
import { type Question, questions } from './search/questions.js';

/**
 * How long a search takes in a store of 100 thousand letters on PGlite, and of a million on PostgreSQL:
 *
 *   npm run bench:search -- [--on pglite|postgres] [--size 100000] [--each 20] [--rounds 1] [--kept WHERE] [--check]
 *
 * The letters are made (`bench/search/letters.ts`), and so are the questions, of some twenty kinds. Beside it, in the same run, what needs no index:
 * `ilike` over the text, newest first. PostgreSQL is the server of TEST_DATABASE_URL. The last 200 letters are put in one by one, which is
 * what a letter costs. Times depend on the machine and its load; ask them more than once (`--rounds`). On PGlite, which runs in this process, the time
 * of the processor is told beside: other work on the machine does not count in it. `--kept`: a store that stays and is taken again, a folder of PGlite's or the name of a
 * database on the server.
 *
 * `--check`: with few letters, no times: every question is also answered by a plain look at all letters, and the exit code is 1 where the
 * search gives another set, another order or another count.
 */
const { values: options } = parseArgs({
  options: {
    on: { type: 'string', default: 'pglite' },
    size: { type: 'string' },
    each: { type: 'string' },
    rounds: { type: 'string', default: '1' },
    kept: { type: 'string' },
    check: { type: 'boolean', default: false },
  },
});
const size = Number(options.size ?? (options.check ? 400 : options.on === 'postgres' ? 1_000_000 : 100_000));
const each = Number(options.each ?? (options.check ? 6 : 20));
const say = (line: string) => process.stdout.write(`${line}\n`);

const actorOf = (organisation: string): Actor => ({
  kind: 'person',
  id: 1,
  name: 'bench',
  organisation,
  roles: ['clerk'],
  secret: false,
});
const inputOf = ({ input }: Question) => searchQuery.parse(input);

async function rowsOf<T>({ db }: Pick<BenchDatabase, 'db'>, query: ReturnType<typeof sql>): Promise<T[]> {
  return ((await db.execute(query)) as unknown as { rows: T[] }).rows;
}

const at = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
const figures = (times: readonly number[]) => {
  const sorted = [...times].sort((a, b) => a - b);
  return [0.5, 0.95, 1].map((share) => at(sorted, share).toFixed(1).padStart(9)).join('');
};

/** Milliseconds on the clock, and of the processor, that something takes. */
async function timed<T>(into: Times, does: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const before = process.cpuUsage();
  const answer = await does();
  const { user, system } = process.cpuUsage(before);
  into.clock.push(performance.now() - start);
  into.processor.push((user + system) / 1000);
  return answer;
}
interface Times {
  clock: number[];
  processor: number[];
}
const PEERED = new Set(['common word', 'rare word', 'two common words', 'piece of 20 characters', 'not found']);
const none = (): Times => ({ clock: [], processor: [] });

async function measure(database: BenchDatabase, deps: SearchDeps): Promise<void> {
  const taken = new Map<string, { search: Times; count: Times; plain: Times; found: number }>();
  for (const question of questions(size, each)) {
    const input = inputOf(question);
    const actor = actorOf(question.by);
    const own = taken.get(question.kind) ?? { search: none(), count: none(), plain: none(), found: 0 };
    taken.set(question.kind, own);
    const answer: SearchAnswer = await timed(own.search, () => searchLetters(deps, { ...input, actor }));
    own.found += answer.items.length;
    await timed(own.count, () => countLetters(deps, { ...input, words: answer.words, actor }));
    // The peer takes seconds: asked once of some kinds.
    if (PEERED.has(question.kind) && own.plain.clock.length === 0) {
      await timed(own.plain, () => plain(database, question));
    }
  }
  for (const by of options.on === 'pglite' ? (['clock', 'processor'] as const) : (['clock'] as const)) {
    const columns = ['search', 'count'].map((what) => `${what}: p50      p95      max`.padStart(33)).join('');
    say(`${`milliseconds, ${by}`.padEnd(26)}${columns}       ilike   found`);
    for (const [kind, own] of taken) {
      const { length } = own.plain[by];
      const peer = length === 0 ? '-' : [...own.plain[by]].sort((a, b) => a - b)[Math.floor(length / 2)]!.toFixed(0);
      const cells = `   ${figures(own.search[by])}      ${figures(own.count[by])}`;
      say(`${kind.padEnd(26)}${cells}${peer.padStart(12)}${String(own.found).padStart(8)}`);
    }
    const all = [...taken.values()];
    const [search, count] = (['search', 'count'] as const).map((of) => figures(all.flatMap((own) => own[of][by])));
    say(`${'all'.padEnd(26)}   ${search}      ${count}`);
  }
}

/** Beside it: the same page without an index. */
async function plain(database: BenchDatabase, { input, by }: Question): Promise<void> {
  const like = parseSearch(input.q ?? '').terms.map(
    (term) => sql`x.body ilike ${`%${term.replace(/[\\%_]/g, '\\$&')}%`}`,
  );
  await rowsOf(
    database,
    sql`select e.receipt from wian.search_letters e join wian.search_texts x on x.receipt = e.receipt and x.ordinal = e.ordinal
      where e.receipt in (select receipt from wian.holdings where organisation = ${by})
        ${like.length > 0 ? sql`and ${sql.join(like, sql` and `)}` : sql``} order by e.day desc limit 20`,
  );
}

interface Plain {
  receipt: number;
  day: string;
  dated: boolean;
  secret: boolean;
  kind: string;
  speed: string | null;
  number: string;
  issuer: string;
  head: string;
  body: string;
  holders: string[];
}

/** Whether the search gives what a look at all letters gives: the same letters in the same order, and as many. */
async function check(database: BenchDatabase, deps: SearchDeps): Promise<void> {
  const letters = await rowsOf<Plain>(
    database,
    sql`select e.receipt, e.day::text as day, e.dated, e.secret, e.kind, e.speed, e.number, e.issuer, x.head, x.body,
      array(select organisation from wian.holdings h where h.receipt = e.receipt) as holders
      from wian.search_letters e join wian.search_texts x on x.receipt = e.receipt and x.ordinal = e.ordinal`,
  );
  let wrong = 0;
  let compared = 0;
  for (const question of questions(size, each)) {
    const input = inputOf(question);
    if (input.deadline || input.dueFrom) continue;
    const wanted = plainly(letters, question);
    const found: number[] = [];
    const actor = actorOf(question.by);
    let words = false;
    for (let after: string | undefined; ; ) {
      const answer = await searchLetters(deps, { ...input, limit: 100, after, actor });
      found.push(...answer.items.map(({ receipt }) => receipt));
      words = answer.words;
      if (answer.next === null) break;
      after = answer.next;
    }
    if (words) continue;
    const { count, more } = await countLetters(deps, { ...input, words, actor });
    const counted = more ? count <= wanted.length && wanted.length > 1000 : count === wanted.length;
    compared++;
    if (found.join() === wanted.join() && counted) continue;
    wrong++;
    say(
      `${question.kind} ${JSON.stringify(question.input)}: ${found.length} found, ${count} counted, ${wanted.length} wanted`,
    );
  }
  say(`${database.name}: ${compared} questions compared with a look at all ${size} letters, ${wrong} otherwise`);
  if (wrong > 0 || compared < each * 10) process.exitCode = 1;
}

function plainly(letters: readonly Plain[], question: Question): number[] {
  const { from, to, speed, kind, agency, order, q } = inputOf(question);
  const { terms, number } = parseSearch(q);
  const alone = terms.length > 0 && terms.every((term) => term.length === 1);
  const ends = (letter: Plain) =>
    number !== null &&
    [
      letter.number,
      letter.number.replace(/^[^0-9/]+/, ''),
      letter.number.split('/').at(-1),
      /[0-9]+$/.exec(letter.number)?.[0],
    ].includes(number);
  const within = (letter: string) => terms.every((term) => letter.includes(term));
  const tier = (letter: Plain) => (ends(letter) ? 0 : letter.secret || within(letter.head) ? 1 : 2);
  return letters
    .filter((letter) => letter.holders.includes(question.by))
    .filter((letter) => (!from || (letter.dated && letter.day >= from)) && (!to || (letter.dated && letter.day <= to)))
    .filter((letter) => (!speed || letter.speed === speed) && (!kind || letter.kind === kind))
    .filter((letter) => !agency || letter.issuer.includes(fold(agency)))
    .filter((letter) => !letter.secret || !(speed || kind || agency))
    .filter((letter) => within(letter.secret ? letter.number : alone ? letter.head : letter.body))
    .sort(
      (a, b) =>
        (order === 'date' || terms.length === 0 || alone ? 0 : tier(a) - tier(b)) ||
        (a.day < b.day ? 1 : a.day > b.day ? -1 : b.receipt - a.receipt),
    )
    .map(({ receipt }) => receipt);
}

/** Fills an empty store, and tells what that costs. */
async function fill(database: BenchDatabase): Promise<void> {
  const { made, times } = setsOf(size);
  let filling = 0;
  const building = await withoutKeysIndex(database.db, async () => {
    filling = await loadFiles(database.db, 1, made, times === 1 ? size : made);
    await copyFiles(database.db, made, times);
  });
  const last = size - made * times;
  let single = 0;
  for (let n = made * times + 1; n <= size; n++) single += await loadFiles(database.db, n, n, size);
  await database.db.execute(sql`analyze`);
  const sizes = await rowsOf<{ rows: number; keys: number; all: number }>(
    database,
    sql`select pg_total_relation_size('wian.search_letters')::float8 + pg_total_relation_size('wian.search_texts') as rows,
      pg_relation_size('wian.search_letters_keys')::float8 as keys, pg_database_size(current_database())::float8 as all`,
  );
  const { rows, keys, all } = sizes[0]!;
  const kilobytes = (bytes: number) => `${(bytes / size / 1024).toFixed(1)} kB`;
  say(
    `${database.name}, ${size.toLocaleString('en')} letters: ${kilobytes(rows)} a letter for the search, of it ${kilobytes(keys)} the index of keys; ${kilobytes(all)} the whole store`,
  );
  say(
    `  one letter put in takes ${(single / last).toFixed(1)} ms; in bulk ${(filling / made).toFixed(2)} ms, and ${(building / size).toFixed(2)} ms for the index made at the end`,
  );
}

const folder = await mkdtemp(join(tmpdir(), 'wian-bench-search-'));
try {
  const database = await openBench(options.on, folder, options.kept);
  if (!database) throw new Error('TEST_DATABASE_URL names no server');
  const deps: SearchDeps = {
    db: database.db,
    clock: { now: () => new Date('2025-10-10T02:00:00Z') },
    office: { urgency: { 'most-urgent': 1, 'very-urgent': 2, urgent: 3, soon: 5 }, province: null },
  };
  const [stored] = await rowsOf<{ files: number }>(database, sql`select count(*)::int as files from wian.files`);
  if (stored!.files === 0) await fill(database);
  else if (stored!.files !== size) throw new Error(`${options.kept} holds ${stored!.files} letters`);
  if (options.check) await check(database, deps);
  else for (let round = 0; round < Number(options.rounds); round++) await measure(database, deps);
  await database.close();
} finally {
  await rm(folder, { recursive: true, force: true });
}
