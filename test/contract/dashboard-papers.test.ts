import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { dashboard } from '../../schemas/dashboard.js';
import type { Letter } from '../../schemas/record.js';
import { planAlerts } from '../../src/alerts/planner.usecases.js';
import { sameLetters } from '../../src/circulars/holdings.table.js';
import { answerRescan } from '../../src/circulars/uploads.usecases.js';
import type { Actor } from '../../src/people/actor.js';
import { registerLetters } from '../../src/register/register.usecases.js';
import { tellToday } from '../../src/today/today.usecases.js';
import { correctField } from '../support/correct.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { appOf, as, fileOf, member, X } from '../support/http.js';
import { deadlineOf, letterOf } from '../support/letters.js';
import { type TestStore, testStore, workAll } from '../support/store.js';

// The letters are given by the test; the rules that make letters of text have tests of their own.
vi.mock('../../src/domain/compose.js', async () => ({
  composeFile: (await import('../support/compose.js')).composeTestFile,
}));

type Person = Extract<Actor, { kind: 'person' }>;

describe.each(testDatabases())('what is counted of a letter in two files, on $name', ({ open }) => {
  let database: TestDatabase;
  let store: TestStore;
  let clerk: Person;
  // What people said is only ever added to, so each test has a store of its own.
  beforeEach(async () => {
    database = await open();
    store = testStore(database.db);
    at('2025-02-03 09:00');
    clerk = await member(store, X, ['clerk', 'receiver']);
    return async () => {
      store.dispose();
      await database.close();
    };
  });

  const at = (time: string) => {
    store.time = new Date(`${time.replace(' ', 'T')}:00+07:00`);
  };
  /** The same letter in two files, with these days, registered both. */
  const twice = async (one: string, other: string, given: Partial<Letter> = {}) => {
    const receipts: number[] = [];
    for (const date of [one, other]) {
      store.time = new Date(store.clock.now().getTime() + 60_000);
      const letter = letterOf({
        ref: 'ที่ มท ๐๘๐๘.๒/ว ๑๗',
        subject: 'การสำรวจ',
        date: '2025-01-27',
        issuer: { name: 'กรมส่งเสริมการปกครองท้องถิ่น', level: 'central', province: null },
        deadlines: [deadlineOf({ date })],
        title: `ไฟล์ที่ ${receipts.length}`,
        ...(receipts.length > 0 && given),
      });
      receipts.push(await fileOf(store, X, [letter]));
    }
    await registerLetters(store, {
      actor: clerk,
      letters: receipts.map((receipt) => ({ receipt, firstPage: 1, rank: 0 })),
    });
    await planAlerts(store);
    return receipts as [number, number];
  };
  const figures = async () => {
    const app = appOf(store);
    return dashboard.parse((await app.inject({ url: '/api/dashboard', headers: as(clerk) })).json());
  };
  /** Letters and matters, days by week, overdue. */
  const counted = async () => {
    const { letters, matters, weeks, overdue } = await figures();
    const items = weeks.flatMap((week) => week.items.map(({ date, lastOn, maybe }) => ({ date, lastOn, maybe })));
    return { letters, matters, items, overdue: overdue.map(({ n, maybe }) => ({ n, maybe })) };
  };
  const queues = async () => {
    const { queues: all, deadlines } = await tellToday(store, { actor: clerk });
    const of = (name: string) => all.find(({ queue }) => queue === name)?.count;
    return { overdue: of('overdue'), today: of('today'), perhaps: of('perhaps'), next: deadlines.length };
  };

  it('is one letter, one day, and one that is overdue', async () => {
    await twice('2025-02-28', '2025-02-28');
    const day = { date: '2025-02-28', lastOn: '2025-02-28', maybe: false };
    expect(await counted()).toEqual({ letters: 1, matters: 1, items: [day], overdue: [] });
    expect(await queues()).toEqual({ overdue: 0, today: 0, perhaps: 0, next: 1 });
    at('2025-02-28 09:00');
    expect(await queues()).toMatchObject({ today: 1, perhaps: 0 });
    at('2025-03-03 09:00');
    expect(await counted()).toEqual({ letters: 1, matters: 1, items: [], overdue: [{ n: 1, maybe: 0 }] });
    expect(await queues()).toMatchObject({ overdue: 1 });
  });

  it('is one of which nobody knows the day while the files differ', async () => {
    await twice('2025-02-28', '2025-02-25');
    const days = [{ date: '2025-02-25', lastOn: '2025-02-28', maybe: true }];
    expect(await counted()).toEqual({ letters: 1, matters: 1, items: days, overdue: [] });
    at('2025-02-26 09:00');
    expect((await counted()).overdue).toEqual([{ n: 0, maybe: 1 }]);
    expect(await queues()).toEqual({ overdue: 0, today: 0, perhaps: 1, next: 1 });
    at('2025-03-03 09:00');
    expect((await counted()).overdue).toEqual([{ n: 1, maybe: 0 }]);
    expect(await queues()).toMatchObject({ overdue: 1, perhaps: 0 });
  });

  it('is one matter where a digit of the number was read otherwise', async () => {
    await twice('2025-02-28', '2025-02-28', { reference: letterOf({ ref: 'ที่ มท ๐๘๐๘.๒/ว ๑๙' }).reference });
    expect(await counted()).toMatchObject({ letters: 1, matters: 1, items: [{ date: '2025-02-28' }] });
  });

  it('is two as soon as a person says so, and one again as soon as the answer is the other', async () => {
    const [first, second] = await twice('2025-02-28', '2025-02-25');
    const answer = async (same: boolean) => answerRescan(store, { receipt: second, of: first, same, actor: clerk });
    await answer(false);
    // Before the planner had its turn, and after it.
    for (const _ of [1, 2]) {
      expect((await counted()).letters).toBe(2);
      expect(await queues()).toMatchObject({ next: 2 });
      await planAlerts(store);
    }
    await answer(true);
    await planAlerts(store);
    expect(await counted()).toMatchObject({ letters: 1, items: [{ date: '2025-02-25', maybe: true }] });
  });

  it('is two as soon as the other is found to be another letter', async () => {
    const [first, second] = await twice('2025-02-28', '2025-02-28');
    const change = { receipt: second, letter: 0, actor: 'test' };
    await correctField(store, {
      ...change,
      field: 'reference',
      value: letterOf({ ref: 'ที่ มท ๐๘๐๘.๒/ว ๙๘๗' }).reference,
    });
    await correctField(store, { ...change, field: 'subject', value: 'อีกเรื่องหนึ่ง' });
    await workAll(store);
    await planAlerts(store);
    expect(await store.db.select().from(sameLetters).where(eq(sameLetters.ofReceipt, first))).toEqual([]);
    expect(await counted()).toMatchObject({ letters: 2, matters: 2 });
    expect(await queues()).toMatchObject({ next: 2 });
  });
});
