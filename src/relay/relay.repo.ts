import { and, asc, eq, gt, gte, inArray, isNotNull, lte, type SQL, sql } from 'drizzle-orm';
import type { Letter } from '../../schemas/record.js';
import { storedDate } from '../circulars/circulars.models.js';
import { files, letters } from '../circulars/circulars.table.js';
import { readableLetters } from '../circulars/secrecy.js';
import { visibleLetters } from '../circulars/visible.js';
import { refParts } from '../domain/relay/distance.js';
import { type KeyName, MOST, registerKeys, weeksAround } from '../domain/relay/lookup.js';
import type { Actor } from '../people/actor.js';
import type { Database } from '../shared/database.js';
import { columnsOf, eachOf, list } from '../shared/sql.js';
import { keyHash, keyOf, type LinkedCitation, type LinkedLetter, linkedCitation, type Place } from './relay.models.js';
import { relayCitations, relayLetters } from './relay.table.js';

/** Held to the end of the transaction by whoever links: two letters of one family may come at once. */
const RELAY_LOCK = 0x7769_6170;
/** Rows of one insert: PostgreSQL takes 65,535 parameters. */
const ROWS = 1000;

export async function lockRelay(db: Database): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(${RELAY_LOCK}::bigint)`);
}

/** The letters of these files that can stand in a family (no attachments), in the order of receipt and place. */
export async function selectLinkLetters(
  db: Database,
  receipts: readonly number[],
): Promise<(Place & { key: string; letter: Letter })[]> {
  const { receipt, ordinal, number, effective } = columnsOf(letters);
  const rows = await db
    .select({ receipt, ordinal, number, letter: effective, sha256: columnsOf(files).sha256 })
    .from(
      sql`(${eachOf(
        list(receipts, 'integer'),
        sql`select l.receipt, l.ordinal, l.number, l.effective, f.sha256 from ${letters} l
          cross join (select sha256 from ${files} where receipt = value offset 0) f where l.receipt = value`,
      )}) own`,
    )
    .orderBy(asc(receipt), asc(ordinal));
  return rows.flatMap(({ number: n, sha256, ...row }) =>
    n === null || !sha256
      ? []
      : [{ receipt: row.receipt, ordinal: row.ordinal, key: `${sha256}#${n}`, letter: row.letter }],
  );
}

function linkedLetter(row: typeof relayLetters.$inferSelect): LinkedLetter {
  const { receipt, ordinal, key, normalized, date, speed, issuer, subject, recipients, family } = row;
  const file = key.slice(0, key.indexOf('#'));
  const ref = refParts(normalized);
  return { receipt, ordinal, key, file, reference: normalized, ref, date, speed, issuer, subject, recipients, family };
}

/** Linked letters found by several look-ups, each once. */
async function lettersOf(db: Database, lookups: readonly SQL[]): Promise<LinkedLetter[]> {
  if (lookups.length === 0) return [];
  const rows = await db.select(columnsOf(relayLetters)).from(sql`(${sql.join([...lookups], sql` union all `)}) found`);
  return [...new Map(rows.map((row) => [row.key, linkedLetter(row)])).values()];
}

/** The linked letters of these files. */
export function selectLinked(db: Database, receipts: Iterable<number>): Promise<LinkedLetter[]> {
  const mine = sql`select * from ${relayLetters} where receipt = value`;
  return lettersOf(db, [eachOf(list(receipts, 'integer'), mine)]);
}

/** Forgets what was linked of these files. What cites them is left. */
export async function deleteLinked(db: Database, receipts: readonly number[]): Promise<void> {
  await db.delete(relayCitations).where(inArray(relayCitations.receipt, [...receipts]));
  await db.delete(relayLetters).where(inArray(relayLetters.receipt, [...receipts]));
}

/** The keys of some letters or citations, as numbers; each matter with the day it is looked for around, or null. */
export interface WantedKeys extends Record<Exclude<KeyName, 'matter'>, Set<number>> {
  matter: { key: number; day: string | null }[];
}

/** The look-ups by those keys that are equal where two things have them in common, as far as there are any. */
function equalKeys(keys: WantedKeys, rows: (column: SQL) => SQL): SQL[] {
  const names = (['reference', 'number', 'unit', 'day'] as const).filter((name) => keys[name].size > 0);
  return names.map((name) => eachOf(list(keys[name], 'bigint'), rows(sql.identifier(`${name}_key`) as unknown as SQL)));
}

const FOREVER: readonly [string, string] = ['-infinity', 'infinity'];

/** The weeks around a day, as far as the database knows such days. */
function storedWeeks(day: string): readonly [string, string] {
  const [first, last] = weeksAround(day).map(storedDate);
  return [first ?? FOREVER[0], last ?? FOREVER[1]];
}

