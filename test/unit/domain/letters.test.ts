import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Letter } from '../../../schemas/record.js';
import { composeLetters } from '../../../src/domain/compose.js';
import { relateLetters } from '../../../src/domain/relay/relate.js';
import { packageRoot } from '../../../src/shared/package-root.js';
import { textPages } from '../../support/text-pages.js';

/** What the truth says of a letter; what it leaves out is not asked. */
interface Truth {
  kind: string;
  reference?: string | null;
  date?: string | null;
  speed?: string | null;
  secrecy?: string | null;
  deadlines?: { date: string | null; kind?: string; time?: string | null }[];
}

const folder = join(packageRoot, 'test/letters');
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => name.replace('.txt', ''));
const lettersOf = (name: string): Letter[] =>
  composeLetters(textPages(readFileSync(join(folder, `${name}.txt`), 'utf8'))).filter(
    ({ kind }) => kind !== 'attachment',
  );

/** The facts a clerk acts on. A deadline's kind and time are compared where the truth says them. */
const factsOf = (letter: Letter, truth: Truth) => ({
  kind: letter.kind,
  ...(truth.reference !== undefined && { reference: letter.reference?.normalized ?? null }),
  ...(truth.date !== undefined && { date: letter.date }),
  ...(truth.speed !== undefined && { speed: letter.speed }),
  ...(truth.secrecy !== undefined && { secrecy: letter.secrecy }),
  ...(truth.deadlines && { deadlines: letter.deadlines.map(({ date }) => date).sort() }),
});
const wanted = (truth: Truth) => ({
  kind: truth.kind,
  ...(truth.reference !== undefined && { reference: truth.reference }),
  ...(truth.date !== undefined && { date: truth.date }),
  ...(truth.speed !== undefined && { speed: truth.speed }),
  ...(truth.secrecy !== undefined && { secrecy: truth.secrecy }),
  ...(truth.deadlines && { deadlines: truth.deadlines.map(({ date }) => date).sort() }),
});

describe('letters of other hands', () => {
  it('are found', () => expect(names.length).toBe(48));

  it.each(names)('%s', (name) => {
    const truth = JSON.parse(readFileSync(join(folder, 'truth', `${name}.json`), 'utf8')) as { letters: Truth[] };
    const expected = truth.letters.filter(({ kind }) => kind !== 'attachment');
    const letters = lettersOf(name);
    expect(letters.length).toBe(expected.length);
    expect(letters.map((letter, i) => factsOf(letter, expected[i]!))).toEqual(expected.map(wanted));
  });

  it('join into their families, every contradiction listed and no link wrong', () => {
    const keyed = names.flatMap((name) => lettersOf(name).map((letter, n) => ({ key: `${name}.txt#${n}`, letter })));
    const truth = JSON.parse(readFileSync(join(folder, 'relay.json'), 'utf8')) as ReturnType<typeof relateLetters>;
    const hops = ({ families }: ReturnType<typeof relateLetters>) =>
      families
        .flatMap((family) => family.hops)
        .map(({ from, to, days, match, differences }) => {
          const told = differences.map(({ field, cited, found }) => ({ field, cited, found }));
          return JSON.stringify({ from, to, days, match, differences: told });
        })
        .sort();
    expect(hops(relateLetters(keyed))).toEqual(hops(truth));
  });
});
