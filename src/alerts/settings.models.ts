import type { Role } from '../../schemas/access.js';
import {
  DEFAULT_OFFICE_ALERTS,
  DEFAULT_PERSON_ALERTS,
  type OfficeAlertSettings,
  type PersonAlertSettings,
} from '../../schemas/alerts.js';

/** An address that a person entered and has not yet shown to be theirs. */
export interface AddressToShow {
  email: string;
  /** Six digits that were sent to it. */
  code: string;
  /** ISO instant. */
  expiresAt: string;
  /** Codes that were tried and were wrong. */
  tries: number;
}

/** How a member of an organisation is told there. `settings.email` is one that they have shown to be theirs, or null. */
export interface MemberAlerts {
  person: number;
  name: string;
  roles: readonly Role[];
  settings: PersonAlertSettings;
  /** As LINE names them; null where they have not linked it. */
  lineUser: string | null;
}

/** What an organisation set, with the defaults for what it did not. */
export const officeSettingsOf = (own: Partial<OfficeAlertSettings> | undefined): OfficeAlertSettings => ({
  ...DEFAULT_OFFICE_ALERTS,
  ...own,
});

/** What a person set, with the defaults for what they did not; without an address that is still to be shown to be theirs. */
export function personSettingsOf(
  own: (Partial<PersonAlertSettings> & { toShow?: AddressToShow }) | undefined,
): PersonAlertSettings {
  const { toShow: _, ...settings } = own ?? {};
  return { ...DEFAULT_PERSON_ALERTS, ...settings };
}
