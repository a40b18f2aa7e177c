import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Letter } from '../../../schemas/record.js';
import { runPlan } from '../../../src/alerts/alerts.usecases.js';
import { letterRows } from '../../../src/circulars/circulars.models.js';
import { insertLetters } from '../../../src/circulars/circulars.repo.js';
import { files } from '../../../src/circulars/circulars.table.js';
import { holdings } from '../../../src/circulars/holdings.table.js';
import { replaceRecipients } from '../../../src/circulars/recipients.repo.js';
import { resolveInStore } from '../../../src/circulars/recipients.usecases.js';
import type { App } from '../../../src/main.js';
import { linkFiles } from '../../../src/relay/link.js';
import { lockRelay } from '../../../src/relay/relay.repo.js';

/** Puts letters into a walk's store as if a file of them had been read, and links and plans them. Resolves to the number of the file. */
export async function takeLetters({ deps }: App, organisation: string, letters: readonly Letter[]): Promise<number> {
  const at = deps.clock.now();
  const placed = letters.map((letter, page): Letter => ({ ...letter, pages: [page + 1, page + 1] }));
  const sha256 = createHash('sha256').update(JSON.stringify(placed)).digest('hex');
  const receipt = await deps.db.transaction(async (tx) => {
    const answer = await tx.execute(sql`select coalesce(max(receipt), 0)::integer + 1 as next from wian.files`);
    const { next } = (answer as unknown as { rows: { next: number }[] }).rows[0]!;
    const name = `หนังสือ ${next}.pdf`;
    const times = { receivedAt: at, changedAt: at };
    const row = {
      receipt: next,
      sha256,
      name,
      bytes: 1,
      status: 'linked',
      priority: 'import',
      pageCount: placed.length,
    } as const;
    await tx.insert(files).values({ ...row, ...times });
    await tx.insert(holdings).values({ organisation, receipt: next, name, uploadedAt: at, uploadedBy: 'walk' });
    const resolved = await resolveInStore(deps, tx, next, placed);
    await insertLetters(tx, letterRows(next, placed, resolved));
    await replaceRecipients(
      tx,
      next,
      resolved.map((letter, ordinal) => ({ ordinal, letter })),
    );
    await lockRelay(tx);
    await linkFiles(tx, [next]);
    return next;
  });
  await runPlan(deps, { sha256, revision: 1, priority: 'import' });
  return receipt;
}
