import { readFile } from 'node:fs/promises';
import type { Secrecy } from '../../schemas/common.js';
import type { ExchangeReceiver, Stated } from '../../schemas/exchange.js';
import type { Letter } from '../../schemas/record.js';
import { appendAudit } from '../audit/audit.repo.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { findFile, type LetterRow, selectLetters } from '../circulars/circulars.repo.js';
import { selectConfirmations } from '../circulars/confirm.repo.js';
import type { LetterAt } from '../circulars/correct.usecases.js';
import { logSecretRows } from '../circulars/secrecy.js';
import { requireHeld } from '../circulars/visible.js';
import { thaiDay } from '../domain/calendar.js';
import { sentPages } from '../domain/sent-pages.js';
import { SECRECY_ORDER } from '../domain/stated.js';
import { issuedBy } from '../notices/send.js';
import { linkedWithin, officeCode } from '../notices/send.repo.js';
import { type Actor, auditName, readsSecret } from '../people/actor.js';
import { storedGazetteer } from '../people/gazetteers.js';
import { registerOf } from '../register/office.js';
import { WianError } from '../shared/errors.js';
import {
  addressOf,
  messageBytes,
  messageIdOf,
  messageName,
  mimeOf,
  numbersOf,
  signerParty,
} from './exchange.models.js';
import { type BinaryObject, writeLetter } from './xml/letter.js';
import { zipped } from './zip.js';

export type ExportDeps = Pick<Deps, 'db' | 'files' | 'clock' | 'limits' | 'exchange'>;

/** A letter that may go out: its office issued and confirmed it, and may read it. */
async function openOutgoing(deps: ExportDeps, { actor, receipt, ordinal }: LetterAt & { actor: Actor }) {
  const { db } = deps;
  const organisation = await registerOf(db, actor);
  await requireHeld(db, actor, receipt);
  const file = await findFile(db, receipt);
  const rows = await selectLetters(db, [receipt]);
  const row = rows.find((one) => one.ordinal === ordinal);
  if (!file?.sha256 || !file.type || !row || row.kind === 'attachment') {
    throw new WianError('record.not_found', `receipt ${receipt}, letter ${ordinal}`);
  }
  requireOpen(actor, rows);
  const gazetteer = await storedGazetteer(db);
  if (!issuedBy(row.effective, organisation, await officeCode(db, organisation), gazetteer)) {
    throw new WianError('exchange.not_issuer');
  }
  const confirmed = await selectConfirmations(db, actor, receipt);
  if (!confirmed.some((one) => one.firstPage === row.firstPage && one.rank === row.rank)) {
    throw new WianError('exchange.unconfirmed');
  }
  const letters = rows.map(({ effective }) => effective);
  const { lastPage, shared } = sentPages(letters, rows.indexOf(row), await linkedWithin(db, receipt));
  // The file goes as it is: nobody else's letter may be in it.
  if (row.firstPage !== 1 || row.rank !== 0 || shared || lastPage < file.pageCount) {
    throw new WianError('exchange.part_of_file');
  }
  return { organisation, rows, row, gazetteer };
}

/** What is sent together is of the highest class of it; who may not read that does not send it, and ลับที่สุด goes on paper alone. */
function requireOpen(actor: Actor, rows: readonly LetterRow[]): Secrecy | null {
  const highest = rows.reduce<Secrecy | null>(
    (most, { secrecy }) => (SECRECY_ORDER.indexOf(secrecy) > SECRECY_ORDER.indexOf(most) ? secrecy : most),
    null,
  );
  if (highest !== null && !readsSecret(actor)) throw new WianError('record.secret');
  if (highest === 'top-secret') throw new WianError('exchange.top_secret');
  return highest;
}

/** What goes to every receiver of a letter. */
type Outgoing = Awaited<ReturnType<typeof openOutgoing>> & {
  attachments: number[];
  stated: ReturnType<typeof statedOf> & { secrecy: Secrecy | null };
  objects: BinaryObject[];
};

