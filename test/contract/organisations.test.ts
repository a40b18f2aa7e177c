import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Letter } from '../../schemas/record.js';
import { auditLog } from '../../src/audit/audit.table.js';
import { retryFile } from '../../src/circulars/circulars.usecases.js';
import { exportRecord } from '../../src/circulars/lists.usecases.js';
import { markStale } from '../../src/circulars/recipients.repo.js';
import { letterRecipients, openRecipients } from '../../src/circulars/recipients.table.js';
import { settleRecipients } from '../../src/circulars/recipients.usecases.js';
import { machine } from '../../src/people/actor.js';
import { organisations } from '../../src/people/people.table.js';
import { exportOrganisations, importOrganisations, listOrganisations } from '../../src/people/people.usecases.js';
import { packageRoot } from '../../src/shared/package-root.js';
import { correctField } from '../support/correct.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { letterOf } from '../support/letters.js';
import { contentOf, put, type TestStore, testStore, workAll } from '../support/store.js';

// The letters are given by the test; the rules that make letters of text have tests of their own.
vi.mock('../../src/domain/compose.js', async () => ({
  composeFile: (await import('../support/compose.js')).composeTestFile,
}));

const phrae = readFileSync(join(packageRoot, 'organisations/phrae.csv'));
const nakhonPhanom = readFileSync(join(packageRoot, 'organisations/nakhon-phanom.csv'));
const COLUMNS = 'code,name,kind,province,district,valid_to,replaces';
/** A list of these lines; cells at the end may be left out. */
const csv = (...lines: string[]) => {
  const filled = lines.map((line) => line + ','.repeat(COLUMNS.split(',').length - line.split(',').length));
  return Buffer.from([COLUMNS, ...filled].join('\n'));
};

