import { readFile } from 'node:fs/promises';
import { appendAudit } from '../audit/audit.repo.js';
import { clean, storedName } from '../circulars/circulars.models.js';
import { messageBytes } from '../exchange/exchange.models.js';
import { findOffice, homeOffice } from '../people/offices.repo.js';
import type { Mailbox, OpenMailbox } from '../ports.js';
import { WianError } from '../shared/errors.js';
import {
  beginAttempt,
  changeItem,
  endVisit,
  findSame,
  type ItemRow,
  insertItem,
  lease,
  type PartRow,
  replaceParts,
  selectBoxed,
  selectReceived,
} from './inbound.repo.js';
import { type Mail, type MailPart, readMail } from './mail.js';
import { type InboundDeps, takePaper } from './take.js';

/** How long nobody else looks into a mailbox that somebody looks into; renewed with each mail. */
export const LEASE_MS = 5 * 60_000;
/** What ended the process this often is not begun again by itself. */
const MOST_ATTEMPTS = 4;

/** Who looks in, and for which organisation. */
export interface Visiting {
  mailbox: Mailbox;
  /** Code of an office; null: the one that wian was set up for. */
  organisation: string | null;
  /** Names this process. */
  holder: string;
  /** Asked between mails. */
  stopped?: () => boolean;
}

/**
 * Looks into a mailbox and takes in what is new: the mail is kept byte for byte and has its row before anything else is done with it, then its attachments are taken in, and
 * only then is it marked on the server. May be killed anywhere: what has a row is not fetched again, and goes on from it. What cannot be taken is written down with its reason,
 * and the others go on. Resolves to how many mails were new, null where another process looks in. Rejects with what is wrong with the mailbox, which is written down too.
 */
export async function visitMailbox(deps: InboundDeps, visiting: Visiting): Promise<number | null> {
  const { mailbox, holder } = visiting;
  const visit = { box: mailbox.name, source: 'imap' } as const;
  const hold = () => lease(deps.db, visit, { holder, at: deps.clock.now(), ms: LEASE_MS });
  if (!(await hold())) return null;
  let taken = 0;
  let problem: unknown = null;
  try {
    const organisation = await officeOf(deps, visiting.organisation);
    for (const { id } of await selectReceived(deps.db, mailbox.name)) await takeApart(deps, id);
    await mailbox.visit(async (box) => {
      const { mails, failure } = await takeNew(deps, box, { ...visiting, organisation }, hold);
      taken = mails;
      problem = failure;
    });
  } catch (error) {
    problem = error;
  }
  const error =
    problem === null ? null : (problem instanceof WianError ? problem : new WianError('stage.failed')).toRecord();
  await endVisit(deps.db, mailbox.name, { holder, at: deps.clock.now(), error });
  if (problem !== null) throw problem;
  return taken;
}

/** Whose the mails become. Rejects with `office.none` where there is no such office here. */
async function officeOf({ db }: InboundDeps, named: string | null): Promise<string> {
  const office = named === null ? await homeOffice(db) : (await findOffice(db, named))?.organisation;
  if (!office) throw new WianError('office.none', named ?? undefined);
  return office;
}

/** Takes the new mails of an open mailbox. `failure`: the last of them that will have to be tried again; it keeps no other. */
async function takeNew(
  deps: InboundDeps,
  box: OpenMailbox,
  { mailbox, organisation, stopped = () => false }: Visiting & { organisation: string },
  hold: () => Promise<boolean>,
): Promise<{ mails: number; failure: unknown }> {
  const uids = await box.uids();
  const rows = new Map((await selectBoxed(deps.db, mailbox.name, box.uidValidity)).map((row) => [row.uid, row]));
  const present = new Set(uids);
  const settle = async (row: ItemRow) => {
    // Gone from the folder: it was moved, and this process or the one before was killed over it.
    if (present.has(row.uid!)) await box.settle(row.uid!);
    await changeItem(deps.db, row.id, { settledAt: deps.clock.now() });
  };
  const isIn = ({ status }: ItemRow) => status === 'taken' || status === 'known';
  for (const row of rows.values()) if (row.settledAt === null && isIn(row)) await settle(row);
  let mails = 0;
  let failure: unknown = null;
  for (const uid of uids) {
    if (rows.has(uid)) continue;
    if (stopped() || !(await hold())) break;
    try {
      const kept = await keepMail(deps, box, { box: mailbox.name, uid, organisation });
      if (!kept) continue;
      mails++;
      const row = kept.status === 'received' ? await takeApart(deps, kept.id) : kept;
      if (row && isIn(row)) await settle(row);
    } catch (error) {
      failure = error;
    }
  }
  return { mails, failure };
}

