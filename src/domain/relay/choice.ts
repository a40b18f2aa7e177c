import type { Ask } from '../../../schemas/families.js';
import type { Cited, Compared } from './nodes.js';
import type { Evidence, Match } from './weigh.js';

/** Two letters that fit a wrong citation about as well leave it open. */
const CLEAR = 0.15;
/** A person chooses among a few. */
const MOST_CANDIDATES = 6;

/** What becomes of a citation: it leads to one letter, several fit about as well, or its letter is not there. */
export type Choice<N extends Compared> =
  | { kind: 'link'; match: Match<N> }
  | { kind: 'ask'; candidates: (Omit<Ask['candidates'][number], 'key'> & { node: N })[] }
  | { kind: 'missing' };

/** Chooses among the letters that a citation may mean: the best, where it is clearly so. */
export function choiceOf<N extends Compared>(matches: readonly Match<N>[], cited: Pick<Cited, 'ref'>): Choice<N> {
  const sorted = [...matches].sort(
    (a, b) => rank(a) - rank(b) || a.cost - b.cost || (a.node.key < b.node.key ? -1 : 1),
  );
  const [first] = sorted;
  if (!first) return { kind: 'missing' };
  const others = sorted.filter(
    (match) =>
      match !== first && rank(match) === rank(first) && match.cost - first.cost < CLEAR && isOther(match, first, cited),
  );
  if (others.length === 0) return { kind: 'link', match: first };
  const candidates = [first, ...others].slice(0, MOST_CANDIDATES).map(({ node, differences, evidence }) => ({
    node,
    differences,
    why: reasons(evidence),
  }));
  return { kind: 'ask', candidates };
}

/** The same letter in two files is no doubt, nor is one that lacks the number beside the one that has it; two letters are. */
function isOther({ node }: Match<Compared>, first: Match<Compared>, cited: Pick<Cited, 'ref'>): boolean {
  const sameNumber = node.ref?.key === first.node.ref?.key;
  if (sameNumber && node.date === first.node.date) return false;
  return sameNumber || first.match !== 'exact' || cited.ref === null || first.node.ref === null;
}

/** A wrong digit can hit the number of another matter: then the letter on the same matter, one digit away, is meant. */
function rank(match: Match<Compared>): number {
  if (match.match === 'exact') return match.strange ? 2 : 0;
  return match.sameMatter ? 1 : 3;
}

/** What speaks for a letter beside number and date, in words. */
function reasons({ bound, issuer, subject, addressed }: Evidence): string {
  const told = [
    bound ? 'อยู่ในไฟล์เดียวกัน' : '',
    issuer === 'same' ? 'ผู้ออกหนังสือตรงกัน' : issuer === 'near' ? 'ผู้ออกหนังสือใกล้เคียง' : '',
    subject === 'same' ? 'เรื่องตรงกัน' : subject === 'near' ? 'เรื่องใกล้เคียง' : '',
    addressed ? 'ส่งถึงหน่วยงานที่อ้าง' : '',
  ];
  return told.filter((reason) => reason !== '').join(' · ') || 'เลขที่หรือวันที่ใกล้เคียง';
}
