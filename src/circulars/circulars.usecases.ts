import { fileStatuses } from '../../schemas/api.js';
import type { RegisterNumber } from '../../schemas/files.js';
import type { FileJob } from '../../schemas/jobs.js';
import { appendAudit } from '../audit/audit.repo.js';
import { type Actor, auditName, machine, organisationOf } from '../people/actor.js';
import { homeOffice } from '../people/offices.repo.js';
import { WianError } from '../shared/errors.js';
import type { Deps } from './circulars.deps.js';
import { applyCorrections, checkCorrection, letterRows, rankOf, storedName } from './circulars.models.js';
import {
  changeFile,
  findFile,
  insertCorrection,
  registerFile,
  replaceLetters,
  resetPages,
  selectCorrections,
  selectLetters,
  selectRetryable,
  selectUnfinished,
} from './circulars.repo.js';
import { hold, selectNumbers } from './holdings.repo.js';
import { resolveInStore } from './recipients.usecases.js';
import { jobOf, startAgain } from './stages.usecases.js';
import { heldFiles, requireHeld } from './visible.js';

/** The answer to an upload. `known`: the office had this content before, under `receipt`, and registered its letters under these numbers. */
export interface Received {
  receipt: number;
  sha256: string;
  known: boolean;
  registered: RegisterNumber[];
}

/**
 * Takes a file in: the original is on the disk and its row committed before anything is enqueued, so an answered upload
 * is never lost, and one that is sent again gets the receipt it has. What is wrong with the content is found by the
 * inspect stage; only one larger than the limit is refused here: it gets a row that says so, no content, and
 * `file.too_large`. The file becomes the actor's organisation's; what the operator of the machine sends in is the office's that this wian was set
 * up for. That another office has the same content is not told: its reading is used, and the answer is that of a new file.
 */
export async function receiveFile(
  deps: Pick<Deps, 'db' | 'files' | 'queue' | 'clock' | 'limits'>,
  input: { name: string; source: AsyncIterable<Uint8Array>; priority: FileJob['priority']; actor?: Actor },
): Promise<Received> {
  const name = storedName(input.name);
  const { priority, actor = machine('wian') } = input;
  let bytes = 0;
  async function* counted() {
    for await (const chunk of input.source) {
      bytes += chunk.byteLength;
      yield chunk;
    }
  }
  const kept = await deps.files.put(counted(), deps.limits.maxFileBytes).catch(async (error) => {
    if (error instanceof WianError && error.code === 'file.too_large') {
      await refuse(deps, { name, bytes, priority, actor, error });
    }
    throw error;
  });
  const receivedAt = deps.clock.now();
  const received = await deps.db.transaction(async (tx) => {
    const file = { sha256: kept.sha256, name, bytes: kept.bytes, status: 'received', priority, receivedAt } as const;
    const { row, known } = await registerFile(tx, file);
    const office = organisationOf(actor) ?? (await homeOffice(tx));
    const first = office === null ? !known : await hold(tx, holdingOf(office, row.receipt, name, receivedAt, actor));
    await appendAudit(tx, {
      at: receivedAt,
      actor: auditName(actor),
      action: first ? 'file.received' : 'file.received-again',
      receipt: row.receipt,
      detail: { name, sha256: kept.sha256, organisation: office },
    });
    const registered = office === null || first ? [] : await selectNumbers(tx, office, [row.receipt]);
    return { row, known: !first, registered: registered.map(({ number, year }) => ({ number, year })) };
  });
  const { row, known, registered } = received;
  // Also for a known one: who sent it first may have been killed before its job was put in.
  if (row.status === 'received') await deps.queue.enqueue('inspect', jobOf(row));
  return { receipt: row.receipt, sha256: kept.sha256, known, registered };
}

const holdingOf = (organisation: string, receipt: number, name: string, uploadedAt: Date, actor: Actor) => ({
  organisation,
  receipt,
  name,
  uploadedAt,
  uploadedBy: auditName(actor),
});

async function refuse(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: { name: string; bytes: number; priority: FileJob['priority']; actor: Actor; error: WianError },
): Promise<void> {
  const at = deps.clock.now();
  const { code, message } = input.error.toRecord();
  await deps.db.transaction(async (tx) => {
    const { row } = await registerFile(tx, {
      sha256: null,
      name: input.name,
      bytes: input.bytes,
      status: 'failed',
      priority: input.priority,
      receivedAt: at,
      errorCode: code,
      errorMessage: message,
    });
    const office = organisationOf(input.actor) ?? (await homeOffice(tx));
    if (office !== null) await hold(tx, holdingOf(office, row.receipt, input.name, at, input.actor));
    await appendAudit(tx, {
      at,
      actor: auditName(input.actor),
      action: 'file.refused',
      receipt: row.receipt,
      detail: { name: input.name, bytes: input.bytes, code },
    });
  });
}

