import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { limitsOf, loadSettings } from '../src/config.js';
import { calibrated, type FieldCalibration } from '../src/domain/confidence.js';
import { SURE } from '../src/domain/labels.js';
import { FIELD_CALIBRATION } from '../src/domain/tables/field-calibration.js';
import { packageRoot } from '../src/shared/package-root.js';
import { crossFitted, type FieldSample, fitFields } from './confidence/fit.js';
import { samplesOf } from './confidence/samples.js';
import { calibrationError, reliability } from './read/calibration.js';
import { replaceBetween } from './read/report.js';
import { markdown, none, percent, type Table } from './read/table.js';

/**
 * Measures how often the values of each field are right that are given a confidence, and fits the table that turns the confidences
 * of the rules into measured ones:
 *
 *   npm run bench:confidence -- [--set NAME=FOLDER:TRUTH]… [--seen FILE.tsv]… [--save FILE.tsv] [--hold] [--write] [--docs]
 *
 * Folds are made of files; the tables show what each value is given by a table that has not seen its file. --seen adds values that were
 * judged before the rules were mended on their letters (file, field, given, right), --save writes the values of the sets in that form;
 * --hold fails where of the sets fewer than 99 in 100 sure values are right or fewer than 70 in 100 are sure, deadlines by themselves too;
 * --write writes src/domain/tables/field-calibration.ts, --docs the tables of docs/accuracy.md.
 */
const FOLDS = 5;
const SETS = [
  'dev=../shared/eval/dev:../shared/eval/dev/truth',
  'dev-text=../shared/eval/dev-text:../shared/eval/dev-text/truth',
];
const FIRST_SEEN = join(packageRoot, 'bench/confidence/first-seen.tsv');

const { values: options } = parseArgs({
  options: {
    set: { type: 'string', multiple: true, default: SETS },
    seen: { type: 'string', multiple: true, default: [FIRST_SEEN] },
    save: { type: 'string' },
    hold: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    docs: { type: 'boolean', default: false },
  },
});

async function firstSeen(path: string): Promise<FieldSample[]> {
  const [, ...rows] = (await readFile(path, 'utf8')).trimEnd().split('\n');
  return rows.map((row) => {
    const [file = '', field = '', given, right] = row.split('\t');
    return { file, field, given: Number(given), right: right === '1' };
  });
}

type Fitted = FieldSample & { p: number };
const sureOf = (list: readonly Fitted[]) => list.filter(({ p }) => p >= SURE);
const rightOf = (list: readonly Fitted[]) => list.filter(({ right }) => right).length;
const share = (part: number, whole: number) => (whole ? percent(part / whole, 1) : none);
const mean = (list: readonly Fitted[], of: (sample: Fitted) => number) =>
  list.length ? percent(list.reduce((sum, sample) => sum + of(sample), 0) / list.length, 1) : none;

const isDeadline = ({ field }: FieldSample) => field === 'deadline';

function summary(list: readonly Fitted[]): string {
  const sure = sureOf(list);
  return `${sure.length} of ${list.length} values given ≥ ${SURE}, ${share(rightOf(sure), sure.length)} of them right`;
}

/** What is promised of sure values. */
const LEAST = { right: 0.99, sure: 0.7 };

function hold(list: readonly Fitted[]): void {
  for (const [name, own] of [
    ['values', list],
    ['deadlines', list.filter(isDeadline)],
  ] as const) {
    const sure = sureOf(own);
    if (rightOf(sure) >= LEAST.right * sure.length && sure.length >= LEAST.sure * own.length) continue;
    process.stderr.write(`bench:confidence: ${name} do not hold: ${summary(own)}\n`);
    process.exitCode = 1;
  }
}

function fieldTable(list: readonly Fitted[]): Table {
  const row = (name: string, own: readonly Fitted[]) => {
    const sure = sureOf(own);
    return [
      name,
      `${own.length}`,
      share(rightOf(own), own.length),
      mean(own, ({ given }) => given),
      mean(own, ({ p }) => p),
      share(sure.length, own.length),
      `${rightOf(sure)} of ${sure.length}`,
    ];
  };
  const fields = [...new Set(list.map(({ field }) => field))].sort();
  return {
    title: 'Values by field',
    head: ['field', 'values', 'right', 'by the rules', 'calibrated', `given ≥ ${SURE}`, 'of them right'],
    rows: [
      ...fields.map((field) =>
        row(
          field,
          list.filter((sample) => sample.field === field),
        ),
      ),
      row('**all**', list),
    ],
    notes: [],
  };
}

