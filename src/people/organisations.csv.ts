import { isoDate } from '../../schemas/common.js';
import type { Organisation, OrganisationKind } from '../../schemas/organisations.js';
import { Gazetteer, stemOf } from '../domain/gazetteer/gazetteer.js';
import { BANGKOK } from '../domain/tables/districts.js';
import { KINDS, LOCALS } from '../domain/tables/kinds.js';
import { type CsvColumn, type CsvRow, csvLine, readCsv } from '../shared/csv.js';
import { type Problem, WianError } from '../shared/errors.js';

/** The form of the list (organisations/README.md). */
export const COLUMNS: readonly CsvColumn[] = [
  { name: 'code', headings: ['รหัส'], required: true },
  { name: 'name', headings: ['ชื่อ'], required: true },
  { name: 'kind', headings: ['ประเภท'], required: true },
  { name: 'province', headings: ['จังหวัด'] },
  { name: 'district', headings: ['อำเภอ'] },
  { name: 'parent', headings: ['สังกัด'] },
  { name: 'aliases', headings: ['ชื่ออื่น'] },
  { name: 'valid_from', headings: ['ตั้งแต่วันที่'] },
  { name: 'valid_to', headings: ['ถึงวันที่'] },
  { name: 'replaces', headings: ['แทนรหัส'] },
  { name: 'source', headings: ['แหล่งข้อมูล'] },
];

/** How the kinds may be written in the list besides their own names. */
const KIND_WORDS: ReadonlyMap<string, OrganisationKind> = new Map(
  Object.entries<OrganisationKind>({
    กระทรวง: 'ministry',
    กรม: 'department',
    จังหวัด: 'province',
    อำเภอ: 'district',
    เขต: 'bangkok-district',
    'อบจ.': 'pao',
    'ทน.': 'city-municipality',
    'ทม.': 'town-municipality',
    'ทต.': 'subdistrict-municipality',
    'อบต.': 'sao',
    องค์การบริหารส่วนจังหวัด: 'pao',
    เทศบาลนคร: 'city-municipality',
    เทศบาลเมือง: 'town-municipality',
    เทศบาลตำบล: 'subdistrict-municipality',
    องค์การบริหารส่วนตำบล: 'sao',
  }),
);

/** The offices of the Department of Local Administration follow from the provinces and districts, and are not listed. */
const LISTABLE = new Set<string>(Object.keys(KINDS).filter((kind) => !/-office$/.test(kind)));

const FAULTS = {
  'organisation.code': 'รหัสต้องมี 1 ถึง 80 ตัวอักษร ไม่มีเครื่องหมาย / / The code has 1 to 80 characters and no /.',
  'organisation.code_twice': 'มีรหัสนี้แล้วในไฟล์ / The code is there twice in the file.',
  'organisation.name': 'ต้องมีชื่อ ไม่เกิน 200 ตัวอักษร / A name is needed, of at most 200 characters.',
  'organisation.kind': 'ไม่รู้จักประเภทนี้ / This kind is not known.',
  'organisation.name_kind': 'ชื่อไม่ขึ้นต้นตามประเภท / The name does not begin with the word of its kind.',
  'organisation.kind_changed': 'รหัสนี้เป็นหน่วยงานต่างระดับ / The code belongs to an organisation of another level.',
  'organisation.province': 'ไม่มีจังหวัดนี้ / There is no such province.',
  'organisation.district': 'ไม่มีอำเภอนี้ในจังหวัด / There is no such district in the province.',
  'organisation.place_missing':
    'ต้องมีจังหวัด และอำเภอสำหรับเทศบาลและ อบต. / A province is needed, and for municipalities and SAOs a district.',
  'organisation.parent': 'ไม่มีหน่วยงานต้นสังกัดรหัสนี้ / There is no parent of this code.',
  'organisation.date': 'วันที่ต้องเป็น ค.ศ. รูปแบบ ปปปป-ดด-วว / A date is a Gregorian YYYY-MM-DD.',
  'organisation.dates': 'วันสิ้นสุดมาก่อนวันเริ่ม / The last day lies before the first.',
  'organisation.replaces': 'ไม่มีรหัสที่ถูกแทน / There is no organisation of the code it replaces.',
} as const;

/**
 * The organisations of a list, checked against those `known` (places are named in it, codes here). All or nothing.
 * @throws WianError `organisations.invalid` with every problem and its line
 */
export function parseOrganisations(content: Uint8Array, known: readonly Organisation[]): Organisation[] {
  const { rows, problems } = readCsv(content, COLUMNS);
  const gazetteer = new Gazetteer(known);
  const listed = new Map(rows.map((row) => [row.cells.code!, row]));
  const seen = new Set<string>();
  const organisations = rows.map((row) => {
    const found = checked(row, gazetteer, listed, seen);
    problems.push(...found.problems);
    return found.organisation;
  });
  if (problems.length > 0) {
    problems.sort((a, b) => a.line - b.line);
    throw new WianError('organisations.invalid', undefined, { problems });
  }
  return organisations;
}

