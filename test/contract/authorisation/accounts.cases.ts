import { eq } from 'drizzle-orm';
import { expect } from 'vitest';
import { appendAudit } from '../../../src/audit/audit.repo.js';
import { findPerson, selectMemberships } from '../../../src/people/accounts.repo.js';
import { apiKeys, offices, people, sessions } from '../../../src/people/accounts.table.js';
import { auditName } from '../../../src/people/actor.js';
import { findOffice } from '../../../src/people/offices.repo.js';
import { hashPassword } from '../../../src/people/passwords.js';
import { openSession } from '../../../src/people/sessions.usecases.js';
import { tokenHash } from '../../../src/people/tokens.js';
import { authorisationCase, type Scene } from '../../support/authorisation.js';
import { member, X } from '../../support/http.js';

let serial = 0;
const nothing = async () => null;
/** Whoever calls, or somebody of X where a stranger does. */
const owner = async (scene: Scene) => scene.right ?? (await member(scene.store, X, ['clerk'], { name: scene.mark }));
const colleague = ({ store, mark }: Scene) => member(store, X, ['clerk'], { name: mark });
const session = async (scene: Scene) => {
  const person = (await owner(scene)).id;
  const { token } = await openSession(scene.store.db, { person, now: scene.store.clock.now(), agent: scene.mark });
  return tokenHash(token);
};
const stands = async (hash: string, { store }: Scene) =>
  expect(await store.db.select().from(sessions).where(eq(sessions.tokenHash, hash))).toHaveLength(1);
const key = async ({ store, mark }: Scene) => {
  const row = {
    tokenHash: tokenHash(`key ${serial++}`),
    name: mark,
    organisation: X,
    scopes: ['letters:read' as const],
  };
  const [made] = await store.db
    .insert(apiKeys)
    .values({ ...row, createdBy: 'test', createdAt: store.clock.now() })
    .returning({ id: apiKeys.id });
  return made!.id;
};
const invited = (organisation: string) => ({
  login: `invited-${serial++}`,
  name: 'ผู้ได้รับเชิญ',
  position: null,
  organisation,
  roles: ['clerk'],
  secret: false,
});

