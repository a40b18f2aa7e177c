import type { Family, Hop, Step } from '../../../schemas/families.js';
import { append } from './append.js';

/** The parts of a family that its shape is told by. */
export type Shape = Pick<Family, 'origin' | 'hops' | 'copies' | 'steps'>;

/** A family from its tops down, with the copies of a letter folded into it. */
export class Chain {
  readonly #steps: ReadonlyMap<string, Step>;
  readonly #below = new Map<string, Hop[]>();
  readonly #folded: ReadonlyMap<string, string>;

  constructor(readonly family: Shape) {
    this.#steps = new Map(family.steps.map((step) => [step.letter, step]));
    this.#folded = new Map(family.copies.map(({ letter, copy }) => [copy, letter]));
    for (const hop of family.hops) append(this.#below, this.folded(hop.from), hop);
  }

  /** The letter that a copy is folded into. */
  folded(key: string): string {
    return this.#folded.get(key) ?? key;
  }

  step(key: string): Step | undefined {
    return this.#steps.get(this.folded(key));
  }

  /** The hops down from a letter and its copies, one to each letter below. */
  below(key: string): Hop[] {
    const seen = new Set([key]);
    return (this.#below.get(key) ?? []).filter(({ to }) => {
      const known = seen.has(this.folded(to));
      seen.add(this.folded(to));
      return !known;
    });
  }

  /** The letters that no other leads to; the origin where each leads to another, in a ring of citations. */
  tops(): string[] {
    const reached = new Set(
      this.family.hops.filter(({ from, to }) => this.folded(from) !== this.folded(to)).map(({ to }) => this.folded(to)),
    );
    const tops = this.family.steps.map(({ letter }) => letter).filter((key) => !reached.has(key));
    return tops.length > 0 ? tops : [this.folded(this.family.origin)];
  }

  /** Each way from a top to an end, as keys; a letter is passed once in each. At most one more than `most` are looked for. */
  ways(most: number): string[][] {
    const ways: string[][] = [];
    const walk = (way: string[]) => {
      if (ways.length > most) return;
      const below = this.below(way.at(-1)!).map(({ to }) => this.folded(to));
      const next = below.filter((key) => !way.includes(key));
      if (next.length === 0) ways.push(way);
      for (const key of next) walk([...way, key]);
    };
    for (const top of this.tops()) walk([top]);
    return ways;
  }
}
