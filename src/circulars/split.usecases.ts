import { and, eq, isNull } from 'drizzle-orm';
import { appendAudit } from '../audit/audit.repo.js';
import { notices } from '../notices/notices.table.js';
import { type Actor, auditName, organisationOf, readsSecret } from '../people/actor.js';
import { registerEntries } from '../register/register.table.js';
import type { Database } from '../shared/database.js';
import { type Problem, WianError } from '../shared/errors.js';
import type { Deps } from './circulars.deps.js';
import { changeFile, findFile, selectLetters } from './circulars.repo.js';
import { COMPOSED } from './correct.usecases.js';
import { secretLetters } from './secrecy.js';
import { insertSplit } from './splits.repo.js';
import { jobOf } from './stages.usecases.js';
import { requireHeld } from './visible.js';

/** The pages on which a letter (no attachment) of a file begins today, in order. */
export async function beginsOf(db: Database, receipt: number): Promise<number[]> {
  const rows = await selectLetters(db, [receipt]);
  const first = rows.filter(({ kind }) => kind !== 'attachment').map(({ firstPage }) => firstPage);
  return [...new Set(first)].sort((a, b) => a - b);
}

/**
 * Splits a file into letters by the pages that begin one, and puts those together that begin no more; fields are read anew, from the pages as they were
 * read. Kept appended only: reruns follow the last split, and going back is another one. What people did with a letter that still begins on its page
 * stays with it; of the others it lies idle. `seen`: the beginnings as the person saw them. Rejects with `record.not_found`, `record.secret`,
 * `record.unfinished`, `letter.changed` (it was split otherwise meanwhile), and with `split.in_use` where a letter that is registered or was sent
 * would lose its first page, unless `anyway`; its problems name each.
 */
export async function splitFile(
  deps: Pick<Deps, 'db' | 'queue' | 'clock'>,
  input: { actor: Actor; receipt: number; first: readonly number[]; seen: readonly number[]; anyway: boolean },
): Promise<void> {
  const { actor, receipt } = input;
  const at = deps.clock.now();
  const by = auditName(actor);
  const job = await deps.db.transaction(async (tx) => {
    await requireHeld(tx, actor, receipt);
    const file = await findFile(tx, receipt);
    if (!file) throw new WianError('record.not_found', `receipt ${receipt}`);
    if (!readsSecret(actor) && (await secretLetters(tx, receipt)).length > 0) throw new WianError('record.secret');
    const first = [...new Set([1, ...input.first])].sort((a, b) => a - b);
    if (first.some((page) => page > file.pageCount)) throw new WianError('request.invalid', `pages of ${receipt}`);
    const before = await beginsOf(tx, receipt);
    if (before.join() !== input.seen.join()) throw new WianError('letter.changed', 'split');
    const problems = await inUse(tx, actor, receipt, new Set(first));
    if (problems.length > 0 && !input.anyway) throw new WianError('split.in_use', undefined, { problems });
    const again = { ...file, revision: file.revision + 1 };
    const change = { status: 'reading', revision: again.revision, changedAt: at } as const;
    if (!(await changeFile(tx, file, COMPOSED, change))) throw new WianError('record.unfinished', `receipt ${receipt}`);
    await insertSplit(tx, { receipt, first, splitBy: by, splitAt: at });
    await appendAudit(tx, {
      at,
      actor: by,
      action: 'file.split',
      receipt,
      detail: { before, after: first, organisation: organisationOf(actor), anyway: problems.length > 0 },
    });
    return jobOf(again);
  });
  await deps.queue.enqueue('compose', job);
}

/** The letters in registers and inboxes that begin on none of these pages. Of other organisations it is told how many, not what number. */
async function inUse(db: Database, actor: Actor, receipt: number, first: ReadonlySet<number>): Promise<Problem[]> {
  const { firstPage: page, organisation, number, year } = registerEntries;
  const registered = await db
    .select({ page, organisation, number, year })
    .from(registerEntries)
    .where(and(eq(registerEntries.receipt, receipt), isNull(registerEntries.cancelledAt)));
  const sent = await db
    .select({ page: notices.firstPage })
    .from(notices)
    .where(and(eq(notices.receipt, receipt), isNull(notices.withdrawnAt)));
  const own = organisationOf(actor);
  const pages = [...new Set([...registered, ...sent].map((row) => row.page))].filter((one) => one !== null);
  return pages
    .filter((one) => !first.has(one))
    .flatMap((one) => {
      const entries = registered.filter((row) => row.page === one);
      const mine = entries.filter((row) => own === null || row.organisation === own);
      const others = entries.length - mine.length;
      const inboxes = sent.filter((row) => row.page === one).length;
      return [
        ...mine.map((row) => `ลงทะเบียนแล้ว เลขที่ ${row.number}/${row.year}`),
        ...(others > 0 ? [`ลงทะเบียนแล้วในอีก ${others} หน่วยงาน`] : []),
        ...(inboxes > 0 ? [`อยู่ในกล่องหนังสือของ ${inboxes} หน่วยงานแล้ว`] : []),
      ].map((what) => ({ line: one, column: null, code: 'split.in_use', message: `หนังสือหน้า ${one} ${what}` }));
    });
}
