import { basename } from 'node:path';
import type { FileFailure, FileRecord } from '../../schemas/record.js';
import { loadSettings } from '../config.js';
import { WianError } from '../shared/errors.js';
import { type Client, openClient } from './client.js';
import { follow } from './follow.js';
import { createProgress } from './progress.js';

/** Opens the store of `--store` or the settings, uses it and closes it again. `work`: whether this process does the jobs. */
export async function withStore(
  options: { store?: string },
  work: boolean,
  use: (client: Client) => Promise<void>,
): Promise<void> {
  const settings = loadSettings({ ...process.env, ...(options.store && { WIAN_STORE: options.store }) });
  const client = await openClient(settings, { work });
  try {
    await use(client);
  } finally {
    await client.close();
  }
}

/** Takes files into a store, waits until they are read, and hands each one's record over under its path, in the order given. */
export async function readInto(
  store: string,
  paths: readonly string[],
  take: (result: FileRecord | FileFailure) => void,
): Promise<void> {
  await withStore({ store }, true, async (client) => {
    const progress = createProgress();
    const taken: (number | FileFailure)[] = [];
    for (const path of paths) {
      const answer = await client.add(path, basename(path), 'upload').catch((error) => {
        if (error instanceof WianError) return { file: path, error: error.toRecord() };
        throw error;
      });
      taken.push('receipt' in answer ? answer.receipt : answer);
    }
    await follow(
      client,
      taken.filter((item) => typeof item === 'number'),
      progress,
    );
    progress.end();
    for (const [at, item] of taken.entries()) {
      take(typeof item === 'number' ? { ...(await client.record(item)), file: paths[at]! } : item);
    }
  });
}
