/// <reference types="vite/client" />
import type { FastifyInstance, InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Role, roles, scopes } from '../../schemas/access.js';
import { lineChannel } from '../../src/adapters/notify/line-channel.js';
import { toThaiDigits } from '../../src/domain/numerals.js';
import type { Rule } from '../../src/http/access.js';
import type { Actor } from '../../src/people/actor.js';
import { createLogger } from '../../src/shared/logger.js';
import { type AuthorisationCase, sceneOf } from '../support/authorisation.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { appOf, as, keyOf, member, personOf, X, Y } from '../support/http.js';
import { type TestStore, testStore } from '../support/store.js';

/*
 * Every route is tried by those who may not call it. For a route of yours:
 *
 *   1. Give it `config: { allowed: … }`.
 *   2. Add a case to `test/contract/authorisation/<feature>.cases.ts`, which exports `cases: AuthorisationCase[]` (the file is found by its name):
 *
 *        authorisationCase({
 *          route: 'GET /api/circulars/:receipt/record',
 *          given: (scene) => scene.file(),                                   // something of organisation X; its texts hold scene.mark
 *          call: (receipt) => ({ url: `/api/circulars/${receipt}/record` }), // as X's right person calls it
 *          stranger: 'not-found',                                            // or 'without', 'forbidden'
 *          secret: 'veiled',                                                 // where it gives what letters say
 *        })
 *
 *   3. `npx vitest run test/contract/authorisation.test.ts`. `test/support/http.ts` has people (`member`), files (`fileOf`) and notices (`noticeOf`);
 *      `scene.right` is who calls. A route that anybody may call is named below, with the reason.
 */

// The letters are given by the test; the rules that make letters of text have tests of their own.
vi.mock('../../src/domain/compose.js', async () => ({
  composeFile: (await import('../support/compose.js')).composeTestFile,
}));

/** Routes that anybody may call, each with the reason why that shows nobody's papers. */
const PUBLIC: Record<string, string> = {
  'GET /calendar/:file':
    'the name of the file is the secret (see `notices/feeds.usecases.ts`); tried in `calendar.test.ts`',
  'GET /*': 'the pages of the application, which hold no letters; they ask the API for them',
  'GET /assets/*': 'what those pages are made of',
  'GET /api/health': 'version and how much is on its way, for whatever watches over the service',
  'POST /api/line/events': 'is signed by LINE over its very bytes; line-linking.test.ts tries it',
  'POST /api/session': 'signs in; accounts.test.ts tries it',
  'POST /api/join/link': 'shows a one-time link, which is its own secret; accounts.test.ts tries it',
  'POST /api/join/organisations': 'the same, for the first administrator: names of the gazetteer',
  'POST /api/join': 'uses such a link',
};
/** The description of the API, which is the program's. */
const isDocs = (name: string) => /^GET \/api\/docs(?:\/|$)/.test(name);

const modules = import.meta.glob<{ cases: AuthorisationCase[] }>('./authorisation/*.cases.ts', { eager: true });
const cases = Object.values(modules).flatMap((module) => module.cases);

/** An account that LINE says nothing of. */
const line = lineChannel({ api: 'http://127.0.0.1:9', token: 'x', secret: 'x', log: createLogger('silent') });

let database: TestDatabase;
let store: TestStore;
let app: FastifyInstance;
const opened = async () => {
  database = await testDatabases()[0]!.open();
  store = testStore(database.db);
  app = appOf(store, { line });
  await app.ready();
  // X is the office that it was set up for.
  await member(store, X, []);
  store.time = new Date(store.time.getTime() + 1000);
};
const closed = async () => {
  await app.close();
  store.dispose();
  await database.close();
};
beforeAll(opened);
afterAll(closed);
/** Cases to a store: with the letters of them all in one, lists end before the letter that is looked for, and linking takes minutes. */
const CASES_A_STORE = 3;
let tries = 0;

const nameOf = ({ method, url }: Rule) => `${method} ${url}`;
/** Fastify answers HEAD by the route of GET, with its rule. */
const rules = () => app.rules.filter(({ method }) => method !== 'HEAD' && method !== 'OPTIONS');
const ruleOf = (route: string) => {
  const rule = rules().find((one) => nameOf(one) === route);
  if (!rule || rule.allowed === 'public') throw new Error(`${route}: no such route, or public`);
  return { ...rule, allowed: rule.allowed };
};

