import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Families } from '../../schemas/families.js';
import type { Letter } from '../../schemas/record.js';
import { letterRows } from '../../src/circulars/circulars.models.js';
import { replaceLetters } from '../../src/circulars/circulars.repo.js';
import { files, letters, pages } from '../../src/circulars/circulars.table.js';
import { retryFile } from '../../src/circulars/circulars.usecases.js';
import { listCirculars } from '../../src/circulars/lists.usecases.js';
import { jobOf } from '../../src/circulars/stages.usecases.js';
import { parseReference } from '../../src/domain/reference.js';
import { relateLetters } from '../../src/domain/relay/relate.js';
import { machine } from '../../src/people/actor.js';
import { linkFiles } from '../../src/relay/link.js';
import { relayCitations, relayLetters } from '../../src/relay/relay.table.js';
import { eachFamily, listFamilies } from '../../src/relay/relay.usecases.js';
import { correctField } from '../support/correct.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { citationOf, deadlineOf, letterOf } from '../support/letters.js';
import { fc } from '../support/property.js';
import { contentOf, put, type TestStore, testStore, work, workAll } from '../support/store.js';

vi.mock('../../src/domain/compose.js', async () => {
  const { composeTestFile } = await import('../support/compose.js');
  return { composeFile: composeTestFile };
});

const ISSUERS = ['กรมส่งเสริมการปกครองท้องถิ่น', 'จังหวัดพิจิตร', 'สำนักงาน ก.พ.ร.'];
const SUBJECTS = ['การเตรียมความพร้อมรับภัยแล้ง', 'การเตรียมความพร้อมรับภัยแลง', 'ขอเชิญประชุมประจำเดือน'];
const DATES = ['2025-01-27', '2025-01-28', '2025-02-03', '2025-02-20'];
const REFERENCES = ['มท 0810.7/ว 524', 'มท 0810.7/ว 525', 'มท 0810.7/ว 424', 'พจ 0023.3/ว 53', 'นร 1206/347'];
const issuerOf = (name: string) => ({ name, level: 'other' as const, province: null });

/** What a letter is, of which a citation of it, or a reading, has one thing wrong at most. */
const TRUE = [
  { reference: REFERENCES[0]!, date: DATES[0]!, issuer: ISSUERS[0]! },
  { reference: REFERENCES[1]!, date: DATES[0]!, issuer: ISSUERS[0]! },
  { reference: REFERENCES[3]!, date: DATES[2]!, issuer: ISSUERS[1]! },
];
const wrongs: fc.Arbitrary<{ reference?: string | null; date?: string | null; issuer?: string }> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  { weight: 2, arbitrary: fc.record({ reference: fc.constantFrom(...REFERENCES, null) }) },
  { weight: 1, arbitrary: fc.record({ date: fc.constantFrom(...DATES, null) }) },
  { weight: 1, arbitrary: fc.record({ issuer: fc.constantFrom(...ISSUERS) }) },
);
const some = fc.tuple(fc.constantFrom(...TRUE), wrongs).map(([one, wrong]) => ({ ...one, ...wrong }));

const someLetter = fc
  .record({
    self: some,
    subject: fc.constantFrom(SUBJECTS[0]!, SUBJECTS[0]!, ...SUBJECTS),
    attachment: fc.integer({ min: 0, max: 7 }).map((chance) => chance === 0),
    deadline: fc.option(fc.constantFrom(...DATES)),
    cites: fc.array(fc.record({ of: some, place: fc.constantFrom('reference', 'enclosure', 'mention') }), {
      maxLength: 2,
    }),
  })
  .map(({ self, subject, attachment, deadline, cites }): Letter => {
    if (attachment) return letterOf({ kind: 'attachment', title: subject });
    const at = (where: string) => cites.filter(({ place }) => place === where).map(({ of }) => citationOf(of));
    return letterOf({
      ...(self.reference && { ref: `ที่ ${self.reference}` }),
      // Written on the last day, so that it may cite any other.
      date: cites.length > 0 ? DATES.at(-1)! : self.date,
      issuer: issuerOf(self.issuer),
      subject,
      deadlines: deadline ? [deadlineOf({ date: deadline })] : [],
      references: at('reference'),
      enclosures: at('enclosure').map((citation) => ({ text: '', citation, confidence: 1, evidence: [] })),
      mentions: at('mention'),
    });
  });

