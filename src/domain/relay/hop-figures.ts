import type { ArrivalEvidence, Level } from '../../../schemas/matters.js';
import type { Letter } from '../../../schemas/record.js';
import { daysBetween } from '../calendar.js';
import { append } from './append.js';
import { arrivalOf, type Stamped } from './arrival.js';
import { copiesOf } from './copies.js';
import { refParts } from './distance.js';
import { downwards, nearest } from './steps.js';

/** The hops of many matters at once, with what is compared of their letters alone: what figures are counted over. Pure; the work grows with the letters. */

export interface HopLetter {
  /** `<receipt> <ordinal>`. */
  place: string;
  key: string;
  date: string | null;
  /** As normalized. */
  reference: string | null;
  /** Names as `folded`. */
  issuer: string;
  subject: string;
  family: number;
}

export interface HopSources {
  letters: readonly HopLetter[];
  links: readonly { from: string; to: string }[];
  /** Printed days by which something is due, by the letter that states them. */
  deadlines: ReadonlyMap<string, readonly string[]>;
  /** Receive stamps of letters. */
  stamps: ReadonlyMap<string, Letter['received']>;
  issuers: ReadonlyMap<string, NonNullable<Letter['issuer']>>;
  /** How a letter came to the office that wrote another one, where more than a stamp says so. */
  known: (upper: HopLetter, lower: HopLetter) => { date: string; evidence: ArrivalEvidence } | null;
}

/** A letter that was carried on: by `organisation` (null: its name is not known), `days` later. */
export interface CountedHop {
  family: number;
  upper: string;
  lower: string;
  from: Level;
  to: Level;
  organisation: string | null;
  date: string;
  /** Null where a day is blank, or the lower letter is dated before the upper one: it is not counted. */
  days: number | null;
  arrived: string | null;
  evidence: ArrivalEvidence;
  /** The deadline that was next on arrival, else the last that had passed; null where none was set or the arrival is not known. */
  deadline: string | null;
  /** Whether the letters above set any. */
  hasDeadline: boolean;
}

/** The letters with their papers folded into one, what each knows of deadlines, and a hop down to each from the last letter above it. */
export class Hops {
  readonly #folded = new Map<string, string>();
  readonly #letters: ReadonlyMap<string, HopLetter>;
  readonly #known: ReadonlyMap<HopLetter, string[]>;
  readonly #papers = new Map<HopLetter, HopLetter[]>();
  readonly hops: CountedHop[];

  constructor(readonly of: HopSources) {
    this.#letters = new Map(of.letters.map((letter) => [letter.place, letter]));
    for (const [first, ...others] of papersOf(of.letters)) {
      this.#papers.set(first!, [first!, ...others]);
      for (const { place } of others) this.#folded.set(place, first!.place);
    }
    const above = new Map<HopLetter, Set<HopLetter>>();
    const below = new Map<HopLetter, HopLetter[]>();
    for (const { from, to } of of.links) {
      const [upper, lower] = [this.letter(from), this.letter(to)];
      if (!upper || !lower || upper === lower) continue;
      if (!above.get(lower)?.has(upper)) append(below, upper, lower);
      above.set(lower, (above.get(lower) ?? new Set()).add(upper));
    }
    const stated = new Map<HopLetter, string[]>();
    for (const [place, dates] of of.deadlines) {
      const letter = this.letter(place);
      if (letter) for (const date of dates) append(stated, letter, date);
    }
    const whole = of.letters.filter(({ place }) => !this.#folded.has(place));
    this.#known = downwards(whole, above, below, stated);
    this.hops = whole.flatMap((lower) => {
      const uppers = [...(above.get(lower) ?? [])].sort((a, b) => ((a.date ?? '') < (b.date ?? '') ? 1 : -1));
      return uppers[0] ? [this.#hop(uppers[0], lower)] : [];
    });
  }

  /** A letter, or the one that it is a paper of. */
  letter(place: string): HopLetter | undefined {
    return this.#letters.get(this.#folded.get(place) ?? place);
  }

  level({ issuer }: HopLetter): Level {
    return this.of.issuers.get(issuer)?.level ?? 'other';
  }

  /** The printed deadlines that a letter states or knows from above, ascending. */
  deadlines(place: string): readonly string[] {
    const letter = this.letter(place);
    return (letter && this.#known.get(letter)) ?? [];
  }

  #hop(upper: HopLetter, lower: HopLetter): CountedHop {
    const days = upper.date !== null && lower.date !== null ? daysBetween(upper.date, lower.date) : null;
    const dates = this.#known.get(upper) ?? [];
    const { date, evidence } = this.#arrival(upper, lower);
    return {
      family: lower.family,
      upper: upper.place,
      lower: lower.place,
      from: this.level(upper),
      to: this.level(lower),
      organisation: this.of.issuers.get(lower.issuer)?.name ?? null,
      date: lower.date ?? '',
      days: days !== null && days >= 0 ? days : null,
      arrived: date,
      evidence,
      deadline: date === null ? null : nearest(dates, date),
      hasDeadline: dates.length > 0,
    };
  }

  #arrival(upper: HopLetter, lower: HopLetter): { date: string | null; evidence: ArrivalEvidence } {
    const known = this.of.known(upper, lower);
    if (known) return known;
    const papers = this.#papers.get(upper) ?? [upper];
    const [from, to, copies] = [this.#stamped(upper), this.#stamped(lower), papers.map((one) => this.#stamped(one))];
    const { date } = arrivalOf(from, to, copies);
    return { date, evidence: date === null ? 'unknown' : 'stamp' };
  }

  #stamped({ place, key, date, issuer }: HopLetter): Stamped {
    const received = this.of.stamps.get(place) ?? [];
    return {
      key,
      file: key.slice(0, key.indexOf('#')),
      date,
      issuer,
      letter: { issuer: this.of.issuers.get(issuer) ?? null, received },
    };
  }
}

/** Groups of papers of one letter, as `copiesOf` finds them among those that share a number. */
function papersOf(letters: readonly HopLetter[]): HopLetter[][] {
  const byNumber = new Map<string, HopLetter[]>();
  for (const letter of letters) if (letter.reference !== null) append(byNumber, letter.reference, letter);
  const shared = [...byNumber.values()].filter(({ length }) => length > 1).flat();
  return copiesOf(shared.map((letter) => ({ ...letter, ref: refParts(letter.reference), letter }))).map((group) =>
    group.map(({ letter }) => letter),
  );
}
