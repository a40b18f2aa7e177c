import type { Families, Family } from '../../schemas/families.js';
import type { FileJob } from '../../schemas/jobs.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { changeFile, findJobFile } from '../circulars/circulars.repo.js';
import { relateLetters } from '../domain/relay/relate.js';
import type { Database } from '../shared/database.js';
import {
  candidateReceipts,
  keyOf,
  type LinkLetter,
  lockRelay,
  relatedReceipts,
  replaceFamilies,
  type StoredFamily,
  selectFamilies,
  selectLinkLetters,
} from './relay.repo.js';

/**
 * Ties the letters of a composed file to those of the whole store and rewrites the families they touch, then hands on to
 * `plan`. The families do not depend on the order in which the files came: of every letter that is rewritten all letters
 * it may cite, and all that may cite it, are weighed.
 */
export async function runLink(deps: Pick<Deps, 'db' | 'queue' | 'clock'>, job: FileJob): Promise<void> {
  const file = await findJobFile(deps.db, job);
  if (!file) return;
  if (file.status === 'composed') {
    await deps.db.transaction(async (tx) => {
      await lockRelay(tx);
      const mine = await changeFile(tx, file, ['composed'], { status: 'linked', changedAt: deps.clock.now() });
      if (!mine) return;
      const { core, families } = await relateFile(tx, file.receipt);
      await replaceFamilies(tx, core, families);
    });
  } else if (file.status !== 'linked') return;
  await deps.queue.enqueue('plan', job);
}

/** The files whose families have to be rewritten when this one changed, and the families they form now. */
async function relateFile(db: Database, receipt: number): Promise<{ core: number[]; families: StoredFamily[] }> {
  let core = [receipt];
  for (;;) {
    const known = new Set([...core, ...(await relatedReceipts(db, core))]);
    const loaded = [...new Set([...known, ...(await candidateReceipts(db, [...known]))])];
    const families = relate(await selectLinkLetters(db, loaded)).filter(({ letters }) =>
      letters.some((place) => known.has(place.receipt)),
    );
    // A letter that joins from outside brings letters of its own into the balance: weigh again with those.
    const grown = new Set([...known, ...families.flatMap(({ letters }) => letters.map((place) => place.receipt))]);
    core = [...grown].sort((a, b) => a - b);
    if (grown.size === known.size) return { core, families };
  }
}

/** Families by place. Letters are told apart by content, not by receipt, so that the order of arrival decides nothing. */
function relate(letters: LinkLetter[]): StoredFamily[] {
  const byKey = new Map(letters.map((letter) => [`${letter.sha256}#${letter.number}`, letter]));
  const keyed = [...byKey].map(([key, { letter }]) => ({ key, letter })).sort((a, b) => (a.key < b.key ? -1 : 1));
  const place = (key: string): LinkLetter => byKey.get(key)!;
  return relateLetters(keyed).families.map((family: Family) => ({
    subject: family.subject,
    origin: place(family.origin),
    letters: family.letters.map(place),
    hops: family.hops.map((hop) => ({ ...hop, from: place(hop.from), to: place(hop.to) })),
    missing: family.missing,
    deadlines: family.deadlines.map((deadline) => ({
      ...deadline,
      stated_by: deadline.stated_by.map((key) => keyOf(place(key))),
    })),
  }));
}

/** All relay families, letters named `<receipt>#<n>`, in the order of their origins. */
export async function listFamilies(deps: Pick<Deps, 'db'>): Promise<Families> {
  return { families: await selectFamilies(deps.db) };
}
