import type { CitationCheck, LetterRef } from '../../schemas/check.js';
import type { Family } from '../../schemas/families.js';
import type { Letter } from '../../schemas/record.js';
import type { Actor } from '../people/actor.js';
import type { Choices } from '../relay/choices.repo.js';
import type { Database } from '../shared/database.js';
import { type LetterRow, selectLetters } from './circulars.repo.js';
import type { LetterAt } from './correct.usecases.js';
import { isSameCitation, placeOf } from './otherwise.models.js';
import { shownTo } from './secrecy.js';
import { visibleLetters } from './visible.js';

/** A letter as it is named to people. */
export const refOf = ({ receipt, ordinal, number, effective: letter }: LetterRow): LetterRef => ({
  receipt,
  ordinal,
  key: number === null ? null : `${receipt}#${number}`,
  kind: letter.kind,
  pages: letter.pages,
  reference: letter.reference?.normalized ?? letter.reference?.raw ?? null,
  date: letter.date,
  issuer: letter.issuer?.name ?? null,
  subject: letter.subject ?? letter.title ?? null,
  speed: letter.speed,
  secrecy: letter.secrecy,
});

/** The letters that families and their open questions name, as the actor sees them, by key. */
export async function refsIn(
  db: Database,
  actor: Actor,
  families: readonly Family[],
): Promise<(key: string) => LetterRef | undefined> {
  const keys = families.flatMap(({ letters: own, asks }) => [
    ...own,
    ...asks.flatMap(({ candidates }) => candidates.map(({ key }) => key)),
  ]);
  const receipts = [...new Set(keys.map((key) => Number.parseInt(key, 10)))];
  const rows = shownTo(actor, await selectLetters(db, receipts, visibleLetters(actor)));
  const refs = new Map(rows.map((row) => [refOf(row).key, refOf(row)]));
  return (key) => refs.get(key);
}

/** What the citations of a letter were found to mean. */
export function citationsOf(
  key: string,
  at: LetterAt,
  letter: Letter,
  families: readonly Family[],
  said: Choices,
  refs: (key: string) => LetterRef | undefined,
): CitationCheck[] {
  const hops = families.flatMap((family) => family.hops.filter(({ to }) => to === key));
  const asks = families.flatMap((family) => family.asks.filter(({ by }) => by === key));
  const all = [...hops, ...asks].flatMap(({ citation }): CitationCheck[] => {
    const place = placeOf(letter, citation);
    if (!place) return [];
    const hop = hops.find((one) => isSameCitation(one.citation, citation));
    const ask = asks.find((one) => isSameCitation(one.citation, citation));
    return [
      {
        ...place,
        reference: citation.reference,
        date: citation.date,
        to: (hop && refs(hop.from)) ?? null,
        chosen: said.of(at, citation) !== null,
        differences: hop?.differences.map(({ field, cited, found }) => ({ field, cited, found })) ?? [],
        candidates: (ask?.candidates ?? []).flatMap(({ key: other, differences, why }) => {
          const ref = refs(other);
          return ref ? [{ letter: ref, differences, why }] : [];
        }),
      },
    ];
  });
  return [...new Map(all.map((one) => [`${one.place} ${one.item}`, one])).values()];
}
