import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { actionKind, Letter } from '../../schemas/record.js';
import { letters } from '../circulars/circulars.table.js';
import { readableLetters } from '../circulars/secrecy.js';
import { visibleLetters } from '../circulars/visible.js';
import { SURE } from '../domain/labels.js';
import type { Actor } from '../people/actor.js';
import type { Database } from '../shared/database.js';
import { list } from '../shared/sql.js';
import type { DutyDetail } from './duties.models.js';
import { duties } from './ledger.table.js';

const part = <T>(name: keyof DutyDetail) => sql<T>`${duties.detail}->${sql.raw(`'${name}'`)}`;

/** What an organisation has to pass on between two days (to any, without `to`): found among what it has not done. No letter is read for it. */
export function selectRelayTasks(db: Database, organisation: string, { from, to }: { from: string; to?: string }) {
  return db
    .select({
      receipt: duties.receipt,
      firstPage: duties.firstPage,
      rank: duties.rank,
      dueOn: duties.dueOn,
      lastOn: duties.lastOn,
      relay: part<DutyDetail['relay'] | null>('relay'),
      estimate: part<boolean>('estimate'),
      confirmed: part<boolean>('confirmed'),
      confidence: part<number>('confidence'),
    })
    .from(duties)
    .where(
      and(
        eq(duties.organisation, organisation),
        // Written out, as the index has it.
        sql`${duties.kind} = 'relay'`,
        // What another paper of the letter tells stands there already.
        sql`${duties.detail}->'folded' is null`,
        sql`coalesce(${duties.lastOn}::text, ${duties.dueOn}) >= ${from}`,
        to === undefined ? undefined : sql`${duties.dueOn} <= ${to}`,
      ),
    );
}

const within = (receipts: Iterable<number>): SQL =>
  sql`${letters.receipt} = any(${list(new Set(receipts), 'integer')})`;

/** The places of the letters of these files that an actor sees and may read. */
export function selectReadable(db: Database, actor: Actor, receipts: Iterable<number>) {
  return db
    .select({
      receipt: letters.receipt,
      ordinal: letters.ordinal,
      firstPage: letters.firstPage,
      rank: letters.rank,
    })
    .from(letters)
    .where(and(within(receipts), visibleLetters(actor), readableLetters(actor)));
}

type ActionKind = z.infer<typeof actionKind>;

/** What lists say of the letters of these files. */
export function selectListed(db: Database, receipts: Iterable<number>) {
  return db
    .select({
      receipt: letters.receipt,
      ordinal: letters.ordinal,
      number: letters.number,
      kind: letters.kind,
      reference: letters.reference,
      date: letters.date,
      issuer: letters.issuer,
      subject: sql<string | null>`coalesce(${letters.subject}, ${letters.effective}->>'title')`,
      secrecy: letters.secrecy,
      speed: sql<Letter['speed']>`${letters.effective}->>'speed'`,
      action: sql<ActionKind | null>`${letters.effective}->'action'->>'kind'`,
      actionSure: sql<boolean>`coalesce((${letters.effective}->'confidence'->>'action')::numeric, 0) >= ${SURE}`,
    })
    .from(letters)
    .where(within(receipts));
}
export type ListedLetter = Awaited<ReturnType<typeof selectListed>>[number];