/**
 * Reads files again: the one of `receipt`, or all that failed or have a failed page, of those that the actor's organisation took in itself. Pages that were read keep their
 * result unless `all` pages are asked for; corrections stay. Resolves to the receipts that are read again.
 */
export async function retryFile(
  deps: Pick<Deps, 'db' | 'queue' | 'clock'>,
  input: { receipt?: number; all?: boolean; actor?: Actor } = {},
): Promise<number[]> {
  const by = input.actor ?? machine('wian');
  if (input.receipt !== undefined) await requireHeld(deps.db, by, input.receipt);
  const chosen =
    input.receipt === undefined
      ? await selectRetryable(deps.db, heldFiles(by))
      : [await findFile(deps.db, input.receipt)];
  const receipts: number[] = [];
  for (const file of chosen) {
    // A refused upload has no content to read.
    if (!file?.sha256) throw new WianError('record.not_found', file ? file.name : `receipt ${input.receipt}`);
    const at = deps.clock.now();
    const revision = file.revision + 1;
    const again = await deps.db.transaction(async (tx) => {
      const mine = await changeFile(tx, file, fileStatuses, {
        status: 'received',
        revision,
        errorCode: null,
        errorMessage: null,
        changedAt: at,
      });
      if (!mine) return false;
      await resetPages(tx, file.receipt, input.all ?? false);
      const actor = auditName(by);
      await appendAudit(tx, { at, actor, action: 'file.retried', receipt: file.receipt, detail: { revision } });
      return true;
    });
    if (!again) continue;
    await deps.queue.enqueue('inspect', jobOf({ ...file, revision }));
    receipts.push(file.receipt);
  }
  return receipts;
}

/**
 * Mends what a crash left: files whose way has not ended, that nothing changed for `graceMs`, and none of whose jobs
 * lives, are started again at the stage that is due. Resolves to their receipts.
 */
export async function sweep(deps: Pick<Deps, 'db' | 'queue' | 'clock'>, input: { graceMs: number }): Promise<number[]> {
  const before = new Date(deps.clock.now().getTime() - input.graceMs);
  const started: number[] = [];
  for (const file of await selectUnfinished(deps.db, before)) {
    let lives = false;
    for (const stage of ['inspect', 'compose', 'link', 'plan'] as const) {
      lives ||= await deps.queue.jobLives(stage, jobOf(file));
    }
    if (lives) continue;
    await startAgain(deps, file);
    started.push(file.receipt);
  }
  return started;
}

/**
 * Puts a field of a letter right, by hand. `letter` is its place in the file's record (attachments counted). The
 * correction is kept with who and when, lies over every later reading, and the links and deadlines follow it.
 * Rejects with `record.not_found` or `request.invalid`.
 */
export async function correctField(
  deps: Pick<Deps, 'db' | 'queue' | 'clock'>,
  input: { receipt: number; letter: number; field: string; value: unknown; actor: string },
): Promise<void> {
  const { field, value } = checkCorrection(input.field, input.value);
  const at = deps.clock.now();
  const job = await deps.db.transaction(async (tx) => {
    const file = await findFile(tx, input.receipt);
    const rows = await selectLetters(tx, [input.receipt]);
    const row = rows.find(({ ordinal }) => ordinal === input.letter);
    if (!file || !row) throw new WianError('record.not_found', `receipt ${input.receipt}, letter ${input.letter}`);
    const read = rows.map(({ record }) => record);
    // A file that is being read lays the correction over its letters itself, when it composes them.
    const composed = ['composed', 'linked', 'done'] as const;
    const again = { ...file, revision: file.revision + 1 };
    const mine = await changeFile(tx, file, composed, {
      status: 'composed',
      revision: again.revision,
      changedAt: at,
    });
    const { receipt } = input;
    await insertCorrection(tx, {
      receipt,
      firstPage: row.firstPage,
      rank: rankOf(read, input.letter),
      field,
      oldValue: row.effective[field] ?? null,
      newValue: value,
      correctedBy: input.actor,
      correctedAt: at,
    });
    await appendAudit(tx, {
      at,
      actor: input.actor,
      action: 'letter.corrected',
      receipt,
      detail: { letter: input.letter, field },
    });
    if (!mine) return null;
    const made = await selectCorrections(tx, receipt);
    const effective = await resolveInStore(deps, tx, receipt, applyCorrections(read, made));
    await replaceLetters(tx, receipt, letterRows(receipt, read, effective));
    return jobOf(again);
  });
  if (job) await deps.queue.enqueue('link', job);
}
