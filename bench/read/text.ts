import { basename } from 'node:path';
import type { Limits } from '../../src/ports.js';
import { exportedText, type OwnReading, type Pool, readOurs } from './ours.js';
import type { BenchPage } from './pages.js';
import { type Peer, readWith } from './peers.js';
import { scoreTexts, type TextFigures } from './score.js';
import { none, percent, type Table } from './table.js';

/** What every reader read on a page: ours first, then the peers. */
export interface ReadPage extends BenchPage {
  texts: string[];
  /** No text at all came from our reader, though the truth has some. */
  unread: boolean;
}

/** Our reader and the peers on the same pages. The readings by path are kept for what else is asked of them. */
export async function readPages(
  pages: readonly BenchPage[],
  peers: readonly Peer[],
  { pool, limits, readers, kept }: { pool: Pool; limits: Limits; readers: number; kept: string | undefined },
): Promise<{ pages: ReadPage[]; own: Map<string, OwnReading> }> {
  const paths = [...new Set(pages.map(({ file }) => file))];
  const own = new Map((await readOurs(pool, limits, readers, paths)).map((reading) => [reading.path, reading]));
  const theirs: string[][] = [];
  const images = pages.map(({ image }) => image);
  for (const peer of peers) theirs.push(await readWith(peer, images, kept));
  const read = pages.map((page, at) => {
    const text = exportedText(own.get(page.file)!, page.number);
    const unread = text.trim() === '' && page.truth.trim() !== '';
    return { ...page, texts: [text, ...theirs.map((texts) => texts[at] ?? '')], unread };
  });
  return { pages: read, own };
}

/** A row of a table of texts: its name and the figures of each reader. */
export interface TextRow {
  name: string;
  pages: number;
  unread: number;
  figures: (TextFigures | null)[];
}

/** The rows of a table: a group's name and which levels it takes. */
export type Groups = readonly { name: string; has: (level: string) => boolean }[];

/** The groups of a set, from the levels that are in it. */
export function setGroups(pages: readonly BenchPage[]): Groups {
  const levels = [...new Set(pages.map(({ level }) => level))];
  const one = levels.sort().map((level) => ({ name: level, has: (other: string) => other === level }));
  return [
    ...one,
    { name: '**clean and office**', has: (level) => level === 'clean' || level === 'office' },
    { name: '**all scans**', has: (level) => level !== 'born' },
  ];
}

/** Scores the pages of each group, for each reader. Groups without pages are left out. */
export async function scoreGroups(pages: readonly ReadPage[], groups: Groups): Promise<TextRow[]> {
  const rows: TextRow[] = [];
  for (const { name, has } of groups) {
    const own = pages.filter(({ level }) => has(level));
    if (own.length === 0) continue;
    const figures: (TextFigures | null)[] = [];
    for (const reader of own[0]!.texts.keys()) {
      figures.push(await scoreTexts(own.map(({ truth, texts }) => ({ truth, text: texts[reader]! }))));
    }
    rows.push({ name, pages: own.length, unread: own.filter(({ unread }) => unread).length, figures });
  }
  return rows;
}

/** The table of text rows: CER and digit runs of each reader. */
export function textTable(title: string, rows: readonly TextRow[], readers: readonly string[], notes: string[]): Table {
  const cells = (figures: TextFigures | null | undefined) =>
    figures ? [percent(figures.cer), percent(figures.digit_runs)] : [none, none];
  return {
    title,
    head: ['pages', 'n', 'characters', ...readers.flatMap((name) => [`${name}: CER`, 'digit runs']), 'unread by wian'],
    rows: rows.map(({ name, pages, unread, figures }) => [
      name,
      `${pages}`,
      `${figures[0]?.chars ?? 0}`,
      ...readers.flatMap((_, at) => cells(figures[at])),
      `${unread}`,
    ]),
    notes,
  };
}

/** The pages that our reader read worst, by wrong characters in a hundred. */
export async function worstPages(pages: readonly ReadPage[], most: number) {
  const scored: { name: string; level: string; cer: number; chars: number }[] = [];
  for (const { name, level, truth, texts } of pages) {
    const figures = await scoreTexts([{ truth, text: texts[0]! }]);
    if (figures) scored.push({ name, level, cer: figures.cer, chars: figures.chars });
  }
  return scored.sort((a, b) => b.cer - a.cer).slice(0, most);
}

export const fileName = (path: string) => basename(path);
