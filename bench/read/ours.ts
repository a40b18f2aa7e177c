import { readFileSync } from 'node:fs';
import type { PageReading } from '../../schemas/page.js';
import type { FileFailure, FileRecord } from '../../schemas/record.js';
import { createReaderPool, type ReaderPoolOptions } from '../../src/adapters/reader/pool.js';
import { readFile } from '../../src/circulars/read-files.js';
import { inOrder } from '../../src/cli/in-order.js';
import type { Limits, Reader } from '../../src/ports.js';

/** One file by our reader: its record, and the readings of its pages by number. */
export interface OwnReading {
  path: string;
  record: FileRecord | FileFailure;
  pages: Map<number, PageReading>;
}

export type Pool = ReturnType<typeof createReaderPool>;

/** The page readers of the application, kept alive so that their processor time can be told. */
export function openPool(readers: number, limits: Limits, options: Partial<ReaderPoolOptions> = {}): Pool {
  return createReaderPool({ readers, limits, pageSeconds: 120, tasksPerProcess: 1e6, ...options });
}

/** Reads files as `wian read` does, and keeps what each page's reader gave. */
export async function readOurs(pool: Pool, limits: Limits, readers: number, paths: string[]): Promise<OwnReading[]> {
  const out: OwnReading[] = [];
  const read = async (path: string): Promise<OwnReading> => {
    const pages = new Map<number, PageReading>();
    const reader: Pick<Reader, 'inspect' | 'readPage'> = {
      inspect: (file) => pool.inspect(file),
      async readPage(file, inspection, page) {
        const reading = await pool.readPage(file, inspection, page);
        pages.set(page, reading);
        return reading;
      },
    };
    const record = await readFile({ reader, limits, clock: { now: () => new Date() }, attempts: 1 }, { path });
    return { path, record, pages };
  };
  for await (const one of inOrder(paths, readers + 1, read)) out.push(one);
  return out;
}

/** The printed text of a page as exported; empty where it could not be read. */
export function exportedText({ record }: OwnReading, page: number): string {
  return ('page' in record && record.page.find(({ number }) => number === page)?.text) || '';
}

/** Processor seconds that processes have used so far; null where the system does not tell (no /proc). */
export function cpuSeconds(pids: readonly number[]): number | null {
  return sum(pids.map((pid) => statOf(pid)?.own ?? null));
}

/** Processor seconds of all children of this process that have ended. */
export const endedChildrenSeconds = (): number | null => statOf(process.pid)?.children ?? null;

const sum = (values: (number | null)[]) =>
  values.reduce<number | null>((total, value) => (total === null || value === null ? null : total + value), 0);

/** /proc counts in hundredths of a second. */
function statOf(pid: number): { own: number; children: number } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in brackets, may hold blanks; utime is the 14th field, the 12th after it.
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    return { own: (fields[11]! + fields[12]!) / 100, children: (fields[13]! + fields[14]!) / 100 };
  } catch {
    return null;
  }
}
