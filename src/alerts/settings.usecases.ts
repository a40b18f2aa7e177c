import type { Role } from '../../schemas/access.js';
import type { OfficeAlertsAnswer, PersonAlertsAnswer, PersonAlertsChange } from '../../schemas/alert-settings.js';
import type { OfficeAlertSettings, PersonAlertSettings } from '../../schemas/alerts.js';
import { appendAudit } from '../audit/audit.repo.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { type Actor, auditName } from '../people/actor.js';
import { storedGazetteer } from '../people/gazetteers.js';
import { WianError } from '../shared/errors.js';
import { type MemberAlerts, personSettingsOf } from './settings.models.js';
import { lockPreferences, officeAlerts, personAlerts, putOfficeAlerts, putPreferences } from './settings.repo.js';

export type SettingsDeps = Pick<Deps, 'db' | 'clock'>;
export type Person = Extract<Actor, { kind: 'person' }>;

/** Alerts are people's: rejects with `request.invalid` for a key and for the machine. */
export function personOf(actor: Actor): Person {
  if (actor.kind !== 'person') throw new WianError('request.invalid', 'a person');
  return actor;
}

/** An administrator reads no letters by that alone, and so is told of none. */
const READS: ReadonlySet<Role> = new Set(['clerk', 'receiver', 'viewer']);
const reads = ({ roles }: MemberAlerts) => roles.some((role) => READS.has(role));

/** How the caller's organisation tells of deadlines, and who of it can be named. */
export async function showOfficeAlerts(deps: SettingsDeps, input: { actor: Actor }): Promise<OfficeAlertsAnswer> {
  const { organisation } = personOf(input.actor);
  const settings = (await officeAlerts(deps.db, [organisation])).get(organisation)!;
  const members = [...(await personAlerts(deps.db, [organisation])).get(organisation)!.values()];
  const name = (await storedGazetteer(deps.db)).get(organisation)?.name ?? organisation;
  return {
    organisation: { code: organisation, name },
    settings,
    members: members
      .filter(reads)
      .map(({ person: id, name, roles }) => ({ id, name, roles: [...roles] }))
      .sort((a, b) => a.name.localeCompare(b.name, 'th')),
  };
}

/**
 * Puts an organisation's settings in the place of those that stand. What was planned and not yet told goes by the new ones, since a trigger on the row marks
 * its duties. Rejects with `alert.not_member` where somebody is named who was not before and by whom no letters of it are read.
 */
export async function changeOfficeAlerts(
  deps: SettingsDeps,
  input: { actor: Actor; settings: OfficeAlertSettings },
): Promise<OfficeAlertsAnswer> {
  const actor = personOf(input.actor);
  const { organisation } = actor;
  await deps.db.transaction(async (tx) => {
    const before = (await officeAlerts(tx, [organisation])).get(organisation)!;
    const settings = { ...input.settings, people: [...new Set(input.settings.people)] };
    if (JSON.stringify(before) === JSON.stringify(settings)) return;
    const members = (await personAlerts(tx, [organisation])).get(organisation)!;
    // Who has left since they were named is told nothing anyway; they must not keep the rest from being changed.
    const named = [...settings.people, ...(settings.chief === null ? [] : [settings.chief])];
    const known = new Set([...before.people, before.chief]);
    const wrong = named.find((id) => !known.has(id) && !(members.has(id) && reads(members.get(id)!)));
    if (wrong !== undefined) throw new WianError('alert.not_member');
    await putOfficeAlerts(tx, organisation, settings);
    const detail = { organisation, before, after: settings };
    const at = deps.clock.now();
    await appendAudit(tx, { at, actor: auditName(actor), action: 'alerts.office-changed', detail });
  });
  return showOfficeAlerts(deps, input);
}

/** How the caller is told at the organisation that they act for. */
export async function showOwnAlerts(deps: SettingsDeps, input: { actor: Actor }): Promise<PersonAlertsAnswer> {
  const { id: person, organisation } = personOf(input.actor);
  const row = await lockPreferences(deps.db, { person, organisation }, { lock: false });
  const { ahead, digestAt, quiet } = (await officeAlerts(deps.db, [organisation])).get(organisation)!;
  const toShow = row?.settings.toShow;
  const works = toShow !== undefined && new Date(toShow.expiresAt) > deps.clock.now();
  return {
    settings: personSettingsOf(row?.settings),
    toShow: works ? { email: toShow.email, expiresAt: toShow.expiresAt } : null,
    office: { ahead, digestAt, quiet },
    line: (row?.lineUser ?? null) !== null,
  };
}

/**
 * Changes how the caller is told at the organisation that they act for; the address stays as it is. Rejects with `alert.way_unready` where they choose a way
 * by which nothing can reach them.
 */
export async function changeOwnAlerts(
  deps: SettingsDeps,
  input: { actor: Actor; settings: PersonAlertsChange },
): Promise<PersonAlertsAnswer> {
  const actor = personOf(input.actor);
  const { id: person, organisation } = actor;
  await deps.db.transaction(async (tx) => {
    const row = await lockPreferences(tx, { person, organisation });
    const before = personSettingsOf(row?.settings);
    const after = { ...before, ...input.settings };
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    const ready = { app: true, email: before.email !== null, line: (row?.lineUser ?? null) !== null };
    if (after.way !== before.way && !ready[after.way]) throw new WianError('alert.way_unready');
    const toShow = row?.settings.toShow;
    await putPreferences(tx, { person, organisation }, { ...after, ...(toShow && { toShow }) });
    // Where somebody reads their mail is not the log's.
    const told = ({ email: _, ...settings }: PersonAlertSettings) => settings;
    await appendAudit(tx, {
      at: deps.clock.now(),
      actor: auditName(actor),
      action: 'alerts.own-changed',
      detail: { person, organisation, before: told(before), after: told(after) },
    });
  });
  return showOwnAlerts(deps, input);
}
