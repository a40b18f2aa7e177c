import { asc, eq, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PersonAlertSettings } from '../../schemas/alerts.js';
import { emailNotifier } from '../../src/adapters/notify/email.js';
import { alertMessages, alertPreferences, alertSettings, webhooks } from '../../src/alerts/ledger.table.js';
import type { MessageRow } from '../../src/alerts/messages.models.js';
import { resolveMessage, type SendingLimits, sendMessages } from '../../src/alerts/messages.usecases.js';
import { auditLog } from '../../src/audit/audit.table.js';
import { memberships, people } from '../../src/people/accounts.table.js';
import { type Actor, machine } from '../../src/people/actor.js';
import type { Delivery, Notifier, OutgoingMessage } from '../../src/ports.js';
import { lineOf, contentOf as messageOf } from '../support/alert-lines.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { member, X, Y } from '../support/http.js';
import { silent } from '../support/queue-places.js';
import { refusal, type SmtpPlace, smtpPlace, type TakenMail } from '../support/smtp.js';
import { type TestStore, testStore } from '../support/store.js';

/** Ten in the morning of a Monday in Thailand. */
const TEN = new Date('2025-02-10T03:00:00Z');
const later = (minutes: number, than = TEN) => new Date(than.getTime() + minutes * 60_000);