function binTable(list: readonly Fitted[]): Table {
  const deadlines = list.filter(({ field }) => field.startsWith('deadline'));
  const [all, own] = [reliability(list), reliability(deadlines)];
  const cells = ({ count, given, right }: (typeof all)[number]) =>
    count ? [`${count}`, percent(given, 1), percent(right, 1)] : ['0', none, none];
  return {
    title: 'Values by their confidence',
    head: ['confidence', 'values', 'mean given', 'right', 'of deadlines', 'mean given', 'right'],
    rows: all.flatMap((bin, at) => (bin.count ? [[`${bin.from} – ${bin.to}`, ...cells(bin), ...cells(own[at]!)]] : [])),
    notes: [
      `Calibration error (mean distance of the two, by bin): ${percent(calibrationError(all), 2)}, deadlines and their lists ${percent(calibrationError(own), 2)}. ` +
        'A doubted value stays below 0.9 however often it was right: the reason for the doubt is shown and a person looks.',
    ],
  };
}

async function writeTable(table: FieldCalibration, samples: readonly FieldSample[]): Promise<void> {
  const counts = new Map<string, number>();
  for (const { field } of samples) counts.set(field, (counts.get(field) ?? 0) + 1);
  const rows = Object.entries(table).map(([field, { slope, shift }]) => {
    const key = /^[a-z_]+$/.test(field) ? field : `'${field}'`;
    return `  /** ${counts.get(field)} values. */\n  ${key}: { slope: ${slope}, shift: ${shift} },`;
  });
  const sets = [...options.set.map((set) => set.split('=')[0]), ...options.seen.map((path) => basename(path))];
  const text = `import type { FieldCalibration } from '../confidence.js';

/** Written by \`npm run bench:confidence -- --write\` from ${sets.join(', ')}. */
export const FIELD_CALIBRATION: FieldCalibration = {
${rows.join('\n')}
};
`;
  await writeFile(join(packageRoot, 'src/domain/tables/field-calibration.ts'), text);
}

const samples: FieldSample[] = [];
for (const set of options.set) {
  const [, name = '', folder = '', truth = ''] = /^([^=]+)=(.+):(.+)$/.exec(set) ?? [];
  samples.push(
    ...(await samplesOf(
      { name, folder, truth },
      { readers: availableParallelism(), limits: limitsOf(loadSettings({})) },
    )),
  );
}
if (options.save) {
  const rows = samples.map(({ file, field, given, right }) => [file, field, given, +right].join('\t'));
  await writeFile(options.save, `${['file', 'field', 'given', 'right'].join('\t')}\n${rows.join('\n')}\n`);
} else {
  const ofSets = new Set(samples.map(({ file }) => file));
  for (const path of options.seen) samples.push(...(await firstSeen(path)));
  const fitted = crossFitted(samples, FOLDS);
  const inView = fitted.filter(({ file }) => ofSets.has(file));
  const unseen = fitted.filter(({ file }) => !ofSets.has(file));
  const notes = [
    `Of the sets, ${summary(inView)}; deadlines: ${summary(inView.filter(isDeadline))}.`,
    `As first seen, ${summary(unseen)}; deadlines: ${summary(unseen.filter(isDeadline))}.`,
  ];
  const tables = [{ ...fieldTable(fitted), notes }, binTable(fitted)].map(markdown).join('\n');
  process.stdout.write(`${tables}\n`);
  const shipped = samples.map((sample) => ({
    ...sample,
    p: calibrated(sample.field, sample.given, FIELD_CALIBRATION),
  }));
  process.stdout.write(`With the table that is shipped: ${summary(shipped)}\n`);
  if (options.hold) hold(inView);
  if (options.docs) await replaceBetween('docs/accuracy.md', 'bench:confidence', tables);
  if (options.write) await writeTable(fitFields(samples), samples);
}
