import { eq } from 'drizzle-orm';
import { expect } from 'vitest';
import { alerts } from '../../../src/alerts/ledger.table.js';
import { noticeForwards, notices, sendings } from '../../../src/notices/notices.table.js';
import { attachProof, markDone } from '../../../src/notices/steps.usecases.js';
import { type AuthorisationCase, authorisationCase, type Scene } from '../../support/authorisation.js';
import { member, noticeOf, X, Y } from '../../support/http.js';
import { bytesOf } from '../../support/store.js';

const octets = { 'content-type': 'application/octet-stream' };
/** The PAO of X's province. */
const PAO = '2540101';

/** A letter in the inbox of X. */
async function inInbox(scene: Scene): Promise<number> {
  const receipt = await scene.file();
  return noticeOf(scene.store, { organisation: X, receipt, firstPage: 1, lastPage: 1, origin: 'own' });
}
const rowOf = async ({ store }: Scene, id: number) =>
  (await store.db.select().from(notices).where(eq(notices.id, id)))[0]!;
/** A step on it: refused to a stranger, and nothing of it is there then. */
const step = (
  name: string,
  payload: Record<string, unknown> | ((scene: Scene) => Record<string, unknown>),
  done: Partial<typeof notices.$inferSelect>,
): AuthorisationCase =>
  authorisationCase({
    route: `POST /api/inbox/:id/${name}`,
    given: inInbox,
    call: (id, scene) => ({
      url: `/api/inbox/${id}/${name}`,
      payload: typeof payload === 'function' ? payload(scene) : payload,
    }),
    stranger: 'not-found',
    shows: true,
    secret: 'veiled',
    untouched: async (id, scene) => expect(await rowOf(scene, id)).toMatchObject(done),
  });

/** A letter that X sent to the PAO of its province, which uses wian. */
async function sent(scene: Scene): Promise<number> {
  const receipt = await scene.file();
  const place = { receipt, firstPage: 1, lastPage: 1 };
  await member(scene.store, PAO, ['receiver']);
  const at = scene.store.clock.now();
  await scene.store.db
    .insert(sendings)
    .values({ ...place, rank: 0, sender: X, organisations: [PAO], sentAt: at, sentBy: 'test' });
  await noticeOf(scene.store, { ...place, organisation: PAO, sender: X });
  return receipt;
}
const withdrawn = async ({ store }: Scene, receipt: number) =>
  (await store.db.select().from(notices).where(eq(notices.receipt, receipt))).filter((row) => row.withdrawnAt).length;

export const cases = [
  authorisationCase({
    route: 'GET /api/inbox',
    given: inInbox,
    call: () => ({ url: '/api/inbox?limit=200' }),
    stranger: 'without',
    secret: 'veiled',
  }),
  authorisationCase({
    route: 'GET /api/inbox/options',
    given: async ({ store, mark }) => (await member(store, X, ['receiver'], { name: mark })).id,
    call: () => ({ url: '/api/inbox/options' }),
    stranger: 'without',
  }),
  authorisationCase({
    route: 'GET /api/inbox/:id',
    given: inInbox,
    call: (id) => ({ url: `/api/inbox/${id}` }),
    stranger: 'not-found',
    secret: 'veiled',
  }),
  step('acknowledge', {}, { acknowledgedAt: null }),
  step('assign', ({ right }) => ({ person: right?.id ?? null }), { assignee: null }),
  step('done', { note: 'ส่งแล้ว' }, { doneAt: null }),
  authorisationCase({
    route: 'POST /api/inbox/:id/forward',
    given: inInbox,
    call: (id) => ({ url: `/api/inbox/${id}/forward`, payload: { units: ['กองคลัง'] } }),
    stranger: 'not-found',
    shows: true,
    secret: 'veiled',
    untouched: async (id, { store }) =>
      expect(await store.db.select().from(noticeForwards).where(eq(noticeForwards.notice, id))).toEqual([]),
  }),
  authorisationCase({
    route: 'POST /api/inbox/:id/reopen',
    given: async (scene) => {
      const id = await inInbox(scene);
      const actor = await member(scene.store, X, ['receiver']);
      await markDone(scene.store, { actor, id, note: '' });
      return id;
    },
    call: (id) => ({ url: `/api/inbox/${id}/reopen`, payload: { reason: 'ยังไม่เสร็จ' } }),
    stranger: 'not-found',
    shows: true,
    secret: 'veiled',
    untouched: async (id, scene) => expect((await rowOf(scene, id)).doneAt).not.toBeNull(),
  }),
  authorisationCase({
    route: 'POST /api/inbox/:id/proof',
    given: inInbox,
    call: (id) => ({ url: `/api/inbox/${id}/proof?name=a.jpg`, headers: octets, payload: 'ภาพ' }),
    stranger: 'not-found',
    shows: true,
    secret: 'veiled',
    untouched: async (id, scene) => expect(await rowOf(scene, id)).toMatchObject({ proofSha256: null }),
  }),
  authorisationCase({
    route: 'GET /api/inbox/:id/proof',
    given: async (scene) => {
      const id = await inInbox(scene);
      const actor = await member(scene.store, X, ['receiver']);
      await attachProof(scene.store, { actor, id, name: 'a.txt', source: bytesOf(scene.mark) });
      return id;
    },
    call: (id) => ({ url: `/api/inbox/${id}/proof` }),
    stranger: 'not-found',
  }),
  authorisationCase({
    route: 'GET /api/notices',
    given: sent,
    call: (receipt) => ({ url: `/api/notices?receipt=${receipt}&ordinal=0` }),
    stranger: 'not-found',
    // It tells of organisations, not of the letter.
    shows: false,
  }),
  authorisationCase({
    route: 'POST /api/notices',
    given: (scene) => scene.file(),
    call: (receipt) => ({ url: '/api/notices', payload: { receipt, ordinal: 0, organisations: [PAO, Y] } }),
    stranger: 'not-found',
    untouched: async (receipt, { store }) =>
      expect(await store.db.select().from(sendings).where(eq(sendings.receipt, receipt))).toEqual([]),
  }),
  authorisationCase({
    route: 'POST /api/notices/withdraw',
    given: sent,
    call: (receipt) => ({ url: '/api/notices/withdraw', payload: { receipt, ordinal: 0 } }),
    stranger: 'not-found',
    untouched: async (receipt, scene) => expect(await withdrawn(scene, receipt)).toBe(0),
  }),
  authorisationCase({
    route: 'GET /api/chase',
    given: sent,
    call: () => ({ url: '/api/chase?limit=50' }),
    stranger: 'without',
    secret: 'untold',
  }),
  authorisationCase({
    route: 'POST /api/chase',
    given: sent,
    call: (receipt) => ({ url: '/api/chase', payload: { for: 'done', letters: [`${receipt}-0`] } }),
    stranger: 'not-found',
    by: ['clerk'],
    secret: 'untold',
    untouched: async (receipt, { store }) =>
      expect(await store.db.select().from(alerts).where(eq(alerts.receipt, receipt))).toEqual([]),
  }),
];
