import { eq } from 'drizzle-orm';
import { files } from '../../../src/circulars/circulars.table.js';
import { authorisationCase } from '../../support/authorisation.js';

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
    given: (scene) => scene.file(),
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
