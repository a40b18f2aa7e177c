import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom, seedOf } from '../fixtures/make/random.js';
import { limitsOf, loadSettings } from '../src/config.js';
import type { Limits } from '../src/ports.js';
import { inspectFile } from '../src/reading/inspect.js';
import { readPage } from '../src/reading/read-page.js';
import { CALIBRATION, type Calibration, useCalibration } from '../src/reading/recognise/calibrate.js';
import { packageRoot } from '../src/shared/package-root.js';
import { type Sample, samplesOf } from './read/calibration.js';
import { pixels } from './read/classes.js';
import { TREATMENTS } from './read/degrade.js';
import { crossFitted, fitIsotonic, qualityOf } from './read/fit.js';
import { FACES, isThere, setText } from './read/letters.js';
import { markdown, percent, type Table } from './read/table.js';

/**
 * Makes the table of src/reading/model/calibration.json for the model that lies there:  bash scripts/calibrate [--check] [--each N]
 * Every letter of test/letters is set in N typefaces (4), each page made worse in one way or another, the same on every run, and read.
 * What stands on such a page is known whole, so that whatever was read beyond it is wrong. Nothing of the sets in ../shared goes into
 * the table: they show how well it holds (bench:read). With --check nothing is written.
 */
const args = process.argv.slice(2);
const each = Number(args[args.indexOf('--each') + 1] || 4) || 4;
const limits = limitsOf(loadSettings({}));
const FOLDS = 5;

/** The characters of one letter's pages. */
async function samplesOfLetter(name: string, text: string, work: string, of: Limits): Promise<Sample[]> {
  const out: Sample[] = [];
  const random = seededRandom(seedOf(name));
  const faces = [null, ...FACES.filter(isThere)];
  for (let variant = 0; variant < each; variant++) {
    // TH Sarabun New, in which most letters are set, comes every second time.
    const face = variant % 2 ? faces[Math.floor(random() * faces.length)]! : (faces[1] ?? null);
    const { make } = TREATMENTS[Math.floor(random() * TREATMENTS.length)]!;
    for (const { canvas, truth } of setText(text, face, 300)) {
      const { bytes, extension } = await make(await pixels(canvas), random);
      const path = join(work, `page.${extension}`);
      await writeFile(path, bytes);
      const reading = await readPage(path, await inspectFile(path, of), 1, of);
      const { inside, outside } = samplesOf([{ file: name, truth, reading }]);
      out.push(...inside, ...outside.map((sample) => ({ ...sample, file: name, right: false })));
    }
  }
  return out;
}

function qualityTable(title: string, rows: { name: string; samples: readonly Sample[] }[]): Table {
  return {
    title,
    head: ['probabilities', 'characters', 'log loss', 'calibration error', 'given ≥ 0.99', 'of them right'],
    rows: rows.map(({ name, samples }) => {
      const { logLoss, error, sure } = qualityOf(samples);
      const right = sure.count ? percent(sure.right / sure.count, 3) : '–';
      return [name, `${samples.length}`, logLoss.toFixed(4), percent(error, 3), `${sure.count}`, right];
    }),
    notes: [],
  };
}

const folder = join(packageRoot, 'test/letters');
const names = (await readdir(folder)).filter((name) => name.endsWith('.txt')).sort();
const work = await mkdtemp(join(tmpdir(), 'wian-calibrate-'));
const samples: Sample[] = [];
useCalibration(null);
try {
  for (const [at, name] of names.entries()) {
    samples.push(...(await samplesOfLetter(name, await readFile(join(folder, name), 'utf8'), work, limits)));
    process.stderr.write(`\r${at + 1} of ${names.length} letters, ${samples.length} characters`);
  }
} finally {
  process.stderr.write('\n');
  await rm(work, { recursive: true, force: true });
}
const kinds = [
  { name: 'digits', own: samples.filter(({ digit }) => digit) },
  { name: 'others', own: samples.filter(({ digit }) => !digit) },
] as const;
for (const { name, own } of kinds) {
  const rows = [
    { name: "the network's", samples: own },
    { name: `calibrated, ${FOLDS} folds of letters`, samples: crossFitted(own, FOLDS) },
  ];
  process.stdout.write(`${markdown(qualityTable(name, rows))}\n`);
}
const model = await readFile(join(packageRoot, 'src/reading/model/recogniser.int8.onnx'));
const table: Calibration = {
  model: createHash('sha256').update(model).digest('hex'),
  digits: fitIsotonic(kinds[0].own),
  others: fitIsotonic(kinds[1].own),
};
process.stdout.write(`${JSON.stringify(table)}\n`);
if (!args.includes('--check')) await writeFile(CALIBRATION, `${JSON.stringify(table, null, 1)}\n`);
