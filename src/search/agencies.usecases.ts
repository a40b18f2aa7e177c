import { sql } from 'drizzle-orm';
import type { Deps } from '../circulars/circulars.deps.js';
import { letters } from '../circulars/circulars.table.js';
import { fold } from '../domain/search/fold.js';
import { type Actor, readsSecret } from '../people/actor.js';
import { list } from '../shared/sql.js';
import { filterConditions } from './search.conditions.js';
import { type Key, probeYoungest, selectByKeys } from './search.repo.js';

/** Letters whose senders are looked at for a suggestion. */
const LOOKED = 500;
const MOST = 10;

/** Names of senders of letters that the actor sees and may read, with this in them: those who sent most of the letters looked at first. */
export async function suggestAgencies({ db }: Pick<Deps, 'db'>, input: { actor: Actor; q: string }): Promise<string[]> {
  const agency = fold(input.q).slice(0, 100);
  const conditions = filterConditions(input.actor, { agency, register: null, due: null }, true);
  if (!readsSecret(input.actor)) conditions.of.push(sql`not e.secret`);
  const keys: Key[] =
    conditions.keys.length > 0
      ? await selectByKeys(db, conditions, { most: LOOKED })
      : (await probeYoungest(db, conditions, { after: null, span: LOOKED })).filter(({ hit }) => hit);
  const receipts = list(
    keys.map(({ receipt }) => receipt),
    'integer',
  );
  const ordinals = list(
    keys.map(({ ordinal }) => ordinal),
    'integer',
  );
  const rows = await db
    .select({ name: letters.issuer })
    .from(letters)
    .where(
      sql`(${letters.receipt}, ${letters.ordinal}) in (select * from unnest(${receipts}, ${ordinals})) and ${letters.issuer} is not null`,
    )
    .groupBy(letters.issuer)
    .orderBy(sql`count(*) desc`, letters.issuer)
    .limit(MOST);
  return rows.map(({ name }) => name!);
}
