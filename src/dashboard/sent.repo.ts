import { type SQL, sql } from 'drizzle-orm';
import type { ChaseFor } from '../../schemas/matters.js';
import { letters } from '../circulars/circulars.table.js';
import { letterRecipients } from '../circulars/recipients.table.js';
import { notices, sendings } from '../notices/notices.table.js';
import { offices } from '../people/accounts.table.js';
import { type Actor, organisationOf } from '../people/actor.js';
import { relayLetters } from '../relay/relay.table.js';
import type { Database } from '../shared/database.js';
import { list, packed } from '../shared/sql.js';
import { rowsOf, unpackedRows } from './rows.js';

/** Letters of one answer: one alone may go to 7,850 bodies. */
const MOST_LETTERS = 500;

/**
 * Which of the letters that were sent down: of these files (a chain), or sent between two moments, the newest first; or all that are not done everywhere (`open`),
 * however long ago they were sent.
 */
export interface SentBy {
  receipts?: Iterable<number>;
  open?: boolean;
  from?: Date;
  to?: Date;
}

/**
 * The bodies that the actor's organisation sent letters to, one row a letter and body, with what became of it there. `state` is the furthest;
 * `unknown` where the body does not use wian, has it in no inbox, or has it from another sender, whose it is to know what it did.
 */
export function bodies(actor: Actor, by: SentBy): SQL {
  const organisation = organisationOf(actor);
  const mine = organisation === null ? sql`true` : sql`s.sender = ${organisation}`;
  const these = by.receipts ? sql`s.receipt = any(${list(by.receipts, 'integer')})` : sql`true`;
  const from = by.from ? sql`s.sent_at >= ${by.from.toISOString()}::timestamptz` : sql`true`;
  const to = by.to ? sql`s.sent_at < ${by.to.toISOString()}::timestamptz` : sql`true`;
  const open = by.open
    ? sql`exists (select 1 from ${notices} n where n.receipt = s.receipt and n.first_page = s.first_page and n.rank = s.rank
        and n.withdrawn_at is null and n.done_at is null)`
    : sql`true`;
  const most = by.open ? sql`` : sql`limit ${MOST_LETTERS}`;
  return sql`with sent as materialized (
      select s.receipt, s.first_page, s.rank, s.sender, l.ordinal, l.number, max(s.sent_at) sent_at,
        bool_or(s.organisations is null) addressed, r.family
      from ${sendings} s
      join ${letters} l on l.receipt = s.receipt and l.first_page = s.first_page and l.rank = s.rank
      left join ${relayLetters} r on r.receipt = l.receipt and r.ordinal = l.ordinal
      where s.withdrawn_at is null and ${mine} and ${these} and ${from} and ${to} and ${open}
      group by s.receipt, s.first_page, s.rank, s.sender, l.ordinal, l.number, r.family
      order by max(s.sent_at) desc ${most}),
    body as materialized (
      select distinct sent.*, to_.organisation from sent cross join lateral (
        select lr.organisation from ${letterRecipients} lr
          where sent.addressed and lr.receipt = sent.receipt and lr.ordinal = sent.ordinal
        union select unnest(s.organisations) from ${sendings} s
          where s.receipt = sent.receipt and s.first_page = sent.first_page and s.rank = sent.rank
            and s.sender = sent.sender and s.withdrawn_at is null
        union select n.organisation from ${notices} n
          where n.receipt = sent.receipt and n.first_page = sent.first_page and n.rank = sent.rank
            and n.sender = sent.sender and n.withdrawn_at is null) to_
      where to_.organisation <> sent.sender),
    onward as materialized (
      select r.family, s.sender, min(s.sent_at) at from ${sendings} s
      join ${letters} l on l.receipt = s.receipt and l.first_page = s.first_page and l.rank = s.rank
      join ${relayLetters} r on r.receipt = l.receipt and r.ordinal = l.ordinal
      where s.withdrawn_at is null and r.family in (select family from sent) group by 1, 2),
    status as materialized (
      select body.receipt, body.ordinal, body.first_page, body.rank, body.number, body.organisation, body.sent_at letter_sent,
        o.organisation is not null uses, n.id is not null has, n.id notice, n.assignee,
        n.sent_at, n.received_at, n.read_at, n.acknowledged_at, n.done_at,
        least(n.forwarded_at, case when n.id is not null then onward.at end) forwarded_at
      from body left join ${offices} o on o.organisation = body.organisation
      left join ${notices} n on o.organisation is not null and n.organisation = body.organisation and n.receipt = body.receipt
        and n.first_page = body.first_page and n.rank = body.rank and n.withdrawn_at is null
        and (n.sender is null or n.sender = body.sender)
      left join onward on onward.family = body.family and onward.sender = body.organisation)`;
}

