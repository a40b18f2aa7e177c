import { type Actor, organisationOf, readsSecret } from '../people/actor.js';
import { homeOffice } from '../people/offices.repo.js';
import type { Database } from '../shared/database.js';
import { WianError } from '../shared/errors.js';

/** Whose register an actor writes in: the machine's operator in that of the office that this wian was set up for. Rejects with `office.none`. */
export async function registerOf(db: Database, actor: Actor): Promise<string> {
  const organisation = organisationOf(actor) ?? (await homeOffice(db));
  if (organisation === null) throw new WianError('office.none');
  return organisation;
}

/** Rejects with `record.secret` unless the actor may read what it is about, where that is of a secrecy class. */
export function requireNamed(actor: Actor, secret: boolean): void {
  if (secret && !readsSecret(actor)) throw new WianError('record.secret');
}
