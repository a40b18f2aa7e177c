import type { CountAnswer, SearchAnswer, SearchInput } from '../../schemas/search.js';
import { type OpenPlace, openPlaces } from '../alerts/open.usecases.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { thaiDay } from '../domain/calendar.js';
import { append } from '../domain/relay/append.js';
import { fold } from '../domain/search/fold.js';
import { parseRegisterNumber, parseSearch, type SearchQuery } from '../domain/search/query.js';
import { type Actor, readsSecret } from '../people/actor.js';
import {
  type Conditions,
  type Filters,
  filterConditions,
  receiptsDue,
  type Tier,
  textConditions,
  together,
} from './search.conditions.js';
import { itemsOf } from './search.items.js';
import {
  countReceipts,
  type Key,
  seenReceipts,
  selectAny,
  selectByKeys,
  selectByReceipts,
  verified,
} from './search.repo.js';
import { type Bounds, USUAL, type Ways, walk } from './search.walk.js';

export type SearchDeps = Pick<Deps, 'db' | 'clock' | 'office'>;
type FilterInput = Omit<SearchInput, 'order' | 'limit' | 'after'>;

/** A question with all that is needed to ask it. */
interface Asked {
  query: SearchQuery;
  filters: Filters;
  /** What has no letter under it: the number of a register that nobody could have meant. */
  nothing: boolean;
  headOnly: boolean;
  secretToo: boolean;
  ways: Ways;
}

async function asked(deps: SearchDeps, actor: Actor, input: FilterInput, { fewFiles, rare }: Bounds): Promise<Asked> {
  const query = parseSearch(input.q);
  const register = input.register?.trim() ? parseRegisterNumber(input.register) : query.register;
  const asksDays = input.dueFrom !== undefined || input.dueTo !== undefined;
  const today = thaiDay(deps.clock.now());
  const to = input.deadline === 'overdue' ? today : (input.dueTo ?? null);
  const filters: Filters = {
    from: input.from,
    to: input.to,
    speed: input.speed,
    kind: input.kind,
    agency: fold(input.agency ?? '').slice(0, 100),
    register,
    due: asksDays || input.deadline === 'overdue' ? { from: input.dueFrom ?? null, to } : null,
  };
  const seen = seenReceipts(actor);
  const fewSeen = seen !== null && (await countReceipts(deps.db, seen, fewFiles + 1)) <= fewFiles;
  const due = filters.due && receiptsDue(filters.due);
  const dueFiles = fewSeen || due === null ? null : await countReceipts(deps.db, due, rare + 1);
  const fewDue = dueFiles !== null && dueFiles <= fewFiles;
  return {
    query,
    filters,
    nothing: Boolean(input.register?.trim()) && register === null,
    headOnly: query.terms.length > 0 && query.terms.every((term) => term.length === 1),
    secretToo: readsSecret(actor),
    ways: {
      from: input.from,
      to: input.to,
      receipts: fewSeen ? seen : (due ?? seen),
      few: fewSeen || fewDue,
      many: dueFiles !== null && dueFiles > rare,
      ...((filters.due || input.deadline) && { keep: (keys) => keepDue(deps, actor, input, keys) }),
    },
  };
}

/** Of these letters those with an open deadline as asked for: worked out for the organisation, which its own day of receipt may change. */
async function keepDue(deps: SearchDeps, actor: Actor, input: FilterInput, keys: readonly Key[]): Promise<Key[]> {
  if (keys.length === 0) return [];
  const open = await openPlaces(deps, { actor, receipts: keys.map(({ receipt }) => receipt) });
  const { deadline, dueFrom, dueTo } = input;
  const byLetter = new Map<string, OpenPlace[]>();
  for (const one of open) append(byLetter, `${one.receipt} ${one.ordinal}`, one);
  return keys.filter(({ receipt, ordinal }) => {
    const own = byLetter.get(`${receipt} ${ordinal}`) ?? [];
    if (deadline === 'none') return own.length === 0;
    return own.some(({ open: state, dueOn, lastOn }) => {
      if (deadline === 'overdue' && state !== 'overdue') return false;
      if (dueFrom === undefined && dueTo === undefined) return true;
      return dueOn !== null && (!dueTo || dueOn <= dueTo) && (!dueFrom || (lastOn ?? dueOn) >= dueFrom);
    });
  });
}

/** In which order letters come: those of the number, then of the head, then the others, then what travels with letters; or all by their days. */
function tiersOf({ query, headOnly }: Asked, order: SearchInput['order']): Tier[] {
  if (query.terms.length === 0) return ['all'];
  if (headOnly) return ['heads'];
  if (order === 'date') return ['all'];
  const tiers: Tier[] = ['head', 'rest', 'attached'];
  return query.number === null ? tiers : ['number', ...tiers];
}

