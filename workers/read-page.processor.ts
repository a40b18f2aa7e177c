import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { type ReaderAnswer, type ReaderTask, readerTask } from '../schemas/reader.js';
import { WianError } from '../src/shared/errors.js';

/**
 * The sandboxed page reader: a process of its own, started by the reader pool. It takes one task at a time, writes the result
 * to the file it is told and answers with its hash. Whatever a hostile file does to it, the application lives on.
 */

/** Does the task; the code that reads is loaded with the first one, so that a fault in loading it is an answer too. */
async function work(task: ReaderTask): Promise<unknown> {
  if (task.kind === 'inspect') {
    const { inspectFile } = await import('../src/reading/inspect.js');
    return inspectFile(task.path, task.limits);
  }
  if (task.kind === 'searchable') {
    const { searchablePdf } = await import('../src/reading/searchable/searchable.js');
    return searchablePdf(task.path, task.type, task.pages, task.limits);
  }
  if (task.kind === 'picture') {
    const { pagePicture } = await import('../src/reading/picture.js');
    return pagePicture(task.path, task.of, task.limits);
  }
  if (task.kind === 'stamped') {
    const { stampedCopy } = await import('./stamped.js');
    return stampedCopy(task.path, task.of, task.limits);
  }
  const { readPage } = await import('../src/reading/read-page.js');
  return readPage(task.path, task.inspection, task.page, task.limits);
}

/** On the disk before it is answered for: the application stores what it finds there and nothing else. */
async function write(path: string, result: unknown): Promise<string> {
  const bytes = result instanceof Buffer ? result : Buffer.from(JSON.stringify(result));
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  return createHash('sha256').update(bytes).digest('hex');
}

/** Faults of the machine, which pass; every other error that is not ours would come again with the same file. */
const PASSING = /^(ENOSPC|EMFILE|ENFILE|ENOMEM|EIO|EAGAIN|EBUSY)$/;

/** Foreign messages may quote the page, so only the name and code of an error leave this process. */
function describe(error: unknown): NonNullable<ReaderAnswer['error']> {
  if (error instanceof WianError) return { code: error.code, ...(error.detail && { detail: error.detail }) };
  const name = error instanceof Error ? error.name : 'unknown error';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const passing = PASSING.test(code) || error instanceof RangeError;
  return { code: passing ? 'page.crashed' : 'page.unreadable', detail: code ? `${name} ${code}` : name };
}

async function answer(message: unknown): Promise<void> {
  const task = readerTask.parse(message);
  let result: Pick<ReaderAnswer, 'sha256' | 'error'>;
  try {
    result = { sha256: await write(task.out, await work(task)) };
  } catch (error) {
    result = { error: describe(error) };
  }
  process.send?.({ id: task.id, rss: process.memoryUsage.rss(), ...result } satisfies ReaderAnswer);
}

/**
 * A reader without its application must not stay behind. The channel's end tells an idle one; one that is busy in a long
 * computation does not hear it, so a thread beside it looks whether the parent is still the same.
 */
function endWithParent(): void {
  process.on('disconnect', () => process.exit(0));
  const source = `const parent = process.ppid;
    setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGKILL'), 1000);`;
  new Worker(source, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 8, stackSizeMb: 1 } }).unref();
}

if (process.send) {
  endWithParent();
  // The application hears these signals as well, and decides when its readers stop.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
  process.on('message', (message) => void answer(message));
}
