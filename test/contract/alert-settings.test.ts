import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_OFFICE_ALERTS, DEFAULT_PERSON_ALERTS } from '../../schemas/alerts.js';
import { alertPreferences, alertSettings } from '../../src/alerts/ledger.table.js';
import { officeAlerts, personAlerts } from '../../src/alerts/settings.repo.js';
import { people } from '../../src/people/accounts.table.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { member, X, Y } from '../support/http.js';
import { type TestStore, testStore } from '../support/store.js';

describe.each(testDatabases())('what offices and people set of their alerts, on $name', ({ open }) => {
  let database: TestDatabase;
  let store: TestStore;
  beforeAll(async () => {
    database = await open();
    store = testStore(database.db);
  });
  afterAll(async () => {
    store.dispose();
    await database.close();
  });
  beforeEach(async () => {
    for (const table of [alertSettings, alertPreferences]) await store.db.delete(table);
  });

  it('is the default where they set nothing, and all of it where a part is set', async () => {
    await store.db.insert(alertSettings).values({ organisation: Y, settings: { ahead: [5], chief: 7 } });
    const found = await officeAlerts(store.db, [X, Y, 'มท 08']);
    expect([...found.keys()]).toEqual([X, Y, 'มท 08']);
    expect(found.get(X)).toEqual(DEFAULT_OFFICE_ALERTS);
    expect(found.get(Y)).toEqual({ ...DEFAULT_OFFICE_ALERTS, ahead: [5], chief: 7 });
    expect(await officeAlerts(store.db, [])).toEqual(new Map());
  });

  it('is given of members whose account is open, at each organisation its own', async () => {
    const both = await member(store, X, ['clerk', 'admin'], { name: 'ก' });
    const closed = await member(store, X, ['receiver']);
    await store.db.update(people).set({ active: false });
    await store.db.update(people).set({ active: true }).where(eq(people.id, both.id));
    const { id: person } = both;
    const toShow = { email: 'a@example.go.th', code: '123456', expiresAt: '2025-02-01T03:00:00.000Z', tries: 0 };
    await store.db.insert(alertPreferences).values([
      { person, organisation: X, settings: { ahead: [2], toShow }, lineUser: 'U1' },
      { person, organisation: Y, settings: { ahead: [9] } },
    ]);
    const found = await personAlerts(store.db, [X, Y]);
    expect([...found.get(X)!.values()]).toEqual([
      {
        person,
        name: 'ก',
        roles: ['admin', 'clerk'],
        settings: { ...DEFAULT_PERSON_ALERTS, ahead: [2] },
        lineUser: 'U1',
      },
    ]);
    expect(found.get(X)!.has(closed.id)).toBe(false);
    expect(found.get(Y)).toEqual(new Map());
  });
});
