import type { RegisterEntry } from '../../schemas/register.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { findFile, selectReadings } from '../circulars/circulars.repo.js';
import { requireReadable } from '../circulars/secrecy.js';
import { visiblePages } from '../circulars/visible.js';
import { buddhistYear, thaiDay } from '../domain/calendar.js';
import { ENTRY_LABEL } from '../domain/labels.js';
import { storedGazetteer } from '../people/gazetteers.js';
import type { RegisterExtract, RegisterLine } from '../printing/register-form.js';
import type { Database } from '../shared/database.js';
import { WianError } from '../shared/errors.js';
import { type Wanted, wholeRegister } from './lists.usecases.js';
import { registerOf, requireNamed } from './office.js';
import { hourOf, shown } from './register.models.js';
import { requireLine } from './register.usecases.js';
import { isSecret } from './register.views.js';

/** What nobody has looked at yet goes onto paper as that: a doubtful number must not stand there as a sure one. */
function checksOf({ doubts, offers }: RegisterEntry): string {
  const doubtful = doubts.map(({ column, readings }) =>
    [ENTRY_LABEL[column], ...readings.map(({ value }) => `หรือ ${value ?? 'ไม่มี'}`)].join(' '),
  );
  const otherwise = offers.map(
    ({ column, value }) => `${ENTRY_LABEL[column]} หนังสือแก้เป็น ${shown(column, value) ?? 'ไม่มี'}`,
  );
  const all = [...doubtful, ...otherwise];
  return all.length === 0 ? '' : `ต้องตรวจ: ${all.join(', ')}`;
}

function lineOf(entry: RegisterEntry): RegisterLine {
  const { cancelled, veiled, remarks } = entry;
  return {
    ...entry,
    subject: veiled ? '(หนังสือลับ)' : entry.subject,
    remarks: [remarks, checksOf(entry)].filter(Boolean).join(' ') || null,
    at: new Date(entry.at),
    registeredAt: new Date(entry.registeredAt),
    cancelledAt: cancelled && new Date(cancelled.at),
    cancelReason: cancelled?.reason ?? null,
  };
}

/** The name of an organisation; its code where the lists do not have it. */
async function nameOf(db: Database, organisation: string): Promise<string> {
  return (await storedGazetteer(db)).get(organisation)?.name ?? organisation;
}

/** The lines of one year of a register, as they are printed and exported: this year's, if none is named. */
export async function extractOf(deps: Pick<Deps, 'db' | 'clock'>, input: Wanted): Promise<RegisterExtract> {
  const year = input.year ?? buddhistYear(thaiDay(deps.clock.now()));
  const entries = await wholeRegister(deps, { ...input, year });
  const office = await nameOf(deps.db, await registerOf(deps.db, input.actor));
  return { book: input.book, year, office, lines: entries.map(lineOf), from: null, to: null };
}

/**
 * A copy of a line's letter as a PDF with the office's receive stamp (แบบที่ 12): of its own scan the whole file, of what another office sent the pages that
 * were sent. The original is not touched. Rejects with `record.not_found` (also for paper), `record.secret`, `register.cancelled`, `record.unfinished`, and with
 * what is wrong with the file.
 */
export async function stampedEntry(
  deps: Pick<Deps, 'db' | 'clock' | 'files' | 'reader'>,
  input: { actor: Wanted['actor']; id: number },
): Promise<{ number: number; year: number; pdf: Uint8Array }> {
  const { actor, id } = input;
  const organisation = await registerOf(deps.db, actor);
  const row = await requireLine(deps.db, organisation, id);
  requireNamed(actor, isSecret(row));
  const { line } = row;
  if (line.cancelledAt !== null) throw new WianError('register.cancelled');
  if (line.receipt === null || line.firstPage === null) throw new WianError('record.not_found', 'paper');
  const span = await spanOf(deps, actor, line.receipt, line.firstPage);
  const file = await findFile(deps.db, line.receipt);
  const readings = await selectReadings(deps.db, line.receipt);
  const pages = readings.filter((reading) => reading !== null);
  const type = file?.inspection?.type;
  if (!file?.sha256 || !type || pages.length < readings.length) {
    throw new WianError('record.unfinished', `receipt ${line.receipt}`);
  }
  const page = line.firstPage;
  const pdf = await deps.reader.stamped(await deps.files.path(file.sha256), {
    type,
    pages: type === 'pdf' ? pages.filter(({ number }) => number === page) : pages,
    page,
    span,
    stamp: {
      office: await nameOf(deps.db, organisation),
      number: String(line.number),
      date: thaiDay(line.at),
      time: hourOf(line.at),
    },
  });
  return { number: line.number, year: line.year, pdf };
}

/** The pages that the actor may have: null for the whole file. Rejects with `record.not_found` and `record.secret`. */
async function spanOf(
  deps: Pick<Deps, 'db' | 'clock'>,
  actor: Wanted['actor'],
  receipt: number,
  page: number,
): Promise<[number, number] | null> {
  const seen = await visiblePages(deps.db, actor, receipt);
  if (seen === 'all') {
    await requireReadable(deps, actor, receipt);
    return null;
  }
  const span = seen?.find(([first, last]) => first <= page && page <= last);
  if (!span) throw new WianError('record.not_found', `receipt ${receipt}`);
  for (let number = span[0]; number <= span[1]; number++) await requireReadable(deps, actor, receipt, number);
  return span;
}
