import { eq } from 'drizzle-orm';
import { expect } from 'vitest';
import { type AlertLine, DEFAULT_OFFICE_ALERTS, DEFAULT_PERSON_ALERTS } from '../../../schemas/alerts.js';
import { alertMessages, alertPreferences, alertSettings, alerts } from '../../../src/alerts/ledger.table.js';
import { contentOf, lineOf } from '../../support/alert-lines.js';
import { authorisationCase, type Scene } from '../../support/authorisation.js';
import { member, X } from '../../support/http.js';

const someone = async ({ store, right, mark }: Scene) =>
  right ?? (await member(store, X, ['receiver'], { name: mark }));

/** A line of which everything that a letter says has the mark. */
const marked = (mark: string, receipt: number): AlertLine =>
  lineOf({
    path: `/letters/${receipt}/0`,
    ...{ issuer: mark, subject: mark, action: mark, context: [{ dueOn: '2025-02-20', text: mark }] },
  });

/** That who calls (or somebody of X) was told of a letter; its number. */
async function told(scene: Scene): Promise<number> {
  const { id } = await someone(scene);
  const receipt = await scene.file();
  const { db, clock } = scene.store;
  const [row] = await db
    .insert(alerts)
    .values({
      ...{ organisation: X, recipient: `person:${id}`, receipt, firstPage: 1, rank: 0, kind: 'deadline' },
      ...{ dueOn: '2025-02-14', step: 'today', line: marked(scene.mark, receipt), plannedAt: clock.now() },
    })
    .returning({ id: alerts.id });
  return row!.id;
}

/** A message of X's in the ledger, to somebody whose name is the mark; its number. */
async function message(scene: Scene, given: Partial<typeof alertMessages.$inferInsert> = {}): Promise<number> {
  const { db, clock } = scene.store;
  const { id } = await member(scene.store, X, ['receiver'], { name: scene.mark });
  const [row] = await db
    .insert(alertMessages)
    .values({
      ...{ key: `digest ${scene.mark} ${id}`, organisation: X, recipient: `person:${id}`, channel: 'email' },
      kind: 'digest',
      content: contentOf([]),
      ...{ plannedAt: clock.now(), notBefore: clock.now(), ...given },
    })
    .returning({ id: alertMessages.id });
  return row!.id;
}

/** Who calls, with an address that is theirs and a code that was sent to another. */
async function withAddress(scene: Scene): Promise<number> {
  const { id: person } = await someone(scene);
  const toShow = { email: `${person}@example.go.th`, code: '123456', expiresAt: '2099-01-01T00:00:00.000Z', tries: 0 };
  const settings = { email: `own-${person}@example.go.th`, toShow };
  await scene.store.db.insert(alertPreferences).values({ person, organisation: X, settings });
  return person;
}
const sameAddress = async (person: number, { store }: Scene) => {
  const [row] = await store.db.select().from(alertPreferences).where(eq(alertPreferences.person, person));
  expect([row!.organisation, row!.settings.email]).toEqual([X, `own-${person}@example.go.th`]);
};

const { email: _, ...preferences } = DEFAULT_PERSON_ALERTS;

export const cases = [
  authorisationCase({
    route: 'GET /api/alerts',
    given: told,
    call: () => ({ url: '/api/alerts?limit=200' }),
    stranger: 'without',
    // Of a secret letter it says number and date, whoever reads it.
    secret: 'untold',
  }),
  authorisationCase({
    route: 'POST /api/alerts/read',
    given: told,
    call: (id) => ({ url: '/api/alerts/read', payload: { ids: [id] } }),
    stranger: 'own',
    untouched: async (id, { store }) => {
      const [row] = await store.db.select().from(alerts).where(eq(alerts.id, id));
      expect(row!.readAt).toBeNull();
    },
  }),
  authorisationCase({
    route: 'GET /api/alerts/settings',
    given: (scene) => member(scene.store, X, ['clerk'], { name: scene.mark }),
    call: () => ({ url: '/api/alerts/settings' }),
    stranger: 'without',
  }),
  authorisationCase({
    route: 'PUT /api/alerts/settings',
    given: async ({ store }) => {
      await store.db.delete(alertSettings);
    },
    call: () => ({ url: '/api/alerts/settings', payload: { ...DEFAULT_OFFICE_ALERTS, ahead: [4] } }),
    stranger: 'own',
    untouched: async (_, { store }) => {
      expect(await store.db.select().from(alertSettings).where(eq(alertSettings.organisation, X))).toEqual([]);
    },
  }),
  authorisationCase({
    route: 'GET /api/alerts/preferences',
    given: withAddress,
    call: () => ({ url: '/api/alerts/preferences' }),
    stranger: 'own',
    shows: false,
  }),
  authorisationCase({
    route: 'PUT /api/alerts/preferences',
    given: withAddress,
    call: () => ({ url: '/api/alerts/preferences', payload: { ...preferences, ahead: [2] } }),
    stranger: 'own',
    untouched: sameAddress,
  }),
  authorisationCase({
    route: 'POST /api/alerts/address',
    given: withAddress,
    call: () => ({ url: '/api/alerts/address', payload: { email: 'new@example.go.th' } }),
    stranger: 'own',
    untouched: sameAddress,
  }),
  authorisationCase({
    route: 'POST /api/alerts/address/code',
    given: withAddress,
    call: () => ({ url: '/api/alerts/address/code', payload: { code: '123456' } }),
    stranger: 'own',
    untouched: sameAddress,
  }),
  authorisationCase({
    route: 'DELETE /api/alerts/address',
    given: withAddress,
    call: () => ({ url: '/api/alerts/address' }),
    stranger: 'own',
    untouched: sameAddress,
  }),
  authorisationCase({
    route: 'GET /api/alerts/test',
    given: withAddress,
    call: () => ({ url: '/api/alerts/test' }),
    stranger: 'own',
    shows: false,
  }),
  authorisationCase({
    route: 'POST /api/alerts/test',
    given: withAddress,
    call: () => ({ url: '/api/alerts/test', payload: { way: 'email' } }),
    stranger: 'own',
    untouched: async (person, { store }) => {
      const sent = eq(alertMessages.recipient, `person:${person}`);
      expect(await store.db.select().from(alertMessages).where(sent)).toEqual([]);
    },
  }),
  authorisationCase({
    route: 'GET /api/alerts/preview',
    given: async (scene) => {
      await scene.file();
      return (await someone(scene)).id;
    },
    call: (person) => ({ url: `/api/alerts/preview?person=${person}&day=2099-02-13` }),
    stranger: 'not-found',
    // Of a secret letter it says number and date, whoever reads it.
    secret: 'untold',
  }),
  authorisationCase({
    route: 'GET /api/alerts/messages',
    given: message,
    call: () => ({ url: '/api/alerts/messages?limit=200' }),
    stranger: 'without',
  }),
  authorisationCase({
    route: 'POST /api/alerts/messages/:id/resolve',
    given: (scene) => message(scene, { state: 'unknown' }),
    call: (id) => ({ url: `/api/alerts/messages/${id}/resolve`, payload: { as: 'again' } }),
    stranger: 'not-found',
    untouched: async (id, { store }) => {
      const [row] = await store.db.select().from(alertMessages).where(eq(alertMessages.id, id));
      expect(row!.state).toBe('unknown');
    },
  }),
];
