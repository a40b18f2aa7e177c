import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_OFFICE_ALERTS, DEFAULT_PERSON_ALERTS } from '../../schemas/alerts.js';
import { dropAddress, enterAddress, showAddress } from '../../src/alerts/address.usecases.js';
import type { DutyDetail } from '../../src/alerts/duties.models.js';
import { alertMarks, alertMessages, alertPreferences, alertSettings, duties } from '../../src/alerts/ledger.table.js';
import { officeAlerts, personAlerts } from '../../src/alerts/settings.repo.js';
import { changeOfficeAlerts, changeOwnAlerts, showOwnAlerts } from '../../src/alerts/settings.usecases.js';
import { auditLog } from '../../src/audit/audit.table.js';
import { memberships, people } from '../../src/people/accounts.table.js';
import type { Actor } from '../../src/people/actor.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { member, X, Y } from '../support/http.js';
import { type TestStore, testStore } from '../support/store.js';

describe.each(testDatabases())('what offices and people set of their alerts, on $name', ({ open }) => {
  let database: TestDatabase;
  let store: TestStore;
  let logged: number;
  beforeAll(async () => {
    database = await open();
    store = testStore(database.db);
  });
  afterAll(async () => {
    store.dispose();
    await database.close();
  });
  beforeEach(async () => {
    store.time = new Date('2025-02-01T02:00:00Z');
    for (const table of [alertSettings, alertPreferences, alertMessages, duties, alertMarks])
      await store.db.delete(table);
    // The log is appended to only.
    logged = await store.db.$count(auditLog);
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

  const audits = async () =>
    (await store.db.select().from(auditLog).orderBy(auditLog.id).offset(logged)).map(({ actor, action, detail }) => ({
      actor,
      action,
      detail,
    }));

  it("is an administrator's to change, with before and after in the log, and makes the duties be looked at anew", async () => {
    const admin = await member(store, X, ['admin']);
    const chief = await member(store, X, ['viewer'], { name: 'นายอำเภอ' });
    const detail = {} as DutyDetail;
    const duty = { receipt: 1, firstPage: 1, rank: 0, kind: 'deadline', dueOn: '2025-02-14', detail } as const;
    await store.db.insert(duties).values([
      { organisation: X, ...duty },
      { organisation: Y, ...duty },
    ]);
    const settings = { ...DEFAULT_OFFICE_ALERTS, ahead: [5, 1], people: [chief.id, chief.id], chief: chief.id };
    const answer = await changeOfficeAlerts(store, { actor: admin, settings });
    expect(answer.settings).toEqual({ ...settings, people: [chief.id] });
    expect(answer.members).toContainEqual({ id: chief.id, name: 'นายอำเภอ', roles: ['viewer'] });
    // Who administers alone reads no letters.
    expect(answer.members.map(({ id }) => id)).not.toContain(admin.id);
    expect((await officeAlerts(store.db, [X, Y])).get(Y)).toEqual(DEFAULT_OFFICE_ALERTS);
    expect(await audits()).toEqual([
      {
        actor: `person:${admin.id}`,
        action: 'alerts.office-changed',
        detail: { organisation: X, before: DEFAULT_OFFICE_ALERTS, after: answer.settings },
      },
    ]);
    const marked = await store.db.select().from(alertMarks);
    expect(marked.map(({ receipt, organisation }) => [receipt, organisation])).toEqual([[1, X]]);
    // Once more the same: nothing is written, and nothing marked.
    await changeOfficeAlerts(store, { actor: admin, settings: answer.settings });
    expect([(await audits()).length, (await store.db.select().from(alertMarks)).length]).toEqual([1, 1]);
  });

  it('names nobody of another organisation, nor an administrator alone; who left stays until they are taken out', async () => {
    const admin = await member(store, X, ['admin']);
    const stranger = await member(store, Y, ['clerk']);
    for (const change of [{ chief: stranger.id }, { people: [admin.id] }, { people: [999_999] }])
      await expect(
        changeOfficeAlerts(store, { actor: admin, settings: { ...DEFAULT_OFFICE_ALERTS, ...change } }),
      ).rejects.toMatchObject({ code: 'alert.not_member' });
    expect(await audits()).toEqual([]);
    const leaves = await member(store, X, ['clerk']);
    const settings = { ...DEFAULT_OFFICE_ALERTS, chief: leaves.id };
    await changeOfficeAlerts(store, { actor: admin, settings });
    await store.db.delete(memberships).where(eq(memberships.person, leaves.id));
    const after = await changeOfficeAlerts(store, { actor: admin, settings: { ...settings, ahead: [2] } });
    expect([after.settings.ahead, after.settings.chief]).toEqual([[2], leaves.id]);
  });

  it("is each person's own, and no way that cannot reach them", async () => {
    const me = await member(store, X, ['receiver']);
    const change = { way: 'app', ahead: [4], digestAt: null, quiet: null } as const;
    const answer = await changeOwnAlerts(store, { actor: me, settings: { ...change, ahead: [4] } });
    expect(answer.settings).toEqual({ ...change, email: null });
    expect(answer.office).toEqual({ ahead: [7, 3, 1], digestAt: '08:00', quiet: { from: '19:00', to: '07:00' } });
    for (const way of ['email', 'line'] as const)
      await expect(
        changeOwnAlerts(store, { actor: me, settings: { ...change, ahead: [4], way } }),
      ).rejects.toMatchObject({
        code: 'alert.way_unready',
      });
    expect((await showOwnAlerts(store, { actor: { ...me, organisation: Y } })).settings).toEqual(DEFAULT_PERSON_ALERTS);
    const [entry] = await audits();
    const before = { way: 'app', ahead: null, digestAt: null, quiet: 'office' };
    expect(entry!.detail).toEqual({ person: me.id, organisation: X, before, after: change });
  });

  describe('an address', () => {
    const codes = async () =>
      (await store.db.select().from(alertMessages).orderBy(alertMessages.id)).map(({ to, content }) => [
        to,
        content.code,
      ]);
    const emailOf = async (actor: Actor) => (await showOwnAlerts(store, { actor })).settings.email;

    it('is used once the code was typed that went to it, and nothing of letters goes there before', async () => {
      const actor = await member(store, X, ['receiver']);
      const email = 'somsri@phrae.example.go.th';
      const entered = await enterAddress(store, { actor, email });
      expect(entered.toShow).toEqual({ email, expiresAt: '2025-02-01T02:30:00.000Z' });
      expect((await personAlerts(store.db, [X])).get(X)!.get(actor.id)!.settings.email).toBeNull();
      const [[to, code]] = (await codes()) as [[string, string]];
      expect([to, /^\d{6}$/.test(code)]).toEqual([email, true]);
      const wrong = code === '000000' ? '000001' : '000000';
      await expect(showAddress(store, { actor, code: wrong })).rejects.toMatchObject({ code: 'alert.code_wrong' });
      expect(await emailOf(actor)).toBeNull();
      const shown = await showAddress(store, { actor, code });
      expect([shown.settings.email, shown.toShow]).toEqual([email, null]);
      expect((await personAlerts(store.db, [X])).get(X)!.get(actor.id)!.settings.email).toBe(email);
      // A code is used once; and the log says neither code nor whole address.
      await expect(showAddress(store, { actor, code })).rejects.toMatchObject({ code: 'alert.code_wrong' });
      const log = JSON.stringify(await audits());
      expect([log.includes(email), log.includes(code), log.includes('so…@phrae.example.go.th')]).toEqual([
        false,
        false,
        true,
      ]);
      const told = await changeOwnAlerts(store, {
        actor,
        settings: { way: 'email', ahead: null, digestAt: null, quiet: 'office' },
      });
      expect(told.settings).toMatchObject({ way: 'email', email });
      // Shown to be theirs once, it is so at their other organisations too.
      expect((await enterAddress(store, { actor: { ...actor, organisation: Y }, email })).settings.email).toBe(email);
      expect(await codes()).toHaveLength(1);
      const dropped = await dropAddress(store, { actor });
      expect(dropped.settings).toMatchObject({ way: 'app', email: null });
    });

    it('stays the old one while a new one waits, whose code expires and is not guessed', async () => {
      const actor = await member(store, X, ['receiver']);
      await store.db
        .insert(alertPreferences)
        .values({ person: actor.id, organisation: X, settings: { way: 'email', email: 'old@example.go.th' } });
      await enterAddress(store, { actor, email: 'new@example.go.th' });
      const code = (await codes()).at(-1)![1]!;
      store.time = new Date(store.time.getTime() + 30 * 60_000);
      await expect(showAddress(store, { actor, code })).rejects.toMatchObject({ code: 'alert.code_wrong' });
      expect((await showOwnAlerts(store, { actor })).toShow).toBeNull();
      await enterAddress(store, { actor, email: 'new@example.go.th' });
      const next = (await codes()).at(-1)![1]!;
      const wrong = next === '000000' ? '000001' : '000000';
      for (let tries = 0; tries < 5; tries++)
        await expect(showAddress(store, { actor, code: wrong })).rejects.toThrow();
      await expect(showAddress(store, { actor, code: next })).rejects.toMatchObject({ code: 'alert.code_wrong' });
      expect(await emailOf(actor)).toBe('old@example.go.th');
    });

    it('is no way to write to strangers all day', async () => {
      const actor = await member(store, X, ['receiver']);
      for (let sent = 0; sent < 10; sent++) await enterAddress(store, { actor, email: `a${sent}@example.go.th` });
      const more = enterAddress(store, { actor, email: 'more@example.go.th' });
      await expect(more).rejects.toMatchObject({ code: 'request.too_many' });
      expect(await codes()).toHaveLength(10);
      store.time = new Date(store.time.getTime() + 25 * 3_600_000);
      await enterAddress(store, { actor, email: 'more@example.go.th' });
      expect(await codes()).toHaveLength(11);
    });
  });
});
