import { sql } from 'drizzle-orm';
import type { Level } from '../../schemas/matters.js';
import type { Letter } from '../../schemas/record.js';
import { deadlines } from '../alerts/alerts.table.js';
import { letters } from '../circulars/circulars.table.js';
import { append } from '../domain/relay/append.js';
import type { HopLetter } from '../domain/relay/hop-figures.js';
import type { Actor } from '../people/actor.js';
import { drafts, registerEntries } from '../register/register.table.js';
import { relayCitations, relayLetters } from '../relay/relay.table.js';
import type { Database } from '../shared/database.js';
import { list, packed } from '../shared/sql.js';
import { rowsOf, unpackedRows } from './rows.js';
import { placeText, seenRelayLetters } from './seen.js';

/** Letters that figures are counted over at most: more than any one organisation sends or gets in years. */
export const MOST_LETTERS = 150_000;

export interface Period {
  from: string;
  to: string;
  /** Of one matter alone, by its family. */
  family: number | null;
}

type Place = { receipt: number; ordinal: number };
export type FigureLetter = HopLetter & Place;

/**
 * The letters that an actor sees of the matters with a letter in the period, the newest first. The matters with any letter in it are found first, by
 * an index: who sees what is asked of theirs alone.
 */
export async function selectFigureLetters(
  db: Database,
  actor: Actor,
  { from, to, family }: Period,
): Promise<FigureLetter[]> {
  const these = family === null ? sql`true` : sql`family = ${family}`;
  const rows = packed(
    ['receipt', 'ordinal', 'key', 'date', 'reference', 'issuer', 'subject', 'family'],
    sql`select receipt, ordinal, key, date, normalized reference, issuer, subject, family from seen
      where family in (select family from seen where date between ${from} and ${to})
      order by seen.date desc nulls last, receipt desc, ordinal desc limit ${MOST_LETTERS + 1}`,
  );
  const answer = await db.execute(sql`with near as materialized (
      select distinct family from ${relayLetters} where ${these} and date between ${from} and ${to}),
    seen as materialized (
      select receipt, ordinal, key, date, normalized, issuer, subject, family from ${relayLetters}
      where family in (select family from near) and ${seenRelayLetters(actor)})
    select ${rows} packed`);
  return unpackedRows<Omit<FigureLetter, 'place'>>(answer).map((row) => ({ ...row, place: placeText(row) }));
}

/** The links between letters of these files, in the order in which each letter cites. */
export async function selectFigureLinks(
  db: Database,
  receipts: readonly number[],
): Promise<{ from: string; to: string }[]> {
  const rows = packed(
    ['receipt', 'ordinal', 'cited_receipt', 'cited_ordinal'],
    sql`select c.receipt, c.ordinal, c.cited_receipt, c.cited_ordinal from ${relayCitations} c
      where c.cited_receipt is not null and c.receipt in (select unnest(${list(receipts, 'integer')}))
      order by c.receipt, c.ordinal, c.position`,
  );
  const answer = await db.execute(sql`select ${rows} packed`);
  return unpackedRows<Place & { cited_receipt: number; cited_ordinal: number }>(answer).map((row) => ({
    from: placeText({ receipt: row.cited_receipt, ordinal: row.cited_ordinal }),
    to: placeText(row),
  }));
}

/** The printed days of these files' letters by which something is due, without those that were superseded or cancelled. */
export async function selectPrintedDays(db: Database, receipts: readonly number[]): Promise<Map<string, string[]>> {
  const rows = packed(
    ['receipt', 'ordinal', 'due'],
    sql`select d.receipt, d.ordinal, d.due_on due from ${deadlines} d
      where d.basis = 'printed' and d.due_on is not null and d.state in ('live', 'expired')
        and d.receipt in (select unnest(${list(receipts, 'integer')}))`,
  );
  const found = new Map<string, string[]>();
  for (const row of unpackedRows<Place & { due: string }>(await db.execute(sql`select ${rows} packed`))) {
    append(found, placeText(row), row.due);
  }
  return found;
}

/** The receive stamps on letters of these files, by place. */
export async function selectStamps(
  db: Database,
  receipts: readonly number[],
): Promise<Map<string, Letter['received']>> {
  const answer = await db.execute(sql`select receipt, ordinal, received from (
      select l.receipt, l.ordinal, l.effective->'received' received from ${letters} l
      where l.receipt in (select unnest(${list(receipts, 'integer')}))) stamped
    where json_array_length(received) > 0`);
  const rows = rowsOf<Place & { received: Letter['received'] }>(answer);
  return new Map(rows.map((row) => [placeText(row), row.received]));
}

/** Who wrote these letters, by the folded name: one letter of each name is asked. */
export async function selectIssuers(
  db: Database,
  of: readonly FigureLetter[],
): Promise<Map<string, NonNullable<Letter['issuer']>>> {
  const sample = new Map(of.map((letter) => [letter.issuer, letter]));
  const places = [...sample.values()];
  const answer = await db.execute(sql`select l.receipt, l.ordinal, l.effective->'issuer' issuer from ${letters} l
    join unnest(${list(
      places.map(({ receipt }) => receipt),
      'integer',
    )}, ${list(
      places.map(({ ordinal }) => ordinal),
      'integer',
    )}) of (receipt, ordinal) on l.receipt = of.receipt and l.ordinal = of.ordinal`);
  const found = new Map(
    rowsOf<Place & { issuer: Letter['issuer'] }>(answer).map((row) => [placeText(row), row.issuer]),
  );
  return new Map(
    places.flatMap((letter) => {
      const issuer = found.get(letter.place);
      return issuer ? [[letter.issuer, issuer] as const] : [];
    }),
  );
}

/** What tells these letters in a table, by place. */
export async function selectTold(
  db: Database,
  places: readonly Place[],
): Promise<Map<string, { number: number | null; firstPage: number; rank: number; letter: Letter }>> {
  const answer =
    await db.execute(sql`select l.receipt, l.ordinal, l.number, l.first_page, l.rank, l.effective letter from ${letters} l
    join unnest(${list(
      places.map(({ receipt }) => receipt),
      'integer',
    )}, ${list(
      places.map(({ ordinal }) => ordinal),
      'integer',
    )}) of (receipt, ordinal) on l.receipt = of.receipt and l.ordinal = of.ordinal`);
  const rows = rowsOf<Place & { number: number | null; first_page: number; rank: number; letter: Letter }>(answer);
  return new Map(
    rows.map((row) => [
      placeText(row),
      { number: row.number, firstPage: row.first_page, rank: row.rank, letter: row.letter },
    ]),
  );
}

/** Days from the line of a letter in an organisation's register of received letters to the one of the letter that carried it on. */
export async function selectRegisterHeld(db: Database, organisation: string, { from, to }: Period): Promise<number[]> {
  const answer =
    await db.execute(sql`select min((s.happened_at at time zone 'Asia/Bangkok')::date - (r.happened_at at time zone 'Asia/Bangkok')::date)::integer days
    from ${drafts} d join ${registerEntries} s on s.id = d.sent and s.cancelled_at is null
    join ${registerEntries} r on r.organisation = d.organisation and r.book in ('received', 'received-secret') and r.cancelled_at is null
      and r.receipt = d.receipt and r.first_page = d.first_page and r.rank = d.rank
    where d.organisation = ${organisation} and (s.happened_at at time zone 'Asia/Bangkok')::date between ${from} and ${to}
    group by d.id`);
  return rowsOf<{ days: number }>(answer).flatMap(({ days }) => (days >= 0 ? [days] : []));
}

export const levelOf = (level: Level | null | undefined): Level => level ?? 'other';
