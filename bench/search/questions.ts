import type { SearchInput } from '../../schemas/search.js';
import { toThaiDigits } from '../../src/domain/numerals.js';
import { random, storedFile, WORDS } from './letters.js';
import { ALL, TENTH, THOUSANDTH } from './load.js';

/** A kind of question, and one of it. `by`: the organisation that asks. */
export interface Question {
  kind: string;
  by: string;
  input: Partial<SearchInput>;
}

const pick = <T>(next: () => number, list: readonly T[]) => list[Math.floor(next() * list.length)]!;

/** `count` questions of each kind over a store of `size` letters. The same seed asks the same. */
export function questions(size: number, count: number): Question[] {
  const next = random(4711);
  const letter = () => storedFile(1 + Math.floor(next() * size), size);
  const text = () => letter().page[0]!.text;
  const common = WORDS.filter((word) => word.length > 3).slice(0, 25);
  const rare = WORDS.filter((word) => word.length > 4).slice(-900);
  const piece = (length: number) => {
    const line = text()
      .split('\n')
      .filter((one) => one.length > length + 8);
    const from = pick(next, line);
    const start = Math.floor(next() * (from.length - length));
    return from.slice(start, start + length);
  };
  const number = () => letter().letters[0]!.reference!;
  const day = () => letter().letters[0]!.date!;
  const span = () => {
    const [from, to] = [day(), day()].sort();
    return { from, to };
  };
  const kinds: [string, string, () => Partial<SearchInput>][] = [
    ['common word', ALL, () => ({ q: pick(next, common) })],
    ['rare word', ALL, () => ({ q: pick(next, rare) })],
    ['two common words', ALL, () => ({ q: `${pick(next, common)} ${pick(next, common)}` })],
    ['common and rare word', ALL, () => ({ q: `${pick(next, common)} ${pick(next, rare)}` })],
    ['piece of 6 characters', ALL, () => ({ q: piece(6) })],
    ['piece of 20 characters', ALL, () => ({ q: piece(20) })],
    ['two characters', ALL, () => ({ q: piece(2) })],
    ['whole number', ALL, () => ({ q: toThaiDigits(number().normalized!) })],
    ['end of a number', ALL, () => ({ q: `ว ${number().number}` })],
    ['digits alone', ALL, () => ({ q: number().number! })],
    ['words by date', ALL, () => ({ q: pick(next, common), order: 'date' as const })],
    ['dates and common word', ALL, () => ({ q: pick(next, common), ...span() })],
    ['dates and rare word', ALL, () => ({ q: pick(next, rare), ...span() })],
    ['agency and word', ALL, () => ({ q: pick(next, common), agency: letter().letters[0]!.issuer!.name })],
    [
      'agency, speed, kind',
      ALL,
      () => ({ agency: letter().letters[0]!.issuer!.name, speed: 'very-urgent', kind: 'memorandum' }),
    ],
    ['dates alone', ALL, () => span()],
    ['deadline and word', ALL, () => ({ q: pick(next, common), dueFrom: '2025-10-01', dueTo: '2025-10-31' })],
    ['overdue', ALL, () => ({ deadline: 'overdue' as const })],
    ['not found', ALL, () => ({ q: `ฎฆฌ${piece(6)}` })],
    ['words that never meet', ALL, () => ({ q: `${pick(next, rare)}${pick(next, rare)}` })],
    ['everything', ALL, () => ({})],
    ['of a tenth: common word', TENTH, () => ({ q: pick(next, common) })],
    ['of a tenth: rare word', TENTH, () => ({ q: pick(next, rare) })],
    ['of a thousandth: common', THOUSANDTH, () => ({ q: pick(next, common) })],
    ['of a thousandth: rare', THOUSANDTH, () => ({ q: pick(next, rare) })],
  ];
  return kinds.flatMap(([kind, by, make]) => Array.from({ length: count }, () => ({ kind, by, input: make() })));
}
