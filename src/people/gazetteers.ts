import { BUILT_IN, builtInGazetteer } from '../domain/gazetteer/built-in.js';
import { Gazetteer, stemOf } from '../domain/gazetteer/gazetteer.js';
import type { Database } from '../shared/database.js';
import { organisationsRevision, selectOrganisations } from './people.repo.js';

/** The last gazetteer that was made of each database, with the import it stands at. */
const made = new WeakMap<Database, { revision: number; gazetteer: Gazetteer }>();

/**
 * What is built in with what was imported. It is kept in memory and made again after an import, whichever process did it. `tx`: the
 * transaction to look in, on the database `db`.
 */
export async function storedGazetteer(db: Database, tx: Database = db): Promise<Gazetteer> {
  const revision = await organisationsRevision(tx);
  if (revision === 0) return builtInGazetteer();
  const known = made.get(db);
  if (known?.revision === revision) return known.gazetteer;
  const gazetteer = new Gazetteer([...BUILT_IN, ...(await selectOrganisations(tx))]);
  made.set(db, { revision, gazetteer });
  return gazetteer;
}

/** The name of the province in which an organisation lies (`แพร่`); null for one that lies in none, or is not known. */
export async function provinceNameOf(db: Database, organisation: string): Promise<string | null> {
  return provinceNameIn(await storedGazetteer(db), organisation);
}

/** The same, in a gazetteer. */
export function provinceNameIn(gazetteer: Gazetteer, organisation: string): string | null {
  const row = gazetteer.get(organisation);
  const above = row && gazetteer.provinceOf(row);
  return above ? stemOf(above.name, 'province') : null;
}
