import type { Alternative } from '../../../schemas/common.js';
import type { Citation, Deadline, Letter } from '../../../schemas/record.js';
import { rounded } from '../confidence.js';
import { RELIABILITY } from '../reliability.js';
import { type LetterWarning, warn } from '../warnings.js';
import {
  type Answer,
  CITED_FIELDS,
  type CitedField,
  type DeadlineStatement,
  type LetterEvidence,
  type Statement,
} from './evidence.js';

/**
 * Two readings of one thing that were made independently are both wrong only where each is: 1 - (1-p)(1-q). The citation was
 * typed from the letter, and the same reader read both, so no sum of them is surer than this.
 */
const MOST = 0.97;
/** A deadline is more than its date: letters that copy each other's words are misunderstood alike. */
const MOST_DEADLINE = 0.95;
/** Where two papers differ, a person looks, however sure either was read. */
const DOUBTED = 0.85;
/** What a person set. */
const SETTLED = 1;

/** How the reasons of alternatives begin. */
const CITED = 'cited by';
const COPIED = 'another copy reads';
const STATED = 'stated by';

const confirmed = (p: number, q: number, most = MOST) => Math.max(p, Math.min(most, 1 - (1 - p) * (1 - q)));
/** Of the cases in which not both are right, those in which this one is. */
const contradicted = (p: number, q: number) => Math.min(DOUBTED, p * q >= 1 ? 0.5 : (p * (1 - q)) / (1 - p * q));

/** Warnings that a confirmation from another paper answers. */
const ANSWERED: Readonly<Record<CitedField, readonly LetterWarning[]>> = {
  reference: ['reference.handwritten', 'reference.suffix_unexplained'],
  date: ['date.handwritten'],
  speed: [],
};
const OTHERWISE: Readonly<Record<CitedField, LetterWarning>> = {
  reference: 'reference.cited_otherwise',
  date: 'date.cited_otherwise',
  speed: 'speed.cited_otherwise',
};

/**
 * A letter with what the other letters of its family say of it: confidence raised where they agree and lowered below what
 * counts as sure where one does not, with its reading beside the letter's own. No value changes. What a person set stays.
 */
export function withEvidence(letter: Letter, evidence: LetterEvidence | undefined): Letter {
  if (!evidence) return letter;
  let told = letter;
  for (const field of CITED_FIELDS) {
    const statements = evidence.statements.filter((statement) => statement.field === field);
    if (statements.length > 0) told = withStatements(told, field, statements);
  }
  told = withAnswers(told, evidence.answers);
  return evidence.deadlines.length > 0 ? withDeadlines(told, evidence.deadlines) : told;
}

function withStatements(letter: Letter, field: CitedField, statements: readonly Statement[]): Letter {
  const own = letter.confidence[field];
  if (own === undefined || own === SETTLED) return letter;
  const agreeing = statements.filter(({ agrees }) => agrees);
  const differing = statements.filter(({ agrees }) => !agrees);
  const raised = agreeing.reduce((p, { confidence }) => confirmed(p, confidence), own);
  if (differing.length === 0 && letter.warnings.some(({ code }) => code === OTHERWISE[field])) {
    // Another paper of its own file differs still: one voice more does not settle it.
    return { ...letter, confidence: { ...letter.confidence, [field]: rounded(Math.min(DOUBTED, raised)) } };
  }
  if (differing.length === 0) {
    const answered = new Set<string>(ANSWERED[field]);
    const { [field]: _settled, ...otherwise } = letter.alternatives;
    return {
      ...letter,
      confidence: { ...letter.confidence, [field]: rounded(raised) },
      // Other readings of a number that a second paper bears out would only unsettle.
      alternatives: raised > own ? otherwise : letter.alternatives,
      warnings: letter.warnings.filter(({ code }) => !answered.has(code)),
    };
  }
  const confidence = differing.reduce((p, statement) => contradicted(p, statement.confidence), raised);
  const alternatives = differing.map(({ value, issuer, source, confidence: q }) => ({
    value,
    confidence: rounded(Math.min(1 - confidence, contradicted(q, raised))),
    why: source === 'copy' ? `${COPIED} ${value}` : `${CITED} ${issuer || 'another letter'} as ${value}`,
  }));
  return {
    ...letter,
    confidence: { ...letter.confidence, [field]: rounded(confidence) },
    alternatives: { ...letter.alternatives, [field]: joined(alternatives, letter.alternatives[field]) },
    warnings: withWarning(letter, OTHERWISE[field], field),
  };
}

