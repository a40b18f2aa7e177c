import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { limitsOf, loadSettings } from '../src/config.js';
import type { Alignment } from './read/align.js';
import { samplesOf } from './read/calibration.js';
import { makePages } from './read/classes.js';
import { TREATMENTS } from './read/degrade.js';
import { checkEvidence } from './read/evidence.js';
import { type Options, readOptions, type Section } from './read/options.js';
import { openPool } from './read/ours.js';
import { type BenchPage, setPages } from './read/pages.js';
import { installedPeers, type Peer } from './read/peers.js';
import { measureReal, realTable } from './read/real.js';
import { calibrationTables, confusionList, evidenceTable, replaceBetween } from './read/report.js';
import { scorers } from './read/score.js';
import { measureMemory, measureSpeed, memoryTable, speedTable } from './read/speed.js';
import { markdown, percent, type Table } from './read/table.js';
import { type ReadPage, readPages, scoreGroups, setGroups, textTable, worstPages } from './read/text.js';

/**
 * How well and how fast pages are read, beside native Tesseract and OCRmyPDF on the same pages in the same run:
 * npm run bench:read [-- --help]. CER and runs of digits are those of score.mjs, which lies beside the corpora.
 */

const options = readOptions(process.argv.slice(2));
if (!options || !existsSync(join(scorers, 'score.mjs'))) {
  if (options) process.stderr.write(`bench:read: no score.mjs in ${scorers} (SCORERS names its folder)\n`);
  process.exit(2);
}
const limits = limitsOf(loadSettings({}));
const readers = availableParallelism();
const work = await mkdtemp(join(tmpdir(), 'wian-read-'));
const figures: Record<string, unknown> = { readers, processor: cpus()[0]?.model ?? null, quick: options.quick };
const tables: Table[] = [];
const confused = new Map<string, Alignment[]>();

/** A table is shown as soon as it is there; with --json only at the end. */
function show(table: Table): void {
  tables.push(table);
  if (!options!.json) process.stdout.write(`${markdown(table)}\n`);
}

const OUTSIDE =
  'CER without white space, a page counted as wholly wrong at most. The truth holds the printed text alone: what any reader gives of ' +
  'stamps and handwriting counts as wrong for each of them alike; wian sets regions of stamps apart and exports them beside the text.';

/** Every page of a set, by our reader and the peers, and all that is asked of our readings. */
async function measureSet(
  folder: string,
  { sections, quick, errors, kept }: Options,
  peers: Peer[],
): Promise<BenchPage[]> {
  const name = basename(folder);
  const truths = (await readdir(join(folder, 'truth'))).filter((file) => file.endsWith('.json'));
  const some = quick ? truths.filter((_, at) => at % 5 === 0) : truths;
  const paths = some.map((file) => join(folder, 'truth', file));
  const all = await setPages(folder, paths, work, limits);
  if (!['sets', 'evidence', 'calibration'].some((section) => sections.has(section as Section))) return all;
  const pool = openPool(readers, limits);
  try {
    const asked = sections.has('sets') ? peers : [];
    const { pages, own } = await readPages(all, asked, { pool, limits, readers, kept });
    if (sections.has('sets')) {
      const rows = await scoreGroups(pages, setGroups(pages));
      const names = ['wian', ...asked.map((peer) => peer.name)];
      show(textTable(`${name}: text of ${pages.length} pages`, rows, names, [OUTSIDE]));
      const worst = await worstPages(pages, 10);
      show({
        title: `${name}: the worst pages of wian`,
        head: ['page', 'made as', 'characters', 'CER'],
        rows: worst.map(({ name, level, chars, cer }) => [name, level, `${chars}`, percent(cer)]),
        notes: [],
      });
      figures[name] = { readers: names, rows, worst };
    }
    const readings = [...own.values()];
    if (sections.has('evidence')) {
      const files = readings.flatMap(({ record, pages }) => ('letters' in record ? [{ record, pages }] : []));
      const evidence = checkEvidence(files);
      show(evidenceTable(name, evidence, errors));
      figures[`${name} evidence`] = { fields: evidence.fields, whole: evidence.whole };
    }
    if (sections.has('calibration')) calibrate(name, pages, own);
    return pages;
  } finally {
    await pool.close();
  }
}

