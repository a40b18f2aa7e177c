import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createReaderPool, type ReaderPoolOptions } from '../../../src/adapters/reader/pool.js';
import { packageRoot } from '../../../src/shared/package-root.js';

const limits = { maxFileBytes: 1e6, maxPages: 10, maxPixels: 1e6 };
const inspected = { type: 'pdf' as const, pages: [{ number: 1, source: 'ocr' as const }], warnings: [] };

let pools: ReturnType<typeof createReaderPool>[] = [];
let folder: string;
function pool(options: Partial<ReaderPoolOptions> = {}) {
  const processor = join(packageRoot, 'test/support/fake-reader.mjs');
  const made = createReaderPool({ readers: 1, limits, pageSeconds: 20, processor, ...options });
  pools.push(made);
  return made;
}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wian-test-'));
});
afterEach(async () => {
  await Promise.all(pools.map((each) => each.close()));
  pools = [];
  rmSync(folder, { recursive: true });
});

const read = (from: ReturnType<typeof createReaderPool>, does: string, page = 1) =>
  from.readPage(does, inspected, page);
const readerOf = (reading: { lines: { text: string }[] }) => Number(reading.lines[0]!.text.split(' by ')[1]);
const ourFolders = () => readdirSync(tmpdir()).filter((name) => name.startsWith(`wian-read-${process.pid}-`));

describe('the reader pool', () => {
  it('reads and inspects, and starts no process before there is work', async () => {
    const readers = pool();
    expect(readers.pids()).toEqual([]);
    expect((await read(readers, 'good', 7)).number).toBe(7);
    expect(await readers.inspect('good')).toEqual(inspected);
    expect(readers.pids()).toHaveLength(1);
  });

  it('hands a searchable PDF on as it is, and takes no other that was not answered for', async () => {
    const readers = pool();
    const pages = [await read(readers, 'good')];
    expect(Buffer.from(await readers.searchable('good', 'tiff', pages)).toString()).toBe('%PDF of tiff with 1 pages');
    const lie = readers.searchable('wrong-hash', 'tiff', pages);
    await expect(lie).rejects.toMatchObject({ code: 'page.crashed', final: false });
  });

  it('gives a PDF of many pages more time than one page has', async () => {
    const readers = pool({ pageSeconds: 1 });
    const page = await read(readers, 'good');
    const pages = Array.from({ length: 50 }, () => page);
    await expect(readers.searchable('slower', 'pdf', pages)).resolves.toBeInstanceOf(Uint8Array);
    await expect(readers.searchable('slower', 'pdf', [page])).rejects.toMatchObject({ code: 'page.timeout' });
  });

  it('kills a reader that hangs, says page.timeout, and reads on with another', async () => {
    const readers = pool({ pageSeconds: 1 });
    const started = Date.now();
    await expect(read(readers, 'hang')).rejects.toMatchObject({ code: 'page.timeout', final: false });
    expect(Date.now() - started).toBeLessThan(5000);
    expect(readers.pids()).toEqual([]);
    expect((await read(readers, 'good')).number).toBe(1);
  });

  it.each(['exit', 'kill', 'bad-json', 'wrong-shape', 'wrong-hash', 'no-file', 'nonsense', 'other-id', 'unknown-code'])(
    'says page.crashed, worth another try, of a reader that does %s, and reads on',
    async (does) => {
      const readers = pool();
      await expect(read(readers, does)).rejects.toMatchObject({ code: 'page.crashed', final: false });
      expect((await read(readers, 'good')).number).toBe(1);
    },
  );

  it('bounds the heap', async () => {
    const readers = pool({ heapMb: 64 });
    await expect(read(readers, 'heap')).rejects.toMatchObject({ code: 'page.crashed' });
    expect((await read(readers, 'good')).number).toBe(1);
  }, 60_000);

  it('notices a reader killed before it got its first page', async () => {
    const readers = pool();
    const first = read(readers, 'good');
    process.kill(readers.pids()[0]!, 'SIGKILL');
    await expect(first).rejects.toMatchObject({ code: 'page.crashed' });
    expect((await read(readers, 'good')).number).toBe(1);
  });

  it('replaces a reader killed from outside, in work or idle', async () => {
    const readers = pool();
    const slow = read(readers, 'slow');
    await expect.poll(() => readers.pids().length).toBe(1);
    process.kill(readers.pids()[0]!, 'SIGKILL');
    await expect(slow).rejects.toMatchObject({ code: 'page.crashed' });

    const first = readerOf(await read(readers, 'good'));
    process.kill(first, 'SIGKILL');
    await expect.poll(() => readers.pids()).toEqual([]);
    expect(readerOf(await read(readers, 'good'))).not.toBe(first);
  });

  it('hands on the errors of the reading itself, final ones as final', async () => {
    const readers = pool();
    await expect(read(readers, 'final')).rejects.toMatchObject({ code: 'pdf.encrypted', detail: 'why', final: true });
  });

  it('takes pages in the order they came, and an inspection before them', async () => {
    const readers = pool();
    const log = join(folder, 'log');
    const all = [1, 2, 3, 4].map((page) => read(readers, `good|${log}`, page) as Promise<unknown>);
    await Promise.all([...all, readers.inspect(`good|${log}`)]);
    expect(readFileSync(log, 'utf8').trim().split('\n')).toEqual(['page1', 'inspect', 'page2', 'page3', 'page4']);
  });

  it('has as many readers at work as asked for, and no more', async () => {
    const readers = pool({ readers: 2 });
    const pages = await Promise.all([1, 2, 3, 4].map((page) => read(readers, 'slow', page)));
    expect(pages.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    expect(new Set(pages.map(readerOf)).size).toBe(2);
  });

  it.each([
    { name: 'after so many tasks', options: { tasksPerProcess: 2 }, does: 'good', readers: 2 },
    { name: 'when it has grown too large', options: { maxRssMb: 1000 }, does: 'fat', readers: 4 },
    { name: 'never, otherwise', options: {}, does: 'good', readers: 1 },
  ])('replaces a reader $name', async ({ options, does, readers: expected }) => {
    const readers = pool(options);
    const pages = [];
    for (let page = 1; page <= 4; page++) pages.push(await read(readers, does, page));
    expect(new Set(pages.map(readerOf)).size).toBe(expected);
  });

  it('leaves no result behind, and no process and no folder when closed', async () => {
    const readers = pool();
    const [reader] = [readerOf(await read(readers, 'good'))];
    await read(readers, 'wrong-hash').catch(() => undefined);
    expect(ourFolders()).toHaveLength(1);
    expect(readdirSync(join(tmpdir(), ourFolders()[0]!))).toEqual([]);
    const waiting = [read(readers, 'slow'), read(readers, 'slow')].map((each) => each.catch((error) => error.code));
    await readers.close();
    expect(await Promise.all(waiting)).toEqual(['page.crashed', 'page.crashed']);
    expect(() => process.kill(reader, 0)).toThrow();
    expect(ourFolders()).toEqual([]);
    await expect(read(readers, 'good')).rejects.toMatchObject({ code: 'page.crashed' });
  });
});
