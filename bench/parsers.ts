import { composeLetters } from '../src/domain/compose.js';
import { findDates } from '../src/domain/dates.js';
import { findDeadlines } from '../src/domain/deadlines.js';
import { findTimes } from '../src/domain/times.js';
import { HOSTILE, hostileTexts } from './parsers/hostile.js';

/**
 * How the time of the parsers grows with a text: hostile texts of n, 2n, 4n and 8n characters, each measured after a warm-up, the least of
 * several rounds, first by the date and deadline parsers alone, then (those that take longest) by composing whole letters. `growth` is the
 * time for 8n over eight times that for n: about 1 where it is linear. Run with `npm run bench:parsers -- [n]`.
 */
const SIZE = Number(process.argv[2] ?? 20_000);
const ROUNDS = 5;
const STEPS = [1, 2, 4, 8];
/** Of the texts for composing as many are printed. */
const SHOWN = 20;

function filled(piece: string, size: number): string {
  return piece.repeat(Math.ceil(size / piece.length)).slice(0, size);
}

function parse(text: string): void {
  findDates(text, { letterDate: '2025-02-01' });
  findTimes(text);
  const body = { text, locate: () => [], confidence: () => 1 };
  findDeadlines({ body, letterDate: '2025-02-01', kind: 'external', issuer: null, recipients: [] });
}

function compose(text: string): void {
  const pages = text.split('\f').map((page, i) => ({
    number: i + 1,
    source: 'text' as const,
    width: 0,
    height: 0,
    rotation: 0 as const,
    lines: page.split('\n').map((line) => ({ text: line, bbox: null, confidence: 1 })),
    regions: [],
    confidence: 1,
    warnings: [],
  }));
  composeLetters(pages);
}

/** The least of several rounds, in milliseconds. */
function timed(read: (text: string) => void, text: string, rounds: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    read(text);
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

function table(title: string, rows: { name: string; times: number[] }[], shown = rows.length): void {
  const grown = rows.map(({ name, times }) => ({
    name,
    times,
    growth: times.at(-1)! / (STEPS.at(-1)! * Math.max(times[0]!, 0.05)),
  }));
  const sorted = grown.toSorted((a, b) => b.times.at(-1)! - a.times.at(-1)!);
  console.log(`${title.padEnd(44)}${STEPS.map((k) => `${SIZE * k}`.padStart(11)).join('')}    growth`);
  for (const { name, times, growth } of sorted.slice(0, shown)) {
    const cells = times.map((ms) => `${ms.toFixed(1)} ms`.padStart(11)).join('');
    console.log(`${name.slice(0, 42).padEnd(44)}${cells}    ${growth.toFixed(2)}`);
  }
  console.log(`worst growth of ${rows.length}: ${Math.max(...grown.map(({ growth }) => growth)).toFixed(2)}\n`);
}

for (const piece of Object.values(HOSTILE)) parse(filled(piece, 2000));
table(
  'dates and deadlines',
  Object.entries(HOSTILE).map(([name, piece]) => ({
    name,
    times: STEPS.map((k) => timed(parse, filled(piece, SIZE * k), ROUNDS)),
  })),
);

for (const { text } of hostileTexts(2000)) compose(text);
const byStep = STEPS.map((k) => [...hostileTexts(SIZE * k)]);
table(
  'whole letters',
  byStep[0]!.map(({ name }, n) => ({ name, times: byStep.map((texts) => timed(compose, texts[n]!.text, 2)) })),
  SHOWN,
);
