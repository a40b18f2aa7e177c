import type { DeadlineChange, DeadlineState } from '../../../schemas/due.js';
import type { Citation, Deadline } from '../../../schemas/record.js';
import { refParts } from '../relay/distance.js';
import { folded, type KeyedLetter } from '../relay/nodes.js';

/** A step between two letters by their keys, from the cited one to the citing one. */
export interface LetterLink {
  from: string;
  to: string;
}

/** What a later letter does to one deadline: the one at `position` of the letter `of`. `key` and `byPosition` say by which. */
export interface Supersession extends DeadlineChange {
  of: string;
  position: number;
  byPosition: number;
}

interface Letter {
  key: string;
  date: string | null;
  issuer: string;
  subject: string;
  reference: string | null;
  deadlines: readonly Deadline[];
}

/** A deadline with its letter. */
interface Stated {
  letter: Letter;
  position: number;
  deadline: Deadline;
}

type Changing = Stated & { supersedes: NonNullable<Deadline['supersedes']> };

/** Subjects shorter than this are those of many letters. */
const TELLING = 12;

/**
 * Which deadlines later letters extend, move or cancel. The later letter says so itself (`supersedes`); which earlier one it means is settled
 * by the letter it cites, else by its relay family, else by issuer, subject and the old date together. The same day said by several letters of a family is
 * one deadline. Where two different ones fit, both are listed as not `certain` and none is taken. Chains are followed by date, so that a second
 * extension changes the first. Nothing depends on the order in which the letters are given; keys must be unique.
 */
export function applySupersessions(letters: readonly KeyedLetter[], links: readonly LetterLink[]): Supersession[] {
  const all = letters.map(letterOf).sort((a, b) => (a.key < b.key ? -1 : 1));
  const stated = all.flatMap(statedIn);
  const changing = stated.flatMap((one): Changing[] =>
    one.deadline.supersedes && one.letter.date !== null ? [{ ...one, supersedes: one.deadline.supersedes }] : [],
  );
  if (changing.length === 0) return [];
  const chain = new Chain(all, links, changing);
  const dates = [...new Set(changing.map(({ letter }) => letter.date!))].sort();
  const found: Supersession[] = [];
  for (const date of dates) {
    // Letters of one day do not see what the others of that day change.
    const today = changing
      .filter(({ letter }) => letter.date === date)
      .flatMap((one) => chain.changes(one, stated, changing));
    for (const { of, position, certain } of today) if (certain) chain.settle(of, position);
    found.push(...today);
  }
  const order = (a: Supersession, b: Supersession) =>
    compare(a.of, b.of) || a.position - b.position || compare(a.on ?? '', b.on ?? '') || compare(a.key, b.key);
  return found.sort(order);
}