async function prepare(
  deps: ExportDeps,
  input: LetterAt & { actor: Actor; attachments?: readonly number[] },
): Promise<Outgoing> {
  const { db } = deps;
  const { actor, receipt } = input;
  const open = await openOutgoing(deps, input);
  const attachments = [...new Set(input.attachments ?? [])].filter((one) => one !== receipt);
  const further = await Promise.all(
    attachments.map(async (one) => {
      await requireHeld(db, actor, one);
      return selectLetters(db, [one]);
    }),
  );
  const all = [...open.rows, ...further.flat()];
  const secrecy = requireOpen(actor, all);
  const stated = { ...statedOf(open.row.effective), secrecy };
  const objects = await objectsOf(deps, [receipt, ...attachments]);
  await logSecretRows(deps, actor, all);
  return { ...open, attachments, stated, objects };
}

/** The message to one receiver, written down as one that was given out. */
async function messageTo(
  { db, clock, exchange }: ExportDeps,
  { organisation, row, stated: known, objects, attachments }: Outgoing,
  { actor, receiver }: { actor: Actor; receiver: string },
): Promise<{ xml: string; at: Date }> {
  const at = clock.now();
  const to = numbersOf(exchange, receiver);
  const messageId = messageIdOf(at, to.department, exchange.domain);
  const stated: Stated = {
    ...known,
    sender: { ...signerParty(row.effective.signer), ...numbersOf(exchange, organisation) },
    receiver: { givenName: null, familyName: null, jobTitle: titleOf(row.effective, receiver), ...to },
    sendDate: thaiDay(at),
  };
  const [main, ...others] = objects;
  const message = { messageId, to: addressOf(exchange, receiver), stated, main: main!, attachments: others };
  const xml = writeLetter(message, exchange);
  await appendAudit(db, {
    at,
    actor: auditName(actor),
    action: 'exchange.exported',
    receipt: row.receipt,
    detail: { organisation, letter: row.ordinal, receiver, messageId, attachments },
  });
  return { xml, at };
}

/**
 * A letter to one receiver as a message of the exchange form; a circular to many is many of them. Rejects with `record.not_found`, `record.secret`,
 * `exchange.not_issuer`, `exchange.unconfirmed`, `exchange.part_of_file`, `exchange.top_secret`, `exchange.invalid` (it has no number, day or subject), `exchange.unmapped`
 * (the table of codes lacks something), `file.too_large`.
 */
export async function exportLetter(
  deps: ExportDeps,
  input: LetterAt & { actor: Actor; receiver: string; attachments?: readonly number[] },
): Promise<{ name: string; xml: string }> {
  const outgoing = await prepare(deps, input);
  requireKnown(outgoing, input.receiver);
  const { xml } = await messageTo(deps, outgoing, input);
  return { name: `${outgoing.stated.reference.replaceAll('/', '-')} ${input.receiver}.xml`, xml };
}

function requireKnown({ gazetteer }: Pick<Outgoing, 'gazetteer'>, receiver: string): void {
  if (!gazetteer.get(receiver)) throw new WianError('record.not_found', `organisation ${receiver}`);
}

/** In a ZIP of messages: the addressees that are known and cannot be reached yet, each with the reason. */
const LEFT_OUT = 'ยังส่งไม่ได้.txt';

/**
 * A letter to many receivers as one ZIP, a message each, made while it is read: to those named, or to all addressees that are known. Of the latter those that cannot be reached yet are named in a text
 * beside the messages. Rejects as `exportLetter`, before the first byte.
 */
