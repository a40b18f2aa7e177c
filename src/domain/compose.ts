import type { Warning } from '../../schemas/common.js';
import type { PageReading } from '../../schemas/page.js';
import type { FileRecord, Letter } from '../../schemas/record.js';
import { NamedLetters } from './annexed.js';
import { attachmentsOf } from './attachments.js';
import type { CheckContext } from './checks.js';
import { composeLetter } from './compose-letter.js';
import { calibratedLetter, type FieldCalibration } from './confidence.js';
import type { Stamp } from './fields/received.js';
import { partedLines } from './joined-lines.js';
import { type DocLine, docLines } from './lines.js';
import { relateLetters } from './relay/relate.js';
import { tellLetters } from './relay/tell.js';
import { partsFrom, unreadLetter } from './said-parts.js';
import { splitLetters, splitOneLetter } from './split.js';
import { normalForm } from './text.js';

export interface ComposeContext extends CheckContext {
  /** Turns the confidences of the rules into measured ones; without it the table that is shipped does. */
  calibration?: FieldCalibration;
  /** The pages that begin a letter, as a person said; without it the rules tell. */
  begins?: readonly number[] | null;
}

/**
 * The letters and attachments of a file, in page order, from the readings of its pages. Pure and total: any text gives
 * records valid under `schemas/record.ts`.
 */
export function composeLetters(pages: readonly PageReading[], context: ComposeContext = { today: null }): Letter[] {
  return entriesOf(pages, context).entries.map((entry) => entry.letter);
}

/**
 * The lines of what travels with each letter, by the place of the letter in the file's record: of the attachments behind it, up to the
 * next letter. An attachment has none.
 */
export function annexLines(pages: readonly PageReading[], begins: readonly number[] | null = null): DocLine[][] {
  const { lines, entries } = entriesOf(pages, { today: null, begins });
  const isAttachment = (n: number) => entries[n]?.letter.kind === 'attachment';
  return entries.map((_, n) => {
    if (isAttachment(n)) return [];
    let last = n + 1;
    while (isAttachment(last)) last++;
    return last === n + 1 ? [] : lines.slice(entries[n + 1]!.at, entries[last]?.at ?? lines.length);
  });
}

interface Entries {
  lines: DocLine[];
  entries: { at: number; letter: Letter }[];
}

function entriesOf(pages: readonly PageReading[], context: ComposeContext): Entries {
  if (!context.begins) return partEntries(pages, context, false);
  const all: Entries = { lines: [], entries: [] };
  for (const part of partsFrom(pages, context.begins)) {
    const { lines, entries } = partEntries(part, context, true);
    // Its letter is known by the page that was said, also where that page has no print.
    const [first = { at: 0, letter: unreadLetter(part) }, ...others] = entries;
    const [begin] = part;
    const begun = { ...first.letter, pages: [begin!.number, first.letter.pages[1]] as Letter['pages'] };
    const own = [{ at: first.at, letter: begun }, ...others];
    all.entries.push(...own.map(({ at, letter }) => ({ at: at + all.lines.length, letter })));
    all.lines.push(...lines);
  }
  return all;
}

/** `one`: the pages are one letter's, as a person said. */
function partEntries(pages: readonly PageReading[], context: ComposeContext, one: boolean): Entries {
  const lines = partedLines(docLines(pages));
  const { letters, rest, stamps } = one ? splitOneLetter(lines) : splitLetters(lines);
  const entries: Entries['entries'] = [];
  const claim = pageClaims(pages, lines);
  const stampsOf = inOrder(stamps);
  const annexes: { from: number; to: number; claim: typeof claim }[] = rest.map((span) => ({ ...span, claim }));
  const named = new NamedLetters();
  for (const [k, span] of letters.entries()) {
    const own = claim(lines[span.from]!.page, lines[span.to - 1]!.page);
    const letter = composeLetter(lines, span, stampsOf(span), own, context);
    if (!(one && k === 0) && named.isAnnex(letter)) {
      annexes.push({ ...span, claim: () => own.splice(0) });
      continue;
    }
    named.add(letter);
    entries.push({ at: span.from, letter: calibratedLetter(letter, context.calibration) });
  }
  const written = entries.slice();
  let passed = 0;
  for (const { claim: give, ...span } of annexes.sort((a, b) => a.from - b.from)) {
    while (passed < written.length && written[passed]!.at < span.from) passed++;
    const before = written[passed - 1]?.letter;
    const expected = before?.enclosures.map((enclosure) => enclosure.text) ?? [];
    for (const { at, letter } of attachmentsOf(lines, span, expected, give)) entries.push({ at, letter });
  }
  return { lines, entries: entries.sort((a, b) => a.at - b.at) };
}

/** The stamps with a line in each of the spans, which are asked for in order. Stamps do not overlap. */
function inOrder(stamps: readonly Stamp[]): (span: { from: number; to: number }) => Stamp[] {
  const sorted = stamps.toSorted((a, b) => a.lines[0]! - b.lines[0]!);
  let passed = 0;
  return ({ from, to }) => {
    while (passed < sorted.length && sorted[passed]!.lines.at(-1)! < from) passed++;
    let end = passed;
    while (end < sorted.length && sorted[end]!.lines[0]! < to) end++;
    return sorted.slice(passed, end);
  };
}

/**
 * Gives out the pages from `first` to `last`, each once: a page's stamps and codes belong to the first letter on it. One without print
 * goes with the page before it.
 */
function pageClaims(pages: readonly PageReading[], lines: readonly DocLine[]) {
  const printed = new Set(lines.map((line) => line.page));
  const left = new Map<number, PageReading[]>();
  let before = lines[0]?.page ?? 0;
  for (const page of pages) {
    if (printed.has(page.number)) before = page.number;
    const place = left.get(before) ?? [];
    place.push(page);
    left.set(before, place);
  }
  return (first: number, last: number): PageReading[] => {
    const own: PageReading[] = [];
    for (let place = first; place <= last; place++) {
      own.push(...(left.get(place) ?? []));
      left.delete(place);
    }
    return own;
  };
}

/** The letters of one file with what they say of one another: a cover letter cites the copies bound behind it. */
function tellOneAnother(letters: Letter[]): Letter[] {
  const keyed = letters.map((letter, at) => ({ key: `#${at}`, letter }));
  return tellLetters(keyed, relateLetters(keyed).families, 'one file');
}

/** The record of one file. Text input keeps its own text; the lines of a scanned page are joined. */
export function composeFile(input: {
  file: string;
  sha256: string;
  pages: readonly PageReading[];
  warnings: readonly Warning[];
  /** The day in Thailand (ISO) on which it is read; null or nothing where the calendar is to be left aside. */
  today?: string | null;
  /** As in `ComposeContext`. */
  begins?: readonly number[] | null;
}): FileRecord {
  const { file, sha256, pages, today = null, begins = null } = input;
  return {
    file,
    sha256,
    pages: pages.length,
    page: pages.map((page) => ({
      number: page.number,
      source: page.source,
      text: normalForm(page.lines.map((line) => line.text).join('\n')),
      confidence: page.confidence,
      regions: page.regions,
      ...(page.error ? { error: page.error } : {}),
    })),
    letters: tellOneAnother(composeLetters(pages, { today, begins })),
    warnings: [...input.warnings, ...pages.flatMap((page) => page.warnings)],
  };
}
