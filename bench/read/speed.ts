import { readFileSync } from 'node:fs';
import type { Limits } from '../../src/ports.js';
import { cpuSeconds, endedChildrenSeconds, openPool, readOurs } from './ours.js';
import type { BenchPage } from './pages.js';
import type { Peer } from './peers.js';
import { median, none, type Table } from './table.js';

/** One reader's rounds: wall and processor seconds of each. */
export interface Timed {
  name: string;
  wall: number[];
  cpu: (number | null)[];
}

/** From file to text, as many page readers as cores, beside the peers: each reader in turn, `rounds` times. */
export async function measureSpeed(
  pages: readonly BenchPage[],
  peers: readonly Peer[],
  { limits, readers, rounds }: { limits: Limits; readers: number; rounds: number },
): Promise<Timed[]> {
  const paths = [...new Set(pages.map(({ file }) => file))];
  const pool = openPool(readers, limits);
  const jobs = await Promise.all(
    peers.map(async (peer) => ({ name: peer.name, ...(await peer.prepare(pages.map(({ image }) => image))) })),
  );
  const ours: Timed = { name: 'wian', wall: [], cpu: [] };
  const theirs = jobs.map(({ name }): Timed => ({ name, wall: [], cpu: [] }));
  try {
    // The application keeps its readers for some hundred pages: what the first ones cost (the model, compiling) is not counted.
    await readOurs(pool, limits, readers, paths);
    for (let round = 0; round < rounds; round++) {
      const before = cpuSeconds(pool.pids());
      const start = performance.now();
      await readOurs(pool, limits, readers, paths);
      ours.wall.push((performance.now() - start) / 1000);
      const after = cpuSeconds(pool.pids());
      ours.cpu.push(before === null || after === null ? null : after - before);
      for (const [at, { read }] of jobs.entries()) {
        const cpuBefore = endedChildrenSeconds();
        const begun = performance.now();
        await read();
        theirs[at]!.wall.push((performance.now() - begun) / 1000);
        const cpuAfter = endedChildrenSeconds();
        theirs[at]!.cpu.push(cpuBefore === null || cpuAfter === null ? null : cpuAfter - cpuBefore);
      }
    }
  } finally {
    await pool.close();
    for (const { done } of jobs) await done();
  }
  return [ours, ...theirs];
}

/** Medians of the rounds, and the ratio of each peer to ours. */
export function speedTable(timed: readonly Timed[], pages: number, readers: number): Table {
  const middle = (values: readonly (number | null)[]) =>
    values.length === 0 || values.includes(null) ? null : median(values as number[]) / pages;
  const [ours] = timed;
  const [ownWall, ownCpu] = [middle(ours!.wall), middle(ours!.cpu)];
  const times = (theirs: number | null, own: number | null) =>
    theirs === null || !own ? none : `${(theirs / own).toFixed(2)} ×`;
  return {
    title: `Speed (${pages} pages, ${ours!.wall.length} rounds in turn, medians, ${readers} cores)`,
    head: ['reader', 'pages a minute', 'wall s a page', 'processor s a page', 'wall ÷ wian', 'processor ÷ wian'],
    rows: timed.map(({ name, wall, cpu }) => {
      const [w, c] = [middle(wall)!, middle(cpu)];
      const figures = [(60 / w).toFixed(1), w.toFixed(2), c === null ? none : c.toFixed(2)];
      return [name, ...figures, times(w, ownWall), times(c, ownCpu)];
    }),
    notes: [
      'wian goes from the file to text, boxes and probabilities, its page readers running since a round before; Tesseract (two processes of one ' +
        'thread, psm 4) and OCRmyPDF (two jobs, pages turned and straightened) begin from the decoded pictures. Processor time is what ' +
        'other work on the machine disturbs least.',
    ],
  };
}

/** Memory of one page reader in megabytes after so many pages. */
export interface Memory {
  pages: number;
  rss: number | null;
  peak: number | null;
}

/** One page reader over the pages again and again; `marks` in rising order. */
export async function measureMemory(
  pages: readonly BenchPage[],
  marks: readonly number[],
  limits: Limits,
): Promise<Memory[]> {
  const pool = openPool(1, limits, { maxRssMb: 1e6 });
  const out: Memory[] = [];
  try {
    const inspections = new Map<string, Awaited<ReturnType<typeof pool.inspect>>>();
    for (let read = 0; read < marks.at(-1)!; ) {
      const page = pages[read % pages.length]!;
      const inspection = inspections.get(page.file) ?? (await pool.inspect(page.file));
      inspections.set(page.file, inspection);
      await pool.readPage(page.file, inspection, page.number).catch(() => null);
      if (marks.includes(++read)) out.push({ pages: read, ...memoryOf(pool.pids()[0]) });
    }
  } finally {
    await pool.close();
  }
  return out;
}

function memoryOf(pid: number | undefined): Omit<Memory, 'pages'> {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const megabytes = (name: string) => Number(status.match(new RegExp(`^${name}:\\s+(\\d+)`, 'm'))![1]) / 1024;
    return { rss: megabytes('VmRSS'), peak: megabytes('VmHWM') };
  } catch {
    return { rss: null, peak: null };
  }
}

export function memoryTable(memory: readonly Memory[]): Table {
  const show = (value: number | null) => (value === null ? none : `${Math.round(value)} MB`);
  return {
    title: 'Memory of one page reader',
    head: ['after pages', 'resident', 'highest so far'],
    rows: memory.map(({ pages, rss, peak }) => [`${pages}`, show(rss), show(peak)]),
    notes: ['The application replaces a page reader after 200 tasks; here it goes on.'],
  };
}
