import { type Organisation, organisationKinds } from '../../../schemas/organisations.js';
import type { Letter } from '../../../schemas/record.js';
import type { Gazetteer } from './gazetteer.js';

/** The organisation that a letter's head names, met exactly or with tone marks aside; null where none or several bear the name. */
export function issuingOrganisation(
  { issuer, date }: Pick<Letter, 'issuer' | 'date'>,
  gazetteer: Gazetteer,
): Organisation | null {
  if (!issuer) return null;
  const [area] = issuer.province ? gazetteer.exactly(issuer.province, ['province'], { area: null, on: null }) : [];
  const spelled = gazetteer.spelled(issuer.name, organisationKinds, { area: area?.code ?? null, on: date });
  return spelled?.found.length === 1 ? spelled.found[0]! : null;
}
