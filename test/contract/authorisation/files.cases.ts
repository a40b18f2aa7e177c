import { eq } from 'drizzle-orm';
import { expect } from 'vitest';
import { rescanAnswers } from '../../../src/circulars/holdings.table.js';
import { registerEntries } from '../../../src/register/register.table.js';
import { registerLetters } from '../../../src/register/register.usecases.js';
import { authorisationCase, type Scene } from '../../support/authorisation.js';
import { member, X } from '../../support/http.js';

/** Two files whose first letters are one: [the later, the earlier]. */
async function twoScans(scene: Scene): Promise<[receipt: number, of: number]> {
  const letter = scene.letter();
  const of = await scene.file([letter]);
  scene.store.time = new Date(scene.store.time.getTime() + 1000);
  return [await scene.file([{ ...letter, title: 'scanned again' }]), of];
}

async function registered(scene: Scene): Promise<number> {
  const receipt = await scene.file();
  const actor = await member(scene.store, X, ['clerk'], { secret: true });
  await registerLetters(scene.store, { actor, letters: [{ receipt, firstPage: 1, rank: 0, early: true }] });
  return receipt;
}

const linesOf = ({ store }: Scene) =>
  store.db.select().from(registerEntries).where(eq(registerEntries.organisation, X));

export const cases = [
  authorisationCase({
    route: 'GET /api/files',
    given: (scene) => scene.file(),
    call: () => ({ url: '/api/files' }),
    stranger: 'without',
    secret: 'veiled',
  }),
  authorisationCase({
    route: 'GET /api/files/events',
    given: (scene) => scene.file(),
    call: () => ({ url: '/api/files/events?follow=false', headers: { 'last-event-id': '0' } }),
    stranger: 'without',
    secret: 'veiled',
  }),
  authorisationCase({
    route: 'POST /api/files/:receipt/rescan',
    given: twoScans,
    call: ([receipt, of]) => ({ url: `/api/files/${receipt}/rescan`, payload: { of, same: true } }),
    stranger: 'not-found',
    untouched: async ([receipt], { store }) =>
      expect(await store.db.select().from(rescanAnswers).where(eq(rescanAnswers.receipt, receipt))).toEqual([]),
  }),
  authorisationCase({
    route: 'POST /api/files/:receipt/again',
    given: async (scene) => {
      const receipt = await registered(scene);
      return { receipt, lines: (await linesOf(scene)).length };
    },
    call: ({ receipt }) => ({ url: `/api/files/${receipt}/again` }),
    stranger: 'not-found',
    shows: true,
    untouched: async ({ lines }, scene) => expect(await linesOf(scene)).toHaveLength(lines),
    secret: 'refused',
  }),
];
