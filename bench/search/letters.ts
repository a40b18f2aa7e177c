import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Speed } from '../../schemas/common.js';
import type { Deadline, FileRecord, Letter } from '../../schemas/record.js';
import { blankLetter } from '../../src/domain/blank-letter.js';
import { addDays } from '../../src/domain/calendar.js';
import { formatThaiDate } from '../../src/domain/dates.js';
import { toThaiDigits } from '../../src/domain/numerals.js';
import { parseReference } from '../../src/domain/reference.js';
import { PLACES } from '../../src/domain/tables/places.js';
import { packageRoot } from '../../src/shared/package-root.js';

/**
 * Letters to search in, made from the lines and the words of the test letters: few of them in most letters and most in few (Zipf), names of
 * districts, numbers and dates of their own. The same seed makes the same letters.
 */

/** mulberry32: a number from 0 to 1 from each call. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A place in a list by Zipf's law: the n-th comes about 1/n as often as the first. */
const zipf = (next: () => number, length: number) => Math.floor((length + 1) ** next()) - 1;

const folder = join(packageRoot, 'test/letters');
const texts = ['', 'm', 'n', 'p'].flatMap((part) =>
  readdirSync(join(folder, part))
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => readFileSync(join(folder, part, name), 'utf8')),
);

/** By how often each comes, the commonest first. */
function byCount(all: Iterable<string>): string[] {
  const counts = new Map<string, number>();
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([one]) => one);
}

const segmenter = new Intl.Segmenter('th', { granularity: 'word' });
const lines = byCount(
  texts.flatMap((text) => text.split('\n').map((line) => line.trim())).filter((line) => line.length > 12),
);
export const WORDS = byCount(
  texts.flatMap((text) =>
    [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment),
  ),
);
const places = [...PLACES.matchAll(/\d\d ([ก-๙]+)/gu)].map(([, name]) => name!);
const subjects = byCount(
  texts.flatMap((text) => [...text.matchAll(/^เรื่อง\s+(.{10,})$/gmu)].map(([, subject]) => subject!.trim())),
);
const CODES = ['มท', 'ศธ', 'สธ', 'กค', 'นร', 'ทส', 'กษ', 'พม', 'รง', 'ดศ', 'อก', 'คค', 'พณ', 'วธ', 'ยธ'];
const CENTRAL = [
  'กรมส่งเสริมการปกครองท้องถิ่น',
  'กรมการปกครอง',
  'สำนักงานปลัดกระทรวงมหาดไทย',
  'กรมบัญชีกลาง',
  'สำนักงาน ก.พ.',
  'กรมควบคุมมลพิษ',
  'กรมอนามัย',
  'สำนักงานคณะกรรมการการศึกษาขั้นพื้นฐาน',
];
const SPEEDS: Speed[] = ['urgent', 'very-urgent', 'most-urgent'];

/** The lines of one letter: of others, of common words, and with a name and a number of its own. */
function bodyOf(next: () => number): string {
  const count = 10 + Math.floor(next() * 14);
  return Array.from({ length: count }, () => {
    const kind = next();
    if (kind < 0.5) return lines[zipf(next, lines.length)]!;
    const own = Array.from({ length: 9 + Math.floor(next() * 9) }, () => WORDS[zipf(next, WORDS.length)]!);
    if (kind < 0.7) own.splice(4, 0, ` ${places[Math.floor(next() * places.length)]} `);
    if (kind < 0.8) own.push(` จำนวน ${toThaiDigits(String(Math.floor(next() ** 3 * 1e6)))} `);
    return own.join('');
  }).join('\n');
}

const deadlineOn = (date: string): Deadline => ({
  date,
  time: null,
  kind: 'due',
  binds: 'recipient',
  optional: false,
  from: null,
  text: `ภายในวันที่ ${formatThaiDate(date)}`,
  confidence: 0.95,
  evidence: [],
});

/** The file number `n` (from 1): a letter of one page, the younger the higher `n` of `size`. */
export function madeFile(n: number, size: number): FileRecord {
  const next = random(n * 7919 + 17);
  const date = addDays('2017-01-02', Math.floor((n / size) * 3200 + next() * 60));
  const code = CODES[zipf(next, CODES.length)]!;
  const unit = `0${100 + zipf(next, 120)}${next() < 0.6 ? `.${1 + zipf(next, 9)}` : ''}`;
  const number = 1 + Math.floor(next() ** 2 * 9000);
  const raw = toThaiDigits(`${code} ${unit}/${next() < 0.7 ? 'ว ' : ''}${number}`);
  const place = places[zipf(next, places.length)]!;
  const central = next() < 0.45;
  const name = central ? CENTRAL[zipf(next, CENTRAL.length)]! : `${next() < 0.5 ? 'จังหวัด' : 'อำเภอ'}${place}`;
  const subject = next() < 0.5 ? subjects[zipf(next, subjects.length)]! : bodyOf(next).split('\n')[0]!.slice(0, 90);
  const due = next() < 0.4 ? addDays(date, 5 + Math.floor(next() * 40)) : null;
  const body = bodyOf(next);
  const text = [
    `ที่ ${raw}`,
    name,
    formatThaiDate(date),
    `เรื่อง ${subject}`,
    body,
    ...(due ? [`ภายในวันที่ ${formatThaiDate(due)}`] : []),
  ].join('\n');
  const letter: Letter = {
    kind: next() < 0.9 ? 'external' : 'memorandum',
    pages: [1, 1],
    ...blankLetter(),
    reference: parseReference(raw),
    date,
    speed: next() < 0.3 ? SPEEDS[zipf(next, SPEEDS.length)]! : null,
    secrecy: next() < 0.005 ? 'confidential' : null,
    issuer: { name, level: central ? 'central' : 'province', province: null },
    subject,
    deadlines: due ? [deadlineOn(due)] : [],
  };
  return {
    file: `${n}.pdf`,
    sha256: n.toString(16).padStart(64, '0'),
    pages: 1,
    page: [{ number: 1, source: 'text', text, confidence: 1, regions: [] }],
    letters: [letter],
    warnings: [],
  };
}

/** How many letters of a store are put in one by one, at the end. */
export const lastOf = (size: number) => Math.min(200, size / 10);

/** Of a store of `size` letters: how many different ones come first, and how many times each is stored. More than 100,000 are copies of these. */
export function setsOf(size: number): { made: number; times: number } {
  const times = Math.ceil(size / 100_000);
  return { made: Math.floor((size - lastOf(size)) / times), times };
}

/** The file number `n` of a store of `size` letters. */
export function storedFile(n: number, size: number): FileRecord {
  const { made, times } = setsOf(size);
  return times === 1 || n > made * times ? madeFile(n, size) : madeFile(((n - 1) % made) + 1, made);
}
