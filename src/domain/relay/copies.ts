import type { Copy, NearDuplicate } from '../../../schemas/families.js';
import { SPEED_LABEL, SURE } from '../labels.js';
import { append } from './append.js';
import { dateGap, refCost } from './distance.js';
import type { Node } from './nodes.js';
import { issuerAgreement, subjectAgreement } from './weigh.js';

/** A rescan is off by one digit: one taken for another, or one lost. */
const ONE_DIGIT = 1;
/** Letters of one issuer, day, matter and addressee: more than these are no rescans. */
const MOST = 64;

/** What tells one letter in several papers. */
type Paper = Pick<Node, 'key' | 'ref' | 'date' | 'issuer' | 'subject'>;

/**
 * The same letter by several routes: a province's copy of it and the department's own. Each group begins with the letter
 * that the others are folded into; letters without a copy are in none. Same number, series and year, one issuer and one
 * matter: ว 53 and 53 are two letters, and so are 53 of two years and a correction under another's number.
 */
export function copiesOf<P extends Paper>(nodes: readonly P[]): P[][] {
  const byNumber = new Map<string, P[]>();
  for (const node of nodes) if (node.ref) append(byNumber, node.ref.key, node);
  const groups: P[][] = [];
  for (const list of byNumber.values()) {
    if (list.length < 2) continue;
    // Those with a date first: one without joins only where a single letter is meant.
    const sorted = [...list].sort(
      (a, b) => Number(a.date === null) - Number(b.date === null) || (a.key < b.key ? -1 : 1),
    );
    const found: P[][] = [];
    for (const node of sorted) {
      const fitting = found.filter(([first]) => isCopy(first!, node));
      if (fitting.length === 1 || (fitting.length > 1 && node.date !== null)) fitting[0]!.push(node);
      else found.push([node]);
    }
    groups.push(...found.filter((group) => group.length > 1));
  }
  return groups;
}

/** One letter in two papers, by everything that both of them say. */
function isCopy(a: Paper, b: Paper): boolean {
  if (!a.ref || !b.ref || a.ref.key !== b.ref.key) return false;
  const issuer = issuerAgreement(a.issuer, b.issuer);
  // The number of an order (325/2567) has no letter code: only the name tells its issuer.
  if (issuer === 'other' || (issuer === 'unknown' && a.ref.code === '')) return false;
  const subject = subjectAgreement(a.subject, b.subject);
  if (subject === 'other') return false;
  if (a.date !== null && a.date === b.date) return true;
  if (subject !== 'same') return false;
  if (a.date === null || b.date === null) return true;
  const { days, slip } = dateGap(a.date, b.date);
  return a.date.slice(0, 4) === b.date.slice(0, 4) && (days <= 3 || slip);
}

/** The copies of a group as the contract lists them, with what the readings of one letter say otherwise. */
export function listCopies([letter, ...others]: readonly Node[]): Copy[] {
  return others.map((copy) => ({
    letter: letter!.key,
    copy: copy.key,
    differences: (['date', 'speed'] as const).flatMap((field) => {
      const [mine, its] = [letter!, copy].map(
        ({ letter }) => letter[field] && (field === 'speed' ? SPEED_LABEL[letter.speed!] : letter[field]),
      );
      return mine && its && mine !== its ? [{ field, letter: mine, copy: its }] : [];
    }),
  }));
}

const isSure = ({ letter }: Node) => (letter.confidence.reference ?? 0) >= SURE;

/** Pairs that may be one letter read twice: a digit of the number apart, of one issuer, day, matter and addressee, one not sure. */
export function nearDuplicatesOf(nodes: readonly Node[]): NearDuplicate[] {
  const alike = new Map<string, Node[]>();
  for (const node of nodes) {
    if (!node.ref || node.date === null || node.subject === '' || node.issuer === '') continue;
    append(alike, JSON.stringify([node.issuer, node.date, node.subject, node.recipients]), node);
  }
  const found: NearDuplicate[] = [];
  for (const list of alike.values()) {
    const sorted = [...list].sort((a, b) => (a.key < b.key ? -1 : 1)).slice(0, MOST);
    sorted.forEach((a, i) => {
      for (const b of sorted.slice(i + 1)) {
        if (a.ref!.unit !== b.ref!.unit || a.ref!.suffix !== b.ref!.suffix || (isSure(a) && isSure(b))) continue;
        const cost = refCost(a.ref!, b.ref!);
        if (cost === 0 || cost > ONE_DIGIT) continue;
        found.push({ letters: [a.key, b.key], why: 'เลขต่างกันหลักเดียว แต่ผู้ออก วันที่ เรื่อง และผู้รับตรงกัน' });
      }
    });
  }
  return found;
}