/** Sets the case up, and calls it as the actor. */
async function tried(of: AuthorisationCase, actor: Actor | null | 'right', scene: Awaited<ReturnType<typeof sceneOf>>) {
  const given = await of.given(scene);
  const { url, payload, headers } = of.call(given, scene);
  const method = of.route.split(' ')[0] as InjectOptions['method'];
  const by = as(actor === 'right' ? scene.right : actor);
  const answer = await app.inject({ method, url, payload, headers: { ...headers, ...by } });
  const text = answer.rawPayload.toString('utf8');
  // Papers are written in Thai digits.
  return { answer, given, scene, holds: text.includes(scene.mark) || text.includes(toThaiDigits(scene.mark)) };
}

describe('the routes', () => {
  it('have a case each, or are public for a reason', () => {
    const known = new Set(cases.map(({ route }) => route));
    const open = rules().filter(({ allowed }) => allowed === 'public');
    expect(open.map(nameOf).filter((name) => !PUBLIC[name] && !isDocs(name))).toEqual([]);
    const closed = rules().filter(({ allowed }) => allowed !== 'public');
    expect(closed.map(nameOf).filter((name) => !known.has(name))).toEqual([]);
  });

  it('and no case is of a route that is no more', () => {
    const names = new Set(rules().map(nameOf));
    expect([...cases.map(({ route }) => route), ...Object.keys(PUBLIC)].filter((name) => !names.has(name))).toEqual([]);
  });
});

describe.each(cases)('$route', (of) => {
  beforeAll(async () => {
    if (tries++ % CASES_A_STORE > 0) return;
    await closed();
    await opened();
  });
  const shows = of.shows ?? of.route.startsWith('GET ');
  const may = (): readonly Role[] => {
    const { allowed } = ruleOf(of.route);
    return of.by ?? (allowed === 'signed-in' ? roles : allowed.roles);
  };

  it('is answered to the right people of the organisation', async () => {
    for (const role of may()) {
      const { answer, holds } = await tried(of, 'right', await sceneOf(store, { roles: [role] }));
      expect(answer.statusCode, `${role}: ${answer.body.slice(0, 300)}`).toBeLessThan(300);
      if (shows) expect(holds, `${role}: ${answer.body.slice(0, 300)}`).toBe(true);
    }
  });

  it('is refused to people of another organisation, whatever they are there', async () => {
    for (const role of roles) {
      const stranger = await member(store, Y, [role], { secret: true });
      const { answer, holds, given, scene } = await tried(of, stranger, await sceneOf(store, null));
      expect(holds, answer.body.slice(0, 300)).toBe(false);
      await of.untouched?.(given, scene);
      const { allowed } = ruleOf(of.route);
      const called = allowed === 'signed-in' || allowed.roles.includes(role);
      if (!called || of.stranger === 'forbidden') expect(answer.statusCode).toBe(403);
      else if (of.stranger === 'not-found') {
        expect([answer.statusCode, answer.json().code]).toEqual([404, 'record.not_found']);
      } else if (of.stranger !== 'own') expect(answer.statusCode, answer.body.slice(0, 300)).toBeLessThan(300);
    }
  });

  it("is refused to another organisation's key, and to its own without the scope", async () => {
    const { allowed } = ruleOf(of.route);
    const scope = allowed === 'signed-in' ? undefined : allowed.scope;
    const others = await tried(of, keyOf(Y, scopes), await sceneOf(store, null));
    expect(others.holds).toBe(false);
    if (of.stranger === 'not-found' && scope) expect(others.answer.statusCode).toBe(404);
    const without = keyOf(
      X,
      scopes.filter((one) => one !== scope),
    );
    expect((await tried(of, without, await sceneOf(store, null))).answer.statusCode).toBe(403);
  });

  it('is refused to who has no role for it, and to nobody', async () => {
    const { allowed } = ruleOf(of.route);
    if (allowed !== 'signed-in') {
      const others = roles.filter((role) => !allowed.roles.includes(role));
      for (const actor of [personOf(), personOf({ roles: others })]) {
        expect((await tried(of, actor, await sceneOf(store, null))).answer.statusCode).toBe(403);
      }
    }
    expect((await tried(of, null, await sceneOf(store, null))).answer.statusCode).toBe(401);
  });

  // Of the other routes none tells what a letter says.
  if (!of.secret) return;
  it('shows what a secret letter says to those alone who are named for it', async () => {
    for (const role of may()) {
      const named = await tried(of, 'right', await sceneOf(store, { roles: [role], named: true }, true));
      expect(named.answer.statusCode, named.answer.body.slice(0, 300)).toBeLessThan(300);
      if (shows) expect(named.holds).toBe(of.secret !== 'untold');
      const { answer, holds } = await tried(of, 'right', await sceneOf(store, { roles: [role] }, true));
      expect(holds, answer.body.slice(0, 300)).toBe(false);
      if (of.secret === 'refused') expect([403, 404]).toContain(answer.statusCode);
      else expect(answer.statusCode, answer.body.slice(0, 300)).toBeLessThan(300);
    }
  });
});
