import { and, asc, eq, gt, gte, inArray, lte, type SQL, sql } from 'drizzle-orm';
import type { Letter } from '../../schemas/record.js';
import { files, letters } from '../circulars/circulars.table.js';
import { refParts } from '../domain/relay/distance.js';
import { type KeyName, MOST, weeksAround } from '../domain/relay/lookup.js';
import type { Database } from '../shared/database.js';
import { type LinkedCitation, type LinkedLetter, linkedCitation, type Place } from './relay.models.js';
import { relayCitations, relayLetters } from './relay.table.js';

/** Held to the end of the transaction by whoever links: two letters of one family may come at once. */
const RELAY_LOCK = 0x7769_6170;
/** Rows of one insert: PostgreSQL takes 65,535 parameters. */
const ROWS = 1000;

export async function lockRelay(db: Database): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(${RELAY_LOCK}::bigint)`);
}

/** One parameter for any number of values. */
const list = (values: Iterable<number | string>, type: 'bigint' | 'integer' | 'date'): SQL =>
  sql`string_to_array(${[...values].join(',')}, ',')::${sql.raw(type)}[]`;

/** The letters of these files that can stand in a family (no attachments), in the order of receipt and place. */
export async function selectLinkLetters(
  db: Database,
  receipts: readonly number[],
): Promise<(Place & { key: string; letter: Letter })[]> {
  const rows = await db
    .select({
      receipt: letters.receipt,
      ordinal: letters.ordinal,
      number: letters.number,
      letter: letters.effective,
      sha256: files.sha256,
    })
    .from(letters)
    .innerJoin(files, eq(files.receipt, letters.receipt))
    .where(sql`${letters.receipt} = any(${list(receipts, 'integer')})`)
    .orderBy(asc(letters.receipt), asc(letters.ordinal));
  return rows.flatMap(({ number, sha256, receipt, ordinal, letter }) =>
    number === null || !sha256 ? [] : [{ receipt, ordinal, key: `${sha256}#${number}`, letter }],
  );
}

type LetterRow = typeof relayLetters.$inferSelect;

function linkedLetter(row: LetterRow): LinkedLetter {
  const { receipt, ordinal, key, normalized, date, speed, issuer, subject, recipients, family } = row;
  const file = key.slice(0, key.indexOf('#'));
  const ref = refParts(normalized);
  return { receipt, ordinal, key, file, reference: normalized, ref, date, speed, issuer, subject, recipients, family };
}

/** Forgets what was linked of these files; gives the letters that were there. What cites them is left. */
export async function takeOut(db: Database, receipts: readonly number[]): Promise<LinkedLetter[]> {
  const these = list(receipts, 'integer');
  const mine = sql`${relayLetters.receipt} = any(${these})`;
  const rows = await db.select().from(relayLetters).where(mine);
  if (rows.length > 0) {
    await db.delete(relayCitations).where(sql`${relayCitations.receipt} = any(${these})`);
    await db.delete(relayLetters).where(mine);
  }
  return rows.map(linkedLetter);
}

/** The keys of some letters or citations, as numbers; each matter with the day it is looked for around, or null. */
export interface WantedKeys extends Record<Exclude<KeyName, 'matter'>, Set<number>> {
  matter: { key: number; day: string | null }[];
}

/** A date before or after all that are written. */
const [EVER, NEVER] = ['-infinity', 'infinity'] as const;

/**
 * The citations of other files that letters with these keys may be meant by, and those that mean a letter of these files,
 * each with its letter.
 */
export async function selectMet(
  db: Database,
  receipts: readonly number[],
  keys: WantedKeys,
): Promise<(LinkedCitation & { citing: LinkedLetter })[]> {
  const weeks = keys.matter.map(({ day }) => (day === null ? ([EVER, NEVER] as const) : weeksAround(day)));
  const under = (name: 'reference' | 'number' | 'unit' | 'day') =>
    sql`select receipt, ordinal, position from ${relayCitations}
      where ${sql.identifier(`${name}_key`)} = any(${list(keys[name], 'bigint')})`;
  const matters = sql`select receipt, ordinal, position from
    unnest(${list(
      keys.matter.map(({ key }) => key),
      'bigint',
    )}, ${list(
      weeks.map(([first]) => first),
      'date',
    )}, ${list(
      weeks.map(([, last]) => last),
      'date',
    )}) k (key, first, last)
    join ${relayCitations} c on c.matter_key = k.key and c.around between k.first and k.last`;
  const meant = sql`select receipt, ordinal, position from ${relayCitations} where cited_receipt = any(${list(receipts, 'integer')})`;
  const met = [...(['reference', 'number', 'unit', 'day'] as const).map(under), matters, meant];
  const rows = await db
    .select({ citation: relayCitations, citing: relayLetters })
    .from(sql`(${sql.join(met, sql` union `)}) met`)
    .innerJoin(
      relayCitations,
      sql`${relayCitations.receipt} = met.receipt and ${relayCitations.ordinal} = met.ordinal and ${relayCitations.position} = met.position`,
    )
    .innerJoin(
      relayLetters,
      and(eq(relayLetters.receipt, relayCitations.receipt), eq(relayLetters.ordinal, relayCitations.ordinal)),
    )
    .where(sql`met.receipt <> all(${list(receipts, 'integer')})`);
  return rows.map(({ citation, citing }) => ({ ...linkedCitation(citation), citing: linkedLetter(citing) }));
}

