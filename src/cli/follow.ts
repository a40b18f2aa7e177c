import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from './client.js';
import type { Progress } from './progress.js';

const POLL_MS = 200;

/** Shows how files get on until each is done or has failed. */
export async function follow(client: Client, receipts: number[], progress: Progress): Promise<void> {
  for (;;) {
    const files = await client.progress(receipts);
    const open = files.filter(({ status }) => status !== 'done' && status !== 'failed');
    // Pages count, since files have from one to hundreds; a file whose pages are not yet known counts as one.
    const total = files.reduce((sum, { pages }) => sum + Math.max(1, pages), 0);
    const ended = files.reduce(
      (sum, { pages, pagesEnded, status }) => sum + (status === 'failed' ? Math.max(1, pages) : pagesEnded),
      0,
    );
    progress.update(ended, total, open[0] ? `${open[0].name} (${open[0].status})` : 'done');
    if (open.length === 0) return;
    await sleep(POLL_MS);
  }
}
