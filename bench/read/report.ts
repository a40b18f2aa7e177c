import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../src/shared/package-root.js';
import type { Alignment } from './align.js';
import { calibrationError, confusions, reliability, type Samples, surest } from './calibration.js';
import type { EvidenceFigures } from './evidence.js';
import { none, percent, type Table } from './table.js';
import { fileName } from './text.js';

/** The reliability of character probabilities, all characters and digits apart. */
export function calibrationTables(title: string, { inside, outside }: Samples): Table[] {
  const digits = inside.filter(({ digit }) => digit);
  const [all, own] = [reliability(inside), reliability(digits)];
  const share = (count: number, value: number) => (count ? percent(value, 2) : none);
  const sure = surest(inside);
  const sureDigits = surest(digits);
  const strict = sure.count + outside.filter(({ p }) => p >= 0.99).length;
  const bins: Table = {
    title: `${title}: characters by their probability`,
    head: ['probability', 'characters', 'mean given', 'right', 'digits', 'mean given', 'right'],
    rows: all.map((bin, at) => {
      const d = own[at]!;
      return [
        `${bin.from} – ${bin.to}`,
        `${bin.count}`,
        share(bin.count, bin.given),
        share(bin.count, bin.right),
        `${d.count}`,
        share(d.count, d.given),
        share(d.count, d.right),
      ];
    }),
    notes: [
      `Calibration error (mean distance of the two, by bin): ${percent(calibrationError(all), 3)}, digits ${percent(calibrationError(own), 3)}. ` +
        'Lines that the truth does not have (stamps, notes, signatures) are not in the bins.',
    ],
  };
  const surestTable: Table = {
    title: `${title}: characters given 0.99 or more`,
    head: ['characters', 'given ≥ 0.99', 'right', 'share right', 'share of all'],
    rows: [
      ['in lines of the truth', sure, inside.length] as const,
      ['digits in them', sureDigits, digits.length] as const,
      [
        'every other line counted as wrong',
        { count: strict, right: sure.right },
        inside.length + outside.length,
      ] as const,
    ].map(([name, { count, right }, of]) => [
      name,
      `${count}`,
      `${right}`,
      count ? percent(right / count, 3) : none,
      of ? percent(count / of, 1) : none,
    ]),
    notes: [
      'The last row takes each character of a line that the truth does not have for a misread one: most of them are stamps and notes ' +
        'that stand on the page, which the truth leaves out by its rules.',
    ],
  };
  return [bins, surestTable];
}

export function evidenceTable(title: string, { fields, whole, misses }: EvidenceFigures, errors: boolean): Table {
  return {
    title: `${title}: the text in each field's box holds its digits`,
    head: ['fields with digits and a box', 'all digits in the box', 'share'],
    rows: [[`${fields}`, `${whole}`, fields ? percent(whole / fields) : none]],
    notes: misses.map(
      ({ file, letter, field, want, inBox }) =>
        `Missed: ${fileName(file)}#${letter} ${field}, wanted ${want.join(' ')}${errors ? `, in the box ${JSON.stringify(inBox)}` : ''}`,
    ),
  };
}

/** Which character was read as which, by level, the most frequent first. */
export function confusionList(byLevel: ReadonlyMap<string, Alignment[]>, most: number): string {
  const parts = [...byLevel].map(([level, alignments]) => {
    const pairs = [...confusions(alignments)];
    const wrong = pairs.reduce((sum, [, count]) => sum + count, 0);
    const chars = alignments.reduce((sum, { judged }) => sum + judged.length, 0);
    const outside = alignments.reduce((sum, { outside: o }) => sum + o.length, 0);
    const rows = pairs.slice(0, most).map(([pair, count]) => `    ${String(count).padStart(4)}  ${pair}`);
    const head = `## ${level}: ${wrong} of ${chars} characters (${outside} more in lines that the truth does not have)`;
    return [head, '', ...rows, ''].join('\n');
  });
  return `# Confusions: truth → read (∅ nothing), white space left out, Thai and Arabic digits as one\n\n${parts.join('\n')}`;
}

/** Puts text between the markers `<!-- name -->` and `<!-- /name -->` of a document. */
export async function replaceBetween(document: string, name: string, text: string): Promise<void> {
  const path = join(packageRoot, document);
  const whole = await readFile(path, 'utf8');
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [whole.indexOf(begin), whole.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${path} lacks the markers ${begin} and ${end}`);
  await writeFile(path, `${whole.slice(0, from + begin.length)}\n\n${text.trim()}\n\n${whole.slice(to)}`);
}