export const cases = [
  authorisationCase({
    route: 'GET /api/session',
    given: nothing,
    call: () => ({ url: '/api/session' }),
    stranger: 'own',
    shows: false,
  }),
  authorisationCase({
    route: 'DELETE /api/session',
    given: session,
    call: () => ({ url: '/api/session' }),
    stranger: 'own',
    untouched: stands,
  }),
  authorisationCase({
    route: 'PUT /api/session/organisation',
    given: nothing,
    call: () => ({ url: '/api/session/organisation', payload: { organisation: X } }),
    stranger: 'not-found',
  }),
  authorisationCase({
    route: 'GET /api/account/sessions',
    given: session,
    call: () => ({ url: '/api/account/sessions' }),
    stranger: 'own',
  }),
  authorisationCase({
    route: 'DELETE /api/account/sessions/:id',
    given: session,
    call: (hash) => ({ url: `/api/account/sessions/${hash.slice(0, 16)}` }),
    stranger: 'not-found',
    untouched: stands,
  }),
  authorisationCase({
    route: 'PUT /api/account/password',
    given: async (scene) => {
      const { id } = await owner(scene);
      const passwordHash = await hashPassword('the first one of them');
      await scene.store.db.update(people).set({ passwordHash }).where(eq(people.id, id));
      return { id, passwordHash };
    },
    call: () => ({
      url: '/api/account/password',
      payload: { current: 'the first one of them', password: 'another that is long' },
    }),
    stranger: 'own',
    untouched: async ({ id, passwordHash }, { store }) =>
      expect((await findPerson(store.db, id))!.passwordHash).toBe(passwordHash),
  }),
  authorisationCase({
    route: 'GET /api/people',
    given: colleague,
    call: () => ({ url: '/api/people' }),
    stranger: 'without',
  }),
  authorisationCase({
    route: 'POST /api/people',
    given: nothing,
    call: () => ({ url: '/api/people', payload: invited(X) }),
    stranger: 'not-found',
  }),
  authorisationCase({
    route: 'PATCH /api/people/:id',
    given: colleague,
    call: ({ id }) => ({ url: `/api/people/${id}`, payload: { active: false } }),
    stranger: 'not-found',
    untouched: async ({ id }, { store }) => expect((await findPerson(store.db, id))!.active).toBe(true),
  }),
  authorisationCase({
    route: 'PUT /api/people/:id/membership',
    given: colleague,
    call: ({ id }) => ({
      url: `/api/people/${id}/membership`,
      payload: { organisation: X, roles: ['viewer'], secret: true },
    }),
    stranger: 'not-found',
    untouched: async ({ id }, { store }) =>
      expect(await selectMemberships(store.db, [id])).toMatchObject([{ role: 'clerk', secret: false }]),
  }),
  authorisationCase({
    route: 'POST /api/people/:id/link',
    given: colleague,
    call: ({ id }) => ({ url: `/api/people/${id}/link` }),
    stranger: 'not-found',
  }),
  authorisationCase({
    route: 'POST /api/people/reset',
    given: nothing,
    call: () => ({ url: '/api/people/reset', payload: { login: 'anybody' } }),
    stranger: 'forbidden',
  }),
  authorisationCase({
    route: 'GET /api/offices',
    given: ({ store, mark }) =>
      store.db
        .update(offices)
        .set({ settings: { address: mark } })
        .where(eq(offices.organisation, X)),
    call: () => ({ url: '/api/offices' }),
    stranger: 'without',
  }),
  authorisationCase({
    route: 'GET /api/offices/search',
    given: nothing,
    call: () => ({ url: `/api/offices/search?q=${encodeURIComponent('แพร่')}` }),
    stranger: 'without',
    shows: false,
  }),
  authorisationCase({
    route: 'POST /api/offices',
    given: nothing,
    call: () => ({ url: '/api/offices', payload: { organisation: '5401' } }),
    stranger: 'not-found',
  }),
  authorisationCase({
    route: 'PUT /api/offices/:organisation',
    given: async ({ store, mark }) => {
      await store.db
        .update(offices)
        .set({ settings: { address: mark } })
        .where(eq(offices.organisation, X));
      return mark;
    },
    call: () => ({ url: `/api/offices/${X}`, payload: { address: 'ที่อื่น' } }),
    stranger: 'not-found',
    untouched: async (address, { store }) => expect((await findOffice(store.db, X))!.settings).toEqual({ address }),
  }),
  authorisationCase({ route: 'GET /api/keys', given: key, call: () => ({ url: '/api/keys' }), stranger: 'without' }),
  authorisationCase({
    route: 'POST /api/keys',
    given: nothing,
    call: () => ({
      url: '/api/keys',
      payload: { name: 'เครื่อง', organisation: X, scopes: ['letters:read'], days: 30 },
    }),
    stranger: 'not-found',
  }),
  authorisationCase({
    route: 'DELETE /api/keys/:id',
    given: key,
    call: (id) => ({ url: `/api/keys/${id}` }),
    stranger: 'not-found',
    untouched: async (id, { store }) =>
      expect(await store.db.select().from(apiKeys).where(eq(apiKeys.id, id))).toMatchObject([{ revokedAt: null }]),
  }),
  authorisationCase({
    route: 'GET /api/audit',
    given: async (scene) =>
      appendAudit(scene.store.db, {
        at: scene.store.clock.now(),
        actor: auditName(await colleague(scene)),
        action: 'test.done',
        detail: { after: scene.mark },
      }),
    call: () => ({ url: '/api/audit?action=test.' }),
    stranger: 'without',
  }),
];
