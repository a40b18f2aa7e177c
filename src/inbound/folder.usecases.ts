import { appendAudit } from '../audit/audit.repo.js';
import { storedName } from '../circulars/circulars.models.js';
import { messageBytes } from '../exchange/exchange.models.js';
import { listOffices } from '../people/offices.repo.js';
import type { Inbox, InboxFile } from '../ports.js';
import { WianError } from '../shared/errors.js';
import { changeItem, endVisit, findUnmoved, type ItemRow, insertItem, lease } from './inbound.repo.js';
import { LEASE_MS } from './mails.usecases.js';
import { type InboundDeps, takePaper } from './take.js';

/**
 * Looks through the watched folder and takes in the files that rest. A file is moved away only when what became of it is committed; killed before, it is found again and known by its content. The subfolder
 * says whose it is by the code of an organisation that uses this wian; without a subfolder it is the one office's, where there is one alone. What cannot be taken is moved to `failed` with the reason beside it.
 * Resolves to how many were taken, null where another process looks in. Rejects with `inbox.unreadable`, and with `office.none` before there is an office; both are written down too.
 */
export async function visitFolder(
  deps: InboundDeps,
  { inbox, holder, stopped = () => false }: { inbox: Inbox; holder: string; stopped?: () => boolean },
): Promise<number | null> {
  const visit = { box: inbox.name, source: 'folder' } as const;
  const hold = () => lease(deps.db, visit, { holder, at: deps.clock.now(), ms: LEASE_MS });
  if (!(await hold())) return null;
  let taken = 0;
  let problem: unknown = null;
  try {
    const offices = (await listOffices(deps.db)).map(({ organisation }) => organisation);
    // Before anybody has set wian up nothing is anybody's: it waits.
    if (offices.length === 0) throw new WianError('office.none');
    for (const file of await inbox.rested(deps.clock.now())) {
      if (stopped() || !(await hold())) break;
      try {
        await takeFile(deps, file, offices);
        taken++;
      } catch (error) {
        // It lies where it lay: it is looked at again, and the others go on.
        problem = error;
      }
    }
  } catch (error) {
    problem = error;
  }
  const known = problem instanceof WianError ? problem : new WianError('stage.failed');
  const error = problem === null ? null : known.toRecord();
  await endVisit(deps.db, inbox.name, { holder, at: deps.clock.now(), error });
  if (problem !== null) throw problem;
  return taken;
}

/** Whose a file of this subfolder is; null where that is not known. */
function officeOf(folder: string, offices: readonly string[]): string | null {
  if (folder === '') return offices.length === 1 ? offices[0]! : null;
  return offices.includes(folder) ? folder : null;
}

async function takeFile(deps: InboundDeps, file: InboxFile, offices: readonly string[]): Promise<void> {
  const organisation = officeOf(file.folder, offices);
  const row = {
    organisation,
    source: 'folder',
    box: file.folder,
    name: storedName(file.name),
    bytes: file.bytes,
    arrivedAt: file.changedAt,
    takenAt: deps.clock.now(),
  } as const;
  let error: WianError | null = null;
  let written: ItemRow | null;
  try {
    if (!file.plain) throw new WianError('inbound.not_a_file');
    if (organisation === null) throw new WianError('inbound.no_office', file.folder || undefined);
    const content = await contentOf(deps, file);
    const { sha256, known, receipt } = await takePaper(deps, { name: file.name, content, organisation, via: 'folder' });
    written = await writeDown(deps, { ...row, sha256, status: known ? 'known' : 'taken' }, receipt);
  } catch (failure) {
    if (!(failure instanceof WianError && failure.final)) throw failure;
    error = failure;
    const { code, message } = failure.toRecord();
    written = await writeDown(deps, { ...row, status: 'failed', errorCode: code, errorMessage: message }, null);
  }
  if (error) await file.failed(`${error.code}: ${error.message}\n`);
  else await file.done();
  await changeItem(deps.db, written!.id, { settledAt: deps.clock.now() });
}

/** All of a file; one that is larger than any that is taken is not read. */
async function contentOf({ limits }: InboundDeps, file: InboxFile): Promise<Buffer> {
  const most = messageBytes(limits);
  const tooLarge = (bytes: number) => new WianError('file.too_large', `${bytes} > ${limits.maxFileBytes} bytes`);
  if (file.bytes > most) throw tooLarge(file.bytes);
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.open()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Gives a file its row; where it has one from before, when the process was killed over moving it, that one. */
async function writeDown(
  deps: InboundDeps,
  row: Parameters<typeof insertItem>[1],
  receipt: number | null,
): Promise<ItemRow | null> {
  return deps.db.transaction(async (tx) => {
    const before = await findUnmoved(tx, row.box, row.name);
    if (before && before.sha256 === (row.sha256 ?? null) && before.errorCode === (row.errorCode ?? null)) return before;
    const made = await insertItem(tx, row);
    await appendAudit(tx, {
      at: row.takenAt as Date,
      actor: 'folder',
      action: row.status === 'failed' ? 'inbound.failed' : 'inbound.taken',
      receipt,
      detail: {
        item: made!.id,
        organisation: row.organisation ?? null,
        files: receipt === null ? [] : [receipt],
        code: row.errorCode ?? null,
      },
    });
    return made;
  });
}
