import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openDatabase } from '../src/adapters/db/open.js';
import { openQueue } from '../src/adapters/queue/open-queue.js';
import { packageRoot } from '../src/shared/package-root.js';
import { jobDefinitions } from '../workers/jobs.js';

/** Where a kill can fall: in the upload, in a stage, or on a page reader alone. */
export const targets = ['receive', 'inspect', 'read-page', 'compose', 'link', 'plan', 'reader'] as const;
export type Target = (typeof targets)[number];

export interface KillReport {
  seed: number;
  rounds: number;
  /** Rounds whose kill fell into this stage (several stages may have been under way), or hit a page reader. */
  hits: Record<Target, number>;
  /** Rounds whose kill fell between two stages. */
  between: number;
  /** Stores that were filled under fire, each compared with the undisturbed one. */
  stores: number;
  acknowledged: number;
  /** What differs from the undisturbed run; empty if all is well. */
  faults: string[];
}

/** Small ones of every way: texts that cite each other, one in another encoding, a scanned page, a broken file. */
const FILES = [
  '001-lert-rat-phrae-text/input.txt',
  '013-opdc-png/input.png',
  '003-lert-rat-bangkok-text/input.txt',
  '016-bangkok-tis-620/input.txt',
  '102-truncated-pdf/input.pdf',
  '005-gecc-nakhon-phanom-text/input.txt',
  '008-web-page-text/input.txt',
];
const PATHS = FILES.map((name) => join(packageRoot, 'fixtures', name));
const VICTIM = join(packageRoot, 'dist/bench/kill-victim.js');
const PATIENCE_MS = 90_000;

type Line =
  | { at: 'ready' }
  /** All that was taken in has been worked through: so many files in this life. */
  | { at: 'idle'; taken: number }
  | { at: 'begin' | 'end'; stage: Exclude<Target, 'reader'>; id: string }
  | { at: 'readers'; pids: number[] }
  | { at: 'acknowledged'; sha256: string; receipt: number }
  | Stored;
export type Stored = {
  at: 'stored';
  records: { sha256: string; receipt: number; record: unknown }[];
  relay: unknown;
  deadlines: unknown;
};

/** The work of a line, the same in each revision. */
const keyOf = ({ stage, id }: { stage: string; id: string }) => `${stage} ${id.replace(/-r\d+/, '')}`;

/** One process of the pipeline, heard line by line. */
class Victim {
  readonly running = new Map<string, Exclude<Target, 'reader'>>();
  readers: number[] = [];
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly gone: Promise<unknown[]>;
  private readonly errors: string[] = [];
  private failure: string | undefined;

  /**
   * `sent`: how many files were sent before it. They are sent again, as by somebody who does not know whether they
   * arrived, and one more; each further one when nothing is left to be done.
   */
  constructor(
    store: string,
    public sent: number,
  ) {
    this.child = spawn(process.execPath, [VICTIM], {
      env: {
        ...process.env,
        WIAN_STORE: store,
        WIAN_READERS: '1',
        WIAN_LOG_LEVEL: 'error',
        DATABASE_URL: '',
        REDIS_URL: '',
      },
    });
    this.child.stderr.on('data', (data) => this.errors.push(String(data)));
    this.child.stdin.on('error', () => undefined);
    this.gone = once(this.child, 'exit');
  }

  /**
   * Tells of each line until all work is done, and then resolves to what is stored; to null when the process was killed.
   * Rejects when it ends otherwise or takes too long.
   */
  async until(onLine: (line: Line) => void): Promise<Stored | null> {
    const late = setTimeout(() => this.fail('took too long'), PATIENCE_MS);
    try {
      for await (const text of createInterface({ input: this.child.stdout })) {
        const line = parse(text);
        if (!line) break;
        if (line.at === 'begin') this.running.set(keyOf(line), line.stage);
        if (line.at === 'end') this.running.delete(keyOf(line));
        if (line.at === 'readers') this.readers = line.pids;
        if (line.at === 'ready') {
          this.sent = Math.min(this.sent + 1, PATHS.length);
          this.send(PATHS.slice(0, this.sent));
        }
        if (line.at === 'idle' && line.taken === this.sent) {
          const next = PATHS[this.sent];
          this.send([next ?? '']);
          if (next) this.sent++;
        }
        if (line.at === 'stored') return line;
        onLine(line);
      }
      const [code] = await this.gone;
      if (this.failure || code !== null)
        throw new Error(`The pipeline ${this.failure ?? `ended with ${code}`}: ${this.complaint}`);
      return null;
    } finally {
      clearTimeout(late);
    }
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.gone;
  }

  private send(lines: readonly string[]): void {
    for (const line of lines) this.child.stdin.write(`${line}\n`);
  }

  private fail(why: string): void {
    this.failure = why;
    void this.kill();
  }

  private get complaint(): string {
    return this.errors.join('').slice(-2000);
  }
}

/** Null for a line that the kill cut short. */
function parse(text: string): Line | null {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return null;
  }
}

/** A small generator with a seed, so that a run can be repeated (mulberry32). */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The targets hit least, one of them at random. */
function leastHit(hits: KillReport['hits'], random: () => number): Target {
  const least = Math.min(...targets.map((target) => hits[target]));
  const candidates = targets.filter((target) => hits[target] === least);
  return candidates[Math.floor(random() * candidates.length)]!;
}

/** An empty store with its tables, to be copied: making them takes seconds. */
async function makeEmpty(store: string): Promise<void> {
  const { pglite, close } = await openDatabase({ WIAN_STORE: store });
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const queue = await openQueue({ jobs: jobDefinitions(), log, pglite });
  await queue.close();
  await close();
}

