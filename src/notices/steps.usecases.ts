import { appendAudit } from '../audit/audit.repo.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { storedName } from '../circulars/circulars.models.js';
import { type Actor, auditName } from '../people/actor.js';
import type { Database } from '../shared/database.js';
import { WianError } from '../shared/errors.js';
import { inboxOrganisation } from './inbox.usecases.js';
import { changeNotice, findNotice, insertForwards, type NoticeRow, selectMembers } from './notices.repo.js';

/**
 * What an office does with a letter of its inbox. Each step is written once, with who and when, and with what stood there before in the audit log. All
 * reject with `record.not_found` where the letter is not in the inbox of the actor's organisation.
 */

type StepDeps = Pick<Deps, 'db' | 'clock'>;
interface Of {
  actor: Actor;
  id: number;
}
interface Change {
  action: string;
  set: Partial<NoticeRow>;
  /** In words, for who looks at what became of the letter. */
  text?: string | null;
}

/** Does a step on the letter as it stands, held meanwhile: of two people at once the second sees what the first did. Null changes nothing. */
async function step(
  deps: StepDeps,
  { actor, id }: Of,
  decide: (row: NoticeRow, who: { at: Date; by: string }, tx: Database) => Promise<Change | null> | Change | null,
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const row = await findNotice(tx, inboxOrganisation(actor), id, true);
    if (!row) throw new WianError('record.not_found', `notice ${id}`);
    const who = { at: deps.clock.now(), by: auditName(actor) };
    const change = await decide(row, who, tx);
    if (!change) return;
    const { action, set, text = null } = change;
    const before = Object.fromEntries(Object.keys(set).map((name) => [name, row[name as keyof NoticeRow]]));
    await changeNotice(tx, id, set);
    const detail = { notice: id, before, after: set, text };
    await appendAudit(tx, { at: who.at, actor: who.by, action, receipt: row.receipt, detail });
  });
}

function requireOpen(row: NoticeRow): void {
  if (row.doneAt) throw new WianError('notice.done');
}

/** รับทราบ. Once: who comes second changes nothing. */
export const acknowledge = (deps: StepDeps, input: Of): Promise<void> =>
  step(deps, input, (row, { at, by }) =>
    row.acknowledgedAt
      ? null
      : { action: 'notice.acknowledged', set: { acknowledgedAt: at, acknowledgedBy: by, ...seen(row, at, by) } },
  );

/** What somebody acts on, they have read. */
const seen = (row: NoticeRow, at: Date, by: string): Partial<NoticeRow> => ({
  ...(row.receivedAt === null && { receivedAt: at }),
  ...(row.readAt === null && { readAt: at, readBy: by }),
});

/** มอบหมาย to a person of the organisation; null takes it back. Rejects with `request.invalid` where it is none of them. */
export const assign = (deps: StepDeps, input: Of & { person: number | null }): Promise<void> =>
  step(deps, input, async (row, { at, by }, tx) => {
    requireOpen(row);
    const { person } = input;
    if (row.assignee === person) return null;
    const members = await selectMembers(tx, row.organisation);
    const chosen = members.find(({ id }) => id === person);
    if (person !== null && !chosen) throw new WianError('request.invalid', `person ${person}`);
    const set = { assignee: person, assignedAt: person === null ? null : at, assignedBy: person === null ? null : by };
    return { action: 'notice.assigned', set, text: chosen?.name ?? null };
  });

/** Takes the proof in, byte for byte; before the letter is marked done. Another one takes its place; the first stays in the store. */
export async function attachProof(
  deps: Pick<Deps, 'db' | 'clock' | 'files' | 'limits'>,
  input: Of & { name: string; source: AsyncIterable<Uint8Array> },
): Promise<void> {
  const row = await findNotice(deps.db, inboxOrganisation(input.actor), input.id);
  if (!row) throw new WianError('record.not_found', `notice ${input.id}`);
  requireOpen(row);
  // The content is on the disk before its row names it, and never inside the transaction: it may take minutes.
  const kept = await deps.files.put(input.source, deps.limits.maxFileBytes);
  if (kept.bytes === 0) throw new WianError('file.empty');
  await step(deps, input, (now) => {
    requireOpen(now);
    const name = storedName(input.name);
    return { action: 'notice.proof', set: { proofSha256: kept.sha256, proofName: name }, text: name };
  });
}

/**
 * The proof, for the organisation whose it is. Not for the sender: of the bodies below it sees how far they are, not their papers.
 */
export async function proofOf(
  deps: Pick<Deps, 'db' | 'files'>,
  { actor, id }: Of,
): Promise<{ name: string; path: string }> {
  const row = await findNotice(deps.db, inboxOrganisation(actor), id);
  if (!row?.proofSha256) throw new WianError('record.not_found', `notice ${id}`);
  return { name: row.proofName ?? 'proof', path: await deps.files.path(row.proofSha256) };
}

/** ทำเสร็จแล้ว. Rejects with `notice.done` where somebody else was first: their note stays. */
export const markDone = (deps: StepDeps, input: Of & { note: string }): Promise<void> =>
  step(deps, input, (row, { at, by }) => {
    requireOpen(row);
    const note = input.note || null;
    const set = { doneAt: at, doneBy: by, doneNote: note, ...seen(row, at, by) };
    return { action: 'notice.done', set, text: note };
  });

/** Opens again what was marked done, with a reason; note and proof stay until it is done anew. */
export const reopen = (deps: StepDeps, input: Of & { reason: string }): Promise<void> =>
  step(deps, input, (row) => {
    if (!row.doneAt) throw new WianError('notice.open');
    return { action: 'notice.reopened', set: { doneAt: null, doneBy: null }, text: input.reason };
  });

/** ส่งต่อ to units of the organisation itself; each forward is kept. */
export const forward = (deps: StepDeps, input: Of & { units: readonly string[]; note: string }): Promise<void> =>
  step(deps, input, async (row, { at, by }, tx) => {
    requireOpen(row);
    const units = [...new Set(input.units)];
    const note = input.note || null;
    await insertForwards(
      tx,
      units.map((unit) => ({ notice: row.id, unit, note, forwardedBy: by, forwardedAt: at })),
    );
    const set = { forwardedAt: row.forwardedAt ?? at, ...seen(row, at, by) };
    return { action: 'notice.forwarded', set, text: units.join(', ') };
  });
