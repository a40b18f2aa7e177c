import type { Letter } from '../../schemas/record.js';
import { editDistance } from '../../src/domain/closest.js';
import { toArabicDigits } from '../../src/domain/numerals.js';
import { normalForm } from '../../src/domain/text.js';

/**
 * A letter of a truth: the fields that it leaves out are not judged, names may be given in several forms.
 * The comparisons are those of ../shared/eval/score.mjs, value by value.
 */
export type TruthLetter = Partial<
  Omit<Letter, 'reference' | 'issuer' | 'recipients' | 'signer' | 'deadlines' | 'received'>
> & {
  kind: Letter['kind'];
  reference?: string | null;
  issuer?: string | string[] | { name: string | string[] } | null;
  recipients?: (string | { text: string })[];
  signer?: string | { name: string | null } | null;
  deadlines?: (Partial<Letter['deadlines'][number]> & { date: string | null })[];
  received?: { number?: string | null; date?: string | null }[];
};

/** One spelling for comparison: Arabic digits, no white space, plain quotes and dashes. */
export const fold = (text: string | null | undefined): string =>
  toArabicDigits(normalForm(text ?? ''))
    .replace(/[\s\u200b\u00a0]+/g, '')
    .replace(/[“”„]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/[–—]/g, '-');

export const unpadded = (text: string | null | undefined) => fold(text).replace(/(^|\/|ว)0+(?=\d)/g, '$1');
const digitsOf = (text: string) => (fold(text).match(/\d+/g) ?? []).join(' ');

/** 1 where two texts are the same, 0 where they have nothing in common. */
export function similar(a: string | null | undefined, b: string | null | undefined): number {
  const [x, y] = [fold(a), fold(b)];
  const length = Math.max(x.length, y.length);
  return length === 0 ? 1 : 1 - editDistance(x, y, length) / length;
}

const nameOf = (value: TruthLetter['issuer']) =>
  value && typeof value === 'object' && !Array.isArray(value) ? value.name : value;

type Same = (want: unknown, got: unknown) => boolean;
type Truth = TruthLetter;

/** Single fields: what the truth says, what was read, and when the two are the same. */
export const SINGLES: readonly {
  field: string;
  want: (truth: Truth) => unknown;
  got: (letter: Letter) => unknown;
  same: Same;
}[] = [
  { field: 'kind', want: (t) => t.kind, got: (l) => l.kind, same: Object.is },
  {
    field: 'reference',
    want: (t) => t.reference,
    got: (l) => l.reference?.normalized,
    same: (a, b) => unpadded(a as string) === unpadded(b as string),
  },
  { field: 'date', want: (t) => t.date, got: (l) => l.date, same: Object.is },
  { field: 'speed', want: (t) => t.speed, got: (l) => l.speed, same: Object.is },
  { field: 'secrecy', want: (t) => t.secrecy, got: (l) => l.secrecy, same: Object.is },
  {
    field: 'issuer',
    want: (t) => nameOf(t.issuer),
    got: (l) => l.issuer?.name,
    same: (a, b) => [a].flat().some((name) => fold(name as string) === fold(b as string)),
  },
  {
    field: 'subject',
    want: (t) => t.subject,
    got: (l) => l.subject,
    same: (a, b) => similar(a as string, b as string) >= 0.97 && digitsOf(a as string) === digitsOf(b as string),
  },
  {
    field: 'signer',
    want: (t) => (t.signer && typeof t.signer === 'object' ? t.signer.name : t.signer),
    got: (l) => l.signer?.name,
    same: (a, b) => similar(a as string, b as string) >= 0.9,
  },
];

type Deadline = Letter['deadlines'][number];
const textOf = (value: string | { text: string }) => (typeof value === 'string' ? value : value.text);

/** Lists: each item is judged, and the list as a whole where the record says how sure it is of that. */
export const LISTS: readonly {
  item: string;
  whole?: (letter: Letter) => string;
  want: (truth: Truth) => readonly unknown[] | undefined;
  got: (letter: Letter) => readonly { confidence: number }[];
  same: Same;
}[] = [
  {
    item: 'recipient',
    whole: () => 'recipients',
    want: (t) => t.recipients,
    got: (l) => l.recipients,
    same: (a, b) => {
      const [want, got] = [textOf(a as string), textOf(b as string)];
      return similar(want, got) >= 0.9 && digitsOf(want) === digitsOf(got);
    },
  },
  {
    item: 'citation',
    want: (t) => t.references,
    got: (l) => l.references,
    same: (a, b) => {
      const [want, got] = [a as Letter['references'][number], b as Letter['references'][number]];
      return unpadded(want.reference) === unpadded(got.reference) && (want.date ?? null) === got.date;
    },
  },
  {
    item: 'enclosure',
    whole: () => 'enclosures',
    want: (t) => t.enclosures,
    got: (l) => l.enclosures,
    same: (a, b) => similar(textOf(a as string), textOf(b as string)) >= 0.85,
  },
  {
    item: 'deadline',
    whole: (l) => (l.deadlines.length > 0 ? 'deadlines, all' : 'deadlines, none'),
    want: (t) => t.deadlines,
    got: (l) => l.deadlines,
    same: (a, b) => {
      const [want, got] = [a as Partial<Deadline>, b as Deadline];
      return (
        want.date === got.date &&
        (!want.kind || want.kind === got.kind) &&
        (want.time === undefined || want.time === got.time) &&
        (!want.relative ||
          (want.relative.days === got.relative?.days && !!want.relative.working === !!got.relative.working))
      );
    },
  },
  {
    item: 'receive stamp',
    want: (t) => t.received,
    got: (l) => l.received,
    same: (a, b) => {
      const [want, got] = [a as Letter['received'][number], b as Letter['received'][number]];
      return (
        (want.number === undefined || unpadded(want.number) === unpadded(got.number)) &&
        (want.date ?? null) === got.date
      );
    },
  },
];
