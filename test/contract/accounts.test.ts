import type { FastifyInstance, InjectOptions } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '../../schemas/access.js';
import { auditLog } from '../../src/audit/audit.table.js';
import { holdings } from '../../src/circulars/holdings.table.js';
import { apiKeys, links, memberships, offices, people, sessions } from '../../src/people/accounts.table.js';
import { machine } from '../../src/people/actor.js';
import { firstLink, resetLogin } from '../../src/people/links.usecases.js';
import { hashPassword } from '../../src/people/passwords.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { appOf, bearer, TOKEN } from '../support/http.js';
import { letterOf } from '../support/letters.js';
import { contentOf, put, type TestStore, testStore, workAll } from '../support/store.js';

const ORIGIN = { 'sec-fetch-site': 'same-origin' };
const PASSWORD = 'ข้าวเหนียวมะม่วงสองจาน';
const tokenIn = (path: string) => path.slice(path.indexOf('#') + 1);

describe.each(testDatabases())('accounts on $name', ({ open }) => {
  let database: TestDatabase;
  let store: TestStore;
  let app: FastifyInstance;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(async () => {
    await database.close();
  });
  beforeEach(async () => {
    for (const table of [holdings, links, sessions, memberships, apiKeys, offices, people])
      await database.db.delete(table);
    store = testStore(database.db);
    app = appOf(store);
    return async () => {
      await app.close();
      store.dispose();
    };
  });

  /** Who is signed in, as a page is: with the cookie, and the csrf of the session's answer. */
  class Browser {
    cookie = '';
    csrf = '';
    async ask(method: InjectOptions['method'], url: string, payload?: object, headers: Record<string, string> = {}) {
      const shown = { cookie: this.cookie, 'x-wian-csrf': this.csrf, ...ORIGIN, ...headers };
      const answer = await app.inject({ method, url, headers: shown, ...(payload && { payload }) });
      const [cookie] = answer.cookies;
      if (cookie) this.cookie = `${cookie.name}=${cookie.value}`;
      if (answer.statusCode === 200 && answer.body.includes('"csrf"')) this.csrf = answer.json().csrf;
      return answer;
    }
    signIn = (login: string, password: string) => this.ask('POST', '/api/session', { login, password });
  }

  async function person(login: string, organisation: string, roles: Role[], password: string | null = PASSWORD) {
    const passwordHash = password === null ? null : await hashPassword(password);
    const row = { login, name: login, passwordHash, createdAt: store.clock.now() };
    const [{ id } = { id: 0 }] = await database.db.insert(people).values(row).returning({ id: people.id });
    await database.db.insert(offices).values({ organisation, joinedAt: store.clock.now() }).onConflictDoNothing();
    await database.db.insert(memberships).values(roles.map((role) => ({ person: id, organisation, role })));
    return id;
  }
  const browserOf = async (login: string) => {
    const browser = new Browser();
    expect((await browser.signIn(login, PASSWORD)).statusCode).toBe(200);
    return browser;
  };
  const later = (minutes: number) => {
    store.time = new Date(store.time.getTime() + minutes * 60_000);
  };

  describe('the first administrator', () => {
    const first = { organisation: '54', login: 'Aree', name: 'อารี', position: null };

    it('is made once by the link of the start, with the office and the files that nobody has', async () => {
      const { receipt } = await put(store, 'ก่อน.pdf', contentOf([[letterOf({})]]));
      await workAll(store);
      const stale = tokenIn((await firstLink(store))!.path);
      const token = tokenIn((await firstLink(store))!.path);
      const browser = new Browser();
      expect((await browser.ask('POST', '/api/join/link', { token: stale })).json().code).toBe('account.link_invalid');
      expect((await browser.ask('POST', '/api/join/link', { token })).json()).toMatchObject({ purpose: 'first-admin' });
      const found = await browser.ask('POST', '/api/join/organisations', { token, q: 'จังหวัดแพร่' });
      expect(found.json()).toContainEqual({ code: '54', name: 'จังหวัดแพร่', within: null });
      expect((await browser.ask('POST', '/api/join', { token, password: 'short', first })).json().code).toBe(
        'account.password_weak',
      );
      const both = await Promise.all(
        [1, 2].map(() => new Browser().ask('POST', '/api/join', { token, password: PASSWORD, first })),
      );
      expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 410]);
      expect(await database.db.select().from(people)).toMatchObject([{ login: 'aree', name: 'อารี' }]);
      expect(await database.db.select().from(holdings)).toMatchObject([{ organisation: '54', receipt }]);
      expect(await firstLink(store)).toBeNull();
      const signedIn = await browserOf('AREE');
      expect((await signedIn.ask('GET', '/api/session')).json()).toMatchObject({
        organisation: { code: '54', name: 'จังหวัดแพร่' },
        roles: expect.arrayContaining(['admin']),
      });
      expect((await signedIn.ask('GET', '/api/circulars')).json()).toMatchObject([{ receipt }]);
    });

    it('cannot be made a day later', async () => {
      const token = tokenIn((await firstLink(store))!.path);
      later(24 * 60 + 1);
      const late = await new Browser().ask('POST', '/api/join', { token, password: PASSWORD, first });
      expect([late.statusCode, late.json().code]).toEqual([410, 'account.link_invalid']);
    });

    it('and no token is kept as it is', async () => {
      const token = tokenIn((await firstLink(store))!.path);
      await person('clerk', '54', ['clerk']);
      const browser = await browserOf('clerk');
      const kept = JSON.stringify([await database.db.select().from(links), await database.db.select().from(sessions)]);
      expect(kept).not.toContain(token);
      expect(kept).not.toContain(browser.cookie.split('=')[1]);
    });
  });

  describe('signing in', () => {
    it('gives a cookie that no script and no other site can use', async () => {
      await person('clerk', '54', ['clerk']);
      const [cookie] = (await new Browser().signIn('clerk', PASSWORD)).cookies;
      expect(cookie).toMatchObject({ name: 'wian_session', httpOnly: true, sameSite: 'Lax', path: '/' });
      await app.close();
      app = appOf(store, { publicUrl: 'https://wian.example' });
      const [secure] = (await new Browser().signIn('clerk', PASSWORD)).cookies;
      expect(secure).toMatchObject({ name: '__Host-wian_session', secure: true, httpOnly: true, path: '/' });
      expect(secure).not.toHaveProperty('domain');
    });

    it('answers alike whatever is wrong, and rests longer after each further failure, also with the right password', async () => {
      const id = await person('clerk', '54', ['clerk']);
      await person('closed', '54', ['clerk']);
      await person('invited', '54', ['clerk'], null);
      const browserOf401 = async (login: string, password: string) => {
        const answer = await new Browser().signIn(login, password);
        const { code, message } = answer.json();
        return { status: answer.statusCode, code, message };
      };
      const refused = await browserOf401('nobody', 'wrong');
      expect(refused).toMatchObject({ status: 401, code: 'account.refused' });
      expect(await browserOf401('invited', 'wrong')).toEqual(refused);
      // Many at once are as many failures.
      const wrong = await Promise.all([1, 2, 3, 4, 5, 6].map(() => browserOf401('clerk', 'wrong')));
      for (const answer of wrong) expect(answer).toEqual(refused);
      expect(await browserOf401('clerk', PASSWORD)).toEqual(refused);
      later(1.1);
      expect(await browserOf401('clerk', 'wrong')).toEqual(refused);
      later(1.1);
      expect(await browserOf401('clerk', PASSWORD)).toEqual(refused);
      later(1);
      await browserOf('clerk');
      const rows = await database.db.select().from(people);
      expect(rows.find((row) => row.id === id)).toMatchObject({ failedLogins: 0, lockedUntil: null });
      const told = (await database.db.select().from(auditLog)).filter(({ actor }) => actor === `person:${id}`);
      expect(told.map(({ action }) => action)).toContain('session.refused');
      expect(JSON.stringify(told)).not.toContain('wrong');
    });

    it('is limited for one login and for one address', async () => {
      await app.close();
      app = appOf(store, { rates: { general: 1000, entry: 6, login: 3 } });
      const tries = async (login: string) => (await new Browser().signIn(login, 'wrong')).statusCode;
      expect([await tries('a'), await tries('a'), await tries('A'), await tries('a')]).toEqual([401, 401, 401, 429]);
      expect([await tries('b'), await tries('c'), await tries('d')]).toEqual([401, 401, 429]);
    });

    it('is limited for the password of the operator, not for who knows another secret', async () => {
      await app.close();
      app = appOf(store, { access: { password: 'of the operator', token: TOKEN, local: true } });
      const status = async (secret: string) =>
        (await app.inject({ url: '/api/people', headers: { authorization: `Bearer ${secret}` } })).statusCode;
      expect(await status('of the operator')).toBe(200);
      for (let guess = 0; guess < 20; guess++) expect(await status(`guess ${guess}`)).toBe(401);
      expect([await status('of the operator'), await status(TOKEN)]).toEqual([429, 200]);
    });

    it('takes no common password, and no part in its rules but length', async () => {
      await person('somchai', '54', ['clerk']);
      const browser = await browserOf('somchai');
      const change = async (password: string) =>
        (await browser.ask('PUT', '/api/account/password', { current: PASSWORD, password })).json().code;
      for (const weak of [
        '12345678901',
        'password12345',
        'Somchai-2569!',
        'aaaaaaaaaaaaaa',
        'qwertyuiopas',
        'P@ssw0rd2026!!',
      ])
        expect([weak, await change(weak)]).toEqual([weak, 'account.password_weak']);
      expect(await change('correct horse battery')).toBeUndefined();
    });
  });

  describe('a session', () => {
    it('ends when it is not used, after half a day, and when it is signed out', async () => {
      await person('clerk', '54', ['clerk']);
      const browser = await browserOf('clerk');
      const status = async () => (await browser.ask('GET', '/api/session')).statusCode;
      for (let hours = 3; hours < 12; hours += 3) {
        later(180);
        expect(await status()).toBe(200);
      }
      later(181);
      expect(await status()).toBe(401);
      const idle = await browserOf('clerk');
      later(241);
      expect((await idle.ask('GET', '/api/session')).statusCode).toBe(401);
      const left = await browserOf('clerk');
      const before = left.cookie;
      expect((await left.ask('DELETE', '/api/session')).statusCode).toBe(200);
      left.cookie = before;
      expect((await left.ask('GET', '/api/session')).statusCode).toBe(401);
    });

    it('takes changes from pages of ours alone', async () => {
      await person('clerk', '54', ['clerk']);
      const browser = await browserOf('clerk');
      const change = async (headers: Record<string, string>) =>
        (await browser.ask('POST', '/api/retry', {}, headers)).json().code;
      expect(await change({})).toBeUndefined();
      expect(await change({ 'x-wian-csrf': '' })).toBe('request.cross_site');
      for (const site of ['cross-site', 'same-site', 'none'])
        expect(await change({ 'sec-fetch-site': site })).toBe('request.cross_site');
      const old = (origin: Record<string, string>) =>
        app.inject({
          method: 'POST',
          url: '/api/retry',
          payload: {},
          headers: { cookie: browser.cookie, 'x-wian-csrf': browser.csrf, host: 'localhost:8420', ...origin },
        });
      expect((await old({ origin: 'http://localhost:8420' })).statusCode).toBe(200);
      expect((await old({ origin: 'http://evil.example' })).json().code).toBe('request.cross_site');
      expect((await old({ origin: 'null' })).json().code).toBe('request.cross_site');
      expect((await old({})).json().code).toBe('request.cross_site');
      const login = await app.inject({
        method: 'POST',
        url: '/api/session',
        headers: { 'sec-fetch-site': 'cross-site' },
        payload: { login: 'clerk', password: PASSWORD },
      });
      expect(login.json().code).toBe('request.cross_site');
    });

    it('is listed to its owner, who can end the others; a changed password does', async () => {
      await person('clerk', '54', ['clerk']);
      const [one, two, three] = [await browserOf('clerk'), await browserOf('clerk'), await browserOf('clerk')];
      const list = (await one.ask('GET', '/api/account/sessions')).json();
      expect(list.filter(({ current }: { current: boolean }) => current)).toHaveLength(1);
      const other = list.find(({ current }: { current: boolean }) => !current).id;
      expect((await one.ask('DELETE', `/api/account/sessions/${other}`)).statusCode).toBe(200);
      const states = async () =>
        Promise.all([one, two, three].map(async (each) => (await each.ask('GET', '/api/session')).statusCode));
      expect((await states()).sort()).toEqual([200, 200, 401]);
      const wrong = { current: 'not this one', password: 'another that is long' };
      expect((await one.ask('PUT', '/api/account/password', wrong)).json().code).toBe('account.refused');
      expect((await one.ask('PUT', '/api/account/password', { ...wrong, current: PASSWORD })).statusCode).toBe(200);
      expect(await states()).toEqual([200, 401, 401]);
    });

    it('acts for one organisation at a time', async () => {
      const id = await person('clerk', '54', ['clerk']);
      await database.db.insert(memberships).values({ person: id, organisation: '55', role: 'viewer' });
      const browser = await browserOf('clerk');
      const session = await browser.ask('GET', '/api/session');
      expect(session.json()).toMatchObject({ organisation: { code: '54' }, roles: ['clerk'] });
      expect(session.json().organisations.map(({ code }: { code: string }) => code)).toEqual(['54', '55']);
      const changed = await browser.ask('PUT', '/api/session/organisation', { organisation: '55' });
      expect(changed.json()).toMatchObject({ organisation: { code: '55' }, roles: ['viewer'] });
      expect((await browser.ask('POST', '/api/retry', {})).statusCode).toBe(403);
      const none = await browser.ask('PUT', '/api/session/organisation', { organisation: '10' });
      expect(none.json().code).toBe('record.not_found');
    });
  });

  describe('an administrator', () => {
    const invite = (login: string, organisation: string, roles: Role[]) => ({
      login,
      name: login,
      position: null,
      organisation,
      roles,
      secret: false,
    });

    it('invites people of the organisation and those below by a link that is used once', async () => {
      await person('admin', '54', ['admin']);
      const admin = await browserOf('admin');
      const made = (await admin.ask('POST', '/api/people', invite('mali', '5401', ['clerk']))).json();
      const token = tokenIn(made.link.path);
      const mali = new Browser();
      expect((await mali.ask('POST', '/api/join/link', { token })).json()).toMatchObject({
        purpose: 'invite',
        person: { login: 'mali' },
        organisations: [{ code: '5401' }],
      });
      expect((await mali.ask('POST', '/api/join', { token, password: PASSWORD })).json().person.login).toBe('mali');
      expect((await mali.ask('GET', '/api/session')).json()).toMatchObject({ organisation: { code: '5401' } });
      expect((await mali.ask('POST', '/api/join', { token, password: PASSWORD })).statusCode).toBe(410);
      const taken = await admin.ask('POST', '/api/people', invite('Mali', '54', ['clerk']));
      expect(taken.json().code).toBe('account.login_taken');
      const beyond = await admin.ask('POST', '/api/people', invite('elsewhere', '55', ['clerk']));
      expect(beyond.json().code).toBe('record.not_found');
    });

    it('cannot take over who also belongs elsewhere', async () => {
      await person('admin', '5401', ['admin']);
      const id = await person('both', '54', ['clerk']);
      await database.db.insert(memberships).values({ person: id, organisation: '5401', role: 'clerk' });
      const admin = await browserOf('admin');
      expect((await admin.ask('POST', `/api/people/${id}/link`)).json().code).toBe('account.elsewhere');
      expect((await admin.ask('PATCH', `/api/people/${id}`, { active: false })).json().code).toBe('account.elsewhere');
      const [told] = (await admin.ask('GET', '/api/people')).json().filter((one: { id: number }) => one.id === id);
      expect(told).toMatchObject({ whole: false, memberships: [{ organisation: { code: '5401' } }] });
      const out = { organisation: '5401', roles: [], secret: false };
      expect((await admin.ask('PUT', `/api/people/${id}/membership`, out)).statusCode).toBe(200);
      expect((await admin.ask('PUT', `/api/people/${id}/membership`, out)).statusCode).toBe(404);
    });

    it('cannot be the last to go, also when two remove each other at once', async () => {
      const ids = [await person('one', '54', ['admin']), await person('two', '54', ['admin'])];
      const below = await person('below', '5401', ['admin']);
      const [one, two] = [await browserOf('one'), await browserOf('two')];
      expect((await one!.ask('PATCH', `/api/people/${below}`, { active: false })).statusCode).toBe(200);
      const remove = (by: Browser, id: number) =>
        by.ask('PUT', `/api/people/${id}/membership`, { organisation: '54', roles: ['viewer'], secret: false });
      const both = await Promise.all([remove(one!, ids[1]!), remove(two!, ids[0]!)]);
      expect(both.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
      const left = both[0]!.statusCode === 200 ? one! : two!;
      const own = both[0]!.statusCode === 200 ? ids[0]! : ids[1]!;
      expect((await left.ask('PATCH', `/api/people/${own}`, { active: false })).json().code).toBe('account.last_admin');
    });

    it('signs out whom they close at once, and lets the operator open who locked themselves out', async () => {
      await person('admin', '54', ['admin']);
      const id = await person('clerk', '54', ['clerk']);
      const [admin, clerk] = [await browserOf('admin'), await browserOf('clerk')];
      expect((await admin.ask('PATCH', `/api/people/${id}`, { active: false })).statusCode).toBe(200);
      expect((await clerk.ask('GET', '/api/session')).statusCode).toBe(401);
      expect((await new Browser().signIn('clerk', PASSWORD)).statusCode).toBe(401);
      const { path } = await resetLogin(store, { login: 'ADMIN', actor: machine('cli') });
      const again = new Browser();
      const joined = await again.ask('POST', '/api/join', { token: tokenIn(path), password: 'a new one of mine' });
      expect(joined.statusCode).toBe(200);
      expect((await admin.ask('GET', '/api/session')).statusCode).toBe(401);
      const remote = await app.inject({
        method: 'POST',
        url: '/api/people/reset',
        headers: bearer,
        payload: { login: 'admin' },
      });
      expect(remote.json().path).toMatch(/^\/join#/);
    });

    it('finds who did what before and after in the log', async () => {
      await person('admin', '54', ['admin']);
      const id = await person('clerk', '54', ['clerk']);
      const admin = await browserOf('admin');
      await admin.ask('PUT', `/api/people/${id}/membership`, { organisation: '54', roles: ['viewer'], secret: true });
      const { entries, organisations, people } = (await admin.ask('GET', '/api/audit?action=person.roles')).json();
      expect(organisations).toEqual({ '54': 'จังหวัดแพร่' });
      // By name, and not by the number alone.
      expect(people).toEqual({ [id]: 'clerk' });
      expect(entries[0]).toMatchObject({
        actorName: 'admin',
        detail: { person: id, before: { roles: ['clerk'], secret: false }, after: { roles: ['viewer'], secret: true } },
      });
      const page = (await admin.ask('GET', '/api/audit?limit=1')).json();
      expect(page.entries).toHaveLength(1);
      const next = (await admin.ask('GET', `/api/audit?limit=1&before=${page.next}`)).json();
      expect(next.entries[0].id).toBeLessThan(page.entries[0].id);
    });
  });

  describe('a key', () => {
    it('acts for its organisation within its scopes until it ends or is revoked', async () => {
      await person('admin', '54', ['admin']);
      const admin = await browserOf('admin');
      const wanted = { name: 'ระบบสารบรรณ', organisation: '5401', scopes: ['letters:read'], days: 30 };
      const { key, token } = (await admin.ask('POST', '/api/keys', wanted)).json();
      const headers = { authorization: `Bearer ${token}` };
      const status = async (url = '/api/circulars', method: 'GET' | 'POST' = 'GET') =>
        (await app.inject({ method, url, headers, ...(method === 'POST' && { payload: {} }) })).statusCode;
      expect(await status()).toBe(200);
      expect(await status('/api/retry', 'POST')).toBe(403);
      expect(await status('/api/people')).toBe(403);
      expect(JSON.stringify(await database.db.select().from(apiKeys))).not.toContain(token);
      expect((await admin.ask('GET', '/api/keys')).json()).toMatchObject([{ id: key.id, seenAt: expect.any(String) }]);
      later(31 * 24 * 60);
      expect(await status()).toBe(401);
      later(-2 * 24 * 60);
      expect(await status()).toBe(200);
      const again = await browserOf('admin');
      expect((await again.ask('DELETE', `/api/keys/${key.id}`)).statusCode).toBe(200);
      expect(await status()).toBe(401);
    });
  });
});
