import { eq } from 'drizzle-orm';
import { expect } from 'vitest';
import { countUnregistered } from '../../../src/register/lists.usecases.js';
import { registerEntries } from '../../../src/register/register.table.js';
import { registerLetters } from '../../../src/register/register.usecases.js';
import { authorisationCase, type Scene } from '../../support/authorisation.js';
import { member, X } from '../../support/http.js';

/** A line of X's register, of a letter of its own; in the register of secret letters where the scene is secret. */
async function entry(scene: Scene): Promise<number> {
  const receipt = await scene.file();
  const actor = await member(scene.store, X, ['clerk'], { secret: true });
  const { results } = await registerLetters(scene.store, {
    actor,
    letters: [{ receipt, firstPage: 1, rank: 0, early: true }],
  });
  return results[0]!.entry!.id;
}
const lineOf = async ({ store }: Scene, id: number) =>
  (await store.db.select().from(registerEntries).where(eq(registerEntries.id, id)))[0]!;
const linesOf = ({ store }: Scene, receipt: number) =>
  store.db.select().from(registerEntries).where(eq(registerEntries.receipt, receipt));
const untouched = async (id: number, scene: Scene) =>
  expect(await lineOf(scene, id)).toMatchObject({ action: null, cancelledAt: null });
const bookOf = ({ secret }: Scene) => (secret ? 'received-secret' : 'received');

export const cases = [
  authorisationCase({
    route: 'GET /api/register',
    given: entry,
    call: (_, scene) => ({ url: `/api/register?book=${bookOf(scene)}` }),
    stranger: 'without',
    secret: 'veiled',
  }),
  authorisationCase({
    route: 'GET /api/register/waiting',
    // What comes last stands on the last page.
    given: async (scene) => {
      await scene.file();
      const actor = await member(scene.store, X, ['clerk']);
      return Math.ceil((await countUnregistered(scene.store, { actor })) / 100);
    },
    call: (page) => ({ url: `/api/register/waiting?page=${page}` }),
    stranger: 'without',
    secret: 'veiled',
  }),
  authorisationCase({
    route: 'POST /api/register',
    given: (scene) => scene.file(),
    call: (receipt) => ({
      url: '/api/register',
      payload: { letters: [{ receipt, firstPage: 1, rank: 0, early: true }] },
    }),
    stranger: 'without',
    shows: true,
    secret: 'veiled',
    untouched: async (receipt, scene) => expect(await linesOf(scene, receipt)).toEqual([]),
  }),
  authorisationCase({
    route: 'POST /api/register/paper',
    given: async () => null,
    call: () => ({
      url: '/api/register/paper',
      payload: {
        ...{ reference: 'พร 1', date: null, sender: null, addressee: null },
        ...{ subject: 'กระดาษ', action: null, remarks: null, speed: null },
      },
    }),
    stranger: 'without',
  }),
  authorisationCase({
    route: 'GET /api/register/counter',
    given: async () => null,
    call: () => ({ url: '/api/register/counter?year=2568' }),
    stranger: 'without',
    shows: false,
  }),
  authorisationCase({
    route: 'PUT /api/register/counter',
    given: async () => null,
    call: () => ({ url: '/api/register/counter', payload: { book: 'received', year: 2560, next: 10 } }),
    stranger: 'without',
  }),
  authorisationCase({
    route: 'GET /api/register/export',
    given: entry,
    call: (_, scene) => ({ url: `/api/register/export?year=2568&book=${bookOf(scene)}` }),
    stranger: 'without',
    secret: 'veiled',
  }),
  authorisationCase({
    route: 'GET /api/letters/:receipt/:ordinal/papers',
    given: (scene) => scene.file(),
    call: (receipt) => ({ url: `/api/letters/${receipt}/0/papers` }),
    stranger: 'not-found',
    // Numbers of the organisation's own lines and drafts, nothing of the letter.
    shows: false,
    secret: 'untold',
  }),
  authorisationCase({
    route: 'GET /api/register/:id',
    given: entry,
    call: (id) => ({ url: `/api/register/${id}` }),
    stranger: 'not-found',
    secret: 'veiled',
  }),
  authorisationCase({
    route: 'GET /api/register/:id/stamped.pdf',
    given: entry,
    call: (id) => ({ url: `/api/register/${id}/stamped.pdf` }),
    stranger: 'not-found',
    secret: 'refused',
  }),
  authorisationCase({
    route: 'PATCH /api/register/:id',
    given: entry,
    call: (id) => ({ url: `/api/register/${id}`, payload: { columns: { action: 'แก้ไข' } } }),
    stranger: 'not-found',
    shows: true,
    secret: 'refused',
    untouched,
  }),
  authorisationCase({
    route: 'POST /api/register/:id/cancel',
    given: entry,
    call: (id) => ({ url: `/api/register/${id}/cancel`, payload: { reason: 'ลงผิด' } }),
    stranger: 'not-found',
    secret: 'refused',
    untouched,
  }),
  authorisationCase({
    route: 'POST /api/register/:id/notes',
    given: entry,
    call: (id) => ({
      url: `/api/register/${id}/notes`,
      payload: {
        ...{ kind: 'propose', text: 'เพื่อโปรดทราบ', name: 'สมศรี', position: null },
        writtenAt: '2025-02-01T08:00:00+07:00',
      },
    }),
    stranger: 'not-found',
    shows: true,
    secret: 'refused',
  }),
];
