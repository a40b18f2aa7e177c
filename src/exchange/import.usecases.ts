import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { ExchangeAnswer, ExchangeCodes, Party, Stated } from '../../schemas/exchange.js';
import type { FileJob } from '../../schemas/jobs.js';
import { appendAudit } from '../audit/audit.repo.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { clean } from '../circulars/circulars.models.js';
import { findFile, selectLetters } from '../circulars/circulars.repo.js';
import { files as fileTable } from '../circulars/circulars.table.js';
import { receiveFile } from '../circulars/circulars.usecases.js';
import { layOver } from '../circulars/correct.usecases.js';
import { type Actor, auditName } from '../people/actor.js';
import { registerOf } from '../register/office.js';
import { messageBytes, objectName } from './exchange.models.js';
import { completeMessage, insertMessage, selectReceipts } from './exchange.repo.js';
import type { exchangeWays } from './exchange.table.js';
import { type LetterMessage, readLetter } from './xml/letter.js';

export type ImportDeps = Pick<Deps, 'db' | 'files' | 'queue' | 'clock' | 'limits' | 'exchange'>;

/**
 * Takes a letter in that came in the exchange form. The message is kept byte for byte; what its sender stated is written down before its files are taken in as uploads
 * are, so that it goes over the reading whenever that is done, also of a file that is here already. May be killed anywhere: sent again, it goes on. A message that was here before changes nothing (`known`). Rejects
 * as `readLetter`, with `file.too_large`, and with `office.none`.
 */
export async function importExchange(
  deps: ImportDeps,
  input: {
    content: Uint8Array;
    actor: Actor;
    via: (typeof exchangeWays)[number];
    /** Whose it is, where it came in by itself. */
    organisation?: string;
  },
): Promise<ExchangeAnswer> {
  const { content, actor, via } = input;
  const organisation = input.organisation ?? (await registerOf(deps.db, actor));
  const message = readLetter(content, { codes: deps.exchange, maxBytes: deps.limits.maxFileBytes });
  const stated: Stated = clean(message.stated);
  const { sha256 } = await deps.files.put(once(content), messageBytes(deps.limits));
  const objects = [message.main, ...message.attachments];
  const at = deps.clock.now();
  const row = await deps.db.transaction((tx) =>
    insertMessage(
      tx,
      {
        organisation,
        sha256,
        via,
        messageId: clean(message.messageId),
        stated,
        sender: organisationOfParty(deps.exchange, stated.sender),
        receivedAt: at,
        receivedBy: auditName(actor),
      },
      objects.map(({ mime, content: bytes }) => ({
        sha256: createHash('sha256').update(bytes).digest('hex'),
        mime: clean(mime).slice(0, 200),
      })),
    ),
  );
  const answer = { message: row.id, reference: stated.reference, date: stated.date };
  if (row.completedAt) {
    const receipts = await selectReceipts(deps.db, row);
    return { ...answer, known: true, files: receipts.map((receipt) => ({ receipt, known: true })) };
  }
  const received = await receiveObjects(deps, { message, organisation, actor });
  const jobs = await deps.db.transaction(async (tx) => {
    const again: FileJob[] = [];
    for (const { receipt } of received.toSorted((a, b) => a.receipt - b.receipt)) {
      await tx
        .select({ receipt: fileTable.receipt })
        .from(fileTable)
        .where(eq(fileTable.receipt, receipt))
        .for('update');
      const file = await findFile(tx, receipt);
      const job = file && (await layOver(deps, tx, { file, rows: await selectLetters(tx, [receipt]) }, at));
      if (job) again.push(job);
    }
    // From here on whoever opens a letter sees what was stated: what people set before was set without it.
    await completeMessage(tx, row.id, deps.clock.now());
    await appendAudit(tx, {
      at,
      actor: auditName(actor),
      action: 'exchange.received',
      receipt: received[0]!.receipt,
      detail: { organisation, via, message: row.id, sha256, files: received.map(({ receipt }) => receipt) },
    });
    return again;
  });
  for (const job of jobs) await deps.queue.enqueue('link', job);
  return { ...answer, known: false, files: received };
}

async function receiveObjects(
  deps: ImportDeps,
  { message, organisation, actor }: { message: LetterMessage; organisation: string; actor: Actor },
): Promise<{ receipt: number; known: boolean }[]> {
  const received: { receipt: number; known: boolean }[] = [];
  for (const [position, { mime, content }] of [message.main, ...message.attachments].entries()) {
    const { receipt, known } = await receiveFile(deps, {
      name: objectName(message.stated.reference, position, mime),
      source: once(content),
      priority: 'upload',
      actor,
      organisation,
    });
    // One content may hang on a letter twice.
    if (!received.some((one) => one.receipt === receipt)) received.push({ receipt, known });
  }
  return received;
}

/** The organisation whose numbers a party bears; null where no table says so, or two of it. */
function organisationOfParty(codes: ExchangeCodes, { ministry, department }: Party): string | null {
  const found = Object.entries(codes.organisations).filter(
    ([, one]) => one.department === department && one.ministry === ministry,
  );
  return found.length === 1 ? found[0]![0] : null;
}

async function* once(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content;
}
