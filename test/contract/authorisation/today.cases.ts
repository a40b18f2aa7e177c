import { eq } from 'drizzle-orm';
import { files } from '../../../src/circulars/circulars.table.js';
import { authorisationCase } from '../../support/authorisation.js';
import { deadlineOf } from '../../support/letters.js';

export const cases = [
  authorisationCase({
    route: 'GET /api/today',
    given: (scene) => scene.file(),
    call: () => ({ url: '/api/today' }),
    stranger: 'without',
    secret: 'veiled',
  }),
  authorisationCase({
    route: 'GET /api/deadlines/open',
    // Sooner than those of the other cases: the list is of a page.
    given: (scene) => scene.file([scene.letter({ deadlines: [deadlineOf({ date: '2025-02-13', text: scene.mark })] })]),
    call: () => ({ url: '/api/deadlines/open?state=coming&limit=200' }),
    stranger: 'without',
    secret: 'veiled',
  }),
  authorisationCase({
    route: 'GET /api/files/failed',
    given: async (scene) => {
      const receipt = await scene.file();
      await scene.store.db.update(files).set({ status: 'failed' }).where(eq(files.receipt, receipt));
      return receipt;
    },
    call: () => ({ url: '/api/files/failed' }),
    stranger: 'without',
    secret: 'veiled',
  }),
];
