import type { Speed } from '../../../schemas/common.js';
import type { LinkedHop } from '../../../schemas/families.js';
import type { Citation } from '../../../schemas/record.js';
import { groupsOf } from './details.js';
import { deadlineEvidence } from './evidence-deadlines.js';
import { type KeyedLetter, type Node, nodeOf } from './nodes.js';
import { citedConfidence } from './suggest.js';

/** The fields of a letter that its citations repeat. */
export const CITED_FIELDS = ['reference', 'date', 'speed'] as const;
export type CitedField = (typeof CITED_FIELDS)[number];

/** What one paper says of a field of a letter, against that letter's own reading. */
export interface Statement {
  field: CitedField;
  /** As `alternatives` of the field hold it: normalized reference, ISO day, or speed. */
  value: string | Speed;
  agrees: boolean;
  /** How sure it was read, and typed. */
  confidence: number;
  /** Whose letter says it. */
  issuer: string;
  source: 'citation' | 'copy';
}

/** What a letter's own citation meets in the letter that it leads to. */
export interface Answer {
  citation: Citation;
  /** The citation as the letter cited would have it, where they differ. */
  otherwise: Citation | null;
  confidence: number;
}

export interface DeadlineStatement {
  /** Place in the letter's `deadlines`. */
  index: number;
  date: string;
  agrees: boolean;
  confidence: number;
  issuer: string;
}

/** All that the other letters of a family say of one letter. */
export interface LetterEvidence {
  statements: Statement[];
  answers: Answer[];
  deadlines: DeadlineStatement[];
}

/** A typed citation is wrong now and then, however well it is read. */
const TYPED = 0.95;
/** The confidence of a value that carries none. */
const UNTOLD = 0.9;

/** Which letters may speak of which: a bundle's own when it is read, those of other files when families are looked at. */
export type Between = 'one file' | 'files';

/**
 * What the letters of a family say of one another, both ways along each hop and between the papers of one letter: the number,
 * date and speed of the upper one as the lower one cites them, and the other way round. By key; keys without any are left out.
 */
export function relayEvidence(
  letters: readonly KeyedLetter[],
  hops: readonly LinkedHop[],
  between: Between,
): Map<string, LetterEvidence> {
  const nodes = letters.map(nodeOf);
  const byKey = new Map(nodes.map((node) => [node.key, node]));
  const found = new Map<string, LetterEvidence>();
  const of = (node: Node) => {
    const known = found.get(node.key) ?? { statements: [], answers: [], deadlines: [] };
    found.set(node.key, known);
    return known;
  };
  const mayTell = (a: Node, b: Node) => (a.file === b.file) === (between === 'one file');
  for (const hop of hops) {
    const [upper, lower] = [byKey.get(hop.from), byKey.get(hop.to)];
    if (!upper || !lower || !mayTell(upper, lower)) continue;
    of(upper).statements.push(...citedStatements(hop, upper, lower));
    of(lower).answers.push(answerOf(hop, upper));
  }
  const groups = groupsOf(nodes);
  for (const [node, group] of groups) {
    for (const other of group) {
      if (other !== node && mayTell(node, other)) of(node).statements.push(...copyStatements(node, other));
    }
  }
  // Two papers of one letter have the same words.
  const areTwo = (a: Node, b: Node) => mayTell(a, b) && groups.get(a) !== groups.get(b);
  for (const [node, statements] of deadlineEvidence(nodes, areTwo)) of(node).deadlines.push(...statements);
  return found;
}

const valueIn = ({ letter }: Node, field: CitedField): string | null =>
  field === 'reference' ? (letter.reference?.normalized ?? null) : letter[field];

function citedStatements(hop: LinkedHop, upper: Node, lower: Node): Statement[] {
  const confidence = (citedConfidence(lower.letter, hop.citation) ?? UNTOLD) * TYPED;
  const issuer = lower.letter.issuer?.name ?? '';
  return CITED_FIELDS.flatMap((field) => {
    const value = hop.citation[field];
    if (value === null || valueIn(upper, field) === null) return [];
    const agrees = !hop.differences.some((difference) => difference.field === field);
    return [{ field, value, agrees, confidence, issuer, source: 'citation' as const }];
  });
}

function copyStatements(node: Node, other: Node): Statement[] {
  return (['date', 'reference'] as const).flatMap((field) => {
    const [mine, value] = [valueIn(node, field), valueIn(other, field)];
    if (mine === null || value === null) return [];
    // Copies have one number, however it is padded.
    const agrees = field === 'reference' || mine === value;
    // Two scans of one pen stroke are misread alike.
    if (agrees && node.letter.warnings.some(({ code }) => code === `${field}.handwritten`)) return [];
    const confidence = other.letter.confidence[field] ?? UNTOLD;
    return [{ field, value, agrees, confidence, issuer: other.letter.issuer?.name ?? '', source: 'copy' as const }];
  });
}

function answerOf({ citation, differences }: LinkedHop, upper: Node): Answer {
  const fields = CITED_FIELDS.filter((field) => citation[field] !== null && valueIn(upper, field) !== null);
  const confidence = Math.min(...fields.map((field) => upper.letter.confidence[field] ?? UNTOLD), 1);
  if (differences.length === 0) return { citation, otherwise: null, confidence };
  const changed = Object.fromEntries(differences.map(({ field }) => [field, valueIn(upper, field)]));
  return { citation, otherwise: { ...citation, ...changed }, confidence };
}
