import type { Ask, Disagreement, Families, Family, Hop, Step } from '../../schemas/families.js';
import type { Letter } from '../../schemas/record.js';
import { daysBetween } from '../domain/calendar.js';
import { DIFFERENCE_LABEL, daysLeftText } from '../domain/labels.js';
import type { KeyedLetter } from '../domain/relay/relate.js';
import { sentTo } from './recipient-text.js';
import { entry, wrap } from './table.js';
import { day, NONE } from './text.js';

/** Columns of a sentence on a terminal. */
const WIDTH = 100;
/** Chains told in a sentence; a family may have hundreds, which the tree shows. */
const MOST_SENTENCES = 12;

const nameOf = (letter: Letter | undefined) => letter?.issuer?.name ?? 'หน่วยงานที่ไม่ทราบชื่อ';
const shown = (field: Disagreement['field'], value: string) => (field === 'date' ? day(value) : value);

/** Days left to the deadline of a step; what had passed by then is said. */
function leftText({ deadline, days_left }: Step): string {
  if (deadline === null || days_left === null) return '';
  return days_left >= 0
    ? `เหลือ ${days_left} วันก่อนครบกำหนด ${day(deadline)}`
    : `${daysLeftText(days_left)} (${day(deadline)}) แล้วเมื่อออกหนังสือ`;
}

/** One family to be shown, with its letters and steps by key. */
class Shown {
  readonly lines: string[] = [];
  readonly #steps: ReadonlyMap<string, Step>;
  readonly #below = new Map<string, Hop[]>();
  readonly #folded: ReadonlyMap<string, string>;

  constructor(
    readonly family: Family,
    readonly letters: ReadonlyMap<string, Letter>,
  ) {
    this.#steps = new Map(family.steps.map((step) => [step.letter, step]));
    this.#folded = new Map(family.copies.map(({ letter, copy }) => [copy, letter]));
    for (const hop of family.hops) {
      const from = this.folded(hop.from);
      this.#below.set(from, [...(this.#below.get(from) ?? []), hop]);
    }
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
    const reached = new Set(this.family.hops.map(({ to }) => this.folded(to)));
    const tops = this.family.steps.map(({ letter }) => letter).filter((key) => !reached.has(key));
    return tops.length > 0 ? tops : [this.folded(this.family.origin)];
  }
}

/** Each chain from its top to its end, as keys; a letter is passed once in each. */
function chainsOf(shown: Shown, most: number): string[][] {
  const chains: string[][] = [];
  const walk = (chain: string[]) => {
    if (chains.length > most) return;
    const below = shown.below(chain.at(-1)!).map(({ to }) => shown.folded(to));
    const next = below.filter((key) => !chain.includes(key));
    if (next.length === 0) chains.push(chain);
    for (const key of next) walk([...chain, key]);
  };
  for (const top of shown.tops()) walk([top]);
  return chains;
}

/** `หนังสือสำนักงาน ก.พ.ร. ที่ … ลงวันที่ … → กรม… ใช้ 17 วัน → จังหวัด… ใช้ 15 วัน เหลือ 17 วันก่อนครบกำหนด …`. */
function chainText(shown: Shown, chain: readonly string[]): string {
  const [top, ...rest] = chain;
  const letter = shown.letters.get(top!);
  const head = `หนังสือ${nameOf(letter)} ที่ ${letter?.reference?.normalized ?? NONE} ลงวันที่ ${day(letter?.date ?? null)}`;
  const steps = rest.map((key) => {
    const days = shown.step(key)?.days ?? null;
    return ` → ${nameOf(shown.letters.get(key))} ${days === null ? 'ไม่ทราบจำนวนวัน' : `ใช้ ${days} วัน`}`;
  });
  const last = shown.step(chain.at(-1)!);
  const left = last ? leftText(last) : '';
  return [head, ...steps, left === '' ? '' : ` ${left}`].join('');
}

/** What is said on the way from one letter to the next. */
function hopLines(hop: Hop, lead: string): string[] {
  const { days, arrived, differences } = hop;
  const lines = [`${lead}│ ${days === null ? 'ไม่ทราบจำนวนวัน' : `${days} วัน`}`];
  if (arrived.date !== null) {
    const held = arrived.not_after === null ? '' : ` แล้วอยู่ที่หน่วยงาน ${daysBetween(arrived.date, arrived.not_after)} วัน`;
    lines.push(`${lead}│ รับเมื่อ ${day(arrived.date)} ตามตรารับ${held}`);
  } else if (arrived.stamp?.own === false) {
    lines.push(`${lead}│ ตรารับของหน่วยงานอื่น: ${arrived.stamp.office} ${day(arrived.stamp.date)}`);
  } else if (arrived.stamp && arrived.stamp.date !== null) {
    lines.push(`${lead}│ โปรดตรวจตรารับ: ${day(arrived.stamp.date)} ไม่อยู่ระหว่างวันที่ของหนังสือสองฉบับ`);
  }
  for (const { field, cited, found, suggested } of differences) {
    const both = `อ้างว่า ${shown(field, cited)} แต่ตัวหนังสือเป็น ${shown(field, found)}`;
    lines.push(`${lead}│ ไม่ตรงกัน ${DIFFERENCE_LABEL[field]}: ${both}`);
    if (suggested) lines.push(`${lead}│   น่าจะเป็น ${shown(field, suggested.value)}: ${suggested.reason}`);
  }
  return lines;
}

