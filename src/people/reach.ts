import type { FoundOrganisation } from '../../schemas/accounts.js';
import type { Organisation } from '../../schemas/organisations.js';
import type { Gazetteer } from '../domain/gazetteer/gazetteer.js';
import { normalForm, withoutBlanks } from '../domain/text.js';
import { WianError } from '../shared/errors.js';
import type { Actor } from './actor.js';

/** Whom an administrator looks after: the organisation that they act for, and all below it in the gazetteer. */

/** The organisations above one, itself first. */
export function lineOf(gazetteer: Gazetteer, code: string): string[] {
  const line: string[] = [];
  for (let at: string | null = code; at !== null && !line.includes(at); at = gazetteer.get(at)?.parent ?? null)
    line.push(at);
  return line;
}

/** Whether an actor administers an organisation; the machine's operator all of them. */
export function administers(gazetteer: Gazetteer, actor: Actor, organisation: string): boolean {
  return actor.kind === 'machine' || lineOf(gazetteer, organisation).includes(actor.organisation);
}

/** Rejects with `record.not_found` for an organisation that the actor does not administer, or that is none. */
export function requireAdministered(gazetteer: Gazetteer, actor: Actor, organisation: string): Organisation {
  const found = gazetteer.get(organisation);
  if (!found || !administers(gazetteer, actor, organisation)) throw new WianError('record.not_found');
  return found;
}

/** What is found of one search at most. */
const MOST_FOUND = 30;

/** Organisations in force in whose name, other names or code all the words stand, shorter names first. */
export function searchOrganisations(
  gazetteer: Gazetteer,
  words: string,
  among: (organisation: Organisation) => boolean = () => true,
): FoundOrganisation[] {
  const wanted = normalForm(words).split(/\s+/).filter(Boolean).map(withoutBlanks);
  const place = (organisation: Organisation) =>
    lineOf(gazetteer, organisation.code)
      .slice(1)
      .map((code) => gazetteer.get(code)?.name ?? code);
  return gazetteer
    .all()
    .filter((one) => one.validTo === null && among(one))
    .filter((one) => {
      const own = withoutBlanks(normalForm([one.name, ...one.aliases, one.code].join(' ')));
      const around = withoutBlanks(normalForm(place(one).join(' ')));
      return (
        wanted.some((word) => own.includes(word)) && wanted.every((word) => own.includes(word) || around.includes(word))
      );
    })
    .sort((a, b) => a.name.length - b.name.length || (a.code < b.code ? -1 : 1))
    .slice(0, MOST_FOUND)
    .map((one) => ({ code: one.code, name: one.name, within: place(one).join(' ') || null }));
}
