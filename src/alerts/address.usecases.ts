import { randomInt } from 'node:crypto';
import type { PersonAlertsAnswer } from '../../schemas/alert-settings.js';
import { appendAudit } from '../audit/audit.repo.js';
import { type Actor, auditName } from '../people/actor.js';
import type { Database } from '../shared/database.js';
import { WianError } from '../shared/errors.js';
import { hasShown, lockPreferences, putPreferences } from './settings.repo.js';
import { type Person, personOf, type SettingsDeps, showOwnAlerts } from './settings.usecases.js';
import { planTry } from './tries.repo.js';

/**
 * The address by which a person is told. What is written to it tells of letters, so that a mistyped one would tell strangers: it is used only after the
 * person has typed the code that was sent to it, and until then that code is all that goes there.
 */

const CODE_MINUTES = 30;
/** Wrong codes after which another has to be asked for: six digits are guessed in a million tries. */
const MOST_TRIES = 5;

/** Half an address, so that the log tells of a change and not of where somebody reads their mail. */
export const shortened = (email: string): string => email.replace(/^(.{1,2}).*@/, '$1…@');

async function change(
  deps: SettingsDeps,
  tx: Database,
  actor: Person,
  email: { before: string | null; after: string | null },
): Promise<void> {
  const part = (one: string | null) => ({ email: one && shortened(one) });
  const { id: person, organisation } = actor;
  await appendAudit(tx, {
    at: deps.clock.now(),
    actor: auditName(actor),
    action: 'alerts.address-changed',
    detail: { person, organisation, before: part(email.before), after: part(email.after) },
  });
}

/**
 * Sends a code to an address that the caller entered; what they had stays in use until the code is typed. One that they have shown to be theirs before, at
 * another of their organisations, is used at once. Rejects with `request.too_many`.
 */
export async function enterAddress(
  deps: SettingsDeps,
  input: { actor: Actor; email: string },
): Promise<PersonAlertsAnswer> {
  const actor = personOf(input.actor);
  const { id: person, organisation } = actor;
  const email = input.email.trim();
  const now = deps.clock.now();
  await deps.db.transaction(async (tx) => {
    const row = await lockPreferences(tx, { person, organisation });
    const { toShow: _, ...settings } = row?.settings ?? {};
    if (await hasShown(tx, person, email)) {
      await putPreferences(tx, { person, organisation }, { ...settings, email });
      const before = settings.email ?? null;
      if (before !== email) await change(deps, tx, actor, { before, after: email });
      return;
    }
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const expiresAt = new Date(now.getTime() + CODE_MINUTES * 60_000).toISOString();
    await planTry(deps, tx, actor, { channel: 'email', to: email, code });
    await putPreferences(tx, { person, organisation }, { ...settings, toShow: { email, code, expiresAt, tries: 0 } });
    const detail = { person, organisation, before: null, after: { email: shortened(email) } };
    await appendAudit(tx, { at: now, actor: auditName(actor), action: 'alerts.address-entered', detail });
  });
  return showOwnAlerts(deps, input);
}

/** Takes an address into use by the code that was sent to it. Rejects with `alert.code_wrong`, also where the code has expired or was guessed at too often. */
export async function showAddress(
  deps: SettingsDeps,
  input: { actor: Actor; code: string },
): Promise<PersonAlertsAnswer> {
  const actor = personOf(input.actor);
  const { id: person, organisation } = actor;
  const right = await deps.db.transaction(async (tx) => {
    const row = await lockPreferences(tx, { person, organisation });
    const { toShow, ...settings } = row?.settings ?? {};
    if (!toShow || toShow.tries >= MOST_TRIES || new Date(toShow.expiresAt) <= deps.clock.now()) return false;
    if (toShow.code !== input.code) {
      const counted = { ...toShow, tries: toShow.tries + 1 };
      await putPreferences(tx, { person, organisation }, { ...settings, toShow: counted });
      return false;
    }
    await putPreferences(tx, { person, organisation }, { ...settings, email: toShow.email });
    await change(deps, tx, actor, { before: settings.email ?? null, after: toShow.email });
    return true;
  });
  // After the transaction: a wrong try has to stay counted.
  if (!right) throw new WianError('alert.code_wrong');
  return showOwnAlerts(deps, input);
}

/** Takes the caller's address out of use; who was told by e-mail is told in the application alone from now on. */
export async function dropAddress(deps: SettingsDeps, input: { actor: Actor }): Promise<PersonAlertsAnswer> {
  const actor = personOf(input.actor);
  const { id: person, organisation } = actor;
  await deps.db.transaction(async (tx) => {
    const row = await lockPreferences(tx, { person, organisation });
    if (!row || (!row.settings.email && !row.settings.toShow)) return;
    const { toShow: _, email = null, way, ...settings } = row.settings;
    const kept = way === 'email' ? 'app' : way;
    await putPreferences(tx, { person, organisation }, { ...settings, email: null, ...(kept && { way: kept }) });
    if (email !== null) await change(deps, tx, actor, { before: email, after: null });
  });
  return showOwnAlerts(deps, input);
}