/**
 * The letters that citations with these keys may mean, and all letters of these files. For each key as many, in the order
 * of `Lookup`, as that reads of its list.
 */
export async function selectCandidates(
  db: Database,
  receipts: Iterable<number>,
  keys: WantedKeys,
): Promise<LinkedLetter[]> {
  const byKey = sql.raw(`order by key collate "C"`);
  const under = (name: 'reference' | 'number' | 'unit' | 'day') =>
    sql`select l.receipt, l.ordinal from unnest(${list(keys[name], 'bigint')}) k (key) cross join lateral
      (select receipt, ordinal from ${relayLetters} where ${sql.identifier(`${name}_key`)} = k.key ${byKey} limit ${sql.raw(`${MOST}`)}) l`;
  const dated = keys.matter.filter(({ day }) => day !== null);
  const [first, last] = [0, 1].map((end) => dated.map(({ day }) => weeksAround(day!)[end]!)) as [string[], string[]];
  const matter = (where: string, order: string, most: number) =>
    sql`select receipt, ordinal from ${relayLetters} where matter_key = k.key and ${sql.raw(`${where} ${order} limit ${most}`)}`;
  const asc = 'order by date, key collate "C"';
  const desc = 'order by date desc, key collate "C" desc';
  const matters = sql`select l.receipt, l.ordinal from
    unnest(${list(
      dated.map(({ key }) => key),
      'bigint',
    )}, ${list(
      dated.map(({ day }) => day!),
      'date',
    )}, ${list(first, 'date')}, ${list(last, 'date')}) k (key, day, first, last)
    cross join lateral (
      (${matter('date >= k.day and date <= k.last', asc, MOST / 2)}) union all
      (${matter('date < k.day and date >= k.first', desc, MOST / 2)}) union all
      (${matter('date is null', 'order by key collate "C"', MOST)})) l`;
  const mates = sql`select receipt, ordinal from ${relayLetters} where receipt = any(${list(receipts, 'integer')})`;
  const wanted = [...(['reference', 'number', 'unit', 'day'] as const).map(under), matters, mates];
  const rows = await db
    .select({ letter: relayLetters })
    .from(sql`(${sql.join(wanted, sql` union `)}) wanted`)
    .innerJoin(
      relayLetters,
      sql`${relayLetters.receipt} = wanted.receipt and ${relayLetters.ordinal} = wanted.ordinal`,
    );
  return rows.map(({ letter }) => linkedLetter(letter));
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

/** The letters of these families and the links among them, by place. */
export async function selectMembers(
  db: Database,
  families: Iterable<number>,
): Promise<{ members: (Place & { family: number })[]; links: { from: Place; to: Place }[] }> {
  const among = sql`${relayLetters.family} = any(${list(families, 'bigint')})`;
  const { receipt, ordinal, family } = relayLetters;
  const members = await db.select({ receipt, ordinal, family }).from(relayLetters).where(among);
  const links = await db
    .select({
      from: { receipt: relayCitations.citedReceipt, ordinal: relayCitations.citedOrdinal },
      to: { receipt: relayCitations.receipt, ordinal: relayCitations.ordinal },
    })
    .from(relayCitations)
    .innerJoin(relayLetters, and(eq(receipt, relayCitations.receipt), eq(ordinal, relayCitations.ordinal)))
    .where(and(among, sql`${relayCitations.citedReceipt} is not null`));
  return { members, links: links as { from: Place; to: Place }[] };
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

/** The next families of more than one letter, of all or of those with a letter in files of these receipts. */
export async function selectFamilyIds(
  db: Database,
  by: { after: number; limit: number; firstReceipt?: number; lastReceipt?: number },
): Promise<number[]> {
  const some = by.firstReceipt !== undefined || by.lastReceipt !== undefined;
  const touched = db
    .select({ family: relayLetters.family })
    .from(relayLetters)
    .where(
      and(
        by.firstReceipt === undefined ? undefined : gte(relayLetters.receipt, by.firstReceipt),
        by.lastReceipt === undefined ? undefined : lte(relayLetters.receipt, by.lastReceipt),
      ),
    );
  const rows = await db
    .select({ family: relayLetters.family })
    .from(relayLetters)
    .where(and(gt(relayLetters.family, by.after), some ? inArray(relayLetters.family, touched) : undefined))
    .groupBy(relayLetters.family)
    .having(sql`count(*) > 1`)
    .orderBy(asc(relayLetters.family))
    .limit(by.limit);
  return rows.map(({ family }) => family);
}

/** The letters of these families as they stand now, and their citations in order. */
export async function selectFamilies(db: Database, families: readonly number[]) {
  const among = sql`${relayLetters.family} = any(${list(families, 'bigint')})`;
  const rows = await db
    .select({ linked: relayLetters, letter: letters.effective })
    .from(relayLetters)
    .innerJoin(letters, and(eq(letters.receipt, relayLetters.receipt), eq(letters.ordinal, relayLetters.ordinal)))
    .where(among);
  const cited = await db
    .select({ citation: relayCitations })
    .from(relayCitations)
    .innerJoin(
      relayLetters,
      and(eq(relayLetters.receipt, relayCitations.receipt), eq(relayLetters.ordinal, relayCitations.ordinal)),
    )
    .where(among)
    .orderBy(asc(relayCitations.receipt), asc(relayCitations.ordinal), asc(relayCitations.position));
  return {
    letters: rows.map(({ linked, letter }) => ({ ...linkedLetter(linked), letter })),
    citations: cited.map(({ citation }) => citation),
  };
}
