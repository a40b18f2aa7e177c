import type { Hop } from '../../schemas/families.js';
import type {
  ArrivalEvidence,
  ChainEdge,
  ChainNode,
  MatterChain,
  NodeArrival,
  StatusCounts,
} from '../../schemas/matters.js';
import type { Citation } from '../../schemas/record.js';
import { daysBetween } from '../domain/calendar.js';
import { Chain } from '../domain/relay/chain.js';
import { arrivalText, differenceTexts, wayText } from '../domain/relay/chain-text.js';
import { nearest } from '../domain/relay/steps.js';
import { type Workplace, workingDaysBetween } from '../domain/working-days.js';
import type { Matter } from './matter.repo.js';

/** Ways down that are told in a sentence. */
const MOST_SENTENCES = 12;

/** An arrival that is known by more than what the family tells, as an ISO day. */
export interface KnownArrival {
  date: string;
  evidence: Exclude<ArrivalEvidence, 'unknown'>;
}

/** What is known beside the letters themselves, by their keys. */
export interface Around {
  asOf: string;
  workplace: Workplace;
  /** Letters that the organisation which asks wrote. */
  own: ReadonlySet<string>;
  /** When a letter came to the office that wrote another one, `<upper> <lower>`. */
  arrivals: ReadonlyMap<string, KnownArrival>;
  sent: ReadonlyMap<string, StatusCounts>;
  /** The letters that the organisation which asks has received and sent on by no letter, and how they came. */
  received: ReadonlyMap<string, KnownArrival | null>;
  receiver: string | null;
  receiverLevel: ChainNode['level'];
}

/** `12#0` in an address. */
export const matterKeyOf = (key: string): string => key.replace('#', '-');

/** A matter as the pages show it. `key`: the letter by which it was asked for. */
export function chainOf(matter: Matter, key: string, around: Around): MatterChain {
  return new Telling(matter, around).chain(key);
}

class Telling {
  readonly #chain: Chain;
  readonly #above = new Map<string, Hop[]>();

