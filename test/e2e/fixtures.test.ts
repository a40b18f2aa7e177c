import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Difference } from '../../schemas/families.js';
import type { FileRecord } from '../../schemas/record.js';
import { readFile } from '../../src/circulars/read-files.js';
import { type KeyedLetter, relateLetters } from '../../src/domain/relay/relate.js';
import type { Limits, Reader } from '../../src/ports.js';
import { inspectFile } from '../../src/reading/inspect.js';
import { readPage } from '../../src/reading/read-page.js';
import { type Expected, fixtures, fixturesFolder, similarity } from '../support/fixtures.js';

const limits: Limits = { maxFileBytes: 100_000_000, maxPages: 500, maxPixels: 120_000_000 };

/** The reader without its processes: what is read is the same, and a failure shows where it happened. */
const reader: Pick<Reader, 'inspect' | 'readPage'> = {
  inspect: (path) => inspectFile(path, limits),
  readPage: (path, inspection, page) => readPage(path, inspection, page, limits),
};

/** Every disagreement of a reading with the truth, one line each. */
function misses(record: FileRecord, expected: Expected): string[] {
  const found: string[] = [];
  const letters = record.letters.filter(({ kind }) => kind !== 'attachment');
  const truths = expected.letters!.filter(({ kind }) => kind !== 'attachment');
  if (letters.length !== truths.length) found.push(`letters: ${letters.length} of ${truths.length}`);
  for (const [at, truth] of truths.entries()) {
    const letter = letters[at];
    if (!letter) continue;
    const differ = (field: string, got: unknown, wanted: unknown) => {
      if (got !== wanted) found.push(`letter ${at} ${field}: ${JSON.stringify(got)}, not ${JSON.stringify(wanted)}`);
    };
    differ('kind', letter.kind, truth.kind);
    if (truth.pages) differ('pages', letter.pages.join('-'), truth.pages.join('-'));
    differ('reference', letter.reference?.normalized ?? null, truth.reference);
    const recipients = truth.recipients?.map(({ text }) => text) ?? [];
    const read = letter.recipients.map(({ text }) => text);
    if (read.length !== recipients.length || read.some((text, n) => similarity(text, recipients[n]!) < 0.9)) {
      found.push(`letter ${at} recipients: ${read.join(' | ')}, not ${recipients.join(' | ')}`);
    }
    differ('date', letter.date, truth.date);
    if (truth.speed !== undefined) differ('speed', letter.speed, truth.speed);
    if (truth.subject && similarity(letter.subject ?? '', truth.subject) < 0.9) {
      differ('subject', letter.subject, truth.subject);
    }
    const days = (list: { date: string | null; time: string | null }[] = []) =>
      list
        .map(({ date, time }) => [date, time].filter(Boolean).join(' '))
        .sort()
        .join(', ');
    const links = (list: { url: string; from: string }[]) => list.map(({ url, from }) => `${from} ${url}`).join(', ');
    if (truth.links) differ('links', links(letter.links), links(truth.links));
    differ('deadlines', days(letter.deadlines), days(truth.deadlines));
  }
  return found;
}

const clock = { now: () => new Date('2026-01-05T03:00:00Z') };
const readings = new Map<string, ReturnType<typeof readFile>>();

/** One reading of each file, whichever test asks first. */
function read(input: string): ReturnType<typeof readFile> {
  const reading = readings.get(input) ?? readFile({ reader, limits, clock, attempts: 1 }, { path: input });
  readings.set(input, reading);
  return reading;
}

describe('every fixture', () => {
  const all = fixtures();

  it('is found', () => {
    expect(all.length).toBeGreaterThanOrEqual(25);
  });

  it.each(all)('$name reads as expected', { timeout: 180_000 }, async ({ input, expected }) => {
    const result = await read(input);
    if (expected.error) {
      expect(result).toMatchObject({ error: { code: expected.error.code } });
      return;
    }
    if (!('letters' in result)) throw new Error(`${result.error.code}: ${result.error.message}`);
    expect(misses(result, expected)).toEqual([]);
    if (expected.sources) expect(result.page.map(({ source }) => source)).toEqual(expected.sources);
    for (const code of expected.warnings ?? []) expect(result.warnings.map((warning) => warning.code)).toContain(code);
    for (const [number, codes] of Object.entries(expected.codes ?? {})) {
      const { regions } = result.page.find((page) => page.number === Number(number))!;
      expect(regions.filter(({ kind }) => kind === 'qr').map(({ text }) => text)).toEqual(codes);
    }
    const failures = result.page.flatMap(({ number, error }) => (error ? [[String(number), error.code]] : []));
    expect(Object.fromEntries(failures)).toEqual(expected.page_errors ?? {});
  });
});

describe('the families of the scanned bundles', () => {
  interface Truth {
    families: { origin: string; letters: string[]; hops: Record<string, unknown>[] }[];
  }
  const truth = JSON.parse(readFileSync(join(fixturesFolder, 'families.json'), 'utf8')) as Truth;

  it('come out with their days and their contradictions, and no other', { timeout: 180_000 }, async () => {
    const letters: KeyedLetter[] = [];
    for (const name of ['002-lert-rat-phrae-scan', '006-gecc-nakhon-phanom-scan']) {
      const result = await read(join(fixturesFolder, name, 'input.pdf'));
      if (!('letters' in result)) throw new Error(result.error.message);
      const own = result.letters.filter(({ kind }) => kind !== 'attachment');
      letters.push(...own.map((letter, n) => ({ key: `${name}/input.pdf#${n}`, letter })));
    }
    const { families } = relateLetters(letters);
    const plain = (differences: unknown) =>
      (differences as Difference[]).map(({ field, cited, found }) => ({ field, cited, found }));
    const facts = ({ origin, letters, hops }: Truth['families'][number]) => ({
      origin,
      letters: [...letters].sort(),
      hops: hops
        .map(({ from, to, days, match, differences }) => ({ from, to, days, match, differences: plain(differences) }))
        .sort((a, b) => String(a.to).localeCompare(String(b.to))),
    });
    expect(families.filter((family) => family.letters.length > 1).map(facts)).toEqual(truth.families.map(facts));
  });
});