/** Alternatives, each value once. */
function joined(fresh: readonly Alternative[], known: readonly Alternative[] | undefined): Alternative[] {
  const byValue = new Map<unknown, Alternative>();
  for (const one of [...fresh, ...(known ?? [])]) if (!byValue.has(one.value)) byValue.set(one.value, one);
  return [...byValue.values()];
}

function withWarning({ warnings }: Letter, code: LetterWarning, field: string): Letter['warnings'] {
  return warnings.some((one) => one.code === code) ? warnings : [...warnings, warn(code, field)];
}

/** The letter's own citations, by what the letters they lead to say. */
function withAnswers(letter: Letter, answers: readonly Answer[]): Letter {
  if (answers.length === 0) return letter;
  const isSettled = (list: 'references' | 'mentions' | 'enclosures') => letter.confidence[list] === SETTLED;
  const answerTo = (citation: Citation) =>
    answers.find(
      ({ citation: { text, reference, date } }) =>
        text === citation.text && reference === citation.reference && date === citation.date,
    );
  const told = <T extends { confidence: number; alternatives?: Alternative[] | undefined }>(
    item: T,
    citation: Citation | null,
  ): T => {
    const answer = citation && answerTo(citation);
    if (!answer || item.confidence === SETTLED) return item;
    if (answer.otherwise === null)
      return { ...item, confidence: rounded(confirmed(item.confidence, answer.confidence)) };
    const confidence = rounded(contradicted(item.confidence, answer.confidence));
    const { issuer, reference, date, speed } = answer.otherwise;
    const value = [reference, date, speed].filter((part) => part !== null).join(' ');
    const other = {
      value: answer.otherwise,
      confidence: rounded(1 - confidence),
      why: `the letter of ${issuer ?? 'its issuer'} has ${value}`,
    };
    return { ...item, confidence, alternatives: [other, ...(item.alternatives ?? [])] };
  };
  return {
    ...letter,
    references: isSettled('references') ? letter.references : letter.references.map((item) => told(item, item)),
    ...(letter.mentions && !isSettled('mentions') && { mentions: letter.mentions.map((item) => told(item, item)) }),
    enclosures: isSettled('enclosures')
      ? letter.enclosures
      : letter.enclosures.map((item) => told(item, item.citation)),
  };
}

function withDeadlines(letter: Letter, statements: readonly DeadlineStatement[]): Letter {
  const whole = letter.confidence.deadlines;
  if (whole === SETTLED) return letter;
  const deadlines = letter.deadlines.map((deadline, index): Deadline => {
    const own = statements.filter((statement) => statement.index === index);
    if (own.length === 0 || deadline.confidence === SETTLED) return deadline;
    const differing = own.filter(({ agrees }) => !agrees);
    const agreeing = own.filter(({ agrees }) => agrees);
    const raised = agreeing.reduce((p, { confidence }) => confirmed(p, confidence, MOST_DEADLINE), deadline.confidence);
    const before = deadline.alternatives?.some(({ why }) => why.startsWith(STATED)) ?? false;
    if (differing.length === 0)
      return { ...deadline, confidence: rounded(before ? Math.min(DOUBTED, raised) : raised) };
    const confidence = differing.reduce((p, statement) => contradicted(p, statement.confidence), raised);
    const alternatives = differing.map(({ date, issuer, confidence: q }) => ({
      value: date,
      confidence: rounded(Math.min(1 - confidence, contradicted(q, raised))),
      why: `${STATED} ${issuer || 'another letter'} as ${date}`,
    }));
    return { ...deadline, confidence: rounded(confidence), alternatives: joined(alternatives, deadline.alternatives) };
  });
  const doubted = statements.some(({ agrees }) => !agrees);
  const least = Math.min(RELIABILITY.deadlines, ...deadlines.map(({ confidence }) => confidence));
  const before = Math.min(...letter.deadlines.map(({ confidence }) => confidence));
  // The list is as sure as its weakest item, and keeps what else was held against it.
  const list = whole === undefined ? whole : whole < before ? Math.min(whole, least) : least;
  return {
    ...letter,
    deadlines,
    confidence: list === undefined ? letter.confidence : { ...letter.confidence, deadlines: rounded(list) },
    warnings: doubted ? withWarning(letter, 'deadline.stated_otherwise', 'deadlines') : letter.warnings,
  };
}