/** The reliability tables of pages that were read. */
function calibrate(name: string, pages: ReadPage[], own: Awaited<ReturnType<typeof readPages>>['own']): void {
  const judged = pages.flatMap(({ file, number, truth, level }) => {
    const reading = own.get(file)?.pages.get(number);
    return reading ? [{ file, truth, reading, level }] : [];
  });
  const samples = samplesOf(judged);
  for (const table of calibrationTables(name, samples)) show(table);
  figures[`${name} calibration`] = { inside: samples.inside.length, outside: samples.outside.length };
  for (const level of new Set(judged.map((page) => page.level))) {
    const { alignments } = samplesOf(judged.filter((page) => page.level === level));
    confused.set(
      `${name}, ${level}`,
      alignments.map(({ alignment }) => alignment),
    );
  }
}

/** Letters of the fixtures and clean pages of the sets, made worse in every way. */
async function measureClasses(
  scans: BenchPage[],
  { quick, sections, letters, kept }: Options,
  peers: Peer[],
): Promise<void> {
  const { pages: made, missing } = await makePages(join(work, 'classes'), letters, quick ? [] : scans);
  const pool = openPool(readers, limits);
  try {
    const { pages, own } = await readPages(made, peers, { pool, limits, readers, kept });
    const levels = [...new Set(pages.map(({ level }) => level))];
    const rows = await scoreGroups(
      pages,
      levels.map((level) => ({ name: level, has: (other) => other === level })),
    );
    const names = ['wian', ...peers.map((peer) => peer.name)];
    const notes = [
      `The letters of the fixtures (and, in the first ${TREATMENTS.length} classes, the clean pages of the sets) made worse by this ` +
        'program, the same on every run; the typefaces are scanned plainly at 300 dpi. A fax of 204 × 98 is given to wian as the TIFF ' +
        'that it is, to the others with each row twice.',
      ...missing.map((face) => `Not measured, its files are not there: ${face}.`),
    ];
    show(textTable('Classes of pages', rows, names, notes));
    figures.classes = { readers: names, rows, missing };
    if (sections.has('calibration')) calibrate('classes', pages, own);
  } finally {
    await pool.close();
  }
}

async function measure(of: Options): Promise<void> {
  const { peers, missing } = of.peers ? await installedPeers(readers) : { peers: [], missing: [] };
  for (const why of missing) process.stderr.write(`bench:read: ${why}; left out\n`);
  const wants = (...sections: Section[]) => sections.some((section) => of.sections.has(section));
  let pages: BenchPage[] = [];
  for (const folder of wants('sets', 'evidence', 'calibration', 'classes', 'speed', 'memory') ? of.sets : []) {
    if (!existsSync(join(folder, 'truth'))) process.stderr.write(`bench:read: no ${folder}/truth; left out\n`);
    else pages = [...pages, ...(await measureSet(folder, of, peers))];
  }
  if (wants('real') && existsSync(of.real)) {
    const pool = openPool(readers, limits);
    figures.real = await measureReal(of.real, { pool, limits, readers }).finally(() => pool.close());
    show(realTable(figures.real as Awaited<ReturnType<typeof measureReal>>));
  }
  const clean = pages.filter(({ level }) => level === 'clean').slice(0, 2);
  if (wants('classes')) await measureClasses(clean, of, peers);
  const scans = pages.filter(({ level }) => level !== 'born');
  // Whole files, so that both sides read the same pages.
  const timed = wholeFiles(scans, of.quick ? 8 : 30);
  if (wants('speed') && timed.length) {
    const rounds = of.quick ? 1 : 3;
    const result = await measureSpeed(timed, peers, { limits, readers, rounds });
    figures.speed = { pages: timed.length, rounds: result };
    show(speedTable(result, timed.length, readers));
  }
  if (wants('memory') && scans.length) {
    const memory = await measureMemory(scans, of.quick ? [20, 40] : [50, 100, 150, 200], limits);
    figures.memory = memory;
    show(memoryTable(memory));
  }
  if (of.confusions) await writeFile(of.confusions, confusionList(confused, 40));
  if (of.docs) await replaceBetween('docs/accuracy.md', 'bench:read', tables.map(markdown).join('\n'));
  if (of.json) process.stdout.write(`${JSON.stringify(figures)}\n`);
}

/** Pages of scanned files whose every page is a scan, spread over the set, up to `most`. */
function wholeFiles(pages: BenchPage[], most: number): BenchPage[] {
  const files = [...new Set(pages.map(({ file }) => file))];
  const step = Math.max(1, Math.floor(pages.length / most));
  const chosen = new Set<string>();
  let count = 0;
  for (let offset = 0; offset < step; offset++) {
    for (let at = offset; at < files.length; at += step) {
      const own = pages.filter(({ file }) => file === files[at]).length;
      if (count + own > most) continue;
      chosen.add(files[at]!);
      count += own;
    }
  }
  return pages.filter(({ file }) => chosen.has(file));
}

try {
  await measure(options);
} finally {
  await rm(work, { recursive: true, force: true });
}
