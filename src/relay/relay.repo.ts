import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Family, Hop } from '../../schemas/families.js';
import type { Citation, Letter } from '../../schemas/record.js';
import { citations, files, letters, SUBJECT_HEAD } from '../circulars/circulars.table.js';
import type { Database } from '../shared/database.js';
import { families, familyLetters, hops } from './relay.table.js';

/** Held to the end of the transaction by whoever rewrites families: two files of one family may be linked at once. */
const RELAY_LOCK = 0x7769_6170;

/** A letter's place in the store; `number` is the n of its key. */
export interface Place {
  receipt: number;
  ordinal: number;
  number: number;
}

/** The key of a letter, `<receipt>#<n>`. */
export const keyOf = ({ receipt, number }: Pick<Place, 'receipt' | 'number'>): string => `${receipt}#${number}`;

export interface LinkLetter extends Place {
  sha256: string;
  letter: Letter;
}

/** A family whose letters are named by place, in `deadlines` by key. */
export interface StoredFamily {
  subject: string | null;
  origin: Place;
  letters: Place[];
  hops: (Omit<Hop, 'from' | 'to'> & { from: Place; to: Place })[];
  missing: Citation[];
  deadlines: Family['deadlines'];
}

export async function lockRelay(db: Database): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(${RELAY_LOCK}::bigint)`);
}

/** One parameter for any number of receipts. */
const anyOf = (receipts: readonly number[]): SQL => sql`any(string_to_array(${receipts.join(',')}, ',')::integer[])`;

async function receiptsOf(db: Database, query: SQL): Promise<number[]> {
  const { rows } = (await db.execute(query)) as unknown as { rows: { receipt: number }[] };
  return rows.map(({ receipt }) => receipt);
}

/**
 * The files whose letters may be cited by a letter of these files, or cite one, found through the indexes both ways: those
 * of the number cited, of the day cited, and of the issuer cited on the citing letter's matter. That is all that
 * `domain/relay` takes a wrong citation for.
 */
export function candidateReceipts(db: Database, receipts: readonly number[]): Promise<number[]> {
  const these = anyOf(receipts);
  const head = (table: SQL) => sql`left(${table}.subject_fold, ${sql.raw(String(SUBJECT_HEAD))})`;
  const pairs = [
    sql`upper_letter.reference_key = citation.reference_key`,
    sql`upper_letter.date = citation.date`,
    sql`upper_letter.issuer_fold = citation.issuer_fold and ${head(sql`upper_letter`)} = ${head(sql`lower_letter`)}`,
  ];
  const found = pairs.flatMap((pair) => {
    const joined = sql`from ${letters} lower_letter
      join ${citations} citation on citation.receipt = lower_letter.receipt and citation.ordinal = lower_letter.ordinal
      join ${letters} upper_letter on ${pair}`;
    return [
      sql`select upper_letter.receipt ${joined} where lower_letter.receipt = ${these}`,
      sql`select lower_letter.receipt ${joined} where upper_letter.receipt = ${these}`,
    ];
  });
  return receiptsOf(db, sql`${sql.join(found, sql` union `)} order by 1`);
}

/** The files that share a stored family with one of these. */
export function relatedReceipts(db: Database, receipts: readonly number[]): Promise<number[]> {
  return receiptsOf(
    db,
    sql`select distinct b.receipt from ${familyLetters} a join ${familyLetters} b
      on b.origin_receipt = a.origin_receipt and b.origin_ordinal = a.origin_ordinal
      where a.receipt = ${anyOf(receipts)} order by 1`,
  );
}

/** The letters of these files that can stand in a family (no attachments), in the order of receipt and place. */
export async function selectLinkLetters(db: Database, receipts: readonly number[]): Promise<LinkLetter[]> {
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
    .where(inArray(letters.receipt, [...receipts]))
    .orderBy(asc(letters.receipt), asc(letters.ordinal));
  return rows.flatMap(({ number, sha256, ...row }) => (number === null || !sha256 ? [] : [{ ...row, number, sha256 }]));
}

/** Puts the families in the place of all stored ones that hold a letter of these files. */
export async function replaceFamilies(
  db: Database,
  receipts: readonly number[],
  found: readonly StoredFamily[],
): Promise<void> {
  const touched = sql`(origin_receipt, origin_ordinal) in
    (select origin_receipt, origin_ordinal from ${familyLetters} where receipt = ${anyOf(receipts)})`;
  await db.delete(hops).where(touched);
  await db.delete(families).where(touched);
  await db.delete(familyLetters).where(touched);
  await db
    .update(citations)
    .set({ citedReceipt: null, citedOrdinal: null, corrected: false })
    .where(inArray(citations.receipt, [...receipts]));
  for (const family of found) await insertFamily(db, family);
}

async function insertFamily(db: Database, family: StoredFamily): Promise<void> {
  const origin = { originReceipt: family.origin.receipt, originOrdinal: family.origin.ordinal };
  const { subject, missing, deadlines } = family;
  await db.insert(families).values({ ...origin, subject, missing, deadlines });
  for (const [position, { receipt, ordinal, number }] of family.letters.entries()) {
    await db.insert(familyLetters).values({ ...origin, position, receipt, ordinal, number });
  }
  for (const [position, { from, to, days, citation, match, differences }] of family.hops.entries()) {
    await db.insert(hops).values({
      ...origin,
      position,
      fromReceipt: from.receipt,
      fromOrdinal: from.ordinal,
      toReceipt: to.receipt,
      toOrdinal: to.ordinal,
      days,
      citation,
      match,
      differences,
    });
    await db
      .update(citations)
      .set({ citedReceipt: from.receipt, citedOrdinal: from.ordinal, corrected: match === 'corrected' })
      .where(
        and(
          eq(citations.receipt, to.receipt),
          eq(citations.ordinal, to.ordinal),
          eq(citations.text, citation.text),
          sql`${citations.reference} is not distinct from ${citation.reference}`,
          sql`${citations.date} is not distinct from ${citation.date}::date`,
        ),
      );
  }
}

/** All stored families, their letters named by key, in the order of their origins. */
export async function selectFamilies(db: Database): Promise<Family[]> {
  const rows = await db.select().from(families).orderBy(asc(families.originReceipt), asc(families.originOrdinal));
  const members = await db.select().from(familyLetters).orderBy(asc(familyLetters.position));
  const steps = await db.select().from(hops).orderBy(asc(hops.position));
  const place = (receipt: number, ordinal: number) => `${receipt}/${ordinal}`;
  const keys = new Map(members.map((member) => [place(member.receipt, member.ordinal), keyOf(member)]));
  const found = new Map(
    rows.map((row) => [
      place(row.originReceipt, row.originOrdinal),
      {
        subject: row.subject,
        origin: keys.get(place(row.originReceipt, row.originOrdinal))!,
        letters: [] as string[],
        hops: [] as Family['hops'],
        missing: row.missing,
        deadlines: row.deadlines,
      },
    ]),
  );
  for (const member of members) {
    found.get(place(member.originReceipt, member.originOrdinal))!.letters.push(keyOf(member));
  }
  for (const step of steps) {
    found.get(place(step.originReceipt, step.originOrdinal))!.hops.push({
      from: keys.get(place(step.fromReceipt, step.fromOrdinal))!,
      to: keys.get(place(step.toReceipt, step.toOrdinal))!,
      days: step.days,
      citation: step.citation,
      match: step.match,
      differences: step.differences,
    });
  }
  return [...found.values()];
}
