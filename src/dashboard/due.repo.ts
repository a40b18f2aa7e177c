import { and, between, eq, gte, inArray, isNull, lt, ne, or, sql } from 'drizzle-orm';
import { deadlines } from '../alerts/alerts.table.js';
import { files, letters } from '../circulars/circulars.table.js';
import { readableLetters } from '../circulars/secrecy.js';
import { visibleLetters } from '../circulars/visible.js';
import { append } from '../domain/relay/append.js';
import { notices } from '../notices/notices.table.js';
import { type Actor, organisationOf } from '../people/actor.js';
import { relayLetters } from '../relay/relay.table.js';
import type { Database } from '../shared/database.js';
import { list } from '../shared/sql.js';
import { placeText } from './seen.js';

/** Deadlines that one answer looks at. */
const MOST = 5000;
/** What is counted from receipt, or comes again, is looked for in letters not older than that. */
const LOOKED_BACK_DAYS = 400;

/** What a person may see that is named for no secrecy class: tables say nothing of such letters, so that no view has to be written down. */
const plain = (actor: Actor): Actor => (actor.kind === 'person' ? { ...actor, secret: false } : actor);

const columns = {
  receipt: deadlines.receipt,
  ordinal: deadlines.ordinal,
  position: deadlines.position,
  number: letters.number,
  firstPage: letters.firstPage,
  rank: letters.rank,
  letter: letters.effective,
  deadline: deadlines.record,
  state: deadlines.state,
  resolved: deadlines.resolved,
  receivedAt: files.receivedAt,
  family: relayLetters.family,
  date: letters.date,
};

/** Deadlines of an organisation that its letters set to it: not those of applicants, voluntary ones, or of the office's own policy. */
function binding(actor: Actor) {
  return and(
    visibleLetters(actor),
    readableLetters(plain(actor)),
    inArray(deadlines.state, ['live', 'expired']),
    ne(deadlines.binds, 'applicant'),
    eq(deadlines.optional, false),
  );
}

const joined = (db: Database) =>
  db
    .select({ ...columns, noticeDone: notices.doneAt, notice: notices.id })
    .from(deadlines)
    .innerJoin(letters, and(eq(letters.receipt, deadlines.receipt), eq(letters.ordinal, deadlines.ordinal)))
    .innerJoin(files, eq(files.receipt, deadlines.receipt))
    .leftJoin(
      relayLetters,
      and(eq(relayLetters.receipt, deadlines.receipt), eq(relayLetters.ordinal, deadlines.ordinal)),
    );

const ownNotice = (organisation: string | null) =>
  and(
    eq(notices.organisation, organisation ?? ''),
    isNull(notices.withdrawnAt),
    eq(notices.receipt, letters.receipt),
    eq(notices.firstPage, letters.firstPage),
    eq(notices.rank, letters.rank),
  );

/** What of the letters that an actor sees may fall due between two days: printed days there, and what is counted or comes again. */
export function selectComing(db: Database, actor: Actor, { from, to }: { from: string; to: string }) {
  return joined(db)
    .leftJoin(notices, ownNotice(organisationOf(actor)))
    .where(
      and(
        binding(actor),
        or(
          and(eq(deadlines.basis, 'printed'), between(deadlines.dueOn, from, to)),
          and(
            inArray(deadlines.basis, ['counted', 'recurrence']),
            gte(letters.date, sql`${from}::date - ${LOOKED_BACK_DAYS}::integer`),
          ),
        ),
      ),
    )
    .limit(MOST);
}

/** What an organisation has in its inbox, not done, and may be past its day: printed, or counted. */
export function selectPast(db: Database, actor: Actor, { asOf }: { asOf: string }) {
  return joined(db)
    .innerJoin(notices, ownNotice(organisationOf(actor)))
    .where(
      and(
        binding(actor),
        isNull(notices.doneAt),
        or(and(eq(deadlines.basis, 'printed'), lt(deadlines.dueOn, asOf)), eq(deadlines.basis, 'counted')),
        gte(letters.date, sql`${asOf}::date - ${LOOKED_BACK_DAYS}::integer`),
      ),
    )
    .limit(MOST);
}

export type DueRow = Awaited<ReturnType<typeof selectComing>>[number];

/** The printed days by which the letters of these files bind those whom they go to, by place. */
export async function selectBindingDays(db: Database, receipts: Iterable<number>): Promise<Map<string, string[]>> {
  const rows = await db
    .select({ receipt: deadlines.receipt, ordinal: deadlines.ordinal, dueOn: deadlines.dueOn })
    .from(deadlines)
    .where(
      and(
        sql`${deadlines.receipt} = any(${list(new Set(receipts), 'integer')})`,
        eq(deadlines.basis, 'printed'),
        eq(deadlines.state, 'live'),
        ne(deadlines.binds, 'applicant'),
        eq(deadlines.optional, false),
      ),
    );
  const found = new Map<string, string[]>();
  for (const { dueOn, ...place } of rows) if (dueOn !== null) append(found, placeText(place), dueOn);
  return found;
}
