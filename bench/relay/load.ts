import type { FileRecord } from '../../schemas/record.js';
import { letterRows } from '../../src/circulars/circulars.models.js';
import { insertLetters } from '../../src/circulars/circulars.repo.js';
import { files } from '../../src/circulars/circulars.table.js';
import { linkFiles } from '../../src/relay/link.js';
import { lockRelay } from '../../src/relay/relay.repo.js';
import { runLink } from '../../src/relay/relay.usecases.js';
import type { Database } from '../../src/shared/database.js';

export interface Store {
  db: Database;
  /** The receipt of the next file. */
  next: number;
}

/** Stores files as `compose` leaves them, and links them if asked, in one transaction; the milliseconds of linking. */
export async function storeLetters(store: Store, records: readonly FileRecord[], link: boolean): Promise<number> {
  const at = new Date();
  const numbered = records.map((record) => ({ record, receipt: store.next++ }));
  const rows = numbered.map(({ record, receipt }) => letterRows(receipt, record.letters, record.letters));
  return store.db.transaction(async (tx) => {
    await tx.insert(files).values(
      numbered.map(({ record, receipt }) => ({
        receipt,
        sha256: record.sha256,
        name: record.file,
        bytes: 0,
        status: link ? ('linked' as const) : ('composed' as const),
        priority: 'import' as const,
        pageCount: record.pages,
        receivedAt: at,
        changedAt: at,
      })),
    );
    await insertLetters(tx, {
      letters: rows.flatMap(({ letters }) => letters),
      fields: rows.flatMap(({ fields }) => fields),
      citations: rows.flatMap(({ citations }) => citations),
    });
    if (!link) return 0;
    const start = performance.now();
    await lockRelay(tx);
    await linkFiles(
      tx,
      numbered.map(({ receipt }) => receipt),
    );
    return performance.now() - start;
  });
}

/** Does the stage `link` for a file; the milliseconds it took. */
export async function linkOne({ db }: Store, { sha256 }: FileRecord): Promise<number> {
  const deps = {
    db,
    clock: { now: () => new Date() },
    queue: { enqueue: async () => {}, jobLives: async () => false },
  };
  const start = performance.now();
  await runLink(deps, { sha256, revision: 1, priority: 'import' });
  return performance.now() - start;
}