function checked(
  { line, cells }: CsvRow,
  gazetteer: Gazetteer,
  listed: ReadonlyMap<string, CsvRow>,
  seen: Set<string>,
): { organisation: Organisation; problems: Problem[] } {
  const problems: Problem[] = [];
  const blame = (column: string, code: keyof typeof FAULTS) =>
    problems.push({ line, column, code, message: FAULTS[code] });
  const cell = (name: string) => cells[name] ?? '';
  const code = cell('code');
  if (code === '' || code.length > 80 || code.includes('/')) blame('code', 'organisation.code');
  else if (seen.has(code)) blame('code', 'organisation.code_twice');
  seen.add(code);

  const kind = (LISTABLE.has(cell('kind')) ? cell('kind') : KIND_WORDS.get(cell('kind'))) as
    | OrganisationKind
    | undefined;
  if (kind === undefined) blame('kind', 'organisation.kind');
  const name = cell('name').replace(/\s+/g, ' ');
  if (name === '' || name.length > 200) blame('name', 'organisation.name');
  else if (kind && !isNamedAs(name, kind)) blame('name', 'organisation.name_kind');
  const level = kind ? KINDS[kind].level : 'other';
  const before = gazetteer.get(code);
  if (kind && before && before.level !== level && LISTABLE.has(before.kind)) blame('code', 'organisation.kind_changed');

  const parent = kind ? parentOf(cells, kind, gazetteer, listed, blame) : null;
  const [validFrom, validTo] = ['valid_from', 'valid_to'].map((column) => {
    const day = cell(column);
    if (day === '') return null;
    // 2565-05-01 is a day of the Buddhist era that looks like one of ours.
    if (!isoDate.safeParse(day).success || day < '1800' || day >= '2300') blame(column, 'organisation.date');
    return day;
  });
  if (validFrom && validTo && validTo < validFrom) blame('valid_to', 'organisation.dates');
  const replaces = cell('replaces') || null;
  if (replaces !== null && (replaces === code || !(gazetteer.get(replaces) || listed.has(replaces)))) {
    blame('replaces', 'organisation.replaces');
  }
  const aliases = cell('aliases')
    .split('|')
    .map((alias) => alias.trim())
    .filter((alias) => alias !== '');
  const organisation = { code, name, kind: kind ?? 'agency', level, parent, aliases, replaces } as const;
  return {
    organisation: {
      ...organisation,
      validFrom: validFrom ?? null,
      validTo: validTo ?? null,
      source: cell('source') || null,
    },
    problems,
  };
}

/** Local bodies and places begin with the word of their kind; central bodies are named freely. */
function isNamedAs(name: string, kind: OrganisationKind): boolean {
  if (KINDS[kind].level === 'central' || kind === 'special') return true;
  return name.startsWith(KINDS[kind].prefix) && stemOf(name, kind) !== '';
}

function parentOf(
  cells: CsvRow['cells'],
  kind: OrganisationKind,
  gazetteer: Gazetteer,
  listed: ReadonlyMap<string, CsvRow>,
  blame: (column: string, code: keyof typeof FAULTS) => void,
): string | null {
  const { province: inProvince = '', district: inDistrict = '', parent = '' } = cells;
  if (parent !== '') {
    if (!gazetteer.get(parent) && !listed.has(parent)) blame('parent', 'organisation.parent');
    return parent;
  }
  const needsDistrict = (LOCALS as readonly OrganisationKind[]).includes(kind) && kind !== 'pao';
  if (inProvince === '') {
    if (needsDistrict || kind === 'pao' || kind === 'district') blame('province', 'organisation.place_missing');
    return kind === 'bangkok-district' ? BANGKOK : null;
  }
  const province = only(gazetteer, inProvince, 'province', null);
  if (province === null) {
    blame('province', 'organisation.province');
    return null;
  }
  if (inDistrict === '') {
    if (needsDistrict) blame('district', 'organisation.place_missing');
    return province;
  }
  const district = only(gazetteer, inDistrict, 'district', province);
  if (district === null) blame('district', 'organisation.district');
  return kind === 'pao' ? province : district;
}

/** The code of the place of exactly that name; nothing is mended in a list. */
function only(gazetteer: Gazetteer, name: string, kind: OrganisationKind, area: string | null): string | null {
  const { found, like } = gazetteer.named(name, [kind], { area, on: null });
  return found.length === 1 && like === 'exact' ? found[0]!.code : null;
}

/** The list of these organisations, in the form that is imported. */
export function organisationsCsv(organisations: readonly Organisation[], gazetteer: Gazetteer): string {
  const nameIn = (row: Organisation | null, kind: OrganisationKind) => (row ? stemOf(row.name, kind) : '');
  const lines = organisations.map((row) => {
    const province = row.kind === 'province' ? null : gazetteer.provinceOf(row);
    const district = row.kind === 'district' ? null : gazetteer.districtOf(row);
    const placed = (district ?? province)?.code === row.parent && province?.kind === 'province';
    return csvLine([
      row.code,
      row.name,
      row.kind,
      placed ? nameIn(province, 'province') : '',
      placed ? nameIn(district, 'district') : '',
      placed ? '' : (row.parent ?? ''),
      row.aliases.join('|'),
      row.validFrom ?? '',
      row.validTo ?? '',
      row.replaces ?? '',
      row.source ?? '',
    ]);
  });
  return csvLine(COLUMNS.map(({ name }) => name)) + lines.join('');
}
