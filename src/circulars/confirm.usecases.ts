import { appendAudit } from '../audit/audit.repo.js';
import { leftUnasked } from '../domain/asked.js';
import { sendNotices } from '../notices/send.js';
import { type Actor, auditName, organisationOf } from '../people/actor.js';
import { storedGazetteer } from '../people/gazetteers.js';
import { WianError } from '../shared/errors.js';
import type { Deps } from './circulars.deps.js';
import { checkCorrection } from './circulars.models.js';
import { insertConfirmation, selectConfirmations } from './confirm.repo.js';
import { FROZEN, openAnswers, settledValue, versionOf } from './correct.models.js';
import {
  type Choosing,
  COMPOSED,
  type Correction,
  correctionsOf,
  type LetterAt,
  layCorrections,
  logCorrections,
  openLetter,
} from './correct.usecases.js';
import { requireNoneSecret } from './secrecy.js';
import { SENDER } from './sender-otherwise.js';
import { selectLiveCorrections } from './splits.repo.js';

/**
 * Confirms a letter as it is shown: every value is written as a correction, so that no rerun changes any (but what was left unasked, `domain/asked.ts`), and the letter is in the organisation's
 * inbox and, where it issued the letter, sent to its addressees. All of it or nothing; again changes nothing. `version` is that of the letter as the person saw it:
 * another one is refused with `letter.changed`. `changes` and `choices` are what they
 * put right on it, as in `correctLetter`, so that saving and confirming is one deed. Rejects also with `record.not_found`, `record.secret` (also where a secret letter would be sent along), and `record.unfinished` while the file is read.
 */
export async function confirmLetter(
  deps: Pick<Deps, 'db' | 'queue' | 'clock'>,
  input: LetterAt & {
    actor: Actor;
    version: string;
    changes?: readonly Correction[];
    choices?: readonly Choosing[];
  },
): Promise<{ sentTo: number }> {
  const { actor, receipt, ordinal } = input;
  const at = deps.clock.now();
  const by = auditName(actor);
  const organisation = organisationOf(actor);
  const { job, sentTo } = await deps.db.transaction(async (tx) => {
    const open = await openLetter(tx, actor, input);
    const { file, row } = open;
    if (row.kind === 'attachment') throw new WianError('request.invalid', 'an attachment is not confirmed');
    if (!COMPOSED.some((status) => status === file.status))
      throw new WianError('record.unfinished', `receipt ${receipt}`);
    if (versionOf(row.effective) !== input.version) throw new WianError('letter.changed');
    const place = { receipt, firstPage: row.firstPage, rank: row.rank };
    const known = (await selectConfirmations(tx, actor, receipt)).some(
      (one) => one.firstPage === place.firstPage && one.rank === place.rank,
    );
    const gazetteer = await storedGazetteer(deps.db, tx);
    const made = await selectLiveCorrections(tx, receipt);
    const settled = new Set(
      made.filter((one) => one.firstPage === place.firstPage && one.rank === place.rank).map(({ field }) => field),
    );
    // Who confirms the letter as it is shown answers what its sender says otherwise.
    const answers = openAnswers(row.effective).map((value) => ({ field: SENDER, value }));
    const set = await correctionsOf(tx, actor, open, gazetteer, input);
    const put = [...set.filter(({ field }) => field !== SENDER), ...answers];
    const corrected = new Set<string>(put.map(({ field }) => field));
    // What nobody was asked nobody has confirmed: it stays as unsure as it was read.
    const asked = FROZEN.filter((field) => !leftUnasked(row.effective, field));
    const frozen = asked
      .filter((field) => !settled.has(field) && !corrected.has(field))
      .map((field) => {
        const value = row.effective[field] ?? (field === 'mentions' ? [] : null);
        return checkCorrection(field, settledValue(field, value, row.effective, gazetteer));
      });
    const values = [...put, ...frozen];
    if (known && values.length === 0) return { job: null, sentTo: 0 };
    if (!known) await insertConfirmation(tx, { ...place, organisation, confirmedBy: by, confirmedAt: at });
    if (put.length > 0) await logCorrections(tx, open, put, { actor, at });
    await appendAudit(tx, {
      at,
      actor: by,
      action: 'letter.confirmed',
      receipt,
      detail: { letter: ordinal, organisation, version: input.version, frozen: frozen.map(({ field }) => field) },
    });
    const next = values.length > 0 ? await layCorrections(deps, tx, open, { values, by, at }) : null;
    if (organisation === null) return { job: next, sentTo: 0 };
    // The office's own scan comes into its own inbox when it is registered: a bundle holds more letters than were received.
    const sent = await sendNotices(deps, tx, { ...place, organisation, at, by });
    // Who may not read what is enclosed does not send it either; nothing is confirmed then.
    if (!sent.reason) await requireNoneSecret(tx, actor, receipt, [place.firstPage, sent.lastPage]);
    return { job: next, sentTo: sent.organisations.length };
  });
  if (job) await deps.queue.enqueue('link', job);
  return { sentTo };
}