/** The letters of a family from the origin down, each hop with its days and its differences. */
function treeLines(shown: Shown): string[] {
  const lines: string[] = [];
  const told = new Set<string>();
  const show = (key: string, hop: Hop | null, depth: number) => {
    const lead = '   '.repeat(depth);
    const letter = shown.letters.get(key);
    if (hop) lines.push(...hopLines(hop, lead));
    const name = [letter?.issuer?.name ?? NONE, letter?.reference?.normalized ?? NONE, day(letter?.date ?? null)];
    lines.push(`${lead}${hop ? '└ ' : ''}${name.join('  ')}`);
    if (told.has(key)) return;
    told.add(key);
    const under = (label: string, text: string) => lines.push(entry(label, text, 3 * (depth + 1), 26));
    const copies = shown.family.copies.filter((copy) => copy.letter === key).map(({ copy }) => `[${copy}]`);
    if (copies.length > 0) under('ฉบับเดียวกันที่มาทางอื่น', copies.join(' '));
    const step = shown.step(key);
    if (step?.expired_before_receipt.length) {
      under('พ้นกำหนดก่อนถึงผู้รับ', step.expired_before_receipt.map(day).join(' · '));
    }
    const below = shown.below(key);
    // A stamp that is spoken of at a step is not named again.
    const named = below.flatMap(({ arrived: { stamp } }) => (stamp ? [`${stamp.office}|${stamp.date}`] : []));
    for (const { office, date, to, days_left } of step?.receipts ?? []) {
      if (to === null && !named.includes(`${office}|${date}`))
        under('รับแล้ว', `${office ?? NONE} ${day(date)}${days_left === null ? '' : `  ${daysLeftText(days_left)}`}`);
    }
    const to = below.length === 0 && letter ? sentTo(letter) : '';
    if (to) under('ส่งถึง (ยังไม่มีหนังสือ)', to);
    for (const next of below) show(shown.folded(next.to), next, depth + 1);
  };
  for (const key of shown.tops()) show(key, null, 0);
  return lines;
}

/** A question and the letters to choose from, one a line. */
function askLines({ citation, candidates }: Ask): string[] {
  const options = candidates.map(({ key, differences, why }) => {
    const otherwise = differences.map(({ field, found }) => `${DIFFERENCE_LABEL[field]} ${shown(field, found)}`);
    return note('', `[${key}] ${[...otherwise, why].join(', ')}`);
  });
  return [note('โปรดเลือก', `${citation.text} อาจหมายถึง`), ...options];
}

const note = (label: string, text: string) => entry(label, text, 3, 26);

function familyText(family: Family, letters: ReadonlyMap<string, Letter>): string {
  const shown = new Shown(family, letters);
  const chains = family.hops.length > 0 ? chainsOf(shown, MOST_SENTENCES) : [];
  const sentences = chains.slice(0, MOST_SENTENCES).flatMap((chain) => wrap(chainText(shown, chain), WIDTH));
  const more = chains.length > MOST_SENTENCES ? ['และสายอื่น ๆ ตามผังข้างล่าง'] : [];
  return [
    `สายการเวียน: ${family.subject ?? NONE}`,
    ...sentences,
    ...more,
    ...treeLines(shown),
    ...family.missing.map(({ text }) => note('ยังไม่พบหนังสือ', text)),
    ...family.asks.flatMap(askLines),
    ...family.near_duplicates.map(({ letters: [a, b], why }) => note('อาจเป็นฉบับเดียวกัน', `[${a}] [${b}] ${why}`)),
    ...family.warnings.map(({ letter, message }) => note('โปรดตรวจ', `[${letter}] ${message}`)),
  ].join('\n');
}

/** All families for reading by a person: each chain in a sentence, then the letters with what is known of each step. */
export function familiesText({ families }: Families, letters: readonly KeyedLetter[]): string {
  const byKey = new Map(letters.map(({ key, letter }) => [key, letter]));
  return families.map((family) => familyText(family, byKey)).join('\n\n') || 'ไม่พบสายการเวียน';
}
