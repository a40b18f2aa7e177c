import type { RegisterEntry } from '../../schemas/register.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { requireHeld } from '../circulars/visible.js';
import { toThaiDigits } from '../domain/numerals.js';
import type { Actor } from '../people/actor.js';
import { WianError } from '../shared/errors.js';
import { registerOf, requireNamed } from './office.js';
import { selectLinesOf } from './register.repo.js';
import { registerPaper } from './register.usecases.js';
import { columnsOf, isSecret } from './register.views.js';

/**
 * Enters the letters of a file once more, for a paper that came a second time by another way: the scan is kept once, and its letters get lines of
 * their own that name the first (docs/decisions/0011-the-same-paper-twice.md). Resolves to the new lines. Rejects with `record.not_found` where the office has not this
 * file or none of its letters is registered, with `record.secret`, and as `registerPaper` does.
 */
export async function registerAgain(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: { receipt: number; actor: Actor },
): Promise<RegisterEntry[]> {
  const { receipt, actor } = input;
  await requireHeld(deps.db, actor, receipt);
  const organisation = await registerOf(deps.db, actor);
  const rows = await selectLinesOf(deps.db, organisation, receipt);
  if (rows.length === 0) throw new WianError('record.not_found', `receipt ${receipt} in the register`);
  // Also of a line whose letter was found to be secret after it was entered; before anything is written, so that it is all or none.
  for (const row of rows) requireNamed(actor, isSecret(row));
  const entries: RegisterEntry[] = [];
  for (const row of rows) {
    const { line } = row;
    const first = `ได้รับซ้ำ ดูเลขรับ ${toThaiDigits(`${line.number}/${line.year}`)}`;
    const columns = columnsOf(line);
    const remarks = [columns.remarks, first].filter(Boolean).join(' · ');
    entries.push(await registerPaper(deps, { actor, ...columns, remarks, secret: isSecret(row), early: true }));
  }
  return entries;
}
