import { asc, eq } from 'drizzle-orm';
import type { FoundOrganisation, OfficeAnswer } from '../../schemas/accounts.js';
import { appendAudit } from '../audit/audit.repo.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { WianError } from '../shared/errors.js';
import { openOffice } from './accounts.repo.js';
import { type OfficeSettings, offices } from './accounts.table.js';
import { type Actor, auditName } from './actor.js';
import { storedGazetteer } from './gazetteers.js';
import { findOffice, type OfficeRow } from './offices.repo.js';
import { administers, requireAdministered, searchOrganisations } from './reach.js';

type OfficeDeps = Pick<Deps, 'db' | 'clock'>;

const answerOf = ({ organisation, joinedAt, settings }: OfficeRow, name: string | undefined): OfficeAnswer => ({
  organisation: { code: organisation, name: name ?? organisation },
  joinedAt: joinedAt.toISOString(),
  settings,
});

/** The offices that the actor administers, the first that joined first. */
export async function listOffices(deps: OfficeDeps, input: { actor: Actor }): Promise<OfficeAnswer[]> {
  const gazetteer = await storedGazetteer(deps.db);
  const rows = await deps.db.select().from(offices).orderBy(asc(offices.joinedAt), asc(offices.organisation));
  return rows
    .filter(({ organisation }) => administers(gazetteer, input.actor, organisation))
    .map((row) => answerOf(row, gazetteer.get(row.organisation)?.name));
}

/** The organisations that the actor administers, by what of their names is known: to open an office for one, or to invite somebody there. */
export async function searchAdministered(
  deps: OfficeDeps,
  input: { q: string; actor: Actor },
): Promise<FoundOrganisation[]> {
  const gazetteer = await storedGazetteer(deps.db);
  return searchOrganisations(gazetteer, input.q, ({ code }) => administers(gazetteer, input.actor, code));
}

/** Lets an organisation use this wian; one that does already is left as it is. Rejects with `record.not_found` where the actor does not administer it. */
export async function joinOffice(
  deps: OfficeDeps,
  input: { organisation: string; actor: Actor },
): Promise<OfficeAnswer> {
  const { organisation, actor } = input;
  const { name } = requireAdministered(await storedGazetteer(deps.db), actor, organisation);
  const at = deps.clock.now();
  return deps.db.transaction(async (tx) => {
    if (await openOffice(tx, organisation, at)) {
      await appendAudit(tx, { at, actor: auditName(actor), action: 'office.opened', detail: { organisation } });
    }
    return answerOf((await findOffice(tx, organisation))!, name);
  });
}

/** Puts an office's settings in the place of those it had. Rejects with `record.not_found`. */
export async function changeOffice(
  deps: OfficeDeps,
  input: { organisation: string; settings: OfficeSettings; actor: Actor },
): Promise<OfficeAnswer> {
  const { organisation, settings, actor } = input;
  const { name } = requireAdministered(await storedGazetteer(deps.db), actor, organisation);
  return deps.db.transaction(async (tx) => {
    const office = await findOffice(tx, organisation);
    if (!office) throw new WianError('record.not_found');
    await tx.update(offices).set({ settings }).where(eq(offices.organisation, organisation));
    const detail = { organisation, before: office.settings, after: settings };
    await appendAudit(tx, { at: deps.clock.now(), actor: auditName(actor), action: 'office.changed', detail });
    return answerOf({ ...office, settings }, name);
  });
}
