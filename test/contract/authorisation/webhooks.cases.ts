import { eq } from 'drizzle-orm';
import { expect } from 'vitest';
import { webhooks } from '../../../src/alerts/ledger.table.js';
import { addWebhook } from '../../../src/alerts/webhooks.usecases.js';
import { machine } from '../../../src/people/actor.js';
import { authorisationCase, type Scene } from '../../support/authorisation.js';
import { X } from '../../support/http.js';

const address = (mark: string) => `https://receiver.example/${encodeURIComponent(mark)}`;

/** An address of X. */
async function hook({ store, mark }: Scene): Promise<number> {
  // The list of one organisation holds only so many.
  await store.db.update(webhooks).set({ revokedAt: store.clock.now() });
  const deps = { db: store.db, clock: store.clock, named: [] };
  const { webhook } = await addWebhook(deps, { actor: machine('test'), organisation: X, url: address(mark) });
  return webhook.id;
}
const stands = async (id: number, { store }: Scene) =>
  expect(await store.db.select().from(webhooks).where(eq(webhooks.id, id))).toMatchObject([{ revokedAt: null }]);

export const cases = [
  authorisationCase({
    route: 'GET /api/webhooks',
    given: hook,
    call: () => ({ url: '/api/webhooks' }),
    stranger: 'without',
    // It tells of addresses, not of letters.
    shows: false,
  }),
  authorisationCase({
    route: 'POST /api/webhooks',
    given: hook,
    call: (_id, { mark }) => ({
      url: '/api/webhooks',
      payload: { organisation: X, url: `${address(mark)}/new` },
    }),
    stranger: 'not-found',
  }),
  authorisationCase({
    route: 'POST /api/webhooks/:id/test',
    given: hook,
    call: (id) => ({ url: `/api/webhooks/${id}/test` }),
    stranger: 'not-found',
    untouched: stands,
  }),
  authorisationCase({
    route: 'DELETE /api/webhooks/:id',
    given: hook,
    call: (id) => ({ url: `/api/webhooks/${id}` }),
    stranger: 'not-found',
    untouched: stands,
  }),
];
