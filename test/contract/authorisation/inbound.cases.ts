import { eq } from 'drizzle-orm';
import { expect } from 'vitest';
import { inboundItems, inboundParts } from '../../../src/inbound/inbound.table.js';
import { authorisationCase, type Scene } from '../../support/authorisation.js';
import { X } from '../../support/http.js';

/** A mail of X's with a letter in it, all of which has the mark, that could not be taken whole. */
async function mail(scene: Scene): Promise<number> {
  const { db, files } = scene.store;
  const receipt = await scene.file();
  const { sha256 } = await files.put(
    (async function* () {
      yield Buffer.from(`Subject: ${scene.mark}\r\n\r\n`);
    })(),
    1000,
  );
  const [row] = await db
    .insert(inboundItems)
    .values({
      organisation: X,
      source: 'imap',
      box: 'saraban@x.example/INBOX',
      uidValidity: 1,
      uid: receipt,
      sha256,
      bytes: 10,
      name: scene.mark,
      sender: scene.mark,
      takenAt: scene.store.clock.now(),
      status: 'failed',
    })
    .returning({ id: inboundItems.id });
  await db.insert(inboundParts).values({ item: row!.id, position: 0, name: scene.mark, bytes: 1, receipt });
  return row!.id;
}

export const cases = [
  authorisationCase({
    route: 'GET /api/inbound',
    given: mail,
    call: () => ({ url: '/api/inbound?failed=true' }),
    stranger: 'without',
    secret: 'veiled',
  }),
  authorisationCase({
    route: 'POST /api/inbound/:id/retry',
    given: mail,
    call: (id) => ({ url: `/api/inbound/${id}/retry` }),
    stranger: 'not-found',
    untouched: async (id, { store }) => {
      const [row] = await store.db.select().from(inboundItems).where(eq(inboundItems.id, id));
      expect([row!.status, row!.attempts]).toEqual(['failed', 0]);
    },
  }),
];
