import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Where the scorers lie, as for scripts/score. */
export const scorers = process.env.SCORERS ?? '../shared/eval';

/** Text figures of one or more pages. */
export interface TextFigures {
  cer: number;
  digit_runs: number;
  chars: number;
}

/** What score.mjs says of readings (one JSON object a line) against a folder of truths; no text is in it. */
export async function scoreFiles(truth: string, readings: string): Promise<Record<string, unknown>> {
  const { stdout } = await run(process.execPath, [join(scorers, 'score.mjs'), truth, readings, '--json'], {
    maxBuffer: 2 ** 26,
  });
  return JSON.parse(stdout) as Record<string, unknown>;
}

/** CER and digit runs of page texts as score.mjs measures them; null where the truth has no character. */
export async function scoreTexts(pages: readonly { truth: string; text: string }[]): Promise<TextFigures | null> {
  const folder = await mkdtemp(join(tmpdir(), 'wian-score-'));
  try {
    const truths = join(folder, 'truth');
    await mkdir(truths);
    const lines = pages.map(({ text }, at) => JSON.stringify({ file: `${at}`, letters: [], page: [{ text }] }));
    await writeFile(join(folder, 'read.jsonl'), `${lines.join('\n')}\n`);
    for (const [at, { truth }] of pages.entries()) {
      const page = JSON.stringify({ file: `${at}`, letters: [], page_text: [truth] });
      await writeFile(join(truths, `${String(at).padStart(5, '0')}.json`), page);
    }
    const figures = await scoreFiles(truths, join(folder, 'read.jsonl'));
    return (figures.text as TextFigures | undefined) ?? null;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
