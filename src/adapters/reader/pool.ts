import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { type Inspection, inspection, type PageReading, pageReading } from '../../../schemas/page.js';
import type { PictureOf, ReaderTask, StampOf } from '../../../schemas/reader.js';
import type { Limits, Reader } from '../../ports.js';
import { type ErrorCode, errorCatalogue, WianError } from '../../shared/errors.js';
import { packageRoot } from '../../shared/package-root.js';
import { ReaderProcess } from './reader-process.js';
import { makeResultFolder } from './result-folder.js';

export interface ReaderPoolOptions {
  /** Processes at once; they are started when there is work for them. */
  readers: number;
  limits: Limits;
  /** Longest time for one page or one inspection, with the start of its process; then it is killed. */
  pageSeconds: number;
  /** The script each process runs; for tests. */
  processor?: string;
  /** A process is replaced after so many tasks, since the OCR libraries learn from page to page and leak. */
  tasksPerProcess?: number;
  /** A process that has grown larger than this is replaced. */
  maxRssMb?: number;
  /** Bound of a process's JavaScript heap. */
  heapMb?: number;
}

type Work = DistributiveOmit<ReaderTask, 'id' | 'out' | 'limits'>;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

interface Waiting {
  work: Work;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/** Page readers in processes of their own (docs/decisions/0001-page-readers.md). */
export function createReaderPool(options: ReaderPoolOptions): Reader & { pids(): number[] } {
  return new ReaderPool(options);
}

class ReaderPool implements Reader {
  private readonly options: Required<ReaderPoolOptions>;
  private readonly waiting: Waiting[] = [];
  private readonly processes = new Set<ReaderProcess>();
  private readonly idle: ReaderProcess[] = [];
  private folder: Promise<string> | undefined;
  private lastId = 0;
  private closed = false;

  constructor(options: ReaderPoolOptions) {
    const processor = join(packageRoot, 'dist/workers/read-page.processor.js');
    this.options = { processor, tasksPerProcess: 200, maxRssMb: 1200, heapMb: 768, ...options };
  }

  /** Goes before waiting pages: a person who adds a file sees at once how many pages it has. */
  async inspect(path: string) {
    return this.checked(inspection, await this.run({ kind: 'inspect', path }, true));
  }

  async readPage(path: string, inspected: z.infer<typeof inspection>, page: number) {
    return this.checked(pageReading, await this.run({ kind: 'page', path, inspection: inspected, page }, false));
  }

  /** Goes before waiting pages as well: somebody waits for it. */
  async searchable(path: string, type: Inspection['type'], pages: readonly PageReading[]) {
    return this.bytes({ kind: 'searchable', path, type, pages: [...pages] });
  }

  async picture(path: string, of: PictureOf) {
    return this.bytes({ kind: 'picture', path, of });
  }

  async stamped(path: string, of: StampOf) {
    return this.bytes({ kind: 'stamped', path, of });
  }

  private async bytes(work: Work): Promise<Uint8Array> {
    const made = await this.run(work, true);
    if (made instanceof Uint8Array) return made;
    throw new WianError('page.crashed', 'the result has the wrong shape');
  }

  /** Process ids of the running readers. */
  pids(): number[] {
    return [...this.processes].flatMap(({ pid }) => pid ?? []);
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const { reject } of this.waiting.splice(0)) reject(new WianError('page.crashed', 'stopped'));
    await Promise.all([...this.processes].map((process) => process.kill()));
    const folder = await this.folder?.catch(() => undefined);
    if (folder) await rm(folder, { recursive: true, force: true });
  }

  private run(work: Work, first: boolean): Promise<unknown> {
    if (this.closed) return Promise.reject(new WianError('page.crashed', 'stopped'));
    return new Promise((resolve, reject) => {
      this.waiting[first ? 'unshift' : 'push']({ work, resolve, reject });
      this.next();
    });
  }

  /** Gives the next task to an idle process, or to a new one while there may be more. */
  private next(): void {
    if (this.closed || this.waiting.length === 0) return;
    const process = this.idle.pop() ?? (this.processes.size < this.options.readers ? this.start() : undefined);
    const task = process && this.waiting.shift();
    if (!process || !task) return;
    this.attempt(process, task.work)
      .then(task.resolve, task.reject)
      .finally(() => this.next());
    this.next();
  }

  private start(): ReaderProcess {
    const process = new ReaderProcess(this.options.processor, this.options.heapMb, () => {
      this.processes.delete(process);
      const at = this.idle.indexOf(process);
      if (at >= 0) this.idle.splice(at, 1);
      this.next();
    });
    this.processes.add(process);
    return process;
  }

  private async attempt(process: ReaderProcess, work: Work): Promise<unknown> {
    const { limits, pageSeconds, tasksPerProcess, maxRssMb } = this.options;
    const id = ++this.lastId;
    let out: string | undefined;
    try {
      out = join(await this.resultFolder(), `${id}.json`);
      const answer = await process.do({ ...work, id, out, limits } as ReaderTask, pageSeconds * sharesOf(work));
      if (answer.error) throw errorOf(answer.error);
      return await readResult(out, answer.sha256, work.kind !== 'inspect' && work.kind !== 'page').catch(
        (error: unknown) => process.kill('nonsense').then(() => Promise.reject(error)),
      );
    } finally {
      if (out) await rm(out, { force: true });
      if (process.tasks >= tasksPerProcess || process.rss > maxRssMb * 2 ** 20) await process.kill();
      else if (this.processes.has(process)) this.idle.push(process);
    }
  }

  private resultFolder(): Promise<string> {
    this.folder ??= makeResultFolder().catch((cause) => {
      this.folder = undefined;
      throw new WianError('page.crashed', 'no temporary folder', { cause });
    });
    return this.folder;
  }

  /** A result of the wrong shape is a crash in disguise. */
  private checked<T>(shape: z.ZodType<T>, result: unknown): T {
    const parsed = shape.safeParse(result);
    if (parsed.success) return parsed.data;
    throw new WianError('page.crashed', 'the result has the wrong shape');
  }
}

/** Pages of a searchable PDF that are made in the time that reading one may take. */
const PAGES_A_SHARE = 20;

/** How often the time of one page a task may take. */
function sharesOf(work: Work): number {
  const pages = work.kind === 'searchable' ? work.pages.length : work.kind === 'stamped' ? work.of.pages.length : 1;
  return Math.ceil(pages / PAGES_A_SHARE) || 1;
}

/** Takes a result only if it is what the process answered for. */
async function readResult(path: string, sha256: string | undefined, asIs: boolean): Promise<unknown> {
  try {
    const bytes = await readFile(path);
    const same = createHash('sha256').update(bytes).digest('hex') === sha256;
    if (same) return asIs ? bytes : JSON.parse(bytes.toString('utf8'));
  } catch {
    // A missing file and broken JSON are told as what they are to the caller; their messages could quote the page.
  }
  throw new WianError('page.crashed', 'the result is not what was answered for');
}

function errorOf({ code, detail }: { code: string; detail?: string | undefined }): WianError {
  return Object.hasOwn(errorCatalogue, code)
    ? new WianError(code as ErrorCode, detail)
    : new WianError('page.crashed', 'unknown code');
}
