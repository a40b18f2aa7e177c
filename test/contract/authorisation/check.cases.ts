import { eq } from 'drizzle-orm';
import { expect } from 'vitest';
import { corrections, files, letters } from '../../../src/circulars/circulars.table.js';
import { versionOf } from '../../../src/circulars/correct.models.js';
import { confirmations } from '../../../src/circulars/holdings.table.js';
import { selectBegins } from '../../../src/circulars/splits.repo.js';
import { authorisationCase, type Scene } from '../../support/authorisation.js';

/** A file of which pictures are made: the store's own are texts. */
async function pictured(scene: Scene): Promise<number> {
  const receipt = await scene.file();
  await scene.store.db.update(files).set({ type: 'pdf' }).where(eq(files.receipt, receipt));
  return receipt;
}

const uncorrected = async (receipt: number, { store }: Scene) =>
  expect(await store.db.$count(corrections, eq(corrections.receipt, receipt))).toBe(0);

export const cases = [
  authorisationCase({
    route: 'GET /api/check',
    given: (scene) => scene.file(),
    call: () => ({ url: '/api/check?limit=200' }),
    stranger: 'without',
    secret: 'veiled',
  }),
  authorisationCase({
    route: 'GET /api/letters/:receipt/:ordinal',
    given: (scene) => scene.file(),
    call: (receipt) => ({ url: `/api/letters/${receipt}/0` }),
    stranger: 'not-found',
    secret: 'veiled',
  }),
  authorisationCase({
    route: 'PATCH /api/letters/:receipt/:ordinal',
    given: (scene) => scene.file(),
    call: (receipt) => ({
      url: `/api/letters/${receipt}/0`,
      payload: { changes: [{ field: 'date', value: '2025-02-12' }] },
    }),
    stranger: 'not-found',
    secret: 'refused',
    untouched: uncorrected,
  }),
  authorisationCase({
    route: 'POST /api/letters/:receipt/:ordinal/confirm',
    given: async (scene) => {
      const receipt = await scene.file();
      const [row] = await scene.store.db.select().from(letters).where(eq(letters.receipt, receipt));
      return { receipt, version: versionOf(row!.effective) };
    },
    call: ({ receipt, version }) => ({ url: `/api/letters/${receipt}/0/confirm`, payload: { version } }),
    stranger: 'not-found',
    secret: 'refused',
    untouched: async ({ receipt }, scene) => {
      await uncorrected(receipt, scene);
      expect(await scene.store.db.$count(confirmations, eq(confirmations.receipt, receipt))).toBe(0);
    },
  }),
  authorisationCase({
    route: 'POST /api/files/:receipt/split',
    given: (scene) => scene.file([scene.letter(), scene.letter()]),
    call: (receipt) => ({ url: `/api/files/${receipt}/split`, payload: { first: [1], seen: [1, 2] } }),
    stranger: 'not-found',
    secret: 'refused',
    untouched: async (receipt, { store }) => expect(await selectBegins(store.db, receipt)).toBeNull(),
  }),
  authorisationCase({
    route: 'GET /api/files/:receipt/pages/:page/picture',
    given: pictured,
    call: (receipt) => ({ url: `/api/files/${receipt}/pages/1/picture?width=1000` }),
    stranger: 'not-found',
    secret: 'refused',
  }),
  authorisationCase({
    route: 'GET /api/files/:receipt/pages/:page/text',
    given: (scene) => scene.file(),
    call: (receipt) => ({ url: `/api/files/${receipt}/pages/1/text` }),
    stranger: 'not-found',
    secret: 'refused',
  }),
  authorisationCase({
    route: 'GET /api/files/:receipt/original',
    given: (scene) => scene.file(),
    call: (receipt) => ({ url: `/api/files/${receipt}/original` }),
    stranger: 'not-found',
    secret: 'refused',
  }),
];