/** All families of a store. */
async function familiesOf(of: TestStore): Promise<Families> {
  const families: Families['families'] = [];
  for await (const family of eachFamily(of, { actor: machine('test'), limit: 2 })) families.push(family);
  return { families };
}

/** Families in a form in which their order, and that of the files, plays no part. */
function comparable({ families: list }: Families, rename = (key: string) => key) {
  return list
    .map((family) => ({
      subject: family.subject,
      origin: rename(family.origin),
      letters: family.letters.map(rename),
      hops: family.hops.map(({ arrived, ...hop }) => ({
        ...hop,
        from: rename(hop.from),
        to: rename(hop.to),
        // Which of two is likelier, other letters of the register tell too; those at hand are not the same ones here.
        differences: hop.differences.map(({ field, cited, found }) => ({ field, cited, found })),
        arrived: arrived.date,
      })),
      missing: family.missing,
      asks: family.asks.map(({ by, citation, candidates }) => ({
        by: rename(by),
        citation,
        candidates: candidates.map((one) => ({ ...one, key: rename(one.key) })),
      })),
      copies: family.copies.map(({ letter, copy }) => [rename(letter), rename(copy)]),
      deadlines: family.deadlines.map((one) => ({ ...one, stated_by: one.stated_by.map(rename) })),
    }))
    .sort((a, b) => (a.origin < b.origin ? -1 : 1));
}

