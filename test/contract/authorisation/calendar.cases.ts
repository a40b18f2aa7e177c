import { eq } from 'drizzle-orm';
import { expect } from 'vitest';
import { createFeed } from '../../../src/notices/feeds.usecases.js';
import { calendarFeeds } from '../../../src/notices/notices.table.js';
import { authorisationCase, type Scene } from '../../support/authorisation.js';
import { member, X } from '../../support/http.js';

/** An address of who calls, or of somebody of X. */
async function feed({ store, right, mark }: Scene): Promise<number> {
  const actor = right ?? (await member(store, X, ['receiver'], { name: mark }));
  return (await createFeed(store, { actor })).id;
}

export const cases = [
  authorisationCase({
    route: 'GET /api/calendar',
    given: (scene) => scene.file(),
    call: () => ({ url: '/api/calendar?from=2099-02-01&to=2099-02-28' }),
    stranger: 'without',
    secret: 'veiled',
  }),
  authorisationCase({
    route: 'GET /api/calendar/feeds',
    given: feed,
    call: () => ({ url: '/api/calendar/feeds' }),
    stranger: 'without',
    // It tells of addresses, not of letters.
    shows: false,
  }),
  authorisationCase({
    route: 'POST /api/calendar/feeds',
    given: (scene) => scene.file(),
    call: () => ({ url: '/api/calendar/feeds' }),
    stranger: 'without',
  }),
  authorisationCase({
    route: 'DELETE /api/calendar/feeds/:id',
    given: feed,
    call: (id) => ({ url: `/api/calendar/feeds/${id}` }),
    stranger: 'not-found',
    untouched: async (id, { store }) => {
      const [row] = await store.db.select().from(calendarFeeds).where(eq(calendarFeeds.id, id));
      expect(row!.revokedAt).toBeNull();
    },
  }),
];
