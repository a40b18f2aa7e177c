import { storedDate } from '../circulars/circulars.models.js';
import { append } from '../domain/relay/append.js';
import type { Choice } from '../domain/relay/choice.js';
import { copiesOf } from '../domain/relay/copies.js';
import { Groups } from '../domain/relay/groups.js';
import { citationKeys, dayAround, keyNames, Lookup, letterKeys } from '../domain/relay/lookup.js';
import { type Cited, type Compared, citationsOf, comparedOf } from '../domain/relay/nodes.js';
import { choose } from '../domain/relay/relate.js';
import { isSettled, saidMatch } from '../domain/relay/weigh.js';
import type { Database } from '../shared/database.js';
import { grouped } from '../shared/grouped.js';
import { selectChoices } from './choices.repo.js';
import {
  chosenOf,
  keyHash,
  type LinkedLetter,
  letterRow,
  outcomeColumns,
  type Place,
  placeId,
} from './relay.models.js';
import {
  countMembers,
  deleteLinked,
  insertLinked,
  renameFamily,
  selectCandidates,
  selectLinked,
  selectLinkLetters,
  selectMembers,
  selectMet,
  updateCitation,
  type WantedKeys,
} from './relay.repo.js';

/**
 * Links the letters of these files, as they stand now, with those linked before; to be called in a transaction that holds
 * the relay's lock. Which letter a citation means depends on the citation, its letter and the letters it may mean, not on
 * other links: so only the citations of these files are chosen for, and those of others that a letter of these files, as it
 * is or as it was, could be meant by. The outcome is that of `relateLetters` over all letters, in whatever order they come.
 */
export async function linkFiles(db: Database, receipts: readonly number[]): Promise<void> {
  const before = await selectLinked(db, receipts);
  if (before.length > 0) await deleteLinked(db, receipts);
  const read = await selectLinkLetters(db, receipts);
  const own = read.map(({ receipt, ordinal, ...keyed }) => {
    const compared = comparedOf(keyed);
    const place = { receipt, ordinal, family: placeId({ receipt, ordinal }) };
    const letter: LinkedLetter = { ...compared, ...place, date: storedDate(compared.date) };
    return { letter, citations: citationsOf(keyed.letter) };
  });
  const ownLetters = own.map(({ letter }) => letter);
  const letters = [...before, ...ownLetters];
  const found = letters.length === 0 ? [] : await selectMet(db, receipts, keysOfLetters(letters));
  const mates = found.length === 0 ? [] : await selectLinked(db, new Set(found.map(({ receipt }) => receipt)));
  const byPlace = new Map(mates.map((letter) => [placeId(letter), letter]));
  const met = found.map((row) => ({ ...row, citing: byPlace.get(placeId(row))! }));
  const asking = [
    ...own.flatMap(({ letter, citations }) => citations.map((cited) => ({ citing: letter, cited }))),
    ...met,
  ];
  const wanted = keysOfCitations(asking);
  // Other papers of these letters have their number.
  for (const letter of letters) if (letter.ref) wanted.reference.add(keyHash(letterKeys(letter).reference!));
  const others = await selectCandidates(db, wanted);
  const lookup = new Lookup<LinkedLetter>([
    ...new Map([...others, ...mates, ...ownLetters].map((letter) => [letter.key, letter])).values(),
  ]);
  const said = await selectChoices(db, [...receipts, ...found.map(({ receipt }) => receipt)]);
  const meant = said.receipts.size > 0 ? await selectLinked(db, said.receipts) : [];
  const standing = new Map([...others, ...meant, ...mates, ...ownLetters].map((letter) => [placeId(letter), letter]));
  const decide = (citing: LinkedLetter, cited: Cited): Choice<LinkedLetter> => {
    const place = said.of(citing, cited.citation);
    const node = place && standing.get(placeId(place));
    // What a person chose goes over what the rules weigh.
    return node && node.key !== citing.key
      ? { kind: 'link', match: saidMatch(citing, cited, node) }
      : choose(citing, cited, lookup);
  };
  const columnsOf = (choice: Choice<LinkedLetter>, citing: LinkedLetter, cited: Cited) => {
    const settled = !said.of(citing, cited.citation) && choice.kind === 'link' && isSettled(choice.match, cited);
    return outcomeColumns(choice, settled, citationKeys(citing, cited), dayOf(citing, cited));
  };

  const joined: Joined[] = [];
  const citations = own.flatMap(({ letter, citations: all }) =>
    all.map((cited, position) => {
      const choice = decide(letter, cited);
      const above = chosenOf(choice);
      if (above) joined.push({ from: above, to: letter });
      const { receipt, ordinal } = letter;
      return { receipt, ordinal, position, citation: cited.citation, ...columnsOf(choice, letter, cited) };
    }),
  );
  const cut = new Set(before.map(({ family }) => family));
  for (const family of familiesOfPapers(letters, others)) cut.add(family);
  const again = new Set(receipts);
  for (const row of met) {
    const choice = decide(row.citing, row.cited);
    const above = chosenOf(choice);
    if (above) joined.push({ from: above, to: row.citing });
    const same = row.to?.receipt === above?.receipt && row.to?.ordinal === above?.ordinal;
    if (same && !row.asked && choice.kind !== 'ask' && !(row.to && again.has(row.to.receipt))) continue;
    if (row.to && !same) cut.add(row.citing.family);
    await updateCitation(db, row, columnsOf(choice, row.citing, row.cited));
  }
  await regroup(db, ownLetters, joined, cut);
  await insertLinked(db, { letters: ownLetters.map(letterRow), citations });
}