  constructor(
    readonly matter: Matter,
    readonly around: Around,
  ) {
    this.#chain = new Chain(matter.family);
    for (const hop of matter.family.hops) {
      const to = this.#chain.folded(hop.to);
      if (this.#chain.folded(hop.from) !== to) this.#above.set(to, [...(this.#above.get(to) ?? []), hop]);
    }
  }

  chain(key: string): MatterChain {
    const { family, letters } = this.matter;
    const ways = this.#chain.ways(MOST_SENTENCES);
    const cited = this.#cited();
    const letterNodes = family.steps.map(({ letter }) => this.#node(letter));
    const received = family.steps.flatMap(({ letter }) => this.#receiver(letter));
    return {
      key: matterKeyOf(key),
      asOf: this.around.asOf,
      subject: family.subject,
      sentences: ways.slice(0, MOST_SENTENCES).map((way) => wayText(this.#chain, way, this.#named(letters))),
      moreWays: ways.length > MOST_SENTENCES,
      nodes: [...cited.map(({ node }) => node), ...letterNodes, ...received.map(({ node }) => node)],
      edges: [
        ...cited.flatMap(({ edges }) => edges),
        ...family.steps.flatMap(({ letter }) => this.#chain.below(letter).map((hop) => this.#edge(hop))),
        ...received.map(({ edge }) => edge),
      ],
      asks: family.asks.map(({ citation, by, candidates }) => ({
        by: this.#chain.folded(by),
        text: citation.text,
        candidates: candidates.map((one) => ({
          key: matterKeyOf(one.key),
          reference: letters.get(one.key)?.letter.reference?.normalized ?? null,
          date: letters.get(one.key)?.letter.date ?? null,
          why: one.why,
        })),
      })),
      warnings: [
        ...family.warnings.map(({ letter, message }) => ({ id: this.#chain.folded(letter), message })),
        ...family.near_duplicates.map(({ letters: [a, b], why }) => ({
          id: a,
          message: `อาจเป็นฉบับเดียวกับ ${letters.get(b)?.letter.reference?.normalized ?? b}: ${why}`,
        })),
      ],
    };
  }

  #named(letters: Matter['letters']) {
    return new Map([...letters].map(([key, { letter }]) => [key, letter]));
  }

  #node(key: string): ChainNode {
    const { family, letters } = this.matter;
    const { letter, receipt, ordinal, firstPage, rank } = letters.get(key)!;
    const step = this.#chain.step(key)!;
    const arrival = this.#arrival(key);
    const named = (this.#above.get(key) ?? []).flatMap(({ arrived: { stamp } }) => (stamp ? [stamp.on] : []));
    return {
      ...NO_NODE,
      id: key,
      kind: 'letter',
      key: matterKeyOf(key),
      receipt,
      ordinal,
      firstPage,
      rank,
      level: letter.issuer?.level ?? null,
      organisation: letter.issuer?.name ?? null,
      own: this.around.own.has(key),
      reference: letter.reference?.normalized ?? letter.reference?.raw ?? null,
      date: letter.date,
      subject: letter.subject,
      secrecy: letter.secrecy,
      speed: letter.speed,
      arrival,
      days: step.days,
      held: arrival?.date && letter.date ? daysBetween(arrival.date, letter.date) : null,
      deadline: step.deadline,
      ...this.#left(letter.date, step.deadline),
      expiredBeforeReceipt: step.expired_before_receipt,
      receipts: step.receipts
        .filter(({ to, on }) => to === null && !named.includes(on))
        .map(({ office, date, days_left }) => ({ office, date, daysLeft: days_left })),
      copies: family.copies
        .filter((copy) => copy.letter === key)
        .map(({ copy, differences }) => ({ key: matterKeyOf(copy), differences })),
      sent: this.around.sent.get(key) ?? null,
    };
  }

  /** Days and working days from a day to a deadline. */
  #left(day: string | null, deadline: string | null) {
    if (day === null || deadline === null) return { daysLeft: null, workingDaysLeft: null };
    return {
      daysLeft: daysBetween(day, deadline),
      workingDaysLeft: workingDaysBetween(this.around.workplace, day, deadline),
    };
  }

  /** How the letter above came to the office that wrote this one; null for a letter with none above it. */
  #arrival(key: string): NodeArrival | null {
    const hops = [...(this.#above.get(key) ?? [])];
    // Of several letters above, the last is the one that this office waited for.
    hops.sort((a, b) => ((a.arrived.not_before ?? '') < (b.arrived.not_before ?? '') ? 1 : -1));
    const hop = hops.find(({ arrived, from }) => arrived.date !== null || this.#known(from, key)) ?? hops[0];
    if (!hop) return null;
    const known = this.#known(hop.from, key);
    const date = known?.date ?? hop.arrived.date;
    const upper = this.#chain.folded(hop.from);
    const { not_before, not_after, stamp } = hop.arrived;
    const said = stamp && known && stamp.date !== known.date ? arrivalText(hop) : '';
    return {
      date,
      evidence: known?.evidence ?? (hop.arrived.date === null ? 'unknown' : 'stamp'),
      sure: known !== null && known !== undefined,
      office: stamp?.office ?? null,
      notBefore: not_before,
      notAfter: not_after,
      ...this.#leftOn(date, upper, key),
      note: said || (date === null && stamp ? arrivalText(hop) : null),
    };
  }

  #known(from: string, to: string): KnownArrival | undefined {
    return this.around.arrivals.get(`${this.#chain.folded(from)} ${to}`);
  }

  /** What was left on a day, by the deadlines that the upper letter knew, and the lower one from above. */
  #leftOn(day: string | null, upper: string, lower: string | null) {
    if (day === null) return { deadline: null, daysLeft: null, workingDaysLeft: null };
    const [above, below] = [this.#chain.step(upper)!, lower === null ? null : this.#chain.step(lower)!];
    const dates = [above, below].flatMap((step) =>
      step ? [...step.expired_before_receipt, step.deadline ?? []].flat() : [],
    );
    const own = new Set(
      this.matter.family.deadlines.flatMap(({ date, stated_by }) =>
        date !== null && stated_by.every((key) => this.#chain.folded(key) === lower) ? [date] : [],
      ),
    );
    const told = [...new Set(dates)].filter((date) => !own.has(date)).sort();
    const deadline = nearest(told, day);
    return { deadline, ...this.#left(day, deadline) };
  }

  #edge({ from, to, days, match, differences }: Hop): ChainEdge {
    return {
      from: this.#chain.folded(from),
      to: this.#chain.folded(to),
      days,
      match,
      differences: differences.map((one) => {
        const { both, suggested } = differenceTexts(one);
        // A reason names the letter that it rests on by its key too, as the commands list them; here it is in the picture.
        return { ...one, text: both, suggestion: suggested?.replace(/ ?\[\d+#\d+\]/g, '') ?? null };
      }),
    };
  }

  /** The letters that are cited and not there, each with the letters that cite it. */
  #cited(): { node: ChainNode; edges: ChainEdge[] }[] {
    const { family, letters } = this.matter;
    const citing = (citation: Citation) =>
      [...letters].flatMap(([key, { letter }]) => {
        const all = [
          ...letter.references,
          ...(letter.mentions ?? []),
          ...letter.enclosures.flatMap((one) => one.citation ?? []),
        ];
        const says = all.some(
          (one) =>
            one.text === citation.text ||
            (one.reference !== null && one.reference === citation.reference && one.date === citation.date),
        );
        return says ? [this.#chain.folded(key)] : [];
      });
    return family.missing.map((citation, at) => {
      const id = `cited-${at + 1}`;
      const { issuer, reference, date, speed, text } = citation;
      const node: ChainNode = { ...NO_NODE, id, kind: 'cited', organisation: issuer, reference, date, speed, text };
      const edges = [...new Set(citing(citation))].map((to): ChainEdge => {
        const below = letters.get(to)?.letter.date ?? null;
        const days = date !== null && below !== null ? daysBetween(date, below) : null;
        return { from: id, to, days, match: 'cited', differences: [] };
      });
      return { node, edges };
    });
  }

  /** The organisation that asks, below a letter that it received and sent on by none. */
  #receiver(key: string): { node: ChainNode; edge: ChainEdge }[] {
    if (!this.around.received.has(key)) return [];
    const known = this.around.received.get(key) ?? null;
    const { date } = this.matter.letters.get(key)!.letter;
    const id = `receiver-${key}`;
    const days = known && date !== null ? daysBetween(date, known.date) : null;
    const arrival: NodeArrival = {
      date: known?.date ?? null,
      evidence: known?.evidence ?? 'unknown',
      sure: known !== null && known.evidence !== 'stamp',
      office: null,
      notBefore: date,
      notAfter: this.around.asOf,
      ...this.#leftOn(known?.date ?? null, key, null),
      note: null,
    };
    const node: ChainNode = {
      ...NO_NODE,
      id,
      kind: 'receiver',
      organisation: this.around.receiver,
      level: this.around.receiverLevel,
      own: true,
      arrival,
      days,
    };
    return [{ node, edge: { from: key, to: id, days, match: 'received', differences: [] } }];
  }
}

const NO_NODE: Omit<ChainNode, 'id' | 'kind'> = {
  key: null,
  receipt: null,
  ordinal: null,
  firstPage: null,
  rank: null,
  level: null,
  organisation: null,
  own: false,
  reference: null,
  date: null,
  subject: null,
  secrecy: null,
  speed: null,
  text: null,
  arrival: null,
  days: null,
  held: null,
  deadline: null,
  daysLeft: null,
  workingDaysLeft: null,
  expiredBeforeReceipt: [],
  receipts: [],
  copies: [],
  sent: null,
};