describe.each(testDatabases())('messages of the ledger, on $name', ({ open }) => {
  let database: TestDatabase;
  let store: TestStore;
  let smtp: SmtpPlace;
  let email: Notifier;
  /** What the server answers a mail with that came whole; it took it where nothing is thrown. */
  let onText: (mail: TakenMail) => unknown;
  beforeAll(async () => {
    database = await open();
    store = testStore(database.db);
  });
  afterAll(async () => {
    store.dispose();
    await database.close();
  });
  beforeEach(async () => {
    store.time = TEN;
    for (const table of [alertMessages, alertPreferences, alertSettings, webhooks]) await store.db.delete(table);
    onText = () => undefined;
    smtp = await smtpPlace({}, (mail) => onText(mail));
    email = emailNotifier({ url: smtp.url, from: 'wian@office.example', waits: { silence: 1000 } });
  });
  afterEach(async () => {
    await email.close();
    await smtp.close();
  });

  /** A way whose answers the test gives, and what was handed to it. */
  const way = (channel: 'line' | 'webhook', answers: Delivery[], repeatable = true) => {
    const handed: OutgoingMessage[] = [];
    const notifier: Notifier = {
      channel,
      repeatable,
      send: async (message) => {
        handed.push(message);
        return answers[Math.min(handed.length, answers.length) - 1]!;
      },
      check: async () => null,
      close: async () => undefined,
    };
    return { handed, notifier };
  };
  const send = (notifiers: Notifier[] = [email], limits: SendingLimits = {}, time = store.time) => {
    store.time = time;
    return sendMessages({ ...store, notifiers, publicUrl: 'https://wian.example', log: silent }, limits);
  };
  const by = { way: 'email', email: 'clerk@office.example' } as const;
  const person = async (settings: Partial<PersonAlertSettings> = by, lineUser: string | null = null) => {
    const actor = await member(store, X, ['clerk']);
    await store.db.insert(alertPreferences).values({ person: actor.id, organisation: X, settings, lineUser });
    return actor;
  };
  const set = (actor: Actor & { id: number }, settings: Partial<PersonAlertSettings>) =>
    store.db.update(alertPreferences).set({ settings }).where(eq(alertPreferences.person, actor.id));
  let keys = 0;
  const plan = async (actor: { id: number } | string, over: Partial<typeof alertMessages.$inferInsert> = {}) => {
    const recipient = typeof actor === 'string' ? actor : `person:${actor.id}`;
    const channel = recipient.startsWith('webhook') ? 'webhook' : 'email';
    const row = {
      key: `digest ${recipient} ${X} ${++keys}`,
      organisation: X,
      recipient,
      channel,
      kind: 'digest',
    } as const;
    const content = messageOf([lineOf()], { organisation: { code: X, name: 'อำเภอ' } });
    const [made] = await store.db
      .insert(alertMessages)
      .values({ ...row, content, plannedAt: TEN, notBefore: TEN, ...over })
      .returning({ id: alertMessages.id });
    return made!.id;
  };
  const rows = () => store.db.select().from(alertMessages).orderBy(asc(alertMessages.id));
  const row = async (id: number) => (await rows()).find((one) => one.id === id)!;
  const states = async () => (await rows()).map(({ state }) => state);
  const told = ({ state, reason, notBefore, attempts }: MessageRow) => ({ state, reason, notBefore, attempts });

  it('go to the address that the person has now, once, and are settled', async () => {
    const actor = await person();
    const id = await plan(actor);
    await set(actor, { way: 'email', email: 'new@office.example' });
    expect(await send()).toMatchObject({ sent: 1, dropped: 0 });
    expect(await send()).toMatchObject({ sent: 0 });
    expect(smtp.taken.map(({ to, mail }) => [to, mail.subject])).toEqual([
      [['new@office.example'], 'เวียน: ครบกำหนดวันนี้ ๑ เรื่อง (อำเภอ)'],
    ]);
    expect(smtp.taken[0]!.mail.text).toContain('https://wian.example/files/3?letter=1');
    expect(await row(id)).toMatchObject({
      state: 'sent',
      settledAt: TEN,
      to: 'new@office.example',
      attempts: 1,
      reason: null,
      providerId: expect.stringMatching(/^250 /),
    });
  });

  it('wait for their time, which a clock that jumps does not double', async () => {
    await plan(await person(), { notBefore: later(60) });
    await send();
    expect(smtp.taken).toHaveLength(0);
    await send([email], {}, later(24 * 60));
    for (const minutes of [-600, 60, 61, 100_000, 30]) await send([email], {}, later(minutes));
    expect(smtp.taken).toHaveLength(1);
    expect(await states()).toEqual(['sent']);
  });

  it('are many, each sent once by senders that work at once', async () => {
    const actor = await person();
    for (let n = 0; n < 40; n++) await plan(actor);
    const another = await database.again?.();
    const second = { ...store, db: another?.db ?? store.db, notifiers: [email], log: silent };
    const sent = await Promise.all([send(), sendMessages(second), send()]);
    expect(sent.reduce((sum, one) => sum + one.sent, 0)).toBe(40);
    expect(new Set(smtp.taken.map(({ mail }) => mail.messageId)).size).toBe(40);
    expect(smtp.taken).toHaveLength(40);
    expect(new Set(await states())).toEqual(new Set(['sent']));
    await another?.close();
  });

  describe('go to nobody', () => {
    it.each<[string, (actor: Actor & { id: number }) => unknown, string]>([
      ['who left', ({ id }) => store.db.delete(memberships).where(eq(memberships.person, id)), 'message.left'],
      [
        'whose account is closed',
        ({ id }) => store.db.update(people).set({ active: false }).where(eq(people.id, id)),
        'message.left',
      ],
      ['without an address', (actor) => set(actor, { way: 'email', email: null }), 'message.no_address'],
      ['who looks into the application', (actor) => set(actor, { ...by, way: 'app' }), 'message.in_application'],
    ])('%s', async (_, leave, reason) => {
      const actor = await person();
      const id = await plan(actor);
      await leave(actor);
      expect(await send()).toMatchObject({ sent: 0, dropped: 1 });
      expect(smtp.taken).toEqual([]);
      expect(await row(id)).toMatchObject({ state: 'dropped', reason, settledAt: TEN, attempts: 0 });
    });

    it('of another organisation, or to a program that was taken away', async () => {
      const actor = await person();
      await plan(actor, { organisation: Y });
      const hook = { url: 'https://x.example/h', secret: 's', createdAt: TEN, createdBy: 'test' };
      const [gone, others] = await store.db
        .insert(webhooks)
        .values([
          { ...hook, organisation: X, revokedAt: TEN },
          { ...hook, organisation: Y },
        ])
        .returning();
      for (const { id } of [gone!, others!]) await plan(`webhook:${id}`);
      const { handed, notifier } = way('webhook', [{ outcome: 'sent', id: null }]);
      expect(await send([email, notifier])).toMatchObject({ sent: 0, dropped: 3 });
      expect([handed, smtp.taken]).toEqual([[], []]);
    });
  });

  it('of a program carry its secret', async () => {
    const [hook] = await store.db
      .insert(webhooks)
      .values({ organisation: X, url: 'https://x.example/h', secret: 'geheim', createdAt: TEN, createdBy: 'test' })
      .returning();
    await plan(`webhook:${hook!.id}`);
    const { handed, notifier } = way('webhook', [{ outcome: 'sent', id: '7' }]);
    await send([notifier]);
    expect(handed).toMatchObject([
      { to: 'https://x.example/h', secret: 'geheim', tried: 0, content: { kind: 'digest' } },
    ]);
  });

  it('go the new way of who changed theirs meanwhile', async () => {
    const actor = await person({ ...by, way: 'line' }, 'U77');
    const id = await plan(actor);
    const { handed, notifier } = way('line', [{ outcome: 'sent', id: null }]);
    expect(await send([email, notifier])).toMatchObject({ sent: 1 });
    expect([handed.length, handed[0]!.to, smtp.taken.length]).toEqual([1, 'U77', 0]);
    expect(await row(id)).toMatchObject({ channel: 'line', state: 'sent', attempts: 1, to: 'U77' });
  });

  it("with the code of an address go to it, although it is nobody's yet, at any hour", async () => {
    const actor = await person({ way: 'app', email: null });
    const content = messageOf([], { kind: 'test', code: '402931' });
    const night = later(14 * 60);
    await plan(actor, { kind: 'test', content, to: 'new@office.example', notBefore: night });
    await send([email], {}, night);
    expect(smtp.taken.map(({ to, mail }) => [to, mail.text?.includes('402931')])).toEqual([
      [['new@office.example'], true],
    ]);
  });

  describe('that did not go', () => {
    it('are tried again after 1, 5, 30 minutes and 2 hours, then have failed', async () => {
      const id = await plan(await person());
      onText = () => Promise.reject(refusal(451, 'later'));
      let at = TEN;
      for (const minutes of [1, 5, 30, 120]) {
        expect(await send([email], {}, at)).toMatchObject({ again: 1 });
        const next = later(minutes, at);
        expect(await row(id)).toMatchObject({ state: 'planned', notBefore: next, reason: '451 later' });
        expect(await send([email], {}, later(minutes - 0.1, at))).toMatchObject({ again: 0 });
        at = next;
      }
      await send([email], {}, at);
      expect(told(await row(id))).toMatchObject({ state: 'failed', reason: '451 later', attempts: 5 });
      expect(smtp.taken).toEqual([]);
      // A person may start it anew.
      await resolveMessage(store, { actor: machine('test'), id, as: 'again' });
      onText = () => undefined;
      await send([email], {}, at);
      expect(smtp.taken[0]!.mail.subject).not.toContain('ส่งซ้ำ');
      expect(await states()).toEqual(['sent']);
    });

    it('are refused for good, and not tried again', async () => {
      const id = await plan(await person());
      onText = () => Promise.reject(refusal(550, 'nobody here'));
      expect(await send()).toMatchObject({ failed: 1 });
      expect(await row(id)).toMatchObject({ state: 'failed', reason: '550 nobody here', settledAt: TEN });
    });

    it('wait for the end of quiet hours, but for what cannot wait', async () => {
      const evening = later(9 * 60 - 1);
      const actor = await person({ ...by, quiet: { from: '19:00', to: '06:30' } });
      const calm = await plan(actor);
      const pressing = await plan(actor, { pressing: true });
      onText = () => Promise.reject(refusal(451, 'later'));
      await send([email], {}, evening);
      expect((await row(calm)).notBefore).toEqual(new Date('2025-02-10T23:30:00Z'));
      expect((await row(pressing)).notBefore).toEqual(later(1, evening));
    });

    it('are not sent in quiet hours either when the sender comes late, and then say nothing of today', async () => {
      const id = await plan(await person());
      await send([email], {}, later(10 * 60));
      expect(told(await row(id))).toEqual({
        state: 'planned',
        reason: null,
        notBefore: new Date('2025-02-11T00:00:00Z'),
        attempts: 0,
      });
      await send([email], {}, new Date('2025-02-11T00:00:00Z'));
      expect(smtp.taken[0]!.mail.subject).toBe('เวียน: ครบกำหนดวันที่ ๑๐ ก.พ. ๖๘ ๑ เรื่อง (อำเภอ)');
    });
  });

  describe('of which nobody knows whether they went', () => {
    const breaks = () => {
      onText = () => {
        smtp.drop();
        return new Promise(() => undefined);
      };
    };

    it('stay so until a person says', async () => {
      const mine = await plan(await person());
      const other = await plan(await person());
      breaks();
      expect(await send()).toMatchObject({ unknown: 2 });
      onText = () => undefined;
      await send([email], {}, later(10_000));
      expect(smtp.taken).toEqual([]);
      expect(await row(mine)).toMatchObject({
        state: 'unknown',
        reason: expect.stringMatching(/^message\.unknown: E/),
      });

      const logged = await store.db.$count(auditLog);
      const clerk = await member(store, X, ['admin']);
      const stranger = await member(store, Y, ['admin']);
      const resolving = (actor: Actor, as: 'sent' | 'again', id = mine) => resolveMessage(store, { actor, id, as });
      await expect(resolving(stranger, 'again')).rejects.toMatchObject({ code: 'record.not_found' });
      await expect(resolving(clerk, 'again', 999_999)).rejects.toMatchObject({ code: 'record.not_found' });
      await resolving(clerk, 'sent');
      await expect(resolving(clerk, 'again')).rejects.toMatchObject({ code: 'message.settled' });
      await resolving(clerk, 'again', other);
      await send();
      expect(await states()).toEqual(['sent', 'sent']);
      expect(smtp.taken.map(({ mail }) => mail.subject)).toEqual([expect.stringMatching(/^ส่งซ้ำ: /)]);
      const log = await store.db.select().from(auditLog).orderBy(asc(auditLog.id)).offset(logged);
      expect(log.map(({ actor, action, detail }) => [actor, action, detail])).toEqual([
        [
          `person:${clerk.id}`,
          'alerts.message_resolved',
          { message: mine, organisation: X, before: 'unknown', after: 'sent' },
        ],
        [
          `person:${clerk.id}`,
          'alerts.message_resolved',
          { message: other, organisation: X, before: 'unknown', after: 'planned' },
        ],
      ]);
    });

    it('go once more where they cannot wait, said to be sent again under the same Message-ID', async () => {
      const id = await plan(await person(), { pressing: true });
      const tries: (string | undefined)[][] = [];
      onText = ({ mail }) => {
        tries.push([mail.messageId, mail.subject]);
        smtp.drop();
        return new Promise(() => undefined);
      };
      await send();
      expect(told(await row(id))).toMatchObject({ state: 'planned', notBefore: later(1) });
      await send([email], {}, later(1));
      expect(await row(id)).toMatchObject({ state: 'unknown', attempts: 2 });
      await send([email], {}, later(1000));
      const [[messageId, first], second, ...more] = tries as [[string, string], ...[string, string][]];
      expect(second).toEqual([messageId, `ส่งซ้ำ: ${first}`]);
      expect(more).toEqual([]);
    });

    it('go again under their key where that does no harm, within a day', async () => {
      const actor = await person({ way: 'line' }, 'U1');
      const young = await plan(actor, { channel: 'line' });
      const old = await plan(actor, { channel: 'line', plannedAt: later(-24 * 60) });
      const { handed, notifier } = way('line', [{ outcome: 'unknown', reason: 'x' }]);
      await send([notifier]);
      expect([(await row(young)).state, (await row(old)).state]).toEqual(['planned', 'unknown']);
      await send([notifier], {}, later(1));
      const keyOf = (await row(young)).key;
      expect(
        handed.filter(({ key }) => key === keyOf).map(({ tried, subject }) => [tried, subject.includes('ส่งซ้ำ')]),
      ).toEqual([
        [0, false],
        [1, false],
      ]);
    });

    it('are those of a sender that went away; what it settles late still counts', async () => {
      const id = await plan(await person());
      await store.db.update(alertMessages).set({
        state: 'sending',
        attempts: 1,
        claimedBy: 'gone',
        claimedAt: sql`clock_timestamp() - interval '4 minutes'`,
      });
      expect(await send()).toMatchObject({ unknown: 0 });
      await store.db.update(alertMessages).set({ claimedAt: sql`clock_timestamp() - interval '6 minutes'` });
      // The clock of the application says nothing of how long a claim holds.
      expect(await send([email], {}, later(-600))).toMatchObject({ unknown: 1 });
      expect(told(await row(id))).toMatchObject({ state: 'unknown', reason: 'message.unknown: sender gone' });
    });

    it('were sent after all where a slow sender says so, unless another took them up', async () => {
      const actor = await person({ way: 'line' }, 'U1');
      const id = await plan(actor, { channel: 'line' });
      const { notifier } = way('line', [{ outcome: 'sent', id: 'late' }]);
      const slow: Notifier = {
        ...notifier,
        async send(message) {
          // Meanwhile another sender gives this one up.
          await send([email], { leaseMs: -1 });
          expect((await row(id)).state).toBe('unknown');
          return notifier.send(message);
        },
      };
      await send([slow]);
      expect(await row(id)).toMatchObject({ state: 'sent', providerId: 'late' });
    });
  });

  describe('whose way takes no more', () => {
    const spent = () => way('line', [{ outcome: 'spent', reason: 'quota' }]);

    it('go by e-mail in its place, once', async () => {
      const actor = await person({ way: 'line', email: 'clerk@office.example' }, 'U1');
      const id = await plan(actor, { channel: 'line', pressing: true });
      const { notifier } = spent();
      expect(await send([email, notifier])).toMatchObject({ spent: 1, sent: 1 });
      await send([email, notifier], {}, later(1000));
      const [first, second, ...more] = await rows();
      expect(first).toMatchObject({ id, state: 'dropped', reason: 'message.spent', channel: 'line' });
      expect(second).toMatchObject({
        state: 'sent',
        channel: 'email',
        insteadOf: id,
        pressing: true,
        key: `${first!.key} by email`,
      });
      expect([more, smtp.taken.length]).toEqual([[], 1]);
    });

    it('are dropped with the reason where there is no address, or nothing is set up', async () => {
      await plan(await person({ way: 'line' }, 'U1'), { channel: 'line' });
      await plan(await person());
      expect(await send([spent().notifier])).toMatchObject({ spent: 2, sent: 0 });
      expect((await rows()).map(({ state, reason }) => [state, reason])).toEqual([
        ['dropped', 'message.spent'],
        ['dropped', 'message.spent'],
      ]);
    });
  });

  it('are left when it has to stop, planned as they were', async () => {
    const actor = await person();
    for (let n = 0; n < 9; n++) await plan(actor);
    let asked = 0;
    await send([email], { atOnce: 2, stopped: () => asked++ > 4 });
    const all = await states();
    expect(all.filter((state) => state === 'sent').length).toBe(smtp.taken.length);
    expect(new Set(all)).toEqual(new Set(['sent', 'planned']));
  });
});
