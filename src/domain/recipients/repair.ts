import type { OrganisationKind } from '../../../schemas/organisations.js';
import { editDistance } from '../closest.js';
import { builtInGazetteer } from '../gazetteer/built-in.js';
import { stemOf } from '../gazetteer/gazetteer.js';
import { asksOf } from './ask.js';

/** Titles and bodies that are written in one way only, long enough that no other word lies one edit away. */
const TITLES: readonly string[] = [
  'ผู้ว่าราชการจังหวัด',
  'ผู้ว่าราชการกรุงเทพมหานคร',
  'นายอำเภอ',
  'นายกองค์การบริหารส่วนจังหวัด',
  'นายกองค์การบริหารส่วนตำบล',
  'นายกองค์กรปกครองส่วนท้องถิ่น',
  'นายกเทศมนตรี',
  'ผู้บริหารท้องถิ่น',
  'ท้องถิ่นจังหวัด',
  'ท้องถิ่นอำเภอ',
  'ปลัดกระทรวง',
  'อธิบดีกรม',
  'ผู้อำนวยการ',
  'เลขาธิการ',
  'หัวหน้าส่วนราชการ',
  'หัวหน้าหน่วยงาน',
  'องค์การบริหารส่วนจังหวัด',
  'องค์การบริหารส่วนตำบล',
  'องค์กรปกครองส่วนท้องถิ่น',
];
/** Marks that readers lose and swap most (่ ้ ์ ํ); a title that differs in them alone is the same title. */
const MARKS = /[\u0e47-\u0e4e]/g;
const BARE = TITLES.map((title) => ({ title, bare: title.replace(MARKS, '') })).sort(
  (a, b) => b.bare.length - a.bare.length,
);
/** นายอำเภา is a man's name: so short a title is mended only where a district or ทุก… follows. */
const SHORT = 9;
const CLASS_FOLLOWS = /^\s?(?:ทุก|ทั้ง|\(|$)/;

/** The title that the text begins with but for one edit, and how much of the text it takes; null where it begins with one, or with none. */
export function misspeltTitle(text: string): { title: string; length: number } | null {
  if (TITLES.some((title) => text.startsWith(title))) return null;
  const fitting: { title: string; length: number; edits: number }[] = [];
  for (const { title, bare } of BARE) {
    // A longer title that fits says more than a shorter one inside it.
    if (fitting.length > 0 && bare.length < fitting[0]!.title.replace(MARKS, '').length) break;
    const best = prefixWithinAnEdit(text, bare);
    if (best && isTitleThere(title, text.slice(best.length))) fitting.push({ title, ...best });
  }
  const [first, ...others] = fitting.sort((a, b) => a.edits - b.edits);
  return first && others.every((other) => other.edits > first.edits) ? first : null;
}

/** The beginning of the text, marks aside, that lies nearest to the word. */
function prefixWithinAnEdit(text: string, bare: string): { length: number; edits: number } | null {
  let best: { length: number; edits: number } | null = null;
  let prefix = '';
  for (let i = 0; i < text.length && prefix.length <= bare.length + 1; i++) {
    if (!/[\u0e47-\u0e4e]/.test(text[i]!)) prefix += text[i];
    if (prefix.length < bare.length - 1 || /[\u0e47-\u0e4e]/.test(text[i + 1] ?? '')) continue;
    if (prefix[0] !== bare[0] || prefix.length > bare.length + 1) continue;
    const edits = editDistance(prefix, bare, 1);
    if (
      edits <= 1 &&
      (best === null || edits < best.edits || (edits === best.edits && prefix.length === bare.length))
    ) {
      best = { length: i + 1, edits };
    }
  }
  return best;
}

function isTitleThere(title: string, rest: string): boolean {
  if (title.length >= SHORT) return true;
  if (CLASS_FOLLOWS.test(rest)) return true;
  const name = rest.trim().split(/[\s,(]/)[0] ?? '';
  return builtInGazetteer().exactly(name, ['district'], ANYWHERE).length > 0;
}

const ANYWHERE = { area: null, on: null };
/** Kinds that are wholly known without an import: a closed vocabulary. */
const CLOSED = new Set<OrganisationKind>([
  'province',
  'district',
  'bangkok-district',
  'pao',
  'province-office',
  'district-office',
  'ministry',
  'department',
]);

/**
 * An addressee with its title, and the name of the one place or department behind it, mended where one candidate alone lies within one
 * edit. Persons, numbers and names of local bodies (no closed vocabulary) stay as they are.
 */
export function repairedAddressee(printed: string): string {
  const found = misspeltTitle(printed);
  const text = found ? found.title + printed.slice(found.length) : printed;
  const [ask] = asksOf(text);
  if (!ask || ask.code !== null || ask.names === '' || /[\s\d๐-๙]/.test(ask.names)) return text;
  if (!ask.kinds.every((kind) => CLOSED.has(kind))) return text;
  const named = builtInGazetteer().named(ask.names, ask.kinds, ANYWHERE);
  if (named.found.length !== 1 || named.like === 'exact') return text;
  const at = text.lastIndexOf(ask.names);
  if (at < 0) return text;
  const name = stemOf(named.found[0]!.name, named.found[0]!.kind);
  return text.slice(0, at) + name + text.slice(at + ask.names.length);
}
