import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Letter } from '../../schemas/record.js';
import { readPages } from '../../src/circulars/read-files.js';
import { inOrder } from '../../src/cli/in-order.js';
import { composeLetters } from '../../src/domain/compose.js';
import type { Limits } from '../../src/ports.js';
import { openPool } from '../read/ours.js';
import { LISTS, SINGLES, similar, type TruthLetter, unpadded } from './compare.js';
import type { FieldSample } from './fit.js';

/** A folder of files, and where the truth of each lies. */
export interface Corpus {
  name: string;
  folder: string;
  truth: string;
}

/** Every value that the rules give on a corpus, with the confidence of its rule, judged by the truth. */
export async function samplesOf(corpus: Corpus, { readers, limits }: { readers: number; limits: Limits }) {
  const truths = await truthsOf(corpus.truth);
  const pool = openPool(readers, limits);
  const read = async (path: string) => {
    const { pages } = await readPages({ reader: pool, attempts: 1 }, { path });
    // Without a table: the confidences of the rules themselves.
    return { file: basename(path), letters: composeLetters(pages, { today: null, calibration: {} }) };
  };
  const samples: FieldSample[] = [];
  try {
    const paths = [...truths.keys()].map((file) => join(corpus.folder, file));
    for await (const { file, letters } of inOrder(paths, readers + 1, read)) {
      const judged = judgeFile(truths.get(file)!, letters);
      samples.push(...judged.map((sample) => ({ ...sample, file: `${corpus.name}/${file}` })));
    }
  } finally {
    await pool.close();
  }
  return samples;
}

async function truthsOf(folder: string): Promise<Map<string, TruthLetter[]>> {
  const out = new Map<string, TruthLetter[]>();
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.json')).sort()) {
    const { file, letters } = JSON.parse(await readFile(join(folder, name), 'utf8')) as {
      file: string;
      letters?: TruthLetter[];
    };
    if (letters) out.set(file, letters);
  }
  return out;
}

type Judged = Omit<FieldSample, 'file'>;

/** The values of one file. A letter that the truth does not have is wrong in all it says. */
export function judgeFile(truth: readonly TruthLetter[], read: readonly Letter[]): Judged[] {
  const [want, got] = [truth, read].map((list) => list.filter(({ kind }) => kind !== 'attachment')) as [
    TruthLetter[],
    Letter[],
  ];
  const pairs = aligned(want, got);
  return got.flatMap((letter) => {
    const own = pairs.get(letter);
    return [
      ...SINGLES.flatMap(({ field, want: wanted, got: given, same }) => {
        const confidence = letter.confidence[field];
        const value = given(letter) ?? null;
        const right = own === undefined ? null : wanted(own);
        if (value === null || confidence === undefined || right === undefined) return [];
        return [{ field, given: confidence, right: right !== null && same(right, value) }];
      }),
      ...LISTS.flatMap((list) => judgeList(list, own, letter)),
    ];
  });
}

function judgeList(list: (typeof LISTS)[number], truth: TruthLetter | undefined, letter: Letter): Judged[] {
  const wanted = truth === undefined ? [] : list.want(truth);
  if (wanted === undefined) return [];
  const rest = [...wanted];
  const items = list.got(letter).map((item) => {
    const at = rest.findIndex((one) => list.same(one, item));
    if (at >= 0) rest.splice(at, 1);
    return { field: list.item, given: item.confidence, right: at >= 0 };
  });
  const field = list.whole?.(letter);
  const whole = field === undefined ? undefined : letter.confidence[field.split(',')[0]!];
  if (field === undefined || whole === undefined) return items;
  return [
    ...items,
    { field, given: whole, right: truth !== undefined && rest.length === 0 && items.every(({ right }) => right) },
  ];
}

/** Letters read with those of the truth, both in their order, so that they are most alike. */
function aligned(want: readonly TruthLetter[], got: readonly Letter[]): Map<Letter, TruthLetter> {
  const best = Array.from({ length: want.length + 1 }, () => new Float64Array(got.length + 1));
  const at = (i: number, j: number) => best[i]![j]!;
  for (let i = want.length - 1; i >= 0; i--) {
    for (let j = got.length - 1; j >= 0; j--) {
      best[i]![j] = Math.max(at(i + 1, j), at(i, j + 1), at(i + 1, j + 1) + likeness(want[i]!, got[j]!));
    }
  }
  const pairs = new Map<Letter, TruthLetter>();
  for (let i = 0, j = 0; i < want.length && j < got.length; ) {
    const like = likeness(want[i]!, got[j]!);
    if (like > 0 && at(i, j) === at(i + 1, j + 1) + like) pairs.set(got[j++]!, want[i++]!);
    else if (at(i, j) === at(i + 1, j)) i++;
    else j++;
  }
  return pairs;
}

/** 0 where nothing but the kind ties the two: a like kind alone is no reason, unless the truth says no more. */
function likeness(want: TruthLetter, got: Letter): number {
  const reference = Boolean(want.reference) && unpadded(want.reference) === unpadded(got.reference?.normalized);
  const date = Boolean(want.date) && want.date === got.date;
  const page = want.pages !== undefined && want.pages[0] === got.pages[0];
  const subject = want.subject ? similar(want.subject, got.subject) : 0;
  const kind = want.kind === got.kind;
  const bare = !want.reference && !want.date && !want.subject && !want.pages;
  if (!reference && !date && !page && subject < 0.6 && !(bare && kind)) return 0;
  return 0.1 + (reference ? 2 : 0) + (date ? 1 : 0) + subject + (kind ? 0.5 : 0) + (page ? 2 : 0);
}
