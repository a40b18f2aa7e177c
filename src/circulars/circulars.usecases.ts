import { fileStatuses } from '../../schemas/api.js';
import type { RegisterNumber } from '../../schemas/files.js';
import type { FileJob } from '../../schemas/jobs.js';
import { appendAudit } from '../audit/audit.repo.js';
import { type Actor, auditName, organisationOf } from '../people/actor.js';
import { homeOffice } from '../people/offices.repo.js';
import type { Database } from '../shared/database.js';
import { WianError } from '../shared/errors.js';
import type { Deps } from './circulars.deps.js';
import { storedName } from './circulars.models.js';
import { changeFile, findFile, registerFile, resetPages, selectRetryable, selectUnfinished } from './circulars.repo.js';
import { hold, selectNumbers } from './holdings.repo.js';
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
  input: {
    name: string;
    source: AsyncIterable<Uint8Array>;
    priority: FileJob['priority'];
    actor: Actor;
    /** Whose it becomes where no person or key of an organisation takes it in: what came into that office's mailbox or folder. */
    organisation?: string;
  },
): Promise<Received> {
  const name = storedName(input.name);
  const { priority, actor } = input;
  const officeOf = async (tx: Database) => organisationOf(actor) ?? input.organisation ?? (await homeOffice(tx));
  let bytes = 0;
  async function* counted() {
    for await (const chunk of input.source) {
      bytes += chunk.byteLength;
      yield chunk;
    }
  }
  const kept = await deps.files.put(counted(), deps.limits.maxFileBytes).catch(async (error) => {
    if (error instanceof WianError && error.code === 'file.too_large') {
      await refuse(deps, { name, bytes, priority, actor, error, officeOf });
    }
    throw error;
  });
  const receivedAt = deps.clock.now();
  const received = await deps.db.transaction(async (tx) => {
    const file = { sha256: kept.sha256, name, bytes: kept.bytes, status: 'received', priority, receivedAt } as const;
    const { row, known } = await registerFile(tx, file);
    const office = await officeOf(tx);
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
  input: {
    name: string;
    bytes: number;
    priority: FileJob['priority'];
    actor: Actor;
    error: WianError;
    officeOf: (tx: Database) => Promise<string | null>;
  },
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
    const office = await input.officeOf(tx);
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
  input: { receipt?: number; all?: boolean; actor: Actor },
): Promise<number[]> {
  const by = input.actor;
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