/** The look-up by matter and weeks; `rows` sees the key as `value` and the `first` and `last` day, infinite without a day. */
function matterKeys(keys: WantedKeys['matter'], rows: SQL): SQL[] {
  if (keys.length === 0) return [];
  const weeks = keys.map(({ day }) => (day === null ? FOREVER : storedWeeks(day)));
  const days = keys.map(({ day }) => day ?? 'infinity');
  const values = keys.map(({ key }) => key);
  const [first, last] = [0, 1].map((end) =>
    list(
      weeks.map((week) => week[end]!),
      'date',
    ),
  );
  return [
    sql`select found.* from unnest(${list(values, 'bigint')}, ${list(days, 'date')}, ${first!}, ${last!})
      of (value, day, first, last) cross join lateral (${rows} offset 0) found`,
  ];
}

/**
 * The citations of other files that letters with these keys may be meant by, and those that mean a letter of these files.
 */
export async function selectMet(
  db: Database,
  receipts: readonly number[],
  keys: WantedKeys,
): Promise<LinkedCitation[]> {
  const met = [
    ...equalKeys(keys, (column) => sql`select * from ${relayCitations} where ${column} = value`),
    ...matterKeys(
      keys.matter,
      sql`select * from ${relayCitations} where matter_key = value and around between first and last`,
    ),
    eachOf(list(receipts, 'integer'), sql`select * from ${relayCitations} where cited_receipt = value`),
  ];
  const rows = await db.select(columnsOf(relayCitations)).from(sql`(${sql.join(met, sql` union all `)}) met`);
  const mine = new Set(receipts);
  const others = rows.filter(({ receipt }) => !mine.has(receipt));
  const each = new Map(others.map((row) => [`${row.receipt} ${row.ordinal} ${row.position}`, linkedCitation(row)]));
  return [...each.values()];
}

/**
 * The letters that citations with these keys may mean: for each key as many, in the order of `Lookup`, as that reads of its
 * list.
 */
export function selectCandidates(db: Database, keys: WantedKeys): Promise<LinkedLetter[]> {
  const dated = keys.matter.filter(({ day }) => day !== null);
  const matter = (rest: string) => sql`(select * from ${relayLetters} where matter_key = value and ${sql.raw(rest)})`;
  return lettersOf(db, [
    ...equalKeys(
      keys,
      (column) =>
        sql`select * from ${relayLetters} where ${column} = value order by key collate "C" limit ${sql.raw(`${MOST}`)}`,
    ),
    ...matterKeys(
      dated,
      sql.join(
        [
          matter(`date between day and last order by date, key collate "C" limit ${MOST / 2}`),
          matter(`date < day and date >= first order by date desc, key collate "C" desc limit ${MOST / 2}`),
          matter(`date is null order by key collate "C" limit ${MOST}`),
        ],
        sql` union all `,
      ),
    ),
  ]);
}

export async function insertLinked(
  db: Database,
  rows: { letters: (typeof relayLetters.$inferInsert)[]; citations: (typeof relayCitations.$inferInsert)[] },
): Promise<void> {
  for (let at = 0; at < rows.letters.length; at += ROWS) {
    await db.insert(relayLetters).values(rows.letters.slice(at, at + ROWS));
  }
  for (let at = 0; at < rows.citations.length; at += ROWS) {
    await db.insert(relayCitations).values(rows.citations.slice(at, at + ROWS));
  }
}

export async function updateCitation(
  db: Database,
  { receipt, ordinal, position }: Place & { position: number },
  change: Partial<typeof relayCitations.$inferInsert>,
): Promise<void> {
  await db
    .update(relayCitations)
    .set(change)
    .where(
      and(
        eq(relayCitations.receipt, receipt),
        eq(relayCitations.ordinal, ordinal),
        eq(relayCitations.position, position),
      ),
    );
}

/** The letters of these families, and their citations in order. */
async function familyRows(db: Database, families: Iterable<number>) {
  const members = sql`select * from ${relayLetters} where family = value`;
  const cited = sql`select c.* from (${members} offset 0) l
    cross join lateral (select * from ${relayCitations} where receipt = l.receipt and ordinal = l.ordinal offset 0) c`;
  const { receipt, ordinal, position } = columnsOf(relayCitations);
  const these = list(families, 'bigint');
  return {
    letters: await lettersOf(db, [eachOf(these, members)]),
    citations: await db
      .select(columnsOf(relayCitations))
      .from(sql`(${eachOf(these, cited)}) cited`)
      .orderBy(asc(receipt), asc(ordinal), asc(position)),
  };
}

/** The letters of these families and the links among them, by place. */
export async function selectMembers(
  db: Database,
  families: Iterable<number>,
): Promise<{ members: LinkedLetter[]; links: { from: Place; to: Place }[] }> {
  const rows = await familyRows(db, families);
  const links = rows.citations.flatMap(({ receipt, ordinal, citedReceipt, citedOrdinal }) =>
    citedReceipt === null || citedOrdinal === null
      ? []
      : [{ from: { receipt: citedReceipt, ordinal: citedOrdinal }, to: { receipt, ordinal } }],
  );
  return { members: rows.letters, links };
}