/** Keeps a mail and gives it its row. Null where it is gone, or another process was faster. */
async function keepMail(
  deps: InboundDeps,
  box: OpenMailbox,
  of: { box: string; uid: number; organisation: string },
): Promise<ItemRow | null> {
  const mail = await box.mail(of.uid);
  if (!mail) return null;
  const at = deps.clock.now();
  const row = {
    ...of,
    source: 'imap',
    uidValidity: box.uidValidity,
    bytes: mail.bytes,
    name: '',
    arrivedAt: mail.arrivedAt,
    takenAt: at,
  } as const;
  const most = messageBytes(deps.limits);
  if (mail.bytes > most) return refuse(deps, row, new WianError('file.too_large', `${mail.bytes} > ${most} bytes`));
  const raw = await mail.raw();
  const { sha256, bytes } = await deps.files.put(
    (async function* () {
      yield raw;
    })(),
    Number.MAX_SAFE_INTEGER,
  );
  const same = await findSame(deps.db, of.organisation, sha256);
  if (same) {
    const { name, messageId, sender } = same;
    return insertItem(deps.db, { ...row, bytes, sha256, name, messageId, sender, status: 'known' });
  }
  return insertItem(deps.db, { ...row, bytes, sha256, status: 'received' });
}

async function refuse(
  deps: InboundDeps,
  row: Omit<Parameters<typeof insertItem>[1], 'status'>,
  error: WianError,
): Promise<ItemRow | null> {
  const { code, message } = error.toRecord();
  return deps.db.transaction(async (tx) => {
    const made = await insertItem(tx, { ...row, status: 'failed', errorCode: code, errorMessage: message });
    if (made) await logEnd(tx, deps, made, []);
    return made;
  });
}

const logEnd = (tx: InboundDeps['db'], deps: InboundDeps, row: ItemRow, receipts: readonly number[]) =>
  appendAudit(tx, {
    at: deps.clock.now(),
    actor: row.source,
    action: row.status === 'failed' ? 'inbound.failed' : 'inbound.taken',
    receipt: receipts[0] ?? null,
    detail: { item: row.id, organisation: row.organisation, files: [...receipts], code: row.errorCode },
  });

/**
 * Takes the attachments of a mail in that has been kept. An attachment that cannot be taken does not keep the others: the mail is `failed` then, with the reason at that part.
 * Resolves to its row, null where it was not waiting. Rejects where it may go better later.
 */
export async function takeApart(deps: InboundDeps, id: number): Promise<ItemRow | null> {
  const item = await beginAttempt(deps.db, id);
  if (!item?.sha256) return null;
  if (item.attempts > MOST_ATTEMPTS) return end(deps, item, null, [], new WianError('stage.failed'));
  let mail: Mail;
  try {
    mail = await readMail(await readFile(await deps.files.path(item.sha256)));
  } catch (error) {
    if (error instanceof WianError && error.final) return end(deps, item, null, [], error);
    throw error;
  }
  const parts: Omit<PartRow, 'item'>[] = [];
  for (const [position, part] of mail.parts.entries()) parts.push(await takePart(deps, item, position, part));
  return end(deps, item, mail, parts, null);
}

async function takePart(
  deps: InboundDeps,
  { organisation }: ItemRow,
  position: number,
  { name: given, content, skipped }: MailPart,
): Promise<Omit<PartRow, 'item'>> {
  const name = storedName(given);
  const part = { position, name, bytes: content.byteLength, receipt: null, message: null };
  const without = (error: WianError) => {
    const { code, message } = error.toRecord();
    return { ...part, errorCode: code, errorMessage: message };
  };
  if (skipped !== null) return without(new WianError('inbound.not_taken', skipped));
  try {
    const { receipt, message } = await takePaper(deps, { name, content, organisation, via: 'imap' });
    return { ...part, receipt, message, errorCode: null, errorMessage: null };
  } catch (error) {
    if (error instanceof WianError && error.final) return without(error);
    throw error;
  }
}

/** Writes down how a mail ended. */
async function end(
  deps: InboundDeps,
  item: ItemRow,
  mail: Mail | null,
  parts: readonly Omit<PartRow, 'item'>[],
  error: WianError | null,
): Promise<ItemRow | null> {
  const failed =
    error !== null || parts.some(({ errorCode }) => errorCode !== null && errorCode !== 'inbound.not_taken');
  const { code = null, message = null } = error?.toRecord() ?? {};
  return deps.db.transaction(async (tx) => {
    const row = await changeItem(
      tx,
      item.id,
      {
        status: failed ? 'failed' : 'taken',
        errorCode: code,
        errorMessage: message,
        ...(mail && {
          name: storedName(mail.subject ?? ''),
          sender: mail.from && clean(mail.from).slice(0, 1000),
          messageId: mail.messageId && clean(mail.messageId).slice(0, 1000),
        }),
      },
      'received',
    );
    if (!row) return null;
    await replaceParts(tx, item.id, parts);
    const receipts = parts.flatMap(({ receipt }) => (receipt === null ? [] : [receipt]));
    await logEnd(tx, deps, row, receipts);
    return row;
  });
}
