import { eq } from 'drizzle-orm';
import { expect } from 'vitest';
import { alertPreferences } from '../../../src/alerts/ledger.table.js';
import { authorisationCase, type Scene } from '../../support/authorisation.js';
import { member, X } from '../../support/http.js';

/** Somebody of X whose LINE is linked. */
async function linked({ store, right, mark }: Scene): Promise<number> {
  const { id } = right ?? (await member(store, X, ['receiver'], { name: mark }));
  await store.db.insert(alertPreferences).values({ person: id, organisation: X, lineUser: mark });
  return id;
}
/** Each concerns the caller alone, and tells of no letter. */
const own = (method: 'GET' | 'DELETE') =>
  authorisationCase({
    route: `${method} /api/alerts/line`,
    given: linked,
    call: () => ({ url: '/api/alerts/line' }),
    stranger: 'own',
    shows: false,
    untouched: async (id, { store, mark }) => {
      const [row] = await store.db.select().from(alertPreferences).where(eq(alertPreferences.person, id));
      expect(row!.lineUser).toBe(mark);
    },
  });

export const cases = [
  own('GET'),
  own('DELETE'),
  authorisationCase({
    route: 'POST /api/alerts/line',
    given: linked,
    call: () => ({ url: '/api/alerts/line' }),
    stranger: 'own',
    shows: false,
  }),
];