const conditionsOf = (actor: Actor, { filters, secretToo }: Asked, text: Conditions): Conditions =>
  together(filterConditions(actor, filters, secretToo), text);

interface Cursor {
  words: boolean;
  tier: number;
  key: Key;
}
function cursorOf(text: string | undefined): Cursor | null {
  if (text === undefined) return null;
  const [mode, tier, day, receipt, ordinal] = text.split('.');
  return {
    words: mode === 'w',
    tier: Number(tier),
    key: { day: day!, receipt: Number(receipt), ordinal: Number(ordinal) },
  };
}
const cursorText = ({ words, tier, key }: Cursor) =>
  `${words ? 'w' : 'p'}.${tier}.${key.day}.${key.receipt}.${key.ordinal}`;

/** The keys of one page, and from where the next goes on; `next` null where these are the last. */
async function page(
  deps: SearchDeps,
  actor: Actor,
  ask: Asked,
  input: Pick<SearchInput, 'order' | 'limit'>,
  start: Cursor | null,
  words: boolean,
  bounds: Bounds,
): Promise<{ keys: Key[]; next: Cursor | null }> {
  const { query } = ask;
  const terms = words ? query.words! : query.terms;
  const number = words ? null : query.number;
  const tiers = tiersOf(words ? { ...ask, query: { ...query, number: null } } : ask, input.order);
  const keys: Key[] = [];
  let looked = 0;
  let last: Cursor | null = null;
  for (let tier = start?.tier ?? 0; tier < tiers.length; tier++) {
    const conditions = conditionsOf(actor, ask, textConditions(terms, number, tiers[tier]!, ask.secretToo));
    const from = tier === start?.tier ? start.key : null;
    for await (const piece of walk(deps.db, conditions, ask.ways, from, bounds)) {
      for (const key of piece.hits) {
        if (keys.length === input.limit) return { keys, next: last };
        keys.push(key);
        last = { words, tier, key };
      }
      looked += piece.looked;
      if (looked >= bounds.looked && piece.last) return { keys, next: { words, tier, key: piece.last } };
    }
  }
  return { keys, next: null };
}

/**
 * Letters that the actor sees and that have all that is asked, those of the number first, then those that have it in number, subject or sender,
 * then the others, each from the youngest; or from the youngest alone. Where none has the terms in one piece, those with all their words.
 * A page costs no more than looking at some thousand letters: it may be short, or empty, and `next` not null. Never rejects for what was typed.
 */
export async function searchLetters(
  deps: SearchDeps,
  input: SearchInput & { actor: Actor },
  bounds: Bounds = USUAL,
): Promise<SearchAnswer> {
  const { actor } = input;
  const ask = await asked(deps, actor, input, bounds);
  const { query, headOnly } = ask;
  const start = cursorOf(input.after);
  let words = start?.words === true && query.words !== null;
  let found = ask.nothing ? { keys: [], next: null } : await page(deps, actor, ask, input, start, words, bounds);
  if (!start && found.keys.length === 0 && found.next === null && query.words !== null && !ask.nothing) {
    words = true;
    found = await page(deps, actor, ask, input, null, true, bounds);
  }
  const terms = words ? query.words! : query.terms;
  const items = await itemsOf(deps, actor, found.keys, { terms, agency: ask.filters.agency });
  return { items, next: found.next && cursorText(found.next), words, cut: query.cut, headOnly };
}

/** How many letters there are in all, counted no further than is quick. `words`: as the search told. */
export async function countLetters(
  deps: SearchDeps,
  input: FilterInput & { actor: Actor; words: boolean },
  bounds: Bounds = USUAL,
): Promise<CountAnswer> {
  const { actor } = input;
  const ask = await asked(deps, actor, input, bounds);
  if (ask.nothing) return { count: 0, more: false };
  const { query, ways, headOnly } = ask;
  const terms = input.words && query.words ? query.words : query.terms;
  const tier = headOnly ? 'heads' : 'all';
  const conditions = conditionsOf(actor, ask, textConditions(terms, null, tier, ask.secretToo));
  const most = ways.keep ? bounds.countedDue : bounds.counted;
  const candidates = ways.few
    ? await selectByReceipts(deps.db, ways.receipts!, conditions, { after: null, most: most + 1 })
    : conditions.keys.length > 0
      ? await selectByKeys(deps.db, conditions, { most: most + 1 })
      : await selectAny(deps.db, conditions, most + 1);
  const hits = await verified(deps.db, candidates, conditions);
  const kept = ways.keep ? await ways.keep(hits) : hits;
  return { count: Math.min(kept.length, most), more: candidates.length > most };
}