export async function exportLetters(
  deps: ExportDeps,
  input: LetterAt & { actor: Actor; to?: readonly string[] | undefined; attachments?: readonly number[] },
): Promise<{ name: string; zip: AsyncIterable<Uint8Array> }> {
  const outgoing = await prepare(deps, input);
  const known = input.to ? null : receiversOf(deps, outgoing);
  const codes = [...new Set(input.to ?? known!.filter(({ problem }) => problem === null).map(({ code }) => code))];
  for (const code of codes) {
    requireKnown(outgoing, code);
    numbersOf(deps.exchange, code);
    addressOf(deps.exchange, code);
  }
  numbersOf(deps.exchange, outgoing.organisation);
  const leftOut = known?.filter(({ problem }) => problem !== null) ?? [];
  if (codes.length === 0) {
    throw new WianError('exchange.unmapped', `organisations: ${leftOut.map(({ code }) => code).join(', ') || '-'}`);
  }
  async function* entries() {
    const taken = new Map<string, number>();
    for (const receiver of codes) {
      const { xml, at } = await messageTo(deps, outgoing, { actor: input.actor, receiver });
      const name = messageName(input, receiver);
      const count = (taken.get(name) ?? 0) + 1;
      taken.set(name, count);
      // Two codes that differ in signs alone would go over each other where they are unpacked.
      yield { name: count > 1 ? name.replace(/xml$/, `${count}.xml`) : name, content: Buffer.from(xml), at };
    }
    if (leftOut.length === 0) return;
    const lines = leftOut.map(({ code, name, problem }) => `${code} ${name}: ${problem}\r\n`);
    yield { name: LEFT_OUT, content: Buffer.from(`\ufeff${lines.join('')}`), at: deps.clock.now() };
  }
  return { name: `${outgoing.stated.reference.replaceAll('/', '-')}.zip`, zip: zipped(entries()) };
}

/** What the form says of a letter. Deadlines and ว have no element in it; ว stands in the number. */
function statedOf(letter: Letter): Omit<Stated, 'sender' | 'receiver' | 'secrecy' | 'sendDate'> {
  const reference = letter.reference?.normalized ?? null;
  const { date, subject, speed } = letter;
  const missing = Object.entries({ ID: reference, CorrespondenceDate: date, Subject: subject?.trim() || null });
  for (const [element, value] of missing)
    if (value === null) throw new WianError('exchange.invalid', `${element} is missing`);
  return {
    reference: reference!,
    date: date!,
    subject: subject!.trim().replace(/\s+/g, ' '),
    speed,
    references: letter.references
      .filter((one) => one.reference !== null || one.date !== null)
      .map((one) => ({ reference: one.reference, date: one.date, subject: null })),
    attachment: letter.enclosures.map(({ text }) => text.trim()).join('\n') || null,
    description: null,
  };
}

/** The addressee's title as the letter has it, where it names this one organisation alone. */
function titleOf(letter: Letter, receiver: string): string | null {
  const own = letter.recipients.find(
    ({ scope, resolved }) =>
      scope === 'one' && resolved?.organisations.length === 1 && resolved.organisations[0]!.code === receiver,
  );
  return own?.text ?? null;
}

/** The files as they are. Rejects with `file.too_large` where they are more than a message takes. */
async function objectsOf(deps: ExportDeps, receipts: readonly number[]): Promise<BinaryObject[]> {
  const found: BinaryObject[] = [];
  let bytes = 0;
  for (const receipt of receipts) {
    const file = await findFile(deps.db, receipt);
    if (!file?.sha256 || !file.type) throw new WianError('record.not_found', `receipt ${receipt}`);
    bytes += Math.ceil(file.bytes / 3) * 4;
    if (bytes > messageBytes(deps.limits)) throw new WianError('file.too_large', `${bytes} bytes`);
    found.push({ mime: mimeOf(file.type), content: await readFile(await deps.files.path(file.sha256)) });
  }
  return found;
}

/** The organisations that a letter's addressees are known to be, each with what stands in the way of a message to it. Rejects as `exportLetter`. */
export async function exchangeReceivers(
  deps: ExportDeps,
  input: LetterAt & { actor: Actor },
): Promise<ExchangeReceiver[]> {
  return receiversOf(deps, await openOutgoing(deps, input));
}

function receiversOf(
  { exchange }: Pick<ExportDeps, 'exchange'>,
  { row, organisation }: Pick<Outgoing, 'row' | 'organisation'>,
): ExchangeReceiver[] {
  const named = row.effective.recipients.flatMap(({ resolved }) => resolved?.organisations ?? []);
  const receivers = [...new Map(named.map((one) => [one.code, one])).values()];
  return receivers
    .filter(({ code }) => code !== organisation)
    .map(({ code, name }) => {
      try {
        numbersOf(exchange, code);
        addressOf(exchange, code);
        return { code, name, problem: null };
      } catch (error) {
        if (error instanceof WianError) return { code, name, problem: error.message.split(' / ')[0]! };
        throw error;
      }
    });
}
