import { expect } from 'vitest';
import { findFile } from '../../../src/circulars/circulars.repo.js';
import { authorisationCase, type Scene } from '../../support/authorisation.js';

const octets = { 'content-type': 'application/octet-stream' };
const revision = async ({ store }: Scene, receipt: number) => (await findFile(store.db, receipt))!.revision;
/** Two letters of one matter: a family. */
async function family(scene: Scene): Promise<number> {
  const subject = `การสำรวจ ${scene.mark}`;
  const upper = scene.letter({ ref: `มท ๐๘๑๐.๗/ว ${scene.mark.replace(/\D/g, '')}`, date: '2025-01-27', subject });
  const lower = scene.letter({
    subject,
    references: [
      {
        issuer: null,
        reference: upper.reference!.normalized,
        date: '2025-01-27',
        speed: null,
        text: subject,
        confidence: 0.9,
        evidence: [],
      },
    ],
  });
  return scene.file([upper, lower]);
}

export const cases = [
  authorisationCase({
    route: 'POST /api/files',
    given: (scene) => scene.file(),
    call: (_, scene) => ({
      url: '/api/files?name=a.pdf',
      headers: octets,
      payload: JSON.stringify([[scene.letter({ title: 'other' })]]),
    }),
    stranger: 'without',
  }),
  authorisationCase({
    route: 'GET /api/circulars',
    given: (scene) => scene.file(),
    call: (receipt) => ({ url: `/api/circulars?after=${receipt - 1}` }),
    stranger: 'without',
    secret: 'veiled',
  }),
  authorisationCase({
    route: 'GET /api/circulars/:receipt/record',
    given: (scene) => scene.file(),
    call: (receipt) => ({ url: `/api/circulars/${receipt}/record` }),
    stranger: 'not-found',
    secret: 'veiled',
  }),
  authorisationCase({
    route: 'GET /api/circulars/:receipt/searchable.pdf',
    given: (scene) => scene.file(),
    call: (receipt) => ({ url: `/api/circulars/${receipt}/searchable.pdf` }),
    stranger: 'not-found',
    secret: 'refused',
  }),
  authorisationCase({
    route: 'POST /api/progress',
    given: (scene) => scene.file(),
    call: (receipt) => ({ url: '/api/progress', payload: { receipts: [receipt] } }),
    stranger: 'without',
    shows: true,
    secret: 'veiled',
  }),
  authorisationCase({
    route: 'POST /api/retry',
    given: (scene) => scene.file(),
    call: (receipt) => ({ url: '/api/retry', payload: { receipt } }),
    stranger: 'not-found',
    untouched: async (receipt, scene) => expect(await revision(scene, receipt)).toBe(1),
  }),
  authorisationCase({
    route: 'GET /api/deadlines',
    given: (scene) => scene.file(),
    call: () => ({ url: '/api/deadlines?asOf=2025-02-01' }),
    stranger: 'without',
    secret: 'veiled',
  }),
  authorisationCase({
    route: 'GET /api/families',
    given: family,
    call: () => ({ url: '/api/families?limit=1000' }),
    stranger: 'without',
    secret: 'veiled',
  }),
];
