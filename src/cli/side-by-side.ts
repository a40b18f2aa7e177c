import { createReaderPool } from '../adapters/reader/pool.js';
import type { ReadDeps } from '../circulars/read-files.js';
import { limitsOf, loadSettings, readersOf } from '../config.js';
import { inOrder } from './in-order.js';
import { createProgress, type Progress } from './progress.js';

/**
 * Does `work` with files without a store, as many side by side as there are readers, and hands each result over in the order of the
 * files. Nothing of the reading stays behind.
 */
export async function sideBySide<R>(
  paths: readonly string[],
  work: (deps: ReadDeps, input: { path: string; onPage: (page: number, pages: number) => void }) => Promise<R>,
  take: (result: R, progress: Progress) => void,
): Promise<void> {
  const settings = loadSettings();
  const readers = readersOf(settings);
  const limits = limitsOf(settings);
  const reader = createReaderPool({ readers, limits, pageSeconds: settings.WIAN_PAGE_SECONDS });
  const clock = { now: () => new Date() };
  const deps = { reader, limits, clock, attempts: settings.WIAN_PAGE_ATTEMPTS };
  const progress = createProgress();
  let done = 0;
  try {
    const one = async (path: string) => {
      const onPage = (page: number, pages: number) => progress.update(done, paths.length, `${path} ${page}/${pages}`);
      const result = await work(deps, { path, onPage });
      progress.update(++done, paths.length, path);
      return result;
    };
    // One file more than there are readers, so that none waits while another file is being inspected.
    for await (const result of inOrder(paths, readers + 1, one)) take(result, progress);
  } finally {
    progress.end();
    await reader.close();
  }
}
