import type { Letter, LetterKind } from '../../../schemas/record.js';
import {
  bareName,
  bracketedName,
  endsActing,
  isContact,
  isOrganisation,
  isPosition,
  isRank,
  isUnit,
  rankBefore,
} from '../line-kinds.js';
import { type DocLine, locatedText, middlesApart, type Part, wholeLine } from '../lines.js';
import { looseAny } from '../loose.js';
import { RELIABILITY } from '../reliability.js';
import { ACTING_WORDS } from '../tables/titles.js';
import { warn } from '../warnings.js';
import { type Found, fieldAt, NOTHING } from './field.js';

type Signer = NonNullable<Letter['signer']>;

/** The signer as read, and how many lines of the tail the signature takes. */
export interface Signature extends Found<Signer> {
  /** Index in the tail of the first line below the position. */
  next: number;
}

const ACTING_START = new RegExp(`^${looseAny(ACTING_WORDS)}`);

/** A position takes at most six lines: own title and rank, an office held besides, acting for, the title acted for. */
const POSITION_LINES = 6;

/** Name (with a rank that stands above it) and position of whoever signed. */
export function readSigner(tail: readonly DocLine[], name: number | null, kind: LetterKind): Signature {
  if (name === null) return { ...NOTHING, next: 0 };
  const line = tail[name]!;
  const bracketed = bracketedName(line.text);
  const text = bracketed ?? bareName(line.text) ?? line.text.replace(/^\(|\)$/g, '');
  const start = line.text.indexOf(text);
  const nameParts: Part[] = [
    ...rankParts(tail, name, bracketed !== null),
    { line, start, end: start + text.length, glue: ' ' },
  ];
  // A position on the name's own line.
  const behind = bracketed === null ? line.text.slice(start + text.length).search(/\S/) : -1;
  const own: Part[] =
    behind < 0 ? [] : [{ line, start: start + text.length + behind, end: line.text.length, glue: ' ' }];
  const { lines: positions, next } =
    own.length > 0 && !endsActing(line.text) && !ACTING_START.test(tail[name + 1]?.text ?? '')
      ? { lines: [], next: name + 1 }
      : positionLines(tail, name + 1, kind);
  const positionParts = [...own, ...positions.map((each) => wholeLine(each))];
  const located = locatedText([...nameParts, ...positionParts]);
  const nameText = locatedText(nameParts).text;
  const position = positionParts.map((part) => part.line.text.slice(part.start, part.end)).join(' ');
  const signer = { name: nameText, position: position === '' ? null : position };
  // A name in brackets carries a title, or a rank stands above it: without either a line was not read.
  const titled = nameParts.length > 1 || bareName(text) !== null;
  const reliability = position === '' || !titled ? RELIABILITY.doubtful : RELIABILITY.signer;
  return {
    field: fieldAt(signer, located, 0, located.text.length, reliability),
    warnings: titled ? [] : [warn('signer.title_missing', 'signer')],
    next,
  };
}

/** The rank before the bracketed name on its line, or on the line above. */
function rankParts(tail: readonly DocLine[], name: number, bracketed: boolean): Part[] {
  const line = tail[name]!;
  const before = bracketed ? rankBefore(line.text) : null;
  if (before !== null) return [{ line, start: 0, end: before.length, glue: ' ' }];
  const above = tail[name - 1];
  return bracketed && above && isRank(above.text) ? [wholeLine(above)] : [];
}

/** How far down the next line begins, in page heights; endless where there are no places. */
function stepDown(a: DocLine, b: DocLine): number {
  return a.line.bbox && b.line.bbox && a.page === b.page ? b.line.bbox[1] - a.line.bbox[1] : Number.POSITIVE_INFINITY;
}

/** สหกรณ์จังหวัดX below the name of its head: an organisation where the position must stand, with room below it. */
function isHead(tail: readonly DocLine[], at: number): boolean {
  const next = tail[at + 1];
  return isOrganisation(tail[at]!.text) && !isUnit(tail[at]!.text) && (next === undefined || next.gap > 0);
}

/** The lines of the position, and the first line below them. Scribbles among them, and what stands in another column, are passed over. */
function positionLines(tail: readonly DocLine[], from: number, kind: LetterKind): { lines: DocLine[]; next: number } {
  const lines: DocLine[] = [];
  let next = from;
  for (let i = from; i < tail.length && lines.length < POSITION_LINES; i++) {
    const line = tail[i]!;
    if (isContact(line.text) || line.gap >= 3) break;
    if ((middlesApart(line, tail[from - 1]!) ?? 0) > 0.2 || (line.text.match(/[ก-ฮ]/g) ?? []).length < 4) continue;
    const before = lines.at(-1);
    const goesOn = before !== undefined && endsActing(before.text);
    // On a scan a badly read position is known by its place under the name.
    const under =
      before !== undefined && (middlesApart(line, tail[from - 1]!) ?? 1) < 0.06 && stepDown(before, line) < 0.035;
    // และการบริหาร… goes on with a title that was too long for its line.
    const wraps = before !== undefined && line.gap === 0 && /^(?:และ|แห่ง|ประจำ)/.test(line.text);
    // A memorandum names its office above: what stands close below the title is the rest of it.
    const seated = kind === 'memorandum' && before !== undefined && line.gap === 0 && isOrganisation(line.text);
    const named = before === undefined && line.gap === 0 && isHead(tail, i);
    const first = before === undefined && (isPosition(line.text) || !(isUnit(line.text) || isOrganisation(line.text)));
    if (!first && !goesOn && !under && !wraps && !seated && !named && !(isPosition(line.text) && !isUnit(line.text)))
      break;
    lines.push(line);
    next = i + 1;
  }
  return { lines, next };
}
