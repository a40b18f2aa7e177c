import { type ChildProcess, fork } from 'node:child_process';
import { type ReaderAnswer, type ReaderTask, readerAnswer } from '../../../schemas/reader.js';
import { WianError } from '../../shared/errors.js';

/** What a page reader may see of the environment: nothing that opens the records. */
const SEEN = /^(PATH|HOME|LANG|LC_\w+|TZ|TMPDIR|TEMP|TMP|SYSTEMROOT|NODE_ENV)$/i;

/**
 * One thread each: several readers side by side use the cores better than one with several threads. One arena, where the C library has several:
 * pictures freed by one thread are else kept for it while the next thread takes new memory (526 MB resident against 296).
 */
const ONE_THREAD = { OMP_NUM_THREADS: '1', VIPS_CONCURRENCY: '1', MALLOC_ARENA_MAX: '1' };

/**
 * Pictures are large and few objects hold them: collecting in steps, with helper threads, goes over the same objects several times for each page,
 * which was a sixth of its processor time. With room for a page's own objects fewer of them are taken for lasting ones.
 */
const ONE_COLLECTOR = [
  '--single-threaded-gc',
  '--no-incremental-marking',
  '--min-semi-space-size=32',
  '--max-semi-space-size=32',
];

/** One page reader's process, which does one task at a time. */
export class ReaderProcess {
  /** Tasks it was given so far. */
  tasks = 0;
  /** Its memory after the last task, in bytes. */
  rss = 0;
  private readonly child: ChildProcess;
  private readonly exited: Promise<void>;
  private current: { id: number; settle: (answer: ReaderAnswer | WianError) => void } | undefined;
  private end: 'timeout' | 'nonsense' | undefined;
  /** How it ended, once it has. */
  private gone: WianError | undefined;

  constructor(
    processor: string,
    heapMb: number,
    /** Told once, when the process is gone. */
    onExit: () => void,
  ) {
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => SEEN.test(name)));
    this.child = fork(processor, {
      execArgv: [`--max-old-space-size=${heapMb}`, ...ONE_COLLECTOR],
      env: { ...env, ...ONE_THREAD },
      // Libraries print about a page what may be its text; what is to be known comes as an answer.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.child.on('message', (message) => this.hear(message));
    this.exited = new Promise((resolve) => {
      const gone = (how: string) => {
        this.gone ??= new WianError(this.end === 'timeout' ? 'page.timeout' : 'page.crashed', this.end ?? how);
        onExit();
        this.settle(this.gone);
        resolve();
      };
      this.child.once('error', (error) => gone(error.name));
      this.child.once('exit', (code, signal) => gone(signal ?? `exit ${code}`));
    });
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Resolves with the answer. Rejects with `page.timeout` or `page.crashed` only when the process is gone. */
  do(task: ReaderTask, seconds: number): Promise<ReaderAnswer> {
    this.tasks++;
    // Killed between its start and its first task: no exit will tell of it any more.
    if (this.gone) return Promise.reject(this.gone);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.kill('timeout'), seconds * 1000);
      const settle = (answer: ReaderAnswer | WianError) => {
        clearTimeout(timer);
        if (answer instanceof WianError) reject(answer);
        else resolve(answer);
      };
      this.current = { id: task.id, settle };
      // Where the channel is broken the exit follows.
      this.child.send(task, () => undefined);
    });
  }

  /** Kills it and waits until it is gone. */
  async kill(why?: 'timeout' | 'nonsense'): Promise<void> {
    this.end ??= why;
    this.child.kill('SIGKILL');
    await this.exited;
  }

  private hear(message: unknown): void {
    const answer = readerAnswer.safeParse(message);
    if (!answer.success || answer.data.id !== this.current?.id) void this.kill('nonsense');
    else {
      this.rss = answer.data.rss;
      this.settle(answer.data);
    }
  }

  private settle(answer: ReaderAnswer | WianError): void {
    const { current } = this;
    this.current = undefined;
    current?.settle(answer);
  }
}