/** What is stored after a run without a kill, and how long each piece of work took, in milliseconds. */
async function undisturbed(store: string): Promise<{ stored: Stored; durations: Map<string, number> }> {
  const victim = new Victim(store, 0);
  const durations = new Map<string, number>();
  const begun = new Map<string, number>();
  const stored = await victim.until((line) => {
    if (line.at === 'begin') begun.set(keyOf(line), performance.now());
    if (line.at === 'end') durations.set(keyOf(line), performance.now() - begun.get(keyOf(line))!);
  });
  await victim.kill();
  return { stored: stored!, durations };
}

/** One-by-one comparison with the undisturbed run; the faults in words. */
export function compare(stored: Stored, calm: Stored, acknowledged: ReadonlySet<string>): string[] {
  const faults: string[] = [];
  for (const sha256 of acknowledged) {
    const mine = stored.records.filter((record) => record.sha256 === sha256);
    if (mine.length !== 1) faults.push(`${sha256.slice(0, 8)} has ${mine.length} records`);
  }
  for (const part of ['records', 'relay', 'deadlines'] as const) {
    if (JSON.stringify(stored[part]) !== JSON.stringify(calm[part])) faults.push(`${part} differ`);
  }
  return faults;
}

/**
 * Runs the pipeline on a temporary store and kills it, or a page reader of it, with SIGKILL `rounds` times at random moments,
 * and on until every target was hit at least once; starts it again each time. A store whose files are all read is compared
 * with that of an undisturbed run, record by record, and the next one is begun. `onRound` is told how each round ended.
 */
export async function runKillRounds(
  { rounds, seed }: { rounds: number; seed: number },
  onRound: (line: string) => void = () => undefined,
): Promise<KillReport> {
  const random = generator(seed);
  const hits = Object.fromEntries(targets.map((target) => [target, 0])) as Record<Target, number>;
  const report: KillReport = { seed, rounds: 0, hits, between: 0, stores: 0, acknowledged: 0, faults: [] };
  const folder = await mkdtemp(join(tmpdir(), 'wian-kill-'));
  const newStore = async (name: string) => {
    await cp(join(folder, 'empty'), join(folder, name), { recursive: true });
    return join(folder, name);
  };
  try {
    await makeEmpty(join(folder, 'empty'));
    const calm = await undisturbed(await newStore('calm'));
    const allHit = () => targets.every((target) => hits[target] > 0);
    // A target that is never hit must end the run too: its caller sees the nought.
    const enough = () => report.rounds >= rounds && (allHit() || report.rounds >= 4 * rounds);
    while (!enough()) {
      const store = await newStore(`store-${++report.stores}`);
      const fire = new Fire(report, random, calm.durations, onRound);
      let stored: Stored | null = null;
      while (!stored) stored = await fire.oneLife(store, enough);
      report.acknowledged += fire.acknowledged.size;
      report.faults.push(
        ...compare(stored, calm.stored, fire.acknowledged).map((what) => `store ${report.stores}: ${what}`),
      );
      await rm(store, { recursive: true });
    }
    return report;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The kills on one store. */
class Fire {
  readonly acknowledged = new Set<string>();
  private sent = 0;
  /** Pages whose reader was killed: one kill each, since a page has few tries. */
  private readonly spared = new Set<string>();

  constructor(
    private readonly report: KillReport,
    private readonly random: () => number,
    private readonly durations: ReadonlyMap<string, number>,
    private readonly onRound: (line: string) => void,
  ) {}

  /** Follows a victim until it is killed (null), or has nothing left to do (what is stored). */
  async oneLife(store: string, enough: () => boolean): Promise<Stored | null> {
    const { random, report } = this;
    const victim = new Victim(store, this.sent);
    let target = enough() ? null : leastHit(report.hits, random);
    let skip = Math.floor(random() * 2);
    let timer: NodeJS.Timeout | undefined;
    let killed = false;
    const fire = async (key: string) => {
      timer = undefined;
      if (target === 'reader') {
        if (this.killReader(victim, key)) target = enough() ? null : leastHit(report.hits, random);
        return;
      }
      killed = true;
      await victim.kill();
    };
    const stored = await victim.until((line) => {
      if (line.at === 'acknowledged') this.acknowledged.add(line.sha256);
      if (line.at !== 'begin' || timer || killed) return;
      const key = keyOf(line);
      if (line.stage !== (target === 'reader' ? 'read-page' : target)) return;
      if (target === 'reader' && this.spared.has(key)) return;
      if (skip-- > 0) return;
      timer = setTimeout(() => void fire(key), random() * (this.durations.get(key) ?? 5));
    });
    clearTimeout(timer);
    if (killed) this.count([...new Set(victim.running.values())]);
    this.sent = victim.sent;
    await victim.kill();
    return killed ? null : stored;
  }

  /** Kills the page reader while `key` is being read; false when there is none, or the page has ended. */
  private killReader(victim: Victim, key: string): boolean {
    const pid = victim.readers.at(-1);
    if (!pid || !victim.running.has(key)) return false;
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      return false;
    }
    this.spared.add(key);
    this.count(['reader']);
    return true;
  }

  private count(hit: Target[]): void {
    const { report } = this;
    report.rounds++;
    for (const target of hit) report.hits[target]++;
    if (hit.length === 0) report.between++;
    this.onRound(`round ${report.rounds}: ${hit.join(', ') || 'between stages'}`);
  }
}
