import type { MessageChannel, OfficeAlertSettings } from '../../schemas/alerts.js';
import type { QuietHours } from '../domain/alerts/quiet.js';
import type { Listener, StepRules } from '../domain/alerts/steps.js';
import type { Duty } from './duties.models.js';
import type { MemberAlerts } from './settings.models.js';

/** Who of an organisation is told of its duties, and by what rules. */

/** Somebody, or a program, that is told. */
export interface AlertRecipient {
  /** As the ledger names them: `person:3`, `webhook:2`. */
  name: string;
  /** Null for a program. */
  person: number | null;
  rules: StepRules;
  /** `HH:MM` in Thailand. */
  digestAt: string;
  quiet: QuietHours | null;
  /** By which messages go; null: in the application alone. */
  channel: MessageChannel | null;
}

/** By what rules anybody of an organisation may be told. */
export function officeRules(office: OfficeAlertSettings, members: ReadonlyMap<number, MemberAlerts>): StepRules[] {
  const own = [...members.values()].flatMap(({ settings }) =>
    settings.ahead ? [{ ...office, ahead: settings.ahead }] : [],
  );
  return [office, ...own];
}

/** The way that a person chose, or the next best that there is. */
function channelOf({ settings, lineUser }: MemberAlerts): MessageChannel | null {
  if (settings.way === 'app') return null;
  if (settings.way === 'line' && lineUser !== null) return 'line';
  return settings.email === null ? null : 'email';
}

/** A member as they are told. */
export function memberRecipient(member: MemberAlerts, office: OfficeAlertSettings): AlertRecipient {
  const { settings } = member;
  return {
    name: `person:${member.person}`,
    person: member.person,
    rules: { ...office, ahead: settings.ahead ?? office.ahead },
    digestAt: settings.digestAt ?? office.digestAt,
    quiet: settings.quiet === 'office' ? office.quiet : settings.quiet,
    channel: channelOf(member),
  };
}

const WORKERS = new Set(['clerk', 'receiver']);

/** All who may be told anything at an organisation: who works on its letters or is named for them, its chief, its programs. */
export function recipientsOf(
  office: OfficeAlertSettings,
  members: ReadonlyMap<number, MemberAlerts>,
  hooks: readonly number[],
): AlertRecipient[] {
  const people = [...members.values()].filter(
    ({ person, roles }) =>
      office.people.includes(person) || person === office.chief || roles.some((role) => WORKERS.has(role)),
  );
  const programs = hooks.map((id): AlertRecipient => {
    const { digestAt } = office;
    return { name: `webhook:${id}`, person: null, rules: office, digestAt, quiet: null, channel: 'webhook' };
  });
  return [...people.map((member) => memberRecipient(member, office)), ...programs];
}

/**
 * As what a recipient hears of a duty: its keepers are those who are named for the office's letters and whom it was given to; where it is given to nobody and
 * nobody is named, all who work on its letters. The chief hears of what is overdue. Empty: it is not theirs.
 */
export function listensAs(
  duty: Duty,
  recipient: AlertRecipient,
  office: OfficeAlertSettings,
  members: ReadonlyMap<number, MemberAlerts>,
): Listener[] {
  if (recipient.person === null) return ['keeper'];
  const { person } = recipient;
  const given = duty.assignee !== null && members.has(duty.assignee) ? duty.assignee : null;
  const named = office.people.filter((one) => members.has(one));
  const works = members.get(person)?.roles.some((role) => WORKERS.has(role)) ?? false;
  const keeps = person === given || named.includes(person) || (given === null && named.length === 0 && works);
  return [...(keeps ? (['keeper'] as const) : []), ...(person === office.chief ? (['chief'] as const) : [])];
}
