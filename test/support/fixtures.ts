import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/shared/package-root.js';

/** What expected.json of a fixture says of one letter: the fields that are judged. */
export interface ExpectedLetter {
  kind: string;
  pages?: [number, number];
  reference?: string | null;
  date?: string | null;
  subject?: string | null;
  recipients?: { text: string }[];
  speed?: string | null;
  deadlines?: { date: string | null; time: string | null }[];
  links?: { url: string; from: string }[];
}

export interface Expected {
  file: string;
  letters?: ExpectedLetter[];
  sources?: string[];
  warnings?: string[];
  page_errors?: Record<string, string>;
  /** What the QR codes of a page hold, from the top down. */
  codes?: Record<string, string[]>;
  error?: { code: string };
}

export interface Fixture {
  name: string;
  input: string;
  expected: Expected;
}

export const fixturesFolder = join(packageRoot, 'fixtures');

/** Every folder `NNN-name` of fixtures/, by its name. */
export function fixtures(): Fixture[] {
  return readdirSync(fixturesFolder)
    .filter((name) => /^\d{3}-/.test(name))
    .sort()
    .map((name) => {
      const folder = join(fixturesFolder, name);
      const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Expected;
      const input = join(folder, expected.file);
      if (!existsSync(input)) throw new Error(`${name} has no ${expected.file}`);
      return { name, input, expected };
    });
}

const plain = (text: string) => text.normalize('NFC').replace(/\s+/gu, '');

/** How alike two texts are without white space: 1 minus the edit distance over the longer length. */
export function similarity(left: string, right: string): number {
  const a = Array.from(plain(left));
  const b = Array.from(plain(right));
  let row = b.map((_, at) => at + 1);
  for (const [i, char] of a.entries()) {
    let diagonal = i;
    let before = i + 1;
    row = row.map((above, j) => {
      const cost = Math.min(above + 1, before + 1, diagonal + (char === b[j] ? 0 : 1));
      diagonal = above;
      before = cost;
      return cost;
    });
  }
  const longer = Math.max(a.length, b.length);
  return longer === 0 ? 1 : 1 - (row.at(-1) ?? a.length) / longer;
}