/** The day around which a letter on a citation's matter is looked for, if it is one that the database knows. */
const dayOf = (citing: Compared, cited: Cited): string | null => storedDate(dayAround(citing, cited));

/**
 * The families of letters that may be other papers of these: one number and year. Where one of them has no date, all of the
 * number: it is a paper of a letter only as long as no other is meant.
 */
function familiesOfPapers(letters: readonly LinkedLetter[], others: readonly LinkedLetter[]): Set<number> {
  const own = new Set(letters.map(({ receipt }) => receipt));
  const byNumber = new Map<string, LinkedLetter[]>();
  for (const other of others) if (other.ref && !own.has(other.receipt)) append(byNumber, other.ref.key, other);
  const found = new Set<number>();
  for (const letter of letters) {
    const papers = (letter.ref && byNumber.get(letter.ref.key)) ?? [];
    const dateless = [letter, ...papers].some(({ date }) => date === null);
    for (const { date, family } of papers) {
      if (dateless || date?.slice(0, 4) === letter.date?.slice(0, 4)) found.add(family);
    }
  }
  return found;
}

interface Joined {
  from: LinkedLetter;
  to: LinkedLetter;
}

/**
 * Brings the families up to date: those that are joined become one under the name of the largest; one that lost a link or a
 * letter (`cut`) is put together anew. The names of letters that are not stored yet are set on them.
 */
async function regroup(
  db: Database,
  fresh: LinkedLetter[],
  joined: readonly Joined[],
  cut: ReadonlySet<number>,
): Promise<void> {
  const { members, links } = cut.size > 0 ? await selectMembers(db, cut) : { members: [], links: [] };
  const single = new Map<number, { of: Place; family: number; fresh: LinkedLetter | null }>();
  for (const member of members) single.set(placeId(member), { of: member, family: member.family, fresh: null });
  for (const letter of fresh) single.set(placeId(letter), { of: letter, family: letter.family, fresh: letter });
  // A family that stays whole is one item; its name is the place of one of its letters, so it is no other item.
  const itemOf = (letter: LinkedLetter) => (single.has(placeId(letter)) ? placeId(letter) : letter.family);
  const groups = new Groups();
  const items = new Set(single.keys());
  for (const { from, to } of joined) {
    for (const end of [from, to]) items.add(itemOf(end));
    groups.join(itemOf(from), itemOf(to));
  }
  for (const { from, to } of links) {
    if (single.has(placeId(from))) groups.join(placeId(from), placeId(to));
  }
  for (const [first, ...papers] of copiesOf([...members, ...fresh])) {
    for (const paper of papers) groups.join(placeId(first!), placeId(paper));
  }
  for (const group of grouped(items, (item) => groups.root(item)).values()) {
    const whole = group.filter((item) => !single.has(item));
    const name = whole.length > 0 ? await largest(db, whole) : Math.min(...group);
    for (const item of group) {
      const letter = single.get(item);
      if (letter?.fresh) letter.fresh.family = name;
      else if (letter && letter.family !== name) await renameFamily(db, letter.of, name);
      else if (!letter && item !== name) await renameFamily(db, item, name);
    }
  }
}

async function largest(db: Database, families: readonly number[]): Promise<number> {
  if (families.length === 1) return families[0]!;
  const counts = await countMembers(db, families);
  return [...families].sort((a, b) => counts.get(b)! - counts.get(a)! || a - b)[0]!;
}

const noKeys = (): WantedKeys => ({
  reference: new Set(),
  number: new Set(),
  unit: new Set(),
  day: new Set(),
  matter: [],
});

function keysOfLetters(letters: readonly Compared[]): WantedKeys {
  return gathered(letters.map((letter) => ({ keys: letterKeys(letter), day: letter.date })));
}

function keysOfCitations(asking: readonly { citing: Compared; cited: Cited }[]): WantedKeys {
  const all = asking.map(({ citing, cited }) => ({ keys: citationKeys(citing, cited), day: dayOf(citing, cited) }));
  return gathered(all);
}

function gathered(all: readonly { keys: ReturnType<typeof letterKeys>; day: string | null }[]): WantedKeys {
  const wanted = noKeys();
  const matters = new Map<string, WantedKeys['matter'][number]>();
  for (const { keys, day } of all) {
    for (const name of keyNames) {
      const text = keys[name];
      if (text === null) continue;
      if (name === 'matter') matters.set(`${text}|${day}`, { key: keyHash(text), day });
      else wanted[name].add(keyHash(text));
    }
  }
  return { ...wanted, matter: [...matters.values()] };
}