/** How many letters each of these families has. */
export async function countMembers(db: Database, families: Iterable<number>): Promise<Map<number, number>> {
  const rows = await db
    .select({ family: relayLetters.family, letters: sql<number>`count(*)::integer` })
    .from(relayLetters)
    .where(sql`${relayLetters.family} = any(${list(families, 'bigint')})`)
    .groupBy(relayLetters.family);
  return new Map(rows.map((row) => [row.family, row.letters]));
}

/** Gives a family, or a letter, to another family. */
export async function renameFamily(db: Database, of: number | Place, to: number): Promise<void> {
  const which =
    typeof of === 'number'
      ? eq(relayLetters.family, of)
      : and(eq(relayLetters.receipt, of.receipt), eq(relayLetters.ordinal, of.ordinal));
  await db.update(relayLetters).set({ family: to }).where(which);
}

/** The next families of more than one letter, or that ask something, of all or of those with a letter in files of these receipts. */
export async function selectFamilyIds(
  db: Database,
  by: { after: number; limit: number; receipts?: readonly number[]; firstReceipt?: number; lastReceipt?: number },
): Promise<number[]> {
  const some = by.receipts !== undefined || by.firstReceipt !== undefined || by.lastReceipt !== undefined;
  const touched = db
    .select({ family: relayLetters.family })
    .from(relayLetters)
    .where(
      and(
        by.receipts && sql`${relayLetters.receipt} = any(${list(by.receipts, 'integer')})`,
        by.firstReceipt === undefined ? undefined : gte(relayLetters.receipt, by.firstReceipt),
        by.lastReceipt === undefined ? undefined : lte(relayLetters.receipt, by.lastReceipt),
      ),
    );
  const rows = await db
    .select({ family: relayLetters.family })
    .from(relayLetters)
    .where(and(gt(relayLetters.family, by.after), some ? inArray(relayLetters.family, touched) : undefined))
    .groupBy(relayLetters.family)
    .having(sql`count(*) > 1 or bool_or(exists (select from ${relayCitations} asked where asked.candidates is not null
      and asked.receipt = ${relayLetters}.receipt and asked.ordinal = ${relayLetters}.ordinal))`)
    .orderBy(asc(relayLetters.family))
    .limit(by.limit);
  return rows.map(({ family }) => family);
}

/** The letters of these families as they stand now, and their citations in order. */
export async function selectFamilies(db: Database, families: readonly number[]) {
  const { letters: linked, citations } = await familyRows(db, families);
  const { receipt, ordinal, effective } = columnsOf(letters);
  const receipts = new Set(linked.map((one) => one.receipt));
  const rows = await db
    .select({ receipt, ordinal, letter: effective })
    .from(
      sql`(${eachOf(list(receipts, 'integer'), sql`select receipt, ordinal, effective from ${letters} where receipt = value`)}) now`,
    );
  const now = new Map(rows.map((row) => [`${row.receipt} ${row.ordinal}`, row.letter]));
  // A file that is being read again may have lost the letter; it is linked anew in a moment.
  const standing = linked.flatMap((one) => {
    const letter = now.get(`${one.receipt} ${one.ordinal}`);
    return letter ? [{ ...one, letter }] : [];
  });
  return { letters: standing, citations };
}

/** The files with a letter in one family with a letter of these. */
export async function relatedReceipts(db: Database, receipts: readonly number[]): Promise<number[]> {
  const mine = sql`select family from ${relayLetters} where receipt = value`;
  const { rows } = (await db.execute(
    sql`select distinct l.receipt from (${eachOf(list(receipts, 'integer'), mine)}) own
      cross join lateral (select receipt from ${relayLetters} where family = own.family offset 0) l order by 1`,
  )) as unknown as { rows: { receipt: number }[] };
  return rows.map(({ receipt }) => receipt);
}

/** Days of issuers that are looked up for one page of families. */
const MOST_DAYS = 2000;
/** Letters of an issuer's day that tell how far its numbers were. */
const LETTERS_A_DAY = 3;

/** Letters of the same issuers around the days of these, which show the order of their numbers. */
export function selectRegister(db: Database, of: readonly LinkedLetter[]): Promise<LinkedLetter[]> {
  const days = new Set(of.filter(({ ref }) => ref !== null).flatMap(registerKeys));
  const keys = list([...days].slice(0, MOST_DAYS).map(keyHash), 'bigint');
  const those = sql`select * from ${relayLetters} where day_key = value order by key collate "C" limit ${sql.raw(`${LETTERS_A_DAY}`)}`;
  return days.size === 0 ? Promise.resolve([]) : lettersOf(db, [eachOf(keys, those)]);
}

/** The keys (`<receipt>#<n>`) of the letters of these files that the actor sees and may read. */
export async function selectReadableKeys(
  db: Database,
  actor: Actor,
  receipts: readonly number[],
): Promise<Set<string>> {
  const rows = await db
    .select({ receipt: letters.receipt, number: letters.number })
    .from(letters)
    .where(
      and(
        sql`${letters.receipt} = any(${list(receipts, 'integer')})`,
        isNotNull(letters.number),
        visibleLetters(actor),
        readableLetters(actor),
      ),
    );
  return new Set(rows.map(({ receipt, number }) => keyOf({ receipt, number: number! })));
}
