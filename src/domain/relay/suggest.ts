import type { Difference, Disagreement } from '../../../schemas/families.js';
import type { Citation, Letter } from '../../../schemas/record.js';
import { weekdayOf } from '../calendar.js';
import { findDates } from '../dates.js';
import { SURE } from '../labels.js';
import { WEEKDAYS } from '../tables/months.js';
import { refParts } from './distance.js';
import type { Node } from './nodes.js';
import { fitsSeries, type Numbered, seriesKey } from './series.js';

/** One disagreement between a citation and the letter cited, with all that may speak for either. */
export interface Question {
  disagreement: Disagreement;
  upper: Node;
  lower: Node;
  citation: Citation;
  /** The upper letter in all its papers, itself among them. */
  copies: readonly Node[];
  /** What the other letters of the family say of the upper letter in this field, as the difference writes it. */
  others: readonly { value: string; by: Node }[];
  /** Days of the letters that the upper one was written after: those it cites. */
  after: readonly string[];
  series: ReadonlyMap<string, readonly Numbered[]>;
  /** Other letters of the upper one's issuer. */
  kin: readonly Node[];
}

type Side = 'cited' | 'found';
/** A strong one says that the other reading cannot be, a weak one that it is less likely. */
interface Vote {
  side: Side;
  reason: string;
  strong?: boolean;
}
type Rule = (question: Question) => Vote | null;

const opposite = (side: Side): Side => (side === 'cited' ? 'found' : 'cited');
/** Speaks where one of the two readings is ruled out, and one alone. */
function unless(impossible: (side: Side) => boolean, reason: string): Vote | null {
  const out = (['cited', 'found'] as const).filter(impossible);
  return out.length === 1 ? { side: opposite(out[0]!), reason, strong: true } : null;
}

/** An invitation is written before its day, and a deadline is not set when it has passed. */
const beforeEvent: Rule = ({ disagreement, upper }) => {
  const ends = upper.letter.deadlines.flatMap(({ kind, date, from }) =>
    date === null ? [] : [{ day: kind === 'event' ? (from ?? date) : date, same: kind === 'event' }],
  );
  return unless(
    (side) => ends.some(({ day, same }) => disagreement[side] > day || (same && disagreement[side] === day)),
    'หนังสือต้องลงวันที่ก่อนวันประชุมหรือวันครบกำหนดที่แจ้งไว้ในหนังสือนั้น',
  );
};

/** Written after what it cites, before the stamps on it and before whoever cites it. */
const inTurn: Rule = ({ disagreement, copies, lower, others, after }) => {
  const stamps = copies.flatMap(({ letter }) => letter.received.filter(({ date }) => date !== null));
  const citing = [lower, ...others.map(({ by }) => by)].filter((by) => !copies.includes(by));
  const later = citing.flatMap(({ date }) => date ?? []);
  const inChain = unless(
    (side) => later.some((day) => disagreement[side] > day) || after.some((day) => disagreement[side] < day),
    'ลำดับวันที่ของหนังสือในสายเดียวกัน',
  );
  const stamped = unless((side) => stamps.some(({ date }) => disagreement[side] > date!), 'ตรารับหนังสือลงวันที่ก่อนอีกวันหนึ่ง');
  // A stamp on a scan is itself read with doubt.
  return inChain ?? (stamped && { ...stamped, strong: stamps.every(({ confidence }) => confidence >= SURE) });
};

/** The weekday that is printed with one of the two dates. */
const onWeekday: Rule = ({ disagreement, upper, citation }) => {
  const texts = [citation.text, ...(upper.letter.evidence.date ?? []).map(({ text }) => text)];
  const printed = new Set(texts.flatMap(printedWeekdays));
  if (printed.size !== 1) return null;
  return unless((side) => !printed.has(weekdayOf(disagreement[side])), 'ตรงกับชื่อวันที่พิมพ์ไว้');
};

/** Weekdays (0 is Sunday) that a text prints with its dates. */
function printedWeekdays(text: string): number[] {
  return findDates(text)
    .filter(({ weekday }) => weekday !== null)
    .map(({ start, end }) => WEEKDAYS.findIndex((names) => names.some((name) => text.slice(start, end).includes(name))))
    .filter((day) => day >= 0);
}

/** Another letter of the family cites it too, or another paper of it has come in. */
const asOthersSay: Rule = ({ disagreement, others }) => {
  const votes = (side: Side) => others.filter(({ value }) => isSame(value, disagreement[side]));
  const [cited, found] = [votes('cited').length, votes('found').length];
  if (cited === found || Math.min(cited, found) > 0) return null;
  const side = cited > found ? 'cited' : 'found';
  const by = votes(side)[0]!.by;
  return { side, reason: `หนังสือ${by.letter.issuer?.name ?? ''} [${by.key}] ระบุตรงกัน`, strong: true };
};

