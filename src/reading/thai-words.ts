import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

interface WordCutter {
  init(): void;
  cutIntoArray(text: string): string[];
}

/** thai-wordcut cuts 0.08 MB a second: a sample of this many characters is enough to tell words from rubbish. */
const SAMPLE = 1500;

let cutter: { cut: WordCutter; words: ReadonlySet<string> } | null = null;

/** The dictionary is loaded on the first page that needs it. */
function load() {
  const require = createRequire(import.meta.url);
  const cut: WordCutter = require('thai-wordcut');
  cut.init();
  const folder = join(dirname(require.resolve('thai-wordcut/package.json')), 'data');
  const files = readdirSync(folder).filter((name) => name.endsWith('.txt'));
  const words = files.flatMap((name) => readFileSync(join(folder, name), 'utf8').split(/\s+/));
  return { cut, words: new Set(words) };
}

/**
 * Share of the Thai letters of a text that stand in dictionary words of two letters or more, 0 to 1; null where there is too
 * little Thai to tell (fewer than 40 letters). Clean official prose measures 0.9 and more, names and places being the rest.
 */
export function wordShare(text: string): number | null {
  cutter ??= load();
  let thai = 0;
  let known = 0;
  for (const run of text.slice(0, SAMPLE).match(/[\u0e01-\u0e4e]{1,400}/g) ?? []) {
    for (const token of cutter.cut.cutIntoArray(run)) {
      const word = token.trim();
      thai += word.length;
      if (word.length > 1 && cutter.words.has(word)) known += word.length;
    }
  }
  return thai < 40 ? null : known / thai;
}
