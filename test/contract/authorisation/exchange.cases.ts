import { and, eq } from 'drizzle-orm';
import { expect } from 'vitest';
import { selectLetters } from '../../../src/circulars/circulars.repo.js';
import { confirmLetter } from '../../../src/circulars/confirm.usecases.js';
import { versionOf } from '../../../src/circulars/correct.models.js';
import { holdings } from '../../../src/circulars/holdings.table.js';
import { authorisationCase, type Scene } from '../../support/authorisation.js';
import { CODES, statedOf, xmlOf } from '../../support/exchange.js';
import { member, X } from '../../support/http.js';
import { contentOf, workAll } from '../../support/store.js';

/** A letter that X issued and confirmed, for the office of น่าน. */
async function outgoing(scene: Scene): Promise<number> {
  scene.store.exchange = CODES;
  const receipt = await scene.file([
    scene.letter({
      issuer: { name: 'จังหวัดแพร่', level: 'province', province: 'แพร่' },
      recipients: [{ text: `ผู้ว่าราชการจังหวัดน่าน`, scope: 'one', confidence: 1, evidence: [] }],
    }),
  ]);
  const actor = await member(scene.store, X, ['clerk'], { secret: true });
  const [row] = await selectLetters(scene.store.db, [receipt]);
  await confirmLetter(scene.store, { actor, receipt, ordinal: 0, version: versionOf(row!.effective) });
  await workAll(scene.store);
  return receipt;
}

export const cases = [
  authorisationCase({
    route: 'POST /api/exchange',
    given: async (scene) => {
      const letter = scene.letter();
      const receipt = await scene.file([letter]);
      const content = Buffer.from(contentOf([[{ ...letter, pages: [1, 1] }]]));
      return { receipt, xml: xmlOf({ stated: statedOf(), main: { mime: 'text/plain', content } }) };
    },
    call: ({ xml }) => ({ url: '/api/exchange', payload: xml, headers: { 'content-type': 'application/xml' } }),
    stranger: 'without',
    shows: false,
    untouched: async ({ receipt }, { store }) => {
      const own = and(eq(holdings.organisation, X), eq(holdings.receipt, receipt));
      expect(await store.db.select().from(holdings).where(own)).toHaveLength(1);
    },
  }),
  authorisationCase({
    route: 'GET /api/letters/:receipt/:ordinal/exchange',
    given: outgoing,
    call: (receipt) => ({ url: `/api/letters/${receipt}/0/exchange` }),
    stranger: 'not-found',
    shows: false,
    secret: 'refused',
  }),
  authorisationCase({
    route: 'GET /api/letters/:receipt/:ordinal/exchange.zip',
    given: outgoing,
    call: (receipt) => ({ url: `/api/letters/${receipt}/0/exchange.zip` }),
    stranger: 'not-found',
    shows: false,
    secret: 'refused',
  }),
  authorisationCase({
    route: 'GET /api/letters/:receipt/:ordinal/exchange/:receiver',
    given: outgoing,
    call: (receipt) => ({ url: `/api/letters/${receipt}/0/exchange/55` }),
    stranger: 'not-found',
    secret: 'refused',
  }),
];
