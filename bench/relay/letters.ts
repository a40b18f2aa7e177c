import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { FileRecord } from '../../schemas/record.js';
import { packageRoot } from '../../src/shared/package-root.js';

const GENERATOR = join(packageRoot, '../shared/eval/relay-scale.mjs');
const BATCH = 500;

/**
 * The first `size` made-up files in batches, each of which lies on one side of the file number `cut`; `at` is the number of
 * its first file. Their truth is written to `truthPath`, whole once the last batch has come.
 */
export async function* generated(
  size: number,
  truthPath: string,
  cut: number,
): AsyncGenerator<{ records: FileRecord[]; at: number }> {
  const child = spawn(process.execPath, [GENERATOR, String(size), '--truth', truthPath], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  let records: FileRecord[] = [];
  let at = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    records.push(JSON.parse(line) as FileRecord);
    if (records.length < BATCH && at + records.length !== cut) continue;
    yield { records, at };
    at += records.length;
    records = [];
  }
  const [code] = await ended;
  if (code !== 0) throw new Error(`${GENERATOR} ended with ${code}`);
  if (records.length > 0) yield { records, at };
}
