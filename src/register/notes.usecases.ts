import type { EntryDetail, NoteRequest } from '../../schemas/register.js';
import { appendAudit } from '../audit/audit.repo.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { clean } from '../circulars/circulars.models.js';
import { assign } from '../notices/steps.usecases.js';
import { type Actor, auditName } from '../people/actor.js';
import { WianError } from '../shared/errors.js';
import { showEntry } from './lists.usecases.js';
import { registerOf } from './office.js';
import { insertNote } from './register.repo.js';
import { openLine } from './register.usecases.js';
import { findNoticeId } from './waiting.repo.js';

/**
 * Adds เสนอ, เกษียน or สั่งการ to a line: with who wrote it and when, as it stands on the paper, and who entered it. Notes are never changed: one that
 * is wrong is followed by another. Rejects with `record.not_found`, `record.secret`, `register.cancelled`, and `register.future` where it would be
 * written later than now. An order may give the letter to a person of the office, in its inbox.
 */
export async function addNote(
  deps: Pick<Deps, 'db' | 'clock' | 'office'>,
  input: { actor: Actor; id: number } & NoteRequest,
): Promise<EntryDetail> {
  const { actor, id } = input;
  const organisation = await registerOf(deps.db, actor);
  const enteredAt = deps.clock.now();
  const writtenAt = new Date(input.writtenAt);
  if (input.assignee !== undefined && input.kind !== 'order') throw new WianError('request.invalid', 'assignee');
  if (writtenAt > enteredAt) throw new WianError('register.future');
  await deps.db.transaction(async (tx) => {
    const { line } = await openLine(tx, actor, organisation, id);
    const { kind, text, name, position } = clean(input);
    const note = await insertNote(tx, {
      ...{ entry: id, kind, text, name, position: position || null, writtenAt },
      enteredBy: auditName(actor),
      enteredAt,
    });
    await appendAudit(tx, {
      at: enteredAt,
      actor: auditName(actor),
      action: 'register.noted',
      receipt: line.receipt,
      detail: { organisation, entry: id, note, kind },
    });
    if (input.assignee === undefined) return;
    const { receipt, firstPage, rank } = line;
    const notice =
      receipt !== null && firstPage !== null && rank !== null
        ? await findNoticeId(tx, organisation, { receipt, firstPage, rank })
        : null;
    if (notice === null) throw new WianError('record.not_found', 'no letter in the inbox');
    await assign({ ...deps, db: tx }, { actor, id: notice, person: input.assignee });
  });
  return showEntry(deps, input);
}