/** The state that changes put a deadline in; null where none is certain. */
export function stateAfter(changes: readonly Pick<DeadlineChange, 'change' | 'certain'>[]): DeadlineState | null {
  const settled = changes.find(({ certain }) => certain);
  if (!settled) return null;
  return settled.change === 'cancel' ? 'cancelled' : 'superseded';
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const letterOf = ({ key, letter }: KeyedLetter): Letter => ({
  key,
  date: letter.date,
  issuer: folded(letter.issuer?.name),
  subject: folded(letter.subject),
  reference: refParts(letter.reference?.normalized ?? null)?.key ?? null,
  deadlines: letter.deadlines,
});

const statedIn = (letter: Letter): Stated[] =>
  letter.deadlines.map((deadline, position) => ({ letter, position, deadline }));

const isEvent = (deadline: Deadline) => deadline.kind === 'event';

/** The same day of the same kind is one deadline, whoever states it. */
const identity = ({ deadline: { date, relative, kind } }: Stated) =>
  `${date ?? JSON.stringify(relative)} ${kind === 'event'}`;

/** Whether a deadline can be the one that is changed, by what the change says of it. */
function fits({ deadline: changed, supersedes }: Changing, { deadline }: Stated): boolean {
  if (isEvent(changed) !== isEvent(deadline) || (deadline.date === null && !deadline.relative)) return false;
  if (supersedes.date !== null) return deadline.date === supersedes.date;
  if (deadline.date === null || changed.date === null) return true;
  return supersedes.change === 'extend' ? deadline.date < changed.date : deadline.date !== changed.date;
}

/** The letters of one reckoning: their families, what each cites, and what has been changed already. */
class Chain {
  readonly #family = new Map<string, string>();
  /** For each letter the first copy of it: the same letter may come in several files. */
  readonly #copyOf = new Map<string, string>();
  /** By first copies. */
  readonly #cited = new Map<string, Set<string>>();
  readonly #settled = new Set<string>();

  constructor(letters: readonly Letter[], links: readonly LetterLink[], changing: readonly Changing[]) {
    const firsts = new Map<string, string>();
    for (const { key, reference, date, issuer } of letters) {
      const same = reference === null || date === null ? key : `${reference} ${date} ${issuer}`;
      const first = firsts.get(same) ?? key;
      firsts.set(same, first);
      this.#copyOf.set(key, first);
      this.#family.set(key, first);
    }
    for (const { from, to } of links) this.#join(from, to);
    const byReference = new Map<string, Letter[]>();
    for (const one of letters) {
      if (one.reference !== null) byReference.set(one.reference, [...(byReference.get(one.reference) ?? []), one]);
    }
    for (const { letter, supersedes } of changing) {
      for (const key of namedBy(supersedes.citation, byReference)) if (key !== letter.key) this.#join(key, letter.key);
    }
  }

  #join(from: string, to: string): void {
    if (!this.#family.has(from) || !this.#family.has(to)) return;
    this.#cited.set(to, (this.#cited.get(to) ?? new Set()).add(this.#copyOf.get(from)!));
    const [a, b] = [this.#root(from), this.#root(to)].sort() as [string, string];
    this.#family.set(b, a);
  }

  #root(key: string): string {
    let at = key;
    for (let up = this.#family.get(at)!; up !== at; up = this.#family.get(at)!) {
      this.#family.set(at, this.#family.get(up)!);
      at = up;
    }
    return at;
  }

  settle(of: string, position: number): void {
    this.#settled.add(`${of} ${position}`);
  }

  /** What one changing deadline does to those of earlier letters. */
  changes(one: Changing, stated: readonly Stated[], changing: readonly Changing[]): Supersession[] {
    const { letter, deadline, supersedes } = one;
    const family = this.#root(letter.key);
    if (this.#restates(one, changing, family)) return [];
    const cited = this.#cited.get(letter.key) ?? new Set();
    const open = stated.filter(
      (other) =>
        this.#before(other.letter, letter, cited) &&
        fits(one, other) &&
        !this.#settled.has(`${other.letter.key} ${other.position}`),
    );
    const inFamily = open.filter((other) => this.#root(other.letter.key) === family);
    const byCitation = inFamily.filter((other) => this.#cites(cited, other.letter));
    const meant = new Set((byCitation.length > 0 ? byCitation : inFamily).map(identity));
    let targets = inFamily.filter((other) => meant.has(identity(other)));
    let certain = meant.size === 1;
    if (targets.length === 0 && supersedes.date !== null) {
      targets = open.filter((other) => sameMatter(other.letter, letter));
      certain = new Set(targets.map((other) => this.#root(other.letter.key))).size === 1;
    }
    return targets.map((other) => ({
      of: other.letter.key,
      position: other.position,
      key: letter.key,
      byPosition: one.position,
      change: supersedes.change,
      on: letter.date,
      to: deadline.date,
      certain,
    }));
  }

  #cites(cited: ReadonlySet<string>, { key }: Letter): boolean {
    return cited.has(this.#copyOf.get(key)!);
  }

  /** An earlier letter, or one of the same day that the later one cites. */
  #before(earlier: Letter, later: Letter, cited: ReadonlySet<string>): boolean {
    if (earlier.key === later.key || earlier.date === null || later.date === null) return false;
    return earlier.date < later.date || (earlier.date === later.date && this.#cites(cited, earlier));
  }

  /** A relay of a change says it again; without an old date it must not look for another deadline to change. */
  #restates({ letter, deadline, supersedes }: Changing, changing: readonly Changing[], family: string): boolean {
    if (supersedes.date !== null) return false;
    return changing.some(
      (other) =>
        other.letter.date! < letter.date! &&
        other.supersedes.change === supersedes.change &&
        other.deadline.date === deadline.date &&
        this.#root(other.letter.key) === family,
    );
  }
}

/** The letters of the number and date that a change names. Numbers begin anew each year: without a date there must be one of one day. */
function namedBy(citation: Citation | null, byReference: ReadonlyMap<string, Letter[]>): string[] {
  const reference = refParts(citation?.reference ?? null)?.key;
  const found = reference === undefined ? [] : (byReference.get(reference) ?? []);
  const named = found.filter(({ date }) => citation!.date === null || date === citation!.date);
  const dates = new Set(named.map(({ date }) => date));
  return dates.size > 1 ? [] : named.map(({ key }) => key);
}

/** The same issuer, and one subject within the other: ขยายเวลา… goes before it, or (เพิ่มเติม) behind. */
function sameMatter(a: Letter, b: Letter): boolean {
  if (a.issuer === '' || a.issuer !== b.issuer) return false;
  const [short, long] = a.subject.length < b.subject.length ? [a.subject, b.subject] : [b.subject, a.subject];
  return short.length >= TELLING && long.includes(short);
}
