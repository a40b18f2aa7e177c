import type { Disagreement } from '../../../schemas/families.js';
import { editDistance } from '../closest.js';
import { SPEED_WORDS } from '../tables/classes.js';
import { dateGap, digitsOf, refCost } from './distance.js';
import type { Cited, Compared } from './nodes.js';

/** A citation held against one letter. */
export interface Match<N extends Compared> {
  node: N;
  match: 'exact' | 'corrected';
  differences: Disagreement[];
  /** What agrees beside number and date. */
  evidence: Evidence;
  /** The two letters are on one matter by their subjects. */
  sameMatter: boolean;
  /** Number and date are as cited, but the matter is another one and nothing binds the two. */
  strange: boolean;
  /** Lower is better; only compared between letters for one citation. */
  cost: number;
}

/** What a number or a day that cannot be compared costs, and what agreement takes off, in a letter of another file. */
const UNREAD = 0.2;
const SUPPORT = { subject: 0.4, issuer: 0.3, addressed: 0.1 } as const;

/**
 * True where only a letter of the very number cited could be chosen in the place of this one: it is exact and on one matter,
 * and fits better than a letter without a number can that comes in another file.
 */
export function isSettled({ match, strange, cost }: Match<Compared>, cited: Cited): boolean {
  const numberless = UNREAD - SUPPORT.subject - SUPPORT.issuer - SUPPORT.addressed;
  return match === 'exact' && !strange && cited.ref !== null && cost < numberless - 0.01;
}

type Agreement = 'same' | 'near' | 'unknown' | 'other';

export interface Evidence {
  bound: boolean;
  issuer: Agreement;
  subject: Agreement;
  addressed: boolean;
}

/**
 * Whether a letter is the one cited, and with what disagreements; null where the evidence does not settle it. A wrong link is
 * worse than a missing one: every disagreement must be outweighed by the issuer, the subject, one binding, or the addressee.
 */
export function weigh<N extends Compared>(citing: Compared, cited: Cited, node: N): Match<N> | null {
  // What is cited was written before.
  if (citing.date !== null && node.date !== null && node.date > citing.date) return null;
  const { reference, gap, match } = measured(citing, cited, node);
  return accept(reference, gap, match.evidence) === null ? null : match;
}

/** The letter that a person said is the one cited, with what disagreements, whatever speaks for it. */
export const saidMatch = <N extends Compared>(citing: Compared, cited: Cited, node: N): Match<N> =>
  measured(citing, cited, node).match;

function measured<N extends Compared>(citing: Compared, cited: Cited, node: N) {
  const { citation } = cited;
  const evidence: Evidence = {
    bound: citing.file === node.file,
    issuer: issuerAgreement(cited.issuer, node.issuer),
    subject: subjectAgreement(citing.subject, node.subject),
    addressed: isAddressed(citing, node),
  };
  const reference = cited.ref && node.ref ? refCost(cited.ref, node.ref) : null;
  const gap = citation.date !== null && node.date !== null ? dateGap(citation.date, node.date) : null;
  const differences = differencesOf(cited, node, reference, gap?.days ?? null);
  const disagreement =
    (reference ?? UNREAD) + (gap === null ? UNREAD : gap.days === 0 ? 0 : 0.3 + Math.min(gap.days, 60) / 60);
  const support =
    (evidence.bound ? 0.5 : 0) +
    (evidence.subject === 'same' ? SUPPORT.subject : evidence.subject === 'near' ? 0.2 : 0) +
    (evidence.issuer === 'same' ? SUPPORT.issuer : evidence.issuer === 'near' ? 0.1 : 0) +
    (evidence.addressed ? SUPPORT.addressed : 0);
  const wrong = differences.some(({ field }) => field !== 'speed');
  const match: Match<N> = {
    node,
    match: wrong ? 'corrected' : 'exact',
    differences,
    evidence,
    sameMatter: evidence.subject === 'same' || evidence.subject === 'near',
    strange: !wrong && evidence.subject === 'other' && !evidence.bound,
    cost: disagreement - support,
  };
  return { reference, gap, match };
}

