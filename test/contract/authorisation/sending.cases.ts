import { eq } from 'drizzle-orm';
import { expect } from 'vitest';
import { machine } from '../../../src/people/actor.js';
import { createDraft, showDraft } from '../../../src/register/drafts.usecases.js';
import { drafts, registerEntries } from '../../../src/register/register.table.js';
import { sendDraft } from '../../../src/register/sent.usecases.js';
import { authorisationCase, type Scene } from '../../support/authorisation.js';
import { X } from '../../support/http.js';

const operator = machine('test');
const toTell = (scene: Scene) =>
  scene.file([scene.letter({ relay: { received_from: [], forward_to: ['องค์กรปกครองส่วนท้องถิ่น'] } })]);

async function draftOf(scene: Scene): Promise<number> {
  const receipt = await toTell(scene);
  const place = { receipt, firstPage: 1, rank: 0 };
  return (await createDraft(scene.store, { actor: operator, ...place, leadDays: null })).id;
}

async function clean(scene: Scene, id: number) {
  const { content, changedAt } = await showDraft(scene.store, { actor: operator, id });
  return { content: JSON.parse(JSON.stringify(content).replaceAll('[ต้องตรวจ', '[')), changedAt };
}

/** A draft without marks, kept so. */
async function readyDraft(scene: Scene): Promise<number> {
  const id = await draftOf(scene);
  const cleaned = await clean(scene, id);
  const content = { ...cleaned.content, code: 'พร 0023.3' };
  await scene.store.db
    .update(drafts)
    .set({ content: { content, checks: [] } })
    .where(eq(drafts.id, id));
  return id;
}

const dayOf = ({ store }: Scene) => store.clock.now().toISOString().slice(0, 10);
async function sentOf(scene: Scene): Promise<number> {
  const id = await readyDraft(scene);
  return (await sendDraft(scene.store, { actor: operator, id, number: null, day: dayOf(scene) })).entry;
}

const kept = async ({ store }: Scene, id: number) => {
  const [row] = await store.db.select().from(drafts).where(eq(drafts.id, id));
  return row!;
};

export const cases = [
  authorisationCase({
    route: 'GET /api/sending',
    given: toTell,
    call: () => ({ url: '/api/sending' }),
    stranger: 'without',
    secret: 'veiled',
  }),
  authorisationCase({
    route: 'POST /api/drafts',
    given: toTell,
    call: (receipt) => ({ url: '/api/drafts', payload: { receipt, firstPage: 1, rank: 0 } }),
    stranger: 'not-found',
    secret: 'refused',
    untouched: async (receipt, { store }) => {
      expect(await store.db.select().from(drafts).where(eq(drafts.receipt, receipt))).toEqual([]);
    },
  }),
  authorisationCase({
    route: 'GET /api/drafts/:id',
    given: draftOf,
    call: (id) => ({ url: `/api/drafts/${id}` }),
    stranger: 'not-found',
    secret: 'refused',
  }),
  authorisationCase({
    route: 'PUT /api/drafts/:id',
    given: async (scene) => {
      const id = await draftOf(scene);
      return { id, body: await clean(scene, id) };
    },
    call: ({ id, body }) => ({ url: `/api/drafts/${id}`, payload: body }),
    stranger: 'not-found',
    shows: true,
    secret: 'refused',
    untouched: async ({ id, body }, scene) => {
      expect((await kept(scene, id)).changedAt.toISOString()).toBe(body.changedAt);
    },
  }),
  authorisationCase({
    route: 'POST /api/drafts/:id/sent',
    given: readyDraft,
    call: (id, scene) => ({ url: `/api/drafts/${id}/sent`, payload: { number: null, day: dayOf(scene) } }),
    stranger: 'not-found',
    secret: 'refused',
    untouched: async (id, scene) => expect((await kept(scene, id)).sent).toBeNull(),
  }),
  ...(['pdf', 'docx'] as const).map((format) =>
    authorisationCase({
      route: `GET /api/drafts/:id/letter.${format}`,
      given: draftOf,
      call: (id: number) => ({ url: `/api/drafts/${id}/letter.${format}` }),
      stranger: 'not-found',
      // The text is packed.
      shows: false,
      secret: 'refused',
    }),
  ),
  authorisationCase({
    route: 'GET /api/sent',
    given: sentOf,
    call: (_, { secret }) => ({ url: `/api/sent?book=${secret ? 'sent-secret' : 'sent'}` }),
    stranger: 'without',
    secret: 'veiled',
  }),
  authorisationCase({
    route: 'GET /api/sent/export',
    given: sentOf,
    call: (_, { secret }) => ({ url: `/api/sent/export?format=csv&book=${secret ? 'sent-secret' : 'sent'}` }),
    stranger: 'without',
    // The digits of the mark are Thai on the form.
    shows: false,
    secret: 'veiled',
  }),
  authorisationCase({
    route: 'POST /api/sent/:id/cancel',
    given: sentOf,
    call: (id) => ({ url: `/api/sent/${id}/cancel`, payload: { reason: 'ลงผิด' } }),
    stranger: 'not-found',
    shows: true,
    secret: 'refused',
    untouched: async (id, { store }) => {
      const [line] = await store.db.select().from(registerEntries).where(eq(registerEntries.id, id));
      expect([line!.organisation, line!.cancelledAt]).toEqual([X, null]);
    },
  }),
];
