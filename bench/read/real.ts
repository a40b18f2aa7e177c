import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { FileRecord } from '../../schemas/record.js';
import type { Limits } from '../../src/ports.js';
import { type Pool, readOurs } from './ours.js';
import { scoreFiles } from './score.js';
import type { Table } from './table.js';

/** Counts over real letters. No text of theirs is in them. */
export interface RealFigures {
  files: number;
  fields: Record<'reference' | 'date', { right: number; expected: number; wrongIn: string[] }>;
  /** Values of fields that the truth names as written by hand or unclear, given with 0.9 or more: nobody vouches for them. */
  hand: { fields: number; given: number; sure: number; sureIn: string[] };
}

const SURE = 0.9;

/** How a truth's note names fields that are not scored, and where a record holds them. */
const BY_HAND: Record<string, (record: FileRecord) => (number | undefined)[]> = {
  reference_number: ({ letters }) => letters.flatMap((l) => (l.reference?.number ? [l.confidence.reference] : [])),
  date_be: ({ letters }) => letters.flatMap((l) => (l.date ? [l.confidence.date] : [])),
  'received_stamp.number': ({ letters }) =>
    letters.flatMap((l) => l.received.flatMap((r) => (r.number ? [r.confidence] : []))),
  'received_stamp.date': ({ letters }) =>
    letters.flatMap((l) => l.received.flatMap((r) => (r.date ? [r.confidence] : []))),
  'received_stamp.time': ({ letters }) =>
    letters.flatMap((l) => l.received.flatMap((r) => (r.time ? [r.confidence] : []))),
};

/** Reads the files of a folder of real letters (truth in its `truth/`) and counts. */
export async function measureReal(
  folder: string,
  { pool, limits, readers }: { pool: Pool; limits: Limits; readers: number },
): Promise<RealFigures> {
  const out: RealFigures = {
    files: 0,
    fields: { reference: { right: 0, expected: 0, wrongIn: [] }, date: { right: 0, expected: 0, wrongIn: [] } },
    hand: { fields: 0, given: 0, sure: 0, sureIn: [] },
  };
  const truths = (await readdir(join(folder, 'truth'))).filter((name) => name.endsWith('.json')).sort();
  const parsed = await Promise.all(
    truths.map(async (name) => {
      const path = join(folder, 'truth', name);
      return { path, ...(JSON.parse(await readFile(path, 'utf8')) as { file: string; note?: string }) };
    }),
  );
  const readings = await readOurs(
    pool,
    limits,
    readers,
    parsed.map(({ file }) => join(folder, file)),
  );
  for (const [at, { path, file, note = '' }] of parsed.entries()) {
    out.files++;
    const { record } = readings[at]!;
    const figures = await scoreOne(path, record);
    for (const field of ['reference', 'date'] as const) {
      const { recall = 0, precision = 1, expected = 0 } = (figures[field] ?? {}) as Record<string, number>;
      const right = Math.round(recall * expected);
      out.fields[field].right += right;
      out.fields[field].expected += expected;
      // A doubted value goes to a person: what the truth leaves out is a fault where it is given as sure.
      const sure = 'letters' in record && record.letters.some(({ confidence }) => (confidence[field] ?? 0) >= SURE);
      if (right < expected || (precision < 1 && sure)) out.fields[field].wrongIn.push(basename(file));
    }
    if (!('letters' in record)) continue;
    for (const name of note.match(/[a-z_.]+/g) ?? []) {
      const confidences = BY_HAND[name]?.(record);
      if (!confidences) continue;
      out.hand.fields++;
      out.hand.given += confidences.length;
      const sure = confidences.filter((p) => (p ?? 0) >= SURE).length;
      out.hand.sure += sure;
      if (sure) out.hand.sureIn.push(`${basename(file)} ${name}`);
    }
  }
  return out;
}

async function scoreOne(truth: string, record: unknown): Promise<Record<string, unknown>> {
  const folder = await mkdtemp(join(tmpdir(), 'wian-real-'));
  try {
    await mkdir(join(folder, 'truth'));
    await copyFile(truth, join(folder, 'truth', basename(truth)));
    await writeFile(join(folder, 'read.jsonl'), `${JSON.stringify(record)}\n`);
    return await scoreFiles(join(folder, 'truth'), join(folder, 'read.jsonl'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export function realTable({ files, fields, hand }: RealFigures): Table {
  const row = (name: string, { right, expected, wrongIn }: RealFigures['fields']['date']) => [
    name,
    `${right} of ${expected}`,
    wrongIn.join(', '),
  ];
  return {
    title: `Real letters (${files} files)`,
    head: ['what', 'count', 'files not right'],
    rows: [
      row('printed references exact', fields.reference),
      row('printed dates exact', fields.date),
      [
        `written by hand or unclear, given with ≥ ${SURE}`,
        `${hand.sure} of ${hand.given} given (${hand.fields} such fields)`,
        hand.sureIn.join(', '),
      ],
    ],
    notes: [
      'A file stands as not right too where a value that its truth does not have is given with 0.9 or more. The truth leaves out what is ' +
        'written by hand: doubted, it goes to a person; given with 0.9 or more, it counts as a fault.',
    ],
  };
}
