import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Limits } from '../../src/ports.js';
import { type PageFile, pageImages } from '../page-images.js';

/** A page with its truth. */
export interface BenchPage extends PageFile {
  /** `d001.pdf#1`, or the class and number of a made page. */
  name: string;
  truth: string;
  /** What kind of page it is: a row of the tables. */
  level: string;
}

interface Truth {
  file: string;
  page_text?: string[];
}

/** How the pages of a set were made, by file, from the table of its README; empty where there is none. */
export async function madeAs(folder: string): Promise<Map<string, string>> {
  const readme = await readFile(join(folder, 'README.md'), 'utf8').catch(() => '');
  const rows = [...readme.matchAll(/^\| *(\S+\.\w+) *\| *\d+ *\| *([^|]+?) *\|/gm)];
  return new Map(rows.map(([, file, made]) => [file!, made!]));
}

/** The level of a page from how its file was made: `o200g rot180@2` → office. */
export function levelOf(made: string | undefined, page: number): string {
  const kind = made?.match(/^(copy|fax|photo|born|lo|mixed|broken|tiff|png|c|o)(?=\d|\b)/)?.[1];
  switch (kind) {
    case 'c':
      return 'clean';
    case 'o':
      return 'office';
    case 'copy':
      return 'photocopy';
    case 'lo':
      return 'born';
    case 'mixed':
      return page === 1 ? 'office' : 'born';
    case 'tiff':
    case 'png':
      return 'image file';
    case 'broken':
      return 'spoiled layer';
    default:
      return kind ?? 'unknown';
  }
}

/** Every page of a set that has a truth, with its picture for the peers in `work`. */
export async function setPages(folder: string, truths: string[], work: string, limits: Limits): Promise<BenchPage[]> {
  const made = await madeAs(folder);
  const texts = new Map<string, string[]>();
  for (const path of truths) {
    const { file, page_text } = JSON.parse(await readFile(path, 'utf8')) as Truth;
    if (page_text) texts.set(file, page_text);
  }
  const files = [...texts.keys()].sort().map((file) => join(folder, file));
  return (await pageImages(files, work, limits)).flatMap((page) => {
    const file = basename(page.file);
    const truth = texts.get(file)?.[page.number - 1];
    if (truth === undefined) return [];
    return [{ ...page, name: `${file}#${page.number}`, truth, level: levelOf(made.get(file), page.number) }];
  });
}
