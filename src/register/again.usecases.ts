import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import { type RegisterEntry, receivedBooks } from '../../schemas/register.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { requireHeld } from '../circulars/visible.js';
import { toThaiDigits } from '../domain/numerals.js';
import type { Actor } from '../people/actor.js';
import { WianError } from '../shared/errors.js';
import { registerOf } from './office.js';
import { registerEntries } from './register.table.js';
import { registerPaper } from './register.usecases.js';
import { columnsOf } from './register.views.js';

/**
 * Enters the letters of a file once more, for a paper that came a second time by another way: the scan is kept once, and its letters get lines of
 * their own that name the first (docs/decisions/0011-the-same-paper-twice.md). Resolves to the new lines. Rejects with `record.not_found` where the office has not this
 * file or none of its letters is registered, and as `registerPaper` does.
 */
export async function registerAgain(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: { receipt: number; actor: Actor },
): Promise<RegisterEntry[]> {
  const { receipt, actor } = input;
  await requireHeld(deps.db, actor, receipt);
  const organisation = await registerOf(deps.db, actor);
  const lines = await deps.db
    .select()
    .from(registerEntries)
    .where(
      and(
        eq(registerEntries.organisation, organisation),
        eq(registerEntries.receipt, receipt),
        inArray(registerEntries.book, [...receivedBooks]),
        isNull(registerEntries.cancelledAt),
      ),
    )
    .orderBy(asc(registerEntries.id));
  if (lines.length === 0) throw new WianError('record.not_found', `receipt ${receipt} in the register`);
  const entries: RegisterEntry[] = [];
  for (const line of lines) {
    const first = `ได้รับซ้ำ ดูเลขรับ ${toThaiDigits(`${line.number}/${line.year}`)}`;
    const columns = columnsOf(line);
    const remarks = [columns.remarks, first].filter(Boolean).join(' · ');
    entries.push(
      await registerPaper(deps, { actor, ...columns, remarks, secret: line.book === 'received-secret', early: true }),
    );
  }
  return entries;
}
