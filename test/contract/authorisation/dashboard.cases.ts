import { sendings } from '../../../src/notices/notices.table.js';
import { authorisationCase, type Scene } from '../../support/authorisation.js';
import { X } from '../../support/http.js';
import { citationOf } from '../../support/letters.js';

/** A letter that cites another one, of which nobody has a copy. */
const citing = (scene: Scene) =>
  scene.file([
    scene.letter({
      references: [citationOf({ reference: 'มท 0810.7/ว 524', date: '2025-01-27', text: scene.mark })],
    }),
  ]);

/** The same, sent down to a body that does not use wian. */
async function sent(scene: Scene): Promise<number> {
  const receipt = await citing(scene);
  const letter = { receipt, firstPage: 1, rank: 0, lastPage: 1 };
  const by = { sender: X, organisations: ['5404'], sentAt: scene.store.clock.now(), sentBy: 'test' };
  await scene.store.db.insert(sendings).values({ ...letter, ...by });
  return receipt;
}

export const cases = [
  authorisationCase({
    route: 'GET /api/relay',
    given: citing,
    call: () => ({ url: '/api/relay?limit=200' }),
    stranger: 'without',
    secret: 'untold',
  }),
  authorisationCase({
    route: 'GET /api/relay/:key',
    given: citing,
    call: (receipt) => ({ url: `/api/relay/${receipt}-0` }),
    stranger: 'not-found',
    secret: 'veiled',
  }),
  authorisationCase({
    route: 'GET /api/relay/:key/recipients',
    given: sent,
    call: (receipt) => ({ url: `/api/relay/${receipt}-0/recipients` }),
    stranger: 'not-found',
    secret: 'untold',
  }),
  authorisationCase({
    route: 'GET /api/relay/:key/chase',
    given: sent,
    call: (receipt) => ({ url: `/api/relay/${receipt}-0/chase` }),
    stranger: 'not-found',
    secret: 'untold',
  }),
  authorisationCase({
    route: 'GET /api/dashboard',
    given: sent,
    call: () => ({ url: '/api/dashboard' }),
    stranger: 'without',
    secret: 'untold',
  }),
  authorisationCase({
    route: 'GET /api/dashboard/:figure',
    given: sent,
    call: () => ({ url: '/api/dashboard/sent' }),
    stranger: 'without',
    secret: 'untold',
  }),
];
