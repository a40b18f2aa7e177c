import type { Letter } from '../../../schemas/record.js';
import {
  bareName,
  bracketedName,
  endsActing,
  isContact,
  isOrganisation,
  isPosition,
  isRank,
  isUnit,
} from '../line-kinds.js';
import { type DocLine, locatedText, type Part, wholeLine } from '../lines.js';
import { RELIABILITY } from '../reliability.js';
import { warn } from '../warnings.js';
import { type Found, fieldAt, NOTHING } from './field.js';

type Signer = NonNullable<Letter['signer']>;

/** The signer as read, and how many lines of the tail the signature takes. */
export interface Signature extends Found<Signer> {
  /** Index in the tail of the first line below the position. */
  next: number;
}

/** A position takes at most four lines: own title and rank, acting for, the title acted for. */
const POSITION_LINES = 4;

/** Name (with a rank that stands above it) and position of whoever signed. */
export function readSigner(tail: readonly DocLine[], name: number | null): Signature {
  if (name === null) return { ...NOTHING, next: 0 };
  const line = tail[name]!;
  const bracketed = bracketedName(line.text);
  const text = bracketed ?? bareName(line.text) ?? line.text;
  const start = line.text.indexOf(text);
  const above = tail[name - 1];
  const rank = bracketed !== null && above && isRank(above.text) ? [wholeLine(above)] : [];
  const nameParts: Part[] = [...rank, { line, start, end: start + text.length, glue: ' ' }];
  const positions = positionLines(tail, name + 1);
  const located = locatedText([...nameParts, ...positions.map((position) => wholeLine(position))]);
  const nameText = locatedText(nameParts).text;
  const position = positions.map((each) => each.text).join(' ');
  const signer = { name: nameText, position: position === '' ? null : position };
  // A name in brackets carries a title, or a rank stands above it: without either a line was not read.
  const titled = rank.length > 0 || bareName(text) !== null;
  const reliability = position === '' || !titled ? RELIABILITY.doubtful : RELIABILITY.signer;
  return {
    field: fieldAt(signer, located, 0, located.text.length, reliability),
    warnings: titled ? [] : [warn('signer.title_missing', 'signer')],
    next: name + 1 + positions.length,
  };
}

function positionLines(tail: readonly DocLine[], from: number): DocLine[] {
  const out: DocLine[] = [];
  for (let i = from; i < tail.length && out.length < POSITION_LINES; i++) {
    const line = tail[i]!;
    if (isContact(line.text) || line.gap >= 3) break;
    const before = out.at(-1);
    const goesOn = before !== undefined && endsActing(before.text);
    const first = before === undefined && (isPosition(line.text) || !(isUnit(line.text) || isOrganisation(line.text)));
    if (!first && !goesOn && !(isPosition(line.text) && !isUnit(line.text))) break;
    out.push(line);
  }
  return out;
}
