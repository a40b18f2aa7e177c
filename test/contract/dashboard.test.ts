import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Dashboard, dashboard, figureNames } from '../../schemas/dashboard.js';
import type { Actor } from '../../src/people/actor.js';
import { drafts, registerEntries } from '../../src/register/register.table.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { appOf, as, bearer, fileOf, keyOf, noticeOf, personOf } from '../support/http.js';
import { deadlineOf, letterOf } from '../support/letters.js';
import { LONG, MUEANG, morning, NAN, PHRAE, pastMatters, SURVEY, surveySample } from '../support/relay-sample.js';
import { type TestStore, testStore } from '../support/store.js';

// The letters are given by the test; the rules that make letters of text have tests of their own.
vi.mock('../../src/domain/compose.js', async () => ({
  composeFile: (await import('../support/compose.js')).composeTestFile,
}));

const viewer = (organisation: string): Actor => personOf({ organisation, roles: ['viewer'] });
const PAST = 12;

describe.each(testDatabases())('the figures over the relay on $name', ({ open }) => {
  let database: TestDatabase;
  let store: TestStore;
  let of: Awaited<ReturnType<typeof surveySample>>;
  let past: number[];
  const get = (url: string, actor: Actor) => appOf(store).inject({ url, headers: as(actor) });
  const told = async (actor: Actor, query = ''): Promise<Dashboard> =>
    dashboard.parse((await get(`/api/dashboard?${query}`, actor)).json());

  beforeAll(async () => {
    database = await open();
    store = testStore(database.db);
    store.time = new Date('2025-02-24T03:00:00Z');
    past = await pastMatters(store, (letters) => fileOf(store, PHRAE, letters), { count: PAST, first: '2024-06-03' });
    of = await surveySample(store);
  });
  afterAll(async () => {
    store.dispose();
    await database.close();
  });

  it('give number, middle and longest of the hops of each way, and how long they lay where the arrival is known', async () => {
    // Of the twelve before: 4 to 18 days each once but 5, 12 and 13; a stamp two days after the letter on eight of them.
    const { hopLevels, hopOrganisations } = await told(viewer(PHRAE), 'to=2025-01-31');
    expect(hopLevels.map(({ from, to, n, median, worst, held }) => ({ from, to, n, median, worst, held }))).toEqual([
      { from: 'central', to: 'province', n: 12, median: 10.5, worst: 18, held: { n: 8, median: 10.5, worst: 16 } },
      // As the districts told by passing it on; their own letters are not seen.
      { from: 'province', to: 'district', n: 18, median: 8, worst: 11, held: { n: 18, median: 4, worst: 7 } },
    ]);
    expect(hopOrganisations.map(({ organisation, n }) => [organisation, n])).toEqual([
      ['จังหวัดแพร่', 12],
      ['อำเภอร้องกวาง', 6],
      ['อำเภอเมืองแพร่', 12],
    ]);
  });

  it('give no middle of two', async () => {
    const { hopLevels } = await told(viewer(PHRAE), 'from=2024-06-01&to=2024-06-30');
    expect(hopLevels[0]).toMatchObject({ n: 2, median: null, worst: 11 });
  });

  it('count those that came with less than seven working days left, of those whose arrival is known', async () => {
    const { arrivalLevels, arrivalOrganisations, evidence } = await told(viewer(PHRAE), 'to=2025-01-31');
    expect(arrivalLevels).toEqual([
      { level: 'province', organisation: null, n: 8, late: 0, expired: 0, withoutDeadline: 0, unknown: 4 },
      // Twelve letters to five districts that do not use wian.
      { level: 'district', organisation: null, n: 18, late: 10, expired: 3, withoutDeadline: 0, unknown: 60 },
    ]);
    expect(arrivalOrganisations.find(({ organisation }) => organisation === 'อำเภอเมืองแพร่')).toMatchObject({
      n: 12,
      late: 6,
      expired: 1,
      unknown: 0,
    });
    expect(Object.fromEntries(evidence.map((one) => [one.evidence, one.n]))).toEqual({
      stamp: 8,
      hand: 0,
      register: 0,
      inbox: 18,
      unknown: 64,
    });
  });

  it('list what was sent, with who did what', async () => {
    const { sent } = await told(viewer(PHRAE));
    expect(sent).toHaveLength(PAST + 1);
    expect(sent[0]).toMatchObject({
      key: `${of.bundle}-0`,
      subject: SURVEY,
      deadline: '2025-03-14',
      total: 8,
      received: 2,
      acknowledged: 1,
      forwarded: 1,
      waiting: 1,
      unknown: 5,
    });
    expect((await told(viewer(PHRAE), `matter=${of.bundle}-0`)).sent).toHaveLength(1);
  });

  it('tell a day of several letters of a matter once, in its week', async () => {
    const { weeks } = await told(viewer(PHRAE));
    expect(weeks.map(({ monday }) => monday).slice(0, 3)).toEqual(['2025-02-24', '2025-03-03', '2025-03-10']);
    expect(weeks.filter(({ items }) => items.length > 0)).toEqual([
      {
        monday: '2025-03-10',
        week: 11,
        year: 2025,
        open: 1,
        done: 0,
        items: [
          expect.objectContaining({
            date: '2025-03-14',
            maybe: false,
            key: `${of.bundle}-0`,
            workingDaysLeft: 14,
            done: false,
          }),
        ],
      },
    ]);
  });

  it('name who is past its day: bodies below that use wian, and the own inbox', async () => {
    const first = await told(viewer(PHRAE));
    // Mueang has done every other of the twelve; Rong Kwang and Long none. Of the five others nothing is known.
    expect(first.overdue.map(({ organisation, own, n }) => [organisation, own, n])).toEqual([
      ['อำเภอร้องกวาง', false, 12],
      ['อำเภอลอง', false, 12],
      ['อำเภอเมืองแพร่', false, 6],
    ]);
    const order = await fileOf(store, PHRAE, [
      letterOf({
        ref: 'มท ๐๘๑๐.๗/ว ๗๐๐',
        date: '2025-02-03',
        subject: 'รายงานผล',
        deadlines: [deadlineOf({ date: '2025-02-21' })],
      }),
    ]);
    const notice = { organisation: PHRAE, receipt: order, firstPage: 1, lastPage: 1 };
    await noticeOf(store, { ...notice, origin: 'own' });
    expect((await told(viewer(PHRAE))).overdue[0]).toEqual({
      code: PHRAE,
      organisation: 'จังหวัดแพร่',
      own: true,
      n: 1,
      maybe: 0,
      worstDays: 3,
      keys: [`${order}-0`],
    });
  });

  it('forecast when a matter comes to the level below the next one', async () => {
    const { forecast } = await told(viewer(PHRAE));
    // It has waited longer than any before: nothing is said.
    expect(forecast.map(({ key, steps }) => [key, steps])).toEqual([
      [
        `${of.bundle}-0`,
        [
          {
            level: 'local',
            enough: false,
            n: 0,
            early: null,
            middle: null,
            late: null,
            workingDaysLeft: null,
            workingDaysLeftLate: null,
          },
        ],
      ],
    ]);
    store.time = new Date('2025-02-14T03:00:00Z');
    const [open] = (await told(viewer(PHRAE))).forecast;
    expect(open).toMatchObject({ level: 'province', date: '2025-02-12', deadline: '2025-03-14' });
    // Eighteen hops of 3 to 11 days, the middle 8.
    expect(open!.steps).toEqual([
      {
        level: 'local',
        enough: true,
        n: 18,
        early: '2025-02-16',
        middle: '2025-02-20',
        late: '2025-02-23',
        workingDaysLeft: 16,
        workingDaysLeftLate: 15,
      },
    ]);
    store.time = new Date('2025-02-24T03:00:00Z');
  });

  it('take from the registers how long a letter lay', async () => {
    expect((await told(viewer(PHRAE))).registerHeld).toEqual({ n: 0, median: null, worst: null });
    const line = { organisation: PHRAE, year: 2568, registeredAt: morning('2025-02-05'), registeredBy: 'test' };
    const letter = { receipt: past[0]!, firstPage: 2, rank: 0 };
    await store.db
      .insert(registerEntries)
      .values({ ...line, ...letter, book: 'received', number: 1, at: morning('2025-02-05') });
    const [sent] = await store.db
      .insert(registerEntries)
      .values({ ...line, book: 'sent', number: 1, at: morning('2025-02-12') })
      .returning({ id: registerEntries.id });
    const draft = { organisation: PHRAE, content: {}, createdBy: 'test', createdAt: store.time, changedAt: store.time };
    await store.db.insert(drafts).values({ ...draft, ...letter, sent: sent!.id });
    expect((await told(viewer(PHRAE))).registerHeld).toEqual({ n: 1, median: null, worst: 7 });
    expect((await told(viewer(NAN))).registerHeld.n).toBe(0);
  });

  it('give each table as JSON and as CSV', async () => {
    for (const figure of figureNames) {
      const rows = (await get(`/api/dashboard/${figure}?from=2024-06-01`, viewer(PHRAE))).json();
      const csv = await get(`/api/dashboard/${figure}?from=2024-06-01&format=csv`, viewer(PHRAE));
      expect(csv.headers['content-disposition']).toBe(`attachment; filename="${figure}.csv"`);
      const count = ['weeks', 'forecast'].includes(figure)
        ? rows.flatMap((row: { items?: []; steps?: [] }) => row.items ?? row.steps).length
        : rows.length;
      expect(count).toBeGreaterThan(0);
      expect(csv.body.trimEnd().split('\n')).toHaveLength(count + 1);
    }
  });

  it('show nobody the figures of others', async () => {
    const other = await told(viewer('5405'));
    expect(other).toMatchObject({
      letters: 0,
      matters: 0,
      sent: [],
      overdue: [],
      forecast: [],
      hopLevels: [],
      arrivalLevels: [],
    });
    expect(other.weeks.flatMap(({ items }) => items)).toEqual([]);
    const district = await told(viewer(LONG));
    expect(JSON.stringify(district)).not.toContain('อำเภอเมืองแพร่');
    expect(district.sent).toEqual([]);
    for (const figure of figureNames) {
      const csv = await get(`/api/dashboard/${figure}?format=csv`, viewer('5405'));
      expect(csv.body.trimEnd().split('\n')).toHaveLength(1);
      const matter = await get(`/api/dashboard/${figure}?matter=${of.bundle}-0`, viewer(NAN));
      expect([matter.statusCode, matter.json().code]).toEqual([404, 'record.not_found']);
      expect(
        (await get(`/api/dashboard/${figure}`, personOf({ organisation: PHRAE, roles: ['admin'] }))).statusCode,
      ).toBe(403);
      expect((await get(`/api/dashboard/${figure}`, keyOf(PHRAE, ['letters:read']))).statusCode).toBe(403);
    }
    expect((await get('/api/dashboard', personOf({ organisation: MUEANG }))).statusCode).toBe(403);
    const all = await appOf(store).inject({ url: '/api/dashboard', headers: bearer });
    expect(dashboard.parse(all.json()).letters).toBeGreaterThan(0);
    expect((await get('/api/dashboard?from=2025-03-01&to=2025-02-01', viewer(PHRAE))).json().code).toBe(
      'request.invalid',
    );
  });
});