describe.each(testDatabases())('linking on $name', ({ open }) => {
  let database: TestDatabase;
  let store: TestStore;

  beforeAll(async () => {
    database = await open();
    store = testStore(database.db);
  });
  afterAll(async () => {
    await database.close();
    store.dispose();
  });

  /** Not the corrections and the audit log, which cannot be deleted. */
  async function empty() {
    for (const table of [relayCitations, relayLetters, letters, pages, files]) await store.db.delete(table);
  }

  /** A file as a later reading composes it. */
  async function composeAnew(receipt: number, read: Letter[]) {
    await replaceLetters(store.db, receipt, letterRows(receipt, read, read));
    const again = { status: 'composed' as const, revision: sql`${files.revision} + 1` };
    const [file] = await store.db.update(files).set(again).where(eq(files.receipt, receipt)).returning();
    await store.queue.enqueue('link', jobOf(file!));
  }

  /** What the same letters give when all are related at once. */
  async function allAtOnce() {
    const stored = await listCirculars(store, { actor: machine('test') });
    const keyed = stored.flatMap(({ sha256, letters: all }) =>
      all.filter(({ kind }) => kind !== 'attachment').map((letter, number) => ({ key: `${sha256}#${number}`, letter })),
    );
    keyed.sort((a, b) => (a.key < b.key ? -1 : 1));
    const hashes = new Map(stored.map(({ receipt, sha256 }) => [String(receipt), sha256]));
    const rename = (key: string) => key.replace(/^\d+/, (receipt) => hashes.get(receipt)!);
    // A family's name is on its letters and on no other. Papers of one letter alone share a name too, and are no family.
    const named = new Map<number, number>();
    const linked = new Set<number>();
    const citing = new Set(
      (await store.db.select().from(relayCitations))
        .filter(({ citedReceipt }) => citedReceipt !== null)
        .map(({ receipt, ordinal }) => `${receipt} ${ordinal}`),
    );
    for (const { receipt, ordinal, family } of await store.db.select().from(relayLetters)) {
      named.set(family, (named.get(family) ?? 0) + 1);
      if (citing.has(`${receipt} ${ordinal}`)) linked.add(family);
    }
    const sizes = [...named].flatMap(([family, size]) => (linked.has(family) ? [size] : []));
    const { families } = await familiesOf(store);
    const joined = families.filter(({ hops }) => hops.length > 0).map((family) => family.letters.length);
    expect(sizes.sort()).toEqual(joined.sort());
    return {
      expected: comparable(relateLetters(keyed)),
      found: comparable(await familiesOf(store), rename),
    };
  }

  it('gives, whatever the order of arrival, the families of all letters at once', async () => {
    let linked = 0;
    await fc.assert(
      fc
        .asyncProperty(
          fc.array(fc.array(someLetter, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 7 }),
          fc.integer({ min: 0, max: 6 }),
          fc.constantFrom(...REFERENCES),
          async (bundles, again, number) => {
            for (const [index, bundle] of bundles.entries()) {
              await put(store, `${index}.pdf`, contentOf([bundle]));
              // Some are linked one by one, some after others have been composed.
              if (index % 3 !== 1) await workAll(store);
            }
            await workAll(store);
            const first = await allAtOnce();
            expect(first.found).toEqual(first.expected);
            linked += first.found.reduce((sum, family) => sum + family.hops.length, 0);
            const receipt = (again % bundles.length) + 1;
            const [chosen] = (await listCirculars(store, { actor: machine('test') })).filter(
              (one) => one.receipt === receipt,
            );
            if (!chosen) return;
            await retryFile(store, { actor: machine('test'), receipt, all: true });
            await workAll(store);
            expect((await allAtOnce()).found).toEqual(first.expected);
            // Its first letter becomes another one, is taken out of the relay, and comes back.
            const [own, ...rest] = chosen.letters;
            const otherwise = async (becomes: Partial<Letter>) => {
              await composeAnew(receipt, [{ ...own!, ...becomes }, ...rest]);
              await workAll(store);
              const { found, expected } = await allAtOnce();
              expect(found).toEqual(expected);
              return found;
            };
            await otherwise({ reference: parseReference(`ที่ ${number}`) });
            await otherwise({ kind: 'attachment' });
            expect(await otherwise({})).toEqual(first.expected);
            // All at once is the same as one by one.
            const receipts = (await listCirculars(store, { actor: machine('test') })).map((one) => one.receipt);
            await store.db.transaction((tx) => linkFiles(tx, receipts));
            expect((await allAtOnce()).found).toEqual(first.expected);
          },
        )
        .afterEach(async () => {
          store.jobs = [];
          await empty();
        }),
      { numRuns: 12, endOnFailure: true },
    );
    expect(linked).toBeGreaterThan(5);
  }, 120_000);

  const upper = letterOf({
    ref: 'ที่ มท ๐๘๑๐.๗/ว ๕๒๔',
    date: '2025-01-27',
    issuer: issuerOf(ISSUERS[0]!),
    subject: SUBJECTS[0]!,
  });
  const lower = letterOf({
    ref: 'ที่ พจ ๐๐๒๓.๓/ว ๕๓',
    date: '2025-02-03',
    issuer: issuerOf(ISSUERS[1]!),
    subject: SUBJECTS[0]!,
    references: [citationOf({ reference: 'มท 0810.7/ว 524', date: '2025-01-27', issuer: ISSUERS[0]! })],
  });

  it('names letters by receipt and shows which letter a citation was found to be', async () => {
    const cover = letterOf({ kind: 'attachment', title: 'ปก' });
    await empty();
    const low = await put(store, 'lower.pdf', contentOf([[cover, lower]]));
    await workAll(store);
    expect(await familiesOf(store)).toEqual({ families: [] });
    const up = await put(store, 'upper.pdf', contentOf([[upper]]));
    await workAll(store);
    expect(await familiesOf(store)).toMatchObject({
      families: [
        {
          origin: `${up.receipt}#0`,
          letters: [`${up.receipt}#0`, `${low.receipt}#0`],
          hops: [{ from: `${up.receipt}#0`, to: `${low.receipt}#0`, days: 7, match: 'exact', differences: [] }],
          missing: [],
        },
      ],
    });
    const [row] = await store.db.select().from(relayCitations);
    expect(row).toMatchObject({ citedReceipt: up.receipt, citedOrdinal: 0, match: 'exact' });
  });

  const near = parseReference('ที่ มท ๐๘๑๐.๗/ว ๔๒๔');
  const twin = parseReference('ที่ มท ๐๘๑๐.๗/ว ๕๒๕');
  const slipped = { ...lower, references: [citationOf({ ...lower.references[0]!, reference: 'มท 0810.7/ว 424' })] };
  it.each([
    {
      what: 'moves a corrected link to the letter that has the number, once that comes',
      come: [upper, slipped, { ...upper, reference: near }],
      hops: [['3#0', '2#0', 'exact']],
      asked: [],
    },
    {
      what: 'moves an exact link on another matter to the letter on this one that is a digit away, once that comes',
      come: [{ ...upper, subject: SUBJECTS[2]! }, lower, { ...upper, reference: near }],
      hops: [['3#0', '2#0', 'corrected']],
      asked: [],
    },
    {
      what: 'opens a corrected link, once a second letter comes that fits as well',
      come: [upper, slipped, { ...upper, reference: parseReference('ที่ มท ๐๘๑๐.๗/ว ๔๒๕') }],
      hops: [],
      asked: [['1#0', '3#0']],
    },
    {
      what: 'keeps an exact link when a letter comes that is a digit away',
      come: [upper, lower, { ...upper, reference: twin }],
      hops: [['1#0', '2#0', 'exact']],
      asked: [],
    },
  ])('$what', async ({ come, hops, asked }) => {
    await empty();
    for (const [n, letter] of come.entries()) {
      await put(store, `${n}.pdf`, contentOf([[letter]]));
      await workAll(store);
    }
    const { families } = await familiesOf(store);
    const found = families.flatMap((family) => family.hops.map(({ from, to, match }) => [from, to, match]));
    expect(found).toEqual(hops);
    expect(families.map(({ letters: all }) => all.length)).toEqual(hops.length > 0 ? [2] : [1]);
    expect(families[0]!.asks.map(({ candidates }) => candidates.map(({ key }) => key))).toEqual(asked);
    const { found: stored, expected } = await allAtOnce();
    expect(stored).toEqual(expected);
    // The last goes again, and all is as it was before it came.
    await composeAnew(3, [{ ...come[2]!, kind: 'attachment' }]);
    await workAll(store);
    const after = await allAtOnce();
    expect(after.found).toEqual(after.expected);
    expect(after.found).toHaveLength(1);
  });

  it('leaves a letter where it is when one comes that it could mean, but means less', async () => {
    await empty();
    await put(store, 'upper.pdf', contentOf([[upper]]));
    await put(store, 'lower.pdf', contentOf([[lower]]));
    await workAll(store);
    const before = await familiesOf(store);
    // One digit away from the number cited, of the same day, issuer and matter.
    await put(store, 'twin.pdf', contentOf([[{ ...upper, reference: parseReference('ที่ มท ๐๘๑๐.๗/ว ๕๒๕') }]]));
    await workAll(store);
    expect(before.families).toMatchObject([{ hops: [{ match: 'exact' }] }]);
    expect(await familiesOf(store)).toEqual(before);
  });

  it('is the same when two workers link the letters of one family side by side', async () => {
    await empty();
    const second = { ...lower, reference: parseReference('ที่ อย ๐๐๒๓.๓/ว ๙') };
    for (const [name, letter] of Object.entries({ lower, upper, second })) {
      await put(store, `${name}.pdf`, contentOf([[letter]]));
    }
    while (store.jobs[0]!.stage !== 'link') {
      const { stage, payload } = store.jobs.shift()!;
      await work(store, stage, payload);
    }
    const jobs = store.jobs.splice(0);
    expect(jobs).toHaveLength(3);
    await Promise.all([...jobs, ...jobs].map(({ stage, payload }) => work(store, stage, payload)));
    await workAll(store);
    const { found, expected } = await allAtOnce();
    expect(found).toEqual(expected);
    expect(found).toMatchObject([{ hops: [{ match: 'exact' }, { match: 'exact' }] }]);
  });

  it('lists families in pages, and those of some files', async () => {
    await empty();
    const pairs = [1, 2, 3].map((n) => {
      const reference = parseReference(`ที่ มท ๐๘๑๐.๗/ว ${n}`);
      const cited = citationOf({ reference: `มท 0810.7/ว ${n}`, date: '2025-01-27', issuer: ISSUERS[0]! });
      return [
        { ...upper, reference },
        { ...lower, reference: parseReference(`ที่ อย ๐๐๒๓.๓/ว ${n}`), references: [cited] },
      ];
    });
    for (const [n, pair] of pairs.entries()) await put(store, `${n}.pdf`, contentOf([pair]));
    await workAll(store);
    const origins = async (input: Omit<Parameters<typeof listFamilies>[1], 'actor'>) => {
      const { families, next } = await listFamilies(store, { ...input, actor: machine('test') });
      return { origins: families.map(({ origin }) => origin), next };
    };
    const first = await origins({ limit: 2 });
    expect(first.origins).toEqual(['1#0', '2#0']);
    expect(await origins({ limit: 2, after: first.next! })).toEqual({ origins: ['3#0'], next: null });
    expect(await origins({ firstReceipt: 2, lastReceipt: 2 })).toEqual({ origins: ['2#0'], next: null });
    expect(await origins({ firstReceipt: 4 })).toEqual({ origins: [], next: null });
  });

  it('holds a number against those that its issuer gave in the days around, in letters of no family', async () => {
    await empty();
    const numbered = (number: number, date: string, subject: string) => ({
      ...upper,
      reference: parseReference(`ที่ มท ๐๘๑๐.๗/ว ${number}`),
      date,
      subject,
    });
    const others = [
      [480, '2025-01-16'],
      [495, '2025-01-20'],
      [505, '2025-01-21'],
      [560, '2025-02-03'],
      [571, '2025-02-05'],
    ] as const;
    const odd = numbered(924, '2025-01-27', SUBJECTS[0]!);
    const cited = citationOf({ reference: 'มท 0810.7/ว 924', date: '2025-01-27', issuer: ISSUERS[0]! });
    const below = { ...lower, subject: SUBJECTS[0]!, references: [cited] };
    for (const [n, letter] of [odd, below].entries()) await put(store, `${n}.pdf`, contentOf([[letter]]));
    await workAll(store);
    const warnings = async () => (await familiesOf(store)).families.flatMap((family) => family.warnings);
    expect(await warnings()).toEqual([]);
    for (const [number, date] of others) {
      await put(store, `${number}.pdf`, contentOf([[numbered(number, date, `เรื่องที่ ${number}`)]]));
    }
    await workAll(store);
    expect(await warnings()).toMatchObject([{ letter: '1#0', code: 'reference.out_of_series' }]);
  });

  it('follows a correction, there and back', async () => {
    await empty();
    await put(store, 'upper.pdf', contentOf([[upper]]));
    const { receipt } = await put(store, 'lower.pdf', contentOf([[lower]]));
    const actor = 'สมศรี';
    const correct = async (value: unknown) => {
      await correctField(store, { receipt, letter: 0, field: 'references', value, actor });
      await workAll(store);
      return (await familiesOf(store)).families;
    };
    await workAll(store);
    expect(await correct([])).toEqual([]);
    expect(await correct(lower.references)).toMatchObject([{ hops: [{ match: 'exact' }] }]);
  });
});
