import type { z } from 'zod';
import type { InboundAnswer, InboundItem, inboundQuery } from '../../schemas/inbound.js';
import { appendAudit } from '../audit/audit.repo.js';
import { veiledFiles } from '../circulars/secrecy.js';
import { type Actor, auditName, organisationOf } from '../people/actor.js';
import { homeOffice } from '../people/offices.repo.js';
import type { Database } from '../shared/database.js';
import { WianError } from '../shared/errors.js';
import {
  changeItem,
  findItem,
  type ItemRow,
  type PartRow,
  selectItems,
  selectParts,
  selectVisits,
} from './inbound.repo.js';
import { takeApart } from './mails.usecases.js';
import type { InboundDeps } from './take.js';

const errorOf = ({ errorCode, errorMessage }: Pick<ItemRow, 'errorCode' | 'errorMessage'>) =>
  errorCode === null ? null : { code: errorCode, message: errorMessage ?? '' };

/**
 * What came in by itself for the actor's organisation, the newest first, and how the mailboxes and folders stand (of these, and of files that nobody could tell whose they are, the home office
 * and the operator alone are told: they are the installation's). What a mail with a letter in it that the actor may not read is about, and who sent it, is not told.
 */
export async function listInbound(
  deps: Pick<InboundDeps, 'db'>,
  input: z.output<typeof inboundQuery> & { actor: Actor },
): Promise<InboundAnswer> {
  const { db } = deps;
  const { actor, limit, before } = input;
  const organisation = organisationOf(actor);
  const isHome = organisation === null || organisation === (await homeOffice(db));
  const rows = await selectItems(db, { organisation, unowned: isHome, failed: input.failed === 'true', before, limit });
  const parts = await selectParts(
    db,
    rows.map(({ id }) => id),
  );
  const receipts = parts.flatMap(({ receipt }) => receipt ?? []);
  const hidden = await veiledFiles(db, actor, receipts);
  const items = rows.map((row) =>
    itemOf(
      row,
      parts.filter(({ item }) => item === row.id),
      hidden,
    ),
  );
  return { visits: isHome ? await visitsOf(db) : [], items };
}

function itemOf(row: ItemRow, parts: readonly PartRow[], hidden: ReadonlySet<number>): InboundItem {
  const veiled = parts.some(({ receipt }) => receipt !== null && hidden.has(receipt));
  return {
    id: row.id,
    source: row.source,
    box: row.box,
    name: veiled ? '' : row.name,
    sender: veiled ? null : row.sender,
    arrivedAt: row.arrivedAt?.toISOString() ?? null,
    takenAt: row.takenAt.toISOString(),
    bytes: row.bytes,
    status: row.status,
    error: errorOf(row),
    parts: parts.map((part) => ({
      name: veiled ? '' : part.name,
      bytes: part.bytes,
      receipt: part.receipt,
      error: errorOf(part),
    })),
    kept: row.source === 'imap' && row.sha256 !== null,
  };
}

async function visitsOf(db: Database): Promise<InboundAnswer['visits']> {
  return (await selectVisits(db)).map(({ source, box, lookedAt, errorAt, ...row }) => {
    const error = errorOf(row);
    return {
      source,
      box,
      lookedAt: lookedAt?.toISOString() ?? null,
      error: error && { ...error, at: (errorAt ?? lookedAt ?? new Date(0)).toISOString() },
    };
  });
}

/** Tries a mail again that failed, from what was kept of it. Rejects with `record.not_found`, and with `request.invalid` where nothing of it was kept. */
export async function retryInbound(deps: InboundDeps, input: { id: number; actor: Actor }): Promise<void> {
  const { id, actor } = input;
  const row = await findItem(deps.db, id);
  const organisation = organisationOf(actor);
  if (!row || (organisation !== null && row.organisation !== organisation)) {
    throw new WianError('record.not_found', `inbound ${id}`);
  }
  if (row.source !== 'imap' || row.sha256 === null) throw new WianError('request.invalid', 'not kept');
  const at = deps.clock.now();
  await deps.db.transaction(async (tx) => {
    const again = { status: 'received', attempts: 0, errorCode: null, errorMessage: null } as const;
    if (!(await changeItem(tx, id, again, 'failed'))) return;
    const detail = { item: id, organisation: row.organisation };
    await appendAudit(tx, { at, actor: auditName(actor), action: 'inbound.retried', receipt: null, detail });
  });
  await takeApart(deps, id);
}
