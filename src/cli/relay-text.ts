import type { Ask, Families, Family, Hop } from '../../schemas/families.js';
import type { Letter } from '../../schemas/record.js';
import { DIFFERENCE_LABEL, daysLeftText } from '../domain/labels.js';
import { Chain } from '../domain/relay/chain.js';
import { arrivalText, daysText, differenceTexts, differenceValue, wayText } from '../domain/relay/chain-text.js';
import type { KeyedLetter } from '../domain/relay/relate.js';
import { sentTo } from './recipient-text.js';
import { entry, wrap } from './table.js';
import { day, NONE } from './text.js';

/** Columns of a sentence on a terminal. */
const WIDTH = 100;
/** Chains told in a sentence; a family may have hundreds, which the tree shows. */
const MOST_SENTENCES = 12;

/** What is said on the way from one letter to the next. */
function hopLines(hop: Hop, lead: string): string[] {
  const lines = [`${lead}│ ${daysText(hop.days)}`];
  const arrived = arrivalText(hop);
  if (arrived) lines.push(`${lead}│ ${arrived}`);
  for (const difference of hop.differences) {
    const { both, suggested } = differenceTexts(difference);
    lines.push(`${lead}│ ${both}`);
    if (suggested) lines.push(`${lead}│   ${suggested}`);
  }
  return lines;
}

/** The letters of a family from the origin down, each hop with its days and its differences. */
function treeLines(family: Family, chain: Chain, letters: ReadonlyMap<string, Letter>): string[] {
  const lines: string[] = [];
  const told = new Set<string>();
  const show = (key: string, hop: Hop | null, depth: number) => {
    const lead = '   '.repeat(depth);
    const letter = letters.get(key);
    if (hop) lines.push(...hopLines(hop, lead));
    const name = [letter?.issuer?.name ?? NONE, letter?.reference?.normalized ?? NONE, day(letter?.date ?? null)];
    lines.push(`${lead}${hop ? '└ ' : ''}${name.join('  ')}`);
    if (told.has(key)) return;
    told.add(key);
    const under = (label: string, text: string) => lines.push(entry(label, text, 3 * (depth + 1), 26));
    const copies = family.copies.filter((copy) => copy.letter === key).map(({ copy }) => `[${copy}]`);
    if (copies.length > 0) under('ฉบับเดียวกันที่มาทางอื่น', copies.join(' '));
    const step = chain.step(key);
    if (step?.expired_before_receipt.length) {
      under('พ้นกำหนดก่อนถึงผู้รับ', step.expired_before_receipt.map(day).join(' · '));
    }
    const below = chain.below(key);
    // A stamp that is spoken of at a step is not named again.
    const named = below.flatMap(({ arrived: { stamp } }) => (stamp ? [`${stamp.office}|${stamp.date}`] : []));
    for (const { office, date, to, days_left } of step?.receipts ?? []) {
      if (to === null && !named.includes(`${office}|${date}`))
        under('รับแล้ว', `${office ?? NONE} ${day(date)}${days_left === null ? '' : `  ${daysLeftText(days_left)}`}`);
    }
    const to = below.length === 0 && letter ? sentTo(letter) : '';
    if (to) under('ส่งถึง (ยังไม่มีหนังสือ)', to);
    for (const next of below) show(chain.folded(next.to), next, depth + 1);
  };
  for (const key of chain.tops()) show(key, null, 0);
  return lines;
}

/** A question and the letters to choose from, one a line. */
function askLines({ citation, candidates }: Ask): string[] {
  const options = candidates.map(({ key, differences, why }) => {
    const otherwise = differences.map(
      ({ field, found }) => `${DIFFERENCE_LABEL[field]} ${differenceValue(field, found)}`,
    );
    return note('', `[${key}] ${[...otherwise, why].join(', ')}`);
  });
  return [note('โปรดเลือก', `${citation.text} อาจหมายถึง`), ...options];
}

const note = (label: string, text: string) => entry(label, text, 3, 26);

function familyText(family: Family, letters: ReadonlyMap<string, Letter>): string {
  const chain = new Chain(family);
  const ways = family.hops.length > 0 ? chain.ways(MOST_SENTENCES) : [];
  const sentences = ways.slice(0, MOST_SENTENCES).flatMap((way) => wrap(wayText(chain, way, letters), WIDTH));
  const more = ways.length > MOST_SENTENCES ? ['และสายอื่น ๆ ตามผังข้างล่าง'] : [];
  return [
    `สายการเวียน: ${family.subject ?? NONE}`,
    ...sentences,
    ...more,
    ...treeLines(family, chain, letters),
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
