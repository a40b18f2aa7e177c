import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileJob, PageJob, Stage } from '../../schemas/jobs.js';
import type { PageReading } from '../../schemas/page.js';
import type { Letter } from '../../schemas/record.js';
import { diskFiles } from '../../src/adapters/files/disk.js';
import { diskPictures } from '../../src/adapters/files/pictures.js';
import { runPlan } from '../../src/alerts/alerts.usecases.js';
import type { Deps } from '../../src/circulars/circulars.deps.js';
import { receiveFile } from '../../src/circulars/circulars.usecases.js';
import { failFile, pageToRead, runCompose, runInspect, storePage } from '../../src/circulars/stages.usecases.js';
import { usualCodes } from '../../src/exchange/exchange.models.js';
import { type Actor, machine } from '../../src/people/actor.js';
import { runLink } from '../../src/relay/relay.usecases.js';
import type { Database } from '../../src/shared/database.js';
import { WianError } from '../../src/shared/errors.js';

/**
 * A store over a database under test, with the real use cases and files, and in place of the queue a list. A file's
 * content is JSON: for each page the letters that start there. That stands in for reading, which is tested elsewhere.
 */
export interface TestStore extends Deps {
  /** Jobs that wait. */
  jobs: { stage: Stage; payload: FileJob }[];
  /** What `jobLives` answers beside the jobs that wait. */
  alive: (stage: Stage, payload: FileJob) => boolean;
  /** Every job handed over is done this often: a queue may give the same job out twice. */
  times: number;
  /** The time, moved by hand. */
  time: Date;
  /** Removes the folder of the files. */
  dispose(): void;
}

const sameJob = (a: FileJob, b: FileJob) => a.sha256 === b.sha256 && a.revision === b.revision;

export function testStore(db: Database, folder = mkdtempSync(join(tmpdir(), 'wian-store-'))): TestStore {
  const store: TestStore = {
    db,
    files: diskFiles(folder),
    pictures: diskPictures(join(folder, '.pictures')),
    limits: { maxFileBytes: 100_000, maxPages: 100, maxPixels: 1e6 },
    office: { urgency: { 'most-urgent': 1, 'very-urgent': 2, urgent: 3, soon: 5 }, province: null },
    exchange: usualCodes(),
    clock: { now: () => store.time },
    time: new Date('2025-02-01T02:00:00Z'),
    jobs: [],
    times: 1,
    alive: () => false,
    queue: {
      async enqueue(stage, payload) {
        const known = store.jobs.some((job) => job.stage === stage && sameJob(job.payload, payload));
        if (!known) store.jobs.push({ stage, payload });
      },
      jobLives: async (stage, payload) =>
        store.alive(stage, payload) || store.jobs.some((job) => job.stage === stage && sameJob(job.payload, payload)),
    },
    reader: {
      // Stands in for the making of a PDF: what it is made of.
      async searchable(path, type, pages) {
        return Buffer.from(
          JSON.stringify({ path, type, texts: pages.map(({ lines }) => lines.map(({ text }) => text)) }),
        );
      },
      // And of a picture: what it is a picture of.
      picture: async (path, of) => Buffer.from(JSON.stringify({ ...of, content: await readFile(path, 'utf8') })),
      stamped: async (path, of) => Buffer.from(JSON.stringify({ path, ...of })),
      async inspect(path) {
        const text = await readFile(path, 'utf8');
        if (text === '') throw new WianError('file.empty');
        const pages = JSON.parse(text) as Letter[][];
        return {
          type: 'text',
          pages: pages.map((_, index) => ({ number: index + 1, source: 'text' })),
          warnings: [],
        };
      },
    },
    dispose: () => rmSync(folder, { recursive: true }),
  };
  return store;
}

/** The content of a file with these letters, page after page. */
export const contentOf = (pages: Letter[][]): string => JSON.stringify(pages);

export async function* bytesOf(content: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(content);
}

export const put = (store: TestStore, name: string, content: string, actor: Actor = machine('test')) =>
  receiveFile(store, { name, source: bytesOf(content), priority: 'upload', actor });

/** What the reader would write of a page of such a file. */
export async function readingOf(task: { path: string; page: number }): Promise<PageReading> {
  const pages = JSON.parse(await readFile(task.path, 'utf8')) as Letter[][];
  return {
    number: task.page,
    source: 'text',
    width: 0,
    height: 0,
    rotation: 0,
    lines: [{ text: JSON.stringify(pages[task.page - 1]), bbox: null, confidence: 1 }],
    regions: [],
    confidence: 1,
    warnings: [],
  };
}

/** Does a job as its worker would. */
export async function work(store: TestStore, stage: Stage, payload: FileJob): Promise<void> {
  if (stage === 'link') return runLink(store, payload);
  if (stage === 'plan') return runPlan(store, payload);
  if (stage === 'compose') return runCompose(store, payload);
  const pages = await runInspect(store, payload);
  if (!pages) return;
  for (const page of pages) await readPage(store, { ...payload, page });
  await store.queue.enqueue('compose', payload);
}

export async function readPage(store: TestStore, job: PageJob): Promise<void> {
  const task = await pageToRead(store, job);
  if (task) await storePage(store, job, await readingOf(task));
}

/** Does all jobs, and those that come of them; what is wrong with a file is written down. */
export async function workAll(store: TestStore): Promise<void> {
  for (let job = store.jobs.shift(); job; job = store.jobs.shift()) {
    for (let time = 0; time < store.times; time++) {
      await work(store, job.stage, job.payload).catch((error) => {
        if (!(error instanceof WianError)) throw error;
        return failFile(store, job.payload, error.toRecord());
      });
    }
  }
}
