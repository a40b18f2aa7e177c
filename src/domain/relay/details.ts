import type { Family, FamilyWarning, Hop, LinkedFamily, LinkedHop } from '../../../schemas/families.js';
import type { Citation } from '../../../schemas/record.js';
import { SPEED_LABEL } from '../labels.js';
import { warn } from '../warnings.js';
import { append } from './append.js';
import { arrivalOf } from './arrival.js';
import { copiesOf, listCopies, nearDuplicatesOf } from './copies.js';
import type { Compared, Node } from './nodes.js';
import { type Numbered, seriesCheck, seriesKey, seriesOf } from './series.js';
import { stepsOf } from './steps.js';
import { suggested } from './suggest.js';

/** Of an issuer's letters, and of those that cite one letter, as many are heard. */
const MOST = 64;

/** What the letters at hand tell beside the families, found once for all of them. */
export interface Surroundings {
  series: ReadonlyMap<string, readonly Numbered[]>;
  /** Keys of letters whose number is out of its series. */
  odd: ReadonlySet<string>;
  byIssuer: ReadonlyMap<string, readonly Node[]>;
}

/** `register`: other letters of their issuers, of the days around, for the order of their numbers. */
export function surroundingsOf(nodes: readonly Node[], register: readonly Compared[] = []): Surroundings {
  const series = seriesOf([...nodes, ...register]);
  const byIssuer = new Map<string, Node[]>();
  for (const node of nodes) if (node.issuer !== '') append(byIssuer, node.issuer, node);
  const odd = new Set(
    [...series.values()].flatMap((list) => seriesCheck(list).map(({ ref, date }) => `${ref}|${date}`)),
  );
  return { series, odd, byIssuer };
}

/**
 * What the letters of a linked family tell together: when each step arrived, which of two readings is likelier, the copies,
 * the days left at each level, and what does not fit. `ordered`: the letters of the family in the order of the relay;
 * `groups`: theirs.
 */
export function detailsOf(
  linked: LinkedFamily,
  ordered: readonly Node[],
  groups: Papers,
  around: Surroundings,
): Family {
  const told = new Telling(linked.hops, ordered, groups, around);
  const hops = linked.hops.map((hop): Hop => told.hop(hop));
  const letters = ordered.filter((node) => groups.get(node)![0] === node);
  return {
    ...linked,
    hops,
    copies: letters.flatMap((node) => listCopies(groups.get(node)!)),
    near_duplicates: nearDuplicatesOf(letters),
    steps: stepsOf({ ordered, groups, hops, deadlines: linked.deadlines }),
    warnings: [...stampWarnings(hops), ...seriesWarnings(letters, around)],
  };
}

/** Each letter with all papers of it, the one that stands for them first. */
export type Papers = ReadonlyMap<Node, readonly Node[]>;

export function groupsOf(nodes: readonly Node[]): Papers {
  const groups = new Map<Node, readonly Node[]>(nodes.map((node) => [node, [node]]));
  for (const group of copiesOf(nodes)) for (const node of group) groups.set(node, group);
  return groups;
}

/** The hops of one family with what its other hops and letters say of each. */
class Telling {
  /** The hops that lead down from each letter, its copies folded in. */
  readonly #from = new Map<Node, LinkedHop[]>();
  readonly #to = new Map<Node, LinkedHop[]>();
  readonly #byKey: ReadonlyMap<string, Node>;
  readonly #groups: Papers;
  readonly #around: Surroundings;

  constructor(hops: readonly LinkedHop[], nodes: readonly Node[], groups: Papers, around: Surroundings) {
    this.#byKey = new Map(nodes.map((node) => [node.key, node]));
    this.#groups = groups;
    this.#around = around;
    for (const hop of hops) {
      append(this.#from, this.#letter(hop.from), hop);
      append(this.#to, this.#letter(hop.to), hop);
    }
  }

  #letter(key: string): Node {
    return this.#groups.get(this.#byKey.get(key)!)![0]!;
  }

  hop(hop: LinkedHop): Hop {
    const [from, to] = [this.#byKey.get(hop.from)!, this.#byKey.get(hop.to)!];
    const copies = this.#groups.get(from)!;
    return {
      ...hop,
      arrived: arrivalOf(from, to, copies),
      differences: hop.differences.map((disagreement) =>
        suggested({
          disagreement,
          upper: from,
          lower: to,
          citation: hop.citation,
          copies,
          others: this.#others(hop, from, to, disagreement.field),
          after: this.#after(from),
          series: this.#around.series,
          kin: (this.#around.byIssuer.get(from.issuer) ?? []).slice(0, MOST).filter((node) => !copies.includes(node)),
        }),
      ),
    };
  }

  /** What other letters, and other papers of the upper one, say of the upper letter in one field. */
  #others(hop: LinkedHop, from: Node, to: Node, field: 'reference' | 'date' | 'speed'): { value: string; by: Node }[] {
    const lower = this.#groups.get(to)!;
    const citing = (this.#from.get(this.#letter(hop.from)) ?? []).slice(0, MOST).flatMap(({ to: key, citation }) => {
      const by = this.#byKey.get(key)!;
      const value = fieldOf(citation, field);
      return lower.includes(by) || value === null ? [] : [{ value, by }];
    });
    const papers = this.#groups.get(from)!.flatMap((by) => {
      const { letter } = by;
      const value = fieldOf({ ...letter, reference: letter.reference?.normalized ?? null }, field);
      return by === from || value === null ? [] : [{ value, by }];
    });
    return [...citing, ...papers];
  }

  /** Days of the letters that one was written after: those it cites, in all its papers. */
  #after(from: Node): string[] {
    const hops = this.#to.get(this.#groups.get(from)![0]!) ?? [];
    return hops.flatMap(({ from: key }) => this.#byKey.get(key)!.date ?? []);
  }
}

/** A field of a citation as differences write it. */
function fieldOf(
  { reference, date, speed }: Pick<Citation, 'reference' | 'date' | 'speed'>,
  field: string,
): string | null {
  if (field === 'speed') return speed === null ? null : SPEED_LABEL[speed];
  return field === 'date' ? date : reference;
}

/** A receive stamp of another office than the one that wrote on: a paper borrowed from elsewhere, or a misread stamp. */
function stampWarnings(hops: readonly Hop[]): FamilyWarning[] {
  const warned = hops.flatMap(({ arrived: { stamp } }) => (stamp?.own === false ? [stamp.on] : []));
  return [...new Set(warned)].map((letter) => ({ letter, ...warn('received.other_office', 'received') }));
}

function seriesWarnings(letters: readonly Node[], { odd }: Surroundings): FamilyWarning[] {
  return letters
    .filter((node) => seriesKey(node) !== null && odd.has(`${node.ref!.key}|${node.date}`))
    .map(({ key }) => ({ letter: key, ...warn('reference.out_of_series', 'reference') }));
}