export interface StatusRow {
  receipt: number;
  ordinal: number;
  number: number | null;
  organisation: string;
  uses: boolean;
  has: boolean;
  sent_at: Date | string | null;
  received_at: Date | string | null;
  read_at: Date | string | null;
  acknowledged_at: Date | string | null;
  forwarded_at: Date | string | null;
  done_at: Date | string | null;
}

/** Rows of one answer, as many as a letter to all local bodies and all districts has many times over. */
const MOST_ROWS = 100_000;

/** One row a letter and body. */
export async function selectStatuses(db: Database, actor: Actor, by: SentBy): Promise<StatusRow[]> {
  const rows = await db.execute(
    sql`${bodies(actor, by)} select * from status order by receipt desc, ordinal, organisation collate "C" limit ${MOST_ROWS}`,
  );
  return rowsOf<StatusRow>(rows);
}

/** How often a body was sent a letter of which nothing is known there. */
export interface UnknownRow {
  organisation: string;
  n: number;
}

export interface CountRow {
  total: number;
  received: number;
  read: number;
  acknowledged: number;
  forwarded: number;
  done: number;
  waiting: number;
  unknown: number;
}

export interface SentRow extends CountRow {
  receipt: number;
  ordinal: number;
  number: number | null;
  sent_at: Date | string;
}

const READ = 'coalesce(read_at, acknowledged_at, done_at, forwarded_at) is not null';
const RECEIVED = `(received_at is not null or ${READ})`;
const count = (condition: string) => `(count(*) filter (where ${condition}))::integer`;
/** Columns of `CountRow` over rows of `status`. What comes later in the course implies what comes before it. */
export const COUNTS: SQL = sql.raw(`count(*)::integer total, ${count(RECEIVED)} received, ${count(READ)} read,
  ${count('acknowledged_at is not null')} acknowledged, ${count('forwarded_at is not null')} forwarded,
  ${count('done_at is not null')} done, ${count(`has and not ${RECEIVED}`)} waiting, ${count('not has')} unknown`);

/** Of the rows of `status`: the bodies that are chased for something. Who has closed the matter is chased for nothing. */
export const NOT_YET: Readonly<Record<ChaseFor, SQL>> = {
  received: sql.raw(`(has and not ${RECEIVED})`),
  read: sql.raw(`(has and not (${READ}))`),
  acknowledged: sql.raw('(has and acknowledged_at is null and done_at is null)'),
  forwarded: sql.raw('(has and forwarded_at is null and done_at is null)'),
  done: sql.raw('(has and done_at is null)'),
};

/** One row a letter, the newest first: how many bodies have done what. */
const counts: SQL = sql`select receipt, ordinal, number, max(letter_sent) sent_at, ${COUNTS}
    from status group by receipt, ordinal, number order by max(letter_sent) desc, receipt desc, ordinal desc`;

export async function selectSentCounts(db: Database, actor: Actor, by: SentBy): Promise<SentRow[]> {
  return rowsOf<SentRow>(await db.execute(sql`${bodies(actor, by)} ${counts}`));
}

/** A body that has a letter in its inbox there, with the Thai days on which it first stood before its eyes and was carried on. */
export interface SentBody {
  receipt: number;
  ordinal: number;
  number: number | null;
  organisation: string;
  received: string | null;
  forwarded: string | null;
  done: boolean;
}

const thaiDayOf = (column: string) => sql.raw(`(${column} at time zone 'Asia/Bangkok')::date`);

/** Of what was sent down all that figures are counted over: the bodies are found once for all three. */
export async function selectSent(
  db: Database,
  actor: Actor,
  by: SentBy,
): Promise<{ bodies: SentBody[]; unknown: UnknownRow[]; counts: SentRow[] }> {
  const rows = (query: SQL) => sql`(select coalesce(json_agg(found), '[]') from (${query}) found)`;
  const having = packed(
    ['receipt', 'ordinal', 'number', 'organisation', 'received', 'forwarded', 'done'],
    sql`select receipt, ordinal, number, organisation, ${thaiDayOf('received_at')} received, ${thaiDayOf('forwarded_at')} forwarded,
      done_at is not null done from status where has order by receipt desc, ordinal, organisation collate "C" limit ${MOST_ROWS}`,
  );
  const answer = await db.execute(sql`${bodies(actor, by)} select ${having} packed,
    ${rows(sql`select organisation, count(*)::integer n from status where not has group by 1`)} unknown,
    ${rows(counts)} counts`);
  const [found] = rowsOf<{ unknown: UnknownRow[]; counts: SentRow[] }>(answer);
  return { bodies: unpackedRows<SentBody>(answer), unknown: found!.unknown, counts: found!.counts };
}