/** Padding of a number has no meaning. */
const isSame = (a: string, b: string) => a === b || (refParts(a)?.key ?? a) === (refParts(b)?.key ?? b);

/** Numbers of one issuer rise with the date. */
const inSeries: Rule = ({ disagreement: { field, cited, found }, upper, series }) => {
  if (field === 'speed' || upper.ref === null) return null;
  const fits = (value: string) => {
    const ref = field === 'reference' ? refParts(value) : upper.ref;
    const date = field === 'date' ? value : upper.date;
    if (ref === null || date === null) return null;
    const key = seriesKey({ issuer: upper.issuer, ref, date });
    const list = key === null ? undefined : series.get(key);
    return list
      ? fitsSeries(list, { ...ref, number: Number(ref.number), date }, (one) => one.ref === upper.ref!.key)
      : null;
  };
  const [a, b] = [fits(cited), fits(found)];
  const side = a === 'fits' && b === 'breaks' ? 'cited' : b === 'fits' && a === 'breaks' ? 'found' : null;
  return side && { side, reason: 'เลขที่หนังสือของหน่วยงานเดียวกันเรียงตามวันที่', strong: true };
};

/** Letters of one group of an office bear its digits. */
const inUnit: Rule = ({ disagreement: { field, cited, found }, upper, kin }) => {
  const [a, b] = [refParts(cited), refParts(found)];
  if (field !== 'reference' || !a || !b || a.unit === b.unit || a.number !== b.number) return null;
  const group = groupOf(upper.letter);
  if (group.length === 0) return null;
  const units = new Set(
    kin.filter(({ letter }) => groupOf(letter).some((one) => group.includes(one))).map(({ ref }) => ref?.unit),
  );
  if (units.has(a.unit) === units.has(b.unit)) return null;
  return { side: units.has(a.unit) ? 'cited' : 'found', reason: 'หนังสือฉบับอื่นของกลุ่มงานเดียวกันใช้รหัสนี้' };
};

/** What tells the group that owns a letter: its telephones. */
const groupOf = ({ contact }: Letter) => contact?.phones ?? [];

/** What was read by hand or badly stands back behind what was read well. */
const asRead: Rule = ({ disagreement: { field }, upper, lower, citation }) => {
  const codes = new Set(upper.letter.warnings.map(({ code }) => code));
  const byHand = codes.has(`${field}.handwritten`);
  // A confidence that the citation itself lowered says nothing more of the two.
  const told = codes.has(`${field}.cited_otherwise`);
  const found = upper.letter.confidence[field];
  const cited = citedConfidence(lower.letter, citation);
  const foundDoubted = byHand || (!told && found !== undefined && found < SURE);
  const citedDoubted = !told && cited !== null && cited < SURE;
  if (foundDoubted === citedDoubted) return null;
  if (citedDoubted) return { side: 'found', reason: 'ข้อความที่อ้างถึงอ่านไม่ชัด' };
  return { side: 'cited', reason: byHand ? 'ในตัวหนังสือเขียนด้วยลายมือ ส่วนที่อ้างถึงพิมพ์ไว้' : 'ในตัวหนังสืออ่านไม่ชัด' };
};

/** How sure the citation of a hop was read; null where the letter does not hold it. */
export function citedConfidence(letter: Letter, citation: Citation): number | null {
  const isIt = (one: Citation | null) =>
    one !== null && one.text === citation.text && one.reference === citation.reference && one.date === citation.date;
  const listed = [...letter.references, ...(letter.mentions ?? [])].find(isIt);
  return (listed ?? letter.enclosures.find((enclosure) => isIt(enclosure.citation)))?.confidence ?? null;
}

const RULES: Readonly<Record<Disagreement['field'], readonly Rule[]>> = {
  date: [beforeEvent, inTurn, onWeekday, asOthersSay, inSeries, asRead],
  reference: [asOthersSay, inSeries, inUnit, asRead],
  speed: [asOthersSay, asRead],
};

/**
 * The likelier of two readings, with the reasons. Where strong reasons speak they decide, and all must say the same; so must
 * the weak ones where none does. Null where nothing speaks, or both ways.
 */
export function suggested(question: Question): Difference {
  const { disagreement } = question;
  const votes = RULES[disagreement.field].flatMap((rule) => rule(question) ?? []);
  const heard = votes.some(({ strong }) => strong) ? votes.filter(({ strong }) => strong) : votes;
  const [first] = heard;
  if (!first || heard.some(({ side }) => side !== first.side)) return { ...disagreement, suggested: null };
  const reason = heard.map((vote) => vote.reason).join('; ');
  return { ...disagreement, suggested: { value: disagreement[first.side], reason } };
}
