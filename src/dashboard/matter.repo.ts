import type { Family } from '../../schemas/families.js';
import type { Letter } from '../../schemas/record.js';
import { veiled } from '../circulars/secrecy.js';
import type { Node } from '../domain/relay/nodes.js';
import { familyFrom } from '../domain/relay/relate.js';
import { type Actor, readsSecret } from '../people/actor.js';
import { selectFamilies, selectRegister } from '../relay/relay.repo.js';
import { outcomesOf, renamed, type StoredNode } from '../relay/relay.usecases.js';
import type { Database } from '../shared/database.js';
import { placeText, type SeenLetter, selectSeen } from './seen.js';

/** A matter by the letters of it that an actor sees, keys as people see them. */
export interface Matter {
  family: Family;
  letters: ReadonlyMap<string, StoredNode & SeenLetter>;
}

/**
 * The letters of a family that an actor sees, put together as if there were no others: a letter that is not seen is no more than what a letter
 * that is seen says of it (`missing`), and nothing is drawn from it, no deadline, no likelier reading, no neighbour in a register. Null
 * where none is seen.
 */
export async function selectMatter(db: Database, actor: Actor, id: number): Promise<Matter | null> {
  const stored = await selectFamilies(db, [id]);
  const seen = await selectSeen(
    db,
    actor,
    stored.letters.map(({ receipt }) => receipt),
  );
  const letters = stored.letters
    .filter((one) => seen.has(placeText(one)))
    .map((one) => (one.letter.secrecy && !readsSecret(actor) ? { ...one, ...hidden(one.letter) } : one));
  if (letters.length === 0) return null;
  const { nodes, names, outcomes } = outcomesOf({ ...stored, letters });
  const shown = new Set(names.values());
  const open = outcomes
    .filter(({ citing }) => !isVeiled(citing, actor))
    .map((one) => ({ ...one, candidates: one.candidates.filter(({ key }) => shown.has(key)) }));
  const around = await selectRegister(db, nodes);
  const known = await selectSeen(
    db,
    actor,
    around.map(({ receipt }) => receipt),
  );
  const register = around.filter((one) => known.has(placeText(one)));
  const family = renamed(familyFrom(nodes, open, register), names);
  const byKey = nodes.map((node) => [names.get(node.key)!, { ...node, ...seen.get(placeText(node))! }] as const);
  return { family, letters: new Map(byKey) };
}

const isVeiled = ({ letter }: Node, actor: Actor) => letter.secrecy !== null && !readsSecret(actor);

/** A letter of a secrecy class as all may see it, its number and date; what linking compares of it is left out with the rest. */
const hidden = (letter: Letter) => ({ letter: veiled(letter), issuer: '', subject: '', recipients: '', speed: null });