describe.each(testDatabases())('organisations on $name', ({ open }) => {
  let database: TestDatabase;
  let store: TestStore;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(async () => {
    await database.close();
  });
  beforeEach(async () => {
    // A gazetteer in memory belongs to a database object, and rows are never deleted but here.
    store = testStore(Object.create(database.db));
    await database.db.delete(organisations);
    return () => store.dispose();
  });

  let serial = 0;
  const addressed = (name: string, province: string, ...texts: string[]): Letter =>
    letterOf({
      date: '2025-02-11',
      title: String(serial++),
      issuer: { name, level: 'province', province },
      recipients: texts.map((text) => ({ text, scope: 'all', confidence: 1, evidence: [] })),
    });
  async function stored(...letters: Letter[]): Promise<number> {
    const { receipt } = await put(store, `${serial}.pdf`, contentOf([letters]));
    await workAll(store);
    return receipt;
  }
  const resolvedOf = async (receipt: number, n = 0) => {
    const record = await exportRecord(store, { actor: machine('test'), receipt });
    return 'letters' in record ? record.letters[n]!.recipients.map(({ resolved }) => resolved!) : [];
  };
  const routed = async (receipt: number) => {
    const rows = await database.db.select().from(letterRecipients).where(eq(letterRecipients.receipt, receipt));
    return rows.map(({ position, organisation }) => `${position} ${organisation}`).sort();
  };
  const open_ = async (receipt: number) =>
    (await database.db.select().from(openRecipients).where(eq(openRecipients.receipt, receipt))).length;

  it('routes a letter when it is composed, by what is built in', async () => {
    const receipt = await stored(addressed('จังหวัดแพร่', 'แพร่', 'นายอำเภอทุกอำเภอ', 'นายกองค์การบริหารส่วนจังหวัดแพร่'));
    const districts = ['5401', '5402', '5403', '5404', '5405', '5406', '5407', '5408'].map((code) => `0 ${code}`);
    expect(await routed(receipt)).toEqual([...districts, '1 2540101']);
    expect(await open_(receipt)).toBe(0);
  });

  it('resolves what waited once its province is imported, and nothing else', async () => {
    const receipt = await stored(
      addressed('จังหวัดแพร่', 'แพร่', 'นายกเทศมนตรีเมืองแพร่', 'นายอำเภอทุกอำเภอ'),
      addressed('จังหวัดน่าน', 'น่าน', 'นายกเทศมนตรีทุกแห่ง'),
    );
    expect((await resolvedOf(receipt))[0]).toMatchObject({
      state: 'unknown',
      reason: { code: 'recipient.not_imported' },
    });
    expect(await open_(receipt)).toBe(2);
    const done = await importOrganisations(store, { content: phrae, actor: 'test' });
    expect([done.added.length, done.changed.length, done.dryRun]).toEqual([83, 1, false]);
    expect(done.letters).toBeGreaterThanOrEqual(2);
    expect((await resolvedOf(receipt))[0]).toMatchObject({ state: 'resolved', organisations: [{ code: '4540102' }] });
    expect(await routed(receipt)).toContain('0 4540102');
    expect((await resolvedOf(receipt, 1))[0]).toMatchObject({ state: 'unknown' });
    expect(await open_(receipt)).toBe(1);
    const [entry] = await database.db.select().from(auditLog).where(eq(auditLog.action, 'organisations.imported'));
    expect(entry).toMatchObject({ actor: 'test', detail: { added: 83, changed: 1 } });
  });

  it('changes nothing when the same list comes again, and says so', async () => {
    await importOrganisations(store, { content: phrae });
    const before = await exportOrganisations(store);
    const again = await importOrganisations(store, { content: phrae });
    expect([again.added, again.changed, again.unchanged, again.letters]).toEqual([[], [], 84, 0]);
    expect(await exportOrganisations(store)).toBe(before);
  });

  it('only tells what would change when it is asked to', async () => {
    const done = await importOrganisations(store, { content: phrae, dryRun: true });
    expect([done.added.length, done.changed.length, done.dryRun]).toEqual([83, 1, true]);
    expect(await database.db.select().from(organisations)).toEqual([]);
  });

  it('takes nothing of a list with a fault', async () => {
    const content = csv('5549901,เทศบาลตำบลก,ทต.,แพร่,ลอง', '5549902,เทศบาลตำบลข,ทต.,แพร่,ไม่มี');
    await expect(importOrganisations(store, { content })).rejects.toMatchObject({
      code: 'organisations.invalid',
      problems: [{ line: 3, column: 'district', code: 'organisation.district' }],
    });
    expect(await database.db.select().from(organisations)).toEqual([]);
  });

  it('leaves alone what a later list does not name', async () => {
    await importOrganisations(store, { content: phrae });
    await importOrganisations(store, { content: nakhonPhanom });
    expect(await listOrganisations(store, { province: 'แพร่', kind: 'sao' })).toHaveLength(57);
    expect(await listOrganisations(store, { province: 'จังหวัดนครพนม', kind: 'sao' })).toHaveLength(81);
    await expect(listOrganisations(store, { province: 'แพ' })).rejects.toMatchObject({ code: 'record.not_found' });
  });

  it('exports what it can import again', async () => {
    await importOrganisations(store, { content: phrae });
    await importOrganisations(store, { content: csv('6540999,องค์การบริหารส่วนตำบลก,อบต.,แพร่,ลอง,2021-05-31,6540402') });
    const exported = await exportOrganisations(store);
    await database.db.delete(organisations);
    await importOrganisations(store, { content: Buffer.from(exported) });
    expect(await exportOrganisations(store)).toBe(exported);
  });

  it('adds a body that was left out to letters to all of its class', async () => {
    await importOrganisations(store, { content: phrae });
    const receipt = await stored(addressed('จังหวัดแพร่', 'แพร่', 'นายกเทศมนตรีตำบลทุกแห่ง'));
    expect(await routed(receipt)).toHaveLength(25);
    await importOrganisations(store, { content: csv('5540999,เทศบาลตำบลใหม่,ทต.,แพร่,ลอง') });
    expect(await routed(receipt)).toHaveLength(26);
  });

  it('keeps a class as it was on the day of the letter', async () => {
    await importOrganisations(store, { content: phrae });
    const receipt = await stored(addressed('จังหวัดแพร่', 'แพร่', 'นายกเทศมนตรีตำบลทุกแห่ง'));
    await importOrganisations(store, { content: csv('5540103,เทศบาลตำบลช่อแฮ,ทต.,แพร่,เมืองแพร่,2025-05-31') });
    expect(await routed(receipt)).toHaveLength(25);
    await importOrganisations(store, { content: csv('5540103,เทศบาลตำบลช่อแฮ,ทต.,แพร่,เมืองแพร่,2025-01-31') });
    expect(await routed(receipt)).toHaveLength(24);
  });

  it('knows a body that changed its class under one code by its old name too', async () => {
    await importOrganisations(store, { content: phrae });
    await importOrganisations(store, { content: csv('6540402,เทศบาลตำบลดอนมูล,ทต.,แพร่,สูงเม่น') });
    const receipt = await stored(addressed('จังหวัดแพร่', 'แพร่', 'นายกองค์การบริหารส่วนตำบลดอนมูล', 'นายกเทศมนตรีตำบลดอนมูล'));
    expect(await routed(receipt)).toEqual(['0 6540402', '1 6540402']);
  });

  it('leaves no letter behind that is composed while it runs', async () => {
    const receipts: number[] = [];
    const { jobs } = store;
    for (let n = 0; n < 6; n++) {
      const letter = addressed('จังหวัดแพร่', 'แพร่', 'นายกเทศมนตรีทุกแห่ง');
      receipts.push((await put(store, `${serial}.pdf`, contentOf([[letter]]))).receipt);
    }
    const others = [csv('5540998,เทศบาลตำบลหนึ่ง,ทต.,แพร่,ลอง'), csv('5540999,เทศบาลตำบลสอง,ทต.,แพร่,ลอง')];
    await Promise.all([
      workAll(store),
      importOrganisations(store, { content: phrae }),
      ...others.map((content) => importOrganisations(store, { content })),
    ]);
    expect(jobs).toEqual([]);
    for (const receipt of receipts) expect(await routed(receipt)).toHaveLength(28);
  });

  it('goes on after a crash between the import and the letters', async () => {
    const receipt = await stored(addressed('จังหวัดแพร่', 'แพร่', 'นายอำเภอทุกอำเภอ'));
    // As an import leaves it that is killed before it looks at the letters.
    await database.db.transaction((tx) => markStale(tx, ['5401']));
    await database.db.delete(letterRecipients).where(eq(letterRecipients.receipt, receipt));
    expect(await settleRecipients(store, () => true)).toBe(0);
    expect(await routed(receipt)).toEqual([]);
    expect(await settleRecipients(store)).toBeGreaterThanOrEqual(1);
    expect(await routed(receipt)).toHaveLength(8);
    expect(await settleRecipients(store)).toBe(0);
  });

  it('follows a correction, and keeps it when the file is read again', async () => {
    const receipt = await stored(addressed('จังหวัดแพร่', 'แพร่', 'นายอำเภอลอง'));
    expect(await routed(receipt)).toEqual(['0 5403']);
    const value = [{ text: 'นายอำเภอสอง', scope: 'one', confidence: 1, evidence: [] }];
    await correctField(store, { receipt, letter: 0, field: 'recipients', value, actor: 'test' });
    expect(await routed(receipt)).toEqual(['0 5406']);
    await retryFile(store, { actor: machine('test'), receipt, all: true });
    await workAll(store);
    expect(await routed(receipt)).toEqual(['0 5406']);
    await correctField(store, {
      receipt,
      letter: 0,
      field: 'issuer',
      value: { name: 'จังหวัดน่าน', level: 'province', province: 'น่าน' },
      actor: 'test',
    });
    expect((await resolvedOf(receipt))[0]).toMatchObject({ state: 'resolved', organisations: [{ code: '5406' }] });
  });
});