/** True where what agrees outweighs what does not. */
function accept(
  reference: number | null,
  gap: { days: number; slip: boolean } | null,
  evidence: Evidence,
): true | null {
  const { bound, issuer, subject, addressed } = evidence;
  const same = bound || subject === 'same';
  const fitting = same || subject === 'near' || (subject === 'unknown' && addressed);
  if (issuer === 'other' && !same) return null;
  if (reference === 0) {
    if (gap === null) return fitting || (addressed && issuer === 'same') ? true : null;
    if (gap.days === 0) return true;
    if (issuer === 'other') return bound && gap.days <= 10 ? true : null;
    if (gap.days <= 10) return fitting || addressed || issuer === 'same' ? true : null;
    return same && (gap.days <= 45 || gap.slip) ? true : null;
  }
  if (issuer === 'other' || issuer === 'unknown') {
    return bound && subject === 'same' && (reference ?? 0.7) <= 1 && (gap === null || gap.days <= 3) ? true : null;
  }
  if (reference === null) return gap !== null && gap.days === 0 && same ? true : null;
  if (gap === null) return same && reference <= 0.3 ? true : null;
  if (gap.days === 0) {
    if (same && reference <= (bound && subject === 'same' ? 2 : 1)) return true;
    return subject === 'near' && addressed && reference <= 1 ? true : null;
  }
  const nearDay = gap.days <= 3 || (gap.slip && gap.days <= 10);
  if (bound && subject === 'same') return reference <= 2 && (nearDay || gap.days <= 10) ? true : null;
  return fitting && addressed && nearDay && reference <= 1 ? true : null;
}

/** สำนักงานปลัดกระทรวงX writes for กระทรวงX: one name inside the other is near. */
export function issuerAgreement(cited: string, found: string): Agreement {
  if (cited === '' || found === '') return 'unknown';
  if (cited === found) return 'same';
  if (Math.min(cited.length, found.length) >= 6 && (cited.includes(found) || found.includes(cited))) return 'near';
  const limit = Math.min(cited.length, found.length) >= 12 ? 2 : 1;
  return cited.length >= 6 && digitsOf(cited) === digitsOf(found) && editDistance(cited, found, limit) <= limit
    ? 'same'
    : 'other';
}

/** The year at the end of a folded subject (ประจำปี พ.ศ. ๒๕๖๘), and nothing behind it: (เพิ่มเติม) is another letter. */
const YEAR_LABEL = /(?:ประจำปงบประมาณ|ประจำป|ปงบประมาณ)(?:พศ)?\d{4}$/;

/** Whether two folded subjects are of one matter. */
export function subjectAgreement(a: string, b: string): Agreement {
  if (a === '' || b === '') return 'unknown';
  if (a === b) return 'same';
  if (digitsOf(a) === digitsOf(b)) {
    const limit = Math.floor(Math.min(a.length, b.length) * 0.06);
    if (limit > 0 && editDistance(a, b, limit) <= limit) return 'same';
  }
  // One of the two leaves the year off; two different years are two matters.
  const [x, y] = [a.replace(YEAR_LABEL, ''), b.replace(YEAR_LABEL, '')];
  return x === y && x.length >= 8 && (x === a || y === b) ? 'near' : 'other';
}

/** Heads of organisations, by how an organisation's name begins. */
const HEADS: readonly (readonly [RegExp, (name: string) => readonly string[]])[] = [
  [/^จงหวด/, (name) => ['ผวาราชการจงหวดทกจงหวด', `ผวาราชการ${name}`, 'ผวาราชการจงหวด']],
  [/^อำเภอ/, (name) => ['นายอำเภอทกอำเภอ', 'นายอำเภอ', `นาย${name}`]],
  [/^กรม/, (name) => [`อธบด${name}`, 'อธบดทกกรม', 'หวหนาสวนราชการ']],
  [/^กระทรวง/, (name) => [`ปลด${name}`, `รฐมนตร`]],
  [/^(?:เทศบาล)/, (name) => ['นายกเทศมนตร', `นายก${name}`]],
  [/^องคการบรหาร/, (name) => [`นายก${name}`, 'นายกองคการบรหาร']],
  [/^สำนกงาน/, (name) => [`ผอำนวยการ${name}`, 'เลขาธการ', `หวหนา${name}`]],
];

/** The letter was written to the head of the organisation that cites it. */
function isAddressed(citing: Compared, node: Compared): boolean {
  if (node.recipients === '' || citing.issuer === '') return false;
  const heads = HEADS.find(([pattern]) => pattern.test(citing.issuer))?.[1](citing.issuer) ?? [];
  return heads.some((head) => node.recipients.includes(head));
}

function differencesOf(cited: Cited, node: Compared, reference: number | null, days: number | null): Disagreement[] {
  const { citation } = cited;
  const found: Disagreement[] = [];
  if (reference !== null && reference > 0) {
    const [a, b] = [citation.reference, node.reference];
    if (a && b) found.push({ field: 'reference', cited: a, found: b });
  }
  if (days !== null && days > 0) found.push({ field: 'date', cited: citation.date!, found: node.date! });
  if (citation.speed !== null && node.speed !== null && citation.speed !== node.speed) {
    found.push({ field: 'speed', cited: wordOf(citation.speed), found: wordOf(node.speed) });
  }
  return found;
}

function wordOf(speed: string): string {
  return SPEED_WORDS.find(([, value]) => value === speed)?.[0] ?? speed;
}
